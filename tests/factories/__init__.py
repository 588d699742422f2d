"""Rows for tests: plain functions with telling defaults. Every name is invented."""

from tests.factories.cases import (
    allocate,
    make_address,
    make_alias,
    make_case,
    make_deadline,
    make_draft,
    make_exclusion,
    make_flag,
    make_pause,
    make_registration,
    make_restriction,
    make_risk,
    make_sentence,
)
from tests.factories.contacts import amend_contact, make_contact
from tests.factories.ground import make_run
from tests.factories.orders import make_condition, make_order, work_out
from tests.factories.people import (
    PASSWORD,
    make_area_grant,
    make_cover,
    make_headship,
    make_officer,
    make_region,
    make_supervision,
    make_team,
    make_training,
    make_unit,
    make_user,
)
from tests.factories.upper import make_management, make_referral
from tests.factories.visits import make_enquiry, make_interval, make_review, make_visit

__all__ = [
    "PASSWORD",
    "allocate",
    "amend_contact",
    "make_address",
    "make_alias",
    "make_area_grant",
    "make_case",
    "make_condition",
    "make_contact",
    "make_cover",
    "make_deadline",
    "make_draft",
    "make_enquiry",
    "make_exclusion",
    "make_flag",
    "make_headship",
    "make_interval",
    "make_management",
    "make_officer",
    "make_order",
    "make_pause",
    "make_referral",
    "make_region",
    "make_registration",
    "make_restriction",
    "make_review",
    "make_risk",
    "make_run",
    "make_sentence",
    "make_supervision",
    "make_team",
    "make_training",
    "make_unit",
    "make_user",
    "make_visit",
    "work_out",
]
