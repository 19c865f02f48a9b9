"""The example at the end of every page of help is typed in a practice's book, and works."""

import shlex
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from refcli.cli import app
from refcli.examples import EXAMPLES, WITH_OPTION
from refcli.front.help import example_of
from tests.conftest import TODAY
from tests.core.targets.lists import SAMPLE

TIMES = 3  # the examples speak of number 3
ADDRESS = '--street "1 Elm St" --city Seattle --state WA --zip 98101'
BOOK = (  # a practice of which every example can be true
    'init --practice "Lakeside Dental" --state WA --zip 98101',
    f'source add "Chen Dental" --kind office {ADDRESS}',
    'source add "Lakeside Dental" --kind office',
    f'source add "Dr. Chen" --kind provider --office "Chen Dental" {ADDRESS}',
    'source add "Dr. Chan" --kind provider --new',
    'source add "Google Ads" --kind digital',
    'source add "Health Fair" --kind community',
    *(f'source add "Dr. Ann{letter} Lee" --kind provider --new' for letter in "abc"),
    'source add "Elm Dental" --kind office',
    *(f'add "Ed P{n}" --from "Dr. Chen"' for n in range(TIMES)),
    'add "Bo Kim" --from "Elm Dental" --on 2026-09-01 --again',
    'add "Rosa Lopez" --from "Dr. Chen"',
    'event add "open house" --on 2026-12-10',
    'event invite "open house" --kind provider',
    *(f'occasion add "Dr. Chen" "day {n}" 03-0{n}' for n in range(1, TIMES + 1)),
    *(
        f'channel campaign "Google Ads" "ads {n}" --from 2026-09-0{n} --until 10/01'
        for n in range(1, TIMES + 1)
    ),
    *(f'contact add "Cody {name}" --at "Elm Dental"' for name in ("Ash", "Birch", "Cedar")),
    *(f'gift add "Elm Dental" "fruit basket" --value 1{n}' for n in range(1, TIMES + 1)),
    *(f'reward add "movie tickets {n}" --value 5 --occasion thanks' for n in range(1, TIMES + 1)),
    'duty add "hand out cards" --every week --rota "Tina, Marc"',
    f"target import {shlex.quote(str(SAMPLE))} --near 98101 --radius 10",
    "backup",
)
BEFORE = {  # what has to be so before an example is true
    "back": ['lost kim "too far"'],
    "cancelled": ["booked kim 11/20 --on 2026-11-16"],
    "missed": ["booked kim 11/20 --on 2026-11-16"],
    "duty add": ['duty end "hand out cards"'],
    "duty back": ["duty away Tina --from 2026-11-20 --until 2026-12-14"],
    "event add": ['event cancel "open house"'],
    "event came": ['event edit "open house" --on 2026-11-20'],
    "issue close": [f'issue add "Elm Dental" "lost fax {n}"' for n in range(TIMES)],
    "letter report": ["referral status 3 seen"],
    "letter signer --remove": ['letter signer "Dr. Ray" --as "Ann Ray, DDS, MS"'],
    "redo": ["undo"],
    "source archive --back": ['source archive "Dr. Chen" --why retired'],
}


ASKED_FIRST = {"restore", "source merge"}  # where nobody can be asked, --yes is typed
FOUND = {"gift check": 4}  # what it finds is that a rule would be broken


def run(line: str) -> Result:
    """Type a line as somebody would whom nobody can ask."""
    return CliRunner().invoke(app, shlex.split(line), prog_name="ref")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the practice keeps its book, and the files that the examples name."""
    folder = tmp_path_factory.mktemp("practice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REF_DB", str(folder / "ref.db"))
        patch.setenv("REF_AS_OF", TODAY.isoformat())
        patch.setenv("REF_USER", "tina")
        for line in BOOK:
            done = run(line)
            assert done.exit_code == 0, (line, done.output)
    shutil.copy(SAMPLE, folder / "npidata.csv")
    (folder / "letterhead.txt").write_text("Lakeside Dental\n", encoding="utf-8")
    (folder / "referrals.csv").write_text(
        "patient,source,received_on\nIda Roe,none,2026-11-02\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def practice(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, in which one works."""
    shutil.copytree(kept, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.setenv("REF_DB", str(tmp_path / "desk" / "ref.db"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("typer.launch", lambda _file: 0)
    return tmp_path / "desk"


def type_example(line: str, before: Sequence[str], *, exit_code: int = 0) -> None:
    for one in before:
        done = run(one)
        assert done.exit_code == 0, (one, done.output)

    done = run(line.removeprefix("ref "))

    assert done.exit_code == exit_code, (line, done.output)


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_works(name: str) -> None:
    line = EXAMPLES[name] + (" --yes" if name in ASKED_FIRST else "")

    type_example(line, BEFORE.get(name, ()), exit_code=FOUND.get(name, 0))


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("name", WITH_OPTION)
def test_an_example_of_an_option_works(name: str) -> None:
    type_example(WITH_OPTION[name], BEFORE.get(name, ()))


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_of_help_ends_with_its_example_on_one_line(name: str) -> None:
    shown = run(f"{name} --help").stdout.splitlines()

    assert [line.strip() for line in shown if line.strip()][-1] == EXAMPLES[name]


@pytest.mark.parametrize("group", sorted({name.split()[0] for name in EXAMPLES}))
def test_a_page_of_a_group_ends_with_an_example_of_it(group: str) -> None:
    shown = run(f"help {group}").stdout.splitlines()

    assert [line.strip() for line in shown if line.strip()][-1] == example_of(group)
