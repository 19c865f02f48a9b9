"""The lines that are tried of every command: with every format, file and choice that it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import product
from pathlib import Path
from typing import Any

from refcli.command_table import COMMANDS, LazyCommand
from refcli.output.files import WRITERS
from refcli.output.render import Format
from tests.faults.every_command import LINES

FILES = {  # the endings of the files that an option writes; of one command only, or of all
    "--ics": (".ics",),
    "--names": (".csv",),
    "--labels": (".html",),
    "report --output": tuple(WRITERS),
    "audit --output": tuple(WRITERS),
    "route --output": tuple(WRITERS),
    "export --output": (".zip",),
    "plan show --output": (".html", ".md"),
    "--output": (".html",),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One line to type, and how to read what it prints and writes."""

    line: str
    fmt: Format | None = None
    terminal: bool = False


def runnable(words: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Every command that runs, under the words that are typed for it."""
    children = getattr(command, "commands", {})
    for word, child in children.items():
        yield from runnable(f"{words} {word}", child)
    if not children or command.invoke_without_command:
        yield words, command


TOP = {row[0]: LazyCommand(*row).load() for row in COMMANDS}
TREE = {words: one for name, command in TOP.items() for words, one in runnable(name, command)}


def choices(parameter: Any) -> tuple[str, ...]:  # noqa: ANN401  (Typer vendors Click: no types)
    """The words of a closed set that a parameter takes."""
    kind = item_type(parameter)
    return tuple(one.value for one in kind) if issubclass(kind, Enum) else ()


def item_type(parameter: Any) -> type:  # noqa: ANN401
    """What one value of a parameter is."""
    annotation = parameter.type_descriptor.annotation
    (kind,) = getattr(annotation, "__args__", (annotation,))
    assert isinstance(kind, type)
    return kind


def cells(name: str, book: str) -> Iterator[Cell]:
    """What is tried of a command: its lines in each format.

    On a new book also each choice, flag and file that it has, whatever they mean.
    """
    parameters = TREE[name].params
    lines = [each for line in LINES[name] for each in spelled_out(line, parameters)]
    if book != "new":
        lines = [next(spelled_out(line, parameters)) for line in LINES[name]]
    for line in lines:
        yield from in_each_format(name, line)
    for parameter in parameters if book == "new" else ():
        for words in tried(name, parameter):
            yield Cell(f"{name} {lines[0]} {words}")


def first_cells(name: str) -> Iterator[Cell]:
    """The first ordinary line of a command in each format."""
    yield from in_each_format(name, next(spelled_out(LINES[name][0], TREE[name].params)))


def in_each_format(name: str, line: str) -> Iterator[Cell]:
    """A line typed by a program, in a terminal, and with every choice of its formats."""
    yield Cell(f"{name} {line}")
    yield Cell(f"{name} {line}", terminal=True)
    options = [one.opts[0] for one in TREE[name].params if item_type(one) is Format]
    for option, fmt in product(options if "-o " not in line else (), (Format.CSV, Format.JSON)):
        yield Cell(f"{name} {line} {option} {fmt}", fmt)


def spelled_out(line: str, parameters: list[Any]) -> Iterator[str]:
    """The line with each choice of the arguments that it stands for."""
    sets = {
        one.name: choices(one)
        for one in parameters
        if one.param_type_name == "argument" and f"{{{one.name}}}" in line
    }
    for words in product(*sets.values()):
        yield line.format_map(dict(zip(sets, words, strict=True), folder="{folder}"))


def tried(name: str, parameter: Any) -> list[str]:  # noqa: ANN401
    """The ways to type an option that are known without knowing what it means."""
    kind, option = item_type(parameter), parameter.opts[0]
    if parameter.param_type_name == "argument" or kind is Format or parameter.name == "help":
        return []
    if getattr(parameter, "is_flag", False):
        return [*parameter.opts[:1], *parameter.secondary_opts[:1]]
    if issubclass(kind, Path):
        endings = FILES.get(f"{name} {option}") or FILES.get(option) or ()
        return [f"{option} {{folder}}/new{ending}" for ending in endings]
    return [f"{option} {word}" for word in choices(parameter)]
