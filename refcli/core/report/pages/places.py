"""The places that refer the most: twelve months, month by month, and where this year goes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from refcli.core.comparing.places import JudgedPlace
from refcli.core.counting.metrics import Tally, add_by_source, sum_all
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.report.front import ReportNames
from refcli.core.values.periods import Period
from refcli.core.values.rates import rate_of
from refcli.core.vocabulary import CHANNELS
from refcli.phrases import count_phrase

if TYPE_CHECKING:  # no screen needs what only the whole report is made from
    from refcli.core.report.facts import ReportFacts

MOST_PLACES = 20  # on the page
UP, DOWN = "\N{BLACK UP-POINTING TRIANGLE}", "\N{BLACK DOWN-POINTING TRIANGLE}"
MORE, FEWER, SILENT = f"{UP} more", f"{DOWN} fewer", "silent since"
PLACE_COLUMNS = (
    Column("rank", "#", Type.ID),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Place"),
    Column("referrals", "Referrals", Type.COUNT),
    Column("trend", "By month", Type.TREND),
    Column("seen", "Seen", Type.RATE),
    Column("production", "Production", Type.MONEY),
    Column("going", "Going"),
)


def rank_places(facts: "ReportFacts") -> list[Tally]:
    """Every place with referrals in the twelve months, the most first; channels are left out."""
    found = add_by_source(facts.places_year).values()
    credits_ = facts.credits
    named = [
        one
        for one in found
        if credits_[one.source_id].kind not in CHANNELS and not credits_[one.source_id].built_in
    ]
    return sorted(named, key=lambda one: (-one.referrals, -one.production_cents, one.source_id))


def places_table(
    facts: "ReportFacts", judged: Mapping[int, JudgedPlace], names: ReportNames, year: Period
) -> Table:
    """One row per place."""
    rows = [
        place_row(facts, judged, names, rank, one)
        for rank, one in enumerate(rank_places(facts), start=1)
    ]
    note = (
        f"Countable referrals received {year.since} to {year.until}, by place (an office with all"
        " who work in it, a provider without one, any other source alone); channels stand in the"
        " table of marketing. Seen: the share that was seen by now, the open ones may still be."
        " Production: of these referrals. By month: each row in a scale of its own."
        f"{tell_judging(facts)}"
    )
    empty = "No place referred in these twelve months."
    totals = ("referrals", "production") if rows else ()
    return Table("Places, twelve months", PLACE_COLUMNS, rows, note, empty=empty, totals=totals)


def place_row(
    facts: "ReportFacts",
    judged: Mapping[int, JudgedPlace],
    names: ReportNames,
    rank: int,
    one: Tally,
) -> tuple[Cell, ...]:
    """One place's figures; a silent one is silent, whatever the counts of its year say."""
    id_, going = one.source_id, going_of(facts, judged, one.source_id)
    seen, cents = rate_of(one.seen, one.referrals), one.production_cents
    trend = tuple(facts.place_months.get(id_, ()))
    return (rank, id_, names.of(id_), one.referrals, trend, seen, cents, going)


def going_of(facts: "ReportFacts", judged: Mapping[int, JudgedPlace], id_: int) -> str | None:
    """Where a place is going; None where it is not judged.

    Of one provider no silence is: what is not beyond chance may be one, and is not called level.
    """
    found = judged.get(id_)
    if facts.of_one and found and found.rising is None:
        return None
    return tell_going(found, find_silence(facts, id_))


def direction_of(facts: "ReportFacts", judged: Mapping[int, JudgedPlace], id_: int) -> str | None:
    """The same in a word."""
    found = judged.get(id_)
    if find_silence(facts, id_):
        return "silent"
    if not found:
        return "no records"
    words = {True: "up", False: "down", None: None if facts.of_one else "level"}
    return words[found.rising]


def find_silence(facts: "ReportFacts", id_: int) -> Sign | None:
    """The silence of a place that lasts."""
    silences = (sign for sign in facts.quiet if sign.state is QuietState.QUIET)
    return next((sign for sign in silences if sign.source_id == id_), None)


def tell_going(found: JudgedPlace | None, silence: Sign | None) -> str:
    """Where a place is going: silent, else beyond chance more or fewer lately or in the year.

    An arrow goes beyond chance; of so many places a few are silent longer than usual by chance.
    """
    if silence:
        beyond = found and found.rising is False
        return f"{f'{DOWN} ' if beyond else ''}{SILENT} {silence.last}"
    if not found:
        return "no records"
    if found.rising is None:
        return "level"
    return f"{MORE if found.rising else FEWER} {'lately' if found.changed_lately else 'this year'}"


def largest_places(facts: "ReportFacts", places: Table) -> Table:
    """The first twenty, and all others in one row."""
    others = rank_places(facts)[MOST_PLACES:]
    rows = [*places.rows[:MOST_PLACES], *others_row(facts, others)]
    note = (
        "By place: an office with all who work in it. The bars: each row in a scale of its own."
        f" Seen: by now, the open ones may still be.{tell_judging_shortly(facts)}"
        f"{tell_channels(facts)}"
    )
    return Table(places.title, PLACE_COLUMNS, rows, note, empty=places.empty)


def tell_judging(facts: "ReportFacts", column: str = "Going") -> str:
    """What the column on where a place goes says."""
    lately = "lately (three months against the three years before)"
    told = f" {column}: what is beyond chance: this year against last year, or {lately}"
    if facts.of_one:
        return f"{told}; whether a place is silent is told of the whole practice alone."
    arrow = ", with an arrow where that is beyond chance among so many"
    return f"{told}; silent: longer than its pace explains{arrow}; else level."


def tell_judging_shortly(facts: "ReportFacts") -> str:
    """The same in a few words."""
    if facts.of_one:
        return " Going: beyond chance; silence is told of the whole practice alone."
    return " Going: an arrow is beyond chance; else silent, or level."


def tell_channels(facts: "ReportFacts") -> str:
    """Which referrals are in no place's row, and where the channels among them stand."""
    every = add_by_source(facts.places_year).values()
    channels = sum(one.referrals for one in every if facts.credits[one.source_id].kind in CHANNELS)
    nobody = sum(one.referrals for one in every if facts.credits[one.source_id].built_in)
    where = "" if facts.of_one else ", which are under Marketing"
    told = [f"{count_phrase(channels, 'referral')} of channels{where}"] if channels else []
    told += (
        [f"{count_phrase(nobody, 'referral')} whose source is none or unknown"] if nobody else []
    )
    return f" Not here: {'; '.join(told)}." if told else ""


def others_row(facts: "ReportFacts", others: Sequence[Tally]) -> list[tuple[Cell, ...]]:
    """All the others together; nothing where there are none."""
    if not others:
        return []
    whole = sum_all(others)
    months = [facts.place_months.get(one.source_id, ()) for one in others]
    trend = tuple(map(sum, zip(*filter(None, months), strict=True)))
    name = count_phrase(len(others), "other place or person", "other places and people")
    seen = rate_of(whole.seen, whole.referrals)
    return [(None, None, name, whole.referrals, trend, seen, whole.production_cents, None)]
