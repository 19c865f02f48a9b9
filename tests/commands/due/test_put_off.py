"""What was skipped or snoozed is narrowed, printed and counted as the list is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
NARROWED = [
    ("", {"S1", "S2", "T4", "V3"}),
    ("--provider jane", {"S1"}),
    ("--owner Tina", {"S1", "S2", "T4", "V3"}),
    ("call", {"S1", "S2"}),
    ("--only visit", {"V3"}),
    ("bo kim", {"S2"}),
    ("call --provider tom", {"S2"}),
    ("chen dental", {"V3"}),
]


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    """A patient of each of two of ours, and a doctor in an office of Tina's; all is skipped."""
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')
    ref('add "Bo Kim" --from "Dr. Wei Chen" --provider "Dr. Tom Ray"')
    ref('referral edit 1 --provider "Dr. Jane Ray"')
    ref("source edit 'chen dental' --owner Tina")
    ref("skip S1 S2 T4 V3 --why 'moved away'")


@pytest.mark.parametrize(("typed", "keys"), NARROWED)
def test_what_is_put_off_is_narrowed_as_the_list_is(
    answer: Answer, typed: str, keys: set[str]
) -> None:
    assert {row["key"] for row in answer(f"due skipped {typed}")} == keys


@pytest.mark.parametrize(("typed", "keys"), NARROWED)
def test_the_list_counts_what_is_put_off_of_it_and_names_the_line_that_shows_it(
    ref: Ref, typed: str, keys: set[str]
) -> None:
    said = " ".join(ref(f"due {typed}").stdout.split())

    line = said.split(f"{len(keys)} skipped or snoozed (ref ")[1].split(")")[0]
    assert len(ref(f"{line} -f csv").stdout.splitlines()) == len(keys) + 1


@pytest.mark.parametrize("ending", ["html", "md", "csv", "json", "xlsx"])
def test_what_is_put_off_is_printed_as_a_page(ref: Ref, tmp_path: Path, ending: str) -> None:
    page = tmp_path / f"skipped.{ending}"

    assert ref(f"due skipped --provider jane -o {page}").stdout == f"Wrote {page}\n"

    text = page.read_bytes()
    assert ending == "xlsx" or (b"Maria Lopez" in text and b"Bo Kim" not in text)
    assert ref(f"due skipped -o {page}").stdout == f"Wrote {page}\n"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("due skipped call --ics x.ics", "ref due skipped call"),
        ("due skipped --provider jane --within 30", "ref due skipped --provider jane"),
    ],
)
def test_what_has_a_day_alone_is_refused_with_all_else_that_was_typed(
    ref: Ref, typed: str, line: str
) -> None:
    said = ref(typed, exit_code=2).stderr

    assert said == f"ref: What is skipped or snoozed is due on no day. Type: {line}\n"
    ref(line.removeprefix("ref "))


def test_who_is_known_and_has_nothing_put_off_has_an_empty_list(ref: Ref) -> None:
    ref("add 'Al Poe' --from 'wei chen'")

    said = "Nothing of that is skipped or snoozed. All that is: ref due skipped"
    assert said in ref("due skipped 'al poe'").stdout
