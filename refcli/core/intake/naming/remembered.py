"""What is kept of the answers, so that the next file asks nothing: aliases, and choices.

A name that was answered becomes an alias of its source. Where an alias would not tell, as for
nobody and for namesakes, it becomes a choice. What a column means is a choice by the header line.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from refcli.core.intake.columns.header import Maps
from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.naming.deciding import Names, at_office_key, left_out_key, remembered_key
from refcli.core.intake.naming.decisions import NOBODY, Means, NameAnswer, NameDecision
from refcli.core.intake.naming.reaching import Reach, office_keys
from refcli.core.intake.reading.understood import DateOrder
from refcli.core.names.keys import is_reserved, name_key
from refcli.core.names.named import Named

NAME, COLUMNS, DAYS = "import name ", "import columns ", "import days "
ORDER_WORDS = {DateOrder.DAY_FIRST: "the day first", DateOrder.MONTH_FIRST: "the month first"}


@dataclass(slots=True)
class Learned:
    """What a file taught: aliases by source, choices by key, and columns by their header line."""

    aliases: dict[int, list[str]] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # by the choice, or by the alias

    def add_alias(self, source_id: int, alias: str, source: str) -> None:
        """A further name of a source."""
        self.aliases.setdefault(source_id, []).append(alias)
        self.words[alias] = f"{alias} is #{source_id} {source}"

    def add_choice(self, key: str, value: str, words: str) -> None:
        """What a name or the columns of a file mean."""
        self.choices[key] = value
        self.words[key] = words


def read_names(held: Mapping[str, str], follow: Callable[[int], int]) -> dict[str, NameAnswer]:
    """The answers about names that are on record; ``follow`` gives who stands for a source."""
    found = {}
    for key, value in held.items():
        if key.startswith(NAME) and value:
            number = value.removeprefix("#")
            found[key.removeprefix(NAME)] = (
                NameAnswer(Means.SAME, follow(int(number)))
                if number.isdecimal()
                else NameAnswer(Means(value))
            )
    return found


def read_columns(held: Mapping[str, str]) -> dict[str, Maps]:
    """The meanings of columns that are on record, by the header line."""
    return {
        key.removeprefix(COLUMNS): {
            name: Meaning(means) if means else None for name, means in json.loads(value).items()
        }
        for key, value in held.items()
        if key.startswith(COLUMNS) and value
    }


def read_orders(held: Mapping[str, str]) -> dict[str, DateOrder]:
    """How days are written in files of a header line, as it is on record."""
    return {
        key.removeprefix(DAYS): DateOrder(value)
        for key, value in held.items()
        if key.startswith(DAYS) and value
    }


def learn_order(learned: Learned, signature: str, order: DateOrder) -> None:
    """Keep how the days under a header line are written."""
    words = f"days in a list with these columns have {ORDER_WORDS[order]}"
    learned.add_choice(DAYS + signature, order.value, words)


def learn_columns(learned: Learned, signature: str, maps: Maps, headers: Mapping[str, str]) -> None:
    """Keep what the columns of a header line mean; ``headers`` are their names as written."""
    said = ", ".join(
        f"{headers.get(key, key)} = {means or 'left out'}" for key, means in maps.items()
    )
    learned.add_choice(COLUMNS + signature, json.dumps(dict(maps)), said)


def learn_names(
    learned: Learned, names: Names, known: Mapping[int, Named], new_ids: Mapping[int, int]
) -> None:
    """Keep what was answered about names; ``new_ids`` are the numbers of the new sources."""
    called: dict[str, set[int]] = {}
    for one in known.values():
        for name in (one.name, *one.aliases):
            called.setdefault(name_key(name), set()).add(one.id)
    for decision in names.decisions:
        if decision.answered and decision.sure and decision.mention.rows:
            learn_name(learned, names, decision, called, new_ids)
            learn_office(learned, decision)


def learn_name(
    learned: Learned,
    names: Names,
    decision: NameDecision,
    called: Mapping[str, set[int]],
    new_ids: Mapping[int, int],
) -> None:
    """Keep what was answered about one name."""
    typed = decision.mention.typed
    target = names.follow(decision)
    if target.means in NOBODY:
        word = NOBODY[target.means].value
        listed = decision.mention.listed
        key = left_out_key(decision.mention) if listed else remembered_key(decision.mention)
        learned.add_choice(NAME + key, word, f"{typed} is {'left out' if listed else word}")
        return
    id_ = new_ids.get(id(target), 0) if target.means is Means.NEW else found_id(target)
    if not id_ or is_reserved(typed):
        return
    source = target.mention.typed if target.means is Means.NEW else found_name(target)
    own = {name_key(target.mention.typed)} if target.means is Means.NEW else set()
    other_kind = decision.mention.kind not in {None, kind_of(target)}
    for spelling in list_spellings(decision.mention.spellings):
        holders = called.get(name_key(spelling), set())
        if other_kind or holders - {id_}:
            key = NAME + remembered_key(decision.mention)
            learned.add_choice(key, f"#{id_}", f"{typed} is #{id_} {source}")
        elif id_ not in holders and name_key(spelling) not in own:
            learned.add_alias(id_, spelling, source)


def learn_office(learned: Learned, decision: NameDecision) -> None:
    """Keep that a source on record was meant, although the file names another office."""
    one, mention = decision.source, decision.mention
    if decision.means is not Means.SAME or one is None or one.id < 0 or not one.place:
        return
    if Reach(offices=mention.places).is_elsewhere(Reach(offices=office_keys(one.place))):
        words = f"{mention.typed} at {mention.office} is #{one.id} {one.name}"
        learned.add_choice(NAME + at_office_key(mention), f"#{one.id}", words)


def list_spellings(spellings: Sequence[str]) -> list[str]:
    """The spellings that are compared as several names."""
    return list({name_key(one): one for one in reversed(spellings)}.values())


def found_id(decision: NameDecision) -> int:
    """The number of the source that is meant."""
    return decision.source.id if decision.source else 0


def found_name(decision: NameDecision) -> str:
    """The name of the source that is meant."""
    return decision.source.name if decision.source else ""


def kind_of(decision: NameDecision) -> object:
    """What the source is that is meant."""
    return decision.source.kind if decision.source else decision.kind
