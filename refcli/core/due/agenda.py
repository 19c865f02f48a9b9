"""The list of a Monday: what is owed, grouped by what one does about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.due.groups import (
    ABOUT_A_PATIENT,
    GO_OUT,
    GROUPS,
    USUAL_COLUMNS,
    count_groups,
    count_of,
    find_columns,
)
from refcli.core.due.visits import attempts_text
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.owed.items import DueItem, Ground, Party, join_parts
from refcli.core.values.day_words import day_of_year, full_day, short_day
from refcli.core.vocabulary import DueType
from refcli.phrases import count_phrase

TO_WRITE = {DueType.THANK_YOU: "thank-you", DueType.REPORT: "report back"}
LONG_AGO = 300  # days after which a weekday and a month might be taken for a later one
MOST_NAMES = 6  # on a screen, of those to whom one item goes

COLUMNS = (
    Column("key", "Key"),
    Column("type", "What"),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Whom"),
    Column("due_on", "Due", Type.DATE),
    Column("days_overdue", "Late", Type.COUNT),
    Column("reason", "Why, and what helps"),
    Column("owner", "Owner"),
)
RULE = (
    "Each line stays until it is closed: ref done KEY (or: ref skip KEY --why TEXT, ref snooze KEY"
    " --until DATE)"
)
SHORT_RULE = "To close one: ref done KEY, ref skip KEY --why TEXT, ref snooze KEY --until DAY"
VISITS_RULE = "A visit counts from the last one that met somebody; an attempt moves no date."


@dataclass(frozen=True, slots=True)
class AgendaGroup:
    """What is done in one go, the most overdue first, under the headings of its columns."""

    title: str
    items: Sequence[DueItem]
    whom: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is owed by a day, the most overdue first: ``items`` in all, ``groups`` for people.

    ``closing`` counts all that is owed, whether a limit hides some of it or not. ``ground`` is
    needed to tell how the visiting of each place stands; ``only_visits``: of no other list;
    ``limited``: somebody asked for so many items, which stand in one list. ``whose``: only of whom
    this one of our providers sees; ``beside``: of whom else the name may mean, what is put off.
    """

    today: date
    until: date
    items: Sequence[DueItem]
    groups: Sequence[AgendaGroup]
    closing: str
    ground: Ground | None = None
    only_visits: bool = False
    limited: bool = False
    whose: str = ""
    beside: Sequence[str] = ()

    @property
    def title(self) -> str:
        """Which days the list is about, and whose it is."""
        whose = f", {self.whose}" if self.whose else ""
        return f"Due by {weekday_text(self.until, self.today)}, as of {full_day(self.today)}{whose}"

    @property
    def empty(self) -> str:
        """What people read where nothing is owed."""
        whose = f" of whom {self.whose} sees" if self.whose else ""
        said = f"Nothing is due by {weekday_text(self.until, self.today)}{whose}."
        return " ".join([said, *(f"{one}." for one in self.beside)])

    @property
    def rule(self) -> str:
        """What is said below the list."""
        return f"{VISITS_RULE} {RULE}" if self.only_visits else RULE

    def head(self, most: int) -> "Agenda":
        """The first so many items, in their groups."""
        shown = self.items[:most]
        if self.only_visits:
            return replace(self, items=shown, groups=visit_group(shown, self))
        groups, ground = group_items(shown, self.items), self.ground
        if self.limited and len(groups) > 1:  # in groups they would not stand most overdue first
            title = f"The most overdue first ({count_of(len(shown), len(self.items))})"
            groups, ground = [AgendaGroup(title, shown, *USUAL_COLUMNS)], None
        return replace(self, items=shown, groups=groups, ground=ground)

    def line_of(self, item: DueItem, most: int | None) -> "AgendaLine":
        """An item in words."""
        if self.ground and item.type is DueType.VISIT and item.source_id in self.ground.parties:
            return visit_line(item, self.today, self.ground)
        return agenda_line(item, self.today, most)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One item in words: the key to type, when, whom or what it is about, why, what helps.

    ``brief`` is what of that helps where there is little room.
    """

    key: str
    day: str
    late: str
    days_late: int
    head: str
    why: str
    context: str
    brief: str
    owner: str


def build_agenda(  # noqa: PLR0913  (what decides it)
    items: Sequence[DueItem],
    today: date,
    until: date,
    limit: int | None = None,
    ground: Ground | None = None,
    *,
    only_visits: bool = False,
) -> Agenda:
    """The items, the most overdue first, and in their groups; a limit is that of the whole list.

    A limited list stands in the order of the whole one, without groups, for people as for programs.
    ``ground`` tells how the visiting of a place stands; ``only_visits``: it is a list of visits.
    """
    ordered = sorted(items, key=lambda item: item.due_on)  # stable: ties stay as they came
    closing = describe_due(ordered, today)
    whole = Agenda(
        today=today,
        until=until,
        items=ordered,
        groups=(),
        closing=closing,
        ground=ground,
        only_visits=only_visits,
        limited=limit is not None,
    )
    shown = whole.head(len(ordered) if limit is None else limit)
    if hidden := len(ordered) - len(shown.items):
        closing += f"; {hidden:,} more are not shown" if hidden > 1 else "; 1 more is not shown"
    return replace(shown, closing=closing)


def group_items(ordered: Sequence[DueItem], whole: Sequence[DueItem]) -> list[AgendaGroup]:
    """The groups that hold something; the one with the most overdue item comes first.

    The heading of one that shows only some of the ``whole`` list says so: ``Call (3 of 12)``.
    """
    many = count_groups(whole)
    found = [
        AgendaGroup(f"{title} ({count_of(len(mine), many[title])})", mine, *find_columns(title))
        for title, types in GROUPS
        if (mine := [item for item in ordered if item.type in types])
    ]
    return sorted(found, key=lambda group: group.items[0].due_on)


def visit_group(ordered: Sequence[DueItem], agenda: Agenda) -> list[AgendaGroup]:
    """The visits in one group, which says how many of them are overdue."""
    late = sum(item.due_on < agenda.today for item in ordered)
    by = f"due by {weekday_text(agenda.until, agenda.today)}"
    rest = len(ordered) - late
    title = f"Overdue visits ({late})" + (f", and {rest} more {by}" if rest else "")
    title = title if late else f"Visits {by} ({rest})"
    return [AgendaGroup(title, ordered, *find_columns(GO_OUT))] if ordered else []


def describe_due(items: Sequence[DueItem], today: date) -> str:
    """14 due, 3 overdue, 2 gone quiet."""
    overdue = sum(item.due_on < today for item in items)
    quiet = sum(item.type is DueType.QUIET for item in items)
    return f"{len(items)} due, {overdue} overdue, {quiet} gone quiet"


def agenda_line(item: DueItem, today: date, most: int | None = MOST_NAMES) -> AgendaLine:
    """An item in words; a call is headed by its patient, all else by whom it goes to.

    ``most``: how many are named of several to whom it goes.
    """
    to_patient = item.type in ABOUT_A_PATIENT
    return make_line(
        item,
        today,
        head=(item.patient or item.source) if to_patient else heading_of(item),
        why=item.why_and_tries if to_patient else item.reason,
        context=join_parts([f"from {item.source}" if to_patient else "", item.helps(most)]),
        brief=item.without_help().helps(most) if item.type in TO_WRITE else None,
    )


def make_line(  # noqa: PLR0913  (the parts of the line)
    item: DueItem, today: date, *, head: str, why: str, context: str, brief: str | None = None
) -> AgendaLine:
    """The words of an item with when it is due and whose it is."""
    return AgendaLine(
        key=item.key,
        day=weekday_text(item.due_on, today),
        late=lateness_text(item, today),
        days_late=item.days_overdue(today),
        head=head,
        why=why,
        context=context,
        brief=context if brief is None else brief,
        owner=item.owner,
    )


def visit_line(item: DueItem, today: date, ground: Ground) -> AgendaLine:
    """A visit in words: the last one and who was met; the next step, the attempts, the phone."""
    place = ground.parties[item.source_id or 0]
    next_step = ground.next_step_of(place)
    helps = [
        item.planned,
        item.reason if place.hopeless_on else "",
        f"next: {next_step}" if next_step else "",
        "" if place.hopeless_on else attempts_text(place),
        ground.decided(item.key, place.last_visit),
        place.phone,
    ]
    return make_line(
        item, today, head=item.source, why=last_visit(place, today), context=join_parts(helps)
    )


def last_visit(place: Party, today: date) -> str:
    """``11 Jun, Hank (front desk)``; ``never; refers to us since 6 Jul`` where nobody went yet."""
    if place.last_visit:
        return ", ".join(filter(None, [near_day(place.last_visit, today), place.met]))
    since = [
        f"{what} since {near_day(day, today)}"
        for day, what in ((place.first_referral, "refers to us"), (place.target_since, "a target"))
        if day
    ]
    return "; ".join(["never", *since])


def near_day(day: date, today: date) -> str:
    """11 Jun; with its year where that is not this one."""
    return short_day(day) if day.year != today.year else f"{day.day} {day:%b}"


def heading_of(item: DueItem) -> str:
    """The source, and in the group to write what it gets: ``Dr. Wei Chen, thank-you``."""
    what = TO_WRITE.get(item.type)
    return f"{item.source}, {what}" if what else item.source


def lateness_text(item: DueItem, today: date) -> str:
    """How late an item is; nothing for one that is still to come."""
    if days := item.days_overdue(today):
        return f"{count_phrase(days, 'day')} late"
    return "today" if item.due_on == today else ""


def weekday_text(day: date, today: date) -> str:
    """Mon 23 Nov; with its year where that is not this one, or might be taken for another."""
    if day.year != today.year or (today - day).days > LONG_AGO:
        return full_day(day)
    return day_of_year(day)


def due_table(agenda: Agenda) -> Table:
    """One row per item, by due date: what programs read."""
    rows = [due_row(item, agenda.today) for item in agenda.items]
    note = f"{agenda.closing}. {agenda.rule}"
    return Table(agenda.title, COLUMNS, rows, note, empty=agenda.empty)


def due_row(item: DueItem, today: date) -> tuple[Cell, ...]:
    """The cells of one item; what helps to do it stands behind the reason."""
    helps = item.helps()
    why = f"{item.reason} ({helps})" if helps else item.reason
    return (
        item.key,
        item.type.value,
        item.source_id,
        item.source,
        item.due_on,
        item.days_overdue(today),
        why,
        item.owner,
    )
