"""The ten-second command: who was referred, and who sent them."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.referrals.credit import Credited, NewName, asked_about, credit_source
from refcli.commands.sources.naming import resolve, settle_name, short_enough
from refcli.completion import complete_source
from refcli.core.due.list import owed_for
from refcli.core.due.waiting import OpenReferral
from refcli.core.names import name_key
from refcli.core.owed.items import DueItem
from refcli.core.referrals.records import NewReferral
from refcli.core.referrals.steps import Steps, advance
from refcli.core.values.periods import Period, year_to
from refcli.core.vocabulary import PROGRESS, Kind, Status
from refcli.env import Env, read_amount, typed_text
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import (
    AlsoOption,
    ChartOption,
    NoteOption,
    OfficeOption,
    OnOption,
    ProviderOption,
    ServiceOption,
    ValueOption,
)
from refcli.output.result import Result
from refcli.phrases import ordinal_text
from refcli.reading_files import piped_line

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()

SAME_AGAIN_DAYS = 90  # the same patient from the same source within these is the same referral
EXAMPLE = 'ref add "Maria Lopez" --from "dr chen"'


@dataclass(frozen=True, slots=True)
class Recorded:
    """What ``ref add`` did."""

    id: int
    new: NewReferral
    source: Credited
    this_year: int
    owed: list[DueItem]


PatientArgument = Annotated[
    str | None, typer.Argument(help="Who was referred; - reads it from standard input.")
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="SOURCE",
        help="Who sent them: a name, whole words of it, #id, unknown (nobody asked) or none.",
        autocompletion=complete_source,
    ),
]
KindOption = Annotated[Kind | None, typer.Option(help="What the source is, if it is new.")]
NewOption = Annotated[bool, typer.Option("--new", help="Create it although a similar one exists.")]
StatusOption = Annotated[Status, typer.Option(help="How far it has come.")]
AgainOption = Annotated[
    bool, typer.Option("--again", help="The same patient and source within 90 days is meant.")
]


@app.command()
def add(
    ctx: typer.Context,
    patient: PatientArgument = None,
    *,
    source: FromOption = None,
    kind: KindOption = None,
    office: OfficeOption = None,
    new: NewOption = False,
    also: AlsoOption = None,
    on: OnOption = None,
    service: ServiceOption = "",
    value: ValueOption = None,
    chart: ChartOption = "",
    provider: ProviderOption = "",
    status: StatusOption = Status.RECEIVED,
    note: NoteOption = "",
    again: AgainOption = False,
) -> Result:
    """Record a referral: who was referred, and who sent them."""
    env: Env = ctx.obj
    amount = read_amount(value)
    record = NewReferral(
        patient=patient_name(env, patient),
        source_id=0,  # known when the book is open
        **asdict(first_steps(env.day_or_today(on), status, env.today)),
        production_cents=amount,
        production_on=None if amount is None else env.today,
        service=service,
        chart=chart,
        provider=provider,
        note=note,
    )
    name = NewName(source_name(env, source), kind, office, record.received_on, new)
    name = asked_about(env, name)
    helpers = [settle_name(env, one) for one in also or ()]
    with storage.book.door.writing(env.door("add")) as book:
        credit = credit_source(book, name)
        ids = tuple(resolve(book, one, "--also").id for one in helpers)
        done = record_referral(
            book, replace(record, source_id=credit.id, assists=ids), credit, again
        )
    return Result(as_record(done), as_line(done))


def record_referral(book: "Book", new: NewReferral, credit: Credited, again: bool) -> Recorded:  # noqa: FBT001
    """Write the referral; with it the source's count this year, and what is now owed."""
    if credit.id in new.assists:
        raise RefusedError(f"{credit.name} is the primary source already. Leave it out of --also.")
    if not again:
        refuse_the_same_again(book, new, credit)
    id_ = storage.referrals.add_referral(book, new)
    one = OpenReferral(id_, credit.id, new.patient, new.received_on)
    facts = storage.due.facts_after(book, one, new.status)
    owed = owed_for(facts, one, today=book.today)
    return Recorded(id_, new, credit, this_year(book, new), owed)


def patient_name(env: Env, typed: str | None) -> str:
    """The patient's name from the command line, from standard input, or asked for."""
    if typed == "-":
        typed = typed_text(piped_line())
    elif typed is None and env.interactive:
        typed = env.ask("Who was referred?")
    if not typed or not typed.strip():
        raise UsageError(f"The patient's name is missing. Type: {EXAMPLE}")
    return short_enough(typed.strip())


def source_name(env: Env, typed: str | None) -> str:
    """The source as typed or asked for."""
    if typed is None and env.interactive:
        typed = env.ask("Who sent them? (unknown: nobody asked; none: nobody did)")
    if not typed or not typed.strip():
        raise UsageError(
            f"Who sent them is missing. Type: {EXAMPLE}; --from unknown if nobody asked,"
            " --from none if nobody sent them"
        )
    return short_enough(typed)


def first_steps(received_on: date, status: Status, today: date) -> Steps:
    """A new referral's steps; one that is already over is no new one."""
    if status not in PROGRESS:
        raise UsageError(
            f"A new referral cannot be {status} at once."
            f" Record it, then: {type_line('referral status', 'ID', status)}"
        )
    return advance(Steps(received_on=received_on), status, today, assumed=True)


def refuse_the_same_again(book: "Book", new: NewReferral, credit: Credited) -> None:
    """The same patient from the same source within 90 days needs ``--again``."""
    span = timedelta(days=SAME_AGAIN_DAYS)
    period = Period(new.received_on - span, new.received_on + span)
    for id_, patient, received_on in storage.referrals.recent_patients(book, credit.id, period):
        if name_key(patient) == name_key(new.patient):
            raise RefusedError(
                f"Referral {id_} of {received_on} is this patient from {credit.name} already."
                " Nothing was recorded; add --again if this is another one."
            )


def this_year(book: "Book", new: NewReferral) -> int:
    """The source's countable referrals in the year of this one, itself included."""
    end = date(new.received_on.year, 12, 31)
    return len(storage.referrals.recent_patients(book, new.source_id, year_to(end)))


def as_line(done: Recorded) -> str:
    """What was recorded, the source's count this year, and what is now owed."""
    source = done.source
    fresh = f" (new: #{source.id})" if source.created else ""
    which = (
        "not counted"
        if not done.this_year
        else f"{ordinal_text(done.this_year)} referral this year"
    )
    todo = ", ".join(f"{item.type} by {item.due_on} ({item.key})" for item in done.owed)
    return (
        f"Recorded referral {done.id}: {done.new.patient}, from {source.name}{fresh},"
        f" {which}. Owed: {todo or 'nothing'}."
    )


def as_record(done: Recorded) -> dict[str, object]:
    """The recorded referral as a record for programs (JSON, CSV)."""
    return {
        "id": done.id,
        "patient": done.new.patient,
        "source_id": done.source.id,
        "source": done.source.name,
        "received_on": done.new.received_on,
        "status": done.new.status.value,
        "created_source": done.source.created,
        "referrals_this_year": done.this_year,
        "owed": [{"key": i.key, "type": i.type.value, "due_on": i.due_on} for i in done.owed],
    }
