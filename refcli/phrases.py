"""Counts and lists as a person says them: 1 row, 2 rows; Ann, Bo, Cy and 4 more."""

from collections.abc import Sequence

BESIDE = (
    "copies of an earlier one lie beside it. See them: ref backup list. To go back to one:"
    " ref restore 1"
)


def count_phrase(count: int, one: str, several: str = "") -> str:
    """1 row, 2 rows, 1,000 rows; ``several`` where it takes no s: 2 people."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def with_article(word: str) -> str:
    """``a provider``, ``an office``."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def name_some(names: Sequence[str], most: int = 3, beyond: int = 0) -> str:
    """The first ``most`` names, and how many more there are: Ann, Bo, Cy and 4 more.

    ``beyond``: those that are not among the names.
    """
    more = max(len(names) - most, 0) + beyond
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def ordinal_text(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    teens = 10 <= number % 100 <= 20  # noqa: PLR2004  (as English has them)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def note_words(was: str, now: str | None) -> str:
    """The sentence on a note that takes another's place; empty where no words are lost.

    Example: `` Note: called again (was: called).``
    """
    if now is None or was in {"", now.strip()}:
        return ""
    return f" Note: {now.strip() or 'none'} (was: {was})."
