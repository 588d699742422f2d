from django.apps import AppConfig

# What may cure a flag about an officer, in words.
RECORDED = (
    ("reduction", "a reduction of an officer's hours"),
    ("training", "a course"),
    ("supervisionsession", "a supervision session"),
)


class CaseloadsConfig(AppConfig):
    name = "caseloads"

    def ready(self) -> None:
        from caseloads.deadlines import KINDS  # noqa: PLC0415
        from offenders.deadlines import register  # noqa: PLC0415
        from offenders.deadlines.unheld import NO_PROBATION_OFFICER  # noqa: PLC0415
        from offenders.rules import (  # noqa: PLC0415
            Act,
            Part,
            Reference,
            add_part,
            offer_about,
            offer_at,
            refer,
            remedy,
        )
        from people.choices import Agency, Permission  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        refer(*(Reference(model, f"{words} that was recorded") for model, words in RECORDED))
        add_part(Part(10, "overview", "Overview", "caseloads:case"))
        allocate = "caseloads:allocate"
        offer_at("allocations", Act("Allocate to an officer", allocate, Permission.ALLOCATE))
        remedy(
            "police_officer",
            Act("Allocate an officer", allocate, Permission.ALLOCATE, fact_of=Agency.POLICE),
        )
        offer_about(
            NO_PROBATION_OFFICER.code,
            Act("Allocate an officer", allocate, Permission.ALLOCATE, fact_of=Agency.PROBATION),
        )
        _oversight()


def _oversight() -> None:
    """What managers look at: its pages on the timeline and in the history of flags, and what is typed into its forms."""
    from caseloads.selectors.oversight import REFERENCES, details_of  # noqa: PLC0415
    from caseloads.selectors.unanswered import steps_of  # noqa: PLC0415
    from offenders.rules import refer  # noqa: PLC0415
    from offenders.selectors.contacts import add_details  # noqa: PLC0415
    from offenders.selectors.drafts import add_draft_form  # noqa: PLC0415
    from offenders.selectors.flag import add_steps  # noqa: PLC0415
    from people.choices import Permission  # noqa: PLC0415

    refer(*REFERENCES)
    add_details(details_of)
    add_steps(steps_of)
    add_draft_form("manager-answer", needs=Permission.LOG_CONTACT)
    for form in ("manager-review", "countersign"):
        add_draft_form(form, needs=Permission.OVERSEE)
