"""What a command that is taken back, or comes back, had done: whole sentences."""

from datetime import date
from typing import Any

import pytest

from refcli.core.history.telling import Net, Teller, join_phrases, sources_in, tell_changes

TODAY = date(2026, 11, 23)
NAMES = {2: "none", 3: "Elm Dental", 4: "Dr. Sara Patel", 5: "Oak Perio"}
HAL = {"id": 17, "patient": "Hal Orr", "source_id": 4, "received_on": "2026-11-23"}
SEEN = HAL | {"status": "seen", "seen_on": "2026-11-23", "production_cents": 90000}
PATEL = {"id": 4, "name": "Dr. Sara Patel", "kind": "provider", "office_id": 3}
ELM = {"id": 3, "name": "Elm Dental", "kind": "office"}
VISIT = {"id": 6, "kind": "visit", "source_id": 3, "done_on": "2026-11-23"}


def came(table: str, **row: Any) -> Net:  # noqa: ANN401
    return Net(table, row["id"], None, row)


def went(table: str, **row: Any) -> Net:  # noqa: ANN401
    return came(table, **row).turned()


def changed(table: str, row: dict[str, Any], **values: Any) -> Net:  # noqa: ANN401
    return Net(table, row["id"], row, row | values)


def told(*nets: Net, forward: bool = False) -> str:
    return join_phrases(tell_changes(nets, Teller(NAMES, TODAY, forward)))


PATIENTS = ("Ann", "Bo", "Cy", "Dee", "Ed")


@pytest.mark.parametrize(
    ("nets", "sentence"),
    [
        (
            [came("source", **ELM), came("source", **PATEL), came("referral", **HAL)],
            "referral 17 Hal Orr, from Dr. Sara Patel, and 2 new sources",
        ),
        (
            [came("referral", **HAL | {"received_on": "2026-11-03", "source_id": 2})],
            "referral 17 Hal Orr (Nov 3), from none",
        ),
        (
            [changed("referral", HAL | {"status": "received", "seen_on": None}, **SEEN)],
            "referral 17 Hal Orr: status seen -> received, value $900 -> nothing",
        ),
        (
            [changed("referral", HAL, source_id=3, patient="Hal Or")],
            "referral 17 Hal Or: patient Hal Or -> Hal Orr, source Elm Dental -> Dr. Sara Patel",
        ),
        (
            [changed("referral", HAL | dict.fromkeys("abcd", ""), a="1", b="2", c="3", d="4")],
            "referral 17 Hal Orr: a 1 -> nothing, b 2 -> nothing, c 3 -> nothing and 1 more",
        ),
        (
            [came("source", **PATEL), came("alias", id=9, source_id=4, alias="Sara")],
            "source 4 Dr. Sara Patel",
        ),
        (
            [came("alias", id=9, source_id=4, alias="Sara")],
            "alias Sara (Dr. Sara Patel)",
        ),
        (
            [
                changed("source", PATEL, office_id=5),
                came("choice", id=1, source_id=4, key="place", place_id=5, since="2026-11-01"),
            ],
            "source 4 Dr. Sara Patel: office Oak Perio -> Elm Dental",
        ),
        ([came("activity", **VISIT)], "visit on Nov 23 (Elm Dental)"),
        (
            [
                came("due_mark", id=1, key="V3", action="skip", made_on="2026-11-23"),
                came("activity", **VISIT),
            ],
            "visit on Nov 23 (Elm Dental) and skip of V3",
        ),
        ([came("contact", id=1, name="Cody", source_id=3)], "contact Cody (Elm Dental)"),
        (
            [changed("activity", VISIT | {"met": "Jo"}, met="Bo")],
            "visit on Nov 23 (Elm Dental): met Bo -> Jo",
        ),
        (
            [went("assist", id=1, referral_id=17, source_id=3)],
            "the removal of assist with referral 17 (Elm Dental)",
        ),
        (
            [changed("choice", {"id": 1, "key": "zip", "value": "1"}, value="2")],
            "setting zip: value 2 -> 1",
        ),
        (
            [came("choice", id=1, key="state", value="WA", since="2026-11-01")],
            "setting state (Nov 1)",
        ),
        (
            [changed("source", {**PATEL, "merged_into_id": None}, merged_into_id=5)],
            "the merge of Dr. Sara Patel into Oak Perio",
        ),
        (
            [
                *(
                    came("referral", **HAL | {"id": n, "patient": name})
                    for n, name in enumerate(PATIENTS, 1)
                ),
                came("source", **ELM),
            ],
            (
                "referral 1 Ann, from Dr. Sara Patel; referral 2 Bo, from Dr. Sara Patel;"
                " referral 3 Cy, from Dr. Sara Patel; 2 more referrals; and 1 new source"
            ),
        ),
        (
            [
                came("activity", **VISIT),
                came("activity", **VISIT | {"id": 7, "kind": "thank_you"}),
                changed("source", ELM, target=1),
            ],
            "source 3 Elm Dental: target yes -> nothing and 2 new activities",
        ),
        (
            [
                changed("incentive", {"id": 7, "item": "pens", "value_cents": 4500}, value_cents=1),
                changed("referral", HAL, service="crown"),
            ],
            "referral 17 Hal Orr: service crown -> nothing and gift 7",
        ),
    ],
)
def test_what_is_taken_back_is_told_as_a_person_would(nets: list[Net], sentence: str) -> None:
    assert told(*nets) == sentence


def test_what_comes_back_is_told_as_it_was_done() -> None:
    status = changed("referral", HAL | {"status": "received"}, status="seen")

    assert told(status, forward=True) == "referral 17 Hal Orr: status received -> seen"
    assert told(came("referral", **HAL), forward=True) == (
        "referral 17 Hal Orr, from Dr. Sara Patel"
    )


@pytest.mark.parametrize(
    ("phrases", "joined"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a, x", "b"], "a, x, and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a, x", "b", "c"], "a, x; b; and c"),
    ],
)
def test_phrases_are_joined_so_that_each_can_be_told_from_the_next(
    phrases: list[str], joined: str
) -> None:
    assert join_phrases(phrases) == joined


def test_the_sources_that_rows_name_are_known_by_their_numbers() -> None:
    assert sources_in([came("referral", **HAL), changed("source", PATEL, office_id=5)]) == {3, 4, 5}
