"""What of a file may be shown and kept: its cells on one line, and no Social Security number."""

import re

SHORTEST = len("123-45-6789")
NUMBER_OF_A_PERSON = re.compile(  # 000, 666, 00 and 0000 are in none, as the SSA gives them out
    r"(?<![0-9])(?!000|666)[0-9]{3}[- ](?!00)[0-9]{2}[- ](?!0000)[0-9]{4}(?![0-9])"
)
CALLED_SO = re.compile(r"\b(?:ssn?|soc(?:ial)?\.? sec(?:urity)?)\b", re.IGNORECASE)
HIDDEN = "***-**-****"
NUMBER_NOT_KEPT = "a Social Security number, which is not kept"
NUMBER_LEFT_OUT = "without a Social Security number that stood there"


def has_number_of_a_person(text: str) -> bool:
    """Whether a Social Security number stands in a text: three, two and four figures."""
    return len(text) >= SHORTEST and NUMBER_OF_A_PERSON.search(text) is not None


def drop_numbers(text: str, *, prose: bool = False) -> str:
    """A text without the Social Security numbers in it, to be kept.

    In ``prose``, figures with blanks between them are one only where they are called so, or are all
    that is said.

    >>> drop_numbers("suite 200 10 2026 x", prose=True)
    'suite 200 10 2026 x'
    >>> drop_numbers("SSN 200 10 2026", prose=True)
    'SSN'
    """
    if not has_number_of_a_person(text):
        return text
    sure = not prose or CALLED_SO.search(text) or NUMBER_OF_A_PERSON.fullmatch(text.strip())

    def drop(found: re.Match[str]) -> str:
        return "" if sure or " " not in found[0] else found[0]

    return NUMBER_OF_A_PERSON.sub(drop, text).strip()


def hide_numbers(text: str) -> str:
    """A text with stars for each Social Security number in it, to be shown."""
    return NUMBER_OF_A_PERSON.sub(HIDDEN, text)


def shorten_text(text: str, longest: int) -> str:
    """A text to be shown: on one line, cut behind ``longest`` letters, such numbers as stars."""
    plain = hide_numbers(" ".join(text.split()))
    return plain if len(plain) <= longest else f"{plain[:longest]}..."
