"""A change of the book as it is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from refcli.core.history.row_words import (
    FACT,
    PLACE,
    column_words,
    fact_words,
    is_for_audit,
    name_sort,
    place_words,
    table_words,
    told_row,
    value_words,
)
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.lines import type_line
from refcli.phrases import count_phrase

HISTORY_COLUMNS = (
    Column("command_id", "#", Type.ID),
    Column("at", "When"),
    Column("by", "By"),
    Column("command", "Command"),
    Column("record", "Record"),
    Column("change", "What changed"),
)
DATED = {PLACE: place_words, FACT: fact_words}  # what holds of a source from a day on
CHANGED = {"insert": "added", "update": "changed", "delete": "removed"}
SILENT = (None, "", 0, "[]")
UNSAID = frozenset({"prev_hash", "hash", "recorded_on"})  # seals, and when the row was written


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One logged change: who, when, under which command, and the row before and after.

    ``at`` is the real clock, ``recorded_on`` the day of the practice; ``by`` is who did it, and
    ``login`` who was logged in.
    """

    id: int
    command_id: int | None
    at: str
    by: str
    command: str
    undoes_id: int | None
    table: str
    row_id: int
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    recorded_on: date | None = None
    login: str = ""


def history_table(
    changes: Sequence[ChangeView], clock: Callable[[str], str], limit: int, cut: int = 0
) -> Table:
    """One row per change, the latest first; ``clock`` words the moment of one.

    ``cut``: how many more changes the last command has that do not fit below the limit.
    """
    note = "Logged by the database itself, by the real clock. Take a command back: ref undo NUMBER"
    if len(changes) >= limit:
        note += (
            f". These are the latest {limit}; more: {type_line('history', '--limit', 10 * limit)}"
        )
    if cut:
        note += f" (command {changes[-1].command_id} has {count_phrase(cut, 'more change')})"
    rows = [change_row(change, clock(change.at)) for change in changes]
    return Table("History", HISTORY_COLUMNS, rows, note, empty="Nothing has been changed yet.")


def change_row(change: ChangeView, at: str) -> tuple[Cell, ...]:
    """The cells of one change."""
    undoes = f" of {change.undoes_id}" if change.undoes_id else ""
    return (
        change.command_id,
        at if is_same_day(change, at) else f"{at} (as of {change.recorded_on})",
        change.by if change.login in {"", change.by} else f"{change.by} ({change.login})",
        change.command + undoes,
        f"{table_words(record_sort(change))} {change.row_id}",
        describe_change(change),
    )


def record_sort(change: ChangeView) -> str:
    """The sort of record that was changed."""
    return name_sort(change.table, change.after or change.before or {})


def is_same_day(change: ChangeView, at: str) -> bool:
    """True where a command counts on the day on which it was typed."""
    return change.recorded_on is None or at.startswith(change.recorded_on.isoformat())


def describe_change(change: ChangeView) -> str:
    """What a change did, in words."""
    before, after = (told_row(change.table, row or {}) for row in (change.before, change.after))
    if tell := DATED.get(record_sort(change)):
        told = " -> ".join(tell(row) for row in (before, after) if row)
        return f"{CHANGED[change.action]}: {told}"
    if change.action == "update":
        return "; ".join(
            f"{column_words(name)}: {value_words(name, before.get(name))}"
            f" -> {value_words(name, after[name])}"
            for name in changed_columns(before, after)
        )
    verb = CHANGED[change.action]
    values = (after or before).items()
    said = {name: v for name, v in values if name not in {"id", *UNSAID} and v not in SILENT}
    words = (f"{column_words(name)} {value_words(name, value)}" for name, value in said.items())
    return f"{verb}: {', '.join(words)}"


def is_listed(change: ChangeView, *, of_source: bool) -> bool:
    """Whether a list tells of a change: not of a merge that moved what is for the audit alone.

    ``of_source``: the list is about one source, so that it tells nothing that is for the audit.
    """
    for_audit = is_for_audit(change.table, change.after or change.before or {})
    return not for_audit or not (of_source or describe_change(change) == "")


def changed_columns(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The columns of a row that are not as before, but for seal and recorded day."""
    return [name for name in after if before.get(name) != after[name] and name not in UNSAID]


def change_record(change: ChangeView) -> dict[str, Any]:
    """The change whole, for programs."""
    names = ("id", "command_id", "at", "by", "command", "undoes_id", "table", "row_id", "action")
    record = {name: getattr(change, name) for name in names}
    day = change.recorded_on and change.recorded_on.isoformat()
    record |= {"recorded_on": day, "login": change.login}
    before, after = (row and told_row(change.table, row) for row in (change.before, change.after))
    return record | {"before": before, "after": after}
