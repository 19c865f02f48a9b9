"""Figures of one of our providers alone: as in a book in which nobody else sees anybody."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref

Answer = Callable[..., Any]
DAYS = ("2026-09-07", "2026-10-05", "2026-10-06", "2026-10-19", "2026-11-02")


def fill(ref: Callable[[str], Result], providers: Sequence[str]) -> None:
    ref("init")
    ref('source add "Elm Dental" --kind office')
    ref('source add "Ann Bell" --kind patient')
    for number, day in enumerate(DAYS):
        for provider in providers:
            who = f'add "P{number} {provider.split()[-1]}" --from "Elm Dental"'
            ref(f'{who} --on {day} --provider "{provider}" --value {100 + number}')
    ref(f'add "Zoe Ray" --from "Ann Bell" --on 2026-10-06 --provider "{providers[0]}"')


@pytest.fixture
def both(ref: Ref) -> Ref:
    fill(ref, ("Dr. Jane Ray", "Dr. Tom Poe"))
    return ref


def test_the_ranking_counts_whom_one_of_us_sees(both: Ref, answer: Answer) -> None:
    rows = {one["source"]: one["referrals"] for one in answer("top --provider ray")}

    assert rows == {"Elm Dental": 5, "Ann Bell": 1}
    assert {one["source"]: one["referrals"] for one in answer("top --provider poe")} == {
        "Elm Dental": 5
    }
    assert "Top referrers, only of whom Dr. Jane Ray sees" in both("top --provider Ray").stdout


def test_a_past_day_counts_whom_one_of_us_saw_by_then(both: Ref) -> None:
    known = both("top --provider poe -f csv").stdout

    both('add "Late" --from "Elm Dental" --provider "Dr. Tom Poe"', as_of="2026-11-24")

    assert both("top --provider poe -f csv").stdout == known
    assert both("top --provider poe -f csv", as_of="2026-11-24").stdout != known


def test_who_is_none_of_ours_is_told(both: Ref) -> None:
    known = "'nobody' is no provider of ours. On record: Dr. Jane Ray, Dr. Tom Poe. Type: ref "

    for command in ("top", "report"):
        assert known + command in both(f"{command} --provider nobody", exit_code=1).stderr
        nothing = both(f"{command} --provider ' '", exit_code=2).stderr
        assert f"--provider is empty. Type: ref {command}" in nothing


FIGURES = [
    *("top -f json", "top --rollup office -f csv"),
    *(
        f"report --month 2026-10 --section {name} -f csv"
        for name in ("headline", "kinds", "months", "sources", "path", "providers", "booked")
    ),
]


def test_the_figures_are_those_of_a_book_without_the_others(both: Ref, tmp_path: Path) -> None:
    def alone(line: str) -> Result:
        return both(f"--db {tmp_path / 'alone.db'} {line}")

    fill(alone, ["Dr. Jane Ray"])

    for command in FIGURES:
        assert both(f"{command} --provider ray").stdout == alone(command).stdout, command


def test_the_month_of_one_of_us_has_nothing_of_the_whole_practice(both: Ref) -> None:
    page = both("report --month 2026-10 --provider jane").stdout
    whole = both("report --month 2026-10 --provider jane --all").stdout

    assert page.startswith("Referrals in October 2026, only of whom Dr. Jane Ray sees\n")
    assert re.search(r"^Referrals +4 ", page, re.MULTILINE)
    line = 'ref report --month 2026-10 --provider "Dr. Jane Ray" --all'
    assert f"All tables: {line} (" in page
    for title in (
        "Do next",
        "Silent longer than usual",
        "Our promises",
        "The team",
        "Marketing",
        "Promises",
    ):
        assert title not in page + whole


def test_who_came_later_lacks_patients_and_the_practice_no_records(both: Ref) -> None:
    line = "report --provider ann"
    both('add "New One" --from "Elm Dental" --on 2026-11-10 --provider "Dr. Ann Lee"')

    before = both(f"{line} --month 2026-10").stdout
    first = both(f"{line} --month 2026-11").stdout
    unkept = both(f"{line} --month 2020-01").stdout

    assert (
        "- No patients of Dr. Ann Lee in October 2026: they begin on 10 November 2026."
        ' Type: ref report --month 2026-11 --provider "Dr. Ann Lee"\n'
    ) in before
    assert (
        "since Dr. Ann Lee's first on 10 November 2026 are compared with nothing: no patients in "
    ) in first
    assert "Patients of Dr. Ann Lee are on record since 10 November 2026." in first
    assert "No records of January 2020: they begin on 7 September 2026." in unkept
    assert "Referrals            no patients  not compared  no records" in before


def test_whom_else_the_name_may_mean_is_said_beside_every_list(both: Ref) -> None:
    for number, day in enumerate(DAYS):
        both(f'add "Q{number} Xu" --from "Ann Bell" --on {day} --provider "Dr. Ray"')

    def said(line: str) -> str:
        return both(f'{line} --provider "Jane Ray"').stderr

    who = "of Dr. Ray, who may be the same: ref"
    assert said("report") == f'3 more are {who} report --provider "Dr. Ray".\n'
    assert said("report --month 2026-09 --all") == (
        f'1 more is {who} report --month 2026-09 --all --provider "Dr. Ray".\n'
    )
    assert said("top") == f'5 more are {who} top --provider "Dr. Ray".\n'
    assert said("top --kind patient") == (
        f'5 more are {who} top --kind patient --provider "Dr. Ray".\n'
    )
    assert said("top --kind office") == ""
