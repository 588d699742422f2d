"""What tools say of a person, and how intelligence is graded."""

from django.db.models import TextChoices


class Measure(TextChoices):
    """What the number of a tool is."""

    PERCENT = "percent", "Percent"
    SCORE = "score", "Score"
    NONE = "none", "No number"


class Bands(TextChoices):
    """POL-17: into which bands a tool puts somebody."""

    NONE = "none", "No band"
    THREE = "three", "Low to high"
    FOUR = "four", "Low to very high"


class Basis(TextChoices):
    """PRO-7: whether a predictor was worked out from the record alone."""

    STATIC = "static", "Static: from the record alone"
    DYNAMIC = "dynamic", "Dynamic: with an assessment"


class SourceGrade(TextChoices):
    """How far a source of intelligence is relied on."""

    RELIABLE = "1", "1: reliable"
    UNTESTED = "2", "2: untested"
    UNRELIABLE = "3", "3: not reliable"


class InformationGrade(TextChoices):
    """How a piece of intelligence is known."""

    DIRECT = "A", "A: known directly to the source"
    CORROBORATED = "B", "B: known indirectly, and corroborated"
    INDIRECT = "C", "C: known indirectly"
    UNKNOWN = "D", "D: not known"
    FALSE = "E", "E: suspected to be false"


class Handling(TextChoices):
    """How intelligence that was cleared may be passed on."""

    PERMITTED = "P", "P: may be shared lawfully"
    CONDITIONS = "C", "C: may be shared, with conditions"
