"""One row of a list of providers: who it is, or why it is not taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from refcli.core.sources.postal import state_code
from refcli.core.sources.reach import phone_key, read_npi, read_phone
from refcli.core.targets.columns import FileColumns
from refcli.core.targets.file_names import clean_text, spell_company, spell_name, spell_person
from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.targets.records import Cases, NewTarget, OwnWords
from refcli.core.targets.specialties import name_codes
from refcli.core.vocabulary import Kind
from refcli.errors import RefError, UsageError

COMPANY = frozenset(  # words for an organisation, and the code of the national file
    {"2", "office", "organization", "organisation", "company", "group", "practice", "clinic"}
)
PERSON = frozenset({"1", "provider", "individual", "person", "doctor", "dentist"})
DOING_BUSINESS_AS = "3"
LONGEST_NAME, LONGEST_CELL, LONGEST_NOTE = 200, 120, 2_000  # letters
CODE = re.compile(r"\b[0-9A-Z]{10}\b")  # of the taxonomy: 1223G0001X
DAY = "%m/%d/%Y"
LONG_ZIP = 9


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Deactivated:
    """An NPI that was taken out of use."""

    npi: str


Found = NewTarget | Deactivated | Refused


def read_row(cells: Sequence[str], columns: FileColumns) -> Found:
    """Who a row is about."""
    if len(cells) != columns.count:
        return Refused(f"it has {len(cells)} of {columns.count} columns: it was cut, or mixed up")
    row = {field: clean_text(columns.cell(cells, field)) for field in columns.at}
    if not row["npi"]:
        return Refused("it has no NPI")
    try:
        npi = read_npi(row["npi"])
    except UsageError:
        return Refused(f"{row['npi'][:20]!r} is no NPI: its check digit does not fit")
    if is_deactivated(row):
        return Deactivated(npi)
    codes = list_codes(cells, columns) or tuple(re.findall(CODE, row.get("codes", "").upper()))
    kind = Kind.OFFICE if is_company(row) else Kind.PROVIDER
    name, other = name_company(row) if kind is Kind.OFFICE else name_person(row, codes)
    if not name:
        return Refused("it has no name")
    return NewTarget(
        npi=npi,
        kind=kind,
        name=name[:LONGEST_NAME],
        other_name=(other or row.get("other", ""))[:LONGEST_NAME],
        specialty=name_codes(codes) or row.get("specialty", "")[:LONGEST_CELL],
        codes=codes,
        **read_place(row),
    )


def read_place(row: dict[str, str]) -> dict[str, str]:
    """The place in its parts, and how it is reached."""
    street = ", ".join(filter(None, (row.get("street", ""), row.get("street2", ""))))
    state = row.get("state", "")
    return {
        "phone": tidy_phone(row.get("phone", "")),
        "fax": tidy_phone(row.get("fax", "")),
        "street": spell_company(street)[:LONGEST_CELL],
        "city": spell_company(row.get("city", ""))[:LONGEST_CELL],
        "state": state_code(state) or state[:LONGEST_CELL],
        "zip": tidy_zip(row["zip"]),
    }


def is_deactivated(row: dict[str, str]) -> bool:
    """True if the day of leaving is there, and no later one of coming back."""
    if row.get("ended"):
        return True
    off, back = read_us_day(row.get("off", "")), read_us_day(row.get("on", ""))
    return off is not None and (back is None or back < off)


def read_us_day(text: str) -> date | None:
    """A day as the national file writes it: 05/23/2007; None for what is none."""
    try:
        return datetime.strptime(text, DAY).date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        return None


def is_company(row: dict[str, str]) -> bool:
    """True for an organisation; where no column says so, for one that names no person."""
    entity = row.get("entity", "").casefold()
    if entity in COMPANY | PERSON:
        return entity in COMPANY
    return not (row.get("last") or row.get("name"))


def read_own_words(cells: Sequence[str], columns: FileColumns) -> OwnWords:
    """What somebody noted of a target, in a list that ref printed or one like it."""
    said = clean_text(columns.cell(cells, "cases")).casefold().replace(" ", "_")
    note = clean_text(columns.cell(cells, "note"))[:LONGEST_NOTE]
    return OwnWords(next((one for one in Cases if one == said), Cases.UNKNOWN), note)


def name_company(row: dict[str, str]) -> tuple[str, str]:
    """The name on the door of an office, and its legal one where that differs."""
    legal, trade = spell_company(row.get("company", "")), spell_company(row.get("trade", ""))
    if trade and row.get("trade_type", DOING_BUSINESS_AS) == DOING_BUSINESS_AS:
        return trade, legal if legal != trade else ""
    return legal or spell_company(row.get("name", "")), trade


def name_person(row: dict[str, str], codes: Sequence[str]) -> tuple[str, str]:
    """The name of a provider, and the former one."""
    if not row.get("last"):
        return row.get("name", ""), ""
    parts = [row.get(one, "") for one in ("first", "middle", "last")]
    said = {one: row.get(one, "") for one in ("suffix", "degrees", "title")}
    former = [spell_name(row.get(one, "")) for one in ("other_first", "other_last")]
    other = " ".join(filter(None, former)) if former[1] else ""
    return spell_person(parts, **said, codes=codes), other


def list_codes(cells: Sequence[str], columns: FileColumns) -> tuple[str, ...]:
    """The codes of a row, the main one first: the one whose switch is Y, else the first."""
    found = [
        (switch is None or cells[switch].strip() != "Y", cells[place].strip().upper()[:12])
        for place, switch in columns.codes
        if cells[place].strip()
    ]
    return tuple(dict.fromkeys(code for _, code in sorted(found, key=lambda one: one[0])))


def tidy_phone(text: str) -> str:
    """A phone number as it is kept; what is none is left out."""
    if not phone_key(text):
        return ""
    try:
        return read_phone(text)
    except RefError:
        return ""


def tidy_zip(text: str) -> str:
    """A ZIP code as it is kept: 98101, or 98101-1234 for 981011234."""
    digits = text.replace("-", "").replace(" ", "")
    if digits.isascii() and digits.isdecimal() and len(digits) == LONG_ZIP:
        return f"{digits[:ZIP_DIGITS]}-{digits[ZIP_DIGITS:]}"
    return text[:LONGEST_CELL]
