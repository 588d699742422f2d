from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"

    def ready(self) -> None:
        from offenders.deadlines import register  # noqa: PLC0415 - models must be loaded first
        from offenders.rules import add_part, offer_at, refer, register_ground  # noqa: PLC0415
        from offenders.selectors.appointments import also_there  # noqa: PLC0415
        from offenders.selectors.contacts import add_details  # noqa: PLC0415
        from offenders.selectors.drafts import add_draft_form  # noqa: PLC0415
        from people.choices import Permission, Role  # noqa: PLC0415
        from people.rules import allow  # noqa: PLC0415
        from visits.deadlines import KINDS  # noqa: PLC0415
        from visits.rules.accompanying import ACCOMPANYING  # noqa: PLC0415
        from visits.selectors.arranged import second_on  # noqa: PLC0415
        from visits.selectors.listing import details_of  # noqa: PLC0415
        from visits.selectors.pages import RECORD_VISIT, REFERENCES, VISITS  # noqa: PLC0415

        work = (
            Permission.PLAN_VISIT,
            Permission.RECORD_VISIT,
            Permission.SET_INTERVAL,
            Permission.RECORD_ENQUIRY,
        )
        allow(Role.OFFICER, *work)
        lead = (Permission.APPROVE_INTERVAL, Permission.REVIEW_VISIT, Permission.DECIDE_CHILD)
        allow(Role.SUPERVISOR, *work, *lead)
        add_draft_form("plan-visit", needs=Permission.PLAN_VISIT)
        for form in ("record-visit", "visit", "answer", "warrant"):
            add_draft_form(form, needs=Permission.RECORD_VISIT)
        for form in ("enquiry", "enquiry-answer"):
            add_draft_form(form, needs=Permission.RECORD_ENQUIRY)
        add_draft_form("no-enquiry", needs=Permission.DECIDE_CHILD)
        add_draft_form("review", needs=Permission.REVIEW_VISIT)
        register_ground(ACCOMPANYING)
        for kind in KINDS:
            register(kind)
        add_details(details_of)
        also_there(second_on)
        refer(*REFERENCES)
        add_part(VISITS)
        offer_at("log_contact", RECORD_VISIT)
