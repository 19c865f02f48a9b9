"""The ``ref`` program: its global options, how it runs a command, and how it fails."""

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command

from refcli.answering import format_options, print_result, print_version, refuse_alone
from refcli.command_table import COMMANDS, HELP, LazyCommand
from refcli.commands.copies.daily import after_answer
from refcli.core.values.day_words import full_day
from refcli.ending import leave, open_streams, run_to_end
from refcli.env import Env, Outcome, as_of_day, typed_text
from refcli.errors import EarlierDayError, RefError, UsageError
from refcli.front.help import FRONT
from refcli.front.once import parsing_once
from refcli.front.understanding import understand_line
from refcli.lines import name_book
from refcli.on_use import storage
from refcli.output.console import forget_senseless_sizes, forget_senseless_zone, plain_console
from refcli.output.result import Result
from refcli.paths import book_path
from refcli.reading_files import fill_in
from refcli.shells.press import answer_shell, is_asked

EXPECTED = (RefError, typer.TyperException, typer.Exit, typer.Abort, OSError)


class RefGroup(TyperGroup):
    """All the commands; whatever goes wrong in one becomes one line on stderr."""

    def __init__(self, **attrs: Any) -> None:  # noqa: ANN401
        super().__init__(**attrs)
        for row in COMMANDS:
            self.add_command(LazyCommand(*row))
        self.params += format_options()

    def make_parser(self, ctx: Any) -> Any:  # noqa: ANN401
        """A parser that refuses an option of ``ref`` itself that was typed twice."""
        return parsing_once(super().make_parser(ctx), ctx)

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
        outcome, begun, meant = Outcome(typed=words), [], words

        def run() -> object:
            nonlocal meant
            meant = understand_line(self, words)
            whole = [typed_text(word) for word in fill_in(meant)]
            with self.make_context(prog_name or "ref", whole, obj=outcome, **extra) as ctx:
                begun.append(ctx)
                return self.invoke(ctx)

        end = run_to_end(run, outcome, lambda error: word_failure(error, meant))
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
            if isinstance(result, Result):
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
    from refcli.mistyped.mending import add_line  # noqa: PLC0415

    if isinstance(error, EarlierDayError):
        return word_earlier_day(error, typed)
    root = get_command(app)
    if not isinstance(error, RefError):
        return usage.word_misuse(root, error, typed)
    return add_line(root, typed, error) if isinstance(error, UsageError) else str(error)


app = typer.Typer(
    name="ref",
    cls=RefGroup,
    add_completion=False,
    invoke_without_command=True,
    epilog=FRONT,
    context_settings=HELP,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)


DatabaseOption = Annotated[
    Path | None,
    typer.Option(
        "--db", envvar="REF_DB", metavar="PATH", parser=book_path, help="The database file."
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", envvar="REF_AS_OF", metavar="DATE", help="What today means."),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", envvar="REF_USER", metavar="NAME", help="Who does it, if not you."),
]
NetworkOption = Annotated[
    bool, typer.Option("--allow-network", envvar="REF_ALLOW_NETWORK", hidden=True)
]
VersionOption = Annotated[
    bool,
    typer.Option("--version", callback=print_version, is_eager=True, help="Print the version."),
]
VerboseOption = Annotated[
    bool,
    typer.Option("--verbose", callback=refuse_alone, help="With --version: name all that runs."),
]


@app.callback()
def ref(
    ctx: typer.Context,
    *,
    database: DatabaseOption = None,
    as_of: AsOfOption = None,
    by: ByOption = None,
    network_risk: NetworkOption = False,
    _version: VersionOption = False,
    _verbose: VerboseOption = False,
) -> Result | None:
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
    if ctx.invoked_subcommand:
        return None
    from refcli.commands.standing import tell_standing  # noqa: PLC0415  (for ref alone)

    return tell_standing(ctx.obj)


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
