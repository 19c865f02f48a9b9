"""Patients of one day and source who may be one, and are counted as two."""

from pathlib import Path

import pytest

from tests.conftest import Ref

HEAD = "Date Received,Patient,Referred By,Chart\n"


def told(ref: Ref, folder: Path, *rows: str) -> str:
    """What an import says of some rows, all of which it takes."""
    file = folder / "list.csv"
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    done = ref(f"import {file}")
    assert f"{len(rows)} new" in done.stdout
    return done.stderr


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bob Baker", "Robert Baker"), ("Liz Moe", "Moe, Elizabeth"), ("Susan Park", "Suasn Park")],
)
def test_two_names_of_one_day_and_source_that_may_be_one_are_said(
    ref: Ref, tmp_path: Path, one: str, other: str
) -> None:
    ref('source add "Dr. Ida Ray" --kind provider')

    said = told(
        ref,
        tmp_path,
        f'2026-11-02,"{one}",Dr. Ida Ray,',
        "2026-11-02,Ed Fox,Dr. Ida Ray,",
        f'2026-11-02,"{other}",Dr. Ida Ray,',
    )

    assert "both counted" in said
    assert "of the same day and source. If so, see: ref find" in said


def test_one_on_record_is_held_against_the_file(ref: Ref, tmp_path: Path) -> None:
    ref('source add "Dr. Ida Ray" --kind provider')
    ref('add "Bob Baker" --from "Dr. Ida Ray" --on 2026-11-02')

    said = told(ref, tmp_path, "2026-11-02,Robert Baker,Dr. Ida Ray,")

    assert (
        "line 2: both counted: Robert Baker may be Bob Baker (on record), of the same day and"
        ' source. If so, see: ref find "Bob Baker"\n'
    ) in said


@pytest.mark.parametrize(
    "other",
    [
        "2026-11-02,Tom Baker,Dr. Ida Ray,",  # another first name
        "2026-11-03,Robert Baker,Dr. Ida Ray,",  # another day
        "2026-11-02,Robert Baker,Dr. Cy Day,",  # another source
        "2026-11-02,Robert Baker,Dr. Ida Ray,C2",  # a chart number of his own
    ],
)
def test_who_is_another_is_passed_over(ref: Ref, tmp_path: Path, other: str) -> None:
    for name in ("Dr. Ida Ray", "Dr. Cy Day"):
        ref(f'source add "{name}" --kind provider')

    said = told(ref, tmp_path, "2026-11-02,Bob Baker,Dr. Ida Ray,C1", other)

    assert "both counted" not in said


def test_a_new_one_is_found_among_many_on_record(ref: Ref, tmp_path: Path) -> None:
    ref('source add "Dr. Ida Ray" --kind provider')
    file = tmp_path / "others.csv"
    names = [f"Ed {one}{other}rano" for one in "BDFGKLM" for other in "aeiou"]
    rows = [f"2026-11-02,{name},Dr. Ida Ray,\n" for name in ("Bob Baker", *names)]
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    ref(f"import {file}")

    said = told(ref, tmp_path, "2026-11-02,Robert Baker,Dr. Ida Ray,")

    assert "both counted: Robert Baker may be Bob Baker (on record)" in said
