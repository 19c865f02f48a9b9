"""Real interactive shells on a pseudo terminal, typed into letter by letter."""

import os
import select
import subprocess
import sys
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

from refcli.shells.line import Shell
from refcli.shells.scripts import ADVICE
from tests.storage.books import TODAY

SECONDS_TO_WAIT = 60  # far longer than any answer takes on a busy machine
SIZE = (50, 200)  # lines and columns
PROFILES = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}
SHELLS = tuple(PROFILES)
READY = "echo ready 'to type'"

# In place of ref on the PATH: the real one answers the TAB key, a command line is written down.
WRITER = f"""#!/bin/sh
if [ -n "$REF_COMPLETE" ] || [ "$1" = completion ]; then exec "{sys.executable}" -m refcli "$@"; fi
for word in "$@"; do printf '%s\\0' "$word"; done > "$HOME/bin/typed"
printf 'written%s\\n' ' down'
"""


@dataclass
class Typist:
    """Somebody at a shell."""

    shell: subprocess.Popen[bytes]
    screen: int
    home: Path
    seen: bytes = field(default=b"")

    def wait_for(self, text: str) -> str:
        """Read the screen until it shows a text; what it showed until then."""
        until = time.monotonic() + SECONDS_TO_WAIT
        while text.encode() not in self.seen:
            left = until - time.monotonic()
            if left < 0 or not select.select([self.screen], [], [], left)[0]:
                screen = self.seen.decode(errors="replace")
                raise TimeoutError(f"no {text!r} on the screen:\n{screen}")
            self.seen += os.read(self.screen, 1 << 16)
        before, _, self.seen = self.seen.partition(text.encode())
        return before.decode(errors="replace")

    def enter(self, line: str) -> list[str]:
        """Type a line that runs ref, TABs included, then Enter; the words that ref was given."""
        os.write(self.screen, line.encode() + b"\r")
        self.wait_for("written down")
        typed = self.home / "bin" / "typed"
        words = typed.read_bytes().decode(errors="surrogateescape").split("\0")[:-1]
        typed.unlink()
        return words

    def leave(self) -> None:
        """Close the window."""
        os.close(self.screen)
        self.shell.kill()
        self.shell.wait()


def sit_down(shell: str, program: str, home: Path) -> Typist:
    """Start a shell as a person does, in a home of its own; its profile has run."""
    folder, profile = home / "bin", home / PROFILES[shell]
    folder.mkdir()
    (folder / "ref").write_text(WRITER)
    (folder / "ref").chmod(0o755)
    profile.parent.mkdir(parents=True, exist_ok=True)
    profile.write_text(f"{ADVICE[Shell(shell)].splitlines()[1]}\n{READY}\n")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, SIZE)
    name = os.ttyname(theirs)
    started = subprocess.Popen(  # the first terminal that a new session opens is its own
        ["/bin/sh", "-c", f"exec {program} -i < {name} > {name} 2>&1"],
        env={
            "HOME": str(home),
            "PATH": f"{folder}:{os.environ['PATH']}",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "REF_DB": str(home / "ref.db"),
            "REF_AS_OF": TODAY.isoformat(),
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
        },
        cwd=home,
        start_new_session=True,
    )
    typist = Typist(started, ours, home)
    typist.wait_for("ready to type")
    os.close(theirs)  # not before the shell has it open, or the screen goes dark
    return typist
