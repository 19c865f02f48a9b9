"""Nothing that `ref` says about gifts takes the place of a lawyer."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import refcli
from refcli.core.policy import disclaimers

PACKAGE = Path(refcli.__file__).parent
ABOUT_GIFTS = (  # rooms, and single files of others
    *("core/gifts/", "core/policy/", "core/audit/", "core/letters/", "core/due/"),
    *("storage/gifts/", "storage/policy/", "storage/audit.py", "storage/letters.py"),
    *("commands/gifts/", "commands/policy.py", "commands/audit.py", "commands/letters/"),
    *("commands/due/", "commands/events/", "commands/occasions/", "output/letters.py"),
)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


FORBIDDEN = re.compile(
    r"\b(compliant|compliance|legal|lawful|safe|allowed|permitted)\b", re.IGNORECASE
)
NAMES = re.compile(r"[a-z_]+")  # a field or a key, no sentence
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if name_of(p).startswith(ABOUT_GIFTS))
FILES = sorted([*PACKAGE.rglob("presets/*.toml"), *PACKAGE.rglob("templates/*.html")])
SAID = {text for text in vars(disclaimers).values() if isinstance(text, str)}


def sentences(module: Path) -> Iterator[str]:
    """Every text of a module but its docstrings."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docs = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield node.value


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_message_about_gifts_says_that_something_is_lawful(module: Path) -> None:
    if module.stem == "disclaimers":
        return
    told = [text for text in sentences(module) if not NAMES.fullmatch(text) and text not in SAID]

    assert [text for text in told if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_rule_and_no_page_says_so_either(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    told = [line.split("=", 1)[-1] for line in lines if not line.startswith("#")]

    assert [line for line in told if FORBIDDEN.search(line)] == []
