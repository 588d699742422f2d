"""What whoever gives a case away adds to its record."""

import hashlib
import json
from typing import Any

from django import forms

from caseloads.selectors.brief import BriefPage
from core.forms import BaseForm, Checkboxes, LongText

NOTHING = "nothing"


def print_of(page: BriefPage) -> str:
    """A mark of what is read: it differs where the record says something else."""
    said = json.dumps([page.parts, page.open_points])
    return hashlib.sha256(said.encode()).hexdigest()


class BriefForm(BaseForm):
    """What the record does not say: in words, or that there is nothing. Never by leaving it empty.

    `read` is a mark of the record on the screen: nobody confirms what they have not read.
    """

    is_versioned = True

    read = forms.CharField(widget=forms.HiddenInput, required=False)
    adds = LongText(
        label="What should the next officer know that the record does not say?",
        help_text=(
            "What works with this person and what does not, who to ask, what worries you, what was agreed by word of mouth."
        ),
        rows=6,
        max_length=5_000,
        required=False,
    )
    nothing = forms.MultipleChoiceField(
        label="Or",
        choices=[(NOTHING, "Nothing: all that I know is on the record")],
        widget=Checkboxes(),
        required=False,
    )
    known = LongText(
        label="What do you know of what the record leaves open?",
        help_text="Where you know it for certain, put it on the record too.",
        rows=4,
        max_length=5_000,
        required=False,
    )

    def __init__(self, *args: Any, page: BriefPage, **kwargs: Any) -> None:
        self.mark = print_of(page)
        initial = {"read": self.mark}
        super().__init__(*args, version=page.version, initial=initial, **kwargs)
        if not page.open_points:
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        """F-20: completed by a person; and read as it is now."""
        cleaned = super().clean() or {}
        has_words, has_none = bool(cleaned.get("adds", "").strip()), bool(cleaned.get("nothing"))
        if not has_words and not has_none:
            self.add_error(
                "adds", "Write what the record does not say, or say that there is nothing"
            )
        if has_words and has_none:
            self.add_error("nothing", "You wrote something: take the mark away")
        if cleaned.get("read") != self.mark:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["read"] = self.mark
            self.data = data
            self.add_error(
                None,
                "The record has changed since you opened this page. Read it again below, then confirm.",
            )
        return cleaned
