import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
EXAMPLE = Path(__file__).parents[3] / "examples" / "referrals.csv"
HEADER = "received_on,patient,source,kind,status\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "referrals.csv"


def test_a_file_is_taken_in_once(answer: Answer) -> None:
    dry = answer(f"import {EXAMPLE} --dry-run")
    first = answer(f"import {EXAMPLE}")
    second = answer(f"import {EXAMPLE}")

    assert dry == first
    names = first.pop("names")
    assert names[:2] == [
        {
            "typed": "Dr. Susan Park",
            "means": "new",
            "source_id": None,
            "source": None,
            "kind": "provider",
            "rows": 3,
        },
        {
            "typed": "Google search",
            "means": "new",
            "source_id": None,
            "source": None,
            "kind": "digital",
            "rows": 2,
        },
    ]
    samples = first.pop("samples")
    assert [one["patient"] for one in samples] == ["Grace Hall", "José Núñez", "李伟"]
    assert first == {
        "format": "own",
        "encoding": "utf-8",
        "delimiter": ",",
        "header_line": 1,
        "date_order": "month_first",
        "rows": 9,
        "columns": {name: name for name in EXAMPLE.read_text("utf-8").split("\n")[0].split(",")},
        "left_out": [],
        "new": 9,
        "matched": 0,
        "updated": 0,
        "conflicts": [],
        "rejected": [],
    }
    assert (second["new"], second["matched"]) == (0, 9)
    assert {one["means"] for one in second["names"]} == {"same", "unknown", "none"}
    assert len(answer("source list")) == 9
    assert len(answer("referral list")) == 9


def test_nothing_is_owed_for_old_records(answer: Answer, ref: Ref) -> None:
    ref(f"import {EXAMPLE}")

    assert [i["key"] for i in answer("due") if i["type"] != "visit"] == ["S8", "S9", "T8"]


def test_it_is_all_or_nothing(answer: Answer, ref: Ref, file: Path) -> None:
    file.write_text(
        HEADER + "2026-11-02,P1,none,,\n"
        "2026-11-31,P2,none,,\n\n"
        ",P3,none,,\n"
        "2026-11-03,P4,Elm,,\n"
        '2026-11-03,"P\n5",none,,gone\n',
        encoding="utf-8",
    )

    result = ref(f"import {file}", exit_code=1)

    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[:5] == [
        "referrals.csv: 5 rows, utf-8; the columns of ref",
        "As read, line 2: 2026-11-02 | P1 | none",
        "As read, line 3: 2026-11-31 | P2 | none",
        "As read, line 5: P3 | none",
        "Left out: line 4 blank.",
    ]
    assert lines[5:7] == ["none, 1 row: none: nobody sent them", "Elm, 1 row: new? what is it?"]
    assert [line.split(":")[0] for line in lines[7:10]] == ["line 3", "line 5", "line 7"]
    assert lines[10].startswith(
        "ref: 1 new, 0 matched, 0 in conflict, 3 rejected, 1 row waiting for a name. Nothing was"
        " taken in: 1 name is not certain. To answer in a list that a spreadsheet opens, type: ref"
        " import "
    )
    assert answer("referral list") == []
    dry = ref(f"import {file} --dry-run", exit_code=1)
    assert dry.stdout.startswith("1 new, 0 matched, 0 in conflict, 3 rejected, 1 row waiting")
    assert dry.stderr.splitlines()[:10] == lines[:10]


def test_a_row_with_more_cells_than_columns_is_no_guess(ref: Ref, file: Path) -> None:
    file.write_text(HEADER + "2026-11-02,Lopez,Maria,none,,x\n", encoding="utf-8")

    refusal = ref(f"import {file}", exit_code=1).stderr

    assert "line 2: rejected: more cells than columns" in refusal


def test_a_reason_is_told_once_with_its_lines(ref: Ref, file: Path) -> None:
    rows = "".join(f"2026-11-{day:02},P{day},none,,odd\n" for day in range(1, 12))
    file.write_text(HEADER + rows + "2026-11-12,P12,none,,even\n", encoding="utf-8")

    said = ref(f"import {file}", exit_code=1).stderr.splitlines()

    assert [line.partition(" is none of")[0] for line in said if "rejected: " in line] == [
        "lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1 more: rejected: status 'odd'",
        "line 13: rejected: status 'even'",
    ]


def test_one_doctor_in_many_spellings_is_one_source_and_the_rest_is_asked(
    answer: Answer, ref: Ref, file: Path
) -> None:
    names = ("Dr. Susan Park", '"Park, Susan"', '"Park, Susan M., DDS"', "Sue Park", "Dr Park")
    rows = "".join(f"2026-11-02,P{n},{name},provider,\n" for n, name in enumerate(names))
    file.write_text(HEADER + rows, encoding="utf-8")

    dry = answer(f"import {file} --dry-run", exit_code=1)
    ref(f"import {file}", exit_code=1)

    assert (dry["new"], len(dry["rejected"])) == (2, 3)
    assert [(one["typed"], one["means"], one["rows"]) for one in dry["names"]] == [
        ("Dr. Susan Park", "new", 2),
        ("Park, Susan M., DDS", "could_be", 1),
        ("Sue Park", "could_be", 1),
        ("Dr Park", "could_be", 1),
    ]
    taken = answer(f"import {file} --new")
    assert [one["means"] for one in taken["names"]] == ["new"] * 4


def test_a_patient_whose_name_is_turned_round_is_the_same(answer: Answer, file: Path) -> None:
    file.write_text(
        HEADER + '2026-11-02,José Núñez,none,,\n2026-11-02,"NUNEZ, JOSE",none,,\n', encoding="utf-8"
    )

    assert (answer(f"import {file}")["new"], answer(f"import {file}")["matched"]) == (1, 2)


def test_what_is_on_record_is_not_overwritten(answer: Answer, ref: Ref, file: Path) -> None:
    ref("add P1 --from none --on 2026-11-02")
    file.write_text(HEADER + "2026-11-02,p1,none,,scheduled\n", encoding="utf-8")

    done = answer(f"import {file}")

    assert done["conflicts"] == [
        {
            "line": 2,
            "reason": "the record of that day differs (there: received); it stays as it is",
        }
    ]
    assert answer("referral show 1")["status"] == "received"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (HEADER + "2026-11-02,José,none,,\n", "utf-8"),
        (HEADER + "2026-11-02,José,none,,\n", "utf-8-sig"),
        (HEADER + "2026-11-02,José,none,,\n", "utf-16"),
        (HEADER + "2026-11-02,José,none,,\r\n", "cp1252"),
        ((HEADER + "2026-11-02,José,none,,\n").replace(",", ";"), "utf-8"),
        ((HEADER + "2026-11-02,José,none,,\n").replace(",", "\t"), "utf-8"),
        ("Received On, PATIENT ,source,colour\n2026-11-02,José,none,red\n", "utf-8"),
    ],
)
def test_a_file_may_come_from_any_program(
    answer: Answer, file: Path, raw: str, encoding: str
) -> None:
    file.write_bytes(raw.encode(encoding))

    assert answer(f"import {file}")["new"] == 1
    assert answer("referral list")[0]["patient"] == "José"


@pytest.mark.parametrize(
    ("raw", "sentence", "code"),
    [
        (b"patient,source\nx,y\n", "has no column received_on", 2),
        (b"", "is no list that ref knows. It is empty.", 2),
        (b"received_on,patient,source,patient\n", "has the column patient more than once", 2),
        (b'received_on,patient,source\n2026-11-02,"x\n', "not CSV", 1),
        (b"received_on,patient,source\n\x81\n", "is no text", 2),
    ],
)
def test_a_file_that_is_no_list_of_referrals_is_refused(
    ref: Ref, file: Path, raw: bytes, sentence: str, code: int
) -> None:
    file.write_bytes(raw)

    assert sentence in ref(f"import {file}", exit_code=code).stderr


def test_a_file_that_cannot_be_read_is_refused(ref: Ref, tmp_path: Path) -> None:
    assert "There is no file" in ref(f"import {tmp_path / 'no.csv'}", exit_code=2).stderr
    assert "cannot be used" in ref(f"import {tmp_path}", exit_code=1).stderr


@pytest.mark.parametrize(
    ("command", "where"),
    [
        ("import {}", "/dev/zero"),
        ("import {}", "/dev/full"),
        ("letter edit report --from {}", "/dev/zero"),
        ("plan edit --from {}", "/dev/zero"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has these devices")
def test_what_never_ends_is_refused(ref: Ref, command: str, where: str) -> None:
    assert "it is a device or a pipe" in ref(command.format(where), exit_code=1).stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(ref: Ref, file: Path) -> None:
    os.mkfifo(file)

    assert "it is a device or a pipe" in ref(f"import {file}", exit_code=1).stderr


@pytest.mark.parametrize(
    ("command", "size", "sentence"),
    [
        ("import {}", 5_000_000_000, "has more than 32 MB. That is more than 300,000 rows: split"),
        ("letter edit report --from {}", 1_000_001, "has more than 1 MB"),
        ("plan edit --from {}", 1_000_001, "has more than 1 MB"),
    ],
)
def test_a_huge_file_is_refused(
    ref: Ref, file: Path, command: str, size: int, sentence: str
) -> None:
    with file.open("wb") as empty:
        empty.truncate(size)

    assert sentence in ref(command.format(file), exit_code=1).stderr


def test_a_file_of_windows_shows_its_names_as_read(answer: Answer, ref: Ref, file: Path) -> None:
    names = ("José Núñez", "Ann Ray", "Pat O’Brien", "Zoë Müller")  # noqa: RUF001
    rows = "".join(f"2026-11-02,{name},none,,\n" for name in names)
    file.write_bytes((HEADER + rows).encode("cp1252"))

    said = ref(f"import {file}").stderr

    assert said.splitlines() == [
        "referrals.csv: 4 rows, cp1252; the columns of ref",
        "As read, line 2: 2026-11-02 | José Núñez | none",
        "As read, line 4: 2026-11-02 | Pat O’Brien | none",  # noqa: RUF001
        "As read, line 5: 2026-11-02 | Zoë Müller | none",
        "none, 4 rows: none: nobody sent them",
    ]
    assert {one["patient"] for one in answer("referral list")} == set(names)


def test_a_file_of_a_mac_is_asked_about_and_taken_when_its_encoding_is_said(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    file = tmp_path / "from a mac.csv"
    rows = "2026-11-02,Ann Ray,none,,\n2026-11-02,José Núñez,none,,\n2026-11-02,Zoë,none,,\n"
    file.write_bytes((HEADER + rows).encode("mac-roman"))

    said = ref(f"import '{file}'", exit_code=2).stderr

    assert said == (
        f"ref: {file} is no text in UTF-8, and can be read in several ways:"
        " cp1252: JosŽ Nœ–ez, Zo‘; mac-roman: José Núñez, Zoë;"  # noqa: RUF001
        " cp437: JosÄ N£ûez, Zoæ. Type the one that is right:"
        f' ref import "{file}" --encoding mac-roman\n'
    )
    assert answer("referral list") == []

    ref(f"import '{file}' --encoding MacRoman")

    patients = {one["patient"] for one in answer("referral list")}
    assert patients == {"Ann Ray", "José Núñez", "Zoë"}


def test_a_bad_byte_in_utf_8_is_named_with_its_line(answer: Answer, ref: Ref, file: Path) -> None:
    good = (HEADER + "2026-11-02,José,none,,\n2026-11-03,Ren").encode()
    file.write_bytes(good + b"\xe9 Roy,none,,\n")

    said = ref(f"import {file}", exit_code=2).stderr

    assert (
        'has in line 3, place 15, a byte that is no UTF-8: "26-11-03,Ren\ufffd Roy,none,,"' in said
    )
    assert answer("referral list") == []


def test_an_encoding_that_nobody_knows_is_refused(ref: Ref, file: Path) -> None:
    file.write_text(HEADER, encoding="utf-8")

    said = ref(f"import {file} --encoding klingon", exit_code=2).stderr

    assert "'klingon' is no encoding that is known. Type one of utf-8, cp1252, mac-roman," in said


def test_a_stray_quotation_mark_swallows_no_rows(answer: Answer, ref: Ref, file: Path) -> None:
    file.write_text(
        "received_on,patient,source,note\n"
        '2026-11-02,P1,none,"x\n2026-11-03,P2,none,\n2026-11-04,P3,none,y"\n',
        encoding="utf-8",
    )

    said = ref(f"import {file}", exit_code=1).stderr

    assert said.startswith(f"ref: {file}, line 2: a text in quotation marks runs on over line 3,")
    assert answer("referral list") == []


@pytest.mark.parametrize("column", ["patient", "source", "office", "also", "chart"])
def test_no_name_has_a_line_break(ref: Ref, file: Path, column: str) -> None:
    cells = {"received_on": "2026-11-02", "patient": "P1", "source": "none"} | {column: '"a\nb"'}
    file.write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8")

    assert (
        f"line 2: rejected: {column} has a line break" in ref(f"import {file}", exit_code=1).stderr
    )


def test_all_that_is_wrong_is_said_at_once(ref: Ref, file: Path) -> None:
    same = "".join(f"2026-11-02,P{number},Elm,,\n" for number in range(12))
    file.write_text(
        HEADER + "2026-11-31,,Oak,,gone\n" + same + "2026-11-02,P1,none,,odd\n", encoding="utf-8"
    )

    said = ref(f"import {file} --dry-run", exit_code=1).stderr.splitlines()

    assert "Elm, 13 rows: new? what is it?" not in said
    first, odd = [line for line in said if "rejected: " in line]
    assert first.startswith("line 2: rejected: patient is empty; received_on: '2026-11-31' is no")
    assert "; status 'gone' is none of received" in first
    assert "; no source is called 'Oak'" in first
    assert "Elm, 12 rows: new? what is it?" in said
    assert odd.startswith("line 15: rejected: status 'odd' is none of received")


def test_undo_takes_a_whole_import_back(answer: Answer, ref: Ref) -> None:
    ref(f"import {EXAMPLE}")

    ref("undo")

    assert answer("referral list") == []
    assert len(answer("source list")) == 2


def test_a_row_whose_office_bears_the_doctors_name_and_helps_too_is_no_failure(
    ref: Ref, file: Path
) -> None:
    header = "received_on,patient,source,kind,office,also\n"
    file.write_text(header + "2026-10-01,Ann,Chen,provider,Chen,Chen\n", encoding="utf-8")

    said = ref(f"import {file}", exit_code=1).stderr

    assert "Chen, 1 row: could be Chen of this file, Chen of this file" in said
    assert "inside ref" not in said


def test_what_a_name_means_is_asked_anew_once_the_file_has_another_of_that_name(
    ref: Ref, file: Path
) -> None:
    ref("source add Lee --kind provider")
    file.write_text(
        HEADER + "2026-10-01,Ann,Lee,,\n2026-10-02,Bob,Lee,office,\n2026-10-03,Cy,Lee,,\n",
        encoding="utf-8",
    )

    said = ref(f"import {file} --new", exit_code=1).stderr

    assert "Lee, 2 rows: could be #3 Lee, Lee of this file" in said


def test_no_patient_of_a_chart_number_is_lost(answer: Answer, file: Path) -> None:
    file.write_text(
        "patient,source,received_on,chart\n"
        "John Smith,none,2026-11-02,1001\n"
        "John Smith,none,2026-11-02,1002\n"
        "Mary Poe,none,2026-11-02,77\n"
        "Mary Jones,none,2026-11-02,77\n",
        encoding="utf-8",
    )

    first, second = answer(f"import {file}"), answer(f"import {file}")

    assert (first["new"], first["matched"]) == (3, 0)
    assert first["conflicts"] == [
        {
            "line": 5,
            "reason": "chart number 77 is on record that day as Mary Poe; Mary Jones is not taken",
        }
    ]
    assert (second["new"], second["matched"]) == (0, 3)


def test_who_was_archived_is_not_put_on_record_by_a_file(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('source add "Dr. Wei Chen" --kind provider')
    ref("source archive chen --why retired")
    file.write_text(HEADER + "2026-11-02,P1,Dr. Wei Chen,provider,\n", encoding="utf-8")

    refused = ref(f"import {file}", exit_code=1).stderr
    ref('source archive "#3" --back')
    taken = answer(f"import {file}")

    assert 'To bring it back: ref source archive "#3" --back' in refused
    assert (taken["new"], [one["means"] for one in taken["names"]]) == (1, ["same"])


def test_an_office_that_is_another_one_is_put_on_record_by_the_line_that_is_told(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('source add "Elm Dental" --kind office')
    file.write_text(
        "received_on,patient,source,kind,office\n2026-11-02,P1,Dr. Foo Bar,provider,Elm Dentl\n",
        encoding="utf-8",
    )

    refused = answer(f"import {file} --new --dry-run", exit_code=1)
    [rejected] = refused["rejected"]
    ref(rejected["reasons"][0].split("first: ref ")[1])
    taken = answer(f"import {file} --new")

    assert (taken["new"], taken["rejected"]) == (1, [])
    assert [one["office"] for one in answer("source list --kind provider")] == ["Elm Dentl"]


# Files of other kinds, and what was said about them


SAMPLES = Path(__file__).parents[2] / "files"


def test_several_files_are_taken_in_as_one(answer: Answer, ref: Ref, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(HEADER + "2026-11-02,P1,Dr. Wei Chen,provider,\n", encoding="utf-8")
    second.write_text(
        HEADER + "2026-11-02,P1,Dr. Wei Chen,,\n2026-11-03,,none,,\n", encoding="utf-8"
    )

    refused = ref(f"import {first} {second}", exit_code=1).stderr
    done = answer(f"import {first} {second} {first} --skip-rejected")

    assert "patient is empty" in refused
    assert (done["format"], done["encoding"], done["rows"]) == ("own", "utf-8", 3)
    assert (done["new"], done["matched"]) == (1, 1)
    assert done["rejected"] == [
        {
            "file": "b.csv",
            "line": 3,
            "reasons": ["patient is empty"],
        }
    ]
    assert {one["command_id"] for one in answer("history")} == {1}


def test_standard_input_is_a_file_too(answer: Answer, ref: Ref) -> None:
    text = HEADER + "2026-11-02,P1,none,,\n"

    said = ref("import -", stdin=text).stderr

    assert said.startswith("Standard input: 1 row, utf-8; the columns of ref\n")
    assert [one["patient"] for one in answer("referral list")] == ["P1"]


def test_a_column_that_may_mean_something_else_is_asked_about(
    answer: Answer, ref: Ref, file: Path
) -> None:
    file.write_text("Date,Patient,Ref Dr\n11/13/2026,P1,none\n", encoding="utf-8")

    refused = ref(f"import {file}", exit_code=1).stderr.splitlines()[-1]
    dry = ref(f"import {file} --dry-run", exit_code=1)
    ref(f"import {file} --map Date=received_on")

    assert refused == (
        "ref: Nothing was taken in: is this right: Date = received_on? If so, type:"
        f" ref import {file} --map=Date=received_on"
    )
    assert dry.stdout.startswith("1 new, ")
    assert "Is this right: Date = received_on? If so, type: ref import" in dry.stderr
    assert [one["received_on"] for one in answer("referral list")] == ["2026-11-13"]


def test_what_was_understood_is_shown_before_anything(ref: Ref) -> None:
    said = ref(f"import {SAMPLES / 'referrals' / 'tracker.csv'}", exit_code=1).stderr.splitlines()

    assert said[:12] == [
        "tracker.csv: 6 rows, cp1252, column names in line 3; a list of referrals",
        (
            "Columns: Date of Call = received_on, Pt Name = patient, Ref Dr = source, Source Type ="
            " kind, Tx = service, Date Booked = booked_on, Seen? = seen_on, Production = value,"
            " Comments = note."
        ),
        (
            "As read, line 4: 9/1/26 | Abbott, Iris | Dr. Paula Voss | Doctor | consult | 9/2/26 |"
            " Y | $2,100.00"
        ),
        (
            "As read, line 5: 9/2/26 | Björk, Åsa | Facebook | Internet | aligners | 9/4/26 |"
            " no show | $ - | call again"
        ),
        ("As read, line 7: 17-Sep | Cole, Dan | Voss, Paula DMD | Dr | braces | 9/29/26 | (75.00)"),
        (
            "Left out: lines 1, 6 title; lines 2, 12, 14 blank; line 9 the same as line 8;"
            " line 13 total; line 15 footer."
        ),
        (
            "line 7: taken without Production: (75.00): an amount below zero is no value of a"
            " treatment"
        ),
        "Dr. Paula Voss, 2 rows: new provider",
        "Facebook, 1 row: new digital",
        "Iris Abbott, 1 row: new patient",
        "??, 1 row: unknown: nobody knows who sent them",
        (
            "line 11: rejected: Pt Name is empty; Date Booked: '13/45/26' is no date. Write"
            " 2026-11-20 or 11/20/2026; Production: 'abc' is no amount of money. Type dollars: 45,"
            " 45.50 or $1,250; kind 'Plumber' is none of patient, provider, office, insurer,"
            " community, signage, print, digital, other"
        ),
    ]


def test_a_tracker_is_taken_in_with_steps_whose_day_nobody_wrote(answer: Answer, ref: Ref) -> None:
    ref(f"import {SAMPLES / 'referrals' / 'tracker.csv'} --skip-rejected")

    assert [
        (one["patient"], one["source"], one["status"], one["seen_on"], one["production"])
        for one in reversed(answer("referral list"))
    ] == [
        ("Abbott, Iris", "Dr. Paula Voss", "seen", None, 2100.0),
        ("Björk, Åsa", "Facebook", "received", None, None),
        ("Cole, Dan", "Dr. Paula Voss", "seen", "2026-09-29", None),
        ("Dorsey, Fay", "Iris Abbott", "received", None, 300.0),
        ("Egan, Hugh", "unknown", "received", None, None),
    ]


def test_contacts_whose_kind_is_certain_become_sources_with_all_their_fields(
    answer: Answer, ref: Ref
) -> None:
    card = SAMPLES / "contacts" / "outlook_21.vcf"

    first, second = answer(f"import {card}"), answer(f"import {card}")

    assert (first["new"], second["new"], second["matched"]) == (1, 0, 1)
    [doctor] = answer("source list --kind provider")
    assert {key: doctor[key] for key in ("source", "office", "phone", "email", "address")} == {
        "source": "Dr. Renée Muñoz",
        "office": "Bell Endodontics",
        "phone": "503-555-0123",
        "email": "renee@bell.example",
        "address": "77 Lake Rd, Bldg C, Salem, OR 97301",
    }
    ref("undo")
    assert answer("source list --kind provider") == []


def test_a_contact_of_which_nobody_says_what_it_is_is_not_taken_in(ref: Ref) -> None:
    said = ref(f"import {SAMPLES / 'contacts' / 'google.csv'}", exit_code=1).stderr

    assert "Zoé L\N{RIGHT SINGLE QUOTATION MARK}Hôte, 1 row: new? patient\n" in said
    assert "line 10: rejected: no name: neither a person's nor a place's\n" in said


@pytest.mark.parametrize("fmt", ["csv", "json"])
def test_the_lists_that_ref_prints_can_be_read_back(
    answer: Answer, ref: Ref, tmp_path: Path, fmt: str
) -> None:
    ref(f"import {EXAMPLE}")
    referrals, sources = tmp_path / f"referrals.{fmt}", tmp_path / f"sources.{fmt}"
    referrals.write_text(ref(f"referral list -f {fmt}").stdout, encoding="utf-8")
    sources.write_text(ref(f"source list -f {fmt}").stdout, encoding="utf-8")

    again = answer(f"import {referrals}")
    known = answer(f"import {sources}")

    assert (again["new"], again["matched"], again["rejected"]) == (0, 9, [])
    assert (known["new"], known["matched"], known["rejected"]) == (0, 9, [])


def test_too_many_files_at_once_are_refused(ref: Ref, tmp_path: Path) -> None:
    names = " ".join(str(tmp_path / f"{n}.csv") for n in range(21))

    assert "More than 20 files at once" in ref(f"import {names}", exit_code=2).stderr


def test_a_name_in_an_encoding_of_its_own_does_not_hide_that_of_the_file(
    ref: Ref, tmp_path: Path
) -> None:
    card = tmp_path / "card.vcf"
    name = b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E6=9D=8E"
    card.write_bytes(b"BEGIN:VCARD\n" + name + b"\nORG:Caf\x8e Zo\x91\nEND:VCARD\n")

    assert "can be read in several ways" in ref(f"import {card}", exit_code=2).stderr


def test_a_column_that_is_named_need_be_in_one_of_several_files_only(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("Wann,Patient,Referred By\n11/13/2026,Ann Roe,none\n", encoding="utf-8")
    second.write_text(HEADER + "2026-11-03,Bo Roe,none,,\n", encoding="utf-8")

    refused = ref(f"import {first} {second} --map Wann=received_on --map Wie=value", exit_code=2)
    done = answer(f"import {first} {second} --map Wann=received_on")

    assert "ref: No file has a column 'wie', as --map says. Type: ref import " in refused.stderr
    assert done["new"] == 2
