"""A function is called by what it does: two words, or one that is a verb."""

import ast
from pathlib import Path

import refcli

ROOT = Path(refcli.__file__).parent
WORDS = """
    add advance answer ask audit cancel celebrate check choose clear close commit compare connect
    create cure decide draft draw drop edit end enter fill find finish grade guard insert invite
    keep leave load lock look match merge migrate open parse pick plan present publish put read
    record attempt begin seal sign
    refuse remember rename replace resolve restore review run save schedule settle show split start
    swap sweep sync tell undo verify void watch withdraw write

    applies blocks divides extends fits holds opens pays refuses speaks
"""
VERBS = frozenset(WORDS.split())
# ``with reading(door)``; as typed
AS_THEY_READ = frozenset({"reading", "writing", "signed", "statement"})


def is_command(function: ast.FunctionDef) -> bool:
    """Whether Typer calls it by its name, as it is typed."""
    return any(
        isinstance(one, ast.Call) and ast.unparse(one.func).endswith((".command", ".callback"))
        for one in function.decorator_list
    )


def says_what_it_does(name: str) -> bool:
    return "_" in name or name in VERBS or name in AS_THEY_READ


def functions() -> list[tuple[str, ast.FunctionDef]]:
    return [
        (path.relative_to(ROOT).as_posix(), node)
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]


def test_functions_are_called_by_what_they_do() -> None:
    others = [
        f"{path}: {function.name}"
        for path, function in functions()
        if not is_command(function)
        if not says_what_it_does(function.name)
    ]

    assert others == []
