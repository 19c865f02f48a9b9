"""What is to be done today, with keys and owners: work, apart from the facts of the month."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.output.table import Column, Table
from refcli.core.owed.items import DueItem
from refcli.core.quiet.sentences import STATES, describe_pace
from refcli.core.quiet.silence import Sign
from refcli.core.report.front import ReportNames
from refcli.core.report.silences import lost_a_year
from refcli.core.values.day_words import full_day
from refcli.core.values.periods import Period
from refcli.core.vocabulary import DueType
from refcli.lines import type_line
from refcli.phrases import count_phrase, name_some

LATE = 31  # days after a period from which on its report says no more what to do
EACH = 2  # quiet places, and visits, that have a line of their own
KEYS = 2  # of a line that stands for many
COLUMNS = (
    Column("key", "Key"),
    Column("what", "What"),
    Column("why", "Why"),
    Column("owner", "Owner"),
)
GROUPED = {  # what has one line for all: one of them, several of them
    DueType.SCHEDULE: (
        "Call 1 who waits for an appointment",
        "Call {} who wait for an appointment",
    ),
    DueType.REPORT: ("Report back on 1 patient", "Report back on {} patients"),
    DueType.THANK_YOU: ("Thank 1 who referred", "Thank {} who referred"),
}


def is_late(until: date, today: date) -> bool:
    """Whether the report of a period is one of the past, and no place for today's work."""
    return (today - until).days > LATE


@dataclass(frozen=True, slots=True)
class WorkStep:
    """One thing to do: its keys, what and why, and who of us does it."""

    keys: Sequence[str]
    what: str
    why: str
    owners: Sequence[str] = ()

    @property
    def key(self) -> str:
        """The first keys, and how many more."""
        return name_some(self.keys, KEYS)


@dataclass(frozen=True, slots=True)
class Work:
    """What is due today, and as of today: who is silent, and the referrals of twelve months.

    ``asking``: whom nobody asked yet who sent them.
    """

    items: Sequence[DueItem] = ()
    signs: Mapping[int, Sign] | None = None
    referring: Mapping[int, int] | None = None
    asking: Sequence[WorkStep] = ()


def find_steps(work: Work, names: ReportNames, today: date) -> list[WorkStep]:
    """The most pressing first: who is lost, whom to see, and then what waits in numbers."""
    first, *others = GROUPED
    quiet = sort_quiet(work)
    both = join_visits(quiet[:EACH], items_of(work.items, DueType.VISIT))
    return [
        *touch_quiet(work, quiet, both, names),
        *see_places(work, both.values(), names),
        *group_items(work.items, first, today),
        *work.asking,
        *(step for type_ in others for step in group_items(work.items, type_, today)),
    ]


def ask_unknown(unknown: int, period: Period) -> Iterator[WorkStep]:
    """To ask for the source of those of a period of whom nobody knows who sent them."""
    if unknown:
        line = type_line("referral list", "--source", "unknown")
        what = f"Ask for the source of {unknown:,}"
        yield WorkStep((), what, f"of {period.label()}; which: {line}")


def items_of(items: Iterable[DueItem], type_: DueType) -> list[DueItem]:
    """Those of one type."""
    return [one for one in items if one.type is type_]


def loss_of(work: Work, one: DueItem) -> float:
    """Referrals that a year of a place's silence costs; 0 where none is known."""
    sign = (work.signs or {}).get(one.source_id or 0)
    return lost_a_year(sign) if sign else 0.0


def sort_quiet(work: Work) -> list[DueItem]:
    """The quiet places that nobody contacted since, the largest loss first."""
    found = items_of(work.items, DueType.QUIET)
    return sorted(found, key=lambda one: (-loss_of(work, one), one.key))


def join_visits(quiet: Iterable[DueItem], visits: Iterable[DueItem]) -> dict[str, DueItem]:
    """Per key of a quiet place: the visit that is due there too, which does both."""
    there = {one.source_id: one for one in visits if one.source_id}
    return {one.key: there[one.source_id] for one in quiet if one.source_id in there}


def touch_quiet(
    work: Work, found: Sequence[DueItem], both: Mapping[str, DueItem], names: ReportNames
) -> Iterator[WorkStep]:
    """The largest losses with a line each; ``both``: where a visit is due too, it is one line."""
    for one in found[:EACH]:
        visit = both.get(one.key)
        what = f"{'See' if visit else 'Get in touch with'} {name_of(one, names)}"
        keys = [one.key, *([visit.key] if visit else [])]
        yield WorkStep(keys, what, tell_quiet(work, one), owners_of([one]))
    if more := found[EACH:]:
        yield WorkStep(
            keys_of(more), f"Get in touch with {len(more)} more", "quiet", owners_of(more)
        )


def tell_quiet(work: Work, one: DueItem) -> str:
    """``gone quiet: usually every 9 days; 41 days silent``: what is lost is told of the period."""
    sign = (work.signs or {}).get(one.source_id or 0)
    return f"{STATES[sign.state]}: {describe_pace(sign)}" if sign else one.reason


def see_places(work: Work, told: Collection[DueItem], names: ReportNames) -> Iterator[WorkStep]:
    """The visits that are due and not ``told`` yet, those of whom the most comes first."""
    sent, before = work.referring or {}, keys_of([*told])
    found = sorted(
        (one for one in items_of(work.items, DueType.VISIT) if one.key not in before),
        key=lambda one: (-sent.get(one.source_id or 0, 0), one.due_on, one.key),
    )
    for one in found[:EACH]:
        yield WorkStep([one.key], f"See {name_of(one, names)}", one.reason, owners_of([one]))
    if more := found[EACH:]:
        places = count_phrase(len(more), "more place")
        since = f"due since {min(one.due_on for one in more)} or later"
        yield WorkStep(keys_of(more), f"See {places}", since, owners_of(more))


def group_items(items: Iterable[DueItem], type_: DueType, today: date) -> Iterator[WorkStep]:
    """All that is due of one type as one line, without the names of patients."""
    found = items_of(items, type_)
    if not found:
        return
    one, several = GROUPED[type_]
    days = max((today - item.due_on).days for item in found)
    why = f"the oldest due for {count_phrase(days, 'day')}"
    what = one if len(found) == 1 else several.format(len(found))
    yield WorkStep(keys_of(found), what, why, owners_of(found))


def name_of(one: DueItem, names: ReportNames) -> str:
    """The name of the place that it is about."""
    return names.of(one.source_id) if one.source_id else one.source


def keys_of(found: Sequence[DueItem]) -> list[str]:
    """The keys, in order."""
    return [one.key for one in found]


def owners_of(found: Collection[DueItem]) -> list[str]:
    """Who of us they belong to, each once."""
    return sorted({one.owner for one in found if one.owner})


def next_table(steps: Sequence[WorkStep], today: date, *, late: bool = False) -> Table:
    """One line for each thing to do; nothing where it is too ``late`` to tell it in this report."""
    rows = [(one.key, one.what, one.why, name_some(one.owners)) for one in steps]
    note = (
        f"Today, {full_day(today)}, whatever month the report is of. All that is due, one by one:"
        " ref due --all"
    )
    if late:
        empty = f"Not told more than {LATE} days after the period; what is due today: ref due"
        return Table("Do next", COLUMNS, [], empty=empty)
    title = f"Do next, today, {full_day(today)}"
    return Table(title, COLUMNS, rows, note, empty="Nothing of it is due today.")
