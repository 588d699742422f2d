"""`python -m tests.access.write_matrix`: fill the matrix anew, to be reviewed line by line before a commit."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["CASELOAD_WRITE_MATRIX"] = "1"
    sys.exit(pytest.main(["-q", "-p", "no:randomly", "-n", "0", "tests/access/test_matrix.py"]))
