"""The list of a Monday on a terminal of any width, and as plain lines in a file or pipe."""

from collections.abc import Iterator, Sequence
from functools import partial

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from refcli.core.due.agenda import (
    MOST_NAMES,
    RULE,
    Agenda,
    AgendaGroup,
    AgendaLine,
    agenda_line,
    due_table,
)
from refcli.output.render import print_line
from refcli.output.result import Result
from refcli.output.text import harmless_text

WIDE = 120  # columns from which what helps has a column of its own
NARROW = 60  # columns below which all but the key shares one
GAP = 2
LEAST = 10  # columns of a text in the narrowest terminal
MOST_OWNER = 16  # columns of an owner before the name folds

Cells = Sequence[Text]  # of one item, each of them one or several lines high


def agenda_answer(agenda: Agenda) -> Result:
    """The list: in groups for people, by due date for programs."""
    return Result(due_table(agenda), [partial(print_agenda, agenda)])


def print_agenda(agenda: Agenda, console: Console) -> None:
    """The title, the groups, and what their order and their days mean."""
    print_line(agenda.title, console, "bold")
    if agenda.groups:
        print_groups(agenda, console)
        print_line("", console)
        print_line(agenda.closing, console, "bold")
    else:
        print_line(agenda.empty, console)
    print_line(RULE, console, "dim")


def print_groups(agenda: Agenda, console: Console) -> None:
    """The groups one below the other; all of them have the same columns."""
    most = MOST_NAMES if console.is_terminal else None
    groups = [(group, describe_group(group, agenda, most)) for group in agenda.groups]
    every = [one for _, mine in groups for one in mine]
    widths = fit_columns(every, console.width) if console.is_terminal else width_of_cells(every)
    for group, mine in groups:
        print_line("", console)
        print_line(f"{group.title} ({len(mine)})", console, "bold")
        if console.is_terminal:
            console.print(fold_grid(mine, widths, console.width), crop=False)
        else:
            console.file.writelines(f"{one_line_item(one, widths)}\n" for one in mine)


def describe_group(group: AgendaGroup, agenda: Agenda, most: int | None) -> list[AgendaLine]:
    """The items of a group in words."""
    return [agenda_line(item, agenda.today, most) for item in group.items]


def one_line_item(one: AgendaLine, widths: Sequence[int]) -> str:
    """An item on one line, as long as it needs to be."""
    start = zip(start_of(one), widths, strict=True)
    text = f"{one.head}: {one.why}" if one.why else one.head
    text += f" ({one.context})" if one.context else ""
    return "".join(pad_cell(cell, width) for cell, width in start) + harmless_text(text)


def start_of(one: AgendaLine) -> list[str]:
    """The short cells, which stand below each other."""
    return [harmless_text(text) for text in (one.key, one.day, one.late, one.owner)]


def width_of_cells(lines: Sequence[AgendaLine]) -> list[int]:
    """How wide the short cells are."""
    return [max(map(cell_len, column)) for column in zip(*map(start_of, lines), strict=True)]


def pad_cell(text: str, width: int) -> str:
    """A cell and the gap behind it; nothing for a column that is empty throughout."""
    return text + " " * (width - cell_len(text) + GAP) if width else ""


def fold_grid(lines: Sequence[AgendaLine], widths: Sequence[int], room: int) -> Grid:
    """The items of a group, folded at words to the widths of the columns."""
    made = Grid.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    kept = [place for place, width in enumerate(widths) if width]
    for place in kept:
        made.add_column(width=widths[place], overflow="fold")
    for one in lines:
        cells = cells_of(one, room)
        made.add_row(*(cells[place] for place in kept))
    return made


def cells_of(one: AgendaLine, room: int) -> Cells:
    """An item in the columns that a terminal of ``room`` columns has room for."""
    key, head = Text(harmless_text(one.key), "bold"), Text(harmless_text(one.head), "bold")
    late, day = Text(one.late, "bold red" if one.overdue else ""), Text(one.day)
    why, context, owner = (Text(harmless_text(text)) for text in (one.why, one.context, one.owner))
    if room < NARROW:
        return key, stack_texts(head, join_texts(late, day, owner), why, context)
    if room < WIDE:
        return key, stack_texts(late, day), stack_texts(head, why, context), owner
    return key, stack_texts(late, day), stack_texts(head, why), context, owner


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
    if room >= NARROW:
        widths[-1] = min(widths[-1], MOST_OWNER)
    texts = [1] if room < NARROW else [2] if room < WIDE else [2, 3]
    gaps = GAP * (sum(width > 0 for width in widths) - 1)
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
