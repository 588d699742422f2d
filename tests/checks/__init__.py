"""The checks that are no tests: `make check` runs them, each can be run by itself."""
