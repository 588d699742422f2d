from django.apps import AppConfig


class MappaConfig(AppConfig):
    name = "mappa"

    def ready(self) -> None:
        from core.bundle import Source  # noqa: PLC0415 - models must be loaded first
        from mappa.deadlines import KINDS, managed  # noqa: PLC0415
        from mappa.models import Management, QualifyingOffence, Screening  # noqa: PLC0415
        from mappa.selectors import category_of  # noqa: PLC0415
        from mappa.selectors.screening import screened_category  # noqa: PLC0415
        from offenders.deadlines import register  # noqa: PLC0415
        from offenders.deadlines.supervision import keep_in_contact  # noqa: PLC0415
        from offenders.selectors.dated import add_dated  # noqa: PLC0415
        from offenders.selectors.worked_tier import category_from  # noqa: PLC0415

        self._let_roles()
        add_dated(Source(Management, "case_id"))
        add_dated(Source(Screening, "case_id"))
        add_dated(Source(QualifyingOffence, "sentence__case_id", ("sentence",)))
        category_from(category_of)
        category_from(screened_category)
        keep_in_contact(managed, model="mappa.Management")
        for kind in KINDS:
            register(kind)
        self._show()
        self._areas()

    def _let_roles(self) -> None:
        from people.choices import Permission, Role  # noqa: PLC0415
        from people.rules import allow  # noqa: PLC0415

        everybody = (
            Permission.VIEW_MAPPA,
            Permission.SCREEN_MAPPA,
            Permission.PROPOSE_LEVEL,
            Permission.REVIEW_MAPPA,
        )
        allow(Role.OFFICER, *everybody, Permission.RECORD_SURVEILLANCE)
        leading = (
            Permission.APPROVE_LEVEL,
            Permission.VIEW_MAPPA_AREA,
            Permission.RECORD_SURVEILLANCE,
        )
        allow(Role.SUPERVISOR, *everybody, *leading)
        allow(Role.HEAD, Permission.VIEW_MAPPA, Permission.VIEW_MAPPA_AREA)

    def _show(self) -> None:
        """On the pages of the floors below."""
        from mappa.selectors import said  # noqa: PLC0415
        from mappa.selectors.managed import level_changes  # noqa: PLC0415
        from mappa.selectors.pages import MAPPA, REFERENCES  # noqa: PLC0415
        from mappa.selectors.screening import changes, said_of_screening  # noqa: PLC0415
        from offenders.rules import add_part, refer  # noqa: PLC0415
        from offenders.selectors.case import add_to_banner  # noqa: PLC0415
        from offenders.selectors.changes import add_to_changes  # noqa: PLC0415
        from offenders.selectors.drafts import add_draft_form  # noqa: PLC0415
        from people.choices import Permission  # noqa: PLC0415

        add_draft_form("mappa-screening", needs=Permission.SCREEN_MAPPA)
        add_draft_form("mappa-level", needs=Permission.PROPOSE_LEVEL)
        add_draft_form("mappa-review", needs=Permission.REVIEW_MAPPA)
        add_part(MAPPA)
        refer(*REFERENCES)
        for say in (said, said_of_screening):
            add_to_banner(say, needs=Permission.VIEW_MAPPA)
        add_to_changes(changes)
        add_to_changes(level_changes)

    def _areas(self) -> None:
        """Whoever has a post in an area, and what that opens."""
        from mappa.rules.grounds import (  # noqa: PLC0415
            COORDINATOR,
            MAPPA_CHAIR,
            MAPPA_COORDINATOR,
        )
        from mappa.selectors.areas import posts_part  # noqa: PLC0415
        from offenders.rules import register_ground  # noqa: PLC0415
        from people.rules import register_role  # noqa: PLC0415
        from people.selectors import add_part as add_to_user  # noqa: PLC0415

        for role in (MAPPA_COORDINATOR, MAPPA_CHAIR):
            register_role(role)
        register_ground(COORDINATOR)
        add_to_user(posts_part)
