"""Commands about referrals: list, show, edit, and how far each has come."""

from typing import Annotated, Any

import typer

from refcli.commands.referrals.stepping import (
    refuse_after_a_step,
    report_owed,
    saved_beside,
    step_refused,
)
from refcli.commands.sources.naming import resolve, settle_name, short_enough
from refcli.completion import complete_referral, complete_source
from refcli.core.referrals.records import ReferralView
from refcli.core.referrals.steps import StepError, advance, in_words
from refcli.core.referrals.tables import COLUMNS, referral_row, referral_table
from refcli.core.values.periods import EVER, Period
from refcli.core.vocabulary import Status
from refcli.env import Env, read_amount
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import (
    AlsoOption,
    LimitOption,
    NoteOption,
    OnOption,
    ProviderOption,
    SinceOption,
    UntilOption,
    record_number,
    refuse_nothing,
)
from refcli.output.render import fact_lines
from refcli.output.result import Result

app = typer.Typer()
referral = typer.Typer(no_args_is_help=True)
app.add_typer(
    referral, name="referral", help="List, show and edit referrals, and follow their status."
)
IdArgument = Annotated[
    int,
    typer.Argument(
        metavar="ID",
        parser=record_number,
        help="The referral's number.",
        autocompletion=complete_referral,
    ),
]
TextOption = Annotated[str | None, typer.Option()]
NOTHING = {"", "none"}  # a value that takes the production away


@referral.command(name="list")
def list_(
    ctx: typer.Context,
    *,
    source: Annotated[
        str | None,
        typer.Option(metavar="SOURCE", help="Only from it.", autocompletion=complete_source),
    ] = None,
    status: Annotated[Status | None, typer.Option(help="Only in this status.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = None,
) -> Result:
    """List referrals, the latest first."""
    env: Env = ctx.obj
    period = Period(env.day(since) or EVER, env.day_or_today(until))
    typed = settle_name(env, source) if source else None
    with storage.book.door.reading(env.door()) as book:
        ids = [resolve(book, typed).id] if typed else []
        found = storage.referrals.read_referrals(
            book, source_ids=ids, status=status, period=period, limit=limit
        )
    return Result(referral_table(found))


@referral.command(name="show")
def show_(ctx: typer.Context, id_: IdArgument) -> Result:
    """Show a referral with every step's date."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        view = storage.referrals.read_referral(book, id_)
    facts = as_record(view)
    return Result(facts, fact_lines(facts))


def as_record(view: ReferralView) -> dict[str, object]:
    """A referral for programs; production in currency units."""
    record = dict(zip((column.name for column in COLUMNS), referral_row(view), strict=True))
    production = view.record.production_cents
    return record | {
        "production": None if production is None else production / 100,
        "also": list(view.also),
    }


@referral.command()
def edit(
    ctx: typer.Context,
    id_: IdArgument,
    *,
    patient: TextOption = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="SOURCE", help="Who sent them.", autocompletion=complete_source
        ),
    ] = None,
    also: AlsoOption = None,
    on: OnOption = None,
    service: TextOption = None,
    value: Annotated[
        str | None, typer.Option(metavar="MONEY", help="Production; none takes it away.")
    ] = None,
    chart: TextOption = None,
    provider: TextOption = None,
    note: TextOption = None,
) -> Result:
    """Correct a referral."""
    env: Env = ctx.obj
    refuse_nothing(ctx, type_line("referral edit", id_, "--value", 1450))
    texts = {"service": service, "chart": chart, "provider": provider, "note": note}
    values: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    if patient is not None:
        values["patient"] = patient_name(patient)
    typed = settle_name(env, source) if source else None
    helpers = [settle_name(env, one) for one in also or ()]
    with storage.book.door.writing(env.door("referral edit")) as book:
        known = storage.referrals.read_referral(book, id_)
        values |= corrected_production(env, value, known.record.production_cents)
        if day := env.day(on):
            refuse_after_a_step(book, known, day)
            values["received_on"] = day
        if typed:
            values["source_id"] = resolve(book, typed).id
        ids = [resolve(book, one).id for one in helpers]
        primary = values.get("source_id", known.record.source_id)
        if primary in {*ids, *known.record.assists}:
            raise RefusedError("The primary source cannot be an assist of the same referral.")
        storage.referrals.edit_referral(book, id_, values)
        storage.referrals.add_assists(book, id_, ids)
        saved = as_record(storage.referrals.read_referral(book, id_))
    return Result(saved, f"Saved referral {id_}.")


def patient_name(typed: str) -> str:
    """A name with something in it."""
    if not typed.strip():
        raise UsageError("A patient's name is missing.")
    return short_enough(typed.strip())


def production_columns(env: Env, value: str | None, known: int | None) -> dict[str, Any]:
    """The production as columns: the amount, and today as the day it was recorded.

    The amount that is on record already keeps its day.
    """
    amount = read_amount(value)
    if amount in (None, known):
        return {}
    return {"production_cents": amount, "production_on": env.today}


def corrected_production(env: Env, value: str | None, known: int | None) -> dict[str, Any]:
    """The production as columns when editing; ``--value none`` takes it away."""
    if value is not None and value.strip().lower() in NOTHING:
        return {"production_cents": None, "production_on": None}
    return production_columns(env, value, known)


@referral.command()
def status(
    ctx: typer.Context,
    id_: IdArgument,
    status: Annotated[Status, typer.Argument(help="What it has reached.")],
    *,
    on: OnOption = None,
    why: Annotated[str, typer.Option(help="Why it was lost, or is a duplicate or invalid.")] = "",
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
            f" {type_line('referral edit', id_, '--value', 'none')}"
        )
    day, texts = env.day(on), {"provider": provider, "note": note}
    with storage.book.door.writing(env.door("referral status")) as book:
        known = storage.referrals.read_referral(book, id_)
        values: dict[str, Any] = {name: text for name, text in texts.items() if text}
        values |= production_columns(env, value, known.record.production_cents)
        before = storage.referrals.read_steps(book, id_)
        try:
            after = advance(before, status, day or env.today, why, assumed=not day, back=back)
        except StepError as error:
            raise step_refused(known, status, error, day, why) from None
        if after.status is not before.status:
            values["past"] = False  # from now on it is followed like any other
        storage.referrals.set_steps(book, id_, after, **values)
        owed = report_owed(book, id_)
        saved = as_record(storage.referrals.read_referral(book, id_))
    did = f"{in_words(before, after, status)}.{saved_beside(known, before, after, values)}"
    line = f"Referral {id_}, {known.record.patient}: {did}{owed}"
    return Result(saved, line)
