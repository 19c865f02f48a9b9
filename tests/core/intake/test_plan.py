"""From the rows of a file to a plan: new, matched, in conflict, rejected."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.intake.on_record import OnRecord, days_booked
from refcli.core.intake.plan import plan_intake
from refcli.core.intake.planned import ImportPlan, Remark
from refcli.core.intake.reading.understood import ReferralLine, Rejected
from refcli.core.intake.repeats import Repeats
from refcli.core.intake.whose.records import Records
from refcli.core.intake.whose.ties import find_tie
from refcli.core.names.named import Named
from refcli.core.referrals.patients import KnownPatient, find_on_record
from refcli.core.referrals.records import NewReferral, standing_of, steps_told
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind, Status, StepKind
from tests.core.intake.rows import EXTRA, FILE, read_cells, reasons_of, register_of

TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 2)
UNKNOWN = Named(1, "unknown", Kind.OTHER)
NONE = Named(2, "none", Kind.OTHER)
CHEN = Named(3, "Dr. Wei Chen", Kind.PROVIDER, ("W. Chen",), "Elm Dental")
ELM = Named(4, "Elm Dental", Kind.OFFICE)
MARIA = Named(5, "Maria Lopez", Kind.PATIENT)
MARIA_2 = Named(6, "Maria Lopez", Kind.PATIENT)
BOOK = (UNKNOWN, NONE, CHEN, ELM, MARIA, MARIA_2)
NEXT = 10


def row(line: int = 2, **cells: str) -> ReferralLine | Rejected:
    """A row of the file: Ann Ray, who came from Dr. Chen, unless it says otherwise."""
    usual = {"received_on": "2026-11-02", "patient": "Ann Ray", "source": "Dr. Wei Chen"}
    return read_cells(line, usual | cells, TODAY)


def plan_of(
    *rows: ReferralLine | Rejected,
    known: Sequence[Named] = BOOK,
    records: Records | None = None,
    anyway: bool = False,
) -> ImportPlan:
    register = register_of(rows, known, TODAY, NEXT, anyway=anyway)
    return plan_intake(rows, register, Records() if records is None else records)


NAMES = {3: "Dr. Wei Chen", 4: "Elm Dental"}


def known_day(
    patient: str, *several: tuple[int, Status, date | None, int | None], chart: str = ""
) -> Records:
    """What is on record of a patient and a day: from whom, how far, seen when, and the cents."""
    records = Records()
    for source_id, status, seen_on, cents in several:
        one = OnRecord(
            source_id=source_id,
            status=status,
            seen_on=seen_on,
            cents=cents,
            patient=patient,
            chart=chart,
            source=NAMES.get(source_id, ""),
        )
        records.add(one, DAY)
    return records


def as_on_record(new: NewReferral) -> OnRecord:
    """A referral of a plan once it is on record."""
    return OnRecord(
        source_id=new.source_id,
        status=new.status,
        seen_on=new.seen_on,
        cents=new.production_cents,
        patient=new.patient,
        chart=new.chart,
        appointments=days_booked(steps_told(new)),
    )


def refusal(**cells: str) -> str:
    """Why the only row of a file is rejected."""
    plan = plan_of(row(2, **cells))

    assert (plan.sources, plan.referrals, plan.matched, plan.conflicts) == ([], [], 0, [])
    [remark] = plan.rejected
    assert remark.line == 2
    return "; ".join(remark.reasons)


# What a row says


def test_a_row_needs_a_day_a_patient_and_a_source() -> None:
    assert plan_of(row()) == ImportPlan(
        referrals=[NewReferral(patient="Ann Ray", source_id=3, received_on=DAY)]
    )


def test_a_row_may_say_everything() -> None:
    plan = plan_of(
        row(
            received_on=" 11/02/2026",
            status="Completed",
            seen_on="2026-11-09",
            value="$1,250.50",
            also="elm dental; W. Chen DDS ;elm dental;",
            source="none",
            service="implant",
            chart="0042",
            note="by phone",
        )
    )

    assert plan == ImportPlan(
        referrals=[
            NewReferral(
                patient="Ann Ray",
                source_id=2,
                received_on=DAY,
                status=Status.COMPLETED,
                seen_on=date(2026, 11, 9),
                completed_on=date(2026, 11, 9),
                production_cents=125_050,
                production_on=date(2026, 11, 9),
                service="implant",
                chart="0042",
                note="by phone",
                assists=(4, 3),
                told=(
                    ReferralStep(what=StepKind.SEEN, day=date(2026, 11, 9)),
                    ReferralStep(what=StepKind.COMPLETED),
                    ReferralStep(what=StepKind.VALUE, day=date(2026, 11, 9), cents=125_050),
                ),
            )
        ]
    )


@pytest.mark.parametrize(
    ("cells", "referral"),
    [
        (
            {"status": "scheduled"},
            NewReferral(
                patient="Ann Ray",
                source_id=3,
                received_on=DAY,
                status=Status.SCHEDULED,
                scheduled_on=DAY,
                told=(ReferralStep(what=StepKind.BOOKED),),
            ),
        ),
        (
            {"seen_on": "2026-11-09"},
            NewReferral(
                patient="Ann Ray",
                source_id=3,
                received_on=DAY,
                status=Status.SEEN,
                seen_on=date(2026, 11, 9),
            ),
        ),
        (
            {"status": "lost"},
            NewReferral(
                patient="Ann Ray",
                source_id=3,
                received_on=DAY,
                status=Status.LOST,
                closed_on=DAY,
                reason="not recorded",
                told=(ReferralStep(what=StepKind.LOST, reason="not recorded"),),
            ),
        ),
        (
            {"status": "lost", "seen_on": "2026-11-09", "note": "moved away"},
            NewReferral(
                patient="Ann Ray",
                source_id=3,
                received_on=DAY,
                status=Status.LOST,
                seen_on=date(2026, 11, 9),
                closed_on=date(2026, 11, 9),
                reason="moved away",
                note="moved away",
                told=(
                    ReferralStep(what=StepKind.SEEN, day=date(2026, 11, 9)),
                    ReferralStep(what=StepKind.LOST, reason="moved away"),
                ),
            ),
        ),
        (
            {"status": "duplicate"},
            NewReferral(
                patient="Ann Ray",
                source_id=3,
                received_on=DAY,
                status=Status.DUPLICATE,
                closed_on=DAY,
                reason="not recorded",
                told=(ReferralStep(what=StepKind.DUPLICATE, reason="not recorded"),),
            ),
        ),
        (
            {"value": "0"},
            NewReferral(
                patient="Ann Ray",
                source_id=3,
                received_on=DAY,
                production_cents=0,
                production_on=DAY,
            ),
        ),
    ],
)
def test_every_status_gets_the_dates_that_are_known(
    cells: dict[str, str], referral: NewReferral
) -> None:
    assert plan_of(row(2, **cells)) == ImportPlan(referrals=[referral])
    standing = standing_of(referral)
    assert derive_standing(DAY, steps_told(referral)) == standing  # whatever has no day


def test_nothing_is_owed_for_rows_older_than_thirty_days() -> None:
    plan = plan_of(
        row(patient="A", received_on="2026-10-24"), row(patient="B", received_on="2026-10-23")
    )

    assert [(new.patient, new.past) for new in plan.referrals] == [("A", False), ("B", True)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"received_on": " "}, "received_on is empty"),
        ({"patient": ""}, "patient is empty"),
        ({"source": ""}, "source is empty"),
        ({"patient": "x" * 201}, "patient has more than 200 letters"),
        ({"source": "x" * 201}, "source has more than 200 letters"),
        (
            {"source": "Dr. New", "kind": "provider", "office": "x" * 201},
            "office has more than 200 letters",
        ),
        ({EXTRA: "DDS"}, "more cells than columns: put a text with commas into quotes"),
        (
            {"received_on": "2026-11-31"},
            ("received_on: '2026-11-31' is no date. Write 2026-11-20 or 11/20/2026"),
        ),
        (
            {"seen_on": "2026-11-24"},
            ("seen_on: '2026-11-24' lies in the future. Write 2026-11-20 or 11/20/2026"),
        ),
        (
            {"seen_on": "2026-11-01"},
            "2026-11-01 is before the referral was received (2026-11-02).",
        ),
        (
            {"status": "scheduled", "seen_on": "2026-11-09"},
            "status scheduled has no seen_on; leave it empty or write seen",
        ),
        (
            {"status": "received", "seen_on": "2026-11-09"},
            "status received has no seen_on; leave it empty or write seen",
        ),
        (
            {"status": "gone"},
            (
                "status 'gone' is none of received, scheduled, seen, completed, lost, duplicate,"
                " invalid"
            ),
        ),
        (
            {"value": "1.250,00"},
            "value: '1.250,00' is no amount of money. Type dollars: 45, 45.50 or $1,250",
        ),
        ({"also": "none; W. Chen"}, "the primary source is also among the assists"),
        ({"also": "Dr. Ito"}, "no source is called 'Dr. Ito'; give its kind in the column kind"),
    ],
)
def test_a_row_that_cannot_be_taken_is_rejected_with_its_reason(
    cells: dict[str, str], reason: str
) -> None:
    assert refusal(**cells) == reason


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("11/2/26", DAY),
        ("2-Nov", DAY),
        ("Mon, Nov 2, 2026", DAY),
        ("2026-11-02T00:00:00", DAY),
        ("46328", DAY),
        ("11/2/99", date(1999, 11, 2)),
    ],
)
def test_a_day_is_read_as_sheets_and_programs_write_it(cell: str, day: date) -> None:
    assert [one.received_on for one in plan_of(row(received_on=cell)).referrals] == [day]


@pytest.mark.parametrize("cell", ["N/A", "0001-01-01", "0/0/00", "1/0/1900", "-"])
def test_a_cell_that_says_that_there_is_no_day_is_empty(cell: str) -> None:
    [taken] = plan_of(row(seen_on=cell)).referrals

    assert (taken.status, taken.seen_on) == (Status.RECEIVED, None)
    assert refusal(received_on=cell) == "received_on is empty"


def test_a_day_without_a_year_far_back_is_no_guess() -> None:
    assert refusal(received_on="7-Aug") == (
        "received_on: '7-Aug' would be Fri 7 Aug 2026, 108 days ago."
        " Type it with its year: 2026-08-07"
    )


# Whom a row means


@pytest.mark.parametrize(
    ("source", "id_"),
    [
        ("WEI CHEN DDS", 3),
        ("Chen, Wei", 3),
        ("W. Chen", 3),
        ("elm dental", 4),
        ("#6", 6),
        ("# 004", 4),
        ("NONE", 2),
        ("Unknown", 1),
    ],
)
def test_a_source_on_record_is_found_by_its_whole_name_or_its_number(source: str, id_: int) -> None:
    assert [new.source_id for new in plan_of(row(source=source)).referrals] == [id_]


@pytest.mark.parametrize(
    ("cells", "id_"),
    [
        ({"kind": "Provider"}, 3),
        ({"source": "#3", "kind": "provider"}, 3),
        ({"source": "#6", "kind": "patient"}, 6),
        ({"source": "w chen", "kind": "provider", "office": "Elm Dental"}, 3),
    ],
)
def test_a_source_on_record_may_be_named_with_its_kind(cells: dict[str, str], id_: int) -> None:
    plan = plan_of(row(2, **cells))

    assert (plan.sources, [new.source_id for new in plan.referrals]) == ([], [id_])


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (
            {"source": "Dr. Wei Chem"},
            "'Dr. Wei Chem' could be #3 Dr. Wei Chen; write its number, as #3",
        ),
        (
            {"source": "Maria"},
            "'Maria' could be #5 Maria Lopez, #6 Maria Lopez; write its number, as #5",
        ),
        (
            {"source": "Maria Lopez"},
            "'Maria Lopez' could be #5 Maria Lopez, #6 Maria Lopez; write its number, as #5",
        ),
        (
            {"source": "Maria Lopez", "kind": "patient"},
            "'Maria Lopez' could be #5 Maria Lopez, #6 Maria Lopez; write its number, as #5",
        ),
        ({"source": "Dr. Ito"}, "no source is called 'Dr. Ito'; give its kind in the column kind"),
        ({"source": "#99"}, "no source is called '#99'"),
        ({"source": "#99", "kind": "provider"}, "'#99' cannot name a new source"),
        ({"source": "V12"}, "no source is called 'V12'"),
        ({"source": "V12", "kind": "provider"}, "'V12' cannot name a new source"),
        ({"source": "#Elm", "kind": "print"}, "'#Elm' cannot name a new source"),
        (
            {"source": "Dr. Wei Chem", "kind": "provider"},
            (
                "'Dr. Wei Chem' could be #3 Dr. Wei Chen; write its number, as #3, or import with"
                " --new if it is another one"
            ),
        ),
        (
            {"source": "Chen", "kind": "provider"},
            (
                "'Chen' could be #3 Dr. Wei Chen; write its number, as #3, or import with"
                " --new if it is another one"
            ),
        ),
        (
            {"kind": "office"},
            (
                "'Dr. Wei Chen' is #3 Dr. Wei Chen, and no office; leave its kind empty, or import"
                " with --new for a second one of that name"
            ),
        ),
        (
            {"source": "#3", "kind": "office"},
            "'#3' is #3 Dr. Wei Chen, and no office; leave its kind empty",
        ),
        (
            {"source": "Dr. Ito", "kind": "plumber"},
            (
                "kind 'plumber' is none of patient, provider, office, insurer, community, signage,"
                " print, digital, other"
            ),
        ),
        (
            {"kind": "plumber"},
            (
                "kind 'plumber' is none of patient, provider, office, insurer, community, signage,"
                " print, digital, other"
            ),
        ),
        (
            {"source": "Google", "kind": "digital", "office": "Oak Endo"},
            "a digital works in no office; leave the column office empty",
        ),
        (
            {"source": "Dr. Ito", "kind": "provider", "office": "Elm Dentel"},
            (
                "'Elm Dentel' could be #4 Elm Dental; write its number, as #4; if it is another"
                ' one, first: ref source add "Elm Dentel" --kind office --new'
            ),
        ),
    ],
)
def test_a_source_that_is_not_certain_is_rejected(cells: dict[str, str], reason: str) -> None:
    assert refusal(**cells) == reason


def test_no_more_than_three_candidates_are_listed() -> None:
    known = [Named(n, f"Elm {n}", Kind.OFFICE) for n in range(1, 6)]

    plan = plan_of(row(source="elm"), known=known)

    assert reasons_of(plan.rejected) == [
        (
            2,
            "'elm' could be #1 Elm 1, #2 Elm 2, #3 Elm 3 and 2 more; write its number, as #1",
        )
    ]


def test_a_new_source_comes_in_with_its_kind_its_office_and_its_first_day() -> None:
    plan = plan_of(
        row(2, source="Dr. Ito", kind="provider", office="Oak Endo"),
        row(3, patient="B", source="dr ito"),
        row(4, patient="C", source="Oak Endo", received_on="2026-11-03"),
        row(5, patient="D", source="Dr. Abt", kind="provider", office="oak endo"),
        row(6, patient="E", source="Dr. Orr", kind="provider", office="Elm Dental"),
        row(7, patient="F", source="Google", kind="DIGITAL", also="Dr. Ito"),
    )

    assert plan.sources == [
        NewSource(id=10, name="Oak Endo", kind=Kind.OFFICE, added_on=DAY),
        NewSource(id=11, name="Dr. Ito", kind=Kind.PROVIDER, added_on=DAY, office_id=10),
        NewSource(id=12, name="Dr. Abt", kind=Kind.PROVIDER, added_on=DAY, office_id=10),
        NewSource(id=13, name="Dr. Orr", kind=Kind.PROVIDER, added_on=DAY, office_id=4),
        NewSource(id=14, name="Google", kind=Kind.DIGITAL, added_on=DAY),
    ]
    assert [(new.patient, new.source_id, new.assists) for new in plan.referrals] == [
        ("Ann Ray", 11, ()),
        ("B", 11, ()),
        ("C", 10, ()),
        ("D", 12, ()),
        ("E", 13, ()),
        ("F", 14, (11,)),
    ]
    assert plan.rejected == []


def test_in_a_file_with_the_latest_row_first_a_source_came_in_with_the_earliest() -> None:
    dr_ito = {"source": "Dr. Ito", "kind": "provider", "office": "Oak Endo"}
    plan = plan_of(
        row(2, patient="A", received_on="2026-11-20", **dr_ito),
        row(3, patient="B", received_on="2026-11-02", **dr_ito),
        row(4, patient="C", received_on="2026-11-09", **dr_ito),
    )

    assert [(source.name, source.added_on) for source in plan.sources] == [
        ("Oak Endo", DAY),
        ("Dr. Ito", DAY),
    ]


def test_a_name_like_one_of_another_kind_is_new() -> None:
    plan = plan_of(row(source="Maria Lopes", kind="provider"))

    assert plan.sources == [NewSource(id=10, name="Maria Lopes", kind=Kind.PROVIDER, added_on=DAY)]


def test_another_one_like_it_or_of_its_name_is_new_only_on_demand() -> None:
    rows = (
        row(2, source="Dr. Wei Chem", kind="provider"),
        row(3, patient="B", kind="patient"),
        row(4, patient="C", kind="patient"),
        row(5, patient="D", kind="provider"),
    )

    plan = plan_of(*rows, anyway=True)

    assert [(source.id, source.name, source.kind) for source in plan.sources] == [
        (10, "Dr. Wei Chem", Kind.PROVIDER),
        (11, "Dr. Wei Chen", Kind.PATIENT),
    ]
    assert [new.source_id for new in plan.referrals] == [10, 11, 11, 3]
    assert [remark.line for remark in plan_of(*rows).rejected] == [2, 3, 4]


DR_PARK = {"source": "Dr. Susan Park", "kind": "provider"}


@pytest.mark.parametrize("source", ["dr chen", "elm", "Wei", "e", "D", "Dr. Wei", "Dr. Elm Dental"])
def test_a_fragment_is_credited_to_nobody(source: str) -> None:
    assert plan_of(row(source=source)).referrals == []


def test_the_new_names_of_a_file_are_held_against_each_other() -> None:
    plan = plan_of(
        row(2, patient="A", **DR_PARK),
        row(3, patient="B", source="PARK, SUSAN", kind="provider"),
        row(4, patient="C", source="Sue Park", kind="provider"),
        row(5, patient="D", source="Park, Susan M.", kind="provider"),
        row(6, patient="E", source="Dr. Ann Berg", kind="provider"),
    )

    assert [source.name for source in plan.sources] == ["Dr. Susan Park", "Dr. Ann Berg"]
    assert reasons_of(plan.rejected) == [
        (
            line,
            (
                f"{name!r} could be Dr. Susan Park of line 2; write one name in both lines, or"
                " import with --new if it is another one"
            ),
        )
        for line, name in ((4, "Sue Park"), (5, "Park, Susan M."))
    ]


def test_the_new_offices_of_a_file_are_held_against_each_other() -> None:
    names = (
        "Fremont Dental Group",
        "Fremont Dental Group PLLC",
        "Fremont Dental Grp",
        "Oak Dental",
    )
    doctors = ("Dr. Ann Berg", "Dr. Bo Kim", "Dr. Cy Ito", "Dr. Di Roe")
    plan = plan_of(
        *(
            row(line, patient=name, source=doctor, kind="provider", office=name)
            for line, (name, doctor) in enumerate(zip(names, doctors, strict=True), start=2)
        )
    )

    offices = [source.name for source in plan.sources if source.kind is Kind.OFFICE]
    assert offices == ["Fremont Dental Group", "Oak Dental"]
    assert [remark.line for remark in plan.rejected] == [4]


def test_an_office_may_bear_its_doctors_name_and_is_never_doubled() -> None:
    office = {"office": "Susan Park DDS PLLC"}
    rows = (row(2, **DR_PARK, **office), row(3, patient="B", **DR_PARK, **office))

    for anyway in (False, True):
        plan = plan_of(*rows, anyway=anyway)
        assert [source.kind for source in plan.sources] == [Kind.OFFICE, Kind.PROVIDER]


@pytest.mark.parametrize(
    "untaken",
    [
        {"received_on": "2026-11-02", "patient": "Bo Kim"},  # in conflict
        {"received_on": "2026-11-01", "patient": "C", "value": "1.250,00"},
        {"received_on": "2026-11-01", "patient": "C", "also": "zebra"},
    ],
)
def test_a_row_that_is_not_taken_leaves_no_source_behind(untaken: dict[str, str]) -> None:
    records = known_day("Bo Kim", (3, Status.RECEIVED, None, None))

    alone = plan_of(row(2, **DR_PARK, office="Oak", **untaken), records=deepcopy(records))
    later = plan_of(
        row(2, **DR_PARK, **untaken),
        row(3, **DR_PARK, received_on="2026-11-09"),
        records=records,
    )

    assert (alone.sources, alone.referrals) == ([], [])
    assert [(one.id, one.name, one.added_on) for one in later.sources] == [
        (10, "Dr. Susan Park", date(2026, 11, 9))
    ]


# New, matched, in conflict


def test_a_row_that_says_what_is_on_record_is_matched() -> None:
    records = known_day("Ann Ray", (3, Status.SEEN, date(2026, 11, 9), 10_000))

    plan = plan_of(row(patient="Ann  RAY", seen_on="2026-11-09", value="100"), records=records)

    assert plan == ImportPlan(matched=1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, "the record of that day differs (there: seen on 2026-11-09); it stays as it is"),
        (
            {"seen_on": "2026-11-10", "value": "100"},
            "the record of that day differs (there: seen on 2026-11-09); it stays as it is",
        ),
        (
            {"seen_on": "2026-11-09", "value": "101"},
            "the record of that day differs (there: seen on 2026-11-09); it stays as it is",
        ),
    ],
)
def test_a_row_that_says_something_else_is_in_conflict(cells: dict[str, str], reason: str) -> None:
    records = known_day("Ann Ray", (3, Status.SEEN, date(2026, 11, 9), 10_000))

    assert plan_of(row(7, **cells), records=records) == ImportPlan(conflicts=[Remark(7, reason)])


def test_a_patient_who_came_that_day_from_another_source_is_not_counted_unasked() -> None:
    records = known_day("Ann Ray", (3, Status.SEEN, date(2026, 11, 9), 10_000))
    rows = [row(7, source="Elm Dental")]

    plan = plan_of(*rows, records=deepcopy(records))

    text = (
        "this patient is on record that day from #3 Dr. Wei Chen; Ann Ray is not taken. If both"
        ' sent them, type: ref referral edit "Ann Ray" --also "#4"; if only Elm Dental did: ref'
        ' referral edit "Ann Ray" --from "#4"'
    )
    assert plan == ImportPlan(conflicts=[Remark(7, text)], repeated=1)
    register = register_of(rows, BOOK, TODAY, NEXT)
    again = plan_intake(rows, register, records, None, Repeats(anyway=True))
    assert [new.source_id for new in again.referrals] == [4]
    second = plan_intake(rows, register_of(rows, BOOK, TODAY, NEXT), records)
    assert second == ImportPlan(matched=1)


def test_a_record_without_a_visit_is_told_by_its_status() -> None:
    records = known_day("Ann Ray", (3, Status.SCHEDULED, None, None))

    assert plan_of(row(), records=records).conflicts == [
        Remark(2, "the record of that day differs (there: scheduled); it stays as it is")
    ]


def test_of_several_records_of_the_day_any_may_match() -> None:
    records = known_day(
        "Ann Ray", (4, Status.RECEIVED, None, None), (3, Status.RECEIVED, None, None)
    )

    assert plan_of(row(), row(3, source="elm dental"), records=records) == ImportPlan(matched=2)
    assert plan_of(row(4, source="none"), records=records).conflicts == [
        Remark(4, "this patient is on record that day from #4 Elm Dental; Ann Ray is not taken")
    ]


def test_the_same_patient_long_after_is_a_new_referral_and_said() -> None:
    records = known_day("Ann Ray", (3, Status.RECEIVED, None, None), chart="7")

    plan = plan_of(row(received_on="2026-08-03", chart="7"), records=records)  # 91 days

    assert [new.received_on for new in plan.referrals] == [date(2026, 8, 3)]
    assert plan.again == [
        Remark(2, "Ann Ray was referred on 2026-11-02 from Dr. Wei Chen already"),
    ]
    assert (plan.conflicts, plan.repeated) == ([], 0)


def test_a_patient_who_is_counted_already_is_not_counted_again_unasked() -> None:
    records = known_day("Ann Ray", (3, Status.RECEIVED, None, None), chart="7")
    rows = [
        row(2, received_on="2026-11-03"),
        row(3, received_on="2026-11-04", source="none", chart="07"),
        row(4, received_on="2024-11-02", patient="Bo Hill", chart="7"),
        row(5, patient="Cy Lund", source="none", received_on="2026-08-10"),
        row(6, patient="Lund, Cy", received_on="2026-11-08"),  # 90 days
    ]

    plan = plan_of(*rows, records=deepcopy(records))

    assert [new.patient for new in plan.referrals] == ["Cy Lund"]
    already = "Ann Ray was referred on 2026-11-02 from Dr. Wei Chen already; Ann Ray is not taken"
    assert plan.conflicts == [
        Remark(2, already),
        Remark(3, already),
        Remark(4, "chart number 7 is that of Ann Ray too; Bo Hill is not taken"),
        Remark(
            6,
            "Lund, Cy was referred on 2026-08-10 from none (line 5 of this file) already;"
            " Lund, Cy is not taken. If it is that referral, type afterwards: ref referral edit"
            ' "Lund, Cy" --from "#3"',
        ),
    ]
    assert (plan.repeated, plan.charted) == (3, 1)
    register = register_of(rows, BOOK, TODAY, NEXT)
    again = plan_intake(rows, register, records, None, Repeats(anyway=True))
    assert (len(again.referrals), len(again.again), again.repeated, again.charted) == (4, 3, 0, 1)
    assert [one.line for one in again.conflicts] == [4]  # a chart number is one person's


def test_nobody_is_counted_already_by_what_was_no_referral() -> None:
    twice = (row(2, status="duplicate"), row(3, received_on="2026-11-03"))
    other_way = (row(2), row(3, received_on="2026-11-03", status="invalid"))

    assert [len(plan_of(*rows).referrals) for rows in (twice, other_way)] == [2, 2]


def test_a_file_that_ref_printed_may_name_a_patient_twice() -> None:
    rows = [row(2), row(3, received_on="2026-11-03"), row(4, patient="Bo Hill")]
    records = Records()
    known = OnRecord(source_id=2, status=Status.RECEIVED, patient="Bo Hill", source="none")
    records.add(known, date(2026, 10, 2))
    register = register_of(rows, BOOK, TODAY, NEXT)

    plan = plan_intake(rows, register, records, None, Repeats(printed=frozenset({FILE})))

    assert [new.patient for new in plan.referrals] == ["Ann Ray", "Ann Ray"]
    assert plan.conflicts == [
        Remark(
            4,
            "Bo Hill was referred on 2026-10-02 from none already; Bo Hill is not taken. If it is"
            ' that referral, type: ref referral edit "Bo Hill" --from "#3"',
        )
    ]
    assert plan.again == []


def test_a_line_repeated_within_the_file_is_matched() -> None:
    plan = plan_of(row(2), row(3, patient="ANN RAY"), row(4, source="none"))

    assert (len(plan.referrals), plan.matched) == (1, 1)
    assert plan.conflicts == [
        Remark(
            4,
            "line 2 of this file has this patient that day, from Dr. Wei Chen; Ann Ray is not"
            " taken",
        )
    ]


def test_a_conflict_with_a_line_of_the_file_names_the_line_and_no_number_of_a_new_source() -> None:
    plan = plan_of(
        row(2, source="Google", kind="digital"),
        row(3, source="none"),
        row(4, source="google", status="scheduled"),
    )

    assert plan.conflicts == [
        Remark(
            3, "line 2 of this file has this patient that day, from Google; Ann Ray is not taken"
        ),
        Remark(4, "line 2 of this file says otherwise of that day (received); it stays"),
    ]


@pytest.mark.parametrize("typed", ["10", "#10", "# 10"])
def test_a_number_is_of_no_source_that_is_new_in_the_file(typed: str) -> None:
    plan = plan_of(row(2, source="Google", kind="digital"), row(3, patient="Bo Kim", source=typed))

    assert [new.id for new in plan.sources] == [10]
    assert [text for _, text in reasons_of(plan.rejected)] == [f"no source is called {typed!r}"]


def test_two_chart_numbers_of_one_name_and_day_are_two_patients() -> None:
    plan = plan_of(row(2, chart="1001"), row(3, chart="1002"), row(4, chart=" 01001"), row(5))

    assert [new.chart for new in plan.referrals] == ["1001", "1002"]
    assert (plan.matched, plan.conflicts) == (2, [])


def test_two_names_of_one_chart_number_and_day_are_one_patient_and_said_so() -> None:
    plan = plan_of(row(2, patient="Mary Poe", chart="77"), row(3, patient="Mary Jones", chart="77"))

    assert [new.patient for new in plan.referrals] == ["Mary Poe"]
    assert plan.conflicts == [
        Remark(3, "chart number 77 is on record that day as Mary Poe; Mary Jones is not taken")
    ]


def test_a_chart_number_that_differs_from_the_one_on_record_is_another_patient() -> None:
    records = known_day("Ann Ray", (3, Status.RECEIVED, None, None), chart="A12")

    assert plan_of(row(chart="a 12"), records=deepcopy(records)) == ImportPlan(matched=1)
    assert len(plan_of(row(chart="A13"), records=records).referrals) == 1


names = st.sampled_from(["Ann Ray", "RAY, ANN", "Mary Poe", "Mary Jones", "Ann B. Ray"])
charts = st.sampled_from(["", "77", "077", "78"])


@given(names, charts, names, charts)
def test_a_file_and_the_desk_know_the_same_patients(
    one: str, its_chart: str, other: str, other_chart: str
) -> None:
    records = known_day(one, (3, Status.RECEIVED, None, None), chart=its_chart)
    known = KnownPatient(1, one, DAY, 3, "Dr. Wei Chen", its_chart)

    said = OnRecord(source_id=4, status=Status.RECEIVED, patient=other, chart=other_chart)

    tied = find_tie(said, DAY, records)

    assert bool(tied.several) is bool(find_on_record(other, other_chart, [known]).same)


@pytest.mark.parametrize("source", ["Maria Wu DDS", "Wu, Maria, M.D.", "Dr. Maria Wu"])
def test_a_doctor_in_a_file_is_not_the_patient_of_that_name(source: str) -> None:
    patient = Named(7, "Maria Wu", Kind.PATIENT)

    asked = plan_of(row(source=source), known=[*BOOK, patient])
    said = plan_of(row(source=source, kind="patient"), known=[*BOOK, patient])

    assert [text for _, text in reasons_of(asked.rejected)] == [
        f"{source!r} could be #7 Maria Wu; write its number, as #7"
    ]
    assert [one.source_id for one in said.referrals] == [7]


OAK = Named(7, "Oak Dental", Kind.OFFICE, archived=True)
PARK = Named(8, "Dr. Susan Park", Kind.PROVIDER, archived=True)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"source": "Dr. Susan Park"},
            '#8 Dr. Susan Park is archived. To bring it back: ref source archive "#8" --back',
        ),
        (
            {"source": "Park, Susan", "kind": "provider"},
            (
                '#8 Dr. Susan Park is archived. To bring it back: ref source archive "#8" --back;'
                " or import with --new for a second one of that name"
            ),
        ),
        (
            {"source": "Dr. Suasn Park", "kind": "provider"},
            (
                "'Dr. Suasn Park' could be #8 Dr. Susan Park (archived); write its number, as #8,"
                " or import with --new if it is another one"
            ),
        ),
        (
            {"source": "Dr. Ito", "kind": "provider", "office": "oak dental"},
            '#7 Oak Dental is archived. To bring it back: ref source archive "#7" --back',
        ),
        (
            {"source": "Dr. Ito", "kind": "provider", "office": "Oak Dentl"},
            (
                "'Oak Dentl' could be #7 Oak Dental (archived); write its number, as #7; if it is"
                ' another one, first: ref source add "Oak Dentl" --kind office --new'
            ),
        ),
    ],
)
def test_who_was_archived_is_never_new_in_a_file(cells: dict[str, str], said: str) -> None:
    plan = plan_of(row(2, **cells), known=[*BOOK, OAK, PARK])

    assert (plan.sources, [text for _, text in reasons_of(plan.rejected)]) == ([], [said])


def test_new_is_about_the_source_of_a_row_and_not_about_its_office() -> None:
    near = plan_of(row(source="Dr. Ito", kind="provider", office="Elm Dentl"), anyway=True)
    second = plan_of(row(source="Park, Susan", kind="provider"), known=[*BOOK, PARK], anyway=True)

    assert [text for _, text in reasons_of(near.rejected)] == [
        (
            "'Elm Dentl' could be #4 Elm Dental; write its number, as #4; if it is another one,"
            ' first: ref source add "Elm Dentl" --kind office --new'
        )
    ]
    assert [one.name for one in second.sources] == ["Park, Susan"]


def test_each_rejected_row_is_told_by_its_line_and_the_others_are_planned() -> None:
    plan = plan_of(row(2, patient=""), row(3), row(9, source="Dr. Ito"), row(12, source="Dr. Ito"))

    assert reasons_of(plan.rejected) == [
        (2, "patient is empty"),
        (9, "no source is called 'Dr. Ito'; give its kind in the column kind"),
        (12, "no source is called 'Dr. Ito'; give its kind in the column kind"),
    ]
    assert len(plan.referrals) == 1


# A file taken in twice

words = st.sampled_from
rows = st.lists(
    st.fixed_dictionaries(
        {
            "received_on": words(["2026-11-02", "2026-11-03", "2019-01-01", "11/31/2026"]),
            "patient": words(["Ann Ray", "ann  ray", "Bo Kim", "=1+1"]),
            "source": words(["none", "Dr. Wei Chen", "Google", "Dr. Ito", "Oak", "#4", "Chem"]),
            "kind": words(["", "provider", "digital", "nonsense"]),
            "office": words(["", "Oak", "Elm Dental"]),
            "status": words(["", "scheduled", "lost", "duplicate"]),
            "seen_on": words(["", "2026-11-09"]),
            "value": words(["", "45.50"]),
        }
    ),
    max_size=8,
)


def as_named(several: Sequence[NewSource]) -> list[Named]:
    """New sources as they are looked for once they are on record, each with its office."""
    names = {one.id: one.name for one in BOOK} | {one.id or 0: one.name for one in several}
    return [
        Named(one.id or 0, one.name, one.kind, place=names.get(one.office_id or 0, ""))
        for one in several
    ]


@given(rows, st.booleans())
def test_a_second_run_of_the_same_rows_adds_nothing(
    cells: list[dict[str, str]],
    anyway: bool,  # noqa: FBT001
) -> None:
    taken = [read_cells(line, one, TODAY) for line, one in enumerate(cells, start=2)]
    first = plan_of(*taken, anyway=anyway)
    refused = {remark.line for remark in first.rejected}
    taken = [one for one in taken if one.line not in refused]
    first = plan_of(*taken, anyway=anyway)
    known = [*BOOK, *as_named(first.sources)]
    records = Records()
    for new in first.referrals:
        records.add(as_on_record(new), new.received_on)

    later = NEXT + len(first.sources)
    register = register_of(taken, known, TODAY, later, anyway=anyway)
    second = plan_intake(taken, register, records)

    assert (second.sources, second.referrals) == ([], [])
    assert second.matched + len(second.conflicts) + len(second.rejected) == len(taken)
    if not anyway:
        assert second.matched == len(first.referrals) + first.matched


@given(rows)
def test_every_row_is_new_matched_in_conflict_or_rejected(cells: list[dict[str, str]]) -> None:
    plan = plan_of(*(read_cells(line, one, TODAY) for line, one in enumerate(cells, start=2)))
    remarked = [one.line for one in plan.conflicts] + [one.line for one in plan.rejected]

    assert len(plan.referrals) + plan.matched + len(remarked) == len(cells)
    assert len(set(remarked)) == len(remarked)
    assert set(remarked) <= set(range(2, len(cells) + 2))
    assert [source.id for source in plan.sources] == [NEXT + n for n in range(len(plan.sources))]


# Nobody, in the words of whoever kept the file


@pytest.mark.parametrize(
    ("typed", "source_id"),
    [("?", 1), ("-", 1), ("n/a", 1), ("Nobody asked", 1), ("Self", 2), ("Walk-in", 2)],
)
@pytest.mark.parametrize("kind", ["", "other", "patient"])
def test_what_people_write_for_nobody_is_a_built_in_source(
    typed: str, source_id: int, kind: str
) -> None:
    plan = plan_of(row(source=typed, kind=kind))

    assert [one.source_id for one in plan.referrals] == [source_id]
    assert plan.sources == []


def test_nobody_helps_to_refer_a_patient() -> None:
    plan = plan_of(row(also="n/a; Elm Dental; self"))

    assert [one.assists for one in plan.referrals] == [(4,)]


@pytest.mark.parametrize("fragment", ["A", "D", "Dr. Kim", "Elm", "Wei"])
def test_a_fragment_credits_nobody(fragment: str) -> None:
    refusal(source=fragment)


def test_twelve_spellings_of_a_doctor_make_one_source_and_questions() -> None:
    spellings = (
        *("Dr. Helen Marsh", "Helen Marsh DDS", "Marsh, Helen", "MARSH, HELEN R"),
        *("Helen R. Marsh", "Dr. Helen Rose Marsh", "H. Marsh", "Dr Marsh", "Helen Mrash"),
        *("Nell Marsh", "Helen Marsh, D.M.D., P.C.", "Helen Marsh Jr."),
    )
    rows = [
        row(line, patient=f"Patient {line}", source=name, kind="provider")
        for line, name in enumerate(spellings, start=2)
    ]

    plan = plan_of(*rows)

    assert [one.name for one in plan.sources] == ["Dr. Helen Marsh"]
    assert [one.patient for one in plan.referrals] == [f"Patient {n}" for n in (2, 3, 4, 12)]
    assert [one.line for one in plan.rejected] == [5, 6, 7, 8, 9, 10, 11, 13]


def test_patients_in_either_order_of_their_names_count_once() -> None:
    names = ("Rosa Diaz", "Diaz, Rosa", "René Muñoz", "MUNOZ, RENE")

    plan = plan_of(*(row(line, patient=name) for line, name in enumerate(names, start=2)))

    assert [one.patient for one in plan.referrals] == ["Rosa Diaz", "René Muñoz"]
    assert plan.matched == 2


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("pt - John Roe", "John Roe", Kind.PATIENT),
        ("friend: John Roe", "John Roe", Kind.PATIENT),
        ("fam \N{EN DASH} Pat-Lynn Roe", "Pat-Lynn Roe", Kind.PATIENT),
        ("Pat-Lynn Roe", "Pat-Lynn Roe", None),
        ("Family-Care Dental", "Family-Care Dental", None),
        ("Family - Care Dental", "Family - Care Dental", None),
        ("Friend-Ship Insurance", "Friend-Ship Insurance", None),
    ],
)
def test_only_a_word_that_stands_apart_says_that_a_patient_is_meant(
    source: str, name: str, kind: Kind | None
) -> None:
    read = row(source=source)

    assert isinstance(read, ReferralLine)
    assert (read.source, read.kind) == (name, kind)


def test_with_new_a_later_row_without_an_office_means_the_new_one_of_the_file() -> None:
    first = row(2, source="Dr. Wei Chen", kind="provider", office="Oak Dental")
    later = row(3, patient="Bo Ray", source="Dr. Wei Chen")

    plan = plan_of(first, later, anyway=True)

    assert plan.rejected == []
    assert len({one.source_id for one in plan.referrals}) == 1
    assert plan.referrals[0].source_id != CHEN.id
