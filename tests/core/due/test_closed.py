"""What the answer to an event says of the calls that it ended."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.due.closed import WORDS, say_closed, say_each
from refcli.core.due.list import DueFacts
from refcli.core.due.of_referral import keys_of_referral
from refcli.core.due.thank_yous import PatientBatch
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import LETTERS, DueItem, Ground


def item(key: str) -> DueItem:
    return DueItem(key, LETTERS[key[0]], 4, "Dr. Chen", date(2026, 11, 30), "why")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("F1", "", "Owed no more: call to the patient (F1)."),
        ("S1", "", "Owed no more: call for an appointment (S1)."),
        ("A1", "R1", "Owed no more: whether they came (A1)."),
        ("A1", "F1 R1", ""),  # they came: the next call is another one
        ("F1", "S1", ""),
        ("F1", "F1", ""),
        ("R1 F1", "S1", "Owed no more: report back (R1)."),
        (
            "T4 R1 F1",
            "",
            "Owed no more: thank-you (T4), report back (R1), call to the patient (F1).",
        ),
        ("", "S1", ""),
    ],
)
def test_what_is_owed_no_more_is_said_unless_another_call_takes_its_place(
    before: str, after: str, said: str
) -> None:
    was, now = ([item(key) for key in keys.split()] for keys in (before, after))

    assert say_closed(was, now) == said


def test_what_was_owed_for_several_is_said_once() -> None:
    before = {1: [item("S1"), item("T4")], 2: [item("T4")], 3: [item("S3")]}

    assert say_each(before, {1: [], 2: [], 3: [item("S3")]}) == {
        1: "Owed no more: call for an appointment (S1), thank-you (T4).",
        2: "",
        3: "",
    }


def test_a_note_of_the_month_is_named_with_the_patient_whom_it_goes_to_no_more() -> None:
    note = replace(item("B2611"), source="1 patient", recipients=("Pat Green",))

    assert say_closed([note], []) == "Owed no more: thank-you to Pat Green (B2611)."


def test_everything_that_a_referral_can_owe_has_words() -> None:
    batch = PatientBatch(date(2026, 11, 1), (4,), ("Pat Green",))
    facts = DueFacts(ground=Ground(parties={}), batches=[batch])
    one = OpenReferral(1, 4, "Cy Fox", date(2026, 11, 23))

    keys = keys_of_referral(facts, one)

    assert sorted(keys) == ["A1", "B2611", "F1", "R1", "S1", "T4"]
    assert {LETTERS[key[0]] for key in keys} == set(WORDS)
