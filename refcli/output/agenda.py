"""The list of a Monday on a terminal of any width, and as plain lines in a file or pipe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from refcli.core.due.agenda import (
    MOST_NAMES,
    Agenda,
    AgendaGroup,
    AgendaLine,
    due_table,
)
from refcli.output.render import print_line
from refcli.output.result import Result
from refcli.output.text import harmless_text

WIDE = 120  # columns from which what helps has a column of its own
NARROW = 60  # columns below which all but the key shares one
GAP, NARROW_GAP = 2, 1  # between columns; in a terminal that is not wide
LEAST = 10  # columns of a text in the narrowest terminal
MOST_OWNER = 16  # columns of an owner before the name folds
MOST_DAY = 10  # columns of a day; one with a year folds
AROUND_GROUP = 4  # lines of a group but its items
BELOW = 2  # lines for the blank below the groups, and for what is typed next
FEWEST = 3  # items that are shown however low the terminal is

Cells = Sequence[Text]  # of one item, each of them one or several lines high


@dataclass(frozen=True, slots=True)
class AgendaScreen:
    """A terminal of ``room`` columns, and the widths that the columns of the list have on it."""

    console: Console
    widths: Sequence[int]

    @property
    def room(self) -> int:
        """How many columns the terminal has."""
        return self.console.width


def agenda_answer(agenda: Agenda, *, whole: bool = True, more: str = "ref due --all") -> Result:
    """The list: in groups for people, by due date for programs.

    ``whole``: more than a screen of a terminal at a time; else ``more`` is the line to type.
    """
    return Result(due_table(agenda), [partial(print_agenda, agenda, more="" if whole else more)])


def print_agenda(agenda: Agenda, console: Console, *, more: str = "") -> None:
    """The title, the groups, what follows, and how a line is closed."""
    print_line(agenda.title, console, "bold")
    shown = agenda.head(count_fitting(agenda, console)) if more and console.is_terminal else agenda
    if shown.groups:
        print_groups(shown, console)
        print_line("", console)
        hidden = len(agenda.items) - len(shown.items)
        follows = f". {hidden:,} more: {more}" if hidden else ""
        print_line(agenda.closing + follows, console, "bold")
    else:
        print_line(agenda.empty, console)
    print_line(agenda.rule, console, "dim")


def count_fitting(agenda: Agenda, console: Console) -> int:
    """How many items fit on one screen, from the first; a few in any case."""
    lines = [agenda.line_of(item, MOST_NAMES) for item in agenda.items[: console.height]]
    if not lines:
        return 0
    screen = AgendaScreen(console, fit_columns(lines, console.width))
    closing = [agenda.title, f"{agenda.closing}. 1,000 more: ref due --all", agenda.rule]
    left = console.height - BELOW - sum(-(-cell_len(text) // console.width) for text in closing)
    for count, one in enumerate(lines):
        opened = len(agenda.head(count + 1).groups)
        left -= count_height(one, screen)
        if left < opened * AROUND_GROUP and count >= FEWEST:
            return count
    return len(lines)


def count_height(one: AgendaLine, screen: AgendaScreen) -> int:
    """How many lines an item takes."""
    cells = zip(cells_of(one, screen.room), screen.widths, strict=True)
    wrapped = [cell.wrap(screen.console, width, overflow="fold") for cell, width in cells if width]
    return max(len(lines) for lines in wrapped)


def print_groups(agenda: Agenda, console: Console) -> None:
    """The groups one below the other; all of them have the same columns."""
    most = MOST_NAMES if console.is_terminal else None
    groups = [
        (group, [agenda.line_of(item, most) for item in group.items]) for group in agenda.groups
    ]
    every = [one for _, mine in groups for one in mine]
    widths = fit_columns(every, console.width) if console.is_terminal else width_of_cells(every)
    for group, mine in groups:
        print_line("", console)
        print_line(group.title, console, "bold")
        if console.is_terminal:
            console.print(fold_grid(group, mine, AgendaScreen(console, widths)), crop=False)
        else:
            heading = one_line(PLAIN_HEADINGS, widths, f"{group.whom}: {group.why} (what helps)")
            lines = [heading, *(one_line(start_of(one), widths, tell(one)) for one in mine)]
            console.file.writelines(f"{line}\n" for line in lines)


PLAIN_HEADINGS = ("Key", "Due", "Late", "Owner")


def one_line(start: Sequence[str], widths: Sequence[int], text: str) -> str:
    """The short cells below each other, and a text as long as it needs to be."""
    return "".join(map(pad_cell, start, widths)) + text


def tell(one: AgendaLine) -> str:
    """Whom or what an item is about, why, and what helps."""
    text = f"{one.head}: {one.why}" if one.why else one.head
    return harmless_text(text + (f" ({one.context})" if one.context else ""))


def start_of(one: AgendaLine) -> list[str]:
    """The short cells, which stand below each other."""
    return [harmless_text(text) for text in (one.key, one.day, one.late, one.owner)]


def width_of_cells(lines: Sequence[AgendaLine]) -> list[int]:
    """How wide the short cells are; 0 for a column that is empty throughout."""
    columns = zip(PLAIN_HEADINGS, zip(*map(start_of, lines), strict=True), strict=True)
    widths = [(cell_len(heading), max(map(cell_len, cells))) for heading, cells in columns]
    return [max(heading, width) if width else 0 for heading, width in widths]


def pad_cell(text: str, width: int) -> str:
    """A cell and the gap behind it; nothing for a column that is empty throughout."""
    return text + " " * (width - cell_len(text) + GAP) if width else ""


def fold_grid(group: AgendaGroup, lines: Sequence[AgendaLine], screen: AgendaScreen) -> Grid:
    """The items of a group under headings, folded at words to the widths of the columns."""
    made = Grid(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, gap_in(screen.room) - 1, 0, 0),
    )
    kept = [place for place, width in enumerate(screen.widths) if width]
    headings = headings_of(screen.room, group)
    for place in kept:
        right = headings[place] == "Late"
        made.add_column(
            Text(headings[place]),
            width=screen.widths[place],
            overflow="fold",
            justify="right" if right else "left",
        )
    for one in lines:
        cells = cells_of(one, screen.room)
        made.add_row(*(cells[place] for place in kept))
    return made


def headings_of(room: int, group: AgendaGroup | None = None) -> Sequence[str]:
    """The headings of the columns that a terminal of ``room`` columns has room for."""
    whom, why = (group.whom, group.why) if group else ("", "")
    if room < NARROW:
        return "Key", f"{whom}, due"
    if room < WIDE:
        return "Key", whom, "Due", "Late", why, "Owner"
    return "Key", whom, "Due", "Late", why, "What helps", "Owner"


def gap_in(room: int) -> int:
    """The blanks between columns."""
    return NARROW_GAP if NARROW <= room < WIDE else GAP


def cells_of(one: AgendaLine, room: int) -> Cells:
    """An item in the columns that a terminal of ``room`` columns has room for."""
    key, head = Text(harmless_text(one.key), "bold"), Text(harmless_text(one.head), "bold")
    late, day = Text(one.late, "bold red" if one.overdue else ""), Text(one.day)
    why, context, owner = (Text(harmless_text(text)) for text in (one.why, one.context, one.owner))
    context = context if room >= WIDE else Text(harmless_text(one.brief))
    if room < NARROW:
        return key, stack_texts(head, join_texts(late, day, owner), why, context)
    late = Text(one.late.partition(" ")[0], late.style)
    if room < WIDE:
        return key, head, day, late, stack_texts(why, context), owner
    return key, head, day, late, why, context, owner


def stack_texts(*texts: Text) -> Text:
    """The texts that are not empty, one below the other."""
    return Text("\n").join(text for text in texts if text)


def join_texts(*texts: Text) -> Text:
    """The texts that are not empty, on one line."""
    return Text(", ").join(text for text in texts if text)


def fit_columns(lines: Sequence[AgendaLine], room: int) -> list[int]:
    """The widths of the columns: short ones get what they need, the texts share the rest."""
    columns = list(zip(*(cells_of(one, room) for one in lines), strict=True))
    widths = [max(map(width_of, column)) for column in columns]
    headings = headings_of(room)
    if room >= NARROW:
        widths[2] = min(widths[2], MOST_DAY)
        widths[-1] = min(widths[-1], MOST_OWNER)
        widths = [width and max(width, len(headings[place])) for place, width in enumerate(widths)]
    texts = [1] if room < NARROW else [1, 4] if room < WIDE else [1, 4, 5]
    gaps = gap_in(room) * (sum(width > 0 for width in widths) - 1)
    rest = room - gaps - sum(width for place, width in enumerate(widths) if place not in texts)
    for place, width in zip(
        texts, share_rest(rest, [widths[place] for place in texts]), strict=True
    ):
        widths[place] = width
    return widths


def width_of(text: Text) -> int:
    """How wide a cell is with nothing folded."""
    return max(map(cell_len, text.plain.split("\n")))


def share_rest(rest: int, wanted: Sequence[int]) -> Iterator[int]:
    """The rest of the line in fair parts; who wants less than its part leaves it to the others."""
    for place, width in enumerate(wanted):
        fair = rest // (len(wanted) - place)
        others = sum(min(fair, other) for other in wanted[place + 1 :])
        got = max(min(width, LEAST), min(width, rest - others))
        rest -= got
        yield got
