"""The threat model names tests that exist, and the one thing that only a test of all can show."""

import ast
import re
from pathlib import Path

import pytest

from tests.test_architecture import MODULES, imports, name_of

ROOT = Path(__file__).parents[3]
THREATS = ROOT / "docs" / "threats.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
NETWORK = {
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "requests", "smtplib", "socket"),
    *("socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc"),
}
MOST_LINES = 80  # two pages


def named_tests() -> list[tuple[str, str]]:
    return [(found[1], found[2] or "") for found in NAMED.finditer(THREATS.read_text("utf-8"))]


@pytest.mark.parametrize(("file", "test"), named_tests())
def test_every_test_that_is_named_exists(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}

    assert any(name.startswith("test_") for name in there)
    assert not test or test in there


def test_every_threat_is_answered_by_a_test() -> None:
    rows = [line for line in THREATS.read_text("utf-8").splitlines() if line.startswith("| ")][1:]

    assert len(rows) >= 10
    assert [row for row in rows if not NAMED.search(row)] == []


def test_the_threat_model_stays_two_pages() -> None:
    assert len(THREATS.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md"])
def test_it_is_found_from_where_people_begin(page: str) -> None:
    assert "(docs/threats.md)" in (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_module_of_the_program_reaches_for_the_network(module: Path) -> None:
    whole = {name.removeprefix("urllib.parse.") for name in imports(module)}  # reads addresses
    assert {name.split(".")[0] for name in whole} & NETWORK == set()
