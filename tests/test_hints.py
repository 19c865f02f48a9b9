"""Every line that the program tells somebody to type is one that it takes."""

import ast
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from refcli.cli import app
from refcli.command_table import COMMANDS, LazyCommand
from refcli.env import Env, Outcome
from refcli.errors import RefError
from refcli.examples import EXAMPLES
from refcli.output.console import plain_console
from tests.conftest import TODAY, Ref

PACKAGE = Path(__file__).parents[1] / "refcli"
NAMES = "|".join(sorted((name for name, *_ in COMMANDS), key=len, reverse=True))
HINT = re.compile(rf"(?:(?<=[\s(>])|^)ref (?:{NAMES})\b[^\n]*")
MAKERS = {"type_line", "line_about"}
MADE = "\x00"  # stands where a value comes in that is known when it runs
VALUES = {  # what a word in capitals stands for
    **dict.fromkeys(("ID", "NUMBER", "FIGURE"), "3"),
    **dict.fromkeys(("SOURCE", "PATIENT", "NAME", "TEXT", "DUTY", "EVENT"), "Oak"),
    "KEY": "V3",
    "DATE": "2026-11-20",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A line to type, and where it stands in the program."""

    where: str
    words: tuple[str, ...]
    prose: bool = True

    def __str__(self) -> str:
        return f"{self.where} {' '.join(self.words)}"


def hints() -> Iterator[Hint]:
    """Every hint of every module."""
    for path in sorted({*PACKAGE.rglob("*.py")} - {PACKAGE / "lines.py"}):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        where = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in MAKERS:
                yield Hint(f"{where}:{node.lineno}", words_of_call(node), prose=False)
        for text, line in texts(tree):
            for found in HINT.finditer(text):
                yield Hint(f"{where}:{line}", split_words(found[0]))


def words_of_call(call: ast.Call) -> tuple[str, ...]:
    """The words of a line that is put together; a value that comes in is made up."""
    command, *rest = call.args
    assert isinstance(command, ast.Constant), ast.unparse(call)
    words = [str(command.value).split()] + [words_of(one) for one in rest]
    return tuple(word for each in words for word in each)


def words_of(node: ast.expr) -> list[str]:
    """What an argument of such a call adds."""
    match node:
        case ast.Constant(value):
            return [str(value)]
        case ast.JoinedStr():
            return [text_of(node)]
        case ast.Starred():
            return []  # options that are put together elsewhere
    return [MADE]


def texts(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every text of a module but its docstrings; what is put into one is made up."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    whole = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    skipped = docs | {id(part) for node in whole for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield text_of(node), node.lineno
        elif isinstance(node, ast.Constant) and id(node) not in skipped:
            yield str(node.value), node.lineno


def text_of(node: ast.JoinedStr) -> str:
    return "".join(str(v.value) if isinstance(v, ast.Constant) else MADE for v in node.values)


def split_words(text: str) -> tuple[str, ...]:
    """The words of a hint in prose, as far as quotes and the next sentence let it go."""
    line = text.removeprefix("ref ")
    if "completion" in line:
        line = line.partition(" 2>")[0]
    while line:
        try:
            return tuple(shlex.split(line))
        except ValueError:
            line = line[:-1]
    return ()


def ends(text: str) -> bool:
    """Whether a word of prose closes the line before it goes on."""
    return text.endswith((".", ",", ";", ":", ")"))


ROOT: Any = get_command(app)


@cache
def load(command: LazyCommand) -> Any:  # noqa: ANN401  (Typer's own command)
    """The real command, imported once."""
    return command.load()


def leaf(words: Sequence[str]) -> tuple[Any, list[str], list[str]]:
    """The command that is meant, its name, and the words after it."""
    group: Any = ROOT
    name: list[str] = []
    rest = list(words)
    while rest and (one := getattr(group, "commands", {}).get(rest[0].rstrip(".,;:)"))):
        group = load(one) if isinstance(one, LazyCommand) else one
        name.append(rest.pop(0))
    return group, name, rest


def parses(words: Sequence[str], values: Sequence[str] = ("",)) -> bool:
    """Whether the program takes the line; the last of the values stands for all further ones."""
    command, name, rest = leaf(words)
    if not name or (getattr(command, "commands", {}) and not command.invoke_without_command):
        return False
    found = iter(values)
    filled = [
        VALUES.get(word, word).replace(MADE, next(found, values[-1]) if MADE in word else "")
        for word in rest
    ]
    env = Env(Path("none.db"), TODAY, "test", plain_console(), plain_console(), outcome=Outcome())
    try:
        command.make_context(" ".join(name), filled, obj=env)
    except typer.Exit:
        return True  # --help
    except (typer.TyperException, RefError, ValueError):
        return False
    return True


def taken(hint: Hint) -> bool:
    """Whether the hint can be typed: in prose, as many of its words as belong to it."""
    one = ("3", "V3", "seen", "visit", "thank-you-provider", "item_limit", "substantial_value")
    tries = [*product(one, ("2026-11-20", "3", "seen", "provider", "other", "1234567893"))]
    lines = [*prefixes(hint.words)] if hint.prose else [hint.words]
    return mentions(hint) or any(
        parses(line, values)
        for line in lines
        for values in (tries if any(MADE in word for word in line) else tries[:1])
    )


def prefixes(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What may be the line, the longest first; no option of it may be left over."""
    for many in range(len(words), 0, -1):
        if not any(word.startswith("--") for word in sentence(words)[many:]):
            yield (*words[: many - 1], words[many - 1].rstrip(".,;:)"))


def sentence(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to where the prose goes on with something else."""
    at = next((n for n, word in enumerate(words, 1) if ends(word)), len(words))
    return words[:at]


def mentions(hint: Hint) -> bool:
    """Whether it is but the name of a command, as in "by hand: ref visit, ref log"."""
    _, name, rest = leaf(hint.words)
    return (
        hint.prose
        and bool(name)
        and (not rest or ends(name[-1]) or ends(hint.words[len(name) - 1]))
    )


ALL = [*hints()]


def test_there_are_hints() -> None:
    assert len([one for one in ALL if not one.prose]) > 40
    assert len(ALL) > 200


@pytest.mark.parametrize("hint", ALL, ids=str)
def test_a_hint_can_be_typed(hint: Hint) -> None:
    assert taken(hint)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_can_be_typed(name: str) -> None:
    assert parses(shlex.split(EXAMPLES[name])[1:])


@pytest.mark.parametrize(
    "line",
    [
        "gift gone",
        "gift list --colour red",
        "duty add Cards",
        "setting set x y",
        "due --within",
        "shout",
    ],
)
def test_a_line_that_is_none_is_told_apart(line: str) -> None:
    assert not taken(Hint("here", tuple(line.split())))


def test_no_line_with_a_value_is_quoted_by_hand() -> None:
    by_hand = [
        one for one in ALL if one.prose and any(MADE in word for word in sentence(one.words))
    ]

    assert [str(one) for one in by_hand if not mentions(one)] == []


def test_what_is_said_of_a_named_book_is_to_be_typed_of_it(ref: Ref, tmp_path: Path) -> None:
    book = tmp_path / "other.db"
    lines = [
        ref(f"--db {book} due", exit_code=3).stderr,
        ref(f"--db {book} init --practice Elm").stderr,
        ref(f"--db={book} quiet --months 0", exit_code=2).stderr,
        ref(f"--db {book} referral show 9", exit_code=1).stderr,
    ]

    for said in lines:
        assert {*re.findall(r"ref (\S+ \S+)", said)} == {f"--db {book}"}, said
