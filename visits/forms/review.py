"""POL-11: a supervisor's review of a record, and the answer to what it asks for."""

from core.forms import BaseForm, LongText


class ReviewVisitForm(BaseForm):
    """What the supervisor makes of the version of the record that was on the screen."""

    is_versioned = True

    words = LongText(
        label="What do you make of this record?",
        rows=5,
        error_messages={"required": "Say what you make of this record"},
    )
    asks = LongText(
        label="What should the officer do?",
        help_text="It stays on the officer's first page until it is answered. Leave it empty if there is nothing to do.",
        rows=4,
        required=False,
    )


class AnswerReviewForm(BaseForm):
    """What came of what the supervisor asked for."""

    is_versioned = True

    answer = LongText(
        label="What have you done?",
        rows=5,
        error_messages={"required": "Say what you have done"},
    )
