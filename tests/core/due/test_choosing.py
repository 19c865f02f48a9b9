from dataclasses import replace
from datetime import date, timedelta

import pytest

from refcli.core.due.choosing import read_choice
from refcli.core.due.groups import GROUPS
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType
from refcli.errors import UsageError

MONDAY = date(2026, 11, 23)
VISIT = DueItem("V9", DueType.VISIT, 9, "Greenlake", date(2026, 11, 20), "never", owner="Tina")


@pytest.mark.parametrize(
    ("words", "types"),
    [
        (["visit"], {DueType.VISIT}),
        (["Visits", "thank-you"], {DueType.VISIT, DueType.THANK_YOU}),
        (["thank_you,report"], {DueType.THANK_YOU, DueType.REPORT}),
        (["call"], {DueType.SCHEDULE, DueType.CAME, DueType.FOLLOW_UP}),
        (["Go Out"], {DueType.VISIT, DueType.MEETING}),
        (["go_out", "next steps"], {DueType.VISIT, DueType.MEETING, DueType.NEXT_STEP}),
        ([], set(DueType)),
        (["overdue"], set(DueType)),
    ],
)
def test_a_list_is_asked_for_by_types_and_by_headings(
    words: list[str], types: set[DueType]
) -> None:
    assert read_choice(words).types == types


def test_every_heading_and_every_type_can_be_asked_for() -> None:
    for title, types in GROUPS:
        assert read_choice([title]).types == types
    for type_ in DueType:
        assert read_choice([type_.value]).types == {type_}


def test_overdue_narrows_what_is_asked_for() -> None:
    choice = read_choice(["visit", "overdue"])

    assert choice.takes(VISIT, MONDAY)
    assert not choice.takes(replace(VISIT, due_on=MONDAY), MONDAY)
    assert not choice.takes(replace(VISIT, type=DueType.REPORT), MONDAY)
    assert read_choice(["visit"]).takes(replace(VISIT, due_on=MONDAY + timedelta(1)), MONDAY)


def test_an_owner_is_found_whatever_the_case() -> None:
    assert read_choice([], " tina ").takes(VISIT, MONDAY)
    assert not read_choice([], "Jo").takes(VISIT, MONDAY)


def test_a_strange_word_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError) as refused:
        read_choice(["nonsense"])

    assert str(refused.value) == (
        "--only takes no 'nonsense'. It takes: visit, meeting, thank_you, report, follow_up,"
        " schedule, came, occasion, event, next_step, duty, credential, issue, gift, policy, quiet,"
        ' "go out", call, write, "pay attention", overdue. Type: ref due --only visit'
    )
