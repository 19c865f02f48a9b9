"""An option of one value that is typed twice is refused, in every command."""

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from refcli.cli import app
from refcli.errors import UsageError
from tests.conftest import Ref


def leaves(command: Any, name: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Every command and group, by its name."""
    whole = command.load() if hasattr(command, "load") else command
    yield " ".join(name), whole
    for word, one in getattr(whole, "commands", {}).items():
        yield from leaves(one, (*name, word))


COMMANDS = dict(leaves(get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_one_value_is_taken_once_and_every_other_as_often_as_it_is_typed(
    name: str,
) -> None:
    command = COMMANDS[name]
    context = command.context_class(command)
    for one in command.params:
        if one.param_type_name != "option" or one.is_flag or one.nargs != 1:
            continue
        typed = [one.opts[0], "1", one.opts[-1], "2"]
        parser = command.make_parser(context)
        if one.multiple:
            assert parser.parse_args(typed)[0][one.name] == ["1", "2"]
            continue
        with pytest.raises(UsageError) as refused:
            parser.parse_args(typed)
        assert (
            str(refused.value) == f"{max(one.opts, key=len)} was typed twice, and takes one value."
        )


def test_the_line_to_type_has_the_last_of_the_values(ref: Ref) -> None:
    for line, right in (
        ("report --month 2026-10 --month 2026-09", "report --month 2026-09"),
        ("top --limit=3 --limit 4", "top --limit 4"),
        ("due -f json --format csv", "due --format csv"),
        ("audit --year 2025 --year 2026", "audit --year 2026"),
    ):
        refused = ref(line, exit_code=2).stderr
        assert refused.endswith(f"takes one value. Type: ref {right}\n")


def test_what_may_be_typed_again_still_may(ref: Ref) -> None:
    ref("report --section quiet --section changes --all --all")
    ref("due --only visit --only quiet")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("october", "report --month october"),
        ("2026-10", "report --month 2026-10"),
        ("last month", 'report --month "last month"'),
        ("oct 2026", 'report --month "oct 2026"'),
        ("2025", "report --since 2025-01-01 --until 2025-12-31"),
        ("october.html", "report -o october.html"),
        ("chen", "show chen"),
    ],
)
def test_a_month_behind_report_is_one(ref: Ref, typed: str, line: str) -> None:
    assert ref(f"report {typed}", exit_code=2).stderr.endswith(f" Type: ref {line}\n")


def test_a_year_to_come_has_nothing_to_audit(ref: Ref) -> None:
    ref("audit --year 2026", as_of="2026-11-30")
    refused = ref("audit --year 2027", exit_code=2, as_of="2026-11-30").stderr

    assert refused == "ref: 2027 has not begun yet. Type: ref audit\n"
