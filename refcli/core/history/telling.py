"""What a command that is taken back, or comes back, had done: in the words of a practice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from refcli.core.history.changes import ChangeView, changed_columns
from refcli.core.history.row_words import (
    FACT,
    PLACE,
    column_words,
    is_for_audit,
    name_sort,
    plural_words,
    table_words,
    told_row,
    value_words,
)
from refcli.core.history.staying import GIFT, day_of, day_words, names_day, record_words
from refcli.phrases import count_phrase, name_some

Row = dict[str, Any]
IMPORTANCE = (  # of what is told first; all other tables follow
    *("referral", "source", "activity", GIFT, "event", "occasion", "contact", "duty"),
    *("assist", "alias", PLACE, FACT),
)
PARTS = {  # rows that are not told where the record that they are a part of came or went
    "alias": ("source", "source_id"),
    "assist": ("referral", "referral_id"),
    **dict.fromkeys((PLACE, FACT), ("source", "source_id")),
    "duty_rota": ("duty", "duty_id"),
    "step": ("referral", "referral_id"),
}
FOLLOWS = {  # columns that say no more where another one has changed with them
    **dict.fromkeys(("scheduled_on", "seen_on", "completed_on", "closed_on"), "status"),
    "production_on": "production_cents",
    "archived_why": "archived_on",
}
OF_SOURCES = frozenset({"source_id", "office_id", "merged_into_id"})
ADJECTIVES = {"insert": "new", "update": "changed", "delete": "removed"}
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Net:
    """One row before the first change by a command, and after its last."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None

    @property
    def action(self) -> str:
        """Whether the row came, went or was changed."""
        if self.before and self.after:
            return "update"
        return "insert" if self.after else "delete"

    @property
    def row(self) -> Row:
        """The row as the command left it, or removed it."""
        return self.after or self.before or {}

    @property
    def sort(self) -> str:
        """The sort of record that it is about."""
        return name_sort(self.table, self.row)

    def turned(self) -> "Net":
        """The change the other way round."""
        return Net(self.table, self.row_id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Teller:
    """What the words need to know: the names of sources by number, the day, and the direction.

    ``forward``: what was taken back comes back.
    """

    names: Mapping[int, str]
    today: date
    forward: bool = False


def net_changes(views: Iterable[ChangeView]) -> list[Net]:
    """One change per row, from its first state to its last; what came to nothing is left out."""
    found: dict[tuple[str, int], Net] = {}
    for view in views:
        place = (view.table, view.row_id)
        first = found[place].before if place in found else view.before
        found[place] = Net(view.table, view.row_id, first, view.after)
    return [net for net in found.values() if net.before != net.after]


def join_phrases(phrases: Sequence[str]) -> str:
    """Phrases as a part of a sentence, with semicolons where there are commas in one of several.

    >>> join_phrases(["referral 17 Hal Orr, from Dr. Sara Patel", "2 new sources"])
    'referral 17 Hal Orr, from Dr. Sara Patel, and 2 new sources'
    """
    *first, last = phrases
    if not first:
        return last
    inner = any(", " in phrase for phrase in first)
    between = "; " if inner and len(first) > 1 else ", "
    return between.join(first) + (between.rstrip() if inner else "") + f" and {last}"


def tell_changes(nets: Sequence[Net], teller: Teller) -> list[str]:
    """What a command had done, the most important first: its records by name, the rest counted."""
    actions = {(net.table, net.row_id): net.action for net in nets}
    whole = [net for net in nets if not is_part(net, actions)]
    whole = [net for net in whole if not is_for_audit(net.table, net.row)] or whole
    ordered = sorted(whole, key=rank_change)
    groups = [[*group] for _, group in groupby(ordered, key=lambda net: (net.sort, net.action))]
    phrases = []
    for place, group in enumerate(groups):
        phrases += tell_group(group, teller, leads=place == 0)
    return phrases


def is_part(net: Net, actions: Mapping[tuple[str, int], str]) -> bool:
    """Whether the record that a row is a part of is told, so that nothing needs to be said.

    ``actions``: what was done to each row, by table and number.
    """
    table, column = PARTS.get(net.sort, ("", ""))
    whole = actions.get((table, net.row.get(column) or 0))
    return whole is not None and (whole == net.action or net.sort in {PLACE, FACT, "step"})


def rank_change(net: Net) -> tuple[int, str, int, int]:
    """The place of a change among those that are told."""
    known = net.sort in IMPORTANCE
    rank = IMPORTANCE.index(net.sort) if known else len(IMPORTANCE)
    return (rank, "" if known else net.sort, [*ADJECTIVES].index(net.action), net.row_id)


def tell_group(group: Sequence[Net], teller: Teller, *, leads: bool) -> list[str]:
    """Changes of one kind; those of the most important kind by name, others where it is one."""
    first = group[0]
    if not leads and (len(group) > 1 or (first.table, first.action) == ("source", "insert")):
        return [count_changes(group, ADJECTIVES[first.action])]
    named = [tell_change(net, teller) for net in group[:MOST_NAMED]]
    return named + ([count_changes(group[MOST_NAMED:], "more")] if group[MOST_NAMED:] else [])


def count_changes(group: Sequence[Net], adjective: str) -> str:
    """2 new sources, 1 changed activity."""
    table = group[0].sort
    return count_phrase(
        len(group), f"{adjective} {table_words(table)}", f"{adjective} {plural_words(table)}"
    )


def tell_change(net: Net, teller: Teller) -> str:
    """One change: the record, or what was corrected in it, as ``status seen -> received``."""
    if net.table == GIFT:
        return record_words(net.table, net.row)
    if net.action != "update":
        removed = "the removal of " if net.action == "delete" else ""
        return removed + name_record(net, teller)
    old, new = (told_row(net.table, row or {}) for row in (net.before, net.after))
    if new.get("merged_into_id") and not old.get("merged_into_id"):
        kept = source_words("merged_into_id", new["merged_into_id"], teller.names)
        return f"the merge of {new['name']} into {kept}"
    known = net.table == "referral"  # by its number
    record = record_words(net.table, net.row) if known else name_record(net, teller)
    return f"{record}: {tell_correction(old, new, teller)}"


def name_record(net: Net, teller: Teller) -> str:
    """A record with its source; its day is said where it is not today."""
    row = told_row(net.table, net.row)
    source = teller.names.get(row.get("source_id") or 0, "")
    plain = day_of(row) == teller.today and not names_day(net.sort)
    day = "" if plain else day_words(row, teller.today)
    if net.table == "referral":
        return f"{record_words(net.table, row, day)}, from {source}"
    return record_words(net.table, row, day, source)


def tell_correction(old: Row, new: Row, teller: Teller) -> str:
    """What was corrected in a row: as the command did it, or as taking it back does."""
    before, after = (old, new) if teller.forward else (new, old)
    changed = changed_columns(old, new)
    return name_some(
        [
            f"{column_words(column)} {source_words(column, before.get(column), teller.names)}"
            f" -> {source_words(column, after.get(column), teller.names)}"
            for column in changed
            if FOLLOWS.get(column) not in changed
        ]
    )


def source_words(column: str, value: object, names: Mapping[int, str]) -> str:
    """A value in words; a source by its name."""
    if column in OF_SOURCES and isinstance(value, int) and value in names:
        return names[value]
    return value_words(column, value)


def sources_in(nets: Iterable[Net]) -> set[int]:
    """The numbers of all sources that the rows name."""
    rows = [row for net in nets for row in (net.before, net.after) if row]
    return {row[column] for row in rows for column in OF_SOURCES if row.get(column)}
