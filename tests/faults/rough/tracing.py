"""A command in a process of its own, which is killed or refused at a certain call of the system.

Linux lets a parent stop its child at chosen system calls (``man 2 ptrace``, ``man 2 seccomp``), so
nothing but Python is needed. Numbers of calls and registers are those of x86-64.
"""

import ctypes
import os
import platform
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CAN_TRACE = sys.platform == "linux" and platform.machine() == "x86_64"
TRACE_ME, PEEK_USER, POKE_USER, GO_ON, TO_NEXT_STEP, SET_OPTIONS = 0, 3, 6, 7, 24, 0x4200
STOP_AT_CHOSEN, DIE_WITH_PARENT = 0x80, 0x100000
AT_A_CHOSEN = signal.SIGTRAP | 7 << 8
NO_NEW_RIGHTS, FILTER_CALLS, BY_PROGRAM = 38, 22, 2  # of prctl
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # of the filter's machine
TRACE, ALLOW = 0x7FF00000, 0x7FFF0000  # its answers
ANSWER, SIZE, CALL = 10 * 8, 12 * 8, 15 * 8  # where rax, rdx and orig_rax lie
NO_CALL = ctypes.c_ulong(-1).value
CHANGING = {  # the calls that change what outlasts a process
    1: "write",
    18: "pwrite64",
    20: "writev",
    74: "fsync",
    75: "fdatasync",
    76: "truncate",
    77: "ftruncate",
    82: "rename",
    83: "mkdir",
    86: "link",
    87: "unlink",
    90: "chmod",
    91: "fchmod",
    263: "unlinkat",
    264: "renameat",
    285: "fallocate",
}
SAID = ("said", "complained")  # files with what a process wrote to its two streams
OF_SIZE = {1, 18}  # whose third argument is a number of bytes


class How(StrEnum):
    """What happens at the call."""

    KILL_BEFORE = "killed before"
    KILL_WITHIN = "killed within"  # after half of the bytes
    KILL_AFTER = "killed after"
    REFUSE = "refused"
    CUT = "cut short"  # half of the bytes are written, as the system may do


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at the Nth changing call, or (``for_good``) from it on."""

    how: How
    number: int
    errno: int = 0
    for_good: bool = False

    def hits(self, number: int) -> bool:
        """Whether the call of this number meets it."""
        return number >= self.number if self.for_good else number == self.number


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code (a signal as -9), what it said, and its changing calls."""

    code: int
    out: str
    err: str
    calls: int


libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
libc.ptrace.restype = ctypes.c_long


def trace(what: int, pid: int, at: int = 0, value: int = 0) -> int:
    """One request to the system about a child; what it answers."""
    ctypes.set_errno(0)
    answer: int = libc.ptrace(what, pid, at, value)
    if answer == -1 and ctypes.get_errno():
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer


def run_apart(act: Callable[[], object], folder: Path, fault: Fault | None = None) -> Ended:
    """Run something in a fork of this process, where it meets the fault."""
    pid = start(act, folder, traced=True)
    os.waitpid(pid, 0)
    trace(SET_OPTIONS, pid, 0, STOP_AT_CHOSEN | DIE_WITH_PARENT)
    status, calls = follow(pid, fault)
    return read_end(status, folder, calls)


def start(act: Callable[[], object], folder: Path, *, traced: bool = False) -> int:
    """Fork; the child writes what it says into two files of the folder."""
    for name in SAID:
        (folder / name).write_bytes(b"")
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, name in enumerate(SAID, start=1):
            os.dup2(os.open(folder / name, os.O_WRONLY | os.O_APPEND), number)
        if traced:
            trace(TRACE_ME, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
            choose_calls()
        act()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  (a traceback is what is looked for)
        sys.excepthook(*sys.exc_info())
        code = 99
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def read_end(status: int, folder: Path, calls: int = 0) -> Ended:
    """How a process ended that has been waited for."""
    out, err = ((folder / name).read_text("utf-8", "replace") for name in SAID)
    return Ended(os.waitstatus_to_exitcode(status), out, err, calls)


def choose_calls() -> None:
    """Have the system stop this process at the changing calls, and at no other."""

    class Step(ctypes.Structure):
        _fields_ = (
            ("code", ctypes.c_uint16),
            ("if_so", ctypes.c_uint8),
            ("if_not", ctypes.c_uint8),
            ("value", ctypes.c_uint32),
        )

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(Step)))

    numbers = sorted(CHANGING)
    asked = [Step(EQUAL, len(numbers) - at, 0, one) for at, one in enumerate(numbers)]
    steps = [Step(LOAD, 0, 0, 0), *asked, Step(RETURN, 0, 0, ALLOW), Step(RETURN, 0, 0, TRACE)]
    program = Program(len(steps), (Step * len(steps))(*steps))
    libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
    if libc.prctl(FILTER_CALLS, BY_PROGRAM, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "the system lets nobody choose calls")


def follow(pid: int, fault: Fault | None) -> tuple[int, int]:
    """Let a child go from call to call until it ends: its status, and how many calls changed."""
    calls, status = 0, go_on(pid, GO_ON)
    while os.WIFSTOPPED(status):
        if status >> 8 != AT_A_CHOSEN:
            status = go_on(pid, GO_ON, os.WSTOPSIG(status))
            continue
        calls += 1
        if fault and fault.hits(calls):
            meet(pid, fault)
        status = go_on(pid, GO_ON)
    return status, calls


def go_on(pid: int, how: int, deliver: int = 0) -> int:
    """Let a child go to its next stop, or to its end: its status there."""
    with suppress(ProcessLookupError):  # it has been killed
        trace(how, pid, 0, deliver)
    return os.waitpid(pid, 0)[1]


def meet(pid: int, fault: Fault) -> None:
    """What a fault does at a call; the child stands before it."""
    if fault.how is How.REFUSE:
        trace(POKE_USER, pid, CALL, NO_CALL)
        trace(POKE_USER, pid, ANSWER, ctypes.c_ulong(-fault.errno).value)
    if fault.how in {How.KILL_WITHIN, How.CUT} and trace(PEEK_USER, pid, CALL) in OF_SIZE:
        size = trace(PEEK_USER, pid, SIZE)
        trace(POKE_USER, pid, SIZE, max(1, size // 2) if size else 0)
    if fault.how in {How.KILL_WITHIN, How.KILL_AFTER}:
        go_on(pid, TO_NEXT_STEP)  # into the call
        go_on(pid, TO_NEXT_STEP)  # and out of it
    if fault.how in {How.KILL_BEFORE, How.KILL_WITHIN, How.KILL_AFTER}:
        os.kill(pid, signal.SIGKILL)
