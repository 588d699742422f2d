"""Reading a caseload extract: every row is stored, or listed with the reason why not (docs/extract.md).

The apps declare their files (`people/extract.py` and so on); this package does the work in set statements over
temporary tables, so memory stays bounded whatever the size of a file:

    columns   what a value must look like, and what it becomes
    reading   physical lines into rows, with their line numbers, whatever is wrong with the file
    staging   the temporary tables, the rejects and the changes of one run
    weighing  rows against the records they name and against each other: references, duplicates, overlaps
    storing   rows against what is stored: new, changed or the same
    running   one file from end to end
    report    the summary, the rejects file and the list of changes
"""

from core.extract.columns import (
    BadValueError,
    Column,
    choice,
    code,
    codes,
    day,
    instant,
    number,
    one_of,
    postcode,
    text,
    yes_no,
)
from core.extract.layout import (
    Layout,
    Reference,
    Row,
    Spans,
    Target,
    ends_after_start,
    not_before,
)
from core.extract.report import FileFigures, Report
from core.extract.running import Extract, Run, run_file
from core.extract.staging import Stage

__all__ = [
    "BadValueError",
    "Column",
    "Extract",
    "FileFigures",
    "Layout",
    "Reference",
    "Report",
    "Row",
    "Run",
    "Spans",
    "Stage",
    "Target",
    "choice",
    "code",
    "codes",
    "day",
    "ends_after_start",
    "instant",
    "not_before",
    "number",
    "one_of",
    "postcode",
    "run_file",
    "text",
    "yes_no",
]
