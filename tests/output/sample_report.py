"""A report with every type of cell, and names that try to be more than names."""

from datetime import date

from refcli.core.output.document import Report, Section
from refcli.core.output.table import Cell, Column, Table, Type

HOSTILE = (
    "[bold]Elm[/bold] :smile:",
    '=HYPERLINK("https://evil.example","click")',
    "<script>alert(1)</script>",
    "a|b *c* _d_ `e` ~~f~~ [g](h) # i & j \\",
    "\x1b[31mred\x1b[0m",
    "abc\u202edef\u2066ghi",
    "two\nlines\r\nand\ta tab",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 Семья \u05d3\u05e8 \u05db\u05d4\u05df",
    "+1 555 0100",
    "-- O'Neill; DROP TABLE",
    "  \uff20SUM(1)",
    "![x](javascript:alert(1)) https://evil.example www.evil.example",
    "1. {{ 7*7 }} ${x} <!-- -->",
)

COMMON = "Countable referrals (not duplicate or invalid) by the day received. "


def headline() -> Table:
    columns = (
        Column("period", "Period"),
        Column("since", "From", Type.DATE, machine_only=True),
        Column("until", "To", Type.DATE, machine_only=True),
        Column("referrals", "Referrals", Type.COUNT),
        Column("internal_share", "Internal", Type.RATE),
        Column("unknown_share", "Unknown", Type.RATE),
        Column("seen", "Seen", Type.COUNT),
        Column("open", "Open", Type.COUNT),
        Column("conversion", "Conversion", Type.RATE),
        Column("production", "Production", Type.MONEY),
    )
    october, september = (
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 9, 1), date(2026, 9, 30)),
    )
    rows: tuple[tuple[Cell, ...], ...] = (
        ("October 2026", *october, 48, 0.6212, 0.0831, 30, 11, 0.625, 4_215_050),
        ("before: September 2026", *september, 1041, 0.001, 0.998, 29, 2, 0.7073, 3_870_000),
        ("last year: October 2025", None, None, 0, None, None, 0, 0, None, None),
    )
    note = COMMON + "Internal: patients, providers, offices, insurers; the field: 35 % to 65 %."
    return Table("Headline", columns, rows, note)


def kinds() -> Table:
    columns = (
        Column("kind", "Kind"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("share", "Share", Type.RATE),
        Column("previous", "Before", Type.COUNT),
        Column("change", "Change", Type.CHANGE),
    )
    rows = (
        ("patient", 14, 0.29, 12, 2),
        ("provider", 11, 0.23, 13, -2),
        ("office", 5, 0.1, 5, 0),
        ("insurer", 0, 0.0, 1, -1),
        ("digital", 9, 0.19, 7, 2),
        ("unknown", 4, 0.08, 3, 1),
        ("none", 5, 0.11, 0, 5),
    )
    return Table("Share by kind", columns, rows, COMMON + "Shares add up to 100.")


def sources() -> Table:
    columns = (
        Column("rank", "#", Type.ID),
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("kind", "Kind"),
        Column("referrals", "Refs", Type.COUNT),
        Column("last_year", "Last year", Type.COUNT),
        Column("production", "Production", Type.MONEY),
        Column("last_referral", "Last", Type.DATE),
        Column("trend", "12 months", Type.TREND),
    )
    months = (
        (0, 1, 0, 2, 3, 0, 0, 4, 8, 1, 2, 16),
        (0,) * 12,
        (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8),
    )
    rows = [
        (n, 100 + n, name, "office", 20 - n, n, 12_345 * n, date(2026, 10, n), months[n % 3])
        for n, name in enumerate(("Lakeside Dental", *HOSTILE), start=1)
    ]
    return Table("Sources", columns, rows, "Left out: 3 * 1_000 sources, *none* of them <new>.")


def movement() -> Table:
    columns = (
        Column("opening", "Active before 2026-10-01", Type.COUNT),
        Column("new", "New", Type.COUNT),
        Column("lapsed", "Lapsed", Type.COUNT),
        Column("closing", "Active on 2026-10-31", Type.COUNT),
    )
    return Table("Active referrers", columns, [(41, 3, 2, 42)], "Opening + new - lapsed = closing.")


def funnel() -> Table:
    columns = (
        Column("month", "Received in"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("seen", "Seen", Type.COUNT),
        Column("conversion", "Conversion", Type.RATE),
        Column("maturity", "Cohort"),
    )
    rows = [(f"2026-{m:02}", 50 - m, 40 - m, (40 - m) / (50 - m), "mature") for m in range(5, 11)]
    return Table("Funnel by cohort", columns, rows, "Conversion: seen of all received.")


def waiting() -> Table:
    columns = (Column("referral_id", "Referral", Type.ID), Column("source", "Source"))
    return Table(
        "Waiting to be scheduled", columns, [], "Neither scheduled, seen nor lost.", "None."
    )


def sample_report() -> Report:
    tables = {
        "headline": headline(),
        "kinds": kinds(),
        "sources": sources(),
        "movement": movement(),
        "funnel": funnel(),
        "waiting": waiting(),
    }
    return Report(
        "Referrals in October 2026",
        "<b>Elm</b> & Oak Dental",
        date(2026, 10, 1),
        date(2026, 10, 31),
        date(2026, 11, 2),
        [Section(name, table) for name, table in tables.items()],
    )
