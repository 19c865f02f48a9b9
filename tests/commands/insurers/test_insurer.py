from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from refcli.storage.book.door import Book, Door, reading
from refcli.storage.sources import records as sources
from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
View = Callable[[], AbstractContextManager[Book]]

BLANK = {
    "id": 4,
    "insurer": "Aetna",
    "provider": "",
    "credentialed_since": None,
    "credentialed_until": None,
    "days_left": None,
    "in_network": None,
    "listed": None,
    "checked_on": None,
}


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    ref("source add 'Delta Dental' --kind insurer")
    ref("source add Aetna --kind insurer")


def test_the_list_is_the_contract(answer: Answer, ref: Ref) -> None:
    line = ref(
        "source edit delta --credentialed-since 2024-03-01 --credentialed-until 2027-03-01"
        " --in-network yes --listed no --our-provider 'Dr. Kim'"
    ).stdout

    assert line == (
        "Saved #3 Delta Dental. Dr. Kim: Fri 1 Mar 2024 to Mon 1 Mar 2027, in network, not listed,"
        " checked Mon 23 Nov 2026. Renewal due 2026-12-01.\n"
    )
    known = {
        "provider": "Dr. Kim",
        "credentialed_since": "2024-03-01",
        "credentialed_until": "2027-03-01",
        "in_network": True,
        "listed": False,
        "checked_on": "2026-11-23",
    }
    assert answer("insurer list") == [
        BLANK,
        {"id": 3, "insurer": "Delta Dental", "days_left": 98} | known,
    ]
    assert answer("source show delta")["credentials"] == [known]
    began = {"days_left": 99, "in_network": None, "listed": None, "checked_on": None}
    delta = {"id": 3, "insurer": "Delta Dental"} | known | began  # dated before the book began
    assert answer("insurer list", as_of="2026-11-22") == [delta]
    assert [row["insurer"] for row in answer("insurer list --limit 1")] == ["Aetna"]


def test_a_past_day_keeps_its_own_term(answer: Answer, ref: Ref) -> None:
    ref("source edit delta --credentialed-until 2026-12-01")
    ref("source edit delta --credentialed-until 2029-12-01", as_of="2026-12-05")

    def left(day: str) -> int:
        return answer("insurer list", as_of=day)[1]["days_left"]  # type: ignore[no-any-return]

    assert [left("2026-12-04"), left("2026-12-05")] == [-3, 1092]


def test_a_term_can_be_taken_away(answer: Answer, ref: Ref) -> None:
    ref("source edit delta --credentialed-until 2027-03-01")
    line = ref("source edit delta --credentialed-until ''").stdout

    assert line == "Saved #3 Delta Dental. Practice: nothing known.\n"
    assert answer("insurer list")[1]["credentialed_until"] is None
    ref("undo")
    assert answer("insurer list")[1]["credentialed_until"] == "2027-03-01"


@pytest.mark.parametrize(
    ("until", "ending"),
    [
        ("2028-01-01", " Renewal due 2027-10-03.\n"),
        ("2027-02-22", " Renewal due 2026-11-24.\n"),
        ("2027-02-10", " Renewal due now.\n"),
        ("2026-12-01", " Renewal due now.\n"),
        ("2026-11-22", "until Sun 22 Nov 2026.\n"),
    ],
)
def test_it_says_when_a_renewal_is_due(ref: Ref, until: str, ending: str) -> None:
    assert ref(f"source edit delta --credentialed-until {until}").stdout.endswith(ending)


@pytest.mark.parametrize(
    ("until", "key"),
    [
        ("2027-02-22", "C1.90"),
        ("2027-02-20", "C1.90"),
        ("2027-01-20", "C1.60"),
        ("2026-11-24", "C1.30"),
    ],
)
def test_a_credential_typed_today_is_not_late_today(
    answer: Answer, ref: Ref, until: str, key: str
) -> None:
    ref(f"source edit delta --credentialed-until {until}")

    [item] = answer("due --only credential")
    assert (item["key"], item["days_overdue"]) == (key, 0)
    [later] = answer("due --only credential", as_of="2026-11-25")
    assert (later["key"], later["days_overdue"]) == (key, 1 if until == "2027-02-22" else 2)


def test_a_renewal_asked_for_on_the_day_is_not_asked_for_again_at_once(
    answer: Answer, ref: Ref
) -> None:
    ref("source edit delta --credentialed-until 2026-12-01")

    ref("done C1.30")

    assert answer("due --only credential") == []
    assert "Renewal due" not in ref("source edit delta --listed yes").stdout


@pytest.mark.parametrize(
    ("options", "sentence", "code"),
    [
        ("elm --credentialed-until 2027-03-01", "#5 Elm is no insurer (kind office)", 1),
        ("elm --listed no", "so it has no credentials", 1),
        ("delta --our-provider 'Dr. Kim'", "What about --our-provider?", 2),
        ("delta --credentialed-until 2027-02-30", "is no date", 2),
        ("delta --listed yes --checked-on 2026-12-24", "lies in the future", 2),
        (
            "delta --credentialed-since 2027-01-01 --credentialed-until 2026-01-01",
            "before they begin (2027-01-01)",
            1,
        ),
    ],
)
def test_what_cannot_be_is_refused(ref: Ref, options: str, sentence: str, code: int) -> None:
    ref("source add Elm --kind office")

    assert sentence in ref(f"source edit {options}", exit_code=code).stderr


def test_a_source_becomes_a_target_on_a_day(ref: Ref, door: Door) -> None:
    ref("source add Elm --kind office --target")
    ref("source add Oak --kind office")
    ref("source edit oak --target", as_of="2026-11-25")
    ref("source edit elm --target --note again", as_of="2026-11-26")

    with reading(replace(door, today=date(2026, 11, 26))) as book:
        days = {one.record.name: one.record.target_on for one in sources.read_sources(book)}
    assert (days["Elm"], days["Oak"]) == (date(2026, 11, 23), date(2026, 11, 25))
