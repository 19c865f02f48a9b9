"""What was understood of a file, before anything is compared with the book or written.

``Understood`` is the whole of it: the asking stage starts from this value and needs no file. Every
line of the file is accounted for: it is a row, or it is left out, or it is rejected.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from refcli.core.intake.columns.meanings import ColumnRead, Meaning, RowKind
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import Kind, Status


class DateOrder(StrEnum):
    """In which order a file writes the parts of a day; judged by whole columns."""

    NONE = ""  # no day in figures alone
    YEAR_FIRST = "year_first"  # 2026-11-20
    MONTH_FIRST = "month_first"  # 11/20/2026
    DAY_FIRST = "day_first"  # 20/11/2026
    UNCLEAR = "unclear"  # 3/8/2026 and the like only; it was read as month first


class Why(StrEnum):
    """Why a line is no row, though nothing is wrong with it."""

    BLANK = "blank"
    TITLE = "title"
    HEADER_AGAIN = "the column names again"
    TOTAL = "total"
    FOOTER = "footer"
    REPEAT = "the same as line {}"
    SAME_PERSON = "the same person as line {}"
    OTHER = "{}"  # as its format says: a referral out


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """A line that is no row, and the reason in words: ``total``, ``the same as line 12``.

    ``helps``: it was taken with another line, as an assist of its referral.
    """

    file: str
    line: int
    why: str
    helps: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken as it stands, with everything that is wrong with it.

    ``cells`` is what the row says by meaning, as text: the asking stage adds its own reasons.
    """

    file: str
    line: int
    reasons: tuple[str, ...]
    cells: Mapping[Meaning, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One cell of a row that is taken without it: ``value`` ``(150.00)`` is a negative amount.

    ``kept``: the cell is taken, though not as it stands: it is rounded.
    """

    file: str
    line: int
    column: str
    why: str
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLine:
    """One referral as a row tells it; nobody has been looked up yet.

    ``source`` is the name as typed, without a prefix such as ``pt -``. ``kind`` is what the row
    says of it; ``kind_guess`` is what the words around it suggest, to be asked. ``also`` are the
    assists by name. ``told`` are its steps; a step whose day nobody wrote has none. ``cents`` is
    the value of the treatment. ``source_key`` names a ``ContactLine.key`` of the same
    ``Understood``, ``also_keys`` those of the assists. ``cells`` is what the row says by meaning.
    """

    file: str
    line: int
    received_on: date
    patient: str
    source: str
    kind: Kind | None = None
    kind_guess: Kind | None = None
    office: str = ""
    also: tuple[str, ...] = ()
    status: Status = Status.RECEIVED
    told: tuple[ReferralStep, ...] = ()
    cents: int | None = None
    service: str = ""
    chart: str = ""
    provider: str = ""
    note: str = ""
    phone: str = ""
    npi: str = ""
    source_key: str = ""
    also_keys: tuple[str, ...] = ()
    cells: Mapping[Meaning, str] = field(default_factory=dict, compare=False)


ADDRESS = ("street", "city", "state", "zip", "address")
OF_ONE = ("birthday", "fax", "note")
FILLED = (  # of a contact, by a second card
    *("phone", "fax", "email", "npi", "specialty", "birthday", "job", "tags", "note", "owner"),
    "report_by",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """Somebody of a file of contacts, who may be a source, or one of our own people.

    ``kind`` is None where nothing says it; ``sure`` is false where it is a guess from a title, a
    degree or a label. A provider has ``office`` as a name. Phones beyond the first are in
    ``more_phones``. ``address`` is the whole of one whose parts are not certain. ``key`` is the
    file's own number for it, ``hidden`` is true where the file calls it out of use. ``job`` is
    what it is called there: Office Manager.
    """

    file: str
    line: int
    name: str
    kind: Kind | None = None
    sure: bool = False
    office: str = ""
    phone: str = ""
    more_phones: tuple[str, ...] = ()
    fax: str = ""
    email: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    address: str = ""
    npi: str = ""
    specialty: str = ""
    birthday: YearDay | None = None
    job: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    key: str = ""
    hidden: bool = False
    owner: str = ""
    report_by: str = ""
    target: bool = False

    def filled_from(self, other: "ContactLine") -> "ContactLine":
        """The contact with what only a second card of the same one has."""
        own = {name: getattr(self, name) for name in FILLED}
        phones = (*self.more_phones, other.phone, *other.more_phones)
        return replace(
            self,
            **{name: getattr(other, name) for name, value in own.items() if not value},
            **{name: getattr(other, name) for name in ADDRESS if not self.has_address},
            more_phones=tuple(one for one in dict.fromkeys(phones) if one not in {"", self.phone}),
        )

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands there that tells one of this name from another."""
        own = (self.phone, self.fax, self.email, self.npi, self.office, self.zip, self.birthday)
        return not any((*own, self.job, self.note, self.has_address))

    def says_the_same(self, other: "ContactLine") -> bool:
        """Whether two have a birthday, a fax or a note in common."""
        pairs = [(getattr(self, name), getattr(other, name)) for name in OF_ONE]
        return any(mine and mine == theirs for mine, theirs in pairs)

    @property
    def has_address(self) -> bool:
        """Whether any part of a postal address is known."""
        return any(getattr(self, name) for name in ADDRESS)


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row as it was read, to be looked at: its line, and its cells by the column's name."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """All that was understood of one file, or of files that belong together.

    ``format`` is the id of a table of formats (``tracker``, ``open_dental``), ``title`` its name
    in words. ``encoding`` and ``delimiter`` are empty where there is none (a workbook).
    ``header_line`` counts from 1, and is 0 where there is none (a vCard). ``sheet`` is that of a
    workbook. ``remarks`` are sentences on the whole file: hidden rows, formulas without a value.
    """

    files: tuple[str, ...]
    format: str
    title: str
    rows_are: RowKind
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_line: int = 1
    date_order: DateOrder = DateOrder.NONE
    columns: tuple[ColumnRead, ...] = ()
    referrals: tuple[ReferralLine, ...] = ()
    contacts: tuple[ContactLine, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    samples: tuple[SampleRow, ...] = ()
    remarks: tuple[str, ...] = ()
    program: tuple[ProgramRow, ...] = ()

    @property
    def is_printed(self) -> bool:
        """Whether it is what ``ref referral list`` prints."""
        numbered = any(one.means is Meaning.SOURCE_KEY for one in self.columns)
        return self.format == "own" and numbered

    @property
    def rows(self) -> int:
        """How many rows the file has, the rejected ones too."""
        own = {RowKind.REFERRAL: self.referrals, RowKind.PROGRAM: self.program}
        return len(own.get(self.rows_are, self.contacts)) + len(self.rejected)
