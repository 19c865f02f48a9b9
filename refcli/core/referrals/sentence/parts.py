"""The parts of a sentence such as ``maria lopez from dr chen booked 12/2``.

Words stand until the next keyword. What was in quotes is one word with blanks in it, and never
holds a keyword.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from refcli.core.values.clock_hours import split_hour
from refcli.core.values.date_text import DoubtfulDayError
from refcli.errors import UsageError


class Slot(StrEnum):
    """What a part of the sentence says, by its keyword; the patient has none."""

    PATIENT = "patient"
    FROM = "from"
    AT = "at"
    ALSO = "also"
    BOOKED = "booked"
    NOT_BOOKED = "not booked"
    ON = "on"
    PHONE = "phone"
    VALUE = "value"
    CHART = "chart"
    SERVICE = "service"
    PROVIDER = "provider"
    NOTE = "note"


WITHOUT_WORDS = frozenset({Slot.BOOKED, Slot.NOT_BOOKED})
OPTION_ONLY = frozenset({Slot.CHART, Slot.SERVICE, Slot.PROVIDER})  # what no keyword says
KEYWORDS = {
    part.value: part for part in Slot if part not in {Slot.PATIENT, Slot.NOT_BOOKED, *OPTION_ONLY}
}
NAMES = frozenset({Slot.PATIENT, Slot.FROM, Slot.AT, Slot.ALSO})
READABLE = frozenset({Slot.BOOKED, Slot.ON, Slot.PHONE, Slot.VALUE})  # what can be read, or not
IN_NAMES = frozenset({Slot.AT, Slot.ON})  # the keywords that stand in names of places
OPTIONS = {
    Slot.FROM: "--from",
    Slot.AT: "--office",
    Slot.ALSO: "--also",
    Slot.BOOKED: "--booked",
    Slot.ON: "--on",
    Slot.PHONE: "--phone",
    Slot.VALUE: "--value",
    Slot.CHART: "--chart",
    Slot.SERVICE: "--service",
    Slot.PROVIDER: "--provider",
    Slot.NOTE: "--note",
}
NOT = "not"  # before booked

Check = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand behind one another in the line.

    ``option``: the part of which they follow the option; the first word is its value. ``literal``:
    they stand behind ``--``, so none is a keyword.
    """

    words: tuple[str, ...]
    option: Slot | None = None
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A part with its words; None for words that belong to no part.

    ``by_option``: behind ``--from`` and not behind ``from``.
    """

    part: Slot | None
    words: tuple[str, ...]
    by_option: bool = False

    @property
    def text(self) -> str:
        """Its words as one text."""
        return " ".join(self.words)

    @property
    def is_loose(self) -> bool:
        """Whether nothing of it was in quotes, so that it may be meant otherwise."""
        return not any(map(is_quoted, self.words)) and not (self.by_option and len(self.words) == 1)


@dataclass(frozen=True, slots=True)
class Readers:
    """What the reader has to be told: how a part is read, and which names are on record.

    ``checks`` raise a UsageError for what they cannot read; ``is_known`` says whether a source is
    called so in full, ``means_one`` whether a name can mean only one of them. ``asks``: somebody is
    there to be asked about a day whose year is in doubt.
    """

    checks: Mapping[Slot, Check]
    is_known: Callable[[str], bool]
    asks: bool = False
    means_one: Callable[[str], bool] = lambda _name: False

    def objection(self, part: Slot | None, text: str) -> str:
        """Why a text cannot be read as this part; empty where it can."""
        if part is None or part not in self.checks:
            return ""
        try:
            self.checks[part](text)
        except DoubtfulDayError as doubt:
            return "" if self.asks else str(doubt)
        except UsageError as error:
            return str(error)
        return ""

    def fits_surely(self, part: Slot, text: str) -> bool:
        """Whether a text can be read as this part, and nothing of it is in doubt.

        Never where it is not known how the part is read.
        """
        if part not in self.checks:
            return False
        try:
            self.checks[part](text)
        except UsageError:
            return False
        return True

    def sure_day(self, part: Slot, text: str) -> str:
        """The day that is meant by one in doubt, as its refusal says it; else empty."""
        if part not in self.checks:
            return ""
        try:
            self.checks[part](text)
        except DoubtfulDayError as doubt:
            return f"{doubt.day} {split_hour(text).hour or ''}".strip()
        except UsageError as error:
            return "" if error.add else error.right  # else a word of it would be lost
        return ""

    def fits(self, part: Slot | None, text: str) -> bool:
        """Whether a text can be read as this part."""
        return bool(text) and not self.objection(part, text)


def is_quoted(word: str) -> bool:
    """Whether a word was in quotes: there is a blank in it, or nothing."""
    return not word or any(map(str.isspace, word))


def keyword_of(word: str) -> Slot | None:
    """The part that a word begins: from, From and from: are the same."""
    return KEYWORDS.get(word.casefold().removesuffix(":"))


def find_part(said: Sequence[Said], part: Slot) -> Said | None:
    """The first of this part."""
    return next((one for one in said if one.part is part), None)
