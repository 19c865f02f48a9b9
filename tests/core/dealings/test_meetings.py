"""A planned meeting on the due list, and which one a visit was."""

from datetime import date

from refcli.core.dealings.meetings import (
    Meeting,
    Met,
    NewMeeting,
    due_meetings,
    find_held,
    find_moved,
    is_same_person,
    tell_planned,
)
from refcli.core.owed.items import DueItem, Ground, Party
from refcli.core.vocabulary import DueType, Kind

ELM = Party(id=12, name="Elm Dental", kind=Kind.OFFICE, owner="Tina", phone="555-1")
THURSDAY = NewMeeting(
    source_id=12, on=date(2026, 11, 26), hour="12:00", who="Marc", whom="Dr. Ray", note="bring cake"
)
AT_ELM = Met(12, "Elm Dental", 12)
DR_RAY, DR_LOW = Met(4, "Dr. Jane Ray", 12), Met(5, "Dr. Bea Low", 12)


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

    assert find_held([early, late], date(2026, 11, 25), AT_ELM) is None
    assert find_held([early, late], date(2026, 11, 26), AT_ELM) == early
    assert find_held([early, late], date(2026, 12, 2), AT_ELM) == early
    assert find_held([early, late], date(2026, 12, 3), AT_ELM) == late


def test_a_visit_that_is_owed_tells_what_is_planned() -> None:
    visit = DueItem(
        "V12", DueType.VISIT, 12, "Elm Dental", date(2026, 11, 1), "", helpful=("555-1",)
    )
    other = DueItem("V13", DueType.VISIT, 13, "Oak Dental", date(2026, 11, 1), "")
    ground = Ground(parties={12: ELM})
    meetings = [Meeting(3, THURSDAY), Meeting(4, NewMeeting(source_id=12, on=date(2026, 12, 3)))]

    told = [*tell_planned(ground, [visit, other], meetings)]

    planned = "planned Thu 26 Nov 2026 (M3), Thu 3 Dec 2026 (M4)"
    assert [item.context for item in told] == [f"{planned}; 555-1", ""]


def test_a_meeting_is_moved_by_whom_it_is_with_and_by_no_colleague() -> None:
    of_office, of_low = Meeting(3, THURSDAY), Meeting(4, NewMeeting(source_id=5, on=THURSDAY.on))
    friday = NewMeeting(source_id=4, on=date(2026, 11, 27))

    assert find_moved([of_office, of_low], friday, DR_RAY) == of_office
    assert find_moved([of_office], friday, DR_LOW) is None
    assert find_moved([of_low, of_office], friday, DR_RAY) == of_office
    assert find_moved([of_office, of_low], friday, DR_LOW) == of_low


def test_at_one_office_two_persons_have_two_meetings_but_an_hour_has_one() -> None:
    planned = Meeting(3, THURSDAY)
    cody = NewMeeting(source_id=12, on=date(2026, 12, 1), whom="Cody")
    same_hour = NewMeeting(source_id=12, on=THURSDAY.on, hour="12:00", whom="Cody")

    assert find_moved([planned], cody, Met(12, "Elm Dental", 12, "Cody")) is None
    assert find_moved([planned], same_hour, Met(12, "Elm Dental", 12, "Cody")) == planned


def test_a_visit_to_a_doctor_was_no_meeting_with_a_colleague() -> None:
    of_office, of_low = Meeting(3, THURSDAY), Meeting(4, NewMeeting(source_id=5, on=THURSDAY.on))

    assert find_held([of_low], THURSDAY.on, DR_RAY) is None
    assert find_held([of_office, of_low], THURSDAY.on, DR_RAY) == of_office
    assert find_held([of_office, of_low], THURSDAY.on, DR_LOW) == of_low


def test_of_two_meetings_at_an_office_the_visit_was_the_one_with_whom_was_met() -> None:
    with_ray, other = Meeting(3, THURSDAY), Meeting(4, NewMeeting(source_id=12, on=THURSDAY.on))

    assert find_held([with_ray, other], THURSDAY.on, Met(12, "Elm", 12, "Jane Ray")) == with_ray
    assert find_held([with_ray, other], THURSDAY.on, Met(12, "Elm", 12)) == other


def test_a_name_may_be_a_longer_one_of_the_same_person() -> None:
    assert is_same_person("Dr. Ray", "Jane Ray, DDS")
    assert not is_same_person("Dr. Bea Low", "Dr. Jane Low")
    assert not is_same_person("", "")
