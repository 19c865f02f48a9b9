"""What the answer to an event says of the calls that it ended."""

from datetime import date

import pytest

from refcli.core.due.closed import WORDS, say_closed
from refcli.core.owed.items import LETTERS, DueItem, read_key
from refcli.core.vocabulary import DueType


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


def test_everything_that_a_referral_can_owe_has_words() -> None:
    owed = {LETTERS[key.letter] for key in map(read_key, ["S1", "R1", "F1", "A1", "T1"]) if key}

    assert (
        set(WORDS)
        == owed
        == {*(DueType.SCHEDULE, DueType.REPORT, DueType.FOLLOW_UP, DueType.CAME, DueType.THANK_YOU)}
    )
