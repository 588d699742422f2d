"""The programme referrals of a caseload extract."""

from core.extract import (
    Extract,
    Layout,
    Target,
    choice,
    codes,
    day,
    not_before,
    yes_no,
)
from offenders.extract import CASE
from offenders.extract.case import CRN
from programmes.choices import PROGRAMMES, Barrier, ReferralStatus
from programmes.models import Referral

PROGRAMME_REFERRALS = Extract(
    Layout(
        "programme_referrals",
        (
            CRN,
            choice("programme", PROGRAMMES),
            day("referred_on"),
            choice("status", ReferralStatus.values),
            day("started_on", required=False),
            yes_no("pre_programme_done"),
            codes("barriers", Barrier.values, required=False),
        ),
        (not_before("started_on", "referred_on", "is before referred_on"),),
    ),
    Target(
        Referral,
        key=("case_id", "programme", "referred_on"),
        values=("status", "started_on", "pre_programme_done", "barriers"),
    ),
    references=(CASE,),
)
