"""Rows of a file as the reading stage hands them on."""

from collections.abc import Mapping, Sequence
from datetime import date

from refcli.core.intake.files.raw import MeantRow
from refcli.core.intake.reading.days import DayReader, judge_days
from refcli.core.intake.reading.formats import FileFormat, KnownBy
from refcli.core.intake.reading.meanings import DAYS, Meaning
from refcli.core.intake.reading.referral_rows import RowReader
from refcli.core.intake.reading.understood import ReferralLine, Rejected, RowKind

FILE = "in.csv"
EXTRA = "(extra)"  # a cell behind the last column
ANY = FileFormat(schema=1, id="any", title="any list", rows=RowKind.REFERRAL, known=KnownBy())


def read_cells(line: int, cells: Mapping[str, str], today: date) -> ReferralLine | Rejected:
    """A row of which each cell stands under the name of its meaning."""
    meant = {Meaning(name): (text,) for name, text in cells.items() if name != EXTRA}
    columns = {one: judge_days(meant.get(one, ())) for one in DAYS}
    readers = {one: DayReader(today, column, column.order) for one, column in columns.items()}
    row = MeantRow(FILE, line, meant, cells.get(EXTRA, ""))
    return RowReader(ANY, today, readers).read(row)[0]


def reasons_of(rejected: Sequence[Rejected]) -> list[tuple[int, str]]:
    """The lines that are rejected, each with its reasons in one text."""
    return [(one.line, "; ".join(one.reasons)) for one in rejected]
