from django.apps import AppConfig


class CaseloadsConfig(AppConfig):
    name = "caseloads"

    def ready(self) -> None:
        from offenders.rules import Act, Part, add_part, offer_at, remedy  # noqa: PLC0415
        from people.choices import Agency, Permission  # noqa: PLC0415

        add_part(Part(10, "overview", "Overview", "caseloads:case"))
        allocate = "caseloads:allocate"
        offer_at("allocations", Act("Allocate to an officer", allocate, Permission.ALLOCATE))
        remedy(
            "police_officer",
            Act("Allocate an officer", allocate, Permission.ALLOCATE, fact_of=Agency.POLICE),
        )
