"""The honest list of a year's gifts: flags, tests, what was not checked."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from refcli.core.audit.document import audit_report
from refcli.core.audit.year import audit as audited
from refcli.core.gifts.seals import BreakKind
from refcli.core.history.disclosures import Content, NamesTold, disclosures_table
from refcli.core.values.periods import EVER, Period
from refcli.env import Env
from refcli.errors import ChangedLedgerError, RefusedError, UsageError
from refcli.going_out import files_out
from refcli.on_use import storage
from refcli.options import LimitOption, OverwriteOption, SinceOption, UntilOption, whole_number
from refcli.output.files import check_suffix, report_file
from refcli.output.result import Result, written_files
from refcli.paths import new_file_path

app = typer.Typer()
audit = typer.Typer(invoke_without_command=True)
app.add_typer(audit, name="audit", help="Red flags over gifts and referrals; verify the ledger.")


@audit.callback()
def year_(
    ctx: typer.Context,
    *,
    year: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(1900, 9998), metavar="YYYY", help="The year; else this one."
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            parser=new_file_path,
            help="Write .html .pdf .md .csv .json; may be repeated.",
        ),
    ] = None,
    overwrite: OverwriteOption = False,
) -> Result | None:
    """Red flags over the gifts of a year beside the referrals: signals, no verdicts."""
    if ctx.invoked_subcommand:
        return None  # it answers
    env: Env = ctx.obj
    wanted = year or env.today.year
    if wanted > env.today.year:
        raise UsageError(f"{wanted} has not begun yet. Type: ref audit")
    for path in output or ():
        check_suffix(path)
    with storage.book.door.reading(env.door(whole=True)) as book:
        policy = storage.policy.choices.read_policy(book)
        facts = storage.audit.audit_facts(book, policy, wanted)
        practice = storage.practice.read_practice(book).name
    found = audited(facts)
    made = audit_report(found, practice=practice)
    told = NamesTold(Content.AUDIT, len({one for each in found.findings for one in each.parties}))
    with files_out(env, "audit", output or (), overwrite=overwrite) as out:
        for path in output or ():
            out.put(path, report_file(made, path), told)
    return written_files(output) if output else Result(made)


@audit.command()
def verify(
    ctx: typer.Context,
    *,
    head: Annotated[
        str, typer.Option(metavar="HEX", help="The head of the chain, as an audit printed it.")
    ] = "",
) -> Result:
    """Look whether the ledger was changed outside ref; name the first bad row."""
    env: Env = ctx.obj
    with storage.book.door.reading(replace(env.door(), look=None)) as book:
        fault, now = storage.gifts.seals.verify(book, head), storage.gifts.seals.head_seal(book)
        row = storage.gifts.seals.stands_at(book, head) if head else None
    record = {"holds": not fault, "head": now, "stands_at": row}
    if fault:
        said = f"The ledger was changed outside ref. {fault.words}"
        end = RefusedError(said) if fault.fault is BreakKind.ANEW else ChangedLedgerError(said)
        return Result(record | {"fault": said}, [], end=end)
    stands = f" The head that was printed is that of row {row}." if row else ""
    line = f"The chain of the ledger holds.{stands} Its head is {now}"
    return Result(record | {"fault": None}, line)


@audit.command()
def disclosures(
    ctx: typer.Context,
    *,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = None,
) -> Result:
    """List the files with people's names that ref wrote: when, who, what, how many people."""
    env: Env = ctx.obj
    period = Period(env.bound(since) or EVER, env.bound(until) or env.today)
    with storage.book.door.reading(env.door()) as book:
        found = storage.history.disclosures.read_disclosures(book, period, limit)
    return Result(disclosures_table(found))
