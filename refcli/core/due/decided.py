"""What was skipped or snoozed and is off the list today, with the reason and for how long."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.next_steps import dayless_steps
from refcli.core.due.of_referral import FAR_DAYS
from refcli.core.due.skipped import FOR_HOW_LONG, USUALLY
from refcli.core.output.document import Report, Section
from refcli.core.output.table import Column, Table, Type
from refcli.core.owed.items import LETTERS, DueItem, Ground, Mark, make_item, read_key
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import MarkAction

A_YEAR = 365  # days for which a skip is told
OF_A_SOURCE = frozenset("VTQ")  # their keys have the number of a source
ONE_ITEM = frozenset("VMSRFAINE")  # without their item there is nothing left to be put off
COLUMNS = (
    *(Column("key", "Key"), Column("type", "What"), Column("whom", "Whom")),
    *(Column("action", "How"), Column("made_on", "On", Type.DATE)),
    *(Column("until", "For how long"), Column("why", "Why")),
)
NOTE = "Of the last year. To have one back: ref undo, right after it; a visit: ref visit"


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """The last word on a key that keeps it off the list; ``item``: what would be owed without it.

    ``again``: the day on which the key is due next.
    """

    mark: Mark
    item: DueItem
    again: date | None = None

    @property
    def long(self) -> str:
        """``until Fri 1 Jan 2027``, or ``for good``."""
        if day := self.mark.until or self.again:
            return f"until {full_day(day)}"
        return FOR_HOW_LONG.get(self.mark.key[0], USUALLY)

    @property
    def action(self) -> str:
        """``skipped``, or ``put off`` until a day."""
        return "skipped" if self.mark.action is MarkAction.SKIP else "put off"

    def __str__(self) -> str:
        """``V5 skipped on Mon 23 Nov 2026, until Fri 1 Jan 2027: retires in Dec``."""
        why = f": {self.mark.why}" if self.mark.why else ""
        return f"{self.mark.key} {self.action} on {full_day(self.mark.made_on)}, {self.long}{why}"


def list_decided(facts: DueFacts, today: date) -> list[DecidedItem]:
    """All that is off the list by a decision, the latest first."""
    until = today + timedelta(days=FAR_DAYS)
    bare = replace(facts, ground=replace(facts.ground, marks=()))
    listed = due_items(bare, until=until, today=today, snoozed_too=True)
    without = [*listed, *dayless_steps(bare.ground)]
    later = due_items(facts, until=until, today=today, snoozed_too=True)
    return find_decided(facts.ground, without, later, today)


def find_decided(
    ground: Ground, without: Iterable[DueItem], later: Iterable[DueItem], today: date
) -> list[DecidedItem]:
    """What is off the list by a decision, the latest first.

    ``without``: what would be owed had nobody decided; ``later``: what is owed in a year to come,
    the snoozed items too.
    """
    owed = {item.key: item for item in without}
    again = {item.key: item.due_on for item in later}
    found = [
        DecidedItem(mark, owed.get(mark.key) or stand_in(mark, ground), again_on)
        for mark in last_words(ground.marks).values()
        if keeps_off(mark, again_on := again.get(mark.key), today)
        and (mark.key in owed or mark.key[0] not in ONE_ITEM)
    ]
    return sorted(found, key=lambda one: one.mark.made_on, reverse=True)


def last_words(marks: Sequence[Mark]) -> dict[str, Mark]:
    """Per key the last decision; on one day the one that was recorded last."""
    return {mark.key: mark for mark in sorted(marks, key=lambda mark: mark.made_on)}


def keeps_off(mark: Mark, again: date | None, today: date) -> bool:
    """Whether a decision keeps its key off the list today."""
    if mark.action is MarkAction.SNOOZE:
        return mark.until is not None and today < mark.until
    return (today - mark.made_on).days <= A_YEAR and (again is None or again > today)


def stand_in(mark: Mark, ground: Ground) -> DueItem:
    """An item for a key of which nothing would be owed today: about its source, as far as known."""
    key, type_ = read_key(mark.key), LETTERS[mark.key[0]]
    party = ground.parties.get(key.number) if key and key.letter in OF_A_SOURCE else None
    if party is None:
        return DueItem(mark.key, type_, None, "", mark.due_on, mark.why)
    return make_item(ground, mark.key, party, mark.due_on, mark.why)


def about_source(decided: Iterable[DecidedItem], source_ids: set[int]) -> Iterator[str]:
    """Those about one of the sources, in words."""
    for one in decided:
        if one.item.source_id in source_ids:
            yield str(one)


def about_referral(decided: Iterable[DecidedItem], keys: Iterable[str]) -> list[str]:
    """Those of some keys, in words."""
    wanted = {*keys}
    return [str(one) for one in decided if one.mark.key in wanted]


def decided_table(decided: Sequence[DecidedItem], *, of_more: bool = False) -> Table:
    """One row per item that is off the list by a decision, the latest first.

    ``of_more``: they were picked of more.
    """
    rows = [
        (
            *(one.mark.key, one.item.type.words, one.item.patient or one.item.source, one.action),
            *(one.mark.made_on, one.long, one.mark.why),
        )
        for one in decided
    ]
    empty = "Nothing is skipped or snoozed."
    if of_more:
        empty = "Nothing of that is skipped or snoozed. All that is: ref due skipped"
    return Table("Skipped or snoozed", COLUMNS, rows, NOTE, empty=empty)


def decided_page(table: Table, practice: str, today: date) -> Report:
    """What is off the list by a decision as a page to print."""
    return Report(
        title=f"{table.title}, as of {full_day(today)}",
        practice=practice,
        since=today,
        until=today,
        as_of=today,
        sections=[Section("skipped", table)],
    )
