"""The referrals by our own provider and by service, where they were recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.values.periods import Period
from refcli.core.values.rates import rate_of

if TYPE_CHECKING:  # as in core.report.happened
    from refcli.core.report.further.facts import Ours

NOT_RECORDED = "not recorded"
EMPTY = {
    "provider": "None is recorded. It is recorded with --provider: ref referral edit --help",
    "service": "None is recorded. It is recorded with --service: ref referral edit --help",
}


def gather_spellings(found: Iterable["Ours"]) -> list["Ours"]:
    """The same name in other letters is one: ``root canal`` and ``Root Canal``.

    It is shown as it is written most often.
    """
    alike: dict[str, list[Ours]] = {}
    for one in found:
        alike.setdefault(" ".join(one.name.split()).casefold(), []).append(one)
    return [add_up(mine) for mine in alike.values()]


def add_up(mine: Sequence["Ours"]) -> "Ours":
    """Several spellings as one."""
    name = max(mine, key=lambda one: (one.referrals, one.name)).name
    return replace(
        mine[0],
        name=name,
        now=sum(one.now for one in mine),
        referrals=sum(one.referrals for one in mine),
        seen=sum(one.seen for one in mine),
        lost=sum(one.lost for one in mine),
        production_cents=sum(one.production_cents for one in mine),
    )


def sort_ours(found: Iterable["Ours"]) -> list["Ours"]:
    """Each name once, the largest first, those without one last; none where no name is told."""
    known = gather_spellings(found)
    if not any(one.name for one in known):
        return []
    return sorted(known, key=lambda one: (not one.name, -one.referrals, one.name.casefold()))


def ours_table(ours: Sequence["Ours"], title: str, name: str, now: Period, year: Period) -> Table:
    """One row per provider or service.

    ``name``: the column's, ``provider`` or ``service``, which is the option of ``ref add`` too.
    """
    columns = (
        Column(name, "Our provider" if name == "provider" else "Service"),
        Column("referrals", "Now", Type.COUNT),
        Column("twelve_months", "12 months", Type.COUNT),
        Column("seen", "Seen", Type.COUNT),
        Column("open", "Open", Type.COUNT),
        Column("conversion", "Conversion", Type.RATE),
        Column("production", "Production", Type.MONEY),
        Column("each", "Per seen", Type.MONEY),
    )
    note = (
        f"Countable referrals by the day received: now {now.since} to {now.until}; the other"
        f" columns {year.since} to {year.until}. Conversion: the share that was seen, the open"
        " ones may still be. Production: of these referrals, as known today; per seen: over those"
        " seen. Spelled in other letters it is the same."
    )
    totals = ("referrals", "twelve_months", "seen", "open", "production") if ours else ()
    rows = [ours_row(one) for one in ours]
    return Table(title, columns, rows, note, empty=EMPTY[name], totals=totals)


def ours_row(one: "Ours") -> tuple[Cell, ...]:
    """One provider or service."""
    cents = one.production_cents
    return (
        *(one.name or NOT_RECORDED, one.now, one.referrals, one.seen),
        *(one.referrals - one.seen - one.lost, rate_of(one.seen, one.referrals), cents),
        (2 * cents + one.seen) // (2 * one.seen) if one.seen and cents else None,
    )
