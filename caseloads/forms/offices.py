"""The postcode of an office or a venue."""

from core.forms import BaseForm, PostcodeField


class PostcodeForm(BaseForm):
    """Empty takes it away."""

    is_versioned = True

    postcode = PostcodeField(
        label="Postcode",
        required=False,
        help_text="Like NR1 3AB. Leave empty where it is not known.",
    )
