from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"

    def ready(self) -> None:
        from core.bundle import Source  # noqa: PLC0415 - models must be loaded first
        from offenders.deadlines import register  # noqa: PLC0415
        from offenders.rules import refer  # noqa: PLC0415
        from offenders.selectors.changes import add_to_changes  # noqa: PLC0415
        from offenders.selectors.dated import add_dated  # noqa: PLC0415
        from offenders.selectors.drafts import add_draft_form  # noqa: PLC0415
        from offenders.selectors.record import RecordPart, add_to_record  # noqa: PLC0415
        from offenders.selectors.registration import add_keeper  # noqa: PLC0415
        from orders.deadlines import KINDS  # noqa: PLC0415
        from orders.models import Condition, Order, Renewal  # noqa: PLC0415
        from orders.selectors import changes, keeps_subject, recorded_orders  # noqa: PLC0415
        from orders.selectors.pages import ORDER  # noqa: PLC0415
        from people.choices import Permission, Role  # noqa: PLC0415
        from people.rules import allow  # noqa: PLC0415

        for role in (Role.OFFICER, Role.SUPERVISOR):
            allow(role, Permission.RECORD_ORDER)
        add_dated(Source(Order, "case_id"))
        add_dated(Source(Condition, "order__case_id", ("order",)))
        add_dated(Source(Renewal, "order__case_id", ("order",)))
        for form in ("record-order", "condition"):
            add_draft_form(form, needs=Permission.RECORD_ORDER)
        for kind in KINDS:
            register(kind)
        refer(ORDER)
        add_to_changes(changes)
        add_keeper(keeps_subject)
        add_to_record(
            RecordPart(
                anchor="orders",
                title="Orders and conditions",
                template="orders/_record.html",
                read=recorded_orders,
                permission=Permission.RECORD_ORDER,
            )
        )
