"""The places of twelve months: the first twenty, all others in one row, and where each goes."""

from dataclasses import replace

from refcli.core.comparing.exact import Exposure
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import JudgedPlace
from refcli.core.counting.metrics import Credit, Tally
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


def test_channels_and_the_unknown_are_no_places() -> None:
    table = places_table(FACTS, {}, NAMES, SPANS.now)

    assert len(table.rows) == 23
    assert table.rows[0] == (1, 1, "Place 1", 29, (1, 0), 10 / 29, 100, "no records")


def test_a_change_beyond_chance_is_named_and_any_other_is_level() -> None:
    judged = {
        1: JudgedPlace(PAIR, None, year_chance=0.001),
        2: JudgedPlace(PAIR, None, year_chance=0.4),
        3: JudgedPlace(PAIR, None, silent=True),
    }

    said = [row[-1] for row in places_table(FACTS, judged, NAMES, SPANS.now).rows[:4]]

    up, down = "\N{BLACK UP-POINTING TRIANGLE}", "\N{BLACK DOWN-POINTING TRIANGLE}"
    assert said == [f"{up} more", "level", f"{down} fewer", "no records"]


def test_all_after_the_twentieth_are_one_row() -> None:
    short = largest_places(FACTS, places_table(FACTS, {}, NAMES, SPANS.now))

    assert len(short.rows) == 21
    assert short.rows[20] == (
        *(None, None, "3 other places and people", 24, (66, 0), 30 / 24, 6_600, None),
    )
