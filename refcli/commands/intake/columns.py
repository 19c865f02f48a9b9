"""Columns that are not certain: asked once in a terminal, else refused with the line to type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from refcli.asking.turns import Way
from refcli.asking.yes_or_no import read_way
from refcli.commands.finding.picking import Pickable, PickList, pick_choice
from refcli.commands.intake.given import understand_one
from refcli.commands.intake.taking_in import MappedColumns
from refcli.core.intake.columns.formats import exact_key
from refcli.core.intake.columns.header import Maps, has_column, sign_header
from refcli.core.intake.columns.meanings import ColumnRead, Meaning, RowKind
from refcli.core.intake.columns.raw import GivenFile
from refcli.core.intake.reading.lacking import LackingColumnsError
from refcli.core.intake.reading.reading import Wishes
from refcli.core.intake.reading.understood import DateOrder, Understood
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import command_line, line_with
from refcli.output.text import harmless_text
from refcli.phrases import name_some
from refcli.reading_files import PIPED

LEAVE_OUT = frozenset({"n", "no", "none", "leave out"})
YES = frozenset({"", "y", "yes"})
FIRST = dict.fromkeys(["", "m", "month"], DateOrder.MONTH_FIRST) | dict.fromkeys(
    ["d", "day"], DateOrder.DAY_FIRST
)
ABROAD = ";"  # between cells where a comma stands in amounts, and the day comes first
LINE = ": ref "  # before one to type
READ_ENDINGS = frozenset({"csv", "txt", "tsv", "json", "vcf", "xlsx", "xlsm", PIPED})
EXAMPLES = 3  # cells of a column, shown with the question


@dataclass(slots=True)
class ColumnsReader:
    """Understands one file after the other, and keeps what was said about their columns."""

    env: Env
    wishes: Wishes
    ask: bool = False
    said: list[MappedColumns] = field(default_factory=list)
    open: list[tuple[GivenFile, ColumnRead]] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)  # files: day or month first?

    def understand(self, file: GivenFile) -> Understood:
        """What is in a file, its columns settled as far as somebody is there to be asked."""
        maps, found = self.find_maps(file)
        unsure = [one for one in found.columns if one.means and not one.sure]
        if unsure and self.ask:
            maps |= ask_columns(self.env, found, unsure)
            found = self.understand_by(file, maps)
        else:
            self.open += [(file, one) for one in unsure]
        maps = {key: means for key, means in maps.items() if has_column(found.columns, key)}
        order = self.wishes.order or self.settle_order(found)
        if order not in {DateOrder.NONE, found.date_order}:
            found = self.understand_by(file, maps, order)
        if found.columns and (maps or order):
            headers = {exact_key(one.header): one.header for one in found.columns}
            signature = sign_header(one.header for one in found.columns)
            self.said.append(
                MappedColumns(signature=signature, maps=maps, headers=headers, order=order)
            )
        return found

    def understand_by(
        self, file: GivenFile, maps: Maps, order: DateOrder = DateOrder.NONE
    ) -> Understood:
        """What is in a file whose columns mean what was said."""
        wishes = replace(self.wishes, maps=maps, order=order or self.wishes.order)
        typed = self.env.outcome.typed
        try:
            return understand_one(file, self.env.today, wishes, typed)
        except LackingColumnsError:
            raise
        except UsageError as error:
            if LINE in str(error) or error.drop:
                raise
            raise UsageError(f"{end_sentence(error)} {line_once_mended(file, typed)}") from None

    def settle_order(self, found: Understood) -> DateOrder:
        """Whether the day comes first, where the file proves it or somebody says so."""
        if found.rows_are is not RowKind.REFERRAL:
            return DateOrder.NONE
        if found.date_order is DateOrder.DAY_FIRST:
            return DateOrder.DAY_FIRST
        if found.date_order is DateOrder.UNCLEAR and self.ask:
            return ask_order(self.env, found)
        if found.date_order is DateOrder.UNCLEAR and found.delimiter == ABROAD:
            self.unclear += found.files
        return DateOrder.NONE

    def find_maps(self, file: GivenFile) -> tuple[dict[str, Meaning | None], Understood]:
        """What the columns mean, and the file by that.

        Where none is known to say what is needed, it is asked which does.
        """

        def ask() -> tuple[dict[str, Meaning | None], Understood]:
            maps = dict(self.wishes.maps)
            while True:
                try:
                    found = self.understand_by(file, maps)
                except LackingColumnsError as error:
                    typed = self.env.outcome.typed
                    if not error.free:
                        again = line_once_mended(file, typed)
                        raise UsageError(f"{error.say('')} {again}") from None
                    if not self.ask:
                        raise UsageError(error.say(line_with(typed, *error.option))) from None
                    maps |= ask_which_column(self.env, error)
                else:
                    return maps, found

        return self.env.turns.ask_in_turn(ask) if self.ask else ask()

    def ask_about(self, typed: Sequence[str]) -> str:
        """The question about columns that are taken and may mean something else, and its answer."""
        if self.unclear:
            line = line_with(typed, "--day-first")
            return (
                f"does the day or the month come first in {name_some(self.unclear)}? No day proves"
                " it, and lists with semicolons often have the day first. If so, type:"
                f" {line}; else --month-first in its place"
            )
        if not self.open:
            return ""
        maps = [f"--map={one.header}={one.means}" for _, one in self.open]
        asked = ", ".join(f"{one.header} = {one.means}" for _, one in self.open)
        return f"is this right: {asked}? If so, type: {line_with(typed, *maps)}"

    def refuse_open(self, typed: Sequence[str]) -> None:
        """Refuse files of which a column is not certain."""
        if question := self.ask_about(typed):
            raise RefusedError(f"Nothing was taken in: {question}")


def ask_which_column(env: Env, error: LackingColumnsError) -> Mapping[str, Meaning | None]:
    """Which column says the first of what is missing; without one the file is refused.

    The columns have their letters, as a spreadsheet has them: a number is a place in the list.
    """
    choices = [
        Pickable(
            sign=f"column {one.letter}",
            name=one.header,
            about=name_some(one.cells, EXAMPLES) or "nothing in the first rows",
            instead=one.header,
        )
        for one in error.free
    ]
    means = error.missing[0]
    wanted = f"the {means}".replace("_", " ")
    env.say_once(error.lacks)
    listed = PickList(
        typed=wanted, choices=choices, new="none of these: stops", numbered="its letter, a name"
    )
    picked = pick_choice(env, listed)
    if not isinstance(picked, Pickable):
        raise UsageError(error.say(line_with(env.outcome.typed, *error.option)))
    return {exact_key(picked.name): means}


def ask_order(env: Env, found: Understood) -> DateOrder:
    """Whether the month or the day comes first in days that could be read both ways."""
    name = " and ".join(found.files)
    env.talk(f"No day of {name} proves whether the day or the month comes first, as in 3/8.")
    while True:
        answer = env.ask("Which comes first? (Return: month, d: day, q: stop)", may_be_empty=True)
        read_way(answer, back=False)
        if answer.lower() in FIRST:
            return FIRST[answer.lower()]
        env.talk(f"{answer!r} is neither. Type month or day.")


def ask_columns(
    env: Env, found: Understood, unsure: Sequence[ColumnRead]
) -> Mapping[str, Meaning | None]:
    """What each of some columns means, asked one after the other."""

    def ask() -> dict[str, Meaning | None]:
        return {exact_key(one.header): ask_column(env, found, one) for one in unsure}

    return env.turns.ask_in_turn(ask)


def ask_column(env: Env, found: Understood, column: ColumnRead) -> Meaning | None:
    """What one column means; None leaves it out."""
    answer = env.turns.answer(lambda: ask_meaning(env, found, column))
    return answer if isinstance(answer, Meaning) else None


def ask_meaning(env: Env, found: Understood, column: ColumnRead) -> Meaning | str | Way:
    """Ask until it is said: Return for what it was taken for, another meaning, or n."""
    cells = [sample.cells.get(column.header, "") for sample in found.samples]
    shown = name_some([cell for cell in cells if cell], EXAMPLES) or "nothing in the first rows"
    env.talk(f"The column {column.header} ({shown}) was taken for: {column.means}.")
    back = env.turns.can_go_back
    keys = "Return: yes, n: leave it out, or what it is" + ", b: back" * back + ", q: stop"
    while True:
        answer = env.ask(
            f"Is {harmless_text(column.header)} the {column.means}? ({keys})",
            may_be_empty=True,
            offers=offer_meanings,
        )
        word = answer.lower().replace(" ", "_")
        if way := read_way(answer, back=back):
            return way
        if word in YES and column.means:
            return column.means
        if word in LEAVE_OUT:
            return ""
        if word in set(Meaning):
            return Meaning(word)
        env.talk(f"{answer!r} is nothing a column can mean. Type one of {', '.join(Meaning)}.")


def offer_meanings(typed: str) -> list[tuple[str, str]]:
    """The meanings that begin so."""
    return [(one.value, "") for one in Meaning if one.startswith(typed.lower())]


def end_sentence(error: UsageError) -> str:
    """What is wrong, with a full stop."""
    said = str(error)
    return said if said.endswith(".") else f"{said}."


def line_once_mended(file: GivenFile, typed: Sequence[str]) -> str:
    """The line to type once a file can be read: under the name that it then has."""
    begin, dot, ending = file.name.rpartition(".")
    other = bool(dot) and ending.lower() not in READ_ENDINGS
    name = f"{begin}.csv" if other else file.name
    line = command_line([name if word == file.name else word for word in typed])
    return f"Once that is mended, type: {line}"
