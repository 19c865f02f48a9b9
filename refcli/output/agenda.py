"""The list of a Monday on a terminal of any width, and as plain lines in a file or pipe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from refcli.core.due.agenda import (
    MOST_NAMES,
    SHORT_RULE,
    Agenda,
    AgendaGroup,
    AgendaLine,
    due_table,
)
from refcli.core.due.following import DueQuestion, describe_following
from refcli.output.render import print_line
from refcli.output.result import Result
from refcli.output.text import harmless_text

WIDE = 120  # columns from which what helps has a column of its own
NARROW = 60  # columns below which all but the key shares one
GAP, NARROW_GAP = 2, 1  # between columns; in a terminal that is not wide
LEAST = 10  # columns of a text in the narrowest terminal
MOST_OWNER = 16  # columns of an owner before the name folds
MOST_DAY = 10  # columns of a day; one with a year folds
TYPED = 2  # lines of a screen for the command that was typed, and for the next one
FEW = 5  # items in groups, below which a low screen gets one list
EVERYTHING = DueQuestion()

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


def agenda_answer(agenda: Agenda, *, whole: bool = True, asked: DueQuestion = EVERYTHING) -> Result:
    """The list: in groups for people, by due date for programs.

    ``whole``: more than a screen of a terminal at a time; else what follows is named with the line
    that shows it, after what was ``asked`` for.
    """
    return Result(
        due_table(agenda), [partial(print_agenda, agenda, asked=None if whole else asked)]
    )


def print_agenda(agenda: Agenda, console: Console, *, asked: DueQuestion | None = None) -> None:
    """The title, the groups, what follows, and how a line is closed."""
    shown = fit_screen(agenda, console, asked) if asked and console.is_terminal else agenda
    print_page(agenda, shown, console, asked or EVERYTHING)


def print_page(agenda: Agenda, shown: Agenda, console: Console, asked: DueQuestion) -> None:
    """As much of the list as is ``shown``."""
    print_line(agenda.title, console, "bold")
    if shown.groups:
        print_groups(shown, console)
        print_line("", console)
        for line in describe_following(agenda, shown, asked):
            print_line(line, console, "bold")
    else:
        print_line(agenda.empty, console)
    part = len(shown.items) < len(agenda.items)
    print_line(SHORT_RULE if part else agenda.rule, console, "dim")


def fit_screen(agenda: Agenda, console: Console, asked: DueQuestion) -> Agenda:
    """As many items, from the most overdue, as one screen holds; one in any case.

    In groups; on a low screen in one list without what helps, where that has more of them.
    """
    if count_lines(agenda, agenda, console, asked) <= room_in(console):
        return agenda
    grouped = fit_items(agenda, console, asked)
    if len(grouped.items) >= FEW:
        return grouped
    bare = [item.without_help() for item in agenda.items]
    listed = fit_items(replace(agenda, items=bare, limited=True), console, asked)
    return max(grouped, listed, key=lambda one: len(one.items))


def fit_items(agenda: Agenda, console: Console, asked: DueQuestion) -> Agenda:
    """The most items of a list that fit, found by halving; one in any case."""
    least, most = 1, min(len(agenda.items), console.height)
    while most - least > 1:
        middle = (least + most) // 2
        if count_lines(agenda, agenda.head(middle), console, asked) <= room_in(console):
            least = middle
        else:
            most = middle
    return agenda.head(least)


def room_in(console: Console) -> int:
    """The lines of a terminal that are free for an answer."""
    return console.height - TYPED


def count_lines(agenda: Agenda, shown: Agenda, console: Console, asked: DueQuestion) -> int:
    """How many lines a page takes on this terminal."""
    with console.capture() as drawn:
        print_page(agenda, shown, console, asked)
    return drawn.get().count("\n")


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
            print_grid(group, mine, AgendaScreen(console, widths))
        else:
            heading = one_line(PLAIN_HEADINGS, widths, f"{group.whom}: {group.why} (what helps)")
            lines = [heading, *(one_line(start_of(one), widths, tell(one)) for one in mine)]
            console.file.writelines(f"{line}\n" for line in lines)


def print_grid(group: AgendaGroup, mine: Sequence[AgendaLine], screen: AgendaScreen) -> None:
    """A group under its headings; where there is little room, what helps has a line of its own."""
    if not NARROW <= screen.room < WIDE:
        screen.console.print(fold_grid(group, mine, screen), crop=False)
        return
    under = (0, 0, 0, screen.widths[0] + gap_in(screen.room))  # below the second column
    for number, one in enumerate(mine):
        grid = fold_grid(group, [one], screen, headed=number == 0)
        screen.console.print(grid, crop=False)
        if one.brief:
            screen.console.print(Padding(Text(harmless_text(one.brief)), under))


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


def fold_grid(
    group: AgendaGroup, lines: Sequence[AgendaLine], screen: AgendaScreen, *, headed: bool = True
) -> Grid:
    """The items of a group under headings, folded at words to the widths of the columns."""
    made = Grid(
        show_header=headed,
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
    late, day = Text(one.late, "bold red" if one.days_late else ""), Text(one.day)
    why, context, owner = (Text(harmless_text(text)) for text in (one.why, one.context, one.owner))
    context = context if room >= WIDE else Text(harmless_text(one.brief))
    if room < NARROW:
        return key, stack_texts(head, join_texts(late, day, owner), why, context)
    late = Text(str(one.days_late), late.style) if one.days_late else late
    if room < WIDE:
        return key, head, day, late, why, owner
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
