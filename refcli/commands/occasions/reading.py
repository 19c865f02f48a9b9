"""What ``ref occasion add`` makes of its words: whose day, which, and when."""

from collections.abc import Sequence

from refcli.core.values.date_text import DateError
from refcli.core.values.year_days import (
    NoSuchDayError,
    YearDay,
    check_year_day,
    holiday_day,
    is_movable,
    read_year_day,
)
from refcli.env import Env
from refcli.errors import UsageError

MISSING = (
    "The source, the occasion and its day are wanted, 03-05; for all of a kind, say the kind with"
    " --every and no source."
)
QUOTES = "An occasion of several words needs quotes, and --every no source."
MOST_DAY_WORDS = 3  # march 5 1970


def read_words(words: Sequence[str], *, whole_kind: bool) -> tuple[str, str, YearDay]:
    """The source (none for a whole kind), the occasion's name, and its day."""
    source, rest = ("", list(words)) if whole_kind else (words[0], list(words[1:]))
    name, day = split(rest)
    if not name.strip() or not (whole_kind or source.strip()):
        raise UsageError(MISSING)
    on = holiday_day(name) if day is None else day
    if on is None and is_movable(name):
        raise UsageError(
            f"{name} is on another day each year. Type the day by which to think of it:"
            f" ... {name!r} 11-20"
        )
    if on is None:
        raise UsageError(f"The day of {name!r} is missing. {MISSING}")
    return source, name.strip(), on


def split(words: Sequence[str]) -> tuple[str, YearDay | None]:
    """A name and the day behind it, which may be several words: birthday march 5."""
    whole = " ".join(words)
    if not words or holiday_day(whole):
        return whole, None
    for many in range(min(MOST_DAY_WORDS, len(words)), 0, -1):
        if day := attempt(" ".join(words[-many:])):
            return read_occasion_name(words[:-many]), day
    if len(words) > 1 and any(letter.isdecimal() for letter in words[-1]):
        return read_occasion_name(words[:-1]), read_day(words[-1])
    return read_occasion_name(words), None


def read_occasion_name(words: Sequence[str]) -> str:
    """The name; of several words only where they were typed as one, or are a holiday's."""
    name = " ".join(words)
    if len(words) > 1 and not (holiday_day(name) or is_movable(name)):
        raise UsageError(QUOTES)
    return name


def attempt(text: str) -> YearDay | None:
    """The day that is meant, or None for what does not read as one."""
    try:
        return read_year_day(text)
    except NoSuchDayError:
        raise
    except DateError:
        return None


def read_day(text: str) -> YearDay:
    """The day that is meant; one that cannot be read is refused with an example."""
    return read_year_day(text)


def checked_day(env: Env, on: YearDay) -> YearDay:
    """The day, unless its year lies ahead, is long past, or lacks it."""
    check_year_day(on, f"{on.year}-{on}")
    if on.year and not 1900 <= on.year <= env.today.year:  # noqa: PLR2004  (as dates are read)
        raise UsageError(
            f"{on.year} is no year in which it first was. Leave it out: it comes each year anyway"
        )
    return on
