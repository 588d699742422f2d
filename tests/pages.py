"""Reading a page as a person does."""

import re
from typing import Any


def text_of(response: Any) -> str:
    """The page as one line of text, tags taken away."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain)
