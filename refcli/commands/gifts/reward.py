"""Commands about what patients may be thanked with."""

from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.naming import Numbered, settle_number
from refcli.commands.gifts.options import FormOption
from refcli.commands.gifts.shared import form_of, refuse, require_item
from refcli.core.finding.things import make_thing
from refcli.core.gifts.check import find_verdict
from refcli.core.gifts.rewards import Reward, find_bans, review
from refcli.core.gifts.tables import reward_table
from refcli.core.names.named import Named
from refcli.core.policy.disclaimers import PATIENT, SHORT
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import RecipientClass
from refcli.env import Env, read_amount
from refcli.on_use import storage
from refcli.output.result import Line, Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()
reward = typer.Typer(no_args_is_help=True)
app.add_typer(reward, name="reward", help="What patients may be thanked with, and our program.")


def read_reward_names(book: "Book") -> list[list[Named]]:
    """The rewards of the program."""
    kept = storage.gifts.rewards.read_rewards(book)
    return [[make_thing(one.id, one.reward.what, about=one.reward.occasion) for one in kept]]


REWARDS = Numbered(what="reward", see="ref reward show", read=read_reward_names, walled=True)


@reward.command(name="show")
def show_(ctx: typer.Context) -> Result:
    """Show our program and what could be added, and which states forbid what."""
    env: Env = ctx.obj
    with storage.book.firewall.reading(env.door()) as book:
        known, program = (
            storage.policy.choices.read_policy(book),
            storage.gifts.rewards.read_rewards(book),
        )
    bans = find_bans(storage.policy.presets.shipped_presets())
    table = reward_table(program, known, bans, env.today)
    return Result(table, [table, Line(PATIENT, "dim"), Line(SHORT, "dim")])


@reward.command()
def add(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help='What: "toothbrush".')],
    *,
    value: Annotated[str, typer.Option(metavar="MONEY", help="What a shop asks for it.")],
    occasion: Annotated[str, typer.Option(help="When: first visit, birthday ...")],
    to: Annotated[RecipientClass, typer.Option(help="To whom.")] = RecipientClass.PATIENT,
    form: FormOption = None,
    per_referral: Annotated[
        bool, typer.Option("--per-referral", help="Only who sends somebody gets it.")
    ] = False,
    announced: Annotated[bool, typer.Option("--announced", help="It is told before.")] = False,
) -> Result:
    """Add a reward to our program; one that breaks a rule in force is refused."""
    env: Env = ctx.obj
    new = Reward(
        what=require_item(what),
        to_whom=to,
        occasion=occasion,
        form=form_of(env, require_item(what), form),
        value_cents=read_amount(value) or 0,
        hangs_on_referral=per_referral,
        announced=announced,
    )
    with storage.book.firewall.writing(env.door("reward add")) as book:
        findings = review(new, storage.policy.choices.read_policy(book), env.today)
        refuse(findings)
        id_ = storage.gifts.rewards.add(book, new)
    line = f"Added reward {id_}: {what}, {cents_text(new.value_cents)}. {find_verdict(findings)}"
    record = {
        "id": id_,
        "what": new.what,
        "value": new.value_cents / 100,
        "said": find_verdict(findings),
    }
    return Result(record, line)


@reward.command()
def end(
    ctx: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="REWARD", help="What it is, whole words of it, its number.")
    ],
) -> Result:
    """Hand a reward out no more, from today on."""
    env: Env = ctx.obj
    number = settle_number(env, which, REWARDS)
    with storage.book.firewall.writing(env.door("reward end")) as book:
        storage.gifts.rewards.end(book, number)
    record = {"id": number, "ended_on": env.today}
    return Result(record, f"Ended reward {number} on {env.today}.")
