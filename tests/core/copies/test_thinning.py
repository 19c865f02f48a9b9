from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from refcli.core.copies.names import BY_HAND, DAILY, CopyName
from refcli.core.copies.thinning import KnownCopy, choose_dropped

NOON = datetime.fromisoformat("2026-11-30T12:00")
MINUTES = st.integers(0, 3 * 366 * 24 * 60).map(lambda ago: NOON - timedelta(minutes=ago))
COPIES = st.lists(
    st.builds(
        KnownCopy,
        st.builds(
            CopyName, MINUTES, st.integers(1, 3), st.sampled_from([DAILY, BY_HAND, "before-merge"])
        ),
        st.booleans(),
    ),
    unique_by=lambda copy: copy.name,
    max_size=60,
)


def daily(days: int) -> list[KnownCopy]:
    """A copy of every day at noon, the last of them on Mon 30 Nov 2026."""
    return [KnownCopy(CopyName(NOON - timedelta(days=ago), why=DAILY)) for ago in range(days)]


def test_of_two_years_of_daily_copies_the_last_of_each_span_stay() -> None:
    copies = daily(730)

    dropped = {*choose_dropped(copies, NOON)}

    kept = [copy.name.day for copy in copies if copy.name not in dropped]
    assert kept == [
        *(date(2026, 11, day) for day in range(30, 23, -1)),  # seven days
        *(date(2026, 11, day) for day in (22, 15)),  # four weeks, two of them above
        *(date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31)),  # twelve months
        *(date(2026, 7, 31), date(2026, 6, 30), date(2026, 5, 31), date(2026, 4, 30)),
        *(date(2026, 3, 31), date(2026, 2, 28), date(2026, 1, 31), date(2025, 12, 31)),
        date(2024, 12, 31),  # years
    ]


def test_the_last_five_of_each_reason_stay_whatever_their_day() -> None:
    merges = [
        KnownCopy(CopyName(NOON + timedelta(minutes=n), why="before-merge")) for n in range(8)
    ]

    dropped = choose_dropped(merges, NOON + timedelta(hours=1))

    assert dropped == {copy.name: merges[3].name for copy in merges[:3]}


def test_what_somebody_copied_by_hand_stays_for_a_month() -> None:
    by_hand = [KnownCopy(CopyName(NOON - timedelta(minutes=n), why=BY_HAND)) for n in range(8)]

    assert choose_dropped(by_hand, NOON) == {}
    assert len(choose_dropped(by_hand, NOON + timedelta(days=31))) == 3


def test_copies_made_by_hand_do_not_push_out_the_daily_one() -> None:
    copies = [*daily(1), KnownCopy(CopyName(NOON + timedelta(hours=2), why=BY_HAND))]

    assert choose_dropped(copies, NOON + timedelta(hours=2)) == {}


@given(COPIES)
def test_the_last_good_copy_stays(copies: list[KnownCopy]) -> None:
    good = [copy.name for copy in copies if not copy.damaged]

    dropped = choose_dropped(copies, NOON)

    assert not good or max(good) not in dropped


@given(COPIES)
def test_every_day_of_the_last_seven_and_every_year_keeps_a_good_copy(
    copies: list[KnownCopy],
) -> None:
    dropped = {*choose_dropped(copies, NOON)}

    good = [copy.name for copy in copies if not copy.damaged]
    kept = [name for name in good if name not in dropped]
    days = sorted({name.day for name in good})[-7:]
    assert {*days} <= {name.day for name in kept}
    assert {name.day.year for name in good} == {name.day.year for name in kept}


@given(COPIES)
def test_a_damaged_copy_is_left_to_people(copies: list[KnownCopy]) -> None:
    dropped = {*choose_dropped(copies, NOON)}

    assert not any(copy.damaged and copy.name in dropped for copy in copies)


@given(COPIES)
def test_what_was_thinned_is_thin(copies: list[KnownCopy]) -> None:
    dropped = {*choose_dropped(copies, NOON)}

    assert choose_dropped([copy for copy in copies if copy.name not in dropped], NOON) == {}


@given(COPIES)
def test_the_order_in_which_they_are_found_does_not_matter(copies: list[KnownCopy]) -> None:
    assert choose_dropped(copies, NOON) == choose_dropped(copies[::-1], NOON)


def test_copies_from_a_clock_that_was_ahead_push_out_none() -> None:
    now = datetime.fromisoformat("2026-11-04T09:00")
    made = KnownCopy(CopyName(now, why=DAILY))
    before = [KnownCopy(CopyName(now - timedelta(days=ago), why=DAILY)) for ago in range(1, 7)]
    ahead = [KnownCopy(CopyName(now + timedelta(days=1 + n), why=DAILY)) for n in range(28)]

    assert choose_dropped([*before, made, *ahead], now, made.name) == {}


def test_the_one_just_made_stays_though_a_later_one_of_its_day_is_there() -> None:
    early, late = (CopyName(NOON - timedelta(hours=ago), why=DAILY) for ago in (2, 1))
    copies = [KnownCopy(early), KnownCopy(late)]

    assert choose_dropped(copies, NOON) == {early: late}
    assert choose_dropped(copies, NOON, early) == {}


@given(COPIES, st.integers(0, 400), st.data())
def test_the_one_just_made_and_those_to_come_stay(
    copies: list[KnownCopy], ago: int, data: st.DataObject
) -> None:
    now = NOON - timedelta(days=ago)
    come = [copy.name for copy in copies if copy.name.moment <= now]
    made = data.draw(st.sampled_from([None, *come]))

    dropped = choose_dropped(copies, now, made)

    assert made not in dropped
    assert {*dropped} <= {*come}


@given(COPIES)
def test_for_each_dropped_one_a_later_good_one_stays(copies: list[KnownCopy]) -> None:
    good = {copy.name for copy in copies if not copy.damaged}

    dropped = choose_dropped(copies, NOON)

    assert {*dropped.values()} <= good - {*dropped}
    assert all(name < keeper for name, keeper in dropped.items())
