"""The program at a real terminal, with keys pressed and the screen watched."""

import os
import select
import signal
import sys
from pathlib import Path

import pytest

SECONDS = 30
LEFT, DOWN, TAB = "\x1b[D", "\x1b[B", "\t"
CTRL_A, CTRL_C, CTRL_D, CTRL_Q = "\x01", "\x03", "\x04", "\x11"

needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="there a terminal is another thing")


class Terminal:
    """The program at a terminal of its own, of 80 columns and 24 rows."""

    def __init__(self, database: Path, *arguments: str, **environment: str) -> None:
        import pty  # noqa: PLC0415  (not on Windows)

        self.shown = self.unseen = ""
        self.process, self.screen = pty.fork()
        if not self.process:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background ignores it
            os.environ.pop("NO_COLOR", None)
            env = os.environ | {"REF_DB": str(database), "TERM": "xterm-256color"} | environment
            os.execve(sys.executable, [sys.executable, "-m", "refcli", *arguments], env)  # noqa: S606
        import termios  # noqa: PLC0415  (not on Windows)

        termios.tcsetwinsize(self.screen, (24, 80))

    def see(self, text: str) -> str:
        """What is shown until a text stands there; what follows it is for the next look."""
        while text not in self.unseen:
            ready, _, _ = select.select([self.screen], [], [], SECONDS)
            assert ready, f"{text!r} is not shown: {self.shown}"
            self.unseen += self.read()
        seen, found, self.unseen = self.unseen.partition(text)
        return seen + found

    def read(self) -> str:
        """What has been shown since; nothing once the program has let go of the terminal."""
        try:
            seen = os.read(self.screen, 4096).decode(errors="replace")
        except OSError:
            seen = ""
        assert seen, f"the program ended: {self.shown}"
        self.shown += seen
        return seen

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.screen, keys.encode())

    def interrupt(self, until: str) -> None:
        """Ctrl-C; once more where it came just before Python began to wait for it."""
        for _ in range(SECONDS):
            self.press(CTRL_C)
            while select.select([self.screen], [], [], 1)[0]:
                self.unseen += self.read()
                if until in self.unseen:
                    return
        raise AssertionError(self.shown)

    def leave(self) -> int:
        """The exit code, at the end."""
        _, status = os.waitpid(self.process, 0)
        os.close(self.screen)
        return os.waitstatus_to_exitcode(status)
