"""Each referral counts under the kind that its source had on the day received."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from refcli.core.channels import channel_table
from refcli.core.counting.metrics import add_by_source, by_label, internal_referrals
from refcli.core.counting.top import top_table
from refcli.core.output.table import Table
from refcli.core.referrals.records import NewReferral
from refcli.core.report.front import Spans
from refcli.core.values.periods import Period
from refcli.core.vocabulary import CHANNELS, REFERRERS, Kind, Status
from refcli.storage import channels, plan
from refcli.storage.book.door import Book, writing
from refcli.storage.counting import figures, top
from refcli.storage.report import data
from refcli.storage.report import facts as month
from refcli.storage.sources.facts import change_fact
from tests.storage.books import fresh
from tests.storage.random_books import LAST, Records, countable, made, write

WHOLE = Period(date(2026, 3, 1), date(2026, 3, 31))
FEW = [Kind.PROVIDER, Kind.PATIENT, Kind.PRINT, Kind.DIGITAL, Kind.OTHER]
PEOPLE = [Kind.PATIENT, Kind.PROVIDER, Kind.OFFICE, Kind.INSURER]
FREE = range(6, 18)  # the sources that are no office
Changes = dict[int, dict[date, Kind]]

days = st.dates(date(2026, 2, 20), date(2026, 4, 5))
some_changes = st.dictionaries(
    st.sampled_from(FREE), st.dictionaries(days, st.sampled_from(FEW), max_size=3), min_size=1
)


def march() -> Records:
    """A book of sources without an office and their referrals around March, some duplicates."""
    sources = [
        replace(one, office_id=None, added_on=date(2025, 1, 1), archived_on=None)
        for one in made(4).sources
    ]
    start = date(2026, 2, 25)
    referrals = [
        NewReferral(
            patient=f"P {number}",
            source_id=1 + number * 7 % len(sources),
            received_on=(day := start + timedelta(days=number % 38)),
            status=Status.RECEIVED if number % 9 else Status.DUPLICATE,
            closed_on=None if number % 9 else day,
        )
        for number in range(90)
    ]
    return Records(sources, referrals)


RECORDS = march()


def kind_on(changes: Changes, source_id: int, day: date) -> Kind:
    """What the source was on a day, told from the changes in plain Python."""
    kind = RECORDS.source(source_id).kind
    for since, later in sorted(changes.get(source_id, {}).items()):
        kind = later if since <= day else kind
    return kind


def write_changed(book: Book, changes: Changes) -> None:
    write(book, RECORDS)
    for source_id, mine in changes.items():
        for since, kind in sorted(mine.items()):
            change_fact(book, source_id, "kind", kind, since)


def expected(changes: Changes, period: Period) -> Counter[tuple[int, Kind]]:
    """Countable referrals of a period by source, and its kind of that day."""
    return Counter(
        (one.source_id, kind_on(changes, one.source_id, one.received_on))
        for one in RECORDS.referrals
        if period.holds(one.received_on) and countable(one, LAST)
    )


def expected_labels(changes: Changes, period: Period) -> Counter[str]:
    """The same by kind alone, unknown and none under their own words."""
    labels: Counter[str] = Counter()
    for (source_id, kind), many in expected(changes, period).items():
        labels[kind if source_id > 2 else RECORDS.source(source_id).name] += many
    return labels


def expected_of(changes: Changes, period: Period, kinds: Collection[Kind]) -> Counter[int]:
    """The same by source, while it was of some kinds."""
    found: Counter[int] = Counter()
    for (source_id, kind), many in expected(changes, period).items():
        if source_id > 2 and kind in kinds:
            found[source_id] += many
    return found


def halves(day: date) -> tuple[Period, Period]:
    """March up to a day, and after it."""
    return Period(WHOLE.since, day), Period(day + timedelta(days=1), WHOLE.until)


def count_labels(book: Book, period: Period) -> Counter[str]:
    tallies = figures.count_tallies(book, period)
    return Counter(by_label(tallies, figures.credits_(book, period.until)))


def new_by_channel(book: Book, period: Period) -> Counter[object]:
    tallies = add_by_source(figures.count_tallies(book, period), CHANNELS)
    table = channel_table(channels.channel_facts(book, period), tallies, period, "Channels")
    return column(table, "referrals")


def top_of(book: Book, period: Period, kind: Kind) -> Counter[object]:
    facts = top.top_facts(book, period, kind=kind)
    return column(top_table(facts, period, kind=kind), "referrals")


def column(table: Table, name: str) -> Counter[object]:
    """Per source's number: a column of a table."""
    place = {one.name: i for i, one in enumerate(table.columns)}
    found: Counter[object] = Counter()
    for row in table.rows:
        count = row[place[name]]
        assert isinstance(count, int)
        found[row[place["source_id"]]] += count
    return found


@settings(max_examples=8)
@given(changes=some_changes, day=st.dates(date(2026, 3, 1), date(2026, 3, 30)))
def test_a_month_and_its_halves_count_the_kinds_of_the_days(changes: Changes, day: date) -> None:
    with fresh() as door, writing(door) as book:
        write_changed(book, changes)
        for period in (WHOLE, *halves(day)):
            labels = expected_labels(changes, period)
            assert +count_labels(book, period) == labels
            assert plan.read_happened(book, period).internal == sum(labels[k] for k in PEOPLE)
            assert +new_by_channel(book, period) == expected_of(changes, period, CHANNELS)
            for kind in FEW:
                assert +top_of(book, period, kind) == expected_of(changes, period, {kind})
            places = figures.count_by_period(book, [period], places=True, kinds=REFERRERS)
            referred = {id_: many for id_, (many,) in places.items()}
            assert referred == expected_of(changes, period, set(REFERRERS))


@settings(max_examples=8)
@given(changes=some_changes, day=st.dates(date(2026, 3, 1), date(2026, 3, 30)))
def test_the_halves_of_a_month_add_up_to_it(changes: Changes, day: date) -> None:
    one, other = halves(day)
    with fresh() as door, writing(door) as book:
        write_changed(book, changes)

        assert count_labels(book, one) + count_labels(book, other) == +count_labels(book, WHOLE)
        assert new_by_channel(book, one) + new_by_channel(book, other) == +new_by_channel(
            book, WHOLE
        )
        for kind in FEW:
            assert top_of(book, one, kind) + top_of(book, other, kind) == +top_of(book, WHOLE, kind)


@settings(max_examples=5)
@given(changes=some_changes)
def test_each_row_of_the_data_has_the_kind_of_its_day(changes: Changes) -> None:
    with fresh() as door, writing(door) as book:
        write_changed(book, changes)
        found = data.read_referred(book, WHOLE)

    for one in found:
        kind = one.kind or RECORDS.source(one.source_id).kind
        assert kind is kind_on(changes, one.source_id, one.received_on)


@settings(max_examples=5)
@given(changes=some_changes)
def test_the_report_counts_months_and_shares_by_the_kind_of_the_day(changes: Changes) -> None:
    with fresh() as door, writing(door) as book:
        write_changed(book, changes)
        facts = month.report_facts(book, Spans.around(WHOLE))
        internal = internal_referrals(facts.tallies[WHOLE], facts.credits)

    found = Counter(facts.monthly["2026-03"])
    assert found == +Counter(by_label(facts.tallies[WHOLE], facts.credits))
    assert internal == sum(found[kind] for kind in PEOPLE)


@given(source_id=st.sampled_from(FREE), kind=st.sampled_from(FEW))
@settings(max_examples=5)
def test_a_change_from_next_month_on_leaves_the_report_as_it_was(
    source_id: int, kind: Kind
) -> None:
    with fresh() as door, writing(door) as book:
        write_changed(book, {})
        before = count_labels(book, WHOLE), new_by_channel(book, WHOLE)
        change_fact(book, source_id, "kind", kind, date(2026, 4, 1))

        assert (count_labels(book, WHOLE), new_by_channel(book, WHOLE)) == before
