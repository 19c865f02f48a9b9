"""The story of a referral as people and programs read it."""

from dataclasses import replace
from datetime import date
from typing import Any

from refcli.core.activities import ActivityView, NewActivity
from refcli.core.finding.story import ReferralStory, person_record, story_lines
from refcli.core.owed.items import DueItem
from refcli.core.referrals.records import NewReferral, ReferralView, steps_told
from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.vocabulary import ActivityKind, DueType, Status, StepKind

TODAY = date(2026, 11, 23)


CALL = NewActivity(
    source_id=4, kind=ActivityKind.CALL, on=date(2026, 11, 4), attempt=True, referral_id=17
)
AGAIN = replace(CALL, on=date(2026, 11, 5), who="Tina")
REPORT = replace(
    CALL,
    kind=ActivityKind.REPORT,
    on=date(2026, 11, 13),
    attempt=False,
    who="Marc",
    note="by fax",
)


RECORD = NewReferral(
    patient="Maria Lopez",
    source_id=4,
    received_on=date(2026, 11, 2),
    status=Status.SEEN,
    scheduled_on=date(2026, 11, 3),
    seen_on=date(2026, 11, 12),
    production_cents=145000,
    production_on=date(2026, 11, 12),
    service="implants",
    chart="A17",
    provider="Dr. Ray",
    note="afternoons",
)
STORY = ReferralStory(
    view=ReferralView(17, RECORD, "Dr. Wei Chen", ("google",)),
    place="Chen Family Dental",
    done=[
        ActivityView(2, AGAIN, "Dr. Wei Chen"),
        ActivityView(1, replace(CALL, brought="a cake"), "Dr. Wei Chen"),
        ActivityView(3, REPORT, "Dr. Wei Chen"),
    ],
    thanked_on=date(2026, 11, 6),
    told=[
        ReferralStep(
            what=StepKind.BOOKED,
            day=date(2026, 11, 3),
            for_day=date(2026, 11, 12),
            for_hour="09:30",
        ),
        ReferralStep(
            what=StepKind.SEEN,
            day=date(2026, 11, 12),
            who="tina",
            recorded_on=date(2026, 11, 14),
        ),
        ReferralStep(what=StepKind.VALUE, day=date(2026, 11, 12), cents=145000, who="marc"),
    ],
    owed=[
        DueItem("F17", DueType.FOLLOW_UP, 4, "Dr. Wei Chen", date(2026, 11, 21), "ask how it went")
    ],
)


def test_a_story_is_told_day_by_day_in_readable_words() -> None:
    assert [*story_lines(STORY, TODAY)] == [
        "Referral 17: Maria Lopez, seen",
        "  Received Mon 2 Nov 2026, from Dr. Wei Chen (Chen Family Dental); also from google",
        "  Scheduled Tue 3 Nov 2026 for Thu 12 Nov 2026, 9:30",
        "  Call Wed 4 Nov 2026, nobody was reached (1st try)",
        "  Call Thu 5 Nov 2026, nobody was reached (2nd try), by Tina",
        "  Dr. Wei Chen was thanked Fri 6 Nov 2026",
        "  Seen Thu 12 Nov 2026 by Dr. Ray, noted by tina Sat 14 Nov 2026",
        "  Reported back Fri 13 Nov 2026, by Marc, by fax",
        "  Production $1,450, recorded Thu 12 Nov 2026 by marc",
        "  Service: implants",
        "  Chart: A17",
        "  Note: afternoons",
        "  Owed: follow-up by Sat 21 Nov 2026, 2 days late (F17): ask how it went",
    ]


def test_a_lost_one_has_its_reason_and_nothing_owed() -> None:
    record = NewReferral(
        patient="Bo Kim",
        source_id=2,
        received_on=date(2026, 11, 2),
        status=Status.LOST,
        closed_on=date(2026, 11, 9),
        reason="too far",
    )

    told = steps_told(record)
    story = ReferralStory(view=ReferralView(5, record, "none", ()), told=told)

    assert [*story_lines(story, TODAY)] == [
        "Referral 5: Bo Kim, lost",
        "  Received Mon 2 Nov 2026, from none",
        "  Lost Mon 9 Nov 2026: too far",
        "  Owed: nothing",
    ]


def test_programs_get_a_patient_with_all_their_referrals_and_nothing_that_was_given() -> None:
    record = person_record([STORY], TODAY)

    assert (record["what"], record["id"], record["name"]) == ("patient", 17, "Maria Lopez")
    assert "a cake" not in str(record)
    referrals: Any = record["referrals"]
    (only,) = referrals
    assert (only["production"], only["office"], only["also"]) == (
        1450.0,
        "Chen Family Dental",
        ["google"],
    )
    assert [one["kind"] for one in only["activities"]] == ["call", "call", "report"]
    assert only["owed"] == [
        {
            "key": "F17",
            "type": "follow_up",
            "due_on": date(2026, 11, 21),
            "days_overdue": 2,
            "reason": "ask how it went",
            "owner": "",
        }
    ]
