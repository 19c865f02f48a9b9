"""The command that takes in referrals from elsewhere."""

from collections.abc import Sequence
from functools import partial

import typer

from refcli.commands.export.taking_back import take_back
from refcli.commands.intake.given import known_encoding, read_wishes, understand_given
from refcli.commands.intake.options import (
    LISTED,
    DayFirstOption,
    DryRunOption,
    EncodingOption,
    FilesArgument,
    MapOption,
    NewOption,
    SheetOption,
    SkipRejectedOption,
)
from refcli.commands.intake.saying import (
    lines_of_understood,
    record_of_understood,
    records_of_remarks,
    remark_lines,
)
from refcli.commands.intake.taking_in import plan_ahead, take_in
from refcli.core.intake.plan import ImportPlan
from refcli.core.intake.reading.understood import Understood
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import command_line
from refcli.on_use import storage
from refcli.output.result import Result
from refcli.phrases import count_phrase

app = typer.Typer()


@app.command(name="import")
def import_(
    ctx: typer.Context,
    file: FilesArgument,
    *,
    dry_run: DryRunOption = False,
    new: NewOption = False,
    skip_rejected: SkipRejectedOption = False,
    map_: MapOption = None,
    sheet: SheetOption = None,
    day_first: DayFirstOption = False,
    encoding: EncodingOption = None,
) -> Result:
    """Take in referrals and contacts from files."""
    env: Env = ctx.obj
    if whole := take_back(env, file, dry_run=dry_run):
        return whole
    if not dry_run:
        storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "import")
    wishes = read_wishes(map_ or [], sheet, known_encoding(encoding, LISTED), day_first=day_first)
    understood = understand_given(file, env.today, wishes)
    for one in understood:
        for line in lines_of_understood(one):
            env.talk(line)
    if dry_run:
        _, plan = plan_ahead(env, understood, anyway=new)
        say_remarks(env, plan)
    else:
        refuse_unsure(understood)
        plan = take_in(env, understood, partial(settle, env, skip=skip_rejected), anyway=new)
    taken = not plan.rejected or skip_rejected
    return Result(
        as_record(understood, plan, dry_run=dry_run),
        as_line(plan, dry_run=dry_run),
        end=None if taken else typer.Exit(1),  # of a dry run: it would not be taken in
    )


def refuse_unsure(understood: Sequence[Understood]) -> None:
    """Refuse a file in which a column that is needed may mean something else."""
    unsure = [
        (one, column)
        for one in understood
        for column in one.columns
        if column.means and not column.sure
    ]
    if unsure:
        one, _ = unsure[0]
        maps = [f"--map={c.header}={c.means}" for _, c in unsure]
        asked = ", ".join(f"{column.header} = {column.means}" for _, column in unsure)
        line = command_line(["import", *one.files, *maps])
        raise RefusedError(f"Nothing was taken in: is this right: {asked}? If so, type: {line}")


def settle(env: Env, plan: ImportPlan, *, skip: bool) -> None:
    """Say what became of single lines, and refuse the whole where one of them is rejected."""
    say_remarks(env, plan)
    refuse_rejected(plan, skip=skip)


def say_remarks(env: Env, plan: ImportPlan) -> None:
    """Each line that was rejected or is in conflict, with its reason."""
    for line in remark_lines(plan):
        env.talk(line)


def refuse_rejected(plan: ImportPlan, *, skip: bool = False) -> None:
    """Refuse the whole file where one row is rejected, unless such rows are to be skipped."""
    if plan.rejected and not skip:
        raise RefusedError(
            f"{word_counts(plan)}. Nothing was taken in: mend the rejected lines and run it again,"
            " or take the others with --skip-rejected."
        )


def word_counts(plan: ImportPlan) -> str:
    """The four figures in words."""
    return (
        f"{len(plan.referrals)} new, {plan.matched} matched, {len(plan.conflicts)} in conflict,"
        f" {len(plan.rejected)} rejected"
    )


def as_line(plan: ImportPlan, *, dry_run: bool) -> str:
    """The outcome of the import, or of its dry run, in words."""
    sources = count_phrase(len(plan.sources), "new source")
    past = sum(new.past for new in plan.referrals)
    older = count_phrase(past, "referral")
    old = f" Nothing is owed for {older} older than 30 days." if past else ""
    done = "Nothing was changed (dry run)." if dry_run else "Taken in."
    return f"{word_counts(plan)}; {sources}. {done}{old}"


def as_record(
    understood: Sequence[Understood], plan: ImportPlan, *, dry_run: bool
) -> dict[str, object]:
    """The outcome of the import as a record; several files stand in ``files``."""
    records = [record_of_understood(one) for one in understood]
    read = records[0] if len(records) == 1 else {"files": records}
    counts = {"new": len(plan.referrals), "matched": plan.matched}
    ends = {"new_sources": len(plan.sources), "dry_run": dry_run}
    return read | counts | records_of_remarks(plan) | ends
