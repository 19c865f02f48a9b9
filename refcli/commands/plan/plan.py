"""Commands about the written program plan."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.gifts.shared import refuse
from refcli.commands.plan import editor
from refcli.core.gifts.rewards import follows_referral, handed_out
from refcli.core.plan.answers import (
    Answers,
    Question,
    changed_answers,
    check_answer,
    read_form,
    write_form,
)
from refcli.core.plan.figures import ProgramPlan, plan_record, plan_report
from refcli.core.values.periods import Period
from refcli.env import Env
from refcli.errors import RefError, RefusedError, UsageError
from refcli.going_out import files_out
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import OverwriteOption, whole_number
from refcli.output.files import check_suffix
from refcli.output.plan_page import ENDINGS, plan_file
from refcli.output.result import Result, written_files
from refcli.paths import file_path, new_file_path
from refcli.reading_files import read_text

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()
plan = typer.Typer(no_args_is_help=True)
app.add_typer(plan, name="plan", help="The written program plan, and what really happened.")

DRAFT = "referral-plan.txt"
LOOKED_AT = {Question.HAND_OUT: handed_out, Question.FOLLOW_UP: follows_referral}
INSTEAD = 'ref plan edit --goal 240 --who-asks "the front desk"'


@plan.command()
def edit(
    ctx: typer.Context,
    *,
    request: Annotated[
        str | None, typer.Option(metavar="TEXT", help=Question.REQUEST.sentence)
    ] = None,
    who_asks: Annotated[
        str | None, typer.Option(metavar="TEXT", help=Question.WHO_ASKS.sentence)
    ] = None,
    hand_out: Annotated[
        str | None, typer.Option(metavar="TEXT", help=Question.HAND_OUT.sentence)
    ] = None,
    follow_up: Annotated[
        str | None, typer.Option(metavar="TEXT", help=Question.FOLLOW_UP.sentence)
    ] = None,
    responsible: Annotated[
        str | None, typer.Option(metavar="TEXT", help=Question.RESPONSIBLE.sentence)
    ] = None,
    goal: Annotated[str | None, typer.Option(metavar="N", help=Question.GOAL.sentence)] = None,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", parser=file_path, help="Take a form edited before."),
    ] = None,
) -> Result:
    """Answer the questions of the plan: by options, or without any in your editor ($EDITOR)."""
    env: Env = ctx.obj
    typed = {
        Question.REQUEST: request,
        Question.WHO_ASKS: who_asks,
        Question.HAND_OUT: hand_out,
        Question.FOLLOW_UP: follow_up,
        Question.RESPONSIBLE: responsible,
        Question.GOAL: goal,
    }
    given = {question: text for question, text in typed.items() if text is not None}
    if file and given:
        raise UsageError("Type either --from FILE or the answers as options.", drop=["--from"])
    if given:
        new = save(env, {q: check_answer(q, text) for q, text in given.items()})
    elif file:
        new = save(env, read_form(read_text(file)))
    else:
        new = edit_form(env)
    record = {question.value: answer for question, answer in new.items()}
    return Result(record, describe_recorded(new, env.today))


def edit_form(env: Env) -> Answers:
    """What is new after the editor; whatever cannot be taken is kept in its file."""
    with storage.book.door.reading(env.door()) as book:
        before = answer_texts(book)
    text = write_form(before)
    path = editor.draft(text, DRAFT)
    try:
        editor.edit(env, path, INSTEAD)
        new = save(env, changed_answers(before, read_form(read_text(path))), before)
    except RefError as error:
        raise kept_in(path, text, error) from None
    editor.drop(path)
    return new


def kept_in(path: Path, before: str, error: RefError) -> RefError:
    """The failure with where the text is; a draft in which nothing was typed is not kept."""
    if path.is_file() and path.read_text(encoding="utf-8", errors="replace") == before:
        editor.drop(path)
        return error
    told = RefusedError(
        f"Nothing was recorded; your text is kept. {error} Mend it in {path}, then type:"
        f" {type_line('plan edit', '--from', path)}"
    )
    told.exit_code = error.exit_code
    return told


def answer_texts(book: "Book") -> dict[Question, str]:
    """The answers in force, without their days."""
    return {question: one.answer for question, one in storage.plan.read_answers(book).items()}


def save(env: Env, answers: Answers, shown: Answers | None = None) -> Answers:
    """Record what differs, and return it.

    An answer that somebody else changed since it was shown is refused.
    """
    with storage.book.door.writing(env.door("plan edit")) as book:
        known = answer_texts(book)
        if theirs := [q for q in answers if shown is not None and has_moved(q, known, shown)]:
            names = ", ".join(question.heading for question in theirs)
            raise RefusedError(f"Somebody else has changed this in the meantime: {names}.")
        new = changed_answers(known, answers)
        for question, rule in LOOKED_AT.items():
            refuse(rule(new.get(question, "")))
        storage.plan.record_answers(book, new)
    return new


def has_moved(question: Question, known: Answers, shown: Answers) -> bool:
    """Whether the answer on record differs from the one that the form showed."""
    return known.get(question, "") != shown.get(question, "")


def describe_recorded(new: Mapping[Question, str], today: date) -> str:
    """What was recorded, in a sentence."""
    if not new:
        return "Nothing changed."
    names = ", ".join(
        f"{question.heading} ({answer or 'taken out'})"
        if question is Question.GOAL or not answer
        else question.heading
        for question, answer in new.items()
    )
    return f"Recorded in the plan on {today}: {names}. See: ref plan show"


@plan.command()
def show(
    ctx: typer.Context,
    *,
    year: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(1900, 2200), metavar="YYYY", help="The year; else this one."
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            parser=new_file_path,
            help="Write .html or .pdf (for the wall) or .md.",
        ),
    ] = None,
    overwrite: OverwriteOption = False,
) -> Result:
    """Show the plan, and beside it what really happened in the year so far."""
    env: Env = ctx.obj
    for path in output or ():
        check_suffix(path, ENDINGS)
    with files_out(env, "plan show", output or (), overwrite=overwrite) as out:
        made = made_plan(env, period_of(env, year))
        for path in output or ():
            out.put(path, plan_file(made, path))
    return written_files(output) if output else Result(plan_record(made), [plan_report(made)])


def period_of(env: Env, year: int | None) -> Period:
    """A year, up to today while it runs."""
    wanted = year or env.today.year
    if wanted > env.today.year:
        raise UsageError(f"{wanted} has not begun yet. Type: ref plan show")
    return Period(date(wanted, 1, 1), min(date(wanted, 12, 31), env.today))


def made_plan(env: Env, period: Period) -> ProgramPlan:
    """The answers in force at the end of a period, and its figures."""
    with storage.book.door.reading(env.door()) as book:
        return ProgramPlan(
            practice=storage.practice.read_practice(book).name,
            as_of=env.today,
            answers=storage.plan.read_answers(book, period.until),
            happened=storage.plan.read_happened(book, period),
        )
