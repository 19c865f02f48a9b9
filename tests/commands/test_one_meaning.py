"""One word has one meaning: what two commands say of the same thing agrees."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from refcli.storage.book.door import reading, writing
from refcli.storage.policy.choices import read_policy
from refcli.storage.sources import records as sources
from tests.conftest import Ref
from tests.storage.books import door

Answer = Callable[..., Any]
OCTOBER = "report --month 2026-10 --section promises --section speed"


def promised(answer: Answer, what: str) -> tuple[int, int]:
    """How many of a promise fell due in October, and how many were kept by their day."""
    sections: list[Any] = answer(OCTOBER)["sections"]
    rows = next(one["rows"] for one in sections if one["name"] == "promises")
    return next((row["due"], row["on_time"]) for row in rows if row["promise"] == what)


def owed(answer: Answer, what: str) -> list[str]:
    """The keys of what is owed of a type."""
    return [item["key"] for item in answer(f"due --only {what}")]


@pytest.mark.parametrize(
    "told_on", ["2026-10-01", "2026-10-09", "2026-10-10", "2026-10-12"], ids=str
)
def test_a_report_that_closes_the_due_item_is_a_report_back_in_the_report(
    ref: Ref, answer: Answer, told_on: str
) -> None:
    ref('add "Ann Ray" --from "Dr. Wei Chen" --kind provider --on 2026-10-01', as_of="2026-10-01")
    ref(f'log "dr. wei chen" report --referral 1 --on {told_on}', as_of=told_on)
    ref("referral status 1 seen --on 2026-10-10", as_of="2026-10-12")

    assert owed(answer, "report") == []
    assert promised(answer, "report back") == (1, 1)


def test_a_report_told_before_the_first_visit_took_no_day_from_it(ref: Ref, answer: Answer) -> None:
    ref('add "Ann Ray" --from "Dr. Wei Chen" --kind provider --on 2026-10-01', as_of="2026-10-01")
    ref('log "dr. wei chen" report --referral 1 --on 2026-10-01', as_of="2026-10-01")
    ref("referral status 1 seen --on 2026-10-10")

    sections: list[Any] = answer(OCTOBER)["sections"]
    speed = next(one["rows"] for one in sections if one["name"] == "speed")
    told = next(row for row in speed if row["step"] == "first visit to report back")
    assert (told["measured"], told["median"]) == (1, 0)


def test_a_report_of_before_the_referral_closes_nothing_and_counts_nowhere(
    ref: Ref, answer: Answer
) -> None:
    ref('add "Ann Ray" --from "Dr. Wei Chen" --kind provider --on 2026-10-01')
    ref('log "dr. wei chen" report --referral 1 --on 2026-09-30')
    ref("referral status 1 seen --on 2026-10-10")

    assert owed(answer, "report") == ["R1"]
    assert promised(answer, "report back") == (1, 0)


@pytest.mark.parametrize("told_on", ["2026-09-30", "2026-10-01", "2026-10-03", "2026-10-09"])
def test_a_thank_you_that_closes_the_due_item_is_one_in_the_report(
    ref: Ref, answer: Answer, told_on: str
) -> None:
    ref('add "Ann Ray" --from "Dr. Wei Chen" --kind provider --on 2026-10-01')
    ref(f'log "dr. wei chen" thank_you --on {told_on}')

    closed = owed(answer, "thank_you") == []

    assert closed is (told_on >= "2026-10-01")
    assert promised(answer, "thank-you") == (1, int(closed and told_on <= "2026-10-04"))


def test_no_report_back_falls_due_to_a_source_that_had_been_archived(
    ref: Ref, answer: Answer, database: Path
) -> None:
    ref('add "Ann Ray" --from "Dr. Wei Chen" --kind provider --on 2026-10-01')
    ref("referral status 1 seen --on 2026-10-10")
    with writing(door(database)) as book:
        sources.edit_source(book, 3, {"archived_on": date(2026, 10, 11)})

    assert owed(answer, "report") == []
    assert promised(answer, "report back") == (0, 0)


def active_places(answer: Answer) -> set[str]:
    """The places that the list of sources calls active."""
    return {row["office"] or row["source"] for row in answer("source list --stage active")}


def test_a_place_is_active_in_the_report_as_in_the_list_of_sources(
    ref: Ref, answer: Answer
) -> None:
    old, new = "--on 2025-10-05", "--on 2026-10-20"
    ref(f'add P1 --from "Dr. Ito" --kind provider --office "Mercer Clinic" {old}')
    ref(f"add P2 --from 'Mercer Clinic' {old}")
    ref(f"add P3 --from 'Dr. Ito' {new}")
    ref(f"add P4 --from 'Dr. Wei Chen' --kind provider {new}")
    ref(f"add P5 --from 'Dr. Old' --kind provider {old}")

    sections: list[Any] = answer("report --month 2026-10 --section movement --section movers")[
        "sections"
    ]
    movement, movers = (one["rows"] for one in sections)

    assert active_places(answer) == {"Mercer Clinic", "Dr. Wei Chen"}
    assert (movement[0]["opening"], movement[0]["closing"]) == (2, 2)
    assert [(row["move"], row["source"], row["all_time"]) for row in movers] == [
        ("new", "Dr. Wei Chen", 1),
        ("lapsed", "Dr. Old", 1),
    ]
    stages = {
        name: answer(f"source show '{name}'")["stage"] for name in ("Dr. Ito", "Mercer Clinic")
    }
    assert stages == {"Dr. Ito": "active", "Mercer Clinic": "active"}


def test_who_works_in_an_office_has_its_stage(ref: Ref, answer: Answer) -> None:
    ref('add P1 --from "Dr. Ito" --kind provider --office "Mercer Clinic" --on 2026-10-05')
    ref('source add "Dr. New" --kind provider --office "Mercer Clinic"')

    rows = {row["source"]: row for row in answer("source list")}

    assert rows["Dr. New"]["stage"] == answer("source show 'Dr. New'")["stage"] == "active"
    assert (rows["Dr. New"]["referrals"], rows["Dr. New"]["last_referral"]) == (0, None)
    assert (rows["Mercer Clinic"]["referrals"], rows["Dr. Ito"]["referrals"]) == (1, 1)


def state_and_dhs(answer: Answer) -> tuple[str, str]:
    """The state and the designated health services that the practice has, as ``init`` shows it."""
    shown = answer("init")
    return shown["state"], shown["bills_dhs"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("policy use --state OR --no-dhs", "init --state CA --dhs"),
        ("init --state OR --no-dhs", "init --state CA --dhs"),
        ("init --state OR --no-dhs", "policy use --state CA --dhs"),
    ],
)
def test_the_state_that_was_said_last_holds_however_it_was_said(
    ref: Ref, answer: Answer, database: Path, first: str, then: str
) -> None:
    ref("init", as_of="2026-11-01")
    ref(first, as_of="2026-11-01")
    ref(then)

    assert state_and_dhs(answer) == ("CA", "yes")
    with reading(door(database)) as book:
        rules = read_policy(book)
    assert (rules.state, rules.bills_dhs) == ("CA", True)
    with reading(door(database, date(2026, 11, 2))) as book:
        rules = read_policy(book)
    assert (rules.state, rules.bills_dhs) == ("OR", False)


def test_the_rules_of_the_state_said_with_init_are_shown(ref: Ref, answer: Answer) -> None:
    ref("init", as_of="2026-11-01")
    ref("policy use --state OR", as_of="2026-11-01")
    ref("init --state WA")

    jurisdictions = {rule["rule"] for rule in answer("policy show")}
    assert any(one.startswith("us-wa") for one in jurisdictions)
    assert not any(one.startswith("us-or") for one in jurisdictions)


@pytest.mark.parametrize(
    "again", ["Jose Nunez", "JOSÉ NÚÑEZ", "Mr. José Núñez", "Núñez, José", "jose  nunez"]
)
def test_the_patient_whom_add_takes_for_the_same_is_a_possible_duplicate(
    ref: Ref, answer: Answer, again: str
) -> None:
    ref('add "José Núñez" --from "Dr. Wei Chen" --kind provider --on 2026-10-01')
    refused = ref(f'add "{again}" --from "Dr. Wei Chen" --on 2026-10-05', exit_code=1)
    ref(f'add "{again}" --from "Dr. Wei Chen" --on 2026-10-05 --again')
    ref('add "Ann Ray" --from "Dr. Wei Chen" --on 2026-10-06')

    [quality] = answer("report --month 2026-10 --section quality")["sections"]

    assert "from Dr. Wei Chen. Nothing was recorded" in refused.stderr
    assert next(
        (row["count"], row["of"])
        for row in quality["rows"]
        if row["measure"] == "possible duplicate"
    ) == (1, 3)
