"""Agencies, grades, roles and permissions, by their codes."""

from django.db.models import TextChoices


class Agency(TextChoices):
    PROBATION = "probation", "Probation"
    POLICE = "police", "Police"

    @property
    def spoken(self) -> str:
        """In the middle of a sentence: "probation", "the police"."""
        return "the police" if self is Agency.POLICE else self.label.lower()


class Grade(TextChoices):
    """CAS-17 for probation; the police ranks that manage registered sexual offenders (POL-22)."""

    PO = "PO", "Probation officer"
    PQIP = "PQiP", "Trainee probation officer"
    PSO = "PSO", "Probation services officer"
    SPO = "SPO", "Senior probation officer"
    PC = "PC", "Police constable"
    DC = "DC", "Detective constable"
    PS = "PS", "Police sergeant"
    DS = "DS", "Detective sergeant"
    DI = "DI", "Detective inspector"


SUPERVISING_GRADES = frozenset({Grade.SPO, Grade.PS, Grade.DS, Grade.DI})


class Role(TextChoices):
    """What a user may do at all; the ground on a case decides on which case (offenders/access.py)."""

    OFFICER = "officer", "Officer"
    SUPERVISOR = "supervisor", "Supervisor"
    HEAD = "head", "Head of delivery unit"
    TREATMENT_MANAGER = "treatment_manager", "Treatment manager"
    MAPPA_COORDINATOR = "mappa_coordinator", "MAPPA coordinator"
    MAPPA_CHAIR = "mappa_chair", "MAPPA chair"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(TextChoices):
    """One act each; a view names exactly one (config/policy.py)."""

    ANYONE = "anyone", "Anyone, signed in or not"
    SIGNED_IN = "signed_in", "Anyone signed in"
    VIEW_CASE = "case.view", "See a case"
    LOG_CONTACT = "contact.log", "Log and amend contacts"
    VOID_CONTACT = "contact.void", "Void a contact"
    PLAN_VISIT = "visit.plan", "Plan a visit"
    RECORD_VISIT = "visit.record", "Record a visit"
    SET_INTERVAL = "interval.set", "Set how often a person is visited"
    APPROVE_INTERVAL = "interval.approve", "Approve a longer interval"
    ACCEPT_FLAG = "flag.accept", "Accept a flag until a date"
    ACCEPT_CRITICAL = (
        "flag.accept_critical",
        "Accept a critical flag as others, see that an officer did",
    )
    RECORD_RISK = "risk.record", "Record a risk level"
    RECORD_PERSON = "person.record", "Record how a person is reached and what they need"
    RECORD_FACT = "fact.record", "Record custody, hospital, an address and other facts"
    CONFIRM_FACT = "fact.confirm", "Confirm a fact that was told, such as a death"
    SET_FREQUENCY = "frequency.set", "Set how often a person is seen"
    APPROVE_FREQUENCY = "frequency.approve", "Decide whether a person is seen less often"
    ENFORCE = "enforcement.record", "Record what is done about a failure to comply"
    KEEP_REGISTER = "programme.register", "Keep the register of a session"
    RECORD_ORDER = "order.record", "Record an order and its conditions"
    REFER = "programme.refer", "Refer to a programme and record what suitability rests on"
    DECIDE_PROGRAMME = "programme.decide", "Decide that nothing is done instead of a programme"
    RUN_GROUPS = "programme.groups", "Run groups of a programme and place people in them"
    REVIEW_VISIT = "visit.review", "Review the record of a visit"
    RECORD_ENQUIRY = "enquiry.record", "Record an enquiry or referral about a child"
    DECIDE_CHILD = "child.decide", "Decide that a child needs no enquiry"
    VIEW_MAPPA = "multiagency.view", "See the MAPPA part of a case"
    SCREEN_MAPPA = "multiagency.screen", "Record whether a person is eligible for MAPPA"
    PROPOSE_LEVEL = "multiagency.propose", "Propose a MAPPA level, and record who was told of it"
    APPROVE_LEVEL = (
        "multiagency.approve",
        "Approve a MAPPA level, record one that a meeting decided",
    )
    REVIEW_MAPPA = "multiagency.review", "Record a review of MAPPA management"
    VIEW_MAPPA_AREA = "multiagency.area", "See the lists and figures of a MAPPA area"
    RECORD_SURVEILLANCE = "surveillance.record", "Record a request for surveillance"
    VIEW_PLAN = "plan.view", "See the risk management plan of a case"
    WRITE_PLAN = "plan.write", "Write and sign a risk management plan"
    RECORD_INTELLIGENCE = "intelligence.record", "Record intelligence that is cleared for sharing"
    ALLOCATE = "case.allocate", "Allocate a case to an officer"
    HAND_OVER = "case.hand_over", "Confirm a handover brief"
    MAKE_SCENARIO = "scenario.make", "Try a change over a team before making it"
    OVERSEE = "case.oversee", "Review a case as its manager, countersign, score a sample"
    SET_HOURS = "hours.set", "Record the hours that an officer has less"
    RECORD_TRAINING = "training.record", "Record, correct and confirm the training of an officer"
    STATE_TRAINING = "training.state", "State one's own training, to be confirmed"
    VIEW_SUPERVISION = (
        "supervision.view",
        "See one's own supervision, or that of officers supervised",
    )
    SUPERVISE = "supervision.hold", "Plan and record the supervision of an officer"
    RECORD_ABSENCE = "absence.record", "Record when an officer is away"
    ARRANGE_COVER = "cover.arrange", "Name who covers an officer's absence"
    VIEW_TEAM = "team.view", "See a team's cases and figures"
    VIEW_AREA = "area.view", "See figures of the delivery units that one heads"
    VIEW_PROGRAMMES = "programme.view", "See where everyone is with programmes"
    VIEW_AUDIT = "audit.view", "Read the audit log"
    MANAGE_USERS = "users.manage", "Manage users"
    MANAGE_REFERENCE = "reference.manage", "Manage reference data"


class TrainingKind(TextChoices):
    MOSOVO = "mosovo", "Management of sexual or violent offenders"
    ARMS = "arms", "Active Risk Management System"
    OASYS = "oasys", "OASys assessor"
    SPECIALIST = "specialist", "Specialist (as the extract states it)"


class TrainingMode(TextChoices):
    """F-33: how a course was taught; one at a screen alone teaches less than one that somebody watched."""

    E_LEARNING = "e_learning", "E-learning"
    CLASSROOM = "classroom", "Classroom"
    OBSERVED = "observed", "Observed at work"


class StatedState(TextChoices):
    """What became of a course that an officer says they did."""

    WAITING = "waiting", "Waits to be confirmed"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Not confirmed"


class SessionState(TextChoices):
    """F-2: what became of a supervision session."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class ReductionReason(TextChoices):
    """CAS-16: why an officer has hours less; no word on anybody's health."""

    TRAINEE = "trainee", "Trainee"
    NEWLY_QUALIFIED = "newly_qualified", "Newly qualified"
    SICKNESS = "sickness", "Sickness"
    TRADE_UNION = "trade_union", "Trade union work"
    SINGLE_POINT_OF_CONTACT = "single_point_of_contact", "Single point of contact"
    SPECIAL_LEAVE = "special_leave", "Special leave"


class AbsenceKind(TextChoices):
    """Why an officer is away, as far as this service keeps it; no word on anybody's health."""

    LEAVE = "leave", "Leave"
    SICKNESS = "sickness", "Sickness"
    TRAINING = "training", "Training"
    OTHER = "other", "Something else"


# What the sign-in page says about a session that is over, by why it is.
SESSION_ENDED = {
    "idle": "You were signed out because nothing happened for a while. Sign in to go on where you were.",
    "limit": "You were signed out because a session lasts no longer than a working day. Sign in to go on.",
    "gone": (
        "You are no longer signed in here: you signed out in another window, your password or your account was changed, "
        "or the session was ended. Sign in to go on."
    ),
    "out": "You have signed out.",
}
