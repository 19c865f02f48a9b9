"""Who gave and who took, and which silences last."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from refcli.core.comparing.comparison import Coverage
from refcli.core.comparing.places import JudgedPlace, PlaceWindows, judge_places, place_windows
from refcli.core.counting.metrics import Credit, Tally
from refcli.core.output.table import Table
from refcli.core.quiet.knowledge import Arrivals
from refcli.core.quiet.season import make_clock
from refcli.core.quiet.sentences import QuietFacts
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.report.changes import changes_table, find_contributions
from refcli.core.report.compared import Compared, LastContact, PlaceTallies
from refcli.core.report.front import ReportNames
from refcli.core.report.silences import find_silences, lost_a_year, silences_table
from refcli.core.values.periods import Period
from refcli.core.vocabulary import ActivityKind, BuiltIn, Kind

TO = "\N{NO-BREAK SPACE}\N{RIGHTWARDS ARROW}\N{NO-BREAK SPACE}"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
COVERED = Coverage(date(2023, 11, 2))
NAMES = ReportNames(
    {
        1: Credit(1, "unknown", Kind.OTHER, BuiltIn.UNKNOWN),
        **{id_: Credit(id_, f"Place {id_}", Kind.OFFICE) for id_ in range(3, 20)},
        20: Credit(20, "Ann Ray", Kind.PATIENT),
    },
    patients=False,
)


def make_compared(
    years: dict[int, tuple[int, int]], coverage: Coverage = COVERED, **more: object
) -> Compared:
    """Places with so many referrals this year and last year, $100 each."""
    windows = place_windows(OCTOBER, coverage)
    counts = {id_: (*both, 0, 0) for id_, both in years.items()}
    places = tally_windows(windows, counts)
    return Compared(coverage=coverage, age=1, windows=windows, places=places, **more)  # type: ignore[arg-type]


def tally_windows(
    windows: PlaceWindows, counts: Mapping[int, tuple[int, ...]]
) -> list[PlaceTallies]:
    """Places with so many referrals in each window, $100 each."""
    return [
        PlaceTallies(
            period,
            1,
            {id_: make_tally(id_, many[n]) for id_, many in counts.items()},
        )
        for n, period in enumerate(windows.every)
    ]


def make_tally(id_: int, many: int) -> Tally:
    """So many referrals, $100 each."""
    return Tally(id_, many, production_cents=many * 100_00)


def with_counts(compared: Compared, counts: Mapping[int, tuple[int, ...]]) -> Compared:
    """The same with other counts per place: this year, last year, lately, before."""
    assert compared.windows
    return replace(compared, places=tally_windows(compared.windows, counts))


NO_MONTHS = (None, None, None, None, False)


def tabulate(compared: Compared) -> Table:
    changed = find_contributions(compared, compared.judge(NAMES.credits), NAMES)
    return changes_table(compared, changed, NAMES)


def changes(compared: Compared) -> list[tuple[object, ...]]:
    table = tabulate(compared)
    assert [row[-1] for row in table.rows] == [row[-2] == "beyond chance" for row in table.rows]
    return [tuple(row[1:-1]) for row in table.rows]


def test_the_largest_that_gave_come_first_then_the_largest_that_took() -> None:
    years = {1: (90, 1), 3: (50, 23), 4: (14, 6), 5: (5, 5), 20: (3, 2), 7: (10, 26), 8: (2, 20)}

    assert changes(make_compared(years)) == [
        ("Place 3", 23, 50, 27, 2_700_00, *NO_MONTHS, "gave", "beyond chance"),
        ("Place 4", 6, 14, 8, 800_00, *NO_MONTHS, "gave", "within what chance does"),
        ("patient #20", 2, 3, 1, 100_00, *NO_MONTHS, "gave", "within what chance does"),
        ("Place 8", 20, 2, -18, -1_800_00, *NO_MONTHS, "took", "beyond chance"),
        ("Place 7", 26, 10, -16, -1_600_00, *NO_MONTHS, "took", "within what chance does"),
    ]


def test_what_is_beyond_chance_goes_before_what_is_larger() -> None:
    many = dict.fromkeys(range(4, 10), (110, 100))

    found = changes(make_compared({3: (32, 6), **many}))

    assert [row[0] for row in found] == ["Place 3", "Place 4", "Place 5", "Place 6", "Place 7"]
    assert found[0][-1] == "beyond chance"


def stand_lately(counts: dict[int, tuple[int, int, int, int]]) -> list[tuple[object, ...]]:
    """The table of places with so many this year, last year, in three months and in 36 before."""
    return changes(with_counts(make_compared({}, Coverage(date(2020, 1, 1))), counts))


def test_a_place_stands_by_its_year_or_by_its_last_three_months_which_count_double() -> None:
    found = stand_lately(
        {
            3: (30, 40, 12, 144),  # less than last year, as usual lately
            4: (34, 33, 5, 144),  # more than last year, and less than usual lately
            5: (28, 32, 9, 120),
            6: (9, 9, 3, 84),
            7: (28, 26, 8, 96),
            8: (40, 40, 13, 144),
            9: (38, 32, 8, 120),  # six more in the year, two fewer lately: it gave
        }
    )

    assert [(row[0], *row[3:4], *row[6:8], *row[9:11]) for row in found] == [
        ("Place 9", 6, 8, 10, False, "gave"),
        ("Place 7", 2, 8, 8, False, "gave"),
        ("Place 8", 0, 13, 12, True, "gave"),
        ("Place 3", -10, 12, 12, False, "took"),
        ("Place 4", 1, 5, 12, True, "took"),
        ("Place 5", -4, 9, 10, False, "took"),
        ("Place 6", 0, 3, 7, True, "took"),
    ]


def test_what_rises_beyond_chance_stands_on_no_other_side() -> None:
    [found] = stand_lately({3: (40, 60, 40, 60)})

    assert found == (
        "Place 3",
        60,
        40,
        -20,
        -2_000_00,
        f"5{TO}40",
        40,
        5,
        3_496_35,  # $100 each: 40 after 60 in 35.7 months, of which three have 5.04
        True,
        "gave",
        "beyond chance",
    )


def test_none_is_left_out_that_changed_more_than_one_that_stands_there() -> None:
    by_year = {id_: (10 + id_, 10, 6, 72) for id_ in range(3, 9)}
    lately = {id_: (10, 10, id_ - 2, 72) for id_ in range(9, 14)}

    found = stand_lately(by_year | lately)

    assert [(row[0], row[3], row[6], row[7]) for row in found] == [
        ("Place 8", 8, 6, 6),
        ("Place 7", 7, 6, 6),
        ("Place 6", 6, 6, 6),
        ("Place 13", 0, 11, 6),
        ("Place 12", 0, 10, 6),
    ]


def test_without_records_of_last_year_nothing_is_set_against_it() -> None:
    compared = make_compared({3: (50, 0)}, Coverage(date(2025, 6, 1)))
    table = tabulate(compared)

    assert (table.rows, table.empty) == (
        [],
        "Not all of last year is on record. Records begin on 1 June 2025.",
    )


def test_a_silence_is_a_change_too() -> None:
    sign = Sign(7, QuietState.QUIET, OCTOBER.until, date(2026, 2, 1), 9.0, 272, 30.0, 0, 1e-5)
    compared = make_compared({7: (4, 6), 8: (4, 6)})

    judged = compared.judge(NAMES.credits, [sign])

    assert [judged[id_].rising for id_ in (7, 8)] == [False, None]
    assert judge_places({}, {}, {7: 0.0}) == {}
    assert JudgedPlace(None, None, silent=True).rising is False


def test_a_strong_season_is_no_change() -> None:
    strong = make_clock([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 2.0, 2.0, 2.0, 1.2, 1.2])
    compared = make_compared({}, clock=strong)
    windows = place_windows(OCTOBER, COVERED)
    assert windows.before

    calm = with_counts(compared, {3: (0, 0, 30, 120)})
    plain = make_compared({})
    hasty = with_counts(plain, {3: (0, 0, 30, 120)})

    assert calm.judge(NAMES.credits)[3].rising is None
    assert hasty.judge(NAMES.credits)[3].rising is True
    assert plain.months_of(OCTOBER) == pytest.approx(31 / 30.4375)


DAYS = tuple(date(2024, 1, 3) + timedelta(days=9 * n) for n in range(85))  # up to 2026-01-27
LAST = date(2026, 1, 28)


def test_a_silence_lasts_whoever_called() -> None:
    called = Arrivals(7, DAYS, contacts=(date(2026, 10, 20),), anew=date(2026, 3, 1))

    [found] = find_silences(QuietFacts([called]), OCTOBER.until, threshold=0.01)

    assert (found.source_id, found.state, found.last) == (7, QuietState.QUIET, DAYS[-1])
    assert lost_a_year(found) == pytest.approx(365.25 / 9, rel=0.02)


@pytest.mark.parametrize("day", [DAYS[-1] + timedelta(days=5), DAYS[-1] + timedelta(days=740)])
def test_a_short_silence_and_one_of_years_are_none(day: date) -> None:
    assert find_silences(QuietFacts([Arrivals(7, DAYS)]), day, threshold=0.01) == []


def test_what_came_after_the_day_is_not_known_on_it() -> None:
    back = Arrivals(7, (*DAYS, date(2026, 10, 10)))
    earlier = date(2026, 9, 30)

    assert [one.last for one in find_silences(QuietFacts([back]), earlier, threshold=0.01)] == [
        DAYS[-1]
    ]
    assert find_silences(QuietFacts([Arrivals(7, DAYS)]), date(2023, 1, 1), threshold=0.01) == []


def test_the_largest_loss_comes_first_with_the_last_contact() -> None:
    small = Sign(3, QuietState.QUIET, LAST, date(2026, 7, 1), 30.0, 122, 16.0, 0, 1e-4)
    large = Sign(20, QuietState.SLOWING, LAST, date(2026, 10, 1), 9.0, 30, 10.0, 4, 0.004)
    contacts = {3: LastContact(date(2026, 8, 14), ActivityKind.DROP_OFF, "Dr. Haddad", "Jo")}

    table = silences_table([small, large], contacts, NAMES, OCTOBER.until)

    assert [row[1:7] for row in table.rows] == [
        ("patient #20", "slowing", 24.4, date(2026, 10, 1), 30, "nobody"),
        (
            *("Place 3", "quiet", 12.2, date(2026, 7, 1), 122),
            "in person 2026-08-14, met Dr. Haddad (Jo)",
        ),
    ]
    assert [row[-1] for row in table.rows] == ["1 in 250", "1 in 10,000"]
    assert table.note.startswith("On 2026-10-31, by place, whether or not somebody called:")


@pytest.mark.parametrize("kind", [ActivityKind.LUNCH, ActivityKind.EVENT, ActivityKind.DROP_OFF])
def test_what_was_given_does_not_stand_beside_what_is_lost(kind: ActivityKind) -> None:
    assert str(LastContact(LAST, kind)) == "in person 2026-01-28"
    assert str(LastContact(LAST, ActivityKind.THANK_YOU)) == "thank you 2026-01-28"
