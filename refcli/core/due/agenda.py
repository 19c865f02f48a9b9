"""The list of a Monday: what is owed, grouped by what one does about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.owed.items import DueItem
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import DueType
from refcli.phrases import count_phrase

PAY_ATTENTION = frozenset(
    {
        *(DueType.QUIET, DueType.ISSUE, DueType.NEXT_STEP, DueType.EVENT),
        *(DueType.DUTY, DueType.CREDENTIAL, DueType.GIFT, DueType.POLICY),
    }
)
GROUPS = (
    ("Go out", frozenset({DueType.VISIT, DueType.MEETING})),
    ("Call", frozenset({DueType.SCHEDULE, DueType.CAME, DueType.FOLLOW_UP})),
    ("Write", frozenset({DueType.THANK_YOU, DueType.REPORT, DueType.OCCASION})),
    # Whether to call, to visit or to leave in peace who has gone quiet is decided first.
    ("Pay attention", PAY_ATTENTION),
)
# Not about the source.
ABOUT_A_PATIENT = frozenset({DueType.SCHEDULE, DueType.CAME, DueType.FOLLOW_UP})
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
    "A visit is counted from the last one that met somebody; an attempt that met nobody moves no"
    " date. Every line stays until it is closed: ref done KEY (or: ref skip KEY --why TEXT,"
    " ref snooze KEY --until DATE)"
)


@dataclass(frozen=True, slots=True)
class AgendaGroup:
    """What is done in one go; the most overdue first."""

    title: str
    items: Sequence[DueItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is owed by a day: ``items`` by due date for programs, ``groups`` for people.

    ``closing`` counts all that is owed, whether a limit hides some of it or not.
    """

    today: date
    until: date
    items: Sequence[DueItem]
    groups: Sequence[AgendaGroup]
    closing: str

    @property
    def title(self) -> str:
        """Which days the list is about."""
        return f"Due by {weekday_text(self.until, self.today)}, as of {full_day(self.today)}"

    @property
    def empty(self) -> str:
        """What people read where nothing is owed."""
        return f"Nothing is due by {weekday_text(self.until, self.today)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One item in words: the key to type, when, whom or what it is about, why, what helps."""

    key: str
    day: str
    late: str
    overdue: bool
    head: str
    why: str
    context: str
    owner: str


def build_agenda(
    items: Sequence[DueItem], today: date, until: date, limit: int | None = None
) -> Agenda:
    """The items in their groups; a limit is that of the list as each reader sees it."""
    ordered = sorted(items, key=lambda item: item.due_on)  # stable: ties stay as they came
    groups, room = [], len(ordered) if limit is None else limit
    for title, types in GROUPS:
        if found := [item for item in ordered if item.type in types][:room]:
            groups.append(AgendaGroup(title, found))
            room -= len(found)
    shown = ordered[:limit]
    closing = describe_due(ordered, today)
    if len(shown) < len(ordered):
        closing += f"; the first {len(shown)} are shown" if len(shown) > 1 else "; 1 is shown"
    return Agenda(today=today, until=until, items=shown, groups=groups, closing=closing)


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
    helps = item.helps(most)
    context = [f"from {item.source}", helps] if to_patient else [helps]
    return AgendaLine(
        key=item.key,
        day=weekday_text(item.due_on, today),
        late=lateness_text(item, today),
        overdue=item.due_on < today,
        head=item.reason if to_patient else heading_of(item),
        why="" if to_patient else item.reason,
        context="; ".join(filter(None, context)),
        owner=item.owner,
    )


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
    return f"{day:%a} {day.day} {day:%b}"


def due_table(agenda: Agenda) -> Table:
    """One row per item, by due date: what programs read."""
    rows = [due_row(item, agenda.today) for item in agenda.items]
    note = f"{agenda.closing}. {RULE}"
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
