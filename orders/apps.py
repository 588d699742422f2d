from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"

    def ready(self) -> None:
        from offenders.deadlines import register  # noqa: PLC0415 - models must be loaded first
        from offenders.rules import refer  # noqa: PLC0415
        from offenders.selectors.changes import add_to_changes  # noqa: PLC0415
        from offenders.selectors.dated import add_dated  # noqa: PLC0415
        from offenders.selectors.drafts import add_draft_form  # noqa: PLC0415
        from offenders.selectors.record import add_to_record  # noqa: PLC0415
        from offenders.selectors.registration import add_keeper  # noqa: PLC0415
        from orders.deadlines import KINDS  # noqa: PLC0415
        from orders.selectors import keeps_subject  # noqa: PLC0415
        from orders.selectors.pages import REFERENCES  # noqa: PLC0415
        from orders.selectors.parts import DATED, PARTS, TELLERS  # noqa: PLC0415
        from people.choices import Permission, Role  # noqa: PLC0415
        from people.rules import allow  # noqa: PLC0415

        for role in (Role.OFFICER, Role.SUPERVISOR):
            allow(role, Permission.RECORD_ORDER)
        for source in DATED:
            add_dated(source)
        for form in ("record-order", "condition"):
            add_draft_form(form, needs=Permission.RECORD_ORDER)
        for kind in KINDS:
            register(kind)
        refer(*REFERENCES)
        add_keeper(keeps_subject)
        for tell in TELLERS:
            add_to_changes(tell)
        for part in PARTS:
            add_to_record(part)
