"""The pairs of sources that may be one, as a table."""

from collections.abc import Sequence

from refcli.core.output.table import Column, Table, Type
from refcli.core.sources.duplicates.pairs import CERTAIN_FROM, DuplicatePair

COLUMNS = (
    Column("score", "Score", Type.COUNT),
    Column("level", "Level"),
    Column("first_id", "Id", Type.ID),
    Column("first", "Source"),
    Column("second_id", "Id", Type.ID),
    Column("second", "Source"),
    Column("reasons", "Reasons", Type.NAMES),
)


def duplicates_table(pairs: Sequence[DuplicatePair]) -> Table:
    """One row per pair, the surest first."""
    rows = [
        (
            pair.score,
            pair.level.value,
            pair.first.id,
            pair.first.name,
            pair.second.id,
            pair.second.name,
            pair.reasons,
        )
        for pair in pairs
    ]
    note = (
        "Score: how much of the names, NPI, phone, e-mail, office and address is the same, of 100;"
        f" certain from {CERTAIN_FROM} on, below it ask somebody who knows them."
    )
    return Table("Duplicates", COLUMNS, rows, note, empty="No two sources look like one.")
