"""The command that ranks the sources."""

from dataclasses import replace
from typing import Annotated

import typer

from refcli.commands.finding.ours import find_ours, tell_kin
from refcli.core.counting.top import Ranking, top_table
from refcli.core.values.periods import Period, last_twelve_months
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import line_with
from refcli.on_use import storage
from refcli.options import LimitOption, OfProviderOption, SinceOption, UntilOption
from refcli.output.render import latest_rows
from refcli.output.result import Result

FIRST = 10  # that a terminal shows where no limit was typed

app = typer.Typer()


@app.command()
def top(
    ctx: typer.Context,
    *,
    order: Annotated[Ranking, typer.Option(help="What to rank by.")] = Ranking.REFERRALS,
    by: Annotated[Ranking | None, typer.Option(hidden=True)] = None,  # as it was called before
    kind: Annotated[Kind | None, typer.Option(help="Only sources of this kind on the day.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    rollup: Annotated[
        str | None, typer.Option(metavar="office", help="Count providers with their offices.")
    ] = None,
    provider: OfProviderOption = None,
    limit: LimitOption = None,
) -> Result:
    """Rank the sources that refer to us."""
    env: Env = ctx.obj
    if rollup not in {None, "office"}:
        raise UsageError(f"{rollup!r} cannot be rolled up to.", add=["--rollup", "office"])
    period = chosen_period(env, since, until)
    with storage.book.door.reading(env.door()) as book:
        coverage = storage.standing.read_coverage(book, period.until)  # of the whole practice's
        ours = None if provider is None else find_ours(book, provider, env.outcome.typed)
        kin: list[str] = []
        if ours:
            kinds = [kind] if kind else []
            kin = tell_kin(book, ours, period, env.outcome.typed, kinds)
            storage.counting.narrowing.leave_out_others(book, ours.spellings)
        facts = storage.counting.top.top_facts(book, period, places=rollup is not None, kind=kind)
    table = top_table(replace(facts, coverage=coverage), period, by=by or order, kind=kind)
    if ours:
        table = replace(table, title=f"{table.title}, only of whom {ours.name} sees")
    if limit is not None:
        return Result(table.head(limit), remarks=kin)
    whole = line_with(env.outcome.typed, "--limit", len(table.rows))
    return Result(table, [latest_rows(table, whole, most=FIRST, called="first")], remarks=kin)


def chosen_period(env: Env, since: str | None, until: str | None) -> Period:
    """The typed days; the twelve months to date where none were typed."""
    usual = last_twelve_months(env.bound(until) or env.today)
    period = Period(env.bound(since) or usual.since, usual.until)
    if period.since > period.until:
        raise UsageError(f"--since {period.since} is after --until {period.until}.")
    return period
