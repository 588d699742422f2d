from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        from core.bundle import Source  # noqa: PLC0415 - models must be loaded first
        from offenders.deadlines import register  # noqa: PLC0415
        from offenders.rules import add_part, refer, register_ground  # noqa: PLC0415
        from offenders.selectors.case import add_to_banner  # noqa: PLC0415
        from offenders.selectors.dated import add_dated  # noqa: PLC0415
        from offenders.selectors.record import RecordPart, add_to_record  # noqa: PLC0415
        from people.choices import Permission, Role  # noqa: PLC0415
        from people.rules import allow, register_role  # noqa: PLC0415
        from programmes.deadlines import KINDS  # noqa: PLC0415
        from programmes.models import Decision, IndividualWork, Referral  # noqa: PLC0415
        from programmes.rules.grounds import FACILITATOR  # noqa: PLC0415
        from programmes.rules.treatment import PIPELINE, TREATMENT, TREATMENT_MANAGER  # noqa: PLC0415
        from programmes.selectors.banner import said  # noqa: PLC0415
        from programmes.selectors.pages import PROGRAMMES, REFERENCES  # noqa: PLC0415
        from programmes.selectors.suitability import on_record  # noqa: PLC0415

        register_role(TREATMENT_MANAGER)
        for role in (Role.OFFICER, Role.SUPERVISOR):
            allow(role, Permission.REFER, Permission.KEEP_REGISTER)
        allow(Role.SUPERVISOR, Permission.DECIDE_PROGRAMME, Permission.VIEW_PROGRAMMES)
        allow(Role.HEAD, Permission.VIEW_PROGRAMMES)
        for ground in (FACILITATOR, TREATMENT, PIPELINE):
            register_ground(ground)
        for model in (Referral, IndividualWork, Decision):
            add_dated(Source(model, "case_id"))
        for kind in KINDS:
            register(kind)
        refer(*REFERENCES)
        add_part(PROGRAMMES)
        add_to_banner(said)
        add_to_record(
            RecordPart(
                anchor="suitability",
                title="Suitability for a programme",
                template="programmes/_record.html",
                read=on_record,
                permission=Permission.REFER,
            )
        )
