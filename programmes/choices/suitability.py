"""The words of what suitability is worked out from: the Programme Needs Identifier, and what stands beside it."""

from django.db.models import TextChoices


class ScoreInput(TextChoices):
    """PRG-10, PRG-11, PRG-15, PRG-16: one dated fact of a case each."""

    OGRS3 = "ogrs3", "OGRS3"
    OVP = "ovp", "OVP"
    OSP_DC = "osp_dc", "OSP-DC"
    OSP_IIC = "osp_iic", "OSP-IIC"
    RSR = "rsr", "RSR"
    SARA = "sara", "SARA"
    SEX = "sex", "Sex need"
    THINKING = "thinking", "Thinking need"
    RELATIONSHIPS = "relationships", "Relationships need"
    SELF_MANAGEMENT = "self_management", "Self-management need"
    LEARNING = "learning", "Learning disability or challenge"
    AGAINST_MINORS = "against_minors", "Against minors"
    VIOLENCE = "violence_force_humiliation", "Includes violence, force or humiliation"
    OTHER_OFFENCE = "other_offence", "Other sexual offending"


class ScoreLevel(TextChoices):
    """What an input says in a word. `not_applicable`: looked at, and it does not apply to this person."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    VERY_HIGH = "very_high", "Very high"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known yet"


class ScoreSource(TextChoices):
    """Where an input was read."""

    OASYS = "oasys", "OASys"
    PNI = "pni", "Programme Needs Identifier"
    OSP = "osp", "OSP assessment"
    SARA = "sara", "SARA assessment"
    PRE_SENTENCE = "pre_sentence", "Pre-sentence report"
    PROGRAMMES = "programmes", "Assessment by the programmes team"
    SPECIALIST = "specialist", "Psychologist or other specialist"
    OTHER = "other", "Another record, named in the note"


class Pathway(TextChoices):
    """PRG-12."""

    HIGH = "high_intensity", "High intensity"
    MODERATE = "moderate_intensity", "Moderate intensity"
    ALTERNATIVE = "alternative", "Alternative pathway"
    INCOMPLETE = "incomplete", "Not worked out: information is missing"


class Band(TextChoices):
    """PRG-10 and PRG-11: how high a risk or a need is."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


C, L = ScoreInput, ScoreLevel
RISK_INPUTS = (C.OGRS3, C.OVP, C.OSP_DC, C.OSP_IIC, C.RSR, C.SARA)
NEED_INPUTS = (C.SEX, C.THINKING, C.RELATIONSHIPS, C.SELF_MANAGEMENT)
OFFENCE_INPUTS = (C.AGAINST_MINORS, C.VIOLENCE, C.OTHER_OFFENCE)
# What suitability is worked out from; the rest stands beside it.
PNI_INPUTS = (*RISK_INPUTS, *NEED_INPUTS)
PERCENT = (0, 100)
# The lowest and highest value of what is a number.
RANGES: dict[ScoreInput, tuple[int, int]] = {
    C.OGRS3: PERCENT,
    C.OVP: PERCENT,
    C.RSR: PERCENT,
    **dict.fromkeys(NEED_INPUTS, (0, 2)),
    **dict.fromkeys(OFFENCE_INPUTS, (1, 3)),
}
WHOLE = frozenset({*NEED_INPUTS, *OFFENCE_INPUTS})
# The words of what is one.
LEVELS: dict[ScoreInput, tuple[ScoreLevel, ...]] = {
    C.OSP_DC: (L.LOW, L.MEDIUM, L.HIGH, L.VERY_HIGH, L.NOT_APPLICABLE),
    C.OSP_IIC: (L.LOW, L.MEDIUM, L.HIGH, L.VERY_HIGH, L.NOT_APPLICABLE),
    C.SARA: (L.LOW, L.MEDIUM, L.HIGH, L.NOT_APPLICABLE),
    C.LEARNING: (L.YES, L.NO, L.UNKNOWN),
}
