"""Where the one source that two become worked when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.sources.joining import DatedRecord, Placed, join_places, join_sources
from refcli.core.sources.places import Stay

TODAY, JUNE = date(2026, 11, 23), date(2026, 6, 15)
KEPT, GONE, ELM, OAK = 5, 6, 3, 4
NAMES = {KEPT: "Dr. Lee", GONE: "Lee, Ann", ELM: "Elm", OAK: "Oak"}
BEGINNING = date.min


def placed(id_: int, *stays: tuple[date, int], on: tuple[date, ...] = ()) -> Placed:
    records = [DatedRecord(day, "referral") for day in on]
    return Placed(id_, [Stay(since, place, NAMES[place]) for since, place in stays], records)


def day(month: int, number: int = 1) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("mine", "my_days", "theirs", "their_days", "expected"),
    [
        (ELM, [], ELM, [], [(BEGINNING, ELM)]),
        (ELM, [day(3)], OAK, [day(4)], [(BEGINNING, ELM), (day(4), OAK), (TODAY, ELM)]),
        (ELM, [day(3), day(5)], OAK, [day(4)], [(BEGINNING, ELM)]),
        (ELM, [], OAK, [day(4)], [(BEGINNING, OAK), (TODAY, ELM)]),
        (ELM, [day(4)], OAK, [], [(BEGINNING, ELM)]),
        (KEPT, [], OAK, [day(4)], [(BEGINNING, OAK)]),
        (KEPT, [day(4)], OAK, [], [(BEGINNING, None), (TODAY, OAK)]),
        (KEPT, [day(4), day(6)], OAK, [day(5)], [(BEGINNING, OAK)]),
        (ELM, [day(5)], GONE, [day(4), day(6)], [(BEGINNING, ELM)]),
    ],
)
def test_a_day_stays_with_its_place_as_far_as_one_source_can_say_it(
    mine: int,
    my_days: list[date],
    theirs: int,
    their_days: list[date],
    expected: list[tuple[date, int | None]],
) -> None:
    one = placed(KEPT, (BEGINNING, mine), on=tuple(my_days))
    other = placed(GONE, (BEGINNING, theirs), on=tuple(their_days))

    assert [*join_places(one, other, TODAY)] == expected


def test_the_days_of_a_move_of_the_other_one_are_taken_over() -> None:
    kept = placed(KEPT, (BEGINNING, ELM), on=(day(9),))
    gone = placed(GONE, (BEGINNING, OAK), (JUNE, ELM), on=(day(2), day(10)))

    joined = join_sources(kept, gone, NAMES, TODAY)

    assert (joined.stays, joined.changes) == (((BEGINNING, OAK), (JUNE, ELM)), ())
    assert joined.words(TODAY) == "Oak, Elm since Jun 15"


def test_a_move_that_is_planned_stays_planned() -> None:
    kept = placed(KEPT, (BEGINNING, ELM), on=(day(9),))
    gone = placed(GONE, (BEGINNING, ELM), (date(2027, 1, 1), OAK))

    assert [*join_places(kept, gone, TODAY)] == [(BEGINNING, ELM), (date(2027, 1, 1), OAK)]


def test_what_counts_elsewhere_is_said_with_its_numbers_and_days() -> None:
    kept = placed(KEPT, (BEGINNING, ELM), on=(day(1), day(4)))
    gone = placed(GONE, (BEGINNING, OAK), (JUNE, ELM), on=(day(2), day(3), day(10)))
    (change,) = join_sources(kept, gone, NAMES, TODAY).changes
    homeless = placed(KEPT, (BEGINNING, KEPT), on=(day(4), TODAY))
    (other,) = join_sources(homeless, placed(GONE, (BEGINNING, OAK)), NAMES, TODAY).changes

    assert change.words(TODAY) == "2 referrals before Jun 15 count at Elm, not at Oak any more"
    assert change.record() == {
        "referral": 2,
        "since": None,
        "before": JUNE,
        "was_at": "Oak",
        "now_at": "Elm",
    }
    assert other.words(TODAY) == "1 referral since Nov 23 counts at Oak now, until now in no office"


DAYS = st.dates(date(2026, 1, 1), TODAY)
PLACES = st.sampled_from([ELM, OAK, None])


@st.composite
def sources(draw: st.DrawFn, id_: int) -> Placed:
    since = [BEGINNING, *sorted(draw(st.sets(DAYS, max_size=3)))]
    stays = [(one, draw(PLACES) or id_) for one in since]
    return placed(id_, *stays, on=tuple(draw(st.lists(DAYS, max_size=6))))


@given(sources(KEPT), sources(GONE))
def test_every_day_on_record_stays_at_its_place_or_is_said(kept: Placed, gone: Placed) -> None:
    joined = join_sources(kept, gone, NAMES, TODAY)
    one = placed(KEPT, *joined.stays)

    elsewhere = [
        record.on
        for who in (kept, gone)
        for record in who.records
        if one.place_on(record.on) != who.place_on(record.on)
    ]

    assert len(elsewhere) == sum(many for change in joined.changes for _, many in change.many)
    assert joined.stays[0][0] == BEGINNING
    assert one.place_on(TODAY) in {kept.place_on(TODAY), gone.place_on(TODAY)}
