"""What programmes register of their pages: what their facts are called, their part of a case, what they offer elsewhere."""

from offenders.rules import Reference

REFERENCES = (
    Reference("referral", "a referral to a programme that was recorded"),
    Reference("register", "a register that was kept"),
    Reference("missed_decision", "a decision about missed sessions"),
)
