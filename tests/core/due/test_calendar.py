from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.due.calendar import CalendarEntry, calendar_entries
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType, Kind

MONDAY = date(2026, 11, 23)
OFFICE, PROVIDER, PATIENT, INSURER = 9, 31, 90, 50
KINDS = {
    OFFICE: Kind.OFFICE,
    PROVIDER: Kind.PROVIDER,
    PATIENT: Kind.PATIENT,
    INSURER: Kind.INSURER,
}
VISIT = DueItem(
    "V9",
    DueType.VISIT,
    OFFICE,
    "Greenlake Dental Care",
    date(2026, 7, 1),
    "never visited, refers to us since 2026-07-01",
    owner="Tina",
    helpful=(
        "met Sam, who sent Zoe Quill",
        "206-555-0108",
    ),
)
SUMMARIES = [
    (VISIT, "Visit Greenlake Dental Care (V9)"),
    (
        DueItem("T31", DueType.THANK_YOU, PROVIDER, "Dr. Wei Chen", MONDAY, "a referral"),
        "Thank Dr. Wei Chen (T31)",
    ),
    (
        DueItem("R1700", DueType.REPORT, PROVIDER, "Dr. Wei Chen", MONDAY, "Zoe Quill was seen"),
        "Report back to Dr. Wei Chen (R1700)",
    ),
    (
        DueItem(
            "S1705",
            DueType.SCHEDULE,
            PATIENT,
            "Ann Quill",
            MONDAY,
            "was referred",
            patient="Zoe Quill",
        ),
        "Call the patient of referral 1705 (S1705)",
    ),
    (
        DueItem("F1706", DueType.FOLLOW_UP, OFFICE, "Elm Dental", MONDAY, "Zoe Quill was seen"),
        "Call the patient of referral 1706 (F1706)",
    ),
    (
        DueItem(
            "B2610",
            DueType.THANK_YOU,
            None,
            "5 patients",
            MONDAY,
            "October",
            helpful=("to Zoe Quill",),
            kind=Kind.PATIENT,
        ),
        "Thank-you notes to 5 patients (B2610)",
    ),
    (
        DueItem("O5.2026", DueType.OCCASION, PROVIDER, "Dr. Wei Chen", MONDAY, "birthday"),
        "Dr. Wei Chen: birthday (O5.2026)",
    ),
    (
        DueItem("O6.2026", DueType.OCCASION, PATIENT, "Zoe Quill", MONDAY, "Zoe Quill's birthday"),
        "Occasion of patient #90 (O6.2026)",
    ),
    (
        DueItem(
            "O7.2026",
            DueType.OCCASION,
            None,
            "1,023 offices",
            MONDAY,
            "Thanksgiving",
            kind=Kind.OFFICE,
        ),
        "1,023 offices: Thanksgiving (O7.2026)",
    ),
    (
        DueItem(
            "O8.2026",
            DueType.OCCASION,
            None,
            "80 patients",
            MONDAY,
            "for Zoe Quill",
            kind=Kind.PATIENT,
        ),
        "Occasion of 80 patients (O8.2026)",
    ),
    (
        DueItem("D3.47", DueType.DUTY, None, "Hand out cards", MONDAY, "week 47"),
        "Hand out cards (D3.47)",
    ),
    (
        DueItem(
            "E2", DueType.EVENT, None, "Open house", MONDAY, "at our place", helpful=("ask Quill",)
        ),
        "Event: Open house (E2)",
    ),
    (
        DueItem("N7", DueType.NEXT_STEP, OFFICE, "Elm Dental", MONDAY, "send Zoe Quill's x-rays"),
        "Next step with Elm Dental (N7)",
    ),
    (
        DueItem("M3", DueType.MEETING, OFFICE, "Elm Dental", MONDAY, "at 9:00 with Zoe Quill"),
        "Meet Elm Dental (M3)",
    ),
    (
        DueItem("I3", DueType.ISSUE, OFFICE, "Elm Dental", MONDAY, "Zoe Quill waited"),
        "Issue of Elm Dental (I3)",
    ),
    (
        DueItem("G3", DueType.GIFT, OFFICE, "Elm Dental", MONDAY, "cake of Zoe Quill"),
        "Give back what is over a limit: Elm Dental (G3)",
    ),
    (
        DueItem("C4.90", DueType.CREDENTIAL, INSURER, "Delta Dental", MONDAY, "they end"),
        "Renew the credentials with Delta Dental (C4.90)",
    ),
    (
        DueItem("Q90", DueType.QUIET, PATIENT, "Zoe Quill", MONDAY, "Zoe Quill is quiet"),
        "Gone quiet: patient #90 (Q90)",
    ),
]
SURNAMES = st.text("ZQXĦẞД李", min_size=3, max_size=8)  # of letters that nothing else here has


def shown(found: list[CalendarEntry]) -> str:
    return "\n".join("\n".join([one.summary, *one.description, one.category]) for one in found)


@pytest.mark.parametrize(("item", "summary"), SUMMARIES, ids=lambda case: getattr(case, "key", ""))
def test_a_summary_says_what_to_do_and_names_no_patient(item: DueItem, summary: str) -> None:
    found = calendar_entries([item], kinds=KINDS, names=False, today=MONDAY)

    assert found[0].summary == summary
    assert "Quill" not in shown(found)


def test_the_description_says_why_since_when_and_how_to_close_it() -> None:
    assert calendar_entries([VISIT], kinds=KINDS, names=False, today=MONDAY) == [
        CalendarEntry(
            key="V9",
            on=MONDAY,
            summary="Visit Greenlake Dental Care (V9)",
            description=[
                "never visited, refers to us since 2026-07-01",
                "Due Wed 1 Jul 2026, 145 days late on Mon 23 Nov",
                "Owner: Tina",
                "When it is done: ref done V9",
            ],
            category="visit",
        )
    ]


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 30), date(2027, 1, 4)])
def test_what_is_to_come_stands_on_its_day_and_what_is_overdue_on_the_lists(day: date) -> None:
    items = [VISIT, replace(VISIT, due_on=day)]

    found = calendar_entries(items, kinds=KINDS, names=False, today=MONDAY)

    assert [one.on for one in found] == [MONDAY, day]


def test_names_are_told_where_they_are_asked_for() -> None:
    items = [item for item, _ in SUMMARIES]

    found = {one.key: one for one in calendar_entries(items, kinds=KINDS, names=True, today=MONDAY)}

    assert found["S1705"].summary == "Call: Zoe Quill was referred (S1705)"
    assert found["S1705"].description[:2] == ["Zoe Quill was referred", "Referred by Ann Quill"]
    assert found["Q90"].summary == "Gone quiet: Zoe Quill (Q90)"
    assert found["B2610"].description[:2] == ["October", "to Zoe Quill"]
    assert found["V9"].description[1] == "met Sam, who sent Zoe Quill; 206-555-0108"


@given(
    type_=st.sampled_from(DueType),
    source=st.sampled_from([None, OFFICE, PROVIDER, INSURER, PATIENT, 404]),
    patient=SURNAMES,
    other=SURNAMES,
)
def test_no_patients_name_is_told_unasked(
    type_: DueType, source: int | None, patient: str, other: str
) -> None:
    known = source in {OFFICE, PROVIDER, INSURER}
    told = known or (source is None and type_ in {DueType.DUTY, DueType.EVENT})
    about_patient = type_ in {DueType.SCHEDULE, DueType.FOLLOW_UP, DueType.REPORT} or not told
    item = DueItem(
        key="V9",
        type=type_,
        source_id=source,
        source="Elm Dental" if told else patient,
        due_on=MONDAY,
        why=f"{patient} was seen" if about_patient else "last visit 2026-09-09",
        helpful=(
            f"met {other}",
            f"next: call {patient}",
            f"to {other}, {patient}",
        ),
    )

    text = shown(calendar_entries([item], kinds=KINDS, names=False, today=MONDAY))

    assert patient not in text
    assert other not in text
    assert ("Elm Dental" in text) is told


@given(
    patient=st.sampled_from(
        ["5 patients of Zoe Quill", "Zoe Quill", "12 Quill", "7 Quill patients"]
    )
)
def test_a_number_of_sources_is_told_only_where_it_is_one(patient: str) -> None:
    item = DueItem("B2610", DueType.THANK_YOU, None, patient, MONDAY, "who referred")

    found = calendar_entries([item], kinds=KINDS, names=False, today=MONDAY)

    assert found[0].summary == "Thank-you notes to several patients (B2610)"


def test_what_is_overdue_is_one_entry_of_today_per_owner() -> None:
    late = [
        replace(VISIT, key=f"V{number}", due_on=MONDAY - timedelta(days=number), owner=owner)
        for number, owner in ((1, "Jo"), (2, "Jo"), (3, "Tina"), (4, ""), (5, ""))
    ]
    coming = replace(VISIT, key="V9", due_on=MONDAY + timedelta(days=2), owner="Jo")

    found = calendar_entries(
        [*late, coming], kinds={VISIT.source_id or 0: Kind.OFFICE}, names=False, today=MONDAY
    )

    assert [(one.key, one.on, one.summary) for one in found] == [
        ("overdue-jo", MONDAY, "2 overdue, Jo"),
        ("V3", MONDAY, f"Visit {VISIT.source} (V3)"),
        ("overdue", MONDAY, "2 overdue"),
        ("V9", MONDAY + timedelta(days=2), f"Visit {VISIT.source} (V9)"),
    ]
    lines = found[0].description
    assert [line for line in lines if line.startswith("Visit")] == [
        f"Visit {VISIT.source} (V1)",
        f"Visit {VISIT.source} (V2)",
    ]
    assert "  When it is done: ref done V1" in lines
    assert lines[-1] == "See: ref due --only overdue"
