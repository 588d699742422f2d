"""Cases and the dated facts about them."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from core import clock
from offenders.choices import (
    AddressKind,
    AdjustmentKind,
    AdjustmentSource,
    AllocationRole,
    CaseStatus,
    Interpreter,
    KeyDateKind,
    PauseKind,
    Permitted,
    PhoneOwner,
    ReachBy,
    Reading,
    ReportKind,
    RiskLevel,
    RiskTool,
    SentenceKind,
    Severity,
    Sex,
    TierScheme,
)
from offenders.choices.assessed import Basis
from offenders.models import (
    Address,
    Adjustment,
    Alias,
    Allocation,
    AssessmentTool,
    Case,
    ContactPreference,
    Deadline,
    Draft,
    Exclusion,
    Flag,
    Frequency,
    Intelligence,
    KeyDate,
    Language,
    Pause,
    RegisterType,
    Registration,
    Report,
    Restriction,
    RiskAssessment,
    Sentence,
    Telephone,
    Tier,
    ToolAssessment,
)
from people.models import Officer, User
from tests.factories.people import make_user

_number = count(1)
LONG_AGO = timedelta(days=200)


def make_case(
    *,
    crn: str = "",
    surname: str = "",
    forenames: str = "Gareth",
    police: Officer | None = None,
    probation: Officer | None = None,
    registered: bool = False,
    police_risk: RiskLevel | str = "",
    rosh: RiskLevel | str = "",
    since: date | None = None,
    status: CaseStatus = CaseStatus.ACTIVE,
    **fields: Any,
) -> Case:
    """A case; the traits add an ARSO registration, risk levels and current allocations from `since` on.

    A police officer, a registration and a police risk level together make a home visit due.
    """
    number = next(_number)
    since = since or clock.today() - LONG_AGO
    case = Case.objects.create(
        crn=crn or f"X{number:06}",
        surname=surname or f"Invented{number}",
        forenames=forenames,
        date_of_birth=fields.pop("date_of_birth", date(1979, 3, 4)),
        sex=fields.pop("sex", Sex.MALE),
        status=status,
        **fields,
    )
    for officer in (police, probation):
        if officer:
            allocate(case, officer, starts_on=since)
    if registered:
        make_registration(case, starts_on=since)
    if police_risk:
        make_risk(case, police_risk, tool=RiskTool.POLICE, assessed_on=since, assessor=police)
    if rosh:
        make_risk(case, rosh, tool=RiskTool.ROSH, assessed_on=since, assessor=probation)
    return case


def allocate(
    case: Case,
    officer: Officer,
    *,
    role: AllocationRole = AllocationRole.LEAD,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Allocation:
    return Allocation.objects.create(
        case=case,
        officer=officer,
        agency=officer.agency,
        role=role,
        starts_on=starts_on or clock.today() - LONG_AGO,
        ends_on=ends_on,
    )


def make_alias(case: Case, surname: str, forenames: str = "") -> Alias:
    return Alias.objects.create(case=case, surname=surname, forenames=forenames)


def make_telephone(
    case: Case,
    number: str = "07700900123",
    *,
    whose: PhoneOwner = PhoneOwner.OWN,
    by: User | None = None,
    **fields: Any,
) -> Telephone:
    """A number that holds, recorded by whoever leads the case."""
    values: dict[str, Any] = {
        "may_leave_message": Permitted.UNKNOWN,
        "may_text": Permitted.YES,
        "starts_on": clock.today() - timedelta(days=30),
        "recorded_by": by or User.objects.order_by("pk").first() or make_user(),
    }
    return Telephone.objects.create(case=case, number=number, whose=whose, **values | fields)


def make_language(case: Case, by: User, language: str = "Hungarian", **fields: Any) -> Language:
    values: dict[str, Any] = {
        "interpreter": Interpreter.ALWAYS,
        "reading": Reading.TRANSLATE,
        "starts_on": clock.today() - timedelta(days=30),
    }
    return Language.objects.create(case=case, recorded_by=by, language=language, **values | fields)


def make_adjustment(case: Case, by: User, what: str = "Face them", **fields: Any) -> Adjustment:
    values: dict[str, Any] = {
        "kind": AdjustmentKind.HEARING,
        "source": AdjustmentSource.TOLD,
        "starts_on": clock.today() - timedelta(days=30),
    }
    return Adjustment.objects.create(case=case, recorded_by=by, what=what, **values | fields)


def make_preference(case: Case, by: User, **fields: Any) -> ContactPreference:
    values: dict[str, Any] = {
        "way": ReachBy.TEXT,
        "words": "Never before ten",
        "starts_on": clock.today() - timedelta(days=30),
    }
    return ContactPreference.objects.create(case=case, recorded_by=by, **values | fields)


def make_registration(
    case: Case, code: str = "ARSO", *, starts_on: date | None = None, ends_on: date | None = None
) -> Registration:
    return Registration.objects.create(
        case=case,
        register=RegisterType.objects.get(code=code),
        starts_on=starts_on or clock.today() - LONG_AGO,
        ends_on=ends_on,
    )


def make_risk(
    case: Case,
    level: RiskLevel | str = RiskLevel.HIGH,
    *,
    tool: RiskTool = RiskTool.POLICE,
    assessed_on: date | None = None,
    assessor: Officer | None = None,
) -> RiskAssessment:
    return RiskAssessment.objects.create(
        case=case,
        tool=tool,
        level=level,
        assessed_on=assessed_on or clock.today() - LONG_AGO,
        assessor=assessor,
    )


def make_pause(
    case: Case,
    kind: PauseKind = PauseKind.CUSTODY,
    *,
    starts_on: date,
    ends_on: date | None = None,
) -> Pause:
    return Pause.objects.create(case=case, kind=kind, starts_on=starts_on, ends_on=ends_on)


def make_address(
    case: Case,
    *,
    line_1: str = "1 Invented Street",
    kind: AddressKind = AddressKind.RENTAL_SOCIAL,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Address:
    return Address.objects.create(
        case=case,
        line_1=line_1,
        town="Eastmoor",
        postcode="ZZ1 1ZZ",
        kind=kind,
        starts_on=starts_on or clock.today() - LONG_AGO,
        ends_on=ends_on,
    )


def make_tier(
    case: Case,
    tier: str = "B2",
    *,
    scheme: TierScheme = TierScheme.V2,
    calculated_on: date | None = None,
) -> Tier:
    return Tier.objects.create(
        case=case,
        scheme=scheme,
        tier=tier,
        calculated_on=calculated_on or clock.today() - LONG_AGO,
    )


def make_assessment(
    case: Case,
    code: str,
    score: float | None = None,
    band: RiskLevel | str = "",
    *,
    basis: Basis | str = Basis.DYNAMIC,
    assessed_on: date | None = None,
    **fields: Any,
) -> ToolAssessment:
    """What a tool of the catalogue said; of a tool that asks no basis it is left out."""
    tool = AssessmentTool.objects.get(code=code)
    return ToolAssessment.objects.create(
        case=case,
        tool=tool,
        score=score,
        band=band,
        basis=basis if tool.has_basis else "",
        assessed_on=assessed_on or clock.today() - LONG_AGO,
        **fields,
    )


def make_intelligence(case: Case, by: User, **fields: Any) -> Intelligence:
    return Intelligence.objects.create(
        **{
            "case": case,
            "recorded_by": by,
            "starts_on": clock.today() - LONG_AGO,
            "summary": "Seen with a camera near a school",
            "source_grade": "2",
            "information_grade": "C",
            "handling": "P",
            "cleared_by": "DI Invented, force intelligence bureau",
        }
        | fields
    )


def make_key_date(
    case: Case,
    kind: KeyDateKind = KeyDateKind.RELEASE,
    falls_on: date | None = None,
    *,
    known_on: date | None = None,
    **fields: Any,
) -> KeyDate:
    return KeyDate.objects.create(
        case=case,
        kind=kind,
        falls_on=falls_on,
        known_on=known_on or clock.today() - LONG_AGO,
        **fields,
    )


def make_sentence(
    case: Case,
    kind: SentenceKind = SentenceKind.LICENCE,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    **fields: Any,
) -> Sentence:
    starts_on = starts_on or clock.today() - LONG_AGO
    return Sentence.objects.create(
        case=case,
        kind=kind,
        offence=fields.pop("offence", "An invented offence"),
        sentenced_on=fields.pop("sentenced_on", starts_on),
        starts_on=starts_on,
        ends_on=ends_on,
        **fields,
    )


def make_exclusion(
    case: Case, user: User, *, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> Exclusion:
    return Exclusion.objects.create(
        case=case,
        user=user,
        starts_at=starts_at or clock.now() - timedelta(days=1),
        ends_at=ends_at,
        reason="Knows the family",
    )


def make_restriction(
    case: Case, user: User, *, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> Restriction:
    return Restriction.objects.create(
        case=case,
        user=user,
        starts_at=starts_at or clock.now() - timedelta(days=1),
        ends_at=ends_at,
        reason="Known in public life",
    )


def make_deadline(case: Case, due_on: date, *, kind: str = "home_visit", **fields: Any) -> Deadline:
    """A stored deadline as a test wants it; the engine would work it out from the facts."""
    defaults = {
        "severity": Severity.HIGH,
        "rule": "POL-3",
        "because": "High risk: every 3 months.",
        "told_on": due_on - timedelta(days=7),
    }
    return Deadline.objects.create(case=case, kind=kind, due_on=due_on, **defaults | fields)


def make_flag(case: Case, due_on: date, *, kind: str = "home_visit", **fields: Any) -> Flag:
    """An open flag as a test wants it; the engine would raise it."""
    defaults = {
        "severity": Severity.HIGH,
        "rule": "POL-3",
        "because": "High risk: every 3 months.",
        "raised_at": clock.now(),
    }
    return Flag.objects.create(case=case, kind=kind, due_on=due_on, **defaults | fields)


def make_draft(case: Case, user: User, form: str = "log-contact", **data: Any) -> Draft:
    return Draft.objects.create(
        case=case,
        user=user,
        form=form,
        data=data or {"notes": ["Half a note"]},
        saved_at=clock.now(),
    )


def make_frequency(case: Case, by: User, days: int = 28, **fields: Any) -> Frequency:
    """How often one person is seen, set today; longer than a standard, so to be approved."""
    values: dict[str, Any] = {
        "reason": "Works nights",
        "risk_level": RiskLevel.HIGH,
        "needs_approval": True,
        "set_by": by,
        "starts_on": clock.today(),
    }
    return Frequency.objects.create(case=case, days=days, **values | fields)


def make_report(case: Case, by: User, **fields: Any) -> Report:
    """A death as it was told today, which waits for a supervisor."""
    today = clock.today()
    values: dict[str, Any] = {
        "kind": ReportKind.DEATH,
        "happened_on": today,
        "told_by": "A sister",
        "source": "She rang",
        "told_on": today,
        "recorded_by": by,
        "recorded_on": today,
    }
    return Report.objects.create(case=case, **values | fields)
