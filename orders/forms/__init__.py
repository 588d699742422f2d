"""The forms of orders, requirements, licence conditions and notification."""

from orders.forms.asked import (
    ChangeAskedForm,
    LicenceConditionForm,
    RequirementForm,
    StandardConditionsForm,
)
from orders.forms.notification import AnnualForm, PeriodForm
from orders.forms.order import (
    ConditionForm,
    CorrectOrderForm,
    EndForm,
    RecordOrderForm,
    RenewalForm,
)

__all__ = [
    "AnnualForm",
    "ChangeAskedForm",
    "ConditionForm",
    "CorrectOrderForm",
    "EndForm",
    "LicenceConditionForm",
    "PeriodForm",
    "RecordOrderForm",
    "RenewalForm",
    "RequirementForm",
    "StandardConditionsForm",
]
