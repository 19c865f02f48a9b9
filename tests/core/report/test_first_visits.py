"""What moved after first visits, beside the places never met."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from refcli.core.counting.metrics import Credit
from refcli.core.output.table import Column, Table, Type
from refcli.core.report.first_visits import FirstVisit, FirstVisits, each_place, tabulate_met
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind

UNTIL = date(2026, 10, 31)
SPAN = Period(date(2024, 11, 1), UNTIL)
MET = date(2026, 3, 1)
DAYS = {
    4: [
        *(date(2025, 12, 1), date(2025, 12, 2), date(2026, 3, 1)),  # 90 days before; in; its day
        *(date(2026, 3, 2), date(2026, 5, 30), date(2026, 5, 31)),  # after; the 90th day; out
    ],
    8: [date(2026, 2, 1)],
    9: [date(2026, 4, 1), date(2026, 4, 2)],
}
FOUND = FirstVisits(
    made=[FirstVisit(4, MET, before=2, after=2, others_before=1, others_after=2)],
    unmet=3,
    too_recent=1,
)


def test_the_windows_are_90_days_up_to_the_first_visit_and_90_after_it() -> None:
    firsts = {4: MET, 5: date(2026, 8, 3)}

    assert FirstVisits.around(firsts, [8, 9, 10], DAYS, UNTIL) == FOUND


def test_a_first_visit_counts_from_its_90th_day_on() -> None:
    early = FirstVisits.around({4: date(2026, 8, 2)}, [], DAYS, UNTIL)

    assert [one.on for one in early.made] == [date(2026, 8, 2)]


def many(count: int, *, old_friend: bool = False) -> list[FirstVisit]:
    """Places that referred once in the 90 days before they were met, and twice after it."""
    return [FirstVisit(n, MET, 1, 2, 3, 4, old_friend) for n in range(count)]


def test_the_visited_stand_beside_those_never_met_over_the_same_days() -> None:
    found = FirstVisits([*many(10), *many(9, old_friend=True)], 10, too_recent=1, too_early=2)

    assert tabulate_met(found, SPAN) == Table(
        title="After first visits",
        columns=(
            Column("places", "Places"),
            Column("count", "How many", Type.COUNT),
            Column("before", "90 days before", Type.NUMBER),
            Column("after", "90 days after", Type.NUMBER),
            Column("change", "Change", Type.NUMBER),
        ),
        rows=[
            ("first met, never referred before", 10, 10.0, 20.0, 10.0),
            ("first met, had referred before", 9, None, None, None),
            ("never met, the same days", 10, 3.0, 4.0, 1.0),
        ],
        note=(
            "Countable referrals by the day received, per 10 places: offices and providers without"
            " one, first met 2024-11-01 to 2026-10-31; of fewer than 10 nothing is told. Left out:"
            " 1 place met less than 90 days before the end, 2 less than 90 days after the records"
            " begin. What moves after a visit proves no cause."
        ),
        empty=(
            "Too few to tell: 10 places met for the first time with 90 days of records on both"
            " sides, and 9 that had referred before; it takes 10. Left out: 1 place met less than"
            " 90 days before the end, 2 less than 90 days after the records begin."
        ),
    )


def test_fewer_than_ten_places_are_no_ground_for_a_figure() -> None:
    table = tabulate_met(FirstVisits([*many(9), *many(9, old_friend=True)], unmet=40), SPAN)

    assert table.rows == []
    assert table.empty.startswith("Too few to tell: 9 places met for the first time")


def test_nobody_to_compare_with_is_no_error() -> None:
    [*_, others] = tabulate_met(FirstVisits(many(10)), SPAN).rows

    assert others == ("never met, the same days", 0, None, None, None)
    assert tabulate_met(FirstVisits(), SPAN).rows == []


def test_visits_in_the_first_90_days_of_the_records_are_left_out() -> None:
    firsts = {4: MET, 5: date(2026, 8, 3), 6: date(2026, 2, 28)}

    found = FirstVisits.around(firsts, [], DAYS, UNTIL, begin=MET - timedelta(days=90))

    assert ([one.source_id for one in found.made], found.too_early, found.too_recent) == ([4], 1, 1)


def test_who_referred_before_the_first_visit_on_record_is_an_old_friend() -> None:
    referred = {4: date(2025, 1, 1), 8: MET}

    found = FirstVisits.around({4: MET, 8: MET, 9: MET}, [], DAYS, UNTIL, referred_on=referred)

    assert {one.source_id: one.old_friend for one in found.made} == {4: True, 8: False, 9: False}


def test_each_place_has_its_row_the_latest_first() -> None:
    later = FirstVisit(7, date(2026, 5, 1), 0, 3, 0, 0)
    credits_ = {4: Credit(4, "Elm", Kind.OFFICE), 7: Credit(7, "Dr. Ito", Kind.PROVIDER)}

    table = each_place(FirstVisits([*FOUND.made, later], 0, 0), credits_, SPAN)

    assert table.rows == [
        (7, "Dr. Ito", date(2026, 5, 1), 0, 3, 3),
        (4, "Elm", date(2026, 3, 1), 2, 2, 0),
    ]


@given(st.lists(st.integers(-200, 200)), st.integers(0, 300))
def test_every_referral_is_in_one_window_at_most(around: list[int], since: int) -> None:
    on = UNTIL - timedelta(days=since)
    days = {4: [on + timedelta(days=one) for one in around]}

    found = FirstVisits.around({4: on}, [], days, UNTIL)

    if since < 90:
        assert (found.made, found.too_recent) == ([], 1)
    else:
        [one] = found.made
        assert one.before == sum(-90 < day <= 0 for day in around)
        assert one.after == sum(0 < day <= 90 for day in around)
