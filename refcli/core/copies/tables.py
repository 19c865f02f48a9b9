"""The lists of copies, and how old and how large a copy is in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from refcli.core.copies.changing import Holding
from refcli.core.copies.names import CopyName
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.values.sizes import size_words
from refcli.phrases import count_phrase

HOW_BACK = "To go back to one: ref restore NUMBER. To try them all: ref backup verify --all"
AHEAD = "Dated ahead: by the clock of this PC their moment has not come. The order is right. "
NONE_YET = (
    "There is no copy yet. To make one: ref backup. To go back to one that lies elsewhere, as on a"
    " stick: ref restore FOLDER"
)
COLUMNS = (
    Column("number", "#", Type.ID),
    Column("made", "Made"),
    Column("age", "Age"),
    Column("why", "Why"),
    Column("size", "Size"),
    Column("bytes", "Bytes", Type.COUNT, machine_only=True),
    Column("commands", "Commands", Type.COUNT),
    Column("referrals", "Referrals", Type.COUNT, machine_only=True),
    Column("checked", "Checked"),
    Column("sound", "Sound"),
    Column("place", "Place"),
    Column("file", "File", machine_only=True),
)
DRILL = (
    Column("number", "#", Type.ID),
    Column("copy", "Copy"),
    Column("place", "Place", machine_only=True),
    Column("sound", "Sound"),
    Column("referrals", "Referrals", Type.COUNT),
    Column("commands", "Commands", Type.COUNT),
    Column("last_day", "Up to", Type.DATE),
    Column("fault", "What is wrong"),
)


@dataclass(frozen=True, slots=True)
class ListedCopy:
    """A copy as it is listed, ``sound`` as it was found when it was ``checked`` last.

    ``commands`` are those that changed something; they and ``referrals`` are None where it cannot
    be read.
    """

    number: int
    name: CopyName
    file: str
    place: str
    bytes: int
    commands: int | None
    referrals: int | None
    checked: datetime
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Drill:
    """What came of restoring a copy into a throw-away place."""

    number: int
    file: str
    place: str
    holding: Holding | None
    fault: str = ""


def copies_table(copies: Sequence[ListedCopy], now: datetime) -> Table:
    """Every copy, the latest first; ``now`` is the moment on the clock of the PC."""
    ahead = any(one.name.moment > now for one in copies)
    rows = [
        (
            *(one.number, f"{one.name.moment:%Y-%m-%d %H:%M}", age_text(now - one.name.moment)),
            *(one.name.reason, size_words(one.bytes), one.bytes, one.commands, one.referrals),
            *(f"{one.checked:%Y-%m-%d %H:%M}", one.sound, one.place, one.file),
        )
        for one in copies
    ]
    note = f"{AHEAD if ahead else ''}{HOW_BACK}" if rows else ""
    return Table("Copies of the book", COLUMNS, rows, note, NONE_YET)


def drill_table(drills: Sequence[Drill]) -> Table:
    """What came of each copy that was tried."""
    rows = [
        (
            *(one.number, one.file, one.place, not one.fault),
            *((None, None, None) if one.holding is None else figures_of(one.holding)),
            one.fault,
        )
        for one in drills
    ]
    note = "Each was wholly checked, restored into a throw-away place, and read there."
    return Table("Restore drill", DRILL, rows, note, NONE_YET)


def figures_of(holding: Holding) -> tuple[Cell, ...]:
    """The figures that were read in the throw-away place."""
    return len(holding.referrals), len(holding.done), holding.last_day


def age_text(age: timedelta) -> str:
    """How long ago: 5 minutes, 3 hours, 12 days; of a moment that has not come that it has not."""
    minutes = int(age.total_seconds()) // 60
    if minutes < 0:
        return "dated ahead"
    if minutes < 2 * 60:
        return count_phrase(minutes, "minute")
    hours = minutes // 60
    return count_phrase(hours, "hour") if hours < 48 else count_phrase(hours // 24, "day")  # noqa: PLR2004
