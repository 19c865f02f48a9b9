"""People of an office who do not refer: the front desk, a hygienist. They are in no ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.output.table import Column, Table, Type
from refcli.core.values.year_days import YearDay

COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("name", "Name"),
    Column("role", "Role"),
    Column("source_id", "Office id", Type.ID, machine_only=True),
    Column("office", "Office"),
    Column("phone", "Phone"),
    Column("birthday", "Birthday"),
    Column("note", "Note"),
)
EMPTY = 'Nobody yet. For example: ref contact add "Cody" --at "Lakeside Dental" --role "front desk"'


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """Somebody who works at an office, to be written."""

    source_id: int
    name: str
    role: str = ""
    phone: str = ""
    note: str = ""
    birthday: YearDay | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who works at an office, with the name of it."""

    id: int
    office: str
    record: NewContact

    def __str__(self) -> str:
        """``Cody (front desk)``."""
        return self.record.name + (f" ({self.record.role})" if self.record.role else "")


def contact_table(contacts: Sequence[Contact]) -> Table:
    """One row per person, by office."""
    rows = [tuple(contact_record(one).values()) for one in contacts]
    note = "People who work at an office and do not refer; they are in no ranking."
    return Table("Contacts", COLUMNS, rows, note, empty=EMPTY)


def contact_record(one: Contact) -> dict[str, str | int]:
    """A contact for programs."""
    record = one.record
    return {
        "id": one.id,
        "name": record.name,
        "role": record.role,
        "source_id": record.source_id,
        "office": one.office,
        "phone": record.phone,
        "birthday": str(record.birthday or ""),
        "note": record.note,
    }
