"""The places of twelve months: the first twenty, all others in one row, and where each goes."""

from dataclasses import replace
from datetime import date

from refcli.core.comparing.exact import Exposure
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import JudgedPlace
from refcli.core.counting.metrics import Credit, Tally
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.report.front import ReportNames
from refcli.core.report.pages.places import largest_places, places_table
from refcli.core.vocabulary import BuiltIn, Kind
from tests.core.report.test_parts import SPANS, facts

CREDITS = {id_: Credit(id_, f"Place {id_}", Kind.OFFICE) for id_ in range(1, 24)}
CREDITS |= {30: Credit(30, "Google", Kind.DIGITAL)}
CREDITS |= {31: Credit(31, "unknown", Kind.OTHER, BuiltIn.UNKNOWN)}
FACTS = replace(
    facts(credits=CREDITS),
    places_year=[Tally(id_, 30 - id_, 10, 0, id_ * 100) for id_ in range(1, 24)]
    + [Tally(30, 99), Tally(31, 99)],
    place_months={id_: (id_, 0) for id_ in range(1, 24)},
)
NAMES = ReportNames(CREDITS, patients=False)
PAIR = TwoCounts(9, 1, Exposure(10.0, 10.0, 0.0))
FALLING = TwoCounts(1, 9, Exposure(10.0, 10.0, 0.0))


def test_channels_and_the_unknown_are_no_places() -> None:
    table = places_table(FACTS, {}, NAMES, SPANS.now)

    assert len(table.rows) == 23
    assert table.rows[0] == (1, 1, "Place 1", 29, (1, 0), 10 / 29, 100, "no records")


def test_a_change_beyond_chance_is_named_and_any_other_is_level() -> None:
    judged = {
        1: JudgedPlace(PAIR, None, year_chance=0.001),
        2: JudgedPlace(PAIR, None, year_chance=0.4),
        3: JudgedPlace(PAIR, None, year_chance=0.001, silent=True),
        4: JudgedPlace(PAIR, FALLING, year_chance=0.001, lately_chance=0.001),
    }

    last = date(2026, 6, 1)
    silence = Sign(3, QuietState.QUIET, SPANS.now.until, last, 9.0, 152, 30.0, 0, 1e-5)
    slower = Sign(2, QuietState.SLOWING, SPANS.now.until, last, 9.0, 152, 30.0, 3, 1e-5)
    quiet = replace(FACTS, quiet=[slower, silence])
    said = [row[-1] for row in places_table(quiet, judged, NAMES, SPANS.now).rows[:5]]

    up, down = "\N{BLACK UP-POINTING TRIANGLE}", "\N{BLACK DOWN-POINTING TRIANGLE}"
    assert said == [
        *(
            f"{up} more this year",
            "level",
            f"{down} silent since 2026-06-01",
            f"{down} fewer lately",
            "no records",
        ),
    ]


def test_a_silent_place_says_since_when_and_never_that_it_is_level() -> None:
    last = date(2026, 8, 4)
    silent, slowing = (
        Sign(id_, state, last, last, 9.0, 88, 9.0, 0, 0.001)
        for id_, state in ((1, QuietState.QUIET), (2, QuietState.SLOWING))
    )
    known = replace(FACTS, quiet=[silent, slowing])

    for judged in ({}, {1: JudgedPlace(PAIR, None), 2: JudgedPlace(PAIR, None)}):
        said = [row[-1] for row in places_table(known, judged, NAMES, SPANS.now).rows[:2]]
        assert said == ["silent since 2026-08-04", "level" if judged else "no records"]


def test_of_one_provider_no_place_is_called_level_as_no_silence_is_judged() -> None:
    """And there is no marketing to which the page could send for the channels."""
    known = replace(FACTS, of_one=True)
    judged = {
        1: JudgedPlace(PAIR, None, year_chance=0.001),
        2: JudgedPlace(PAIR, None, year_chance=0.4),
    }

    table = places_table(known, judged, NAMES, SPANS.now)
    page = largest_places(known, table)

    assert [row[-1] for row in table.rows[:3]] == [
        *("\N{BLACK UP-POINTING TRIANGLE} more this year", None, "no records"),
    ]
    assert not [note for note in (table.note, page.note) if "level" in note or "Marketing" in note]
    assert "whole practice alone" in table.note


def test_all_after_the_twentieth_are_one_row() -> None:
    short = largest_places(FACTS, places_table(FACTS, {}, NAMES, SPANS.now))

    assert len(short.rows) == 21
    assert short.rows[20] == (
        *(None, None, "3 other places and people", 24, (66, 0), 30 / 24, 6_600, None),
    )


def test_the_page_says_where_the_channels_are_and_that_each_row_has_its_own_scale() -> None:
    note = largest_places(FACTS, places_table(FACTS, {}, NAMES, SPANS.now)).note
    bare = replace(FACTS, places_year=[Tally(1, 4)])

    assert "The bars: each row in a scale of its own." in note
    assert note.endswith(
        " Not here: 99 referrals of channels, which are under Marketing; 99 referrals whose source"
        " is none or unknown."
    )
    assert "channels" not in largest_places(bare, places_table(bare, {}, NAMES, SPANS.now)).note
