"""Commands about the rules on gifts that are in force."""

from typing import Annotated

import typer

from refcli.commands.practice import check_setting
from refcli.core.policy.house import (
    MEANINGS,
    HouseRule,
    house_rule_refusal,
    read_value,
    value_text,
)
from refcli.core.policy.in_force import state_words
from refcli.core.policy.sentences import disclaimers_in_force, policy_table
from refcli.core.policy.yearly import YearlyFigure, figure_refusal
from refcli.core.values.chosen import say_chosen
from refcli.core.values.money import cents_text
from refcli.env import Env, read_amount
from refcli.errors import PolicyError, UsageError
from refcli.on_use import storage
from refcli.options import whole_number
from refcli.output.result import Line, Result

app = typer.Typer()
policy = typer.Typer(no_args_is_help=True)
app.add_typer(policy, name="policy", help="The rules about gifts in force, each with its source.")


@policy.command(name="show")
def show_(ctx: typer.Context) -> Result:
    """Show each rule in force in a sentence, with its source and how sure it is."""
    env: Env = ctx.obj
    with storage.book.firewall.reading(env.door()) as book:
        known = storage.policy.choices.read_policy(book)
    presets = storage.policy.presets.shipped_presets()
    said = (state_words(known, presets), *disclaimers_in_force(known, env.today))
    rules = policy_table(known, env.today)
    return Result(rules, [rules, *(Line(each, "dim") for each in said if each)])


@policy.command()
def use(
    ctx: typer.Context,
    *,
    state: Annotated[str | None, typer.Option(metavar="XX", help="The state, as WA.")] = None,
    dhs: Annotated[
        bool | None,
        typer.Option(help="Whether it bills Medicare for designated health services."),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Switch on a rule that is off for want of a source."),
    ] = None,
) -> Result:
    """Say which rules apply: the state, and whether designated health services are billed."""
    env: Env = ctx.obj
    chosen = {
        "state": None if state is None else check_setting("state", state),
        "bills_dhs": None if dhs is None else ("yes" if dhs else "no"),
        "also": None if also is None else " ".join(sorted(map(known_rule, also))),
    }
    typed = {key: value for key, value in chosen.items() if value is not None}
    if not typed:
        raise UsageError("Say which: ref policy use --state WA --no-dhs")
    with storage.book.firewall.writing(env.door("policy use")) as book:
        became = storage.practice.save_settings(book, typed)
    said = ", ".join(say_chosen(f"{key} {typed[key]}", one) for key, one in became.items())
    lines = [f"From {env.today}: {said}. See: ref policy show"]
    if (own := typed.get("state")) and not is_covered(own):
        lines.append(
            f"No rule of {own} ships with this version: what any state bars counts instead."
        )
    return Result({"since": env.today, **typed}, lines)


def is_covered(state: str) -> bool:
    """Whether a rule for this state ships and is switched on (one without a source is off)."""
    rules = storage.policy.presets.shipped_presets()
    return any(one.jurisdiction == f"US-{state}" and one.enabled for one in rules)


def known_rule(name: str) -> str:
    """The name of a rule that ships."""
    names = {preset.id for preset in storage.policy.presets.shipped_presets()}
    if name not in names:
        raise UsageError(f"There is no rule {name!r}. Type one of: {', '.join(sorted(names))}")
    return name


@policy.command()
def figure(
    ctx: typer.Context,
    series: Annotated[str, typer.Argument(help="Of which limit: stark_nmc.")],
    year: Annotated[int, typer.Argument(parser=whole_number(2000, 9998), metavar="YEAR")],
    amount: Annotated[str, typer.Argument(help="Dollars, as published: 545.")],
    *,
    source: Annotated[str, typer.Option(help="Where it is published.")],
) -> Result:
    """Add the limit of a year that was published after this version, with its source."""
    env: Env = ctx.obj
    new = YearlyFigure(series, year, read_amount(amount) or 0, source.strip(), env.today)
    if why := figure_refusal(new, storage.policy.presets.shipped_presets()):
        raise UsageError(why)
    with storage.book.firewall.writing(env.door("policy figure")) as book:
        chosen = storage.policy.choices.add_figure(book, new)
    said = f"{series} of {year} is {cents_text(new.cents)} ({new.source})"
    line = f"From {env.today}: {say_chosen(said, chosen)}."
    record = {"series": series, "year": year, "amount": new.cents / 100, "source": new.source}
    return Result(record | {"since": env.today}, line)


@policy.command(name="set")
def set_(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="RULE", help=f"One of: {', '.join(MEANINGS)}.")],
    value: Annotated[
        str, typer.Argument(metavar="MONEY", help="Dollars, yes, or none to take it back.")
    ],
) -> Result:
    """Set a rule of our own from today on; it can only be stricter than one that binds."""
    env: Env = ctx.obj
    rule = HouseRule(key, read_value(key, value), env.today)
    with storage.book.firewall.writing(env.door("policy set")) as book:
        if why := house_rule_refusal(rule, storage.policy.choices.read_policy(book)):
            raise PolicyError(why)
        chosen = storage.policy.choices.set_house_rule(book, rule)
    said = say_chosen(f"{key} {value_text(key, rule.value)}", chosen)
    line = f"From {env.today}: {said} ({MEANINGS[key]})."
    record = {"rule": key, "value": value_text(key, rule.value), "since": env.today}
    return Result(record, line)
