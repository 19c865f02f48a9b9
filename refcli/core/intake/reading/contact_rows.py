"""A row as a contact: somebody with a name, a place and ways to reach them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from refcli.core.intake.columns.formats import FileFormat
from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.columns.raw import MeantRow
from refcli.core.intake.reading.understood import ContactLine, Doubt, Rejected
from refcli.core.intake.reading.words import (
    Flag,
    find_answer,
    find_kind,
    guess_kind,
    tell_kind_of_place,
)
from refcli.core.names.keys import LONGEST, is_of_a_clinician
from refcli.core.sources.postal import read_postal_state, read_postal_zip, split_address
from refcli.core.sources.reach import read_email, read_npi, read_phone
from refcli.core.sources.wishes import read_report_way, read_tags
from refcli.core.values.no_days import is_no_day
from refcli.core.values.year_days import YearDay, read_year_day
from refcli.core.vocabulary import CHANNELS, Kind
from refcli.errors import RefError

MARK = "* "  # before what Google prefers, and before its own groups
OWN_GROUPS = frozenset({"mycontacts", "starred", "friends", "coworkers"})
NO_YEAR = frozenset({"1604", "1600", "0000", "0001"})  # where a program has no year of birth
MONTH_AND_DAY = re.compile(r"--([0-9]{2})-?([0-9]{2})")
WHOLE_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:T.*)?")
US_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})")
CENTURY = 100
FIRST_YEAR = 1900  # of an occasion
LONGEST_ADDRESS = 500  # letters, of one that can be taken apart
PLACES = frozenset({Kind.OFFICE, Kind.INSURER, *CHANNELS})


@dataclass(frozen=True, slots=True)
class ContactReader:
    """Reads the rows of one table of contacts; ``columns`` are what the file calls them."""

    format: FileFormat
    today: date
    columns: Mapping[Meaning, str] = field(default_factory=dict)
    day_first: bool = False

    def read(self, row: MeantRow) -> tuple[ContactLine | Rejected, list[Doubt]]:
        """The contact of a row, or why there is none; and the cells that it lacks."""
        name, office, person = self.read_names(row)
        reasons = [*filter(None, [row.fault]), *faults_of_names(name, office)]
        if reasons:
            return Rejected(row.file, row.line, tuple(reasons), row.as_text()), []
        doubts: list[Doubt] = []
        phones = self.read_several(row, Meaning.PHONE, doubts)
        tags = tuple(self.list_tags(row))
        kind, sure = self.find_kind(row, name, tags, person=person)
        found = ContactLine(
            file=row.file,
            line=row.line,
            name=name,
            kind=kind,
            sure=sure,
            office=office if person else "",
            phone=next(iter(phones), ""),
            more_phones=tuple(phones[1:]),
            fax=next(iter(self.read_several(row, Meaning.FAX, doubts)), ""),
            email=next(iter(self.read_several(row, Meaning.EMAIL, doubts)), ""),
            npi=next(iter(self.read_several(row, Meaning.NPI, doubts)), ""),
            specialty=row.get(Meaning.SPECIALTY),
            birthday=self.read_birthday(row, doubts),
            job=one_line(row.get(Meaning.JOB)),
            tags=tags,
            note="; ".join(one_line(text) for text in row.list_all(Meaning.NOTE)),
            key=row.get(Meaning.KEY),
            hidden=is_yes(row.get(Meaning.HIDDEN)),
            owner=one_line(row.get(Meaning.OWNER)),
            report_by=self.read_way(row, doubts),
            target=is_yes(row.get(Meaning.TARGET)),
            **self.read_address(row, doubts),
        )
        return found, doubts

    def read_names(self, row: MeantRow) -> tuple[str, str, bool]:
        """The name, the office beside it, and whether a person has it."""
        first, middle, last = (
            self.clean(row.get(one)) for one in (Meaning.FIRST, Meaning.MIDDLE, Meaning.LAST)
        )
        office = self.clean(row.get(Meaning.OFFICE))
        whole = self.clean(row.get(Meaning.NAME))
        if is_yes(row.get(Meaning.NOT_PERSON)):
            return last or first or office or whole, "", False
        spoken = " ".join(filter(None, (first, middle, last)))
        if not spoken and (not whole or whole == office):
            return office or whole or self.clean(row.get(Meaning.NICKNAME)), "", False
        title = row.get(Meaning.TITLE)
        suffix = row.get(Meaning.SUFFIX)
        if not spoken and not office and guess_kind(whole) in PLACES:
            return whole, "", False
        if not spoken or (is_of_a_clinician(whole) and not title and not suffix):
            return whole, office, True
        return ", ".join(filter(None, (f"{title} {spoken}".strip(), suffix))), office, True

    def clean(self, text: str) -> str:
        """A name on one line; without the digits that a program of made-up names puts behind."""
        found = re.sub(r"(?<=[^\W\d])[0-9]+\b", "", text) if self.format.strip_digits else text
        return one_line(found)

    def find_kind(
        self, row: MeantRow, name: str, tags: tuple[str, ...], *, person: bool
    ) -> tuple[Kind | None, bool]:
        """What the contact is, and whether the file itself says so."""
        told = find_kind(row.get(Meaning.KIND)) or self.format.kind
        if not told and is_yes(row.get(Meaning.IS_DOCTOR)):
            told = Kind.PROVIDER
        if not told and row.get(Meaning.PATIENT_KEY).strip("0"):
            told = Kind.PATIENT
        if told:
            return told, True
        if not person and (plain := tell_kind_of_place(name)):
            return plain, True
        if is_yes(row.get(Meaning.NOT_PERSON)):
            return guess_kind(name), False
        if person and is_of_a_clinician(name):
            return Kind.PROVIDER, True
        labels = next(filter(None, map(kind_of_label, tags)), None)
        if person and labels is Kind.OFFICE:
            labels = None  # somebody who works in one
        return labels or guess_kind(
            name if not person else "", row.get(Meaning.JOB)[:LONGEST]
        ), False

    def list_tags(self, row: MeantRow) -> Iterator[str]:
        """The labels that a person gave; a program's own groups are none."""
        for cell in row.list_all(Meaning.TAGS):
            for label in self.split_cell(cell):
                own = label.replace(" ", "").lower() in OWN_GROUPS
                if label and not own:
                    yield label

    def split_cell(self, cell: str) -> list[str]:
        """Several values of one cell, without the mark of the preferred one."""
        sign = self.format.list_sign.strip()
        parts = cell.split(sign) if sign else [cell]
        return [part.strip().removeprefix(MARK).removeprefix("*").strip() for part in parts]

    def read_several(self, row: MeantRow, meaning: Meaning, doubts: list[Doubt]) -> list[str]:
        """Phones, e-mails or NPIs as they are kept, each once; one that cannot be read is said."""
        read = {Meaning.NPI: read_npi, Meaning.EMAIL: read_email}.get(meaning, read_phone)
        found: dict[str, None] = {}
        for cell in row.list_all(meaning):
            for text in filter(None, self.split_cell(cell)):
                try:
                    found[read(text)] = None
                except RefError as error:
                    doubts.append(self.doubt(row, meaning, str(error)))
        return list(found)

    def doubt(self, row: MeantRow, meaning: Meaning, why: str) -> Doubt:
        """A cell that is not taken."""
        return Doubt(row.file, row.line, self.columns.get(meaning, meaning), why)

    def read_address(self, row: MeantRow, doubts: list[Doubt]) -> dict[str, str]:
        """The postal address in its parts."""
        parts = {
            "street": ", ".join(one_line(text) for text in row.list_all(Meaning.STREET)),
            "city": one_line(row.get(Meaning.CITY)),
            "state": row.get(Meaning.STATE),
            "zip": row.get(Meaning.ZIP),
        }
        for name, meaning, read in (
            ("state", Meaning.STATE, read_postal_state),
            ("zip", Meaning.ZIP, read_postal_zip),
        ):
            try:
                parts[name] = read(parts[name]) if parts[name] else ""
            except RefError as error:
                doubts.append(self.doubt(row, meaning, str(error)))
                parts[name] = ""
        if not any(parts.values()) and (whole := row.get(Meaning.ADDRESS)):
            return split_whole(whole)
        return parts

    def read_way(self, row: MeantRow, doubts: list[Doubt]) -> str:
        """How reports go to it; a word that is no way is said."""
        text = row.get(Meaning.REPORT_BY)
        try:
            return read_report_way(text) if text else ""
        except RefError as error:
            doubts.append(self.doubt(row, Meaning.REPORT_BY, str(error)))
            return ""

    def read_birthday(self, row: MeantRow, doubts: list[Doubt]) -> YearDay | None:
        """The birthday, with its year where that is known."""
        month, day = row.get(Meaning.BIRTH_MONTH), row.get(Meaning.BIRTH_DAY)
        text = row.get(Meaning.BIRTHDAY)
        if not text and month and day:
            text = f"{row.get(Meaning.BIRTH_YEAR) or '0000'}-{month:0>2}-{day:0>2}"
        if not text or is_no_day(text):
            return None
        try:
            return self.with_likely_year(self.read_birth_text(text))
        except RefError as error:
            doubts.append(self.doubt(row, Meaning.BIRTHDAY, str(error)))
            return None

    def read_birth_text(self, text: str) -> YearDay:
        """``--03-05``, ``1604-03-05``, ``19680305``, ``3/5/68``, ``3/5/1968``."""
        if found := MONTH_AND_DAY.fullmatch(text):
            return read_year_day(f"{found[1]}-{found[2]}")
        if found := WHOLE_DAY.fullmatch(text):
            known = found[1] not in NO_YEAR
            return read_year_day(f"{found[1]}-" * known + f"{found[2]}-{found[3]}")
        if found := US_DAY.fullmatch(text):
            first, second = (found[2], found[1]) if self.day_first else (found[1], found[2])
            return read_year_day(f"{first}/{second}/{self.birth_year(found[3])}")
        return read_year_day(text)

    def with_likely_year(self, day: YearDay) -> YearDay:
        """The day without a year in which nobody who lives was born: 1604, or one to come."""
        likely = day.year and FIRST_YEAR <= day.year <= self.today.year
        return day if likely else YearDay(day.month, day.day)

    def birth_year(self, figures: str) -> int:
        """The year of birth: 68 is 1968, and nobody is born after today."""
        year = int(figures)
        if year >= CENTURY:
            return year
        this = self.today.year
        return this - (this - year) % CENTURY


def faults_of_names(name: str, office: str) -> Iterator[str]:
    """Why nobody can be recorded under these names."""
    if not name:
        yield "no name: neither a person's nor a place's"
    for text in (name, office):
        if len(text) > LONGEST:
            yield f"the name has more than {LONGEST} letters"


def one_line(text: str) -> str:
    """The text with its line breaks as commas, and single blanks."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return ", ".join(filter(None, lines))


def facts_of_program(row: ContactLine, today: date) -> dict[str, Any]:
    """What a list of ref says of a source beside the ways to reach it."""
    return {
        "owner": row.owner,
        "report_by": row.report_by,
        "target": row.target,
        "target_on": today if row.target else None,
        "tags": read_tags(", ".join(row.tags)),
    }


def is_yes(text: str) -> bool:
    """Whether a flag is set: 1, true, yes; also a day, as when somebody was archived."""
    return bool(text) and text != "0" and find_answer(text) is not Flag.NO


def kind_of_label(label: str) -> Kind | None:
    """The kind that a label says: ``Referring doctors``, ``Patients who refer``, ``Offices``."""
    for word in label.lower().replace("-", " ").split():
        if kind := find_kind(word.removesuffix("s")) or find_kind(word):
            return kind
    return None


def split_whole(text: str) -> dict[str, str]:
    """An address in one cell, in its parts where they are certain."""
    found = split_address(one_line(text)) if len(text) <= LONGEST_ADDRESS else None
    return asdict(found) if found else {"address": one_line(text)}
