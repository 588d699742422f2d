"""`python -m tests.access.table`: who may do what, as docs/security/access.md has it; written from the code."""

from pathlib import Path

from offenders.rules import all_grounds
from people.choices import Permission
from people.rules import AGENCY_OF, all_roles

DOCUMENT = Path("docs/security/access.md")
BEGIN, END = "<!-- from the code: python -m tests.access.table -->", "<!-- to here -->"
OPEN = {Permission.ANYONE, Permission.SIGNED_IN}


def lines() -> list[str]:
    """One line for each permission: the act, who may at all, on what ground, of which agency."""
    return [
        "| act | role | ground on the case | agency |",
        "|---|---|---|---|",
        *map(_line, _acts()),
    ]


def _acts() -> list[Permission]:
    return [permission for permission in Permission if permission not in OPEN]


def _line(permission: Permission) -> str:
    roles = [role.label for role in all_roles() if permission in role.allows]
    grounds = [ground.code for ground in all_grounds() if permission in ground.allows]
    agency = AGENCY_OF.get(permission)
    cells = [
        f"{permission.label} (`{permission.value}`)",
        ", ".join(roles),
        ", ".join(grounds) or "of no case",
        agency.label if agency else ("either" if grounds else ""),
    ]
    return f"| {' | '.join(cells)} |"


def in_document(root: Path) -> list[str]:
    """The lines that the document has between its marks."""
    text = (root / DOCUMENT).read_text(encoding="utf-8")
    return text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip().splitlines()


if __name__ == "__main__":
    import django

    django.setup()
    print("\n".join(lines()))  # noqa: T201
