"""ref find, as it is typed with the phone in the other hand."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def desk(ref: Ref) -> None:
    ref('source add "Chen Family Dental" --kind office --phone "(206) 555-0103"')
    ref('source add "Dr. Wei Chen" --kind provider --office "chen family" --email w@chen.com')
    ref('source add "Google search" --kind digital')
    ref('add "Maria Lopez" --from google --on 2026-03-03 --chart A17')
    ref("referral status 1 seen --on 2026-03-05")
    ref('add "Sam Green" --from "dr. wei" --on 2026-11-02')


@pytest.mark.usefixtures("desk")
def test_a_patient_and_a_source_are_found_with_what_one_needs_at_the_phone(answer: Answer) -> None:
    assert answer("find lopez") == [
        {
            "what": "patient",
            "id": 1,
            "name": "Maria Lopez",
            "why": "word",
            "detail": "referral 1, from Google search, seen 5 Mar 2026",
        }
    ]
    assert answer("find chen family") == [
        {
            "what": "source",
            "id": 3,
            "name": "Chen Family Dental",
            "why": "word",
            "detail": "office, 206-555-0103, 1 in 12 months",
        }
    ]
    assert [one["detail"] for one in answer("find w@chen")] == [
        "provider, Chen Family Dental, 1 in 12 months"
    ]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("typed", "ids"),
    [("2065550103", [3]), ("a17", [1]), ("chen --limit 1", [4]), ("maria lopes", [1])],
)
def test_a_phone_a_chart_a_part_and_a_slip_find(answer: Answer, typed: str, ids: list[int]) -> None:
    assert [one["id"] for one in answer(f"find {typed}")] == ids


@pytest.mark.usefixtures("desk")
def test_nobody_found_is_said_and_is_no_failure(ref: Ref, answer: Answer) -> None:
    assert "Nobody on record is like zzz." in ref("find zzz").stdout
    assert answer("find zzz") == []
    assert ref("find zzz -f csv").stdout == "what,id,name,why,detail\n"


def test_nothing_to_look_for_is_told(ref: Ref) -> None:
    assert ref("find ' '", exit_code=2).stderr == "ref: A text is missing. See: ref find --help\n"


@pytest.mark.usefixtures("desk")
def test_whoever_was_archived_is_found_and_said_to_be(ref: Ref, answer: Answer) -> None:
    assert answer("find unknown")[0]["detail"] == "nobody was asked, 0 in 12 months"
    assert ref("find lopez").stdout.splitlines()[:4] == [
        "Found",
        "What     Id  Name         Why   Detail",
        "───────  ──  ───────────  ────  ───────────────────────────────────────────────",
        "patient   1  Maria Lopez  word  referral 1, from Google search, seen 5 Mar 2026",
    ]


def test_people_of_an_office_are_found_with_it(answer: Answer, ref: Ref) -> None:
    ref("source add Alder --kind office")
    ref("contact add 'Tina Fry' --at alder --role 'front desk' --phone 206-555-7777")

    for typed in ("tina", "tina fry", "fry", "5557777"):
        [hit] = answer(f"find '{typed}'")
        assert (hit["name"], hit["why"]) == ("Alder", "contact")
        assert hit["detail"] == "office, with Tina Fry (front desk), 0 in 12 months"
