"""What is remembered beside the copies: the second place, and when which copy was checked.

It is no part of the book: going back to an earlier copy, or undo, changes nothing of it. It holds
no name of anybody. Where it cannot be read or written, nothing is remembered.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from refcli.core.copies.names import UNFINISHED
from refcli.core.copies.places import register_name


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Another folder that gets a copy too, as on a stick.

    ``since``: when it was named, ``last``: when it got a copy last; ``own_disk``: it was not on the
    disk of the book; ``told``: on which day it was last said that it is missing.
    """

    folder: Path
    since: datetime
    last: datetime | None = None
    own_disk: bool = False
    told: date | None = None


@dataclass(frozen=True, slots=True)
class CheckedCopy:
    """When a copy was wholly checked last, and whether it was sound."""

    at: datetime
    sound: bool


@dataclass(frozen=True, slots=True)
class CopyRegister:
    """All that is remembered of the copies of a book; copies are known by their whole paths."""

    second: SecondPlace | None = None
    checked: dict[str, CheckedCopy] = field(default_factory=dict)


def read_register(book: Path) -> CopyRegister:
    """What is remembered; nothing where it is not there, or is not ours."""
    try:
        found = json.loads(place_of_register(book).read_bytes())
        second, checked = found.get("second"), found.get("checked") or {}
        return CopyRegister(
            second=read_second(second) if second else None,
            checked={
                path: CheckedCopy(datetime.fromisoformat(one["at"]), bool(one["sound"]))
                for path, one in checked.items()
            },
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return CopyRegister()


def read_second(found: dict[str, str]) -> SecondPlace:
    """The second place, as it was written."""
    last, told = found["last"], found["told"]
    return SecondPlace(
        folder=Path(found["folder"]),
        since=datetime.fromisoformat(found["since"]),
        last=datetime.fromisoformat(last) if last else None,
        own_disk=bool(found["own_disk"]),
        told=date.fromisoformat(told) if told else None,
    )


def change_register(book: Path, change: Callable[[CopyRegister], CopyRegister]) -> None:
    """Remember something more; a reader sees all of it or what was there before.

    What is there is read again at once before: a copy can take long, and others remember meanwhile.
    """
    target = place_of_register(book)
    new = target.with_name(f"{target.name}{UNFINISHED}")
    register = change(read_register(book))
    checked = {path: asdict(one) for path, one in register.checked.items() if not is_gone(path)}
    content = {"second": register.second and asdict(register.second), "checked": checked}
    with suppress(OSError):
        new.unlink(missing_ok=True)
        new.touch(mode=0o600, exist_ok=False)
        new.write_text(json.dumps(content, indent=1, default=str), encoding="utf-8")
        new.replace(target)


def place_of_register(book: Path) -> Path:
    """Beside the copies of ``practice.db``: ``practice.db.copies.json``."""
    return book.parent / register_name(book.name)


def is_gone(copy: str) -> bool:
    """Whether a copy was dropped; one on a stick that is away is not."""
    try:
        return Path(copy).parent.is_dir() and not Path(copy).exists()
    except OSError:
        return False


def note_checked(book: Path, copy: Path, now: datetime, *, sound: bool) -> None:
    """Remember of a copy that it was checked now, and whether it is sound."""
    new = {str(copy): CheckedCopy(now, sound)}
    change_register(book, lambda known: replace(known, checked=known.checked | new))


def note_second(book: Path, *, last: datetime) -> None:
    """Remember that the second place got a copy."""
    change_register(
        book,
        lambda known: replace(known, second=known.second and replace(known.second, last=last)),
    )
