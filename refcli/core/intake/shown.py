"""What of a file may be shown and kept: its cells on one line, and no Social Security number."""

import re

SHORTEST = len("123-45-6789")
NUMBER_OF_A_PERSON = re.compile(r"(?<![0-9])[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?![0-9])")
HIDDEN = "***-**-****"
NOT_KEPT = "a Social Security number, which is not kept"


def has_number_of_a_person(text: str) -> bool:
    """Whether a Social Security number stands in a text: three, two and four figures."""
    return len(text) >= SHORTEST and NUMBER_OF_A_PERSON.search(text) is not None


def drop_numbers(text: str) -> str:
    """A text without the Social Security numbers in it, to be kept."""
    return NUMBER_OF_A_PERSON.sub("", text).strip() if has_number_of_a_person(text) else text


def hide_numbers(text: str) -> str:
    """A text with stars for each Social Security number in it, to be shown."""
    return NUMBER_OF_A_PERSON.sub(HIDDEN, text)


def shorten_text(text: str, longest: int) -> str:
    """A text to be shown: on one line, cut behind ``longest`` letters, such numbers as stars."""
    plain = hide_numbers(" ".join(text.split()))
    return plain if len(plain) <= longest else f"{plain[:longest]}..."
