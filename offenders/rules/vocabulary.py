"""The words of the agency that speaks: the types of contact are probation's own, and the police use them too."""

import re

from people.choices import Agency

PROBATION_ONLY = re.compile(r"\bperson on probation\b", re.IGNORECASE)


def as_said_by(agency: str | None, name: str) -> str:
    """VOC-1 by agency: whom the police manage is "the person", seldom one on probation; the code stays the same."""
    return PROBATION_ONLY.sub("the person", name) if agency == Agency.POLICE else name
