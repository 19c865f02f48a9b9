"""What we did for the relationships, and where it came to nothing."""

from collections.abc import Iterable, Mapping
from datetime import date

from refcli.core.due.visits import ADVICE
from refcli.core.output.table import Column, Table, Type
from refcli.core.owed.cadence import ENOUGH_MONTHS, ENOUGH_VISITS
from refcli.core.owed.items import Party
from refcli.core.plan.figures import Kept
from refcli.core.values.rates import rate_of


def not_referring(places: Iterable[Party], as_of: date) -> Table:
    """One row per place, the longest courted first."""
    columns = (
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("kind", "Kind"),
        Column("visits", "Visits", Type.COUNT),
        Column("first_visit", "First", Type.DATE),
        Column("last_visit", "Last", Type.DATE),
        Column("owner", "Owner"),
    )
    rows = [
        (p.id, p.name, p.kind.value, p.visits, p.first_visit, p.last_visit, p.owner)
        for p in sorted(places, key=lambda p: (p.first_visit or as_of, p.id))
    ]
    note = (
        f"As of {as_of}: places with {ENOUGH_VISITS} in-person activities or more over"
        f" {ENOUGH_MONTHS} months or more, and no countable referral. The field's advice: {ADVICE}."
    )
    empty = f"Every place that was visited {ENOUGH_VISITS} times or more has referred."
    return Table("Not referring", columns, rows, note, empty=empty)


def promises_table(kept: Mapping[str, Kept], since: date, until: date) -> Table:
    """How much of what fell due was done by its day."""
    columns = (
        Column("promise", "Promise"),
        Column("due", "Fell due", Type.COUNT),
        Column("on_time", "On time", Type.COUNT),
        Column("share", "Share", Type.RATE),
        Column("skipped", "Skipped", Type.COUNT),
    )
    rows = [
        (name, one.due, one.on_time, rate_of(one.on_time, one.due), one.skipped)
        for name, one in kept.items()
    ]
    note = (
        f"Visits by the day they fell due, thank-yous by the day received, reports back by the day"
        f" seen, {since} to {until}; what is due today is not judged yet. Skipped: with a reason. A"
        f" place that nobody had met by {until} is a visit that is due and open."
    )
    return Table("Promises kept", columns, rows, note)


def never_met(places: Iterable[Party], year: Mapping[int, int], as_of: date) -> Table:
    """The places that nobody of us ever met, those that refer the most first."""
    columns = (
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("kind", "Kind"),
        Column("referrals", "12 months", Type.COUNT),
        Column("known_since", "Known since", Type.DATE),
        Column("owner", "Owner"),
    )
    rows = [
        (p.id, p.name, p.kind.value, year.get(p.id, 0), first_known(p), p.owner)
        for p in sorted(places, key=lambda p: (-year.get(p.id, 0), p.name.casefold(), p.id))
    ]
    note = (
        f"As of {as_of}: offices, and providers without one, that refer to us or are a target, and"
        " that no in-person activity met. 12 months: countable referrals by the day received."
    )
    return Table("Never met", columns, rows, note, empty="Every such place has been met.")


def first_known(place: Party) -> date | None:
    """Since when a place refers to us or is a target."""
    return min(filter(None, (place.first_referral, place.target_since)), default=None)
