"""Forms about users. They validate and never save."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet

from core.forms import BaseForm, Checkboxes, DateField, DayField, LongText, PasswordInput, Radios
from people import selectors
from people.models import Officer, User
from people.rules import LONGEST_COVER, all_roles, conflict_of


class SignInForm(forms.Form):
    """Says nothing about which of the two was wrong."""

    email = forms.CharField(
        label="E-mail address",
        max_length=254,
        error_messages={"required": "Enter your e-mail address"},
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=1000,
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    use_required_attribute = False

    def refuse(self) -> None:
        self.add_error(
            None,
            "That e-mail address and password do not belong together. Check both and try again.",
        )


# What to do about each refusal of AUTH_PASSWORD_VALIDATORS, with its own figures.
BETTER = {
    "password_too_short": "Enter a new password of at least %(min_length)d characters",
    "password_too_common": "Choose a new password that is not in the list of common ones: they are guessed first",
    "password_too_similar": "Choose a new password that is less like your name or e-mail address",
}


class OwnPasswordForm(forms.Form):
    """The new password is asked once, because it can be shown.

    It has no key of a form that is saved once: sent again it changes nothing, because the current password is
    no longer current, and nothing must be kept that a password could be worked out from.
    """

    current_password = forms.CharField(
        label="Current password",
        max_length=1000,
        strip=False,
        error_messages={
            "required": "Enter your current password",
            "max_length": "Enter your current password: this is longer than any can be",
        },
        widget=PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label="New password",
        max_length=1000,
        strip=False,
        help_text="At least 12 characters. Three words that have nothing to do with you are easy to remember.",
        error_messages={
            "required": "Enter a new password",
            "max_length": "Enter a new password of %(limit_value)d characters or fewer",
        },
        widget=PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self) -> str:
        new: str = self.cleaned_data["new_password"]
        if new == self.cleaned_data.get("current_password"):
            raise ValidationError("Choose a new password that is not your current one")
        try:
            validate_password(new, self.user)
        except ValidationError as refused:
            raise ValidationError(
                [
                    BETTER.get(error.code or "", str(error.message)) % (error.params or {})
                    for error in refused.error_list
                ]
            ) from refused
        return new


class OfficerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.get_grade_display()}, {obj.team} ({obj.code})"


class UserForm(BaseForm):
    """What an administrator says of an account. Adding and changing ask it alike."""

    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it.",
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        owner = User.objects.with_email(email).first()
        if owner and owner != self.user:
            raise ValidationError("Somebody signs in with this e-mail address already")
        return email


class AddUserForm(UserForm):
    """With what the new user is given from today; more is given on their page."""

    roles = forms.MultipleChoiceField(label="What may they do?", required=False)
    officer = OfficerField(
        label="Which officer are they?",
        queryset=Officer.objects.none(),
        required=False,
        empty_label="None: they hold no cases",
        help_text="The staff record of the extract. It decides which cases they hold.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["roles"]
        offered.widget = Checkboxes(hints={kind.code: kind.hint for kind in all_roles()})
        offered.choices = [(kind.code, kind.label) for kind in all_roles()]
        self.fields["officer"].queryset = selectors.officers_without_sign_in()  # type: ignore[attr-defined]

    def clean_roles(self) -> frozenset[str]:
        roles = frozenset(self.cleaned_data["roles"])
        if problem := conflict_of(roles):
            raise ValidationError(problem)
        return roles


class ChangeUserForm(UserForm):
    is_versioned = True

    is_active = forms.TypedChoiceField(
        label="May they sign in?",
        choices=[
            ("yes", "Yes"),
            ("no", "No: the account is closed, and their sessions end at once"),
        ],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )


class NewPasswordForm(BaseForm):
    """Nothing to type: the password is made by the service."""


# What a user is given, and when it ends ------------------------------------------------------------------


def why() -> LongText:
    return LongText(
        label="Why?",
        help_text="Kept in the log beside the change.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why"},
    )


class GrantForm(BaseForm):
    """From which day to which, and why. What is given comes before, as a field that the page hands over."""

    starts_on = DayField(
        label="From which day?", noun="the first day", quick="future", future_only=True
    )
    last_day = DateField(
        label="Last day",
        noun="the last day",
        required=False,
        future_only=True,
        help_text="The last day on which it holds. Leave empty if it has no end.",
    )
    reason = why()

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day cannot be before the first")

    @property
    def span(self) -> dict[str, date | None]:
        """The dates as they are kept: ends are exclusive."""
        last = self.cleaned_data["last_day"]
        ends_on = last + timedelta(days=1) if last else None
        return {"starts_on": self.cleaned_data["starts_on"], "ends_on": ends_on}


class CoverForm(GrantForm):
    """Cover always has an end. Its reason is read by whoever leads the team of who is away, and by nobody else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last, reason = self.fields["last_day"], self.fields["reason"]
        last.required, last.help_text = (
            True,
            f"The last day of the cover, {LONGEST_COVER} days at most.",
        )
        reason.label, reason.help_text = (
            "Why are they away?",
            "Whoever leads their team reads it, like “Leave”. Write nothing about anybody’s health.",
        )
        reason.max_length = 200  # type: ignore[attr-defined]
        reason.validators = [MaxLengthValidator(200)]


class EndForm(BaseForm):
    """Today is at once. Any other day is the first without it."""

    is_versioned = True

    ends_on = DayField(
        label="From which day does it no longer hold?",
        noun="the first day without it",
        quick="future",
        future_only=True,
        help_text="Today ends it at once.",
    )
    reason = why()


class ReasonForm(BaseForm):
    """For what holds from now on. Before the reason comes what the page hands over."""

    reason = why()


class FindUserForm(forms.Form):
    q = forms.CharField(
        label="Name, e-mail address or officer code", max_length=100, required=False
    )


YES, NO, LATER = "yes", "no", "later"
TAKEN = {YES: True, NO: False, LATER: None}
WEEKS = (1, 4, 12)


class SupportForm(BaseForm):
    """What was offered, when, whether it was taken, and what its author wants to remember."""

    what = forms.CharField(
        label="What were you offered?",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say what you were offered"},
    )
    offered_on = DateField(label="When?", noun="the day", required=False)
    was_taken = forms.ChoiceField(
        label="Did you take it?",
        choices=[(YES, "Yes"), (NO, "No"), (LATER, "Not decided")],
        initial=LATER,
        widget=Radios(inline=True),
    )
    note = LongText(label="For yourself", required=False, rows=4, max_length=5_000)

    @property
    def content(self) -> dict[str, Any]:
        asked = self.cleaned_data
        return {
            "what": asked["what"],
            "offered_on": asked["offered_on"],
            "was_taken": TAKEN[asked["was_taken"]],
        }


class ShareForm(BaseForm):
    """With whom, and for how long. It has no key: to share twice is to share once."""

    whom = forms.ModelChoiceField(
        label="With whom?",
        queryset=User.objects.none(),
        to_field_name="uuid",
        empty_label=None,
        widget=Radios(),
        error_messages={"required": "Choose with whom"},
    )
    weeks = forms.TypedChoiceField(
        label="For how long?",
        coerce=int,
        choices=[(number, "1 week" if number == 1 else f"{number} weeks") for number in WEEKS],
        widget=Radios(inline=True),
        error_messages={"required": "Choose for how long"},
    )

    def __init__(self, *args: Any, whom: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["form_key"]
        self.fields["whom"].queryset = whom  # type: ignore[attr-defined]
