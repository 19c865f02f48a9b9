"""A planned meeting on the due list, and which one a visit was."""

from datetime import date

from refcli.core.dealings.meetings import (
    Meeting,
    NewMeeting,
    due_meetings,
    find_held,
    tell_planned,
)
from refcli.core.owed.items import DueItem, Ground, Party
from refcli.core.vocabulary import DueType, Kind

ELM = Party(id=12, name="Elm Dental", kind=Kind.OFFICE, owner="Tina", phone="555-1")
THURSDAY = NewMeeting(
    source_id=12, on=date(2026, 11, 26), hour="12:00", who="Marc", whom="Dr. Ray", note="bring cake"
)


def test_a_meeting_is_due_on_its_day_with_hour_whom_and_who_goes() -> None:
    [item] = due_meetings(Ground(parties={12: ELM}), [Meeting(3, THURSDAY)])

    assert (item.key, item.type, item.due_on) == ("M3", DueType.MEETING, date(2026, 11, 26))
    assert (item.reason, item.owner, item.hour) == (
        "meeting at 12:00 with Dr. Ray",
        "Marc",
        "12:00",
    )
    assert item.context == "bring cake; 555-1"


def test_without_somebody_who_goes_it_is_of_whose_place_it_is() -> None:
    plain = NewMeeting(source_id=12, on=date(2026, 11, 26))

    [item] = due_meetings(Ground(parties={12: ELM}), [Meeting(3, plain)])

    assert (item.reason, item.owner, item.hour) == ("meeting", "Tina", None)


def test_a_visit_was_the_meeting_of_that_day_or_of_the_last_one_before() -> None:
    early = Meeting(3, THURSDAY)
    late = Meeting(4, NewMeeting(source_id=12, on=date(2026, 12, 3)))

    assert find_held([early, late], date(2026, 11, 25)) is None
    assert find_held([early, late], date(2026, 11, 26)) == early
    assert find_held([early, late], date(2026, 12, 2)) == early
    assert find_held([early, late], date(2026, 12, 3)) == late


def test_a_visit_that_is_owed_tells_that_one_is_planned() -> None:
    visit = DueItem("V12", DueType.VISIT, 12, "Elm Dental", date(2026, 11, 1), "", context="555-1")
    other = DueItem("V13", DueType.VISIT, 13, "Oak Dental", date(2026, 11, 1), "")
    ground = Ground(parties={12: ELM})

    told = [*tell_planned(ground, [visit, other], [Meeting(3, THURSDAY)])]

    assert [item.context for item in told] == ["planned Thu 26 Nov 2026 (M3); 555-1", ""]
