"""Whatever the options: the same file twice changes nothing, and no visit counts twice."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from refcli.core.intake.on_record import NO_REFERRAL, RecordedReferral
from refcli.core.intake.plan import plan_intake
from refcli.core.intake.planned import ImportPlan
from refcli.core.intake.reading.understood import ReferralLine, Rejected
from refcli.core.intake.repeats import Repeats
from refcli.core.intake.updating import RecordedReferrals
from refcli.core.intake.whose.records import NEAR, Records
from refcli.core.names.named import Named
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.vocabulary import Kind
from tests.core.intake.rows import read_cells, register_of

TODAY = date(2026, 11, 30)
BOOK = (
    Named(1, "unknown", Kind.OTHER),
    Named(2, "none", Kind.OTHER),
    Named(3, "Dr. Wei Chen", Kind.PROVIDER),
)

# always the same rows: among many thousands are some whose order in the file decides
SETTLED = settings(derandomize=True, max_examples=300)
LONG_AGO = "2026-07-01"

words = st.sampled_from
facts = st.fixed_dictionaries(
    {
        "received_on": words(["2026-11-02", "2026-11-05", "2026-11-20", LONG_AGO]),
        "source": words(["none", "Dr. Wei Chen"]),
        "appointment": words(["", "", "2026-11-08", "2026-11-24"]),
        "seen_on": words(["", "", "2026-11-08", "2026-11-24"]),
        "value": words(["", "", "100", "200"]),
        "status": words(["", "", "seen", "lost", "duplicate", "invalid", "no show"]),
    }
)
people = words(
    [
        *(("Ann Ray", ""), ("RAY, ANN", "7"), ("Ann Ray", "8"), ("Bo Kim", ""), ("Bo Kim", "7")),
        *(("Susan Park", "9"), ("Sue Park", "9"), ("Susan Miller", "9")),
    ]
)
cells = st.tuples(people, facts).map(
    lambda one: {"patient": one[0][0], "chart": one[0][1], **one[1]}
)
files = st.lists(cells, max_size=3)
# a row that sets a referral aside, or brings an old one, changes what the rows before it are of
counted = st.lists(
    cells.filter(lambda one: one["status"] not in NO_REFERRAL and one["received_on"] != LONG_AGO),
    max_size=3,
)


def read_rows(several: Sequence[dict[str, str]]) -> list[ReferralLine]:
    """The rows of a file that can be read."""
    read = [read_cells(line, one, TODAY) for line, one in enumerate(several, start=2)]
    return [one for one in read if not isinstance(one, Rejected)]


def plan_rows(
    rows: Sequence[ReferralLine], book: Sequence[RecordedReferral], *, update: bool, again: bool
) -> ImportPlan:
    """What a file would do to a book."""
    records = Records()
    for one in book:
        records.add(one.as_compared(), one.received_on)
    known = RecordedReferrals(book) if update else None
    register = register_of(rows, BOOK, TODAY, 10)
    return plan_intake(rows, register, records, known, Repeats(anyway=again))


def as_kept(new: NewReferral, id_: int) -> RecordedReferral:
    """A new referral once it is on record."""
    columns = ("patient", "received_on", "source_id", "chart", "service", "provider", "phone")
    kept = {name: getattr(new, name) for name in columns}
    return RecordedReferral(id=id_, told=tuple(steps_told(new)), note=new.note, **kept)


def keep_plan(plan: ImportPlan, book: Sequence[RecordedReferral]) -> list[RecordedReferral]:
    """The book after a plan was carried out."""
    known = RecordedReferrals(book)
    for news in plan.news.values():
        known.take(news)
    several = [*known.by_id.values()]
    return several + [as_kept(one, len(several) + n) for n, one in enumerate(plan.referrals, 1)]


options = st.fixed_dictionaries({"update": st.booleans(), "again": st.booleans()})


@SETTLED
@given(files, counted, options)
def test_the_same_file_twice_changes_nothing_whatever_the_options(
    before: list[dict[str, str]], after: list[dict[str, str]], said: dict[str, bool]
) -> None:
    start = plan_rows(read_rows(before), (), update=False, again=True)
    book = keep_plan(start, ())
    rows = read_rows(after)
    first = plan_rows(rows, book, **said)
    refused = [one.line for one in first.rejected]
    rows = [one for one in rows if one.line not in refused]
    first = plan_rows(rows, book, **said)

    second = plan_rows(rows, keep_plan(first, book), **said)

    assert (second.referrals, second.news, second.rejected) == ([], {}, [])


@SETTLED
@given(files, files, options)
def test_no_option_counts_a_visit_twice(
    before: list[dict[str, str]], after: list[dict[str, str]], said: dict[str, bool]
) -> None:
    book = keep_plan(plan_rows(read_rows(before), (), update=False, again=True), ())

    book = keep_plan(plan_rows(read_rows(after), book, **said), book)

    seen = [(one, kept) for one in book if (kept := one.as_compared()).counts and kept.visit]
    twice = [
        (one.id, other.id)
        for (one, kept), (other, more) in combinations(seen, 2)
        if (kept.patient, kept.chart, kept.visit) == (more.patient, more.chart, more.visit)
        if one.chart or abs(one.received_on - other.received_on) <= NEAR
    ]
    assert twice == []
