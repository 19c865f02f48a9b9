"""Commands about referrals: list, show, edit, and how far each has come."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.commands.finding.patients import settle_referral, settle_referrals
from refcli.commands.finding.sources import resolve, resolve_on, settle_name
from refcli.commands.referrals.correcting import (
    NOTHING,
    AgainOption,
    DropAlsoOption,
    FromOption,
    change_assists,
    check_identity,
    correct_production,
    patient_name,
    say_like_names,
    settle_correction,
    tell_correction,
)
from refcli.commands.referrals.recording import record_event
from refcli.commands.referrals.stepping import (
    Told,
    refuse_after_a_step,
)
from refcli.completion import complete_referral, complete_source
from refcli.core.finding.story import story_lines, story_record
from refcli.core.referrals.step_rows import CALLED_OFF
from refcli.core.referrals.tables import referral_list, referral_record
from refcli.core.sources.offering import fits
from refcli.core.sources.reach import read_phone
from refcli.core.values.day_words import said_day
from refcli.core.values.periods import EVER, Period
from refcli.core.vocabulary import ShownStatus, Status, Telling
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import line_about
from refcli.on_use import storage
from refcli.options import (
    AlsoOption,
    ForOption,
    LimitOption,
    NoteOption,
    OnOption,
    ProviderOption,
    SinceOption,
    UntilOption,
    refuse_nothing,
)
from refcli.output.result import Result
from refcli.phrases import note_words

if TYPE_CHECKING:
    pass

app = typer.Typer()
referral = typer.Typer(no_args_is_help=True)
app.add_typer(
    referral, name="referral", help="List, show and edit referrals, and follow their status."
)
WhoArgument = Annotated[
    str,
    typer.Argument(
        metavar="PATIENT",
        help="Whose: a name, whole words of it, the referral's number, or S3, R3 ...",
        autocompletion=complete_referral,
    ),
]
SeveralArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATIENT...",
        help="Whose: names, referrals' numbers or keys of ref due.",
        autocompletion=complete_referral,
    ),
]
TextOption = Annotated[str | None, typer.Option()]


@referral.command(name="list")
def list_(
    ctx: typer.Context,
    *,
    source: Annotated[
        str | None,
        typer.Option(metavar="SOURCE", help="Only from it.", autocompletion=complete_source),
    ] = None,
    patient: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only with this in the patient's name.")
    ] = None,
    status: Annotated[
        ShownStatus | None, typer.Option(help="Only in this status; open: not seen yet.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = None,
) -> Result:
    """List referrals, the latest first."""
    env: Env = ctx.obj
    period = Period(env.bound(since) or EVER, env.bound(until) or env.today)
    typed = settle_name(env, source) if source else None
    with storage.book.door.reading(env.door()) as book:
        ids = [resolve(book, typed, "--source").id] if typed else []
        found = storage.referrals.read_referrals(
            book,
            source_ids=ids,
            statuses=status.statuses if status else (),
            period=period,
            limit=None if patient else limit,
        )
        origins = {
            one.id: (one.record.kind.value, one.office)
            for one in storage.sources.records.read_sources(book, archived=True)
            if not one.built_in
        }
    named = (
        found if patient is None else [one for one in found if fits(one.record.patient, patient)]
    )
    return Result(referral_list(named, origins).head(limit))


@referral.command(name="show")
def show_(ctx: typer.Context, who: WhoArgument) -> Result:
    """Show a referral: each step with its day, what was done about it, what is owed."""
    env: Env = ctx.obj
    id_ = settle_referral(env, who, every=True)
    with storage.book.door.reading(env.door()) as book:
        storage.referrals.read_referral(book, id_)  # or a refusal
        (story,) = storage.finding.everybody.read_stories(book, [id_])
    return Result(story_record(story, env.today), [*story_lines(story, env.today)])


@referral.command()
def edit(
    ctx: typer.Context,
    who: WhoArgument,
    *,
    patient: TextOption = None,
    source: FromOption = None,
    also: AlsoOption = None,
    drop_also: DropAlsoOption = None,
    on: OnOption = None,
    service: TextOption = None,
    value: Annotated[
        str | None, typer.Option(metavar="MONEY", help="Production; none takes it away.")
    ] = None,
    chart: TextOption = None,
    provider: TextOption = None,
    phone: TextOption = None,
    note: TextOption = None,
    again: AgainOption = False,
) -> Result:
    """Correct a referral."""
    env: Env = ctx.obj
    refuse_nothing(ctx)
    texts = {"service": service, "chart": chart, "provider": provider, "note": note}
    texts["phone"] = read_phone(phone) if phone and phone.strip() else phone
    values: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    if patient is not None:
        values["patient"] = patient_name(patient)
    day = env.day(on)
    id_, typed, helpers, gone = settle_correction(env, who, source, also, drop_also)
    with storage.book.door.writing(env.door("referral edit")) as book:
        known = storage.referrals.read_referral(book, id_)
        correct_production(book, known, value)
        if day:
            refuse_after_a_step(book, known, day)
            values["received_on"] = day
        on_day = day or known.record.received_on
        credit = resolve_on(book, typed, on_day, "--from") if typed else None
        values |= {"source_id": credit.id} if credit else {}
        like = [] if again else check_identity(book, known, values, credit)
        more, fewer = change_assists(book, known, values, helpers, gone)
        saved = storage.referrals.read_referral(book, id_)
    received = f" Received on {said_day(day, env.today)}." if day else ""
    noted = note_words(known.record.note, note)
    told = tell_correction(known, saved, credit, more, fewer)
    return Result(referral_record(saved), f"{told}{received}{noted}{say_like_names(like)}")


@referral.command()
def status(
    ctx: typer.Context,
    who: SeveralArgument,
    status: Annotated[Telling, typer.Argument(help="What it has reached, or what happened.")],
    *,
    on: OnOption = None,
    for_: ForOption = None,
    why: Annotated[str, typer.Option(help="Why it was lost, missed, or does not count.")] = "",
    value: Annotated[str | None, typer.Option(metavar="MONEY", help="Production.")] = None,
    provider: ProviderOption = "",
    note: NoteOption = "",
    back: Annotated[
        bool, typer.Option("--back", help="Go back to it: the days of later steps are dropped.")
    ] = False,
) -> Result:
    """Note how far a referral has come: seen, completed, lost ... Said again, it keeps its day."""
    env: Env = ctx.obj
    if value is not None and value.strip().lower() in NOTHING:
        raise UsageError(
            "--value needs an amount. To take the value away:"
            f" {line_about('referral edit', who[0], '--value', 'none')}"
        )
    off = next((what for what in CALLED_OFF if what.value == status.value), None)
    if off and (back or value is not None):
        raise UsageError(
            f"{off} goes without --back and --value. Type them with a status.",
            drop=["--back", "--value"],
        )
    wanted = Status.SCHEDULED if off else Status(status)
    if for_ is not None and status.value != Status.SCHEDULED:
        line = line_about("referral status", who[0], "scheduled", "--for", for_)
        raise UsageError(f"--for is the day of an appointment. Type: {line}")
    booked = wanted is Status.SCHEDULED and not off
    day = env.day_of_booking(on) if booked else env.day(on)
    when = env.appointment(for_, day)
    told = Told(
        status=wanted,
        on=day,
        why=why,
        value=value,
        provider=provider,
        note=note,
        back=back,
        when=when,
        for_text=for_ or "",
    )
    ids = settle_referrals(env, who, wanted=wanted)
    return record_event(env, "referral status", ids, told, off)
