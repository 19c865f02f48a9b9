from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("practice")


@pytest.fixture
@made_once
def practice(ref: Ref) -> None:
    """A doctor in an office of Tina's, a patient who refers, and a source that is owed nothing."""
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')
    ref('add "Ann Ray" --from "Maria Lopez" --kind patient --status scheduled')
    ref("source edit 'chen dental' --owner Tina --phone 555-0100")
    ref('source add "Radio Nine" --kind print')


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("call", ["S1"]),
        ("visit", ["V3"]),
        ("visits", ["V3"]),
        ("go out", ["V3"]),
        ("go out, call", ["V3", "S1"]),
        ("overdue", ["V3", "S1", "T4"]),
        ("overdue write", ["T4"]),
        ("all", ["V3", "S1", "T4", "B2611"]),
        ("tina", ["V3", "S1", "T4"]),
        ("dr chen", ["S1", "T4"]),
        ("chen", ["V3", "S1", "T4"]),
        ("call dr wei chen", ["S1"]),
        ("maria lopez", ["S1"]),
        ("'radio nine'", []),
    ],
)
def test_the_list_is_narrowed_by_the_words_behind_it(
    answer: Answer, words: str, keys: list[str]
) -> None:
    assert [item["key"] for item in answer(f"due {words}", as_of="2026-11-30")] == keys


def test_words_that_mean_nothing_are_answered_with_a_line_that_works(ref: Ref) -> None:
    said = ref("due zebra", exit_code=1).stderr

    assert said == (
        "ref: 'zebra' is no type and no heading of the list, owns nothing, and nothing is owed to"
        " or about anybody of that name. Type: ref due --only call\n"
    )
    ref("due --only call")


def test_the_list_is_printed_as_a_page_with_its_groups(ref: Ref, tmp_path: Path) -> None:
    page = tmp_path / "monday.md"

    assert ref(f"due -o {page}", as_of="2026-11-30").stdout == f"Wrote {page}\n"

    text = page.read_text("utf-8")
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "# Due by Mon 7 Dec, as of Mon 30 Nov 2026",
        "## Go out (1)",
        "## Call (1)",
        "## Write (2)",
    ]
    assert "| V3 | Chen Dental | 2026-11-23 | 7 | never; refers to us since 23 Nov |" in text


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_file_of_rows_holds_what_is_printed_for_programs(
    ref: Ref, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"monday.{ending}"
    ref(f"due --limit 2 -o {file}")

    assert file.read_text("utf-8-sig") == ref(f"due --limit 2 -f {ending}").stdout


def test_a_page_and_a_calendar_are_written_at_once(ref: Ref, tmp_path: Path) -> None:
    page, calendar = tmp_path / "monday.html", tmp_path / "monday.ics"

    ref(f"due -o {page} --ics {calendar}")

    assert "<table" in page.read_text("utf-8")
    assert calendar.exists()


def test_a_page_with_an_unknown_ending_is_refused(ref: Ref, tmp_path: Path) -> None:
    said = ref(f"due -o {tmp_path / 'monday.docx'}", exit_code=2).stderr

    assert "has no ending that is known: .xlsx, .html, .pdf, .md, .csv, .json" in said


def test_an_issue_about_a_patient_is_found_by_the_patients_name(ref: Ref, answer: Answer) -> None:
    ref("seen 1 --on 2026-11-23")
    ref("issue 'dr chen' 'still in pain' --about treatment --referral lopez", as_of="2026-11-30")

    owed = answer("due 'maria lopez'", as_of="2026-12-07")

    assert [item["key"] for item in owed] == ["I1", "R1", "F1"]
    said = ref("referral show 1", as_of="2026-12-07").stdout
    assert "Owed: issue by Mon 30 Nov 2026, 7 days late (I1): Maria Lopez: still in pain" in said
    ref("done I1 --note 'called her'", as_of="2026-12-07")
    assert "I1" not in ref("referral show 1", as_of="2026-12-07").stdout


def test_what_is_to_be_asked_of_a_patient_is_in_their_story(ref: Ref) -> None:
    ref("booked 1 2026-11-24")

    said = ref("referral show 1", as_of="2026-11-26").stdout

    assert "Owed: came by Wed 25 Nov 2026, 1 day late (A1): Maria Lopez: did they come" in said


def test_a_key_of_the_list_shows_its_own_line(ref: Ref, answer: Answer) -> None:
    assert [one["key"] for one in answer("due s1")] == ["S1"]
    assert ref("due S9", exit_code=1).stderr == "ref: S9 is not owed. See: ref due\n"
