"""Planning a visit: why before when (POL-1), and what every form of a visit shares."""

from datetime import date, datetime, time
from typing import Any

from django import forms

from core.calendar import LONDON, in_full
from core.forms import BaseForm, Checkboxes, DayField, LongText, Radios, TimeField
from offenders.models import Address
from people.models import Officer
from visits.choices import VisitPurpose
from visits.models import Visit
from visits.selectors.setting import Setting
from visits.services import VisitPlan

ELSEWHERE = "other"
TOGETHER, ALONE = "two", "alone"
YES, NO = "yes", "no"


class VisitForm(BaseForm):
    """Purposes, place, officers, announced or not: the same whether the visit is planned or was made."""

    purposes = forms.MultipleChoiceField(
        label="What for?",
        help_text="Choose all that apply.",
        choices=VisitPurpose.choices,
        widget=Checkboxes(),
        error_messages={"required": "Choose what the visit is for"},
    )
    where = forms.ChoiceField(
        label="Where?",
        widget=Radios(reveals={ELSEWHERE: ["premises"]}),
        error_messages={"required": "Choose where"},
    )
    premises = forms.CharField(label="Address or place", required=False, max_length=300)
    crew = forms.ChoiceField(
        label="Who goes?",
        choices=[(TOGETHER, "Two officers"), (ALONE, "One officer")],
        widget=Radios(reveals={TOGETHER: ["second_officer"], ALONE: ["single_crewed_because"]}),
        error_messages={"required": "Choose whether one or two officers go"},
    )
    second_officer = forms.ModelChoiceField(
        label="Second officer", queryset=Officer.objects.none(), required=False
    )
    single_crewed_because = LongText(
        label="Why one officer is safe", required=False, rows=3, max_length=500
    )
    is_announced = forms.ChoiceField(
        label="Does the person know that you are coming?",
        choices=[(NO, "No, unannounced"), (YES, "Yes, announced")],
        initial=NO,
        widget=Radios(reveals={YES: ["announced_because"]}),
    )
    announced_because = LongText(
        label="Why it is announced", required=False, rows=3, max_length=500
    )

    def __init__(
        self, *args: Any, setting: Setting, visit: Visit | None = None, **kwargs: Any
    ) -> None:
        self.setting, self.at, self.visit = setting, setting.at, visit
        kwargs["initial"] = self.remembered() | (kwargs.get("initial") or {})
        super().__init__(*args, on=setting.on, **kwargs)
        self._offer_places()
        self._offer_officers()

    def remembered(self) -> dict[str, Any]:
        """What the visit says already, or else the usual answers: at home, unannounced."""
        home, visit = self.setting.home, self.visit
        if visit is None:
            return {"where": str(home.uuid) if home else ELSEWHERE}
        crew = TOGETHER if visit.second_officer_id else ALONE
        address = visit.address or (None if visit.premises else home)
        return {
            "purposes": visit.purposes,
            "where": str(address.uuid) if address else ELSEWHERE,
            "premises": "" if visit.address else visit.premises,
            "crew": crew,
            "second_officer": visit.second_officer_id,
            "single_crewed_because": visit.single_crewed_because,
            "is_announced": YES if visit.is_announced else NO,
            "announced_because": visit.announced_because,
            "notes": visit.contact.notes,
        }

    def _offer_places(self) -> None:
        addresses = {str(row.uuid): row for row in self.setting.addresses}
        if self.visit and self.visit.address:
            addresses.setdefault(str(self.visit.address.uuid), self.visit.address)
        self._addresses: dict[str, Address] = addresses
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            *((key, self._place(row)) for key, row in addresses.items()),
            (ELSEWHERE, "Somewhere else"),
        ]

    def _place(self, address: Address) -> str:
        if address == self.setting.home:
            return f"{address} (home)"
        until = f" until {in_full(address.ends_on)}" if address.ends_on else ""
        return f"{address} (lived there{until})"

    def _offer_officers(self) -> None:
        known = [row.pk for row in self.setting.colleagues]
        if self.visit and self.visit.second_officer_id:
            known.append(self.visit.second_officer_id)
        field = self.fields["second_officer"]
        field.queryset = Officer.objects.filter(pk__in=known)  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            ("", "Choose an officer"),
            *((row.pk, f"{row.name}, {row.team.name}") for row in self.setting.colleagues),
        ]
        because = self.setting.two_officers_because
        if because:
            self.fields["crew"].help_text = f"Two officers: {because}."

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_place()
        self._check_crew()
        if self._said("is_announced", YES) and not self.cleaned_data.get("announced_because"):
            self.add_error("announced_because", "Say why the visit is announced")
        return self.cleaned_data

    def _check_place(self) -> None:
        if self._said("where", ELSEWHERE) and not self.cleaned_data.get("premises"):
            self.add_error("premises", "Enter the address or place")

    def _check_crew(self) -> None:
        """POL-10: going alone to somebody whom two officers visit needs a recorded assessment."""
        if self._said("crew", TOGETHER) and not self.cleaned_data.get("second_officer"):
            self.add_error("second_officer", "Choose the second officer")
        because = self.setting.two_officers_because
        if not because or not self._said("crew", ALONE):
            return
        if not self.cleaned_data.get("single_crewed_because"):
            self.add_error(
                "single_crewed_because",
                f"Two officers normally go ({because}): say why one officer is safe",
            )

    def _said(self, name: str, answer: str) -> bool:
        return self.cleaned_data.get(name) == answer

    def shared(self) -> dict[str, Any]:
        """The part of a plan or record that these fields give; what an answer hides is not kept."""
        data = self.cleaned_data
        address = self._addresses.get(data["where"])
        together, announced = data["crew"] == TOGETHER, data["is_announced"] == YES
        return {
            "purposes": tuple(data["purposes"]),
            "address": address,
            "premises": str(address) if address else data["premises"],
            "second_officer": data["second_officer"] if together else None,
            "single_crewed_because": "" if together else data["single_crewed_because"],
            "is_announced": announced,
            "announced_because": data["announced_because"] if announced else "",
            "notes": data.get("notes", ""),
        }


class PlanVisitForm(VisitForm):
    """A visit to come."""

    happens_on = DayField(
        label="Which day?", noun="the day of the visit", quick="future", future_only=True
    )
    happens_time = TimeField(label="At what time?", noun="the time of the visit")
    notes = LongText(label="Notes", required=False, rows=4)

    field_order = (
        "purposes", "happens_on", "happens_time", "where", "premises", "crew", "second_officer",
        "single_crewed_because", "is_announced", "announced_because", "notes",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        super().clean()
        day, hour = self.cleaned_data.get("happens_on"), self.cleaned_data.get("happens_time")
        if day and hour is not None and instant(day, hour) <= self.at:
            self.add_error(
                "happens_time", "That time has passed: record the visit instead of planning it"
            )
        return self.cleaned_data

    @property
    def plan(self) -> VisitPlan:
        data = self.cleaned_data
        return VisitPlan(
            happens_at=instant(data["happens_on"], data["happens_time"]), **self.shared()
        )


def instant(day: date, hour: time) -> datetime:
    """A London day and time as an instant."""
    return datetime.combine(day, hour, tzinfo=LONDON)
