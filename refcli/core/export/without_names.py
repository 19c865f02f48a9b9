"""Counts of referrals that name nobody, for somebody outside the practice.

What may leave: the safe harbor of 45 CFR 164.514(b)(2), as the HHS "Guidance Regarding Methods for
De-identification of Protected Health Information" reads it
(https://www.hhs.gov/hipaa/for-professionals/special-topics/de-identification): no names, numbers
or addresses, of dates the year only. Sources get random ids, drawn anew for each file: a code made
from a name is not allowed (164.514(c)). Sources that are patients share one row of their kind.

Small figures: no count of 1 to 10 patients is shown or can be worked out from it; 0 may be shown.
That is the cell suppression policy of CMS
(https://resdac.org/articles/cms-cell-size-suppression-policy), which a practice need not follow.
Two ways lead there:

- Rows are put together. Of a kind, the sources with fewer than 11 referrals in a year are one row,
  "all other sources"; where that row would still have fewer, the smallest of the others joins it
  (complementary suppression). Kinds are put together in the same way. So each row has 11 referrals
  or more, and a total less the rows that are shown is a row that is shown.
- Cells are left out. ``seen`` is suppressed where 1 to 10 were seen, or 1 to 10 were not. In each
  total that is shown, at least two cells are suppressed, with at least 11 seen and 11 not seen in
  them together. With N referrals in each of two such rows and T seen in both, the first can have
  from max(0, T - N2) to min(N1, T) seen, which are more than 11 figures as N1, N2, T and
  N1 + N2 - T are 11 or more. ``production`` is suppressed where ``seen`` is, and where 1 to 10
  patients make it up; it is rounded to whole units of money.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.vocabulary import BuiltIn, Kind

FEWEST = 11  # patients in a figure that is shown
SUPPRESSED = "suppressed"
ALL, OTHERS = "all sources", "all other sources"
ALL_KINDS, OTHER_KINDS = "all kinds", "all other kinds"
CENTS = 100
COLUMNS = (
    Column("year", "Year", Type.ID),
    Column("kind", "Kind"),
    Column("source", "Source"),
    Column("referrals", "Refs", Type.COUNT),
    Column("seen", "Seen", Type.COUNT),
    Column("production", "Production", Type.MONEY),
)
NOTE = (
    "Countable referrals by the year in which they were received, to their primary source, and"
    " what became of them since. No figure of 1 to 10 patients is shown or can be worked out from"
    " it alone."
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Referrals, how many were seen, how many have a value, and that value in cents."""

    referrals: int
    seen: int
    valued: int
    cents: int

    def is_small(self) -> bool:
        """Whether there are referrals, and too few to be shown."""
        return is_small(self.referrals)

    def seen_tells(self) -> bool:
        """Whether how many were seen, or were not, is a figure too small to be shown."""
        return is_small(self.seen) or is_small(self.referrals - self.seen)

    def value_tells(self) -> bool:
        """Whether too few patients make up the value."""
        return is_small(self.valued)


@dataclass(frozen=True, slots=True)
class SourceYear:
    """The countable referrals of one source in one year, and the kind that it was then."""

    year: int
    kind: str
    source_id: int
    counts: Counts


@dataclass(slots=True)
class CountLine:
    """A row of the file; ``parts`` are the rows of which it is the total."""

    kind: str
    source: str
    counts: Counts
    parts: list["CountLine"] = field(default_factory=list)
    hides_seen: bool = False
    hides_value: bool = False

    def all_lines(self) -> Iterator["CountLine"]:
        """The row and those under it."""
        yield self
        for part in self.parts:
            yield from part.all_lines()


def is_small(figure: int) -> bool:
    """Whether a count of patients may not be shown."""
    return 0 < figure < FEWEST


def add_counts(counts: Iterable[Counts]) -> Counts:
    """The sum of several."""
    found = list(counts)
    return Counts(
        sum(one.referrals for one in found),
        sum(one.seen for one in found),
        sum(one.valued for one in found),
        sum(one.cents for one in found),
    )


def table_without_names(found: Sequence[SourceYear], draw_id: Callable[[], str]) -> Table:
    """The rows of the file; ``draw_id`` gives a random id that it has not given before."""
    ids: dict[int, str] = {}
    for one in found:
        if one.source_id not in ids:
            ids[one.source_id] = draw_id()
    years = groupby(sorted(found, key=attrgetter("year")), attrgetter("year"))
    rows = [
        line_cells(year, line)
        for year, of_year in years
        for line in year_line(list(of_year), ids).all_lines()
    ]
    return Table("Referrals without names", COLUMNS, rows, NOTE)


def year_line(found: Sequence[SourceYear], ids: dict[int, str]) -> CountLine:
    """A year, with its kinds and their sources, nothing small in it."""
    by_kind: dict[str, list[CountLine]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(CountLine(one.kind, ids[one.source_id], one.counts))
    kinds = [kind_line(kind, lines) for kind, lines in sorted(by_kind.items())]
    total = CountLine(ALL_KINDS, ALL, add_counts(one.counts for one in kinds))
    total.parts = put_together(kinds, CountLine(OTHER_KINDS, ALL, Counts(0, 0, 0, 0)))
    hide_cells(total)
    return total


def kind_line(kind: str, lines: list[CountLine]) -> CountLine:
    """A kind with its sources; patients are never told apart, and unknown is no source."""
    whole = CountLine(kind, ALL, add_counts(one.counts for one in lines))
    if kind not in {Kind.PATIENT, *BuiltIn}:
        whole.parts = put_together(lines, CountLine(kind, OTHERS, Counts(0, 0, 0, 0)))
    return whole


def put_together(lines: Sequence[CountLine], rest: CountLine) -> list[CountLine]:
    """The rows that may be shown, the largest first, and the others as one; none where that is all.

    The one row of others has 11 referrals or more, unless all together have fewer.
    """
    ranked = sorted(lines, key=lambda line: (-line.counts.referrals, line.source))
    shown = [line for line in ranked if not line.counts.is_small()]
    others = [line for line in ranked if line.counts.is_small()]
    while shown and others and add_counts(one.counts for one in others).is_small():
        others.append(shown.pop())
    if not others:
        return shown
    if not shown:
        return []
    rest.counts = add_counts(one.counts for one in others)
    return [*shown, rest]


def hide_cells(total: CountLine) -> None:
    """Suppress what would tell a small figure of a year, from the total down."""
    if total.counts.is_small() or total.counts.seen_tells():
        hide_all(total)
        return
    hide_seen(total)
    if total.counts.value_tells():
        hide_values(total)
    else:
        hide_some_values(total)


def hide_all(line: CountLine) -> None:
    """Suppress what became of the referrals, in a row and all under it."""
    for one in line.all_lines():
        one.hides_seen = one.hides_value = True


def hide_values(line: CountLine) -> None:
    """Suppress the production of a row and of all under it."""
    for one in line.all_lines():
        one.hides_value = True


def hide_seen(line: CountLine) -> None:
    """Suppress cells under a row whose own is shown."""
    for one in choose_hidden(line.parts, Counts.seen_tells):
        hide_all(one)
    for part in line.parts:
        if not part.hides_seen:
            hide_seen(part)


def hide_some_values(line: CountLine) -> None:
    """The same of the production, where some of it is suppressed already."""
    hidden = [part for part in line.parts if part.hides_value]
    for one in choose_hidden(line.parts, Counts.value_tells, hidden):
        hide_values(one)
    for part in line.parts:
        if not part.hides_value:
            hide_some_values(part)


def choose_hidden(
    parts: Sequence[CountLine], tells: Callable[[Counts], bool], hidden: Sequence[CountLine] = ()
) -> list[CountLine]:
    """The parts of a shown total to suppress: those that tell, and as many more as it takes.

    The smallest are taken first.
    """
    chosen = [one for one in parts if tells(one.counts) or one in hidden]
    others = [one for one in parts if one not in chosen]
    others.sort(key=lambda one: -one.counts.referrals)
    while chosen and others and tells(add_counts(one.counts for one in chosen)):
        chosen.append(others.pop())  # else the total less what is shown would tell
    return chosen


def line_cells(year: int, line: CountLine) -> tuple[Cell, ...]:
    """A row as it is printed."""
    counts = line.counts
    whole = (counts.cents + CENTS // 2) // CENTS * CENTS
    return (
        year,
        line.kind,
        line.source,
        SUPPRESSED if counts.is_small() else counts.referrals,
        SUPPRESSED if line.hides_seen else counts.seen,
        SUPPRESSED if line.hides_value else whole,
    )
