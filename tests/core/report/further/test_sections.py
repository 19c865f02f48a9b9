from refcli.core.report.further.ahead import MonthsAhead
from refcli.core.report.further.facts import Booked, CohortValue, Journey, Loss
from refcli.core.report.further.sections import further_sections
from refcli.core.values.periods import Period
from tests.core.report.test_document import AS_OF, FACTS, SPANS

AHEAD = MonthsAhead.after(FACTS.further, SPANS.now.until, 7)


def test_the_sections_and_their_titles_in_the_order_of_the_story() -> None:
    found = [(one.name, one.table.title) for one in further_sections(FACTS, SPANS, AHEAD, AS_OF)]

    assert found == [
        ("two_years", "Two years, month by month"),
        ("path", "From the call to the chair"),
        ("lost", "Reasons lost"),
        ("team", "The team"),
        ("marketing", "Marketing, twelve months"),
        ("booked", "Production booked"),
        ("providers", "By our provider"),
        ("services", "By service"),
        ("goal", "The year and its goal"),
        ("forecast", "The next three months"),
    ]


def test_no_table_has_two_headings_alike_and_each_says_what_it_counts() -> None:
    for one in further_sections(FACTS, SPANS, AHEAD, AS_OF):
        headings = [column.heading for column in one.table.columns]
        assert len(set(headings)) == len(headings), one.name
        assert one.table.note.endswith("."), one.name


def test_every_total_is_a_column_of_its_table() -> None:
    for one in further_sections(FACTS, SPANS, AHEAD, AS_OF):
        assert {*one.table.totals} <= {column.name for column in one.table.columns}, one.name


def test_what_was_not_counted_is_none() -> None:
    period = Period(AS_OF, AS_OF)

    assert Journey(period) == Journey(period, 0, 0, 0, 0, 0, (), ())
    assert Loss("cost") == Loss("cost", 0, 0, 0)
    assert (Booked(), CohortValue()) == (Booked(0, 0), CohortValue(0, 0))
