"""The ``ref`` program: its global options, its commands, and how it fails."""

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from refcli.answering import print_result, print_version, refuse_alone, with_formats
from refcli.commands.copies.daily import after_answer
from refcli.core.values.day_words import full_day
from refcli.ending import leave, open_streams, run_to_end
from refcli.env import Env, Outcome, as_of_day, typed_text
from refcli.errors import EarlierDayError, RefError
from refcli.lines import name_book
from refcli.on_use import storage
from refcli.output.console import forget_senseless_sizes, forget_senseless_zone, plain_console
from refcli.paths import book_path
from refcli.reading_files import fill_in
from refcli.shells.press import answer_shell, is_asked

COMMANDS = (
    # name, module, one line of help
    ("init", "practice", "Create the database, or change the practice's settings."),
    ("demo", "demo.demo", "Try ref on a sample practice in a throw-away folder."),
    ("add", "referrals.add", "Record a referral: who was referred, and who sent them."),
    ("due", "due.due", "List what is owed to whom, the most overdue first."),
    ("done", "due.done", "Close due items by recording what was done."),
    ("skip", "due.done", "Drop due items for good, with a reason."),
    ("snooze", "due.done", "Hide due items until a day."),
    (
        "find",
        "finding.find",
        "Find a patient or a source by any part: name, number, phone, chart, e-mail.",
    ),
    (
        "show",
        "referrals.show",
        "Tell the whole story of a patient or a source: steps, calls, reports, what is owed.",
    ),
    ("visit", "activities", "Record a visit, lunch, drop-off or event in person."),
    ("log", "activities", "Record any other activity: a call, a letter, a thank-you ..."),
    ("quiet", "quiet", "List the sources that have gone quiet or are slowing, and why."),
    ("top", "top", "Rank the sources that refer to us."),
    ("report", "report", "The month, in the terminal or as files."),
    ("letter", "letters.letter", "Letters to print: thank-yous, reports, labels."),
    ("duty", "duties.duty", "The staff rota: jobs that turn, who is away, who did how many."),
    ("plan", "plan.plan", "The written program plan, and what really happened."),
    ("event", "events.event", "Social events: invitations, answers, who came."),
    ("channel", "channel", "Marketing channels: spending, campaigns, cost."),
    ("occasion", "occasions.occasion", "Birthdays, holidays and other days to remember."),
    ("insurer", "insurers.insurer", "Insurers: credentials, networks and directories."),
    ("gift", "gifts.gift", "Gifts: the check before, the ledger, what must come back."),
    ("policy", "policy", "The rules about gifts in force, each with its source."),
    ("reward", "gifts.reward", "What patients may be thanked with, and our program."),
    ("audit", "audit", "Red flags over gifts and referrals; verify the ledger."),
    ("source", "sources.source", "Add, list, show, edit and mend sources."),
    ("contact", "sources.contact", "People of an office who do not refer."),
    ("target", "targets.target", "Whom to meet: offices and providers near us."),
    ("referral", "referrals.referral", "List, show and edit referrals, and follow their status."),
    ("import", "intake.intake", "Take in referrals and contacts from files."),
    ("export", "export.export", "Write everything into one zip, or figures without names."),
    ("setting", "setting", "The figures of the due list, and why referrals are lost."),
    ("backup", "copies.backup", "Copy the book, list the copies, try to restore them."),
    ("restore", "copies.restore", "Go back to a copy of the book; the present one is kept, too."),
    ("doctor", "trust.doctor", "What is the matter with my book? Look at it, or repair it."),
    ("history", "history", "Show every change: who, when, before and after."),
    ("undo", "history", "Take back the last command, or an earlier one."),
    ("redo", "history", "Bring back what was taken back last."),
    (
        "completion",
        "completion",
        "Print the script that makes your shell complete names, and say where it goes.",
    ),
)


class LazyCommand(TyperCommand):
    """A command that is imported when it runs, so that ``ref --help`` stays quick."""

    def __init__(self, name: str, module: str, help_line: str) -> None:
        super().__init__(name, help=help_line)
        self.module = f"refcli.commands.{module}"

    def load(self) -> Any:  # noqa: ANN401
        """The real command."""
        shelf = typer.Typer(add_completion=False, context_settings=HELP)
        shelf.add_typer(import_module(self.module).app)
        return with_formats(get_group(shelf).commands[str(self.name)])

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401
        """Let the real command parse its arguments and run."""
        return self.load().make_context(*args, **extra)


EXPECTED = (RefError, typer.TyperException, typer.Exit, typer.Abort, OSError)
HELP = {"help_option_names": ["--help", "-h"]}


class RefGroup(TyperGroup):
    """All the commands; whatever goes wrong in one becomes one line on stderr."""

    def __init__(self, **attrs: Any) -> None:  # noqa: ANN401
        super().__init__(**attrs)
        for name, module, help_line in COMMANDS:
            self.add_command(LazyCommand(name, module, help_line))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,  # noqa: ARG002  (Typer's own completion stays silent)
        standalone_mode: bool = True,  # noqa: ARG002, FBT001, FBT002  (the parent's signature)
        windows_expand_args: bool = True,  # noqa: ARG002, FBT001, FBT002
        **extra: Any,  # noqa: ANN401
    ) -> NoReturn:
        """Run, and leave with the exit code of the contract.

        Arguments are taken as typed: a name such as ``50%`` or ``*`` is no pattern of file names.
        Control characters are in none of them. Typer's own ``main`` ends some failures otherwise.
        """
        words = sys.argv[1:] if args is None else list(args)
        if is_asked(words):
            answer_shell(self)
        open_streams()
        forget_senseless_sizes()
        forget_senseless_zone()
        outcome, begun = Outcome(typed=words), []

        def run() -> object:
            whole = [typed_text(word) for word in fill_in(words)]
            with self.make_context(prog_name or "ref", whole, obj=outcome, **extra) as ctx:
                begun.append(ctx)
                return self.invoke(ctx)

        end = run_to_end(run, outcome, lambda error: word_failure(error, words))
        if begun:
            after_answer(begun[0].obj)
        if end.code and begun:
            keep_refusal(begun[0])
        leave(replace(end, line=name_book(end.line, words)))

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the chosen command and print its result.

        What no command expects is told as damage where the book has any.
        """
        try:
            result = super().invoke(ctx)
            if result is not None:
                print_result(ctx, result)
        except EXPECTED:
            raise
        except Exception:
            if isinstance(ctx.obj, Env):
                refuse_damaged(ctx.obj)
            raise


def keep_refusal(ctx: Any) -> None:  # noqa: ANN401
    """Keep when a command on this book was refused: after that, undo names what it takes back."""
    from refcli.refusals import note_refusal  # noqa: PLC0415  (only a failure needs it)

    book = find_book(ctx.params["database"])
    note_refusal(ctx.invoked_subcommand, book, current_user(), real_now())


def refuse_damaged(env: Env) -> None:
    """Say so where the book breaks the rules of its own schema."""
    from refcli.storage.schema import soundness  # noqa: PLC0415  (only a failure needs it)

    if soundness.is_damaged(env.database):
        raise storage.book.damage.DamagedError(env.database) from None


def word_failure(error: RefError | typer.TyperException, typed: Sequence[str]) -> str:
    """What is wrong, and what to type instead."""
    from refcli.core.history.earlier_days import word_earlier_day  # noqa: PLC0415
    from refcli.mistyped import usage  # noqa: PLC0415  (only a failure needs them)

    if isinstance(error, EarlierDayError):
        return word_earlier_day(error, typed)
    return str(error) if isinstance(error, RefError) else usage.word_misuse(error, typed)


app = typer.Typer(
    name="ref",
    cls=RefGroup,
    add_completion=False,
    no_args_is_help=True,
    context_settings=HELP,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)


@app.callback()
def ref(
    ctx: typer.Context,
    *,
    database: Annotated[
        Path | None,
        typer.Option(
            "--db", envvar="REF_DB", metavar="PATH", parser=book_path, help="The database file."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", envvar="REF_AS_OF", metavar="DATE", help="What today means."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", envvar="REF_USER", metavar="NAME", help="Who does it."),
    ] = None,
    network_risk: Annotated[
        bool, typer.Option("--allow-network", envvar="REF_ALLOW_NETWORK", hidden=True)
    ] = False,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=print_version, is_eager=True, help="Print the version."),
    ] = False,
    _verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", callback=refuse_alone, help="With --version: name all that runs."
        ),
    ] = False,
) -> None:
    """Run a practice's referral program: know who refers, visit, thank, report back, improve."""
    clock, path, begun = real_day(), find_book(database), time.monotonic()
    behind = None if as_of else storage.book.recorded_days.day_ahead_of(clock, path)
    ctx.obj = Env(
        database=path,
        today=behind or as_of_day(as_of, clock),
        by=typed_text(by or "").strip() or current_user(),
        console=plain_console(),
        errors=plain_console(stderr=True),
        network_risk=network_risk,
        outcome=ctx.obj,
        clock=clock,
        now=real_now(),
        day_typed=bool(as_of),
        login=current_user(),
        waited=time.monotonic() - begun,
    )
    if behind:
        ctx.obj.note_once(clock_note(clock, behind))


def clock_note(clock: date, last: date) -> str:
    """What is said where the clock is behind the book; far behind, the book may be wrong."""
    is_far = last - clock > storage.book.recorded_days.FAR
    far = " If it is right, the book is not: ref doctor" if is_far else ""
    return (
        f"This PC says {full_day(clock)}, and the book goes to {full_day(last)}: today is taken to"
        f" be that day. Unless this is a rehearsal, set the clock of this PC right.{far}"
    )


def real_day() -> date:
    """The day of the practice, by the clock of this PC."""
    return date.today()  # noqa: DTZ011


def real_now() -> datetime:
    """The moment, by the clock of this PC."""
    return datetime.now(UTC)


def find_book(named: Path | None) -> Path:
    """The file that is named, or where this system keeps the data of a program."""
    from refcli.storage.book import place  # noqa: PLC0415  (not for --version)

    return place.real_path(named or place.default_path())


def current_user() -> str:
    """The name under which somebody is logged in."""
    import getpass  # noqa: PLC0415  (not needed with --by)

    try:
        return getpass.getuser().strip() or login_of_account()
    except (OSError, KeyError, ImportError):
        return "unknown user"


def login_of_account() -> str:
    """The name of the account itself, where the environment holds nothing but space."""
    import pwd  # noqa: PLC0415  (not on Windows)

    return pwd.getpwuid(os.getuid()).pw_name
