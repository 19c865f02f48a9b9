"""``ref target import``: out of the national file into the book, and again a month later."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refcli.commands.targets import streaming
from tests.conftest import Ref
from tests.core.targets.lists import NPIS, SAMPLE, make_list, make_person, make_row
from tests.storage.books import whole
from tests.terminal import Terminal, needs_pty

Answer = Callable[..., Any]
HERE = "--near 98101 --radius 10"
WHOLE = "npidata_pfile_20050523-20261108.csv"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / WHOLE


def take_in(answer: Answer, file: Path, *rows: list[str], more: str = "") -> Any:  # noqa: ANN401
    file.write_bytes(make_list(*rows))
    return answer(f"target import {file} {HERE} {more}")


def test_the_sample_is_taken_in_as_a_whole(answer: Answer) -> None:
    dry = answer(f"target import {SAMPLE} {HERE} --dry-run")
    nothing = answer("target list")

    found = answer(f"target import {SAMPLE} {HERE}")

    assert dry == found | {"dry_run": True}
    assert nothing == []
    assert found == {
        "file": SAMPLE.name,
        "rows": 15,
        "found": 9,
        "providers": 7,
        "offices": 2,
        "places": 6,
        "known": 0,
        "new": [
            {"npi": "1234567893", "name": "Dr. Susan J. Park"},
            {"npi": "2990000111", "name": "Union Street Dental"},
            {"npi": "2990000129", "name": "Dr. Tom McGrath Jr."},
            {"npi": "2990000137", "name": "Dr. Ana O'Neill-Vo"},
            {"npi": "2990000145", "name": "Dr. Ravi Iyer"},
            {"npi": "2990000152", "name": "Dr. Lee Stone"},
            {"npi": "2990000160", "name": "Kim Bell, ARNP"},
            {"npi": "2990000194", "name": "Dr. Jo Back"},
            {"npi": "2990000228", "name": 'Smile, "the" Dental Shop of Ballard'},
        ],
        "moved": [],
        "changed": [],
        "unlike": [],
        "back": [],
        "left": [],
        "missing": [],
        "unchanged": 0,
        "rejected": [
            {"line": 14, "reasons": ["'1234567890' is no NPI: its check digit does not fit"]}
        ],
        "rejected_rows": 1,
        "repeated": 1,
        "without_zip": 1,
        "dry_run": False,
    }


def test_what_was_found_is_said_in_a_sentence(ref: Ref) -> None:
    said = ref(f"target import {SAMPLE} {HERE} --specialty dentist")

    assert said.stdout == (
        "15 rows read; within 10 miles of 98101: 4 providers and 2 offices at 4 places. 6 new, 0"
        " unchanged.\n"
    )
    assert said.stderr == (
        "Not taken: line 14: '1234567890' is no NPI: its check digit does not fit\n"
        "Left out: 1 row of an NPI that came before.\n"
    )


def test_the_same_file_twice_changes_nothing(ref: Ref, database: Path) -> None:
    ref(f"target import {SAMPLE} {HERE}")
    before = whole(database)

    again = ref(f"target import {SAMPLE} {HERE}")

    assert again.stdout.endswith("Nothing new.\n")
    assert whole(database) == before


def test_a_later_file_says_who_is_new_has_moved_or_left(
    ref: Ref, answer: Answer, file: Path
) -> None:
    ref(f"source add 'Dr. Ann P1' --kind provider --npi {NPIS[1]}")
    first = [make_person(npi, f"P{at}", street=f"{at} ELM ST") for at, npi in enumerate(NPIS[:5])]
    take_in(answer, file, *first)
    later = [
        make_person(NPIS[0], "P0", street="0 ELM ST"),
        make_person(NPIS[1], "P1", street="7 OAK ST"),
        make_row(npi=NPIS[2], off="03/01/2026"),
        make_person(NPIS[3], "P3", street="3 ELM ST", phone="2065550109"),
        make_person(NPIS[5], "P5"),
    ]
    file.write_bytes(make_list(*later))

    said = ref(f"target import {file} {HERE}", as_of="2026-12-24")

    assert said.stdout == (
        "5 rows read; within 10 miles of 98101: 4 providers and 0 offices at 4 places, 1 of"
        " them known. 1 new, 1 moved, 1 changed, 2 left, 1 unchanged.\n"
    )
    assert said.stderr == (
        "New: Dr. Ann P5.\n"
        "Moved: #3 Dr. Ann P1, from 1 Elm St, Seattle, WA 98101 to 7 Oak St, Seattle, WA 98101\n"
        f"Left: {NPIS[2]} Dr. Ann P2: deactivated\n"
        f"Left: {NPIS[4]} Dr. Ann P4: not in the file any longer\n"
    )
    listed = {one["npi"]: one for one in answer("target list --ended", as_of="2026-12-24")}
    moved, gone = listed[NPIS[1]], listed[NPIS[4]]
    assert (moved["moved_on"], moved["moved_from"], moved["street"]) == (
        "2026-12-24",
        "1 Elm St, Seattle, WA 98101",
        "7 Oak St",
    )
    assert (gone["ended_on"], gone["ended_why"]) == ("2026-12-24", "gone")
    assert len(answer("target list", as_of="2026-12-24")) == 4
    assert len(answer("target list", as_of="2026-11-23")) == 5  # what the book knew on that day


def test_one_who_is_back_is_listed_again(answer: Answer, file: Path) -> None:
    both = [make_person(NPIS[0]), make_person(NPIS[1])]
    take_in(answer, file, *both)
    take_in(answer, file, both[0])

    found = take_in(answer, file, *both)

    assert found["back"] == [{"npi": NPIS[1], "name": "Dr. Ann Lee"}]
    assert len(answer("target list")) == 2


def test_a_file_of_changes_takes_nobody_for_gone(ref: Ref, answer: Answer, tmp_path: Path) -> None:
    take_in(answer, tmp_path / WHOLE, *(make_person(npi) for npi in NPIS[:3]))
    week = tmp_path / "npidata_pfile_20261109-20261115.csv"
    week.write_bytes(make_list(make_person(NPIS[0])))

    said = ref(f"target import {week} {HERE}")

    assert said.stderr == (
        "2 targets of those on record are not in this file, which does not seem to be the whole"
        " one: nobody was taken for gone.\n"
    )
    assert len(answer("target list")) == 3


@pytest.mark.parametrize(
    ("rows", "end", "why"),
    [
        (4, b"\n", "does not seem to be the whole one"),
        (4, b"", "was cut off, or is damaged"),
        (10, b"", "was cut off, or is damaged"),
        (0, b"\n", "does not seem to be the whole one"),
        (0, b"", "was cut off, or is damaged"),
    ],
)
def test_nobody_is_gone_by_a_national_file_that_ends_behind_a_row(
    ref: Ref, tmp_path: Path, rows: int, end: bytes, why: str
) -> None:
    ref(f"target import {SAMPLE} {HERE}")
    cut = tmp_path / "npidata_pfile_20050523-20261108.csv"
    cut.write_bytes(b"\n".join(SAMPLE.read_bytes().splitlines()[: rows + 1]) + end)

    said = ref(f"target import {cut} {HERE}").stderr

    assert f"this file, which {why}: nobody was taken for gone." in said
    assert len(ref("target list -f csv").stdout.splitlines()) == 1 + 9


def test_another_area_or_specialty_adds_and_takes_nobody_for_gone(
    answer: Answer, file: Path
) -> None:
    take_in(answer, file, make_person(NPIS[0]))
    file.write_bytes(
        make_list(
            make_person(NPIS[0]),
            make_person(NPIS[1], zip="99201"),
            make_person(NPIS[2], code="207Q00000X"),
        )
    )

    far = answer(f"target import {file} --near 99201")
    doctors = answer(f"target import {file} {HERE} --specialty 'family physician'")

    assert [one["npi"] for one in far["new"]] == [NPIS[1]]
    assert [one["npi"] for one in doctors["new"]] == [NPIS[2]]
    assert (far["left"], doctors["left"]) == ([], [])
    assert len(answer("target list")) == 3


def test_the_practice_itself_is_where_to_look_from(ref: Ref, answer: Answer) -> None:
    nowhere = ref(f"target import {SAMPLE}", exit_code=2)
    ref("init --zip 98122")

    assert nowhere.stderr == (
        "ref: Where? Type a ZIP code, as: --near 98101 --radius 10. Or once: ref init --zip 98101\n"
    )
    assert answer(f"target import {SAMPLE} --radius 0.5 --dry-run")["found"] == 2


@pytest.mark.parametrize(
    ("where", "found"),
    [("--zip 981", 10), ("--zip 98101", 5), ("--state WA", 11), ("--zip 992 --state OR", 0)],
)
def test_zip_codes_and_a_state_say_where_to_look(answer: Answer, where: str, found: int) -> None:
    assert answer(f"target import {SAMPLE} {where} --dry-run")["found"] == found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--near 9810", "'9810' is no ZIP code. Type five digits: --near 98101"),
        ("--near 00000", "ZIP code 00000 has no place on the map: it does not exist, or holds"),
        ("--radius ten", "'ten' is no distance. Type miles: --radius 10"),
        ("--radius 0", "--radius is more than 0 and at most 500 miles: --radius 10"),
        ("--zip 9", "'9' is no beginning of a ZIP code. Type three to five digits: 981"),
        ("--specialty plumber", "'plumber' is no specialty that is known. Type: dentist"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_type(
    ref: Ref, options: str, said: str
) -> None:
    exit_code = 1 if "00000" in options else 2

    assert said in ref(f"target import {SAMPLE} {options}", exit_code=exit_code).stderr


def test_who_is_a_source_already_is_counted_and_shown(ref: Ref, answer: Answer) -> None:
    ref(f"source add 'Dr. Sue Park' --kind provider --npi {NPIS[0]}")

    found = answer(f"target import {SAMPLE} {HERE}")

    assert found["known"] == 1
    known = [one for one in answer("target list") if one["source_id"]]
    assert [(one["npi"], one["source_id"], one["source"]) for one in known] == [
        (NPIS[0], 3, "Dr. Sue Park")
    ]


def test_an_import_is_one_command_that_can_be_taken_back(
    ref: Ref, answer: Answer, database: Path
) -> None:
    before = whole(database)["target"]
    ref(f"target import {SAMPLE} {HERE}")

    undone = ref("undo")

    assert undone.stdout == (
        "Took back 1 (target import, by tina): target Dr. Susan J. Park, target Union Street"
        " Dental, target Dr. Tom McGrath Jr. and 6 more targets. To bring it back: ref redo\n"
    )
    assert whole(database)["target"] == before == []
    ref("redo")
    assert len(answer("target list")) == 9


def test_the_zip_of_the_government_is_read_as_it_is(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "NPPES_Data_Dissemination_November_2026_V2.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("npidata_pfile_20050523-20261108_fileheader.csv", "NPI\n")
        archive.writestr("othername_pfile_20050523-20261108.csv", "NPI\n")
        archive.write(SAMPLE, SAMPLE.name)

    assert answer(f"target import {path} {HERE}")["found"] == 9


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "two"])
def test_a_zip_that_is_none_of_ours_is_refused(ref: Ref, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in {"empty": ["x.csv"], "two": [WHOLE, f"b/{WHOLE}"]}.get(damage, [WHOLE]):
            archive.writestr(name, SAMPLE.read_bytes())
    raw = bytearray(path.read_bytes())
    if damage == "cut":
        raw = raw[: len(raw) // 2]
    if damage == "flipped":
        raw[200:220] = bytes(20)
    path.write_bytes(raw)

    said = ref(f"target import {path} {HERE}", exit_code=1).stderr

    assert said.startswith("ref: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing.csv", "There is no file"),
        ("folder", "it is a folder. Name a file in it."),
        ("empty.csv", "it does not begin with the names of columns"),
    ],
)
def test_what_is_no_file_is_refused(ref: Ref, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.csv").touch()
    exit_code = 2 if name == "nothing.csv" else 1

    assert said in ref(f"target import {tmp_path / name} {HERE}", exit_code=exit_code).stderr


def test_a_stop_while_it_is_read_leaves_the_book_as_it_was(
    ref: Ref, monkeypatch: pytest.MonkeyPatch, database: Path
) -> None:
    before = whole(database)

    def press_ctrl_c(_bytes: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(
        "refcli.commands.targets.importing.read_blocks",
        lambda file, _watch: streaming.read_blocks(file, press_ctrl_c),
    )

    said = ref(f"target import {SAMPLE} {HERE}", exit_code=1)

    assert said.stderr == "ref: Stopped. Nothing was changed.\n"
    assert whole(database) == before


@needs_pty
def test_a_large_file_shows_how_far_it_is_on_a_terminal(database: Path, file: Path) -> None:
    rows = make_list(*(make_person(zip="99999") for _ in range(50))).split(b"\n", 1)[1]
    with file.open("wb") as large:
        large.write(make_list(make_person()))
        for _ in range(500):
            large.write(rows)

    terminal = Terminal(database, "target", "import", str(file), "--near", "98101")

    terminal.see("Reading")
    terminal.see("1 new")
    assert terminal.leave() == 0


def test_as_of_an_earlier_day_nothing_is_taken_in(ref: Ref) -> None:
    ref("source add Elm --kind office", as_of="2026-11-23")

    said = ref(f"target import {SAMPLE} {HERE}", as_of="2026-11-20", exit_code=1).stderr

    assert said.startswith("ref: Nothing can be recorded as of Fri 20 Nov 2026: the last day on")


def test_names_of_a_hostile_file_are_shown_harmlessly(ref: Ref, answer: Answer, file: Path) -> None:
    name = '=HYPERLINK("x")\x1b[31m[bold]:smile:'
    take_in(answer, file, make_person(entity="2", last="", first="", company=name))

    assert answer("target list")[0]["name"] == '=HYPERLINK("x") [31m[bold]:smile:'
    assert "\x1b" not in ref("target list").stdout


def test_a_list_of_ones_own_empties_nothing_and_moves_nobody_within_a_zip(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    ref(f"target import {SAMPLE} {HERE}")
    before = answer("target show 1234567893")
    own = tmp_path / "own.csv"
    row = f"1234567893,Dr Somebody,{before['zip'][:5]},\n"
    own.write_text(f"NPI,Name,Zip,Phone\n{row}", encoding="utf-8")

    found = answer(f"target import {own} {HERE}")

    assert (found["moved"], found["changed"], found["unchanged"]) == ([], [], 1)
    assert found["unlike"] == [{"npi": "1234567893", "name": "Dr Somebody"}]
    assert answer("target show 1234567893") == before


def test_what_a_list_of_ones_own_changes_or_calls_otherwise_is_said(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    ref(f"target import {SAMPLE} {HERE}")
    before = answer("target show 1234567893")
    own = tmp_path / "own.csv"

    def say(name: str) -> list[str]:
        row = f"1234567893,{name},{before['zip'][:5]},206-555-0000\n"
        own.write_text(f"NPI,Name,Zip,Phone\n{row}", encoding="utf-8")
        return ref(f"target import {own} {HERE}").stderr.splitlines()[:-1]

    assert say("Susan Park DDS") == [
        f"Changed: Dr. Susan J. Park: phone {before['phone']}, now 206-555-0000"
    ]
    assert say("Dr. Ann Ito") == [
        "On record as Dr. Susan J. Park, which stays: Dr. Ann Ito, NPI 1234567893"
    ]
    after = answer("target show 1234567893")
    assert (after["name"], after["phone"]) == (before["name"], "206-555-0000")


def test_the_list_of_targets_is_read_back_as_it_was(ref: Ref, tmp_path: Path) -> None:
    ref(f"target import {SAMPLE} {HERE}")
    ref("target set 1234567893 --refers-out --note 'lunch, Tue'")
    listed = ref("target list -f csv").stdout
    own = tmp_path / "list.csv"
    own.write_text(listed, encoding="utf-8")
    ref(f"--db {tmp_path / 'other.db'} init --practice Other")

    ref(f"--db {tmp_path / 'other.db'} target import {own} {HERE}")

    assert ref(f"--db {tmp_path / 'other.db'} target list -f csv").stdout == listed
    assert ref(f"target import {own} {HERE}").stderr.splitlines()[:-1] == []
    assert f"ref target import {own} --near" in ref(f"import {own}", exit_code=1).stderr


def test_what_is_noted_fills_what_is_empty_and_what_differs_is_said(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    ref(f"target import {SAMPLE} {HERE}")
    ref("target set 1234567893 --refers-out")
    own = tmp_path / "list.csv"
    own.write_text(
        "NPI,Name,Zip,Cases,Note\n1234567893,Susan Park,98101,keeps,call first\n", encoding="utf-8"
    )

    assert ref(f"target import {own} {HERE}").stderr.splitlines()[:-1] == [
        "Changed: Dr. Susan J. Park: note none, now call first",
        "Stays as noted: Dr. Susan J. Park: cases refers out, in the list keeps",
    ]
    after = answer("target show 1234567893")
    assert (after["cases"], after["note"]) == ("refers_out", "call first")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("office", "office"),
        ("Organization", "office"),
        ("2", "office"),
        ("Individual", "provider"),
        ("1", "provider"),
        ("Dental", "provider"),
    ],
)
def test_a_list_of_ones_own_says_who_is_an_office(
    answer: Answer, ref: Ref, tmp_path: Path, kind: str, expected: str
) -> None:
    own = tmp_path / "list.csv"
    own.write_text(f"NPI,Name,Zip,Type\n1234567893,Smile Group,98101,{kind}\n", encoding="utf-8")

    ref(f"target import {own} {HERE}")

    assert answer("target show 1234567893")["kind"] == expected


def test_an_empty_npi_is_said_to_be_none(ref: Ref, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("NPI,Name,Zip\n,Bo Hill,98101\n", encoding="utf-8")

    assert "line 2: it has no NPI" in ref(f"target import {own} {HERE}").stderr


def test_a_workbook_is_told_what_it_is(ref: Ref, tmp_path: Path) -> None:
    book = tmp_path / "own.xlsx"
    with zipfile.ZipFile(book, "w") as made:
        made.writestr("[Content_Types].xml", "")

    assert "own.xlsx is a workbook. In Excel: File, Save As, CSV UTF-8" in (
        ref(f"target import {book} {HERE}", exit_code=2).stderr
    )
