"""What the ledger of gifts tells, what is set aside in it or came back, and the same for all."""

from typing import Annotated

import typer

from refcli.commands.finding.naming import settle_number
from refcli.commands.finding.sources import settle_name
from refcli.commands.gifts.options import (
    AmountOption,
    FormOption,
    FullOption,
    HeadsOption,
    WhichArgument,
    WhyOption,
    WorthOption,
    YearOption,
)
from refcli.commands.gifts.shared import GIFTS, allocation_of, find_recipient, form_of, require_item
from refcli.completion import complete_source
from refcli.core.gifts.cure import find_excesses
from refcli.core.gifts.plan import Courtesy, plan_gifts
from refcli.core.gifts.tables import cure_table, ledger_table, plan_table, statement_table
from refcli.core.policy.disclaimers import SHORT
from refcli.core.values.day_words import said_day
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import Kind
from refcli.env import Env, read_amount
from refcli.on_use import storage
from refcli.options import LimitOption, NoteOption, OnOption, SourceArgument
from refcli.output.result import Line, Result


def list_(
    ctx: typer.Context,
    *,
    year: YearOption = None,
    source: Annotated[
        str | None, typer.Option("--source", autocompletion=complete_source, help="Only to it.")
    ] = None,
    limit: LimitOption = None,
) -> Result:
    """List the ledger of a year: what stands, what was voided or replaced, what came back."""
    env: Env = ctx.obj
    typed = settle_name(env, source) if source else ""
    with storage.book.firewall.reading(env.door()) as book:
        to = find_recipient(book, typed, "--source", archived=True).id if typed else None
        entries, people = (
            storage.gifts.reading.read_everything(book),
            storage.gifts.reading.read_people(book),
        )
    wanted = year or env.today.year
    mine = [
        entry
        for entry in entries
        if entry.gift.given_on.year == wanted and to in {None, entry.gift.source_id}
    ]
    return Result(ledger_table(mine, people, wanted, env.today).head(limit))


def return_(
    ctx: typer.Context,
    which: WhichArgument,
    *,
    on: OnOption = None,
    amount: AmountOption = None,
    inadvertent: Annotated[
        bool, typer.Option("--inadvertent", help="It was too much by mistake.")
    ] = False,
    note: NoteOption = "",
) -> Result:
    """Record that a gift, or a part of its value, came back."""
    env: Env = ctx.obj
    back, day = read_amount(amount), env.day_or_today(on)
    number = settle_number(env, which, GIFTS)
    with storage.book.firewall.writing(env.door("gift return")) as book:
        left = storage.gifts.reading.read_gift(book, number).left_cents
        row = storage.gifts.writing.give_back(
            book, number, on=day, cents=back, inadvertent=inadvertent, note=note
        )
    came = left if back is None else back
    line = f"Recorded: {cents_text(came)} of gift {number} came back on {said_day(day, env.today)}."
    record = {"id": row, "returns_id": number, "returned": came / 100, "on": day}
    return Result(record, line)


def void(
    ctx: typer.Context,
    which: WhichArgument,
    *,
    why: WhyOption,
) -> Result:
    """Say that a row of the ledger should not be there; it stays to be seen, with the reason."""
    env: Env = ctx.obj
    number = settle_number(env, which, GIFTS)
    with storage.book.firewall.writing(env.door("gift void")) as book:
        row = storage.gifts.writing.void(book, number, why)
    line = f"Voided {number}: {why.strip()}. It stays on record. See: ref gift list"
    return Result({"id": row, "voids_id": number, "why": why.strip()}, line)


def plan(
    ctx: typer.Context,
    occasion: Annotated[str, typer.Argument(help="christmas, open house ...")],
    *,
    class_: Annotated[Kind, typer.Option("--class", help="Everybody of this kind in use.")],
    item: Annotated[str, typer.Option(help='What each gets: "holiday cookies".')],
    value: WorthOption,
    form: FormOption = None,
    heads: HeadsOption = 1,
    full_each: FullOption = False,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day.")] = None,
) -> Result:
    """Plan the same courtesy for everybody of a class, whether they refer or not."""
    env: Env = ctx.obj
    courtesy = Courtesy(
        item=require_item(item),
        value_cents=read_amount(value) or 0,
        form=form_of(env, require_item(item), form),
        occasion=occasion,
        heads=heads,
        allocation=allocation_of(heads, full_each=full_each),
    )
    day = env.day_either_way(on) or env.today
    with storage.book.firewall.reading(env.door()) as book:
        members = storage.gifts.reading.class_recipients(book, class_)
        ledger, policy = (
            storage.gifts.reading.read_ledger(book),
            storage.policy.choices.read_policy(book),
        )
    made = plan_gifts(courtesy, members, day, ledger, policy, env.today)
    planned = plan_table(made, courtesy, said_day(day, env.today))
    return Result(planned, [planned, Line(SHORT, "dim")])


def cure(ctx: typer.Context, source: SourceArgument) -> Result:
    """What is over a limit, by how much, and until when it can be given back."""
    env: Env = ctx.obj
    typed = settle_name(env, source)
    with storage.book.firewall.reading(env.door()) as book:
        to = find_recipient(book, typed, archived=True)
        ledger = storage.gifts.reading.read_ledger(book, around=to.id)
        policy = storage.policy.choices.read_policy(book)
    whose = ledger.people[to.id]
    parties = {to.id, *whose.members, *whose.movers}
    found = [one for one in find_excesses(ledger, policy, env.today) if one.party_id in parties]
    return Result(cure_table(found, env.today))


def statement(
    ctx: typer.Context,
    source: SourceArgument,
    *,
    year: YearOption = None,
) -> Result:
    """What counted for a recipient in a year, gift by gift."""
    env: Env = ctx.obj
    typed = settle_name(env, source)
    with storage.book.firewall.reading(env.door()) as book:
        to = find_recipient(book, typed, archived=True)
        ledger = storage.gifts.reading.read_ledger(book, around=to.id)
    wanted = year or env.today.year
    return Result(statement_table(ledger, to.id, wanted, env.today))
