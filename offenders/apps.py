from django.apps import AppConfig


class OffendersConfig(AppConfig):
    name = "offenders"

    def ready(self) -> None:
        from offenders.access import GROUNDS  # noqa: PLC0415 - models must be loaded first
        from offenders.deadlines import register  # noqa: PLC0415
        from offenders.deadlines.at_large import AT_LARGE  # noqa: PLC0415
        from offenders.deadlines.enforcement import KINDS as ENFORCEMENT  # noqa: PLC0415
        from offenders.deadlines.outcome import CONTACT_OUTCOME  # noqa: PLC0415
        from offenders.deadlines.supervision import CONTACT, FIRST_APPOINTMENT  # noqa: PLC0415
        from offenders.deadlines.unheld import NO_PROBATION_OFFICER  # noqa: PLC0415
        from offenders.rules import add_part, offer_at, refer, register_ground, remedy  # noqa: PLC0415
        from offenders.selectors.drafts import add_draft_form  # noqa: PLC0415
        from offenders.selectors.pages import (  # noqa: PLC0415
            OFFERED,
            PARTS,
            REFERENCES,
            RISK_LEVEL,
            ROSH,
        )
        from offenders.services.moves import recompute_soon  # noqa: PLC0415
        from people.choices import Permission  # noqa: PLC0415
        from people.services import after_move  # noqa: PLC0415

        register(AT_LARGE)
        after_move(recompute_soon)
        register(CONTACT_OUTCOME)
        register(FIRST_APPOINTMENT)
        register(CONTACT)
        for kind in ENFORCEMENT:
            register(kind)
        register(NO_PROBATION_OFFICER)
        add_draft_form("log-contact", needs=Permission.LOG_CONTACT)
        refer(*REFERENCES)
        remedy("police_risk_level", RISK_LEVEL)
        remedy("rosh", ROSH)
        for place, act in OFFERED:
            offer_at(place, act)
        add_draft_form("record-harm", needs=Permission.RECORD_RISK)
        for ground in GROUNDS:
            register_ground(ground)
        for part in PARTS:
            add_part(part)
