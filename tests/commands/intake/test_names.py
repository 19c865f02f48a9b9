"""Names that are not certain: asked in a terminal, else written as a list and read back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref

Answer = Callable[..., Any]
Typing = Callable[..., Result]
HEADER = "received_on,patient,source,kind\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "forms.csv"


@pytest.fixture
def names(tmp_path: Path) -> Path:
    return tmp_path / "names.csv"


def write_rows(file: Path, *sources: str, day: int = 2) -> None:
    """A patient for each source."""
    rows = "".join(f"2026-11-{day:02},P{n} Q{day},{one},\n" for n, one in enumerate(sources))
    file.write_text(HEADER + rows, encoding="utf-8")


def means(record: dict[str, Any]) -> list[tuple[str, str, int | None, str | None]]:
    """What each name means, whom, and what that is."""
    return [(one["typed"], one["means"], one["source_id"], one["kind"]) for one in record["names"]]


def sources_of(answer: Answer) -> dict[str, str]:
    """The source of each patient."""
    return {one["patient"]: one["source"] for one in answer("referral list")}


# In a terminal


def test_each_open_name_is_asked_once_and_the_next_file_asks_nothing(
    answer: Answer, ref: Ref, typing: Typing, file: Path
) -> None:
    ref('source add "Dr. Wei Chen" --kind provider')
    write_rows(file, "Chen W.", "Elm Dental", "Elm Dental", "A Friend", "walk-in")

    said = typing(["import", str(file)], "1", "", "unknown").output

    assert said.count("Elm Dental is new (2 rows, first in line 3).\nWhat is it?") == 1
    assert sources_of(answer) == {
        "P0 Q2": "Dr. Wei Chen",
        "P1 Q2": "Elm Dental",
        "P2 Q2": "Elm Dental",
        "P3 Q2": "unknown",
        "P4 Q2": "none",
    }
    assert "Remembered: Chen W. is #3 Dr. Wei Chen." in said
    assert "Remembered: A Friend is unknown." in said

    write_rows(file, "chen w", "ELM DENTAL", "A friend", day=9)
    again = answer(f"import {file}")

    assert means(again) == [
        ("chen w", "same", 3, "provider"),
        ("ELM DENTAL", "same", 4, "office"),
        ("A friend", "unknown", 1, None),
    ]
    assert again["new"] == 3


def test_one_undo_takes_back_what_was_remembered_too(
    answer: Answer, ref: Ref, typing: Typing, file: Path
) -> None:
    ref('source add "Dr. Wei Chen" --kind provider')
    write_rows(file, "Chen W.", "A Friend")
    typing(["import", str(file)], "1", "unknown")

    ref("undo")

    assert answer("referral list") == []
    again = answer(f"import {file} --dry-run", exit_code=1)
    assert means(again) == [
        ("Chen W.", "could_be", 3, "provider"),
        ("A Friend", "new", None, "patient"),
    ]


def test_b_goes_back_to_the_name_before_and_q_changes_nothing(
    answer: Answer, typing: Typing, file: Path
) -> None:
    write_rows(file, "Elm", "Oak")

    typing(["import", str(file)], "print", "b", "office", "q", exit_code=1)
    assert answer("referral list") == []

    typing(["import", str(file)], "print", "b", "office", "church")
    kinds = {one["source"]: one["kind"] for one in answer("source list")}
    assert (kinds["Elm"], kinds["Oak"]) == ("office", "community")


def test_a_new_name_of_the_file_is_offered_to_the_next_one(
    answer: Answer, typing: Typing, file: Path
) -> None:
    file.write_text(
        HEADER + "2026-11-02,P1,Dr. Susan Park,provider\n2026-11-03,P2,Sue Park,provider\n",
        encoding="utf-8",
    )

    said = typing(["import", str(file)], "1").output

    assert "line 2 Dr. Susan Park (provider, new)" in said
    assert set(sources_of(answer).values()) == {"Dr. Susan Park"}
    assert "Remembered: Sue Park is #3 Dr. Susan Park." in said


def test_an_initial_may_be_any_of_the_file_wherever_that_one_stands(
    answer: Answer, typing: Typing, file: Path
) -> None:
    people = ("Dr. John Kim", "Dr. J. Kim", "Dr. Jane Kim")
    file.write_text(
        HEADER + "".join(f"2026-11-0{n},P{n},{one},provider\n" for n, one in enumerate(people, 1)),
        encoding="utf-8",
    )

    said = typing(["import", str(file)], "", "Dr. Kim", "2").output

    assert said.count("Which one is Dr. J. Kim (1 row, first in line 3)? ") == 3
    assert "None of them is clearly first. Type 1 to 2, a #number, or a whole name." in said
    assert sources_of(answer)["P2"] == "Dr. John Kim"


def test_a_doctor_who_is_named_is_no_office(typing: Typing, file: Path) -> None:
    file.write_text(
        HEADER + "2026-11-02,P1,Kim Dental,office\n2026-11-02,P2,Kim Family Dental,office\n",
        encoding="utf-8",
    )

    said = typing(["import", str(file)], "Dr. Kim", "kim dental").output

    assert "'Dr. Kim' is none of them. Type 1, a #number, or a whole name." in said
    assert "Remembered: Kim Family Dental is #3 Kim Dental." in said


def test_a_part_of_a_name_that_others_on_record_bear_picks_nobody(
    answer: Answer, ref: Ref, typing: Typing, file: Path
) -> None:
    ref('source add "Dr. Jane Kim" --kind provider')
    ref('source add "Kim Dental" --kind office')
    write_rows(file, "Dr. Jane M. Kimm")

    typing(["import", str(file)], "Kim", "1")

    assert sources_of(answer) == {"P0 Q2": "Dr. Jane Kim"}


def test_a_dry_run_asks_nothing_and_ends_as_one_with_open_questions(
    typing: Typing, file: Path
) -> None:
    write_rows(file, "Elm")

    said = typing(["import", str(file), "--dry-run"], exit_code=1).output

    assert "Elm, 1 row: new? what is it?" in said
    assert "1 name is not certain. To answer in a list that a spreadsheet opens, type:" in said


def test_a_dry_run_writes_the_list_of_names_as_its_help_says_and_nothing_else(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "Elm")

    ref(f"import {file} --dry-run --names {names}", exit_code=1)

    assert names.read_text("utf-8-sig").splitlines()[1:] == ["Elm,1,new?,,,,"]
    assert answer("referral list") == []
    told = " ".join(ref("import --help").stdout.replace("│", "").split())
    assert "Only say what would be taken in; --names is written." in told


def test_a_column_that_is_not_certain_is_asked_once_and_remembered(
    answer: Answer, typing: Typing, file: Path
) -> None:
    file.write_text("Date,Patient,Ref Dr\n11/13/2026,P1,none\n", encoding="utf-8")

    said = typing(["import", str(file)], "").output
    file.write_text("Date,Patient,Ref Dr\n11/16/2026,P2,none\n", encoding="utf-8")
    again = answer(f"import {file}")

    assert "The column Date (11/13/2026) was taken for: received_on." in said
    assert "Remembered: Date = received_on." in said
    assert (again["new"], again["columns"]["Date"]) == (1, "received_on")


def test_where_no_column_is_known_to_be_the_source_it_is_asked_which_one_is(
    answer: Answer, typing: Typing, file: Path
) -> None:
    file.write_text("Date Received,Patient,More,Zugewiesen\n11/13/2026,P1,x,none\n", "utf-8")

    said = typing(["import", str(file)], "zugewiesen").output
    file.write_text("Date Received,Patient,More,Zugewiesen\n11/16/2026,P2,x,none\n", "utf-8")

    assert "Which one is the source?" in said
    assert "Remembered: Zugewiesen = source." in said
    assert answer(f"import {file}")["new"] == 1


def test_a_file_in_which_no_column_is_the_source_is_refused_when_that_is_said(
    typing: Typing, file: Path
) -> None:
    file.write_text("Date Received,Patient,More\n11/13/2026,P1,x\n", encoding="utf-8")

    said = typing(["import", str(file)], "n", exit_code=2).output

    assert "has no column source under a name that is known" in said


def test_a_column_named_on_the_command_line_is_remembered_by_the_header_line(
    answer: Answer, ref: Ref, file: Path
) -> None:
    file.write_text("Date Received,Patient,Zugewiesen\n11/13/2026,P1,none\n", encoding="utf-8")

    ref(f"import {file} --map Zugewiesen=source")
    file.write_text("Date Received,Patient,Zugewiesen\n11/16/2026,P2,none\n", encoding="utf-8")

    assert answer(f"import {file}")["new"] == 1
    file.write_text("Date Received,Patient,More,Zugewiesen\n11/17/2026,P3,x,none\n", "utf-8")
    assert answer(f"import {file}")["new"] == 1
    file.write_text("Received,Pt,Value,Zugewiesen\n11/16/2026,P2,1,none\n", "utf-8")
    assert "no column source" in ref(f"import {file}", exit_code=2).stderr


# As a list


def test_the_list_is_written_filled_in_and_read_back(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    ref('source add "Dr. Wei Chen" --kind provider')
    write_rows(file, "Chen W.", "Elm", "Elm", "Old friend", "none")

    said = ref(f"import {file} --names {names}", exit_code=1).stderr

    assert names.read_bytes().decode("utf-8-sig").splitlines() == [
        "typed,rows,means,source_id,source,kind,office",
        "Elm,2,new?,,,,",
        "Chen W.,1,could_be,3,Dr. Wei Chen,provider,",
        "Old friend,1,new?,,,,",
        "none,1,none,2,none,,",
    ]
    assert names.read_bytes().startswith("\ufeff".encode())
    assert f"Wrote {names}: 4 names." in said
    assert (
        f"3 names are not certain yet. In {names}, write in means: same, new, unknown or none (for"
        " same the number in source_id, for new what it is in kind), and type the same line again"
    ) in said
    assert answer("referral list") == []

    names.write_text(
        "typed;rows;means;source_id;source;kind;office\n"
        "Elm;2;new;;;office;\n"
        "Chen W.;1;same;3;;;\n"
        "Old friend;1;unknown;;;;\n",
        encoding="cp1252",
    )
    taken = answer(f"import {file} --names {names}")

    assert means(taken) == [
        ("Chen W.", "same", 3, "provider"),
        ("Elm", "new", None, "office"),
        ("Old friend", "unknown", 1, None),
        ("none", "none", 2, None),
    ]
    assert (taken["new"], answer(f"import {file}")["matched"]) == (5, 5)


def test_a_list_that_lacks_a_name_is_completed_and_keeps_what_was_filled_in(
    ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "Elm", "Oak")
    names.write_text("typed,means,kind\nElm,new,office\n", encoding="utf-8")

    ref(f"import {file} --names {names}", exit_code=1)

    assert names.read_bytes().decode("utf-8-sig").splitlines() == [
        "typed,rows,means,source_id,source,kind,office",
        "Elm,,new,,,office,",
        "Oak,1,new?,,,,",
    ]


def test_a_list_that_nobody_filled_in_is_no_answer(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "D. Kim (Elm Hill)", "insurance", "Oak")
    ref(f"import {file} --names {names}", exit_code=1)
    written = names.read_bytes()

    said = ref(f"import {file} --names {names}", exit_code=1).stderr

    assert "insurance,1,new?,,,insurer," in written.decode("utf-8-sig").splitlines()
    assert "0 new, 0 matched, 0 in conflict, 0 rejected, 3 rows waiting for a name. Nothing" in said
    assert names.read_bytes() == written
    assert answer("referral list") == []


def test_new_without_a_kind_is_asked_what_it_is(ref: Ref, file: Path, names: Path) -> None:
    write_rows(file, "Oak")
    names.write_text("typed,means,kind\nOak,new,\n", encoding="utf-8")

    said = ref(f"import {file} --names {names}", exit_code=1).stderr

    assert "Oak, 1 row: new? what is it?" in said
    assert "1 name is not certain yet." in said


def test_what_somebody_wrote_beside_the_answers_stays(ref: Ref, file: Path, names: Path) -> None:
    write_rows(file, "Elm", "Oak")
    names.write_text(
        "typed,Asked whom,means,kind\nElm,Bo at the desk,new,office\n", encoding="utf-8"
    )

    ref(f"import {file} --names {names}", exit_code=1)

    assert names.read_bytes().decode("utf-8-sig").splitlines() == [
        "typed,rows,means,source_id,source,kind,office,Asked whom",
        "Elm,,new,,,office,,Bo at the desk",
        "Oak,1,new?,,,,,",
    ]


def test_two_lines_that_say_otherwise_of_one_name_are_refused(
    ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "Elm")
    names.write_text("typed,means,kind\nElm,unknown,\nElm,new,office\n", encoding="utf-8")

    said = ref(f"import {file} --names {names}", exit_code=2).stderr

    assert "names.csv, line 3, 'Elm': line 2 says otherwise of it; leave one of them" in said
    assert said.endswith(f". Then type: ref import {file} --names {names}\n")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Elm,maybe,,,", "'maybe' is none of same, new, unknown, none"),
        ("Elm,same,99,,", "there is no source #99. See: ref source list"),
        ("Elm,same,x,,", "there is no source #x. See: ref source list"),
        ("Elm,same,,,", "same as whom? Write its number in source_id"),
        ("Elm,same,,Dr. Who,", "no source is called 'Dr. Who'. Write its number in source_id"),
        ("Elm,new,,,plumber", "kind 'plumber' is none of patient, provider, office, insurer,"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused_with_its_line(
    ref: Ref, file: Path, names: Path, line: str, why: str
) -> None:
    write_rows(file, "Elm")
    names.write_text(f"typed,means,source_id,source,kind\n{line}\n", encoding="utf-8")

    said = ref(f"import {file} --names {names}", exit_code=2).stderr

    assert f"names.csv, line 2, 'Elm': {why}" in said
    assert "No such referral is on record." in ref("referral list").stdout


def test_a_file_that_is_no_list_of_names_is_never_written_over(
    ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "Elm")
    names.write_text("my,own,table\n1,2,3\n", encoding="utf-8")

    said = ref(f"import {file} --names {names}", exit_code=2).stderr

    assert "names.csv is no list of names: its first line lacks typed and means." in said
    assert said.endswith(f" Type: ref import {file} --names new-names.csv\n")
    assert names.read_text(encoding="utf-8") == "my,own,table\n1,2,3\n"


def test_spellings_of_a_new_doctor_become_one_by_the_list(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    spellings = ("Dr. Susan Park", "Sue Park", "Susan M. Park")
    file.write_text(
        HEADER + "".join(f"2026-11-02,P{n},{one},provider\n" for n, one in enumerate(spellings)),
        encoding="utf-8",
    )
    names.write_text(
        "typed,means,source\nSue Park,same,Dr. Susan Park\nSusan M. Park,same,Dr. Susan Park\n",
        encoding="utf-8",
    )

    taken = answer(f"import {file} --names {names}")

    assert set(sources_of(answer).values()) == {"Dr. Susan Park"}
    assert [one["means"] for one in taken["names"]] == ["new", "same", "same"]
    ref("undo")
    assert len(answer("source list")) == 2


def test_a_list_of_last_month_makes_nobody_new_twice(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "Dr. Amy Ito", "Elm")
    names.write_text(
        "typed,means,kind\nDr. Amy Ito,new,provider\nElm,new,office\n", encoding="utf-8"
    )
    ref(f"import {file} --names {names}")
    write_rows(file, "Dr. Amy Ito", "Elm", day=9)

    again = answer(f"import {file} --names {names}")

    assert (again["new"], [one["means"] for one in again["names"]]) == (2, ["same", "same"])
    assert len(answer("source list")) == 4


def test_a_list_may_say_that_a_name_on_record_is_somebody_new_of_another_kind(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    ref('source add "John Roe" --kind patient')
    write_rows(file, "John Roe")
    names.write_text("typed,means,kind\nJohn Roe,new,provider\n", encoding="utf-8")

    ref(f"import {file} --names {names}")
    write_rows(file, "John Roe", day=9)
    again = answer(f"import {file} --names {names}")

    assert means(again) == [("John Roe", "same", 4, "provider")]
    assert len(answer("source list")) == 4
    assert {one["source_id"] for one in answer("referral list")} == {4}


def test_who_works_in_a_second_office_is_asked_about_once(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    ref('source add "Elm Dental" --kind office')
    ref('source add "Dr. Ada Roe" --kind provider --office "Elm Dental"')
    head = "received_on,patient,source,kind,office\n"
    file.write_text(f"{head}2026-11-02,P1,Dr. Ada Roe,provider,Oak Dental\n", encoding="utf-8")

    said = ref(f"import {file}", exit_code=1).stderr
    names.write_text("typed,means,source_id\nDr. Ada Roe,same,4\n", encoding="utf-8")
    ref(f"import {file} --names {names}")
    file.write_text(f"{head}2026-11-09,P2,Dr. Ada Roe,provider,Oak Dental\n", encoding="utf-8")

    assert "could be #4 Dr. Ada Roe, who works at Elm Dental, and not at Oak Dental" in " ".join(
        said.split()
    )
    assert means(answer(f"import {file}")) == [("Dr. Ada Roe", "same", 4, "provider")]


def test_two_names_that_are_said_to_be_each_other_are_refused(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "Elm", "Oak")
    names.write_text("typed,means,source\nElm,same,Oak\nOak,same,Elm\n", encoding="utf-8")

    ref(f"import {file} --names {names}", exit_code=1)

    assert answer("referral list") == []


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_read_back(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "=Elm", "none")
    ref(f"import {file} --names {names}", exit_code=1)
    text = names.read_bytes().decode("utf-8-sig")

    assert "'=Elm,1,new?,,,," in text.splitlines()
    names.write_text(text.replace("'=Elm,1,new?,,,,", "'=Elm,1,new,,,office,"), encoding="utf-8")
    ref(f"import {file} --names {names}")

    assert "=Elm" in {one["source"] for one in answer("source list")}


def test_where_nobody_is_there_to_be_asked_the_whole_is_refused_with_the_line_to_type(
    ref: Ref, file: Path
) -> None:
    write_rows(file, "Elm")

    assert ref(f"import {file}", exit_code=1).stderr.splitlines()[-1] == (
        "ref: 0 new, 0 matched, 0 in conflict, 0 rejected, 1 row waiting for a name. Nothing was"
        " taken in: 1 name is not certain. To answer in a list that a spreadsheet opens, type:"
        f" ref import {file} --names names.csv"
    )


def test_the_object_has_exactly_the_keys_that_are_promised(answer: Answer, file: Path) -> None:
    write_rows(file, "none", "walk-in")

    record = answer(f"import {file}")

    assert list(record) == [
        *("format", "encoding", "delimiter", "header_line", "date_order", "rows", "new"),
        *("matched", "updated", "conflicts", "rejected", "left_out", "columns", "names"),
        "samples",
    ]
    assert json.dumps(record)


def test_a_column_that_means_two_things_in_two_files_is_told_with_each_file(
    answer: Answer, tmp_path: Path
) -> None:
    one, two = tmp_path / "c1.csv", tmp_path / "c2.csv"
    one.write_text("Received,Patient,Provider,Referred By\n11/02/2026,A B,Dr. X,walk-in\n", "utf-8")
    two.write_text("Received,Patient,Provider\n11/03/2026,C D,walk-in\n", "utf-8")

    assert answer(f"import {one} {two} --dry-run", exit_code=1)["columns"] == {
        "Received": "received_on",
        "Patient": "patient",
        "c1.csv: Provider": None,
        "Referred By": "source",
        "c2.csv: Provider": "source",
    }
    assert answer(f"import {two} --dry-run", exit_code=1)["columns"] == {
        "Received": "received_on",
        "Patient": "patient",
        "Provider": "source",
    }


def test_a_namesake_that_was_told_apart_is_not_asked_about_again(
    answer: Answer, ref: Ref, typing: Typing, file: Path
) -> None:
    ref('source add "Lee Dental" --kind office')
    ref('source add "Lee Dental" --kind office --new')
    write_rows(file, "Lee Dental")

    typing(["import", str(file)], "2")
    write_rows(file, "Lee Dental", day=9)

    assert means(answer(f"import {file}")) == [("Lee Dental", "same", 4, "office")]


def write_two_roes(file: Path) -> None:
    """Two contacts of one name whom their phones tell apart."""
    file.write_text(
        "source,kind,office,stage,referrals,phone\n"
        "Mary Roe,provider,,,,206-555-0101\n"
        "Mary Roe,provider,,,,503-555-0102\n",
        encoding="utf-8",
    )


def test_two_of_one_name_that_are_told_apart_have_a_line_and_an_answer_each(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    write_two_roes(file)
    ref(f"import {file} --names {names}", exit_code=1)
    text = names.read_bytes().decode("utf-8-sig")
    assert text.splitlines()[1:] == [
        "Mary Roe,1,could_be,,Mary Roe,provider,",
        "Mary Roe,1,new,,,provider,",
    ]

    names.write_text(text.replace("could_be,,Mary Roe", "new,,"), encoding="utf-8")
    taken = answer(f"import {file} --names {names}")

    assert taken["new"] == 2
    phones = {one["phone"] for one in answer("source list --kind provider")}
    assert phones == {"206-555-0101", "503-555-0102"}
    again = answer(f"import {file}")
    assert (again["new"], again["matched"]) == (0, 2)


def test_two_of_one_name_can_be_said_to_be_one(answer: Answer, typing: Typing, file: Path) -> None:
    write_two_roes(file)

    typing(["import", str(file)], "1")

    assert [one["phone"] for one in answer("source list --kind provider")] == ["206-555-0101"]


def test_a_contact_that_is_left_out_stays_so_and_can_still_send_a_patient(
    answer: Answer, typing: Typing, file: Path
) -> None:
    contacts = "source,kind,office,stage,referrals\nMary Roe,,,,\n"
    file.write_text(contacts, encoding="utf-8")

    said = typing(["import", str(file)], "none").output
    again = answer(f"import {file}")

    assert "none: leave it out, it is no source" in said
    assert "1 contact left out." in said
    assert "Remembered: Mary Roe is left out." in said
    assert (again["new"], means(again)) == (0, [("Mary Roe", "none", 2, None)])
    write_rows(file, "Mary Roe")
    assert means(answer(f"import {file} --dry-run", exit_code=1)) == [
        ("Mary Roe", "new", None, None)
    ]


def test_what_was_remembered_is_told_once(ref: Ref, file: Path) -> None:
    file.write_text("Date,Patient,Ref Dr\n11/13/2026,P1,none\n", encoding="utf-8")

    first = ref(f"import {file} --map Date=received_on").stderr
    second = ref(f"import {file} --map Date=received_on").stderr

    assert "Remembered: Date = received_on." in first
    assert "Remembered" not in second


def test_who_picks_an_archived_source_is_told_how_it_comes_back(
    ref: Ref, typing: Typing, file: Path
) -> None:
    ref('source add "Elm Dental" --kind office')
    ref("source archive elm --why moved")
    write_rows(file, "Elm Dental")

    said = typing(["import", str(file)], "1", exit_code=1).output

    assert '#3 Elm Dental is archived. To bring it back: ref source archive "#3" --back' in said


def test_a_name_that_begins_with_an_apostrophe_is_answered(
    answer: Answer, ref: Ref, file: Path, names: Path
) -> None:
    write_rows(file, "'t Roe Dental")
    names.write_text("typed,means,kind\n't Roe Dental,new,office\n", encoding="utf-8")

    ref(f"import {file} --names {names}")

    assert sources_of(answer) == {"P0 Q2": "'t Roe Dental"}


def test_open_names_are_no_rejected_rows_to_be_skipped(
    answer: Answer, ref: Ref, file: Path
) -> None:
    write_rows(file, "none", "Elm")

    said = ref(f"import {file} --skip-rejected", exit_code=1).stderr

    assert "1 name is not certain." in said
    assert answer("referral list") == []


@pytest.mark.parametrize("kind", ["", "provider"])
def test_two_doctors_in_one_cell_are_asked_about(
    answer: Answer, ref: Ref, file: Path, names: Path, kind: str
) -> None:
    file.write_text(f'{HEADER}2026-11-02,Ann Ray,"Dr. Chen, Dr. Park",{kind}\n', encoding="utf-8")

    said = ref(f"import {file} --names {names}", exit_code=1).stderr

    assert "\nDr. Chen, Dr. Park, 1 row: new? provider, may be two people\n" in said
    text = names.read_text(encoding="utf-8-sig").replace("new?", "new")
    names.write_text(text, encoding="utf-8")
    ref(f"import {file} --names {names}")
    assert [one["source"] for one in answer("source list --kind provider")] == [
        "Dr. Chen, Dr. Park"
    ]


def test_where_only_offices_are_open_no_word_for_nobody_is_offered(
    ref: Ref, file: Path, names: Path
) -> None:
    file.write_text(
        "received_on,patient,source,kind,office\n2026-11-02,P1 Q,Dr. Wei Chen,provider,Elm\n",
        encoding="utf-8",
    )
    for word in ("unknown", "none"):
        names.write_text(f"typed,means\nElm,{word}\n", encoding="utf-8")

        said = ref(f"import {file} --names {names}", exit_code=1).stderr

        assert (
            f"1 name is not certain yet. In {names}, write in means: same or new (for same the"
            " number in source_id, for new what it is in kind), and type the same line again\n"
        ) in said
    names.write_text("typed,means,kind\nElm,new,office\n", encoding="utf-8")
    assert "1 new, " in ref(f"import {file} --names {names}").stdout
