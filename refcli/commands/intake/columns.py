"""Columns that are not certain: asked once in a terminal, else refused with the line to type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from refcli.asking.turns import Way
from refcli.asking.yes_or_no import read_way
from refcli.commands.finding.picking import Pickable, PickList, pick_choice
from refcli.commands.intake.given import understand_one
from refcli.commands.intake.taking_in import MappedColumns
from refcli.core.intake.files.raw import GivenFile
from refcli.core.intake.reading.formats import exact_key
from refcli.core.intake.reading.header import Maps, has_column, sign_header
from refcli.core.intake.reading.meanings import Meaning
from refcli.core.intake.reading.reading import LackingColumnsError, Wishes
from refcli.core.intake.reading.understood import ColumnRead, Understood
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import command_line
from refcli.output.text import harmless_text
from refcli.phrases import name_some

LEAVE_OUT = frozenset({"n", "no", "none", "leave out"})
YES = frozenset({"", "y", "yes"})
EXAMPLES = 3  # cells of a column, shown with the question


@dataclass(slots=True)
class ColumnsReader:
    """Understands one file after the other, and keeps what was said about their columns."""

    env: Env
    wishes: Wishes
    ask: bool = False
    said: list[MappedColumns] = field(default_factory=list)
    open: list[tuple[GivenFile, ColumnRead]] = field(default_factory=list)

    def understand(self, file: GivenFile) -> Understood:
        """What is in a file, its columns settled as far as somebody is there to be asked."""
        maps = dict(self.wishes.maps)
        found = self.find_columns(file, maps)
        unsure = [one for one in found.columns if one.means and not one.sure]
        if unsure and self.ask:
            maps |= ask_columns(self.env, found, unsure)
            found = self.understand_by(file, maps)
        else:
            self.open += [(file, one) for one in unsure]
        if maps:
            maps = {key: means for key, means in maps.items() if has_column(found.columns, key)}
            headers = {exact_key(one.header): one.header for one in found.columns}
            signature = sign_header(one.header for one in found.columns)
            self.said.append(MappedColumns(signature=signature, maps=maps, headers=headers))
        return found

    def understand_by(self, file: GivenFile, maps: Maps) -> Understood:
        """What is in a file whose columns mean what was said."""
        return understand_one(file, self.env.today, replace(self.wishes, maps=maps))

    def find_columns(self, file: GivenFile, maps: dict[str, Meaning | None]) -> Understood:
        """What is in a file; where no column is known to say what is needed, it is asked which."""
        while True:
            try:
                return self.understand_by(file, maps)
            except LackingColumnsError as error:
                if not self.ask or not error.free:
                    raise
                maps |= ask_which_column(self.env, error)

    def ask_about(self, typed: Sequence[str]) -> str:
        """The question about columns that are taken and may mean something else, and its answer."""
        if not self.open:
            return ""
        maps = [f"--map={one.header}={one.means}" for _, one in self.open]
        asked = ", ".join(f"{one.header} = {one.means}" for _, one in self.open)
        return f"is this right: {asked}? If so, type: {command_line([*typed, *maps])}"

    def refuse_open(self, typed: Sequence[str]) -> None:
        """Refuse files of which a column is not certain."""
        if self.open:
            raise RefusedError(f"Nothing was taken in: {self.ask_about(typed)}")


def ask_which_column(env: Env, error: LackingColumnsError) -> Mapping[str, Meaning | None]:
    """Which column says the first of what is missing; without one the file is refused."""
    choices = [
        Pickable(sign=f"column {at}", name=header, about="", instead=header)
        for at, header in enumerate(error.free, 1)
    ]
    means = error.missing[0]
    wanted = f"the {means}".replace("_", " ")
    listed = PickList(typed=wanted, choices=choices, new="none of these: stops", numbered="a name")
    picked = pick_choice(env, listed)
    if not isinstance(picked, Pickable):
        raise error
    return {exact_key(picked.name): means}


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
