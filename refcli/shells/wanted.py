"""What is being typed: a command, an option, or the value of one or of an argument."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

Command = TyperCommand | TyperGroup
Parameter = TyperArgument | TyperOption
SENTENCE = "part_being_typed"  # of a command whose words are a sentence


@dataclass(slots=True)
class CursorPlace:
    """Where the cursor stands: in a command, and there in a parameter or in neither.

    ``prefix`` is the part of the word before the value, as in ``--from=dr``.
    """

    command: Command
    typed: str
    parameter: Parameter | None = None
    prefix: str = ""
    arguments: int = 0  # so many stand before it
    free: list[str] = field(default_factory=list)  # their words
    before: tuple[str, ...] = ()  # words of the same value, typed without quotes
    given: dict[str, str] = field(default_factory=dict)  # options, by their long names
    open: bool = True  # options may still come: no -- was typed

    @property
    def file(self) -> bool:
        """Whether a file name is wanted, which the shell completes itself."""
        if self.parameter is None:
            return False
        annotation = self.parameter.type_descriptor.annotation
        return Path in (annotation, *get_args(annotation))


def find_wanted(root: Command, words: Sequence[str], typed: str) -> CursorPlace | None:
    """Follow whole words from the root to the one being typed; None after an unknown command."""
    wanted, rest = CursorPlace(root, typed), iter(words)
    for word in rest:
        if word == "--" and wanted.open:
            wanted.open = False
        elif wanted.open and word.startswith("-") and word != "-":
            if take_option(wanted, word, rest):
                return wanted
        elif isinstance(wanted.command, TyperGroup):
            if (inner := wanted.command.commands.get(word)) is None:
                return None
            wanted.command = load_command(inner)
        else:
            wanted.arguments += 1
            wanted.free.append(word)
    settle(wanted)
    return wanted


def take_option(wanted: CursorPlace, word: str, rest: Iterator[str]) -> bool:
    """Note an option and its value; true where the value is what is being typed."""
    name, equals, value = word.partition("=")
    option = option_called(wanted.command, name)
    if option is None or option.is_flag:
        return False
    if not equals and (following := next(rest, None)) is None:
        wanted.parameter = option
        return True
    wanted.given[option.opts[0]] = value if equals else str(following)
    return False


def settle(wanted: CursorPlace) -> None:
    """Find the parameter that the word being typed belongs to."""
    if wanted.open and wanted.typed.startswith("-"):
        name, equals, value = wanted.typed.partition("=")
        option = option_called(wanted.command, name)
        if equals and option:
            wanted.parameter, wanted.prefix, wanted.typed = option, f"{name}=", value
    elif not isinstance(wanted.command, TyperGroup):
        wanted.parameter = argument_at(wanted.command, wanted.arguments)
        if part := getattr(wanted.command, SENTENCE, lambda _words: None)(wanted.free):
            wanted.parameter, wanted.before = part


def load_command(command: Any) -> Command:  # noqa: ANN401
    """The command itself, where this one only stands for it until it is used."""
    real: Command = command.load() if hasattr(command, "load") else command
    return real


def option_called(command: Command, name: str) -> TyperOption | None:
    """The option of a name."""
    return next((one for one in options_of(command) if name in names_of(one)), None)


def argument_at(command: Command, place: int) -> TyperArgument | None:
    """The argument at a place; the last one where that takes any number."""
    arguments = [one for one in command.params if isinstance(one, TyperArgument)]
    if arguments and arguments[-1].nargs < 0:
        place = min(place, len(arguments) - 1)
    return arguments[place] if place < len(arguments) else None


def options_of(command: Command) -> list[TyperOption]:
    """The options of a command, its help too."""
    everything = command.get_params(typer.Context(command))
    return [one for one in everything if isinstance(one, TyperOption)]


def names_of(option: TyperOption) -> list[str]:
    """All names of an option."""
    return [*option.opts, *option.secondary_opts]


def global_option(wanted: CursorPlace, root: Command, name: str, environ: Mapping[str, str]) -> str:
    """What was typed for a global option, or is set in the environment; empty for neither."""
    option = option_called(root, name)
    variable = option.envvar if option else None
    usual = environ.get(variable, "") if isinstance(variable, str) else ""
    return wanted.given.get(name, usual)
