from datetime import date

import pytest

from refcli.core.due.agenda import build_agenda
from refcli.core.due.choosing import read_choice
from refcli.core.due.following import DueQuestion, describe_following
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType

MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)
ITEMS = [
    DueItem("V1", DueType.VISIT, 1, "Oak Dental", date(2026, 9, 1), "never visited"),
    DueItem("V2", DueType.VISIT, 2, "Elm Dental", date(2026, 9, 2), "never visited"),
    DueItem("T3", DueType.THANK_YOU, 3, "Dr. Wei Chen", date(2026, 9, 3), "a referral"),
]
WHOLE = build_agenda(ITEMS, MONDAY, NEXT)


def test_groups_that_do_not_stand_on_the_screen_are_named_with_their_lines() -> None:
    assert describe_following(WHOLE, WHOLE.head(1), DueQuestion()) == [
        'Go out, 1 more: ref due --only "go out" · Write (1): ref due --only write',
        "3 due, 3 overdue, 0 gone quiet. All of it: ref due --all",
    ]


def test_where_all_is_shown_only_the_counts_are_said() -> None:
    assert describe_following(WHOLE, WHOLE, DueQuestion()) == ["3 due, 3 overdue, 0 gone quiet"]


def test_of_one_group_the_rest_is_in_the_whole_list() -> None:
    visits = build_agenda(ITEMS[:2], MONDAY, NEXT)

    assert describe_following(visits, visits.head(1), DueQuestion(read_choice(["visit"]))) == [
        "2 due, 2 overdue, 0 gone quiet. 1 more: ref due --only visit --all"
    ]


@pytest.mark.parametrize(
    ("words", "options", "line"),
    [
        ([], [], "ref due --only write"),
        (["overdue"], ["--owner", "Jo"], "ref due --owner Jo --only write,overdue"),
        (["thank-you", "visit"], [], "ref due --only thank_you"),
    ],
)
def test_the_line_to_a_group_keeps_what_was_asked_for(
    words: list[str], options: list[str], line: str
) -> None:
    assert DueQuestion(read_choice(words), options).line_to_group("Write") == line
