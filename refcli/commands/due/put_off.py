"""What was skipped or snoozed, narrowed as the list is: ref due skipped."""

from collections.abc import Sequence
from pathlib import Path

import typer

from refcli.commands.due.due_book import DueBook
from refcli.commands.due.wanted import AskedDue, WantedDue
from refcli.core.due.calendar import count_people
from refcli.core.due.choosing import PUT_OFF
from refcli.core.due.decided import DecidedItem, decided_page
from refcli.core.due.ours import pick_ours
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.output.table import Table
from refcli.env import Env
from refcli.errors import UsageError
from refcli.going_out import files_out
from refcli.lines import command_line
from refcli.options import is_typed
from refcli.output.files import check_suffix, report_file, table_csv, table_json
from refcli.output.result import Result, written_files

ROWS_ONLY = {".csv": table_csv, ".json": table_json}
OF_DAYS = {"within": "--within", "calendar": "--ics"}  # what only things with a day have


def split_put_off(words: Sequence[str]) -> tuple[list[str], bool]:
    """The words without the one that asks for what is put off, and whether it was among them."""
    kept = [one for one in words if one.casefold() not in PUT_OFF]
    return kept, len(kept) < len(words)


def pick_decided(
    env: Env, known: DueBook, decided: Sequence[DecidedItem], wanted: WantedDue
) -> list[DecidedItem]:
    """Those that the list would take if they were on it."""
    taken = wanted.pick([one.item for one in decided], env)
    mine = pick_ours(taken, known.facts, known.ours) if known.ours else taken
    keys = {one.key for one in mine}
    return [one for one in decided if one.item.key in keys]


def tell_decided(decided: Sequence[DecidedItem], asked: AskedDue, known: DueBook) -> list[str]:
    """How many items are off the list by a decision, with the line that shows them."""
    if not decided:
        return []
    provider = ["--provider", known.ours.option] if known.ours else []
    line = command_line(["due", "skipped", *asked.typed, *provider])
    return [f"{len(decided)} skipped or snoozed ({line})"]


def show_decided(
    ctx: typer.Context, decided: Sequence[DecidedItem], table: Table, known: DueBook
) -> Result:
    """What is off the list, as a ``table``, or as the files that were asked for."""
    for name, option in OF_DAYS.items():
        if is_typed(ctx, name):
            raise UsageError("What is skipped or snoozed is due on no day.", drop=[option])
    env: Env = ctx.obj
    paths: Sequence[Path] = ctx.params["output"] or ()
    if not paths:
        return Result(table)
    told = NamesTold(Content.REPORT, count_people([one.item for one in decided]))
    with files_out(env, "due", paths, overwrite=ctx.params["overwrite"]) as out:
        for path in paths:
            out.put(path, decided_file(env, table, known, path), told)
    return written_files(paths)


def decided_file(env: Env, table: Table, known: DueBook, path: Path) -> bytes:
    """The table as one file."""
    ending = check_suffix(path)
    if ending in ROWS_ONLY:
        return ROWS_ONLY[ending](table)
    return report_file(decided_page(table, known.practice, env.today), path)
