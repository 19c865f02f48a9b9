"""The page before a visit, line by line."""

from datetime import date
from typing import Any

import pytest

from refcli.core.activities import ActivityView, NewActivity
from refcli.core.dealings.meetings import Meeting, NewMeeting
from refcli.core.names.named import Named
from refcli.core.owed.items import DueItem
from refcli.core.owed.next_steps import NextStep
from refcli.core.sources.contacts import Contact, NewContact
from refcli.core.sources.our_doctors import is_our_doctor
from refcli.core.sources.records import NewSource, SourceView
from refcli.core.visiting.brief import Brief, Sent, brief_lines, sent_words
from refcli.core.vocabulary import ActivityKind, DueType, Kind

TODAY = date(2026, 11, 25)
FREMONT = SourceView(
    5,
    NewSource(
        name="Fremont Dental Group",
        kind=Kind.OFFICE,
        owner="Jo",
        phone="206-555-0105",
        address="4501 Fremont Ave N, 98103",
        report_by="fax",
        prefers="restores himself",
        interests="golf balls",
        added_on=date(2024, 1, 2),
    ),
    None,
    "",
)


def done(id_: int, on: date, kind: ActivityKind = ActivityKind.VISIT, **more: Any) -> ActivityView:  # noqa: ANN401
    record = NewActivity(source_id=5, kind=kind, on=on, who="Jo", **more)
    return ActivityView(id_, record, "Fremont Dental Group")


LUNCH = done(
    2,
    date(2026, 8, 7),
    ActivityKind.LUNCH,
    met="Dr. Haddad",
    intel="hygienists ask about cracked teeth",
    next_step="bring the after-care leaflet",
    brought="a fruit basket",
)
BRIEF = Brief(
    place=FREMONT,
    sent=Sent(12, 28, date(2024, 1, 2), [("Dr. Layla Haddad", 8), ("Dr. Erik Larsen", 0)]),
    members=[
        Named(6, "Dr. Layla Haddad", Kind.PROVIDER),
        Named(7, "Dr. Erik Larsen", Kind.PROVIDER),
    ],
    contacts=[
        Contact(
            1,
            "Fremont Dental Group",
            NewContact(source_id=5, name="Cody", role="front desk", note="Tue and Thu before 9"),
        )
    ],
    activities=[LUNCH, done(1, date(2026, 7, 1), attempt=True, next_step="call ahead")],
    steps=[NextStep(2, 5, "bring the after-care leaflet", date(2026, 8, 7))],
    meetings=[Meeting(3, NewMeeting(source_id=5, on=date(2026, 12, 3), hour="12:00"))],
    items=[
        DueItem("R1724", DueType.REPORT, 5, "Dr. Haddad", date(2026, 11, 16), "Zoe was seen"),
        DueItem("R1731", DueType.REPORT, 5, "Dr. Haddad", date(2026, 11, 30), "Al was seen"),
        DueItem("I3", DueType.ISSUE, 5, "Fremont", date(2026, 11, 20), "too slow, 5 days"),
    ],
)


def test_the_page_tells_what_is_needed_before_a_visit() -> None:
    assert [*brief_lines(BRIEF, TODAY)] == [
        "Fremont Dental Group · 4501 Fremont Ave N, 98103 · 206-555-0105 · owner Jo",
        "There      Dr. Layla Haddad, Dr. Erik Larsen; Cody (front desk), Tue and Thu before 9",
        "Last       Fri 7 Aug 2026, visit by Jo: Dr. Haddad; hygienists ask about cracked teeth",
        "           Wed 1 Jul 2026, visit by Jo: nobody was met",
        "Our doctor never met them in 1 visit",
        "Planned    Thu 3 Dec 2026, 12:00 (M3)",
        "Next step  bring the after-care leaflet (N2, said Fri 7 Aug 2026)",
        "Sent us    12 this year (Dr. Layla Haddad 8), 28 last year to the same day: beyond chance",
        "We owe     2 reports (R1724, R1731), the oldest 9 days late; issue: too slow, 5 days (I3)",
        "They like  reports by fax; restores himself",
    ]


def test_no_gift_no_lunch_and_nothing_they_like_to_get_stands_beside_referrals() -> None:
    text = "\n".join(brief_lines(BRIEF, TODAY))

    for word in ("lunch", "basket", "golf"):
        assert word not in text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (Sent(12, 28, date(2024, 1, 2), []), "12 this year, 28 last year to the same day: beyond"),
        (Sent(9, 12, date(2024, 1, 2), []), "9 this year, 12 last year to the same day: within"),
        (Sent(0, 0, date(2024, 1, 2), []), "0 this year, 0 last year to the same day"),
        (Sent(5, 2, date(2025, 3, 1), []), "5 this year; the records begin on Sat 1 Mar 2025, so"),
        (Sent(0, 0, None, []), "0 this year"),
        (Sent(3, 0, None, [("Dr. Ray", 2), ("Dr. Ray", 1)]), "3 this year (Dr. Ray 2, Dr. Ray 1)"),
    ],
)
def test_last_year_is_compared_only_where_it_was_recorded_whole(sent: Sent, words: str) -> None:
    assert sent_words(sent, TODAY).startswith(words)


@pytest.mark.parametrize(
    ("who", "ours"),
    [
        ("Dr. Nelson", True),
        ("Tina and Dr. Nelson", True),
        ("nelson", True),
        ("Tina, Amy Nelson", True),
        ("Tina", False),
        ("", False),
        ("Nelson Smith", False),
        ("Tina Nelson", False),
        ("A. Nelson", True),
        ("Amy Nelson Jr.", True),
    ],
)
def test_a_doctor_of_ours_is_known_by_title_or_surname(who: str, ours: bool) -> None:  # noqa: FBT001
    assert is_our_doctor(who, {"Dr. Amy Nelson"}) is ours
