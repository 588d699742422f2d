from django.apps import AppConfig


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
        refer(Reference("reduction", "a reduction of an officer's hours that was recorded"))
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
