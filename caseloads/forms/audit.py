"""The filters of the audit log."""

from django import forms

from caseloads.selectors.audit import Filters
from core.forms import DateField


class AuditFilterForm(forms.Form):
    who = forms.CharField(label="Name or e-mail of a user", required=False, max_length=100)
    crn = forms.CharField(label="CRN", required=False, max_length=10)
    day = DateField(label="Day", noun="the day", required=False)

    use_required_attribute = False

    @property
    def filters(self) -> Filters:
        self.is_valid()
        asked = self.cleaned_data
        return Filters(asked.get("who", ""), asked.get("crn", ""), asked.get("day"))
