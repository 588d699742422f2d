"""Who is around a person, what the victim contact scheme knows, what diversity asks."""

from django.db.models import TextChoices


class Relation(TextChoices):
    """Who somebody around the person is to them."""

    CHILD = "child", "Their child"
    STEPCHILD = "stepchild", "Child of their partner"
    GRANDCHILD = "grandchild", "Grandchild"
    PARTNER = "partner", "Partner"
    FORMER = "former_partner", "Former partner"
    PARENT = "parent", "Parent"
    SIBLING = "sibling", "Brother or sister"
    RELATIVE = "relative", "Another relative"
    HOUSEHOLD = "household", "Lives in the same household"
    NEIGHBOUR = "neighbour", "Neighbour"
    FRIEND = "friend", "Friend"
    KNOWN = "known", "Somebody else they know"


class AgeGroup(TextChoices):
    CHILD = "child", "A child, under 18"
    ADULT = "adult", "An adult"


class Household(TextChoices):
    """Whether somebody lives with the person."""

    YES = "yes", "Lives with them"
    STAYS = "stays", "Stays with them at times"
    NO = "no", "Does not live with them"
    UNKNOWN = "unknown", "Not known"


class AtRisk(TextChoices):
    """Whether there is a risk to somebody around the person now."""

    YES = "yes", "There is a risk to them"
    NO = "no", "Looked at: no risk to them now"
    UNKNOWN = "unknown", "Not looked at yet"


class SchemeState(TextChoices):
    """PRO-106, PRO-107: where the victim contact scheme stands."""

    ACTIVE = "active", "Active: somebody has taken it up"
    OFFERED = "offered", "Referred or offered, not answered yet"
    DECLINED = "declined", "Offered and not taken up"
    NOT_ELIGIBLE = "not_eligible", "Nobody is eligible"


class NoticeKind(TextChoices):
    """PRO-107, PRO-108: what the victim liaison officer must hear of."""

    RELEASE = "release", "Release date set or changed"
    HEARING = "hearing", "Hearing"
    RECALL = "recall", "Recall"
    MOVE = "move", "Move into or out of approved premises"
    ADDRESS = "address", "Another address"
    ORDER = "order", "An order made, changed or ended"
    LICENCE = "licence", "A licence condition changed"
    AT_LARGE = "at_large", "Unlawfully at large"
    DEATH = "death", "Death"
    OTHER = "other", "Something else"


class DiversityKind(TextChoices):
    """What a need comes from, where it is not one that an adjustment or a language says."""

    NONE = "none", "Asked: nothing to mind"
    BELIEF = "belief", "Religion or belief"
    CULTURE = "culture", "Ethnicity, culture, nationality"
    SEX = "sex", "Sex and gender"
    IDENTITY = "identity", "Gender identity"
    ORIENTATION = "orientation", "Sexual orientation"
    AGE = "age", "Age and maturity"
    CARE = "care", "Was in care"
    FAMILY = "family", "Pregnancy, parents and carers"
    SERVICE = "service", "Served in the armed forces"
    TRAUMA = "trauma", "What they have lived through"
    OTHER = "other", "Something else"
