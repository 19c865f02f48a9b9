"""What a contact of a file knows of a source on record: what is empty is filled, never replaced."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from refcli.core.intake.reading.understood import ContactLine
from refcli.core.names.keys import fold_name, name_key
from refcli.core.sources.duplicates.streets import is_same_street, street_key
from refcli.core.sources.postal import PostalAddress, postal_text
from refcli.core.sources.reach import email_key, phone_key
from refcli.core.sources.records import NewSource, SourceView
from refcli.core.sources.wishes import read_tags
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import Kind
from refcli.lines import type_line

ADDRESS = ("street", "city", "state", "zip")
WORDS = {  # how a column is called in a sentence
    "phone": "phone",
    "fax": "fax",
    "email": "e-mail",
    "npi": "NPI",
    "specialty": "specialty",
    "owner": "owner",
    "report_by": "way of reports",
    "tags": "tags",
    "note": "note",
    "address": "address",
}


def fold_text(text: str) -> str:
    """A text as it is compared: without case, accents and doubled blanks."""
    return " ".join(fold_name(text).split())


ALIKE: Mapping[str, Callable[[str], str]] = {  # what is contradicted where it differs
    "phone": phone_key,
    "fax": phone_key,
    "email": email_key,
    "npi": str,
    "specialty": fold_text,
    "owner": fold_text,
    "report_by": fold_text,
}


@dataclass(frozen=True, slots=True)
class KnownSourceFacts:
    """The sources in use, by number, and the birthdays of those who have one on record."""

    views: Mapping[int, SourceView] = field(default_factory=dict)
    birthdays: Mapping[int, YearDay] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceNews:
    """What contacts fill in of a source on record; and what the last of them contradicts."""

    source: SourceView
    values: Mapping[str, str]
    contradictions: tuple[str, ...] = ()
    birthday: YearDay | None = None

    @property
    def changes(self) -> bool:
        """Whether anything on record changes."""
        return bool(self.values) or self.birthday is not None

    @property
    def words(self) -> list[str]:
        """What is filled in, in words: phone, address."""
        told = [word for column, word in WORDS.items() if column in self.values]
        return [*told, *(("birthday",) if self.birthday else ())]

    def after(self, before: "SourceNews | None") -> "SourceNews":
        """What this contact and an earlier one fill in together."""
        if before is None:
            return self
        values = {**before.values, **self.values}
        return replace(self, values=values, birthday=before.birthday or self.birthday)

    @property
    def renewed(self) -> SourceView:
        """The source with what was filled in: the next contact is compared with it."""
        changed: dict[str, Any] = dict(self.values)
        return replace(self.source, record=replace(self.source.record, **changed))


def find_source_news(
    known: SourceView, row: ContactLine, birthday: YearDay | None = None
) -> SourceNews:
    """What a contact fills in of a source; what it says otherwise of a filled column.

    ``birthday`` is that of the source on record, if it has one there.
    """
    record = known.record
    said = {name: getattr(row, name) for name in ALIKE} | {
        "tags": read_tags(", ".join(row.tags)),
        "note": row.note,
    }
    values = {name: text for name, text in said.items() if text and not getattr(record, name)}
    against = [
        f"{WORDS[name]} is {getattr(record, name)} on record, here {said[name]}"
        for name in ALIKE
        if said[name] and name not in values and not is_told(getattr(record, name), name, row)
    ]
    if is_other_place(record, row):
        theirs = row.address or postal_text(address_of(row))
        against.append(f"address is {record.address} on record, here {theirs}")
    else:
        values |= fill_address(record, row)
    if birthday and row.birthday and str(birthday) != str(row.birthday):
        against.append(f"birthday is {birthday} on record, here {row.birthday}")
    new_day = None if birthday else row.birthday
    return SourceNews(known, values, (*against, *contradict_standing(known, row)), new_day)


def is_told(on_record: str, name: str, row: ContactLine) -> bool:
    """Whether a contact says of a column what is on record; of several phones any will do."""
    key = ALIKE[name]
    said = [getattr(row, name), *(row.more_phones if name == "phone" else ())]
    return key(on_record) in map(key, said)


def address_of(one: ContactLine | NewSource) -> PostalAddress:
    """An address in its parts."""
    return PostalAddress(one.street, one.city, one.state, one.zip)


def is_other_place(record: NewSource, row: ContactLine) -> bool:
    """Whether two addresses differ in a part that both have; 98101 and 98101-1234 do not."""
    if row.address or (record.address and not any(getattr(record, one) for one in ADDRESS)):
        theirs = row.address or postal_text(address_of(row))
        return bool(record.address and theirs) and fold_text(record.address) != fold_text(theirs)
    pairs = [(getattr(record, one), getattr(row, one)) for one in ADDRESS]
    both = [(mine, theirs) for mine, theirs in pairs[1:3] if mine and theirs]
    zips = pairs[3][0][:5], pairs[3][1][:5]
    other_zip = all(zips) and zips[0] != zips[1]
    other_town = any(fold_text(mine) != fold_text(theirs) for mine, theirs in both)
    return other_zip or other_town or is_other_street(*pairs[0])


def is_other_street(mine: str, theirs: str) -> bool:
    """Whether two streets are two: 410 Pine St and 410 Pine Street Suite 300 are one."""
    if not mine or not theirs or fold_text(mine) == fold_text(theirs):
        return False
    keys = street_key(mine), street_key(theirs)
    return not (keys[0] and keys[1] and is_same_street(keys[0], keys[1]))


def fill_address(record: NewSource, row: ContactLine) -> dict[str, str]:
    """The parts of the address that are empty, and the address as it is written with them."""
    if row.address:
        return {} if record.address else {"address": row.address}
    if record.address and not any(getattr(record, one) for one in ADDRESS):
        return {}
    parts = {
        one: text for one in ADDRESS if (text := getattr(row, one)) and not getattr(record, one)
    }
    if not parts:
        return {}
    return parts | {"address": postal_text(address_of(replace(record, **parts)))}


def contradict_standing(known: SourceView, row: ContactLine) -> Iterator[str]:
    """What a contact says otherwise of the kind and the office, which only a person changes."""
    kind, office = known.record.kind, row.office
    if row.sure and row.kind and row.kind is not kind:
        yield f"kind is {kind.value} on record, here {row.kind.value}"
    if office and kind is Kind.PROVIDER and name_key(office) != name_key(known.office):
        line = type_line("source edit", f"#{known.id}", "--office", office)
        there = f"office is {known.office} on record" if known.office else "no office is on record"
        yield f"{there}, here {office}. If that is right, type: {line}"
