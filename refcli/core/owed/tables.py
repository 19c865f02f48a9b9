"""The figures in force as a table."""

from datetime import date

from refcli.core.output.table import Column, Table, Type
from refcli.core.owed.settings import (
    MEANINGS,
    DueFigure,
    DueRules,
    Rule,
)
from refcli.core.vocabulary import Kind

COLUMNS = (
    Column("setting", "Setting"),
    Column("kind", "Kind"),
    Column("value", "Value", Type.COUNT),
    Column("default", "Usual", Type.COUNT),
    Column("since", "Since", Type.DATE),
    Column("meaning", "What it is"),
)


def settings_table(rules: DueRules, known: list[Rule], today: date) -> Table:
    """One row per figure, and one per kind of source with its own."""
    since = {(rule.key, rule.kind): rule.since for rule in known}
    own = sorted({(rule.key, rule.kind) for rule in known if rule.kind})
    usual = DueRules()
    rows = [
        (
            key,
            kind or None,
            rules.value(key, Kind(kind) if kind else None),
            usual.value(key),
            since.get((key, kind)),
            MEANINGS[key],
        )
        for key, kind in [*((name.value, "") for name in DueFigure), *own]
    ]
    note = f"The figures in force on {today}. Change one with: ref setting set thank_after 2"
    return Table("Settings", COLUMNS, rows, note)
