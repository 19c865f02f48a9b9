"""How a command ends: its exit code and its words follow from what really happened.

Exit code 1 means that nothing was changed. So whatever goes wrong once a command is on record
(the answer cannot be written, ^C comes too late) is told beside exit code 0.
"""

import errno
import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, NoReturn

import typer

from refcli.env import Outcome
from refcli.errors import RefError
from refcli.output.console import plain_console

WINDOWS = sys.platform == "win32"


NO_MEMORY = (
    "This PC has too little memory free for that. Close other programs, or take a smaller file, and"
    " type it again."
)


@dataclass(frozen=True, slots=True)
class End:
    """The exit code, and the line for stderr if there is one.

    ``in_line``: on the screen another line has to end first, that on which ^C stands.
    """

    code: int
    line: str = ""
    in_line: bool = False


def run_to_end(run: Callable[[], object], outcome: Outcome, sentence: Callable[[Any], str]) -> End:
    """Run a command to its end, its answer written out; ``sentence`` words what it refuses."""
    try:
        code = exit_code_of(run)
    except (RefError, typer.TyperException) as error:
        return end_refused(error, outcome, sentence(error))
    except (typer.Abort, EOFError, KeyboardInterrupt) as stop:
        return end_stopped(outcome, in_line=not isinstance(stop, typer.Abort))
    except SystemExit:  # how rich ends the help when a pipe is closed; nothing of ours raises it
        return End(0)
    except OSError as error:
        return end_unwritten(error, outcome)
    except Exception as error:  # noqa: BLE001  (a traceback could show patients' data)
        return end_failed(error, outcome)
    return End(code)


def end_failed(error: Exception, outcome: Outcome) -> End:
    """Something that nobody foresaw, or ^C where a library made a failure of its own out of it."""
    if hides_interrupt(error):
        return end_stopped(outcome, in_line=True)
    told = f" {outcome.told}" if outcome.kept or outcome.written else ""
    return End(0 if outcome.kept else 1, f"{word_failure(error)}{told}")


def hides_interrupt(error: Exception) -> bool:
    """Whether a library made a failure of its own out of ^C, as pydantic does while it builds."""
    return "KeyboardInterrupt" in str(error) or isinstance(error.__cause__, KeyboardInterrupt)


def word_failure(error: Exception) -> str:
    """What nobody foresaw, without a word of the data; a PC without memory is no fault of ref."""
    if isinstance(error, MemoryError):
        return NO_MEMORY
    return f"Something is wrong inside ref ({locate_error(error)}). Please report this line."


def exit_code_of(run: Callable[[], object]) -> int:
    """The exit code of a command whose answer has left the process."""
    try:
        code = run()
    except typer.Exit as done:
        code = done.exit_code
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def end_refused(error: RefError | typer.TyperException, outcome: Outcome, line: str) -> End:
    """The code that the failure knows; what is on record all the same is said."""
    return End(0, f"{line} {outcome.told}") if outcome.kept else End(error.exit_code, line)


def end_stopped(outcome: Outcome, *, in_line: bool) -> End:
    """The person pressed ^C, ``in_line`` where the cursor still stands behind it, or left."""
    return End(0 if outcome.kept else 1, f"Stopped. {outcome.told}", in_line)


def end_unwritten(error: OSError, outcome: Outcome) -> End:
    """The system refused something; a reader that has seen enough is no failure.

    Files are opened by their names; an error without one is that of a standard stream.
    """
    if error.filename is None and closed_pipe(error):
        return End(0)
    why = error.strerror or type(error).__name__
    what = "The answer could not be written" if error.filename is None else "The system refused it"
    return End(0 if outcome.kept else 1, f"{what} ({why}). {outcome.told}")


def closed_pipe(error: OSError, *, windows: bool = WINDOWS) -> bool:
    """Whether the program behind a pipe has stopped reading; Windows has no name for it."""
    return isinstance(error, BrokenPipeError) or (windows and error.errno == errno.EINVAL)


def leave(end: End) -> NoReturn:
    """Say the line on stderr, and leave with the code and nothing else."""
    from refcli.output.text import harmless_text  # noqa: PLC0415  (only a failure needs it)

    try:
        if end.line:
            if end.in_line and sys.stderr.isatty():
                sys.stderr.write("\n")
            line = f"ref: {harmless_text(end.line)}"
            plain_console(stderr=True).print(line, style="red", soft_wrap=True)
        sys.stderr.flush()
    except OSError:
        pass  # nobody can be told
    for stream in (sys.stdout, sys.stderr):
        let_go(stream)
    sys.exit(end.code)


def let_go(stream: IO[str]) -> None:
    """What a stream still holds and cannot write goes nowhere, not into Python's own complaint."""
    try:
        stream.flush()
    except (OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            pass  # it was closed, so it will not be written at the end either
        finally:
            os.close(nowhere)


def open_streams() -> None:
    """A pipe or file gets UTF-8 on every system; a terminal that lacks a character a mark.

    A closed standard output is one that cannot be written to; a closed standard error is silence.
    """
    if sys.stdout is None:
        sys.stdout = Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="replace")


class Closed(io.TextIOBase):
    """Standard output where there is none (``>&-``): what is written to it is lost, and said so."""

    def write(self, _text: str) -> int:
        """Refuse, as a system does that knows no such file."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def locate_error(error: BaseException) -> str:
    """The kind of an unexpected error and its place in our code, without its data."""
    trace, place = error.__traceback__, "?"
    while trace:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("refcli"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
