"""The command that takes in referrals and contacts from elsewhere."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import typer

from refcli.commands.export.taking_back import take_back
from refcli.commands.intake.asking import NameDesk
from refcli.commands.intake.columns import ColumnsReader
from refcli.commands.intake.given import known_encoding, read_piped, read_wishes, understand_given
from refcli.commands.intake.hints import hint_lines
from refcli.commands.intake.names_file import (
    answer_by_list,
    mending_list,
    read_names_file,
    write_names_file,
)
from refcli.commands.intake.options import (
    LISTED,
    AgainOption,
    DayFirstOption,
    DryRunOption,
    EncodingOption,
    FilesArgument,
    MapOption,
    NamesOption,
    NewOption,
    SheetOption,
    SkipRejectedOption,
    UpdateOption,
)
from refcli.commands.intake.saying import (
    again_lines,
    as_sentence,
    filled_lines,
    lines_of_understood,
    record_of_all,
    remark_lines,
    samples_of,
)
from refcli.commands.intake.taking_in import (
    Job,
    KnownNames,
    PlannedFiles,
    decide_names,
    make_job,
    plan_ahead,
    read_known_names,
    take_in,
)
from refcli.core.intake.columns.header import has_column
from refcli.core.intake.columns.raw import GivenFile
from refcli.core.intake.naming.deciding import Names
from refcli.core.intake.naming.listing import (
    are_open_offices,
    list_names,
    name_lines,
    name_records,
)
from refcli.core.intake.naming.remembered import read_columns, read_orders
from refcli.core.intake.planned import ImportPlan
from refcli.core.intake.reading.reading import Wishes
from refcli.core.intake.reading.understood import Understood
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import line_with
from refcli.on_use import storage
from refcli.output.result import Result
from refcli.phrases import count_phrase

app = typer.Typer()
OF_LISTS = (  # options that say how a list is taken in, which is no whole book
    *("--new", "--skip-rejected", "--update", "--names", "--map", "--sheet", "--day-first"),
    "--encoding",
    "--again",
)
LIST = "names.csv"  # what the list of names is called where somebody is told to have it written


@app.command(name="import")
def import_(
    ctx: typer.Context,
    file: FilesArgument,
    *,
    dry_run: DryRunOption = False,
    new: NewOption = False,
    skip_rejected: SkipRejectedOption = False,
    update: UpdateOption = False,
    names: NamesOption = None,
    map_: MapOption = None,
    sheet: SheetOption = None,
    day_first: DayFirstOption = None,
    encoding: EncodingOption = None,
    again: AgainOption = False,
) -> Result:
    """Take in referrals and contacts from files."""
    env: Env = ctx.obj
    given = (new, skip_rejected, update, names, map_, sheet, day_first, encoding, again)
    ignored = [option for option, value in zip(OF_LISTS, given, strict=True) if value]
    if whole := take_back(env, file, ignored, dry_run=dry_run):
        return whole
    piped = read_piped(file, dry_run=dry_run)
    if not dry_run:
        storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "import")
    wishes = read_wishes(map_ or [], sheet, known_encoding(encoding, LISTED), day_first=day_first)
    asks = env.interactive and not dry_run
    reader, understood, known = read_files(env, file, piped, wishes, ask=asks)
    if not dry_run:
        reader.refuse_open(env.outcome.typed)
    job = make_job(understood, reader.said, anyway=new, update=update, again=again)
    settle_names(env, job, known, names, ask=asks and not names)
    if dry_run:
        return try_out(env, job, names, reader, skip=skip_rejected)
    check = partial(refuse_unsettled, env, path=names, skip=skip_rejected)
    planned, learned = take_in(env, job, check)
    return Result(
        as_record(understood, planned),
        as_line(planned, dry_run=False, update=update),
        remarks=[
            *(f"Remembered: {word}." for word in learned),
            *hint_lines(planned.plan, env.outcome.typed),
        ],
    )


def try_out(env: Env, job: Job, path: Path | None, reader: ColumnsReader, *, skip: bool) -> Result:
    """What taking the files in would do; it ends as that would."""
    _, planned = plan_ahead(env, job)
    say_remarks(env, planned)
    still = open_sentence(env, planned, path)
    refused = [one for one in (reader.ask_about(env.outcome.typed), still) if one]
    rejected = bool(planned.plan.rejected) and not skip
    return Result(
        as_record(job.understood, planned),
        as_line(planned, dry_run=True, update=job.update),
        remarks=[*map(as_sentence, refused), *hint_lines(planned.plan, env.outcome.typed)],
        end=typer.Exit(1) if refused or rejected else None,
    )


def read_files(
    env: Env, paths: Sequence[Path], piped: GivenFile | None, wishes: Wishes, *, ask: bool
) -> tuple[ColumnsReader, Sequence[Understood], KnownNames]:
    """What is in the files, said to the person; and what is on record about names."""
    with storage.book.door.reading(env.door()) as book:
        known = read_known_names(book)
        kept = storage.intake.read_kept_answers(book)
    wishes = replace(
        wishes,
        remembered=read_columns(kept),
        orders=read_orders(kept),
        may_lack=len(paths) > 1,
    )
    reader = ColumnsReader(env, wishes, ask=ask)
    understood = understand_given(paths, reader.understand, piped)
    columns = [column for one in understood for column in one.columns]
    for key in wishes.maps:
        if not has_column(columns, key):
            raise UsageError(f"No file has a column {key!r}, as --map says.", drop=["--map"])
    for one in understood:
        for line in lines_of_understood(one):
            env.talk(line)
    return reader, understood, known


def settle_names(env: Env, job: Job, known: KnownNames, path: Path | None, *, ask: bool) -> None:
    """Say what each name means, and have those that are open answered: by a list, or by asking."""
    with mending_list(env, path):
        filled = read_names_file(path) if path else []
        if path and filled:
            job.answers.update(answer_by_list(path, filled, job, known))
    names = decide_names(job, known, job.find_answer)
    for line in name_lines(names):
        env.talk(line)
    if path:
        write_names_file(env, path, names, filled)
    elif ask and list_open(names):
        desk = NameDesk(env, list(known.named))
        job.answers.update(desk.ask_all(partial(decide_names, job, known)))
        for one in list_names(decide_names(job, known, job.find_answer)):
            if not one.sure:
                env.talk(f"{one.typed}: {one.why}")


def list_open(names: Names) -> list[str]:
    """The names that are not certain yet."""
    return [one.typed for one in list_names(names) if not one.sure]


def refuse_unsettled(env: Env, planned: PlannedFiles, *, path: Path | None, skip: bool) -> None:
    """Say what became of single lines, and refuse the whole where one of them is rejected."""
    say_remarks(env, planned)
    counts = word_counts(planned.plan, waiting=planned.waiting)
    if still := open_sentence(env, planned, path):
        raise RefusedError(f"{counts}. Nothing was taken in: {still}")
    refuse_rejected(planned.plan, env.outcome.typed, skip=skip)


def open_sentence(env: Env, planned: PlannedFiles, path: Path | None) -> str:
    """How many names are not certain, and what to type to answer them; empty where none is."""
    many = len(list_open(planned.names))
    if not many:
        return ""
    said = f"{count_phrase(many, 'name')} {'is' if many == 1 else 'are'} not certain"
    typed = env.outcome.typed
    if path:
        words = "same or new" if are_open_offices(planned.names) else "same, new, unknown or none"
        return (
            f"{said} yet. In {path}, write in means: {words} (for same the"
            " number in source_id, for new what it is in kind), and type the same line again"
        )
    line = line_with(typed, "--names", LIST)
    return f"{said}. To answer in a list that a spreadsheet opens, type: {line}"


def say_remarks(env: Env, planned: PlannedFiles) -> None:
    """Each line that was rejected or is in conflict, with its reason."""
    for line in (
        *remark_lines(planned.plan, planned.open_reasons),
        *again_lines(planned.plan),
        *filled_lines(planned.plan),
    ):
        env.talk(line)


def refuse_rejected(plan: ImportPlan, typed: Sequence[str], *, skip: bool = False) -> None:
    """Refuse the whole file where one row is rejected, unless such rows are to be skipped."""
    if plan.rejected and not skip:
        raise RefusedError(
            f"{word_counts(plan)}. Nothing was taken in: mend the rejected lines and run it again;"
            f" to take in the others, type: {line_with(typed, '--skip-rejected')}"
        )


def word_counts(plan: ImportPlan, *, update: bool = False, waiting: int = 0) -> str:
    """The figures in words; rows ``waiting`` for a name alone are not wrong."""
    updated = f" {plan.updated} updated," * (update or bool(plan.updated))
    return (
        f"{plan.new} new, {plan.matched} matched,{updated} {len(plan.conflicts)} in conflict,"
        f" {len(plan.rejected) - waiting} rejected"
        + f", {count_phrase(waiting, 'row')} waiting for a name"
        * bool(waiting)
    )


def as_line(planned: PlannedFiles, *, dry_run: bool, update: bool) -> str:
    """The outcome of the import, or of its dry run, in words."""
    plan = planned.plan
    sources = count_phrase(len(plan.sources), "new source")
    past = sum(new.past for new in plan.referrals)
    older = count_phrase(past, "referral")
    old = f" Nothing is owed for {older} older than 30 days." if past else ""
    left = f" {count_phrase(plan.left_out, 'contact')} left out." if plan.left_out else ""
    days = f", {count_phrase(len(plan.birthdays), 'birthday')}" if plan.birthdays else ""
    news = plan.new or plan.updated or plan.sources
    taken = "Taken in." if news else "Nothing was new."
    done = "Nothing was changed (dry run)." if dry_run else taken
    counts = word_counts(plan, update=update, waiting=planned.waiting)
    return f"{counts}; {sources}{days}. {done}{left}{old}"


def as_record(understood: Sequence[Understood], planned: PlannedFiles) -> dict[str, object]:
    """The outcome of the import as one record."""
    return record_of_all(understood, planned.plan) | {
        "names": name_records(planned.names),
        "samples": samples_of(understood),
    }
