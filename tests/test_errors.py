"""There is one way to fail: every failure is a RefError, raised where it is known."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

import refcli
from refcli.asking.turns import GoBackError
from refcli.errors import RefError

PACKAGE = Path(refcli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def is_said_again(handler: ast.ExceptHandler) -> bool:
    """Whether a handler raises another class with nothing but the text it caught."""
    same = {f"str({handler.name})", f"f'{{{handler.name}}}'", f"{handler.name}.args[0]"}
    for step in ast.walk(handler):
        match step:
            case ast.Assign(targets=[ast.Name(name)], value=text) if ast.unparse(text) in same:
                same.add(name)
    return handler.name is not None and any(
        isinstance(step, ast.Raise)
        and isinstance(step.exc, ast.Call)
        and [ast.unparse(one) for one in step.exc.args][:1] in [[text] for text in same]
        and len(step.exc.args) == 1
        for step in ast.walk(handler)
    )


@pytest.mark.parametrize(
    "body",
    [
        "raise B(str(e))",
        "raise B(f'{e}') from None",
        "why = str(e)\n raise B(why)",
        "raise B(e.args[0])",
    ],
)
def test_a_text_that_is_said_again_is_seen_however_it_is_spelled(body: str) -> None:
    tree = ast.parse(f"try:\n a()\nexcept A as e:\n {body}")

    assert is_said_again(next(one for one in ast.walk(tree) if isinstance(one, ast.ExceptHandler)))


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
    others = found - {GoBackError}  # caught where it is asked in turn, and no failure
    assert [one.__name__ for one in others if not issubclass(one, RefError)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_failure_is_caught_only_to_be_said_again_as_another(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    again = [
        one.lineno
        for one in ast.walk(tree)
        if isinstance(one, ast.ExceptHandler) and is_said_again(one)
    ]

    assert again == []
