from datetime import date
from io import StringIO

from rich.console import Console
from rich.text import Text

from refcli.core.output.table import Column, Table, Type
from refcli.output.grid import plain_lines, rich_table

COLUMNS = (
    Column("key", "Key"),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Whom"),
    Column("due_on", "Due", Type.DATE),
    Column("production", "Production so far", Type.MONEY),
    Column("reason", "Why"),
)
ROWS = (
    ("V12", 7, "Lakeside Dental", date(2026, 11, 2), 1_234_550, "one month after the last visit"),
    ("T3", 8, "李医生", date(2026, 10, 30), None, "3rd referral"),
)
TABLE = Table("Due", COLUMNS, ROWS)


def drawn(table: Table, room: int | None = None) -> str:
    if room is None:
        lines = plain_lines(table)
    else:
        made, width = rich_table(table, room)
        console = Console(width=max(width, room), file=StringIO(), force_terminal=True)
        with console.capture() as captured:
            console.print(made, crop=False)
        lines = [Text.from_ansi(line).plain.rstrip() for line in captured.get().splitlines()]
    return "\n" + "\n".join(lines) + "\n"


def test_without_a_limit_nothing_is_folded() -> None:
    assert drawn(TABLE) == (
        """
Key  Whom             Due         Production so far  Why
───  ───────────────  ──────────  ─────────────────  ──────────────────────────────
V12  Lakeside Dental  2026-11-02         $12,345.50  one month after the last visit
T3   李医生           2026-10-30                     3rd referral
"""
    )


def test_where_there_is_no_room_for_whole_words_only_as_many_fold_as_must() -> None:
    columns = [
        Column("source", "Source"),
        Column("office", "Office"),
        Column("on", "On", Type.DATE),
    ]
    rows = [
        ("The Comprehensive Center", "Laurelhurst Periodontics", date(2026, 11, 2)),
        ("University", "Elm", None),
    ]
    table = Table("Sources", columns, rows)

    widest = {
        room: max(map(len, drawn(table, room).splitlines())) for room in (60, 37, 36, 34, 30, 20)
    }
    assert widest == {60: 60, 37: 37, 36: 36, 34: 34, 30: 30, 20: 37}
    assert drawn(table, 34) == (
        """
Source      Office      On
──────────────────────────────────
The         Laurelhurst 2026-11-02
Comprehensi Periodontic
ve Center   s
University  Elm
"""
    )


def test_in_a_terminal_texts_and_headings_fold_at_words() -> None:
    assert drawn(TABLE, 60) == (
        """
                               Production
Key  Whom          Due             so far  Why
────────────────────────────────────────────────────────────
V12  Lakeside      2026-11-02  $12,345.50  one month after
     Dental                                the last visit
T3   李医生        2026-10-30              3rd referral
"""
    )


def test_a_narrow_terminal_cuts_no_figure() -> None:
    shown = drawn(TABLE, 20)

    assert "V12 Lakeside 2026-11-02 $12,345.50 one" in shown


def test_a_row_may_begin_with_nothing() -> None:
    table = Table("", (Column("a", "A"), Column("b", "B", Type.COUNT)), [(None, 1), ("x", 20)])

    assert drawn(table) == "\nA   B\n─  ──\n    1\nx  20\n"


def test_columns_move_together_before_anything_folds() -> None:
    columns = [Column(name, "a heading", Type.COUNT) for name in "abc"]

    assert drawn(Table("", columns, [(1, 2, 3)]), 29) == (
        """
a heading a heading a heading
─────────────────────────────
        1         2         3
"""
    )


def test_a_long_column_does_not_starve_the_others() -> None:
    columns = (Column("source", "Source"), Column("reason", "Reason"))
    rows = [("Elm Dental Care", "never visited " * 9)] * 20

    made, _ = rich_table(Table("", columns, rows), 60)

    assert [column.width for column in made.columns] == [15, 43]
