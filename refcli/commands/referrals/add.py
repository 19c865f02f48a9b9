"""The ten-second command: who was referred, and who sent them."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.patient_names import check_patient_name
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import check_length, read_assist
from refcli.commands.referrals.adding.answer import Recorded, as_record, tell_lines
from refcli.commands.referrals.adding.desk import Desk, Draft, Step, StepAnswer
from refcli.commands.referrals.adding.new_name import TypedAgain
from refcli.commands.referrals.adding.sentence import AGAIN, SentenceCommand
from refcli.commands.referrals.asking import ask_referral, without_marks
from refcli.commands.referrals.booking import (
    Booking,
    read_booked,
    read_status,
    settle_booking,
    with_steps,
)
from refcli.commands.referrals.credit import Credited, credit_source
from refcli.commands.referrals.referrers import say_unlinked
from refcli.commands.referrals.same_patient import (
    ask_same_patient,
    look_up,
    refuse_known,
    refuse_own_source,
)
from refcli.completion import complete_source
from refcli.core.due.of_referral import owed_for
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import DueItem
from refcli.core.referrals.patients import PatientsFound
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.reach import read_phone
from refcli.core.values.periods import year_to
from refcli.core.vocabulary import BuiltIn, Kind, Status
from refcli.env import Env, read_amount, typed_text
from refcli.errors import RefusedError, UsageError
from refcli.on_use import storage
from refcli.options import (
    AlsoOption,
    BookedOption,
    ChartOption,
    NoteOption,
    OfficeOption,
    OnOption,
    PatientPhoneOption,
    ProviderOption,
    ServiceOption,
    ValueOption,
)
from refcli.output.result import Result
from refcli.reading_files import piped_line

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()

HOW_TO_ADD = "ref add --help"


PatientArgument = Annotated[
    str | None,
    typer.Argument(
        help="Who was referred, and the sentence behind it; - reads the name from standard input."
        " ref add alone asks for all of it: then no name stands in the shell's history or the list"
        " of processes."
    ),
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
StatusOption = Annotated[
    Status | None, typer.Option(help="How far it has come; received, unless booked.")
]
AgainOption = Annotated[
    bool,
    typer.Option("--again", help="Although the patient is on record: another person, or anew."),
]


@app.command(cls=SentenceCommand)
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
    booked: BookedOption = None,
    service: ServiceOption = "",
    value: ValueOption = None,
    chart: ChartOption = "",
    provider: ProviderOption = "",
    phone: PatientPhoneOption = "",
    status: StatusOption = None,
    note: NoteOption = "",
    again: AgainOption = False,
) -> Result:
    """Record a referral: who was referred, and who sent them.

    Words need no quotes: ref add maria lopez from dr chen booked 12/2 9:30 phone 206-555-0107
    """
    env: Env = ctx.obj
    amount, typed, came_in = read_amount(value), line_read(ctx), env.day_or_today(on)
    draft = Draft(
        patient_name(patient),
        typed.name(source, kind, office, came_in, anyway=new),
        tuple(also or ()),
        Booking(read_status(status), read_booked(env, booked, status, came_in)),
        provider,
        read_phone(phone) if phone.strip() else "",
        day_typed=on is not None,
    )
    who = settle_draft(env, draft, *([] if again else [partial(ask_whether_same, chart)]))
    record = NewReferral(
        patient=who.patient,
        source_id=0,  # known when the book is open
        received_on=who.name.on,
        production_cents=amount,
        production_on=None if amount is None else env.today,
        service=service,
        chart=chart,
        provider=who.provider,
        phone=who.phone,
        note=note,
    )
    done = write_referral(env, who, record, again=again)
    return Result(as_record(done), tell_lines(done, env.today))


def write_referral(env: Env, who: Draft, record: NewReferral, *, again: bool) -> Recorded:
    """Credit the source, write the referral with its steps, and say what is owed."""
    with storage.book.door.writing(env.door("add")) as book:
        credit = credit_source(book, who.name)
        helpers = read_helpers(book, who)
        booking = settle_booking(book, who.booking)
        record = replace(record, source_id=credit.id, assists=tuple(helpers))
        record = with_steps(record, booking, env.today)
        done = record_referral(book, record, credit, again, who.others)
    return replace(done, also=tuple(helpers.values()), when=booking.when)


def line_read(ctx: typer.Context) -> TypedAgain:
    """The line as its sentence was read; without parts where nothing was typed."""
    again: TypedAgain = ctx.meta.get(AGAIN, TypedAgain())
    return again


def read_helpers(book: "Book", who: Draft) -> dict[int, str]:
    """The further sources with their names."""
    found = (read_assist(book, typed, who.name.on) for typed in who.also)
    return {one.id: name_source(one) for one in found}


def record_referral(
    book: "Book",
    new: NewReferral,
    credit: Credited,
    again: bool,  # noqa: FBT001
    others: frozenset[int],
) -> Recorded:
    """Write the referral; with it the source's count this year, and what is now owed.

    ``others`` are the referrals of which somebody said that the patient is none.
    """
    if credit.id in new.assists:
        raise RefusedError(f"{credit.name} is the primary source already. Leave it out of --also.")
    on_record = look_up(book, new.patient, new.chart, new.received_on).leave_out(others)
    kind = storage.sources.records.read_kind(book, credit.id)
    if not again:
        refuse_known(on_record, new, credit)
        refuse_own_source(new, credit, kind)
    before = {item.key: item.due_on for item in find_owed(book, new, 0)}
    id_ = storage.referrals.add_referral(book, new)
    linked = storage.sources.patients.link_patients(book, {credit.id}, new.patient)
    owed = find_owed(book, new, id_)
    credit = replace(credit, referral_id=linked.get(credit.id))
    if credit.created and credit.referral_id is None and kind is Kind.PATIENT:
        credit = replace(credit, said=say_unlinked(book, credit.id, credit.name))
    return Recorded(
        id=id_,
        new=new,
        source=credit,
        this_year=this_year(book, new),
        owed=owed,
        owed_before=before,
        on_record=PatientsFound() if again else on_record,
    )


def find_owed(book: "Book", new: NewReferral, id_: int) -> list[DueItem]:
    """What is owed to the patient, the source and the place; number 0: before it is written."""
    one = OpenReferral(id_, new.source_id, new.patient, new.received_on)
    facts = storage.owed.waiting.facts_after(book, one, new.status)
    return owed_for(facts, one, today=book.today)


def ask_whether_same(chart: str, desk: Desk, draft: Draft) -> StepAnswer:
    """Ask whether somebody of a like name is the patient, when all else is answered."""
    said = ask_same_patient(desk.env, draft.patient, chart, draft.name.on)
    return replace(draft, others=said) if isinstance(said, frozenset) else said


def patient_name(typed: str | None) -> str:
    """The patient's name from the command line or from standard input; empty where none is."""
    return without_marks(typed_text(piped_line()) if typed == "-" else typed or "").strip()


def settle_draft(env: Env, draft: Draft, *last: Step) -> Draft:
    """The names as typed or, in a terminal, as answered; what is missing elsewhere is refused."""
    if env.interactive:
        draft = ask_referral(env, draft, *last)
    if not draft.patient.strip():
        raise UsageError(
            "The patient's name is missing. Type ref add alone to be asked, which keeps it out of"
            f" the shell's history. How it is typed in one line: {HOW_TO_ADD}"
        )
    if not draft.name.typed.strip():
        typed = draft.name.again
        line = f"Type: {typed.write(BuiltIn.UNKNOWN)}" if typed.parts else f"See: {HOW_TO_ADD}"
        raise UsageError(
            "Who sent them is missing; the name stands behind from: unknown if nobody asked, none"
            f" if nobody sent them. {line}"
        )
    return replace(
        draft,
        patient=check_patient_name(draft.patient),
        name=replace(draft.name, typed=check_length(draft.name.typed)),
    )


def this_year(book: "Book", new: NewReferral) -> int:
    """The source's countable referrals in the year of this one, itself included."""
    end = date(new.received_on.year, 12, 31)
    return len(storage.referrals.recent_patients(book, new.source_id, year_to(end)))
