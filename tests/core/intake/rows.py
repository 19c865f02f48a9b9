"""Rows of a file as the reading stage hands them on."""

from collections.abc import Mapping, Sequence
from datetime import date

from refcli.core.intake.columns.formats import FileFormat, KnownBy
from refcli.core.intake.columns.meanings import DAYS, Meaning, RowKind
from refcli.core.intake.columns.raw import MeantRow
from refcli.core.intake.naming.deciding import Decider
from refcli.core.intake.naming.known import KnownSources
from refcli.core.intake.naming.mentions import gather_names
from refcli.core.intake.reading.days import DayReader, judge_days
from refcli.core.intake.reading.referral_rows import RowReader
from refcli.core.intake.reading.understood import ReferralLine, Rejected, Understood
from refcli.core.intake.sources import Register
from refcli.core.names.named import Named

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


def register_of(
    rows: Sequence[ReferralLine | Rejected],
    known: Sequence[Named],
    today: date,
    next_id: int,
    *,
    anyway: bool = False,
) -> Register:
    """The register of some rows, their names decided as far as they are certain."""
    understood = Understood(
        files=(FILE,),
        format="any",
        title="any list",
        rows_are=RowKind.REFERRAL,
        referrals=tuple(one for one in rows if isinstance(one, ReferralLine)),
        rejected=tuple(one for one in rows if isinstance(one, Rejected)),
    )
    decider = Decider(KnownSources(known, {}), remembered={}, anyway=anyway)
    names = decider.decide_all(gather_names([understood]))
    return Register(names, next_id=next_id, today=today)
