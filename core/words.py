"""Words as they stand in a sentence."""


def within_sentence(words: str) -> str:
    """A label in the middle of a sentence: its first letter small, what it abbreviates still in capitals."""
    return words[:1].lower() + words[1:]
