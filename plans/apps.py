from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self) -> None:
        from core.bundle import Source  # noqa: PLC0415 - models must be loaded first
        from offenders.deadlines import register  # noqa: PLC0415
        from offenders.rules import add_part, refer  # noqa: PLC0415
        from offenders.selectors.changes import add_to_changes  # noqa: PLC0415
        from offenders.selectors.dated import add_dated  # noqa: PLC0415
        from offenders.selectors.drafts import add_draft_form  # noqa: PLC0415
        from people.choices import Permission, Role  # noqa: PLC0415
        from people.rules import allow  # noqa: PLC0415
        from plans.deadlines import KINDS  # noqa: PLC0415
        from plans.models import Plan  # noqa: PLC0415
        from plans.selectors.changes import changes  # noqa: PLC0415
        from plans.selectors.pages import PLAN, REFERENCES  # noqa: PLC0415

        for role in (Role.OFFICER, Role.SUPERVISOR):
            allow(role, Permission.VIEW_PLAN, Permission.WRITE_PLAN)
        allow(Role.HEAD, Permission.VIEW_PLAN)
        for kind in KINDS:
            register(kind)
        add_dated(Source(Plan, "case_id", ("signed_by",)))
        for form in ("plan-item", "sign-plan"):
            add_draft_form(form, needs=Permission.WRITE_PLAN)
        refer(*REFERENCES)
        add_to_changes(changes)
        add_part(PLAN)
