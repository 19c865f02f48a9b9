"""The line behind a refusal changes what is wrong, and nothing else that was typed."""

import re
import shlex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from refcli.cli import app
from refcli.core.values.date_text import DateError
from refcli.core.values.money import MoneyError
from refcli.errors import UsageError
from refcli.mistyped.mending import add_line, names_line
from refcli.mistyped.reading import can_be_read
from tests.conftest import Ref

ROOT: Any = get_command(app)
MENDED = [  # as typed, and the line that it is answered with
    ("visit c --on cheese", "ref visit c --on today"),
    ("visit soon --on soon", "ref visit soon --on today"),
    ("visit soon --on=soon --note soon", "ref visit soon --on today --note soon"),
    ("skip a --why x --until abc", 'ref skip a --why x --until "next monday"'),
    ("due --as-of soon", "ref --as-of yesterday due"),
    (
        "gift add 'wei chen' basket --value lots --on lots",
        "ref gift add --help",
    ),
    (
        "gift add lots lots --value lots --form in-kind",
        "ref gift add lots lots --value 12 --form in-kind",
    ),
    (
        "setting set thank_after 5 --kind provider -- --kind",
        "ref setting set --help",
    ),
]


@pytest.mark.parametrize(("typed", "line"), MENDED)
def test_only_the_wrong_value_is_another(ref: Ref, typed: str, line: str) -> None:
    said = ref(typed, exit_code=2).stderr

    assert said.count("\n") == 1
    assert said.endswith(f": {line}\n")


@pytest.mark.parametrize(
    ("error", "typed", "line"),
    [
        (UsageError("Leave it out.", drop=["--kind"]), "top --kind office", "ref top"),
        (
            UsageError("Leave it out.", drop=["--kind"]),
            "add bo --from none -- --kind",
            "ref add --help",
        ),
        (
            UsageError("What is it?", add=["--next", "bring cards"]),
            "visit chen --note x -- -y",
            "ref visit --help",
        ),
        (
            UsageError("What is it?", add=["--next", "bring cards"]),
            "visit --note x -- -y",
            'ref visit --note x --next "bring cards" -- -y',
        ),
        (UsageError("Say it.", add=["--limit", "3"]), "top --limit=0", "ref top --limit 3"),
        (
            DateError("Which year?", wrong="12/2", right="2026-12-02"),
            "visit 12/2 --on 12/2",
            "ref visit 12/2 --on 2026-12-02",
        ),
        (
            DateError("No day.", wrong="soon"),
            "visit chen --note soon",
            "ref visit --help",
        ),
        (
            MoneyError("No sum.", wrong="lots"),
            "add bo --from none --value lots",
            "ref add bo --from none --value 45",
        ),
    ],
)
def test_an_error_says_itself_what_is_wrong(error: UsageError, typed: str, line: str) -> None:
    assert add_line(ROOT, shlex.split(typed), error).endswith(f": {line}")


@pytest.mark.parametrize(
    ("said", "words", "has_line"),
    [
        ("'ref due' is no date.", ["ref due"], False),
        ("'ref due' is no date.", ["--on=ref due"], False),
        ("'ref due' is no date. See: ref doctor", ["ref due"], True),
        ("Nobody is called so. See: ref find maria", ["ref"], True),
    ],
)
def test_words_that_look_like_a_line_are_none(
    said: str,
    words: list[str],
    has_line: bool,  # noqa: FBT001
) -> None:
    assert names_line(said, words) is has_line


def test_a_value_that_looks_like_a_line_is_answered_with_one(ref: Ref) -> None:
    said = ref("visit maria --on 'ref due'", exit_code=2).stderr

    assert said.endswith("For example: ref visit maria --on today\n")


@given(
    st.lists(
        st.sampled_from(["visit", "chen", "--on", "soon", "--", "--db", "x", "Type: ref don't"])
    ),
    st.sampled_from(["soon", "x", "chen", "", "Type: ref don't"]),
)
def test_no_refusal_breaks_and_each_names_a_line(words: list[str], wrong: str) -> None:
    said = add_line(ROOT, words, DateError("It is no date.", wrong=wrong))

    assert re.match(r"It is no date\. (?:Type|For example|See): ref ", said)


@pytest.mark.parametrize("line", ["setting", "issue", "source", "setting nonsense", "issue chen"])
def test_whether_a_group_can_be_read_prints_no_help(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not can_be_read(ROOT, line.split())
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("line", ["audit --year 2026", "backup", "issue chen late", "due --help"])
def test_a_group_that_does_something_itself_can_be_read(line: str) -> None:
    assert can_be_read(ROOT, line.split())
