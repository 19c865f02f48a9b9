"""Commands about the people of an office who do not refer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.naming import Numbered, settle_number
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import check_length, resolve_office, settle_name
from refcli.completion import complete_office
from refcli.core.finding.things import make_thing
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.sources.contacts import Contact, NewContact, contact_record, contact_table
from refcli.core.sources.reach import read_phone
from refcli.core.values.year_days import YearDay, read_year_day
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.on_use import storage
from refcli.options import LimitOption, NoteOption
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()
contact = typer.Typer(no_args_is_help=True)
app.add_typer(contact, name="contact", help="People of an office who do not refer.")

AtOption = Annotated[
    str, typer.Option("--at", metavar="OFFICE", help="Where.", autocompletion=complete_office)
]


@contact.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Who: a first name will do.")],
    *,
    at: AtOption,
    role: Annotated[str, typer.Option(help="What they do: front desk, hygienist ...")] = "",
    phone: Annotated[str, typer.Option(help="A number of their own.")] = "",
    birthday: Annotated[
        str | None, typer.Option(metavar="DAY", help="03-05, 3/5 or march 5: ref due tells it.")
    ] = None,
    note: NoteOption = "",
) -> Result:
    """Add somebody who works at an office and does not refer."""
    env: Env = ctx.obj
    if not name.strip():
        raise UsageError("A name is missing.")
    day = read_birthday(env, birthday) if birthday else None
    number = read_phone(phone) if phone.strip() else ""
    where = settle_name(env, at)
    with storage.book.door.writing(env.door("contact add")) as book:
        office = resolve_office(book, where, "--at")
        new = NewContact(
            source_id=office.id,
            name=check_length(name.strip()),
            role=role,
            phone=number,
            note=note,
            birthday=day,
        )
        refuse_second(storage.sources.contacts.read_contacts(book, office.id), new)
        contact_id = storage.sources.contacts.add_contact(book, new)
        known = storage.sources.contacts.read_contacts(book, office.id)
    [added] = [one for one in known if one.id == contact_id]
    line = f"Added contact {contact_id}: {added} at {name_source(office)}."
    return Result(contact_record(added), line)


def read_birthday(env: Env, typed: str) -> YearDay:
    """A day of the year; a year of birth that is known lies behind us."""
    day = read_year_day(typed)
    if day.year and not 1900 <= day.year <= env.today.year:  # noqa: PLR2004  (as dates are read)
        raise UsageError(f"{day.year} is no year of birth. Leave it out: 03-05")
    return day


def refuse_second(known: Sequence[Contact], new: NewContact) -> None:
    """Refuse somebody who is there already."""
    for one in known:
        if name_key(one.record.name) == name_key(new.name):
            raise RefusedError(f"{one} works at {one.office} already, as contact {one.id}.")


@contact.command(name="list")
def list_(
    ctx: typer.Context,
    office: Annotated[
        str | None,
        typer.Argument(metavar="[OFFICE]", help="Only of it.", autocompletion=complete_office),
    ] = None,
    *,
    limit: LimitOption = None,
) -> Result:
    """List the people of the offices who do not refer."""
    env: Env = ctx.obj
    typed = settle_name(env, office) if office else None
    with storage.book.door.reading(env.door()) as book:
        where = resolve_office(book, typed, "").id if typed else None
        found = storage.sources.contacts.read_contacts(book, where)
    return Result(contact_table(found).head(limit))


def read_contact_names(book: "Book") -> list[list[Named]]:
    """Who works at an office; what they do and where tells namesakes apart."""
    found = storage.sources.contacts.read_contacts(book)
    about = [", ".join(filter(None, (one.record.role, one.office))) for one in found]
    named = zip(found, about, strict=True)
    return [[make_thing(one.id, one.record.name, about=where) for one, where in named]]


CONTACTS = Numbered(what="contact", see="ref contact list", read=read_contact_names)


@contact.command()
def end(
    ctx: typer.Context,
    typed: Annotated[
        str, typer.Argument(metavar="CONTACT", help="Who: a name or a number of ref contact list.")
    ],
) -> Result:
    """End a contact: somebody works there no longer."""
    env: Env = ctx.obj
    number = settle_number(env, typed, CONTACTS)
    with storage.book.door.writing(env.door("contact end")) as book:
        gone = storage.sources.contacts.end_contact(book, number)
    ended = contact_record(gone) | {"ended_on": env.today}
    return Result(ended, f"{gone} works at {gone.office} no longer.")
