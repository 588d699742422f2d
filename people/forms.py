"""Forms about users. They validate and never save."""

from django import forms

from core.forms import BaseForm


class SignInForm(forms.Form):
    """Says nothing about which of the two was wrong."""

    email = forms.CharField(
        label="E-mail address",
        max_length=254,
        error_messages={"required": "Enter your e-mail address"},
        widget=forms.EmailInput(
            attrs={"autocomplete": "username", "spellcheck": "false", "autofocus": False}
        ),
    )
    password = forms.CharField(
        label="Password",
        max_length=1000,
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    use_required_attribute = False

    def refuse(self) -> None:
        self.add_error(
            None, "That e-mail address and password do not belong together. Check both and try again."
        )
