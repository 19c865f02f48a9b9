"""The commands about gifts: the check before, the entry, and those of the ledger.

All of them work behind the firewall: they cannot learn who referred whom.
"""

from dataclasses import replace
from typing import Annotated, Any

import typer

from refcli.commands.finding.naming import settle_number
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import settle_name
from refcli.commands.gifts import ledger
from refcli.commands.gifts.options import (
    ApprovedOption,
    AskedOption,
    CorrectsOption,
    CostOption,
    FormOption,
    FullOption,
    HeadsOption,
    HostOption,
    ItemArgument,
    OccasionOption,
    PaidOption,
    PayerOption,
    PersonOption,
    PurposeOption,
    ReceiptOption,
    RelationOption,
    StringsOption,
    WhyOption,
    WorthOption,
)
from refcli.commands.gifts.shared import (
    GIFTS,
    allocation_of,
    check_result,
    find_recipient,
    form_of,
    looked_at,
    refuse,
    require_item,
)
from refcli.core.gifts.check import find_verdict
from refcli.core.gifts.ledger import Gift
from refcli.core.gifts.tables import record_gift
from refcli.core.policy.disclaimers import OVERRIDE
from refcli.core.values.day_words import full_day
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import Contingency, PaidFrom, Payer, Relation
from refcli.env import Env, read_amount
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import NoteOption, OnOption, SourceArgument
from refcli.output.result import Result

Said = dict[str, Any]

app = typer.Typer()
gift = typer.Typer(no_args_is_help=True)
app.add_typer(gift, name="gift", help="Gifts: the check before, the ledger, what must come back.")


@gift.command()
def check(
    ctx: typer.Context,
    source: SourceArgument,
    item: ItemArgument,
    *,
    value: WorthOption,
    form: FormOption = None,
    heads: HeadsOption = 1,
    full_each: FullOption = False,
    on: OnOption = None,
    person: PersonOption = "",
    relation: RelationOption = Relation.SELF,
    payer: PayerOption = Payer.UNKNOWN,
    occasion: OccasionOption = "",
    purpose: PurposeOption = "",
    contingent: StringsOption = Contingency.NONE,
    solicited: AskedOption = False,
    note: NoteOption = "",
) -> Result:
    """Look at a gift before it is bought; exit 4 where a configured rule would be broken."""
    env: Env = ctx.obj
    typed = settle_name(env, source)
    new = Gift(
        **read_basics(env, item, value, form, on),
        heads=heads,
        allocation=allocation_of(heads, full_each=full_each),
        person=person,
        relation=relation,
        payer=payer,
        occasion=occasion,
        purpose=purpose,
        contingency=contingent,
        solicited=solicited,
        note=note,
    )
    with storage.book.firewall.reading(env.door()) as book:
        to = find_recipient(book, typed)
        new = replace(new, source_id=to.id)
        findings = looked_at(book, new)
    return check_result(new, to.name, findings)


@gift.command()
def add(
    ctx: typer.Context,
    source: SourceArgument,
    item: ItemArgument,
    *,
    value: WorthOption,
    cost: CostOption = None,
    form: FormOption = None,
    heads: HeadsOption = 1,
    full_each: FullOption = False,
    on: OnOption = None,
    person: PersonOption = "",
    relation: RelationOption = Relation.SELF,
    payer: PayerOption = Payer.UNKNOWN,
    occasion: OccasionOption = "",
    purpose: PurposeOption = "",
    contingent: StringsOption = Contingency.NONE,
    solicited: AskedOption = False,
    host: HostOption = "",
    paid_from: PaidOption = PaidFrom.PRACTICE,
    receipt: ReceiptOption = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who gave it.")] = "",
    approved_by: ApprovedOption = "",
    note: NoteOption = "",
    anyway: Annotated[
        bool, typer.Option("--record-anyway", help="It was given; keep the honest record.")
    ] = False,
    corrects: CorrectsOption = None,
    why: WhyOption = "",
) -> Result:
    """Record a gift that was given, or correct one; a broken rule needs --record-anyway --why."""
    env: Env = ctx.obj
    check_reason(why, anyway=anyway, corrects=corrects)
    typed, stands_for = settle_gift(env, source, corrects)
    who: Said = {"person": person, "relation": relation, "payer": payer, "host": host}
    why_: Said = {"occasion": occasion, "purpose": purpose, "contingency": contingent}
    paper: Said = {"paid_from": paid_from, "receipt": receipt, "note": note}
    new = Gift(
        **read_basics(env, item, value, form, on),
        cost_cents=read_amount(cost),
        heads=heads,
        allocation=allocation_of(heads, full_each=full_each),
        solicited=solicited,
        given_by=by or env.by,
        approved_by=approved_by,
        anyway=why.strip() if anyway else "",
        **(who | why_ | paper),
    )
    return enter(env, typed, new, corrects=stands_for, why=why)


def settle_gift(env: Env, source: str, corrects: str | None) -> tuple[str, int | None]:
    """Who gets it, and the number of the gift that it corrects; both can be asked about."""
    return env.turns.ask_in_turn(
        lambda: (
            settle_name(env, source),
            None if corrects is None else settle_number(env, corrects, GIFTS),
        )
    )


def check_reason(why: str, *, anyway: bool, corrects: str | None) -> None:
    """Refuse a reason for nothing, and an override or a correction without one."""
    if corrects is not None and not why.strip():
        raise UsageError("A --why goes with --corrects.", add=["--why", "wrong value"])
    if anyway and not why.strip():
        given = ["--why", "it was given on Friday"]
        raise UsageError("A --why goes with --record-anyway.", add=given)
    if why.strip() and not anyway and corrects is None:
        raise UsageError(
            "A --why goes with --corrects or --record-anyway. What else is worth knowing: --note"
        )


def read_basics(env: Env, item: str, value: str, form: str | None, on: str | None) -> Said:
    """What is said of every gift, as it was typed; to whom is found out later."""
    return {
        "source_id": 0,
        "given_on": env.day_or_today(on),
        "entered_on": env.today,
        "entered_by": env.by,
        "item": require_item(item),
        "form": form_of(env, require_item(item), form),
        "value_cents": read_amount(value) or 0,
    }


def enter(env: Env, typed: str, new: Gift, *, corrects: int | None, why: str) -> Result:
    """Write a gift to the source that is meant into the ledger, or refuse it by the policy."""
    anyway = bool(new.anyway)
    with storage.book.firewall.writing(env.door("gift add")) as book:
        to = find_recipient(book, typed, archived=True)
        new = replace(new, source_id=to.id)
        findings = looked_at(book, new, without=corrects)
        if not anyway:
            refuse(findings, ' It was given? Keep the record: --record-anyway --why "..."')
        number = (
            storage.gifts.writing.add(book, new, findings)
            if corrects is None
            else storage.gifts.writing.replace(book, corrects, new, why, findings)
        )
        new = replace(new, id=number)
    when = "" if new.given_on == env.today else f", on {full_day(new.given_on)}"
    lines = [
        f"Recorded gift {new.id}: {new.item}, {cents_text(new.value_cents)},"
        f" to {name_source(to)}{when}."
        + ("" if corrects is None else f" It stands for {corrects}, which stays to be seen."),
        find_verdict(findings, anyway=anyway),
        *(f"{one.flag} {one.severity}: {one.words}" for one in findings),
    ]
    remarks = (OVERRIDE,) if anyway else ()
    return Result(record_gift(new, to.name, findings), lines, remarks=remarks)


for name, command in (
    ("list", ledger.list_),
    ("return", ledger.return_),
    ("void", ledger.void),
    ("plan", ledger.plan),
    ("cure", ledger.cure),
    ("statement", ledger.statement),
):
    gift.command(name=name)(command)
