"""A row as a referral: each cell read by itself, so that all that is wrong is said at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from reprlib import repr as short

from refcli.core.intake.columns.formats import FileFormat, WordRule
from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.columns.raw import MeantRow
from refcli.core.intake.reading.amounts import read_amount
from refcli.core.intake.reading.days import DayReader
from refcli.core.intake.reading.steps import (
    ToldCells,
    doubt_hours,
    list_told_steps,
    read_told,
    steps_from,
)
from refcli.core.intake.reading.understood import Doubt, ReferralLine, Rejected
from refcli.core.intake.reading.words import find_kind, guess_kind, plain_words
from refcli.core.names.keys import LONGEST
from refcli.core.names.nobody import built_in_meant
from refcli.core.referrals.patients import chart_key
from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.sources.reach import read_npi, read_phone
from refcli.core.values.date_text import DateError
from refcli.core.values.money import MoneyError
from refcli.core.values.no_days import is_no_day
from refcli.core.vocabulary import Kind, Status
from refcli.errors import RefError

OWN = "own"  # the format of what ref itself lists
REQUIRED = (Meaning.RECEIVED_ON, Meaning.PATIENT, Meaning.SOURCE)
ONE_LINE = frozenset(
    {Meaning.PATIENT, Meaning.SOURCE, Meaning.OFFICE, Meaning.ALSO, Meaning.CHART, Meaning.KIND}
    | {Meaning.RECEIVED_ON, Meaning.SEEN_ON, Meaning.VALUE, Meaning.STATUS}
)
OF_A_PATIENT = re.compile(  # Family-Care Dental and Pat-Lynn Jones are names
    r"(?:pt|pat|patient|friend|family|fam)(?:\s{0,9}:|\s{1,9}[-\N{EN DASH}]\s)(.*\S)",
    re.IGNORECASE,
)
LINE_BREAKS = frozenset("\n\r")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one table; ``readers`` are those of its day columns.

    ``join``: the source may be named by its number in another file.
    """

    format: FileFormat
    today: date
    readers: Mapping[Meaning, DayReader] = field(default_factory=dict)
    columns: Mapping[Meaning, str] = field(default_factory=dict)  # how the file calls them
    join: bool = False

    def read(self, row: MeantRow) -> tuple[ReferralLine | Rejected, list[Doubt]]:
        """The referral of a row, or all that is wrong with it; and the cells that it lacks."""
        cells = self.with_names(row)
        reasons = list(self.list_faults(row, cells))
        doubts: list[Doubt] = []
        received_on = self.read_received(cells, reasons)
        told = ToldCells()
        own = self.format.id == OWN
        for found in read_told(self.as_row(row, cells), self.readers, self.columns, own=own):
            if isinstance(found, ToldCells):
                told = found
            else:
                reasons.append(found)
        doubts += [
            Doubt(row.file, row.line, self.name(one), why, kept=one is Meaning.APPOINTMENT)
            for one, why in doubt_hours(row)
        ]
        steps = list_told_steps(told, cells.get(Meaning.NOTE, ""))
        status = self.read_status(received_on, steps, reasons)
        cents = self.read_value(row, cells, reasons, doubts)
        kind = self.read_kind(cells, reasons)
        if reasons or received_on is None or status is None:
            return Rejected(row.file, row.line, tuple(dict.fromkeys(reasons)), cells), []
        source = cells.get(Meaning.SOURCE, "")
        new = ReferralLine(
            file=row.file,
            line=row.line,
            received_on=received_on,
            patient=cells[Meaning.PATIENT],
            source=source,
            kind=kind,
            kind_guess=None
            if kind
            else guess_kind(source, cells.get(Meaning.SPECIALTY, "")[:LONGEST]),
            office=cells.get(Meaning.OFFICE, ""),
            also=tuple(list_assists(row)),
            status=status,
            told=tuple(steps),
            cents=cents,
            service="; ".join(row.list_all(Meaning.SERVICE)),
            chart=read_chart(cells),
            provider=cells.get(Meaning.PROVIDER, ""),
            note="; ".join(row.list_all(Meaning.NOTE)),
            phone=self.read_reach(row, Meaning.PHONE, doubts),
            npi=self.read_reach(row, Meaning.NPI, doubts),
            source_key=cells.get(Meaning.SOURCE_KEY, ""),
            cells=cells,
        )
        return new, doubts

    def with_names(self, row: MeantRow) -> dict[Meaning, str]:
        """The cells as text, names put together and the words of the format replaced."""
        cells = row.as_text()
        for meaning, parts in (
            (
                Meaning.PATIENT,
                (Meaning.PATIENT_FIRST, Meaning.PATIENT_MIDDLE, Meaning.PATIENT_LAST),
            ),
            (Meaning.SOURCE, (Meaning.SOURCE_FIRST, Meaning.SOURCE_LAST)),
        ):
            whole = " ".join(filter(None, (cells.get(part, "") for part in parts)))
            if whole and not cells.get(meaning):
                cells[meaning] = whole
        hear_of_source(cells)
        for rule in self.format.word:
            if rule_applies(rule, cells.get(rule.column, "")):
                cells[rule.column] = rule.means
                if rule.kind and rule.column is Meaning.SOURCE:
                    cells[Meaning.KIND] = rule.kind
        if not cells.get(Meaning.KIND) and (name := patient_named(cells.get(Meaning.SOURCE, ""))):
            cells |= {Meaning.SOURCE: name, Meaning.KIND: Kind.PATIENT.value}
        return cells

    def as_row(self, row: MeantRow, cells: Mapping[Meaning, str]) -> MeantRow:
        """The row with the words of its format replaced."""
        return MeantRow(row.file, row.line, {one: (text,) for one, text in cells.items()})

    def list_faults(self, row: MeantRow, cells: Mapping[Meaning, str]) -> Iterator[str]:
        """What is wrong with the cells before anybody reads what they say."""
        if row.extra.strip():
            yield "more cells than columns: put a text with commas into quotes"
        for meaning in REQUIRED:
            by_key = meaning is Meaning.SOURCE and self.join and cells.get(Meaning.SOURCE_KEY)
            text = cells.get(meaning, "")
            if (not text or (meaning is Meaning.RECEIVED_ON and is_no_day(text))) and not by_key:
                yield f"{self.name(meaning)} is empty"
        if built_in_meant(patient := cells.get(Meaning.PATIENT, "")):
            yield f"{self.name(Meaning.PATIENT)}: {short(patient)} is nobody; write who it was"
        for meaning in (*REQUIRED, Meaning.OFFICE):
            if len(cells.get(meaning, "")) > LONGEST:
                yield f"{self.name(meaning)} has more than {LONGEST} letters"
        for meaning, several in row.cells.items():
            if meaning in ONE_LINE and not LINE_BREAKS.isdisjoint("".join(several).strip()):
                yield f"{self.name(meaning)} has a line break"

    def name(self, meaning: Meaning) -> str:
        """How the file calls a column; the word for its meaning where no column has it."""
        return self.columns.get(meaning, meaning)

    def read_received(self, cells: Mapping[Meaning, str], reasons: list[str]) -> date | None:
        """The day on which the patient was put forward."""
        reader = self.readers.get(Meaning.RECEIVED_ON, DayReader(self.today))
        try:
            return reader.read(cells.get(Meaning.RECEIVED_ON, ""))
        except DateError as error:
            reasons.append(f"{self.name(Meaning.RECEIVED_ON)}: {error}")
            return None

    def read_status(
        self, received_on: date | None, steps: list[ReferralStep], reasons: list[str]
    ) -> Status | None:
        """How far the referral has come by its steps."""
        try:
            return steps_from(received_on, steps).status if received_on else None
        except RefError as error:
            reasons.append(str(error))
            return None

    def read_value(
        self, row: MeantRow, cells: Mapping[Meaning, str], reasons: list[str], doubts: list[Doubt]
    ) -> int | None:
        """The value of the treatment in cents, where the row has one."""
        text = cells.get(Meaning.VALUE, "")
        try:
            cents, why = read_amount(text)
        except MoneyError as error:
            reasons.append(f"{self.name(Meaning.VALUE)}: {error}")
            return None
        kept = cents is not None
        if why:
            said = why if kept else f"{text}: {why}"
            doubts.append(Doubt(row.file, row.line, self.name(Meaning.VALUE), said, kept))
        return cents

    def read_kind(self, cells: Mapping[Meaning, str], reasons: list[str]) -> Kind | None:
        """The kind that the row says of its source."""
        text = cells.get(Meaning.KIND, "")
        found = find_kind(text) if text else None
        if text and not found and plain_words(text):
            reasons.append(f"kind {text!r} is none of {', '.join(Kind)}")
        return found

    def read_reach(self, row: MeantRow, meaning: Meaning, doubts: list[Doubt]) -> str:
        """A phone number or an NPI; the row is taken without one that cannot be read."""
        text = row.get(meaning)
        read = read_npi if meaning is Meaning.NPI else read_phone
        try:
            return read(text) if text else ""
        except RefError as error:
            doubts.append(Doubt(row.file, row.line, self.name(meaning), str(error)))
            return ""


def patient_named(text: str) -> str:
    """The patient of ``pt - Ann Ray``; empty where it says none, as ``Family - Care Dental``."""
    named = OF_A_PATIENT.fullmatch(text[: 2 * LONGEST])
    name = named[1].strip() if named else ""
    return "" if guess_kind(name) in {Kind.OFFICE, Kind.INSURER} else name


def hear_of_source(cells: dict[Meaning, str]) -> None:
    """How the patient heard of us is the source where nobody is named, else what kind that is."""
    heard = cells.get(Meaning.HEARD, "")
    named = cells.get(Meaning.SOURCE, "")
    if heard and (not named or built_in_meant(named)):
        cells[Meaning.SOURCE] = heard
    elif heard and not cells.get(Meaning.KIND) and (kind := find_kind(heard)):
        cells[Meaning.KIND] = kind.value


def rule_applies(rule: WordRule, text: str) -> bool:
    """Whether a cell says one of the words of a rule, in whatever case."""
    return plain_words(text) in {plain_words(word) for word in rule.says}


def read_chart(cells: Mapping[Meaning, str]) -> str:
    """The chart number, if there is one: n/a, TBD and - say that there is none.

    A program may have it in place of the name.
    """
    chart, patient = cells.get(Meaning.CHART, ""), cells[Meaning.PATIENT]
    if chart_key(chart):
        return chart
    return patient if patient.isdecimal() else ""


def list_assists(row: MeantRow) -> list[str]:
    """The further sources: in several cells, or in one with a semicolon between them."""
    cells = row.list_all(Meaning.ALSO)
    return [name.strip() for cell in cells for name in cell.split(";") if name.strip()]
