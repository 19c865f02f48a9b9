"""Copies are for their owner alone, as the book is: whatever is not is tightened, or told."""

import sys
from contextlib import suppress
from pathlib import Path

from refcli.lines import quote_word
from refcli.phrases import count_phrase
from refcli.storage.book.door import Door
from refcli.storage.book.place import other_readers
from refcli.storage.copies.finding import copies_in, folders_of


def tighten_copies(door: Door) -> None:
    """Let every copy that is there, and its folder, be read by their owner alone; say of which."""
    for folder in folders_of(door.path):
        set_mode(folder, 0o700)
        open_ = [one.path for one in copies_in(folder, door.path) if readers_of(one.path)]
        if not open_:
            continue
        who = readers_of(open_[0])
        for path in open_:
            set_mode(path, 0o600)
        left = [path for path in open_ if readers_of(path)]
        if tightened := len(open_) - len(left):
            copies = count_phrase(tightened, "copy", "copies")
            door.say(f"{who} could read {copies} in {folder}: from now on only you can.")
        if left:
            copies = count_phrase(len(left), "copy", "copies")
            door.say(f"{who} can read {copies} in {folder}. {what_to_do(folder, left[0])}")


def set_mode(path: Path, mode: int) -> None:
    """Take away what others may do with a file or a folder, as far as the system lets us."""
    if readers_of(path):
        with suppress(OSError):
            path.chmod(mode)


def readers_of(path: Path) -> str | None:
    """Who else can read a copy, in words; None for nobody, and where the system does not tell."""
    try:
        return other_readers(path)
    except OSError:
        return None


def is_own(path: Path) -> bool:
    """Whether a file is that of whoever runs this."""
    if sys.platform == "win32":
        return True
    import os  # noqa: PLC0415

    return path.stat().st_uid == os.getuid()


def what_to_do(folder: Path, copy: Path) -> str:
    """What helps where a copy stays open; one of our own lies on a disk that knows no owners."""
    if is_own(copy):
        return "Its disk does not keep them apart, as most sticks: lock it away."
    return f"Let their owner type: chmod -R go= {quote_word(str(folder))}"
