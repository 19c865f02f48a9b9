"""What stands on the two pages of tables that are longer: the rest is in the appendix."""

from collections.abc import Sequence
from dataclasses import replace

from refcli.core.channels import cents_each
from refcli.core.comparing.comparison import Coverage
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.quiet.silence import QuietState
from refcli.core.report.changes import SAID_BEYOND
from refcli.core.report.further.ours import NOT_RECORDED
from refcli.core.values.rates import rate_of
from refcli.phrases import count_phrase

Row = Sequence[Cell]
MOST_STEPS = 9  # things to do
MOST_SILENT = 3  # lines on places that send nobody any more
MOST_REASONS = 3  # for which people were lost
MOST_OWNERS = 5
MOST_CHANNELS = 4
MOST_OURS = 3  # of our providers, of services
MOST_NUMBERS = 6  # of referrals in doubt
TEAM_COLUMNS = (
    Column("owner", "Who"),
    Column("visits", "Visits"),
    Column("thank_yous", "Thanks"),
    Column("reports", "Reports"),
    Column("open", "Open", Type.COUNT),
    Column("never_met", "Never met", Type.COUNT),
)
CHANGE_COLUMNS = (
    Column("source", "Place"),
    Column("years", "Years"),
    Column("change", "Change", Type.CHANGE),
    Column("production", "Production", Type.MONEY),
    Column("chance", "Chance"),
    Column("beyond", "Beyond chance", machine_only=True),
    Column("by_months", "By three months", machine_only=True),
)
WITHIN_CHANCE = "within chance"
LATELY = "lately"
SILENT_COLUMNS = (
    Column("source", "Place"),
    Column("lost_a_year", "A year", Type.NUMBER),
    Column("last_referral", "Last referral", Type.DATE),
    Column("last_contact", "Last contact"),
    Column("chance", "By chance"),
)


def rows_of(table: Table) -> list[dict[str, Cell]]:
    """The rows, each with its cells by the names of the columns."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def pick_columns(table: Table, names: Sequence[str], rows: Sequence[dict[str, Cell]]) -> Table:
    """The table with some of its columns and other rows, without totals."""
    known = {column.name: column for column in table.columns}
    columns = tuple(known[name] for name in names)
    cells = [tuple(row.get(name) for name in names) for row in rows]
    return replace(table, columns=columns, rows=cells, totals=())


def add_counts(rows: Sequence[dict[str, Cell]], name: str) -> int:
    """The sum of a column, what is not known left out."""
    return sum(cell for row in rows if isinstance(cell := row.get(name), int))


def front_changes(table: Table) -> Table:
    """Who gave and who took: both years in one column, or the last three months and the usual."""
    rows = [front_change(one) for one in rows_of(table)]
    lately = f"; {LATELY}: three months after what is usual" if any(row[-1] for row in rows) else ""
    note = f"This year against last year to the same day, by place{lately}."
    return replace(table, columns=CHANGE_COLUMNS, rows=rows, note=note if rows else "")


def front_change(one: dict[str, Cell]) -> tuple[Cell, ...]:
    """One place, by the part that puts it on its side of the table."""
    beyond = bool(one["beyond"])
    chance = SAID_BEYOND if beyond else WITHIN_CHANCE
    if one["by_lately"]:
        change = add_counts([one], "lately") - add_counts([one], "usual")
        months = f"{LATELY} {one['months']}"
        return (one["source"], months, change, one["production_lately"], chance, beyond, True)
    years = f"{one['last_year']:,} \N{RIGHTWARDS ARROW} {one['year']:,}"
    return (one["source"], years, one["change"], one["production"], chance, beyond, False)


def front_silences(table: Table) -> Table:
    """The silent places of which the most is lost, whoever called there; all others in one row."""
    silent = [one for one in rows_of(table) if one["state"] == QuietState.QUIET.value]
    many = len(silent) if len(silent) <= MOST_SILENT else MOST_SILENT - 1
    kept, more = silent[:many], silent[many:]
    if more:
        lost = sum(cell for one in more if isinstance(cell := one["lost_a_year"], float))
        kept.append({"source": count_phrase(len(more), "other"), "lost_a_year": round(lost, 1)})
    found = pick_columns(table, [column.name for column in SILENT_COLUMNS], kept)
    note = (
        "A year: referrals lost with it in twelve months, whoever called since. By chance: how"
        " often so long a silence comes of itself at one place."
    )
    title = "Silent longer than usual"
    return replace(found, title=title, columns=SILENT_COLUMNS, note=note if kept else "")


def front_next(table: Table) -> Table:
    """The first things to do."""
    left = len(table.rows) - MOST_STEPS
    if left <= 0:
        return table
    note = f"{table.note} Left out here: {count_phrase(left, 'line')}."
    return replace(table, rows=table.rows[:MOST_STEPS], note=note)


def front_months(table: Table) -> Table:
    """The 24 months, with a shorter note."""
    note = (
        "Low to high, the band: what chance makes of the month by level and season, as the months"
        " before it told them. A circle: a month outside it."
    )
    if not any(one["referrals"] for one in rows_of(table)):
        return replace(table, rows=(), empty="No referral is on record in these months.")
    return replace(table, note=note)


def front_path(table: Table) -> Table:
    """The steps, the most frequent reasons lost, and all other reasons in one row."""
    every = rows_of(table)
    lost = [one for one in every if one["part"] == "lost"]
    more = lost[MOST_REASONS:]
    steps = [one for one in every if one["part"] == "step"]
    kept = [*steps, *lost[:MOST_REASONS]]
    if more:
        many = add_counts(more, "referrals")
        share = rate_of(many, add_counts(more[:1], "of"))
        what = f"lost: {count_phrase(len(more), 'other reason')}"
        kept.append({"what": what, "referrals": many, "share": share})
    kept += [one for one in every if one["part"] == "open"]
    names = ("what", "referrals", "share", "median_days", "ninetieth")
    note = "Of twelve months, ripe for 30 days. Days from the referral; reports: from the visit."
    return replace(pick_columns(table, names, kept), note=note)


def front_team(table: Table) -> Table:
    """Each owner's promises as so many of so many; those after the fifth in one row."""
    every = rows_of(table)
    first, more = every[:MOST_OWNERS], every[MOST_OWNERS:]
    if more:
        names = [column.name for column in table.columns if column.type is Type.COUNT]
        sums: dict[str, Cell] = {name: add_counts(more, name) for name in names}
        first.append({"owner": count_phrase(len(more), "other"), **sums})
    rows = [
        (
            one["owner"],
            *(
                f"{one[f'{name}_on_time']} of {one[f'{name}_due']}"
                for name in ("visits", "thank_yous", "reports")
            ),
            *(one["open"], one["never_met"]),
        )
        for one in first
    ]
    note = "On time, of what fell due; a place never met is a visit that is due and open."
    return replace(table, columns=TEAM_COLUMNS, rows=rows, note=note, totals=())


def front_marketing(table: Table) -> Table:
    """The dearest channels, the others in one row, all of them, and all new patients."""
    every = rows_of(table)
    channels = [one for one in every if one["part"] == "channel"]
    more = channels[MOST_CHANNELS:]
    kept = channels[:MOST_CHANNELS]
    if more:
        spent = [cell for one in more if isinstance(cell := one["spend"], int)]
        cents, new = sum(spent) if spent else None, add_counts(more, "referrals")
        each = cents_each(cents, new)
        name = count_phrase(len(more), "other channel")
        figures: dict[str, Cell] = {"spend": cents, "referrals": new, "cost_per_new_patient": each}
        kept.append({"source": name, **figures})
    kept += [one for one in every if one["part"] == "all_channels"]
    blended = (one for one in every if one["part"] == "everybody")
    kept += [{**one, "spend": None, "referrals": None} for one in blended]
    names = ("source", "spend", "referrals", "cost_per_new_patient")
    note = "All new patients: all that is spent over those of every source."
    return replace(pick_columns(table, names, kept), note=note)


def front_ours(table: Table) -> Table:
    """The largest, those after the third in one row, and those without one."""
    name = table.columns[0].name
    every = rows_of(table)
    told = [one for one in every if one[name] != NOT_RECORDED]
    more, kept = told[MOST_OURS:], told[:MOST_OURS]
    if more:
        names = ("twelve_months", "seen", "production")
        sums: dict[str, Cell] = {one: add_counts(more, one) for one in names}
        whole = add_counts(more, "twelve_months")
        share = rate_of(add_counts(more, "seen"), whole)
        kept.append({name: count_phrase(len(more), "other"), **sums, "conversion": share})
    kept += [one for one in every if one[name] == NOT_RECORDED]
    columns = (name, "twelve_months", "conversion", "production")
    return replace(pick_columns(table, columns, kept), note="")


def front_quality(table: Table, coverage: Coverage) -> Table:
    """Only what is in doubt, with some of the numbers of the records in question."""
    kept = []
    for one in rows_of(table):
        numbers = one["records"] if isinstance(one["records"], tuple) else ()
        if one["count"]:
            more = ("...",) if add_counts([one], "count") > MOST_NUMBERS else ()
            kept.append({**one, "records": (*map(str, numbers[:MOST_NUMBERS]), *more)})
    names = ("measure", "count", "of", "records")
    found = pick_columns(table, names, kept)
    empty = f"Nothing in these days is missing or in doubt. {coverage.tell()}"
    return replace(found, note=coverage.tell() if kept else "", empty=empty)
