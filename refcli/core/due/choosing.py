"""What the due list can be asked for: types of items, groups by their headings, what is overdue."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.due.groups import GROUPS
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType
from refcli.errors import UsageError

OVERDUE = "overdue"
ALL = "all"
PUT_OFF = frozenset({"skipped", "snoozed", "hidden"})  # words for what is off the list
MOST_WORDS = 2  # of one type or heading: "go out"
ALL_TYPES = frozenset(DueType)


@dataclass(frozen=True, slots=True)
class DueChoice:
    """The types wanted, all where none was named; ``overdue``: only what is late."""

    types: frozenset[DueType] = ALL_TYPES
    overdue: bool = False
    owner: str | None = None

    @property
    def only_visits(self) -> bool:
        """Whether the list is that of the visits."""
        return self.types == {DueType.VISIT}

    def takes(self, item: DueItem, today: date) -> bool:
        """Whether an item is wanted."""
        mine = self.owner is None or item.owner.casefold() == self.owner.strip().casefold()
        return mine and item.type in self.types and not (self.overdue and item.due_on >= today)


def read_choice(words: Iterable[str], owner: str | None = None) -> DueChoice:
    """``visit``, ``go out`` and ``call,write`` as types; ``overdue`` narrows any of them."""
    parts = [plain_form(part) for word in words for part in word.split(",") if part.strip()]
    named = [types_of(part) for part in parts if part != OVERDUE]
    types = frozenset().union(*named) if named else ALL_TYPES
    return DueChoice(types, OVERDUE in parts, owner)


def split_words(words: Sequence[str]) -> tuple[list[str], str]:
    """The types, headings, ``overdue`` and ``all`` among words without quotes, and what is left.

    >>> split_words(["go", "out", "overdue"])
    (['go out', 'overdue'], '')
    >>> split_words(["dr", "chen"])
    ([], 'dr chen')
    """
    parts = [part for word in words for part in word.replace(",", " ").split()]
    named: list[str] = []
    left: list[str] = []
    while parts:
        size = next((n for n in range(MOST_WORDS, 0, -1) if is_known(parts[:n])), 0)
        (named if size else left).append(" ".join(parts[: size or 1]))
        parts = parts[size or 1 :]
    return [plain_form(one) for one in named], " ".join(left)


def is_known(parts: Sequence[str]) -> bool:
    """Whether words are a type, a heading, or one of the words beside them."""
    word, known = plain_form(" ".join(parts)), {*list_words(), OVERDUE, ALL}
    return bool({word, word.removesuffix("s"), f"{word}s"} & known)


def offer_words() -> list[str]:
    """Every word that ``--only`` takes, as it is typed: the headings first."""
    own = [type_.words for type_ in DueType]
    return [*(title.lower() for title, _ in GROUPS), OVERDUE, *own]


def types_of(word: str) -> frozenset[DueType]:
    """The types of one word: a type's own, or those of a heading."""
    if found := find_types(word):
        return found
    words = ", ".join([*(type_.value for type_ in DueType), *name_headings(), OVERDUE])
    raise UsageError(f"--only takes no {word!r}. It takes: {words}. Type: ref due --only visit")


def find_types(word: str) -> frozenset[DueType]:
    """The types of one word, whether it is typed as one or as several; none for an unknown one."""
    known = list_words()
    forms = (word, word.removesuffix("s"), f"{word}s")
    return next((known[form] for form in forms if form in known), frozenset())


def is_part_of_list(words: str) -> bool:
    """Whether the list can be asked for what these words say: ``overdue``, ``visits``."""
    form = plain_form(words)
    return form == OVERDUE or bool(find_types(form))


def list_words() -> dict[str, frozenset[DueType]]:
    """Every word that can be asked for, with its types."""
    own = {plain_form(type_.value): frozenset({type_}) for type_ in DueType}
    return {plain_form(title): types for title, types in GROUPS} | own


def name_headings() -> Sequence[str]:
    """The headings of the groups as they are typed: ``"go out"``."""
    return [f'"{title.lower()}"' if " " in title else title.lower() for title, _ in GROUPS]


def plain_form(word: str) -> str:
    """``Thank-You`` as ``thank you``."""
    return re.sub(r"[\s_-]+", " ", word.strip().casefold())
