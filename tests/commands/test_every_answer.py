"""Every command answers a program too; tests/faults reads the JSON of every line of each."""

import json
from pathlib import Path

import pytest

from refcli.output.render import Format
from tests.conftest import TODAY, Ref
from tests.faults.cells import TREE, item_type
from tests.faults.small_books import A_DAY, make, run

YES_NO = {"yes", "no"}  # a fact is true or false
ANSWERS = {"answer"}  # of a guest: yes, no or maybe


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book with a row in every table."""
    return make(tmp_path_factory.mktemp("full") / "full.db", TODAY, A_DAY).read_bytes()


def test_every_command_takes_a_format() -> None:
    silent = [
        name
        for name, command in TREE.items()
        if not any(item_type(one) is Format for one in command.params)
    ]

    assert silent == []


def test_list_and_show_give_a_value_the_same_type(full: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ref.db"
    path.write_bytes(full)
    path.chmod(0o600)

    for what in ("source", "referral", "event", "duty"):
        listed = json.loads(run(f"{what} list -f json", path).stdout)
        shown = [
            json.loads(run(f'{what} show "#{one["id"]}" -f json', path).stdout) for one in listed
        ]
        assert listed
        same = {key for one in shown for key in one} & {key for one in listed for key in one}
        assert [
            (key, row[key], page[key])
            for row, page in zip(listed, shown, strict=True)
            for key in same
            if (row[key], type(row[key])) != (page[key], type(page[key]))
        ] == []


LISTS = (
    *("source", "referral", "event", "duty", "occasion", "insurer", "setting", "gift"),
    *("channel", "policy"),
)
LINES = {"channel": "channel show", "policy": "policy show"}


@pytest.mark.parametrize("what", LISTS)
def test_a_list_gives_a_value_of_a_key_one_type_in_all_rows(
    full: bytes, tmp_path: Path, what: str
) -> None:
    path = tmp_path / "ref.db"
    path.write_bytes(full)

    rows = json.loads(run(f"{LINES.get(what, f'{what} list')} -f json", path).stdout)

    assert rows
    types = {key: {type(row[key]) for row in rows} - {type(None)} for key in rows[0]}
    assert {key: found for key, found in types.items() if len(found) > 1} == {}
    facts = {key for key in types if {row[key] for row in rows if type(row[key]) is str} & YES_NO}
    assert facts - ANSWERS == set()


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("referral status 1 seen", {"id", "patient", "status", "seen_on"}),
        ("referral edit 1 --note called", {"id", "patient", "note"}),
        ("source edit '#4' --phone 206-555-0100", {"id", "source", "kind", "phone", "target"}),
        ("snooze S1 --until 2026-12-05", {"key", "type", "source", "due_on", "until"}),
        ("undo", {"command_id", "command", "changes"}),
    ],
)
def test_a_change_tells_a_program_what_it_changed(ref: Ref, line: str, keys: set[str]) -> None:
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')

    answer = json.loads(ref(f"{line} -f json").stdout)

    assert keys <= set(answer)


def test_a_format_typed_of_a_group_holds_for_what_is_below_it(ref: Ref) -> None:
    whole = ref("audit verify -f json").stdout

    assert ref("audit -f json verify").stdout == whole
    assert ref("audit -f csv verify -f json").stdout == whole
    assert ref("audit verify").stdout.startswith("The chain of the ledger holds.")
