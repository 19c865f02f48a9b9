"""There is one way to fail: every failure is a RefError, raised where it is known."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

import refcli
from refcli.errors import RefError

PACKAGE = Path(refcli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def is_said_again(handler: ast.ExceptHandler) -> bool:
    """Whether all that a handler does is to raise another class with the text it caught."""
    match handler.body:
        case [ast.Raise(exc=ast.Call(args=[text], keywords=[]))]:
            return handler.name is not None and ast.unparse(text) == f"str({handler.name})"
    return False


def test_every_exception_class_of_the_package_is_a_failure_with_an_exit_code() -> None:
    found: set[type[BaseException]] = set()
    for path in MODULES:
        if path.name in {"__init__.py", "__main__.py"}:
            continue
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for _, one in inspect.getmembers(import_module(name), inspect.isclass):
            if issubclass(one, BaseException) and one.__module__ == name:
                found.add(one)

    assert RefError in found
    assert [one.__name__ for one in found if not issubclass(one, RefError)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_failure_is_caught_only_to_be_said_again_as_another(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    again = [
        one.lineno
        for one in ast.walk(tree)
        if isinstance(one, ast.ExceptHandler) and is_said_again(one)
    ]

    assert again == []
