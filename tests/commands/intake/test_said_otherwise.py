"""What a row says otherwise of a phone or the like is told, whether news are wanted or not."""

from pathlib import Path

import pytest

from tests.conftest import Ref

HEADER = "received_on,patient,source,kind,phone,service,provider,also\n"


@pytest.fixture
def file(ref: Ref, tmp_path: Path) -> Path:
    found = tmp_path / "november.csv"
    found.write_text(HEADER + "2026-11-02,Amy Able,Yelp,digital,206-555-0100,crown,Dr. A,\n")
    ref(f"import {found}")
    return found


@pytest.mark.parametrize("option", ["", " --update", " --again", " --update --again"])
@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ("206-555-0111,crown,Dr. A,", "phone is 206-555-0100 on record, here 206-555-0111"),
        (",implant,Dr. A,", "service is crown on record, here implant"),
        (",,Dr. B,", "provider is Dr. A on record, here Dr. B"),
    ],
)
def test_each_column_that_stands_otherwise_is_a_conflict(
    ref: Ref, file: Path, cells: str, text: str, option: str
) -> None:
    file.write_text(HEADER + f"2026-11-02,Amy Able,Yelp,digital,{cells}\n", "utf-8")

    done = ref(f"import {file}{option}")

    assert f"line 2: conflict: {text}" in done.stderr
    assert ", 1 in conflict, 0 rejected" in done.stdout
    assert "206-555-0100" in ref("referral list -f csv").stdout


@pytest.mark.parametrize("option", ["", " --update"])
@pytest.mark.parametrize("cells", ["206-555-0100,CROWN,Dr.A,", ",,,", "206-555-0100,,Dr. A,"])
def test_what_is_written_otherwise_only_or_not_said_is_matched(
    ref: Ref, file: Path, cells: str, option: str
) -> None:
    file.write_text(HEADER + f"2026-11-02,Amy Able,Yelp,digital,{cells}\n", "utf-8")

    assert ref(f"import {file}{option}").stdout.startswith("0 new, 1 matched")


def test_a_further_source_that_the_record_lacks_is_told_as_news(ref: Ref, file: Path) -> None:
    ref("source add Bing --kind digital")
    ref("source add Elm --kind digital")
    file.write_text(HEADER + "2026-11-02,Amy Able,Yelp,digital,,,,Bing\n", "utf-8")

    told = ref(f"import {file}").stderr
    done = ref(f"import {file} --update").stdout
    file.write_text(HEADER + "2026-11-02,Amy Able,Yelp,digital,,,,Elm\n", "utf-8")

    assert "1 row would bring news of patients on record. To take that in, type: " in told
    assert done.startswith("0 new, 0 matched, 1 updated")
    for option in ("", " --update"):
        assert (
            "line 2: conflict: other sources helped on record than here (also)"
            in ref(f"import {file}{option}").stderr
        )
