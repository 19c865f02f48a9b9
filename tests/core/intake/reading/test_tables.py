"""Tables: which line names the columns, what they mean, and which lines are no rows."""

from datetime import date

import pytest

from refcli.commands.intake.given import read_maps
from refcli.core.intake.columns.raw import GivenFile
from refcli.core.intake.reading.reading import Wishes
from refcli.core.intake.reading.understood import DateOrder, Understood
from refcli.core.vocabulary import Kind, Status, StepKind
from refcli.errors import RefError, UsageError
from tests.core.intake.reading.listing import understand_bytes

TODAY = date(2026, 11, 23)


def understand(*lines: str, maps: tuple[str, ...] = (), order: str = "") -> Understood:
    given = GivenFile("in.csv", ("\n".join(lines) + "\n").encode())
    wishes = Wishes(maps=read_maps(maps), order=DateOrder(order))
    [found] = understand_bytes(given, wishes=wishes)
    return found


def meanings(*lines: str, maps: tuple[str, ...] = ()) -> dict[str, str | None]:
    found = understand(*lines, maps=maps)
    return {one.header: (str(one.means) if one.means else None) for one in found.columns}


def refusal(*lines: str, maps: tuple[str, ...] = ()) -> str:
    with pytest.raises(RefError) as error:
        understand(*lines, maps=maps)
    return str(error.value)


@pytest.mark.parametrize(
    ("header", "means"),
    [
        ("Ref Dr", "source"),
        ("Referring Doctor", "source"),
        ("How did you hear about us?", "source"),
        ("Who may we thank for referring you?", "source"),
        ("Referido por", "source"),
    ],
)
def test_the_one_who_sent_them_has_many_names(header: str, means: str) -> None:
    assert meanings(f"Date of Call,Pt Name,{header}", "9/3/26,Ann Ray,none")[header] == means


@pytest.mark.parametrize(
    "header",
    [
        "Received On,Patient,Source,Seen,Completed,Revenue",
        "Received,Patient,Referred By,Seen,Completed,Revenue",
    ],
)
def test_what_came_of_a_referral_is_read_whatever_the_other_columns_are_called(
    header: str,
) -> None:
    found = understand(header, "9/13/26,Ann Ray,none,9/20/26,9/28/26,$150")

    assert [str(one.means) for one in found.columns[3:]] == ["seen_on", "completed_on", "value"]
    assert [(one.status, one.cents) for one in found.referrals] == [(Status.COMPLETED, 15_000)]


def test_a_social_security_number_beside_columns_of_ref_is_not_read() -> None:
    found = understand("received_on,patient,source,SSN", "9/13/26,Ann Ray,none,000-00-0000")

    assert [one.means for one in found.columns][3] is None
    assert "000-00-0000" not in repr(found)


def test_who_referred_them_goes_before_how_they_heard_of_us() -> None:
    found = understand(
        "Timestamp,Patient's name,How did you hear about us?,Name of the person who referred you",
        "9/13/2026 14:03:22,Ann Ray,Friend or family,Bo Hill",
        "9/14/2026 14:03:22,Cy Lund,Google search,",
    )

    assert [(one.source, one.kind) for one in found.referrals] == [
        ("Bo Hill", Kind.PATIENT),
        ("Google search", None),
    ]


def test_first_and_last_names_make_one_patient() -> None:
    found = understand("New Pt Date,Last,First,MI,Ref By", "9/3/26,Ray,Ann,B,none")

    assert [one.patient for one in found.referrals] == ["Ann B Ray"]


def test_a_name_that_may_mean_something_else_is_not_sure() -> None:
    found = understand("Date,Patient,Doctor", "9/13/26,Ann Ray,Dr. Voss")

    assert [(one.header, one.means, one.sure) for one in found.columns] == [
        ("Date", "received_on", False),
        ("Patient", "patient", True),
        ("Doctor", "source", False),
    ]


def test_what_a_column_means_can_be_said() -> None:
    lines = ("When called,Who,Sent to us by,Misc", "9/13/26,Ann Ray,Dr. Voss,x")
    maps = ("When called=received_on", "WHO=patient", "sent to us by = source", "Misc=none")

    found = understand(*lines, maps=maps)

    assert [(one.patient, one.source) for one in found.referrals] == [("Ann Ray", "Dr. Voss")]
    assert all(one.sure for one in found.columns)
    assert "has no column 'colour'" in refusal(*lines, maps=("Colour=note",))
    known = ("Date Received,Patient,Referred By", "9/13/26,Ann Ray,Dr. Voss")
    assert (
        "has no column 'colour'. It has Date Received, Patient, Referred By (line 1)."
    ) in refusal(*known, maps=("Colour=note",))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("source", "--map 'source' names no column."),
        ("=source", "--map '=source' names no column."),
        ("Ref=sauce", "'sauce' is nothing a column can mean. Type one of received_on, patient,"),
    ],
)
def test_a_meaning_that_nobody_knows_is_refused(typed: str, why: str) -> None:
    with pytest.raises(UsageError) as error:
        read_maps([typed])

    assert why in str(error.value)
    assert error.value.right == ("" if "=sauce" in typed else "Referred By=source")


def test_a_patient_id_is_the_chart_number_beside_a_name_and_else_the_patient() -> None:
    row = "10/3/2026,none,17"

    beside = meanings("Date Received,Referred By,Patient ID,Patient Name", f"{row},Ann Ray")
    apart = meanings(
        "Date Received,Referred By,Patient ID,First Name,Last Name", f"{row}04,Ann,Ray"
    )
    alone = meanings("Date Received,Referred By,Patient ID", f"{row}04")

    assert [one["Patient ID"] for one in (beside, apart, alone)] == ["chart", "chart", "patient"]
    assert beside["Patient Name"] == "patient"


@pytest.mark.parametrize(
    ("maps", "line"),
    [
        ((), '"Ref Day=received_on"'),
        (("Ref Day=received_on",), "Who=patient"),
        (("Ref Day=received_on", "Who=patient"), '"Sent By Whom=source"'),
    ],
)
def test_the_lines_that_are_told_name_the_column_that_looks_so(
    maps: tuple[str, ...], line: str
) -> None:
    lines = ("Chart,Ref Day,Sent By Whom,Who", "2,2026-11-01,Dr. Wei Chen,Ann Ray")

    assert refusal(*lines, maps=maps).endswith(f"ref import in.csv --map {line}")


def test_what_is_lacking_is_told_with_a_line_to_type() -> None:
    assert refusal("Pt Name,Ref Dr,First seen here", "Ann Ray,Dr. Voss,9/3/26") == (
        "in.csv has no column received_on under a name that is known (line 1). Columns that are"
        " not known: First seen here (9/3/26). Say which one it is:"
        ' ref import in.csv --map "First seen here=received_on"'
    )


def test_titles_totals_footers_and_repeats_are_no_rows() -> None:
    found = understand(
        "Cedar Hill",
        "",
        "Date Received,Patient,Referred By,Value",
        "9/13/26,Ann Ray,none,10",
        "October,,,",
        "10/1/26,Bo Lee,none,20",
        "10/1/26,Bo Lee,none,20",
        "Date Received,Patient,Referred By,Value",
        "10/2/26,Cy Fox,none,5",
        ",,,35",
        "Grand total:,3,,35",
        "",
        "A note about this list",
        "Copyright 2026,,,",
    )

    assert [(one.line, one.why) for one in found.left_out] == [
        (1, "title"),
        (2, "blank"),
        (5, "title"),
        (7, "the same as line 6"),
        (8, "the column names again"),
        (10, "total"),
        (11, "total"),
        (12, "blank"),
        (13, "footer"),
        (14, "footer"),
    ]
    assert [one.line for one in found.referrals] == [4, 6, 9]
    assert found.rejected == ()


@pytest.mark.parametrize(
    "line",
    [",Ann Ray,,", "10/2/26,,,", ",,none,", "Totally Kids,Ann Ray,none,", "10/2/26,Total,,"],
)
def test_a_row_that_lacks_something_is_never_left_out(line: str) -> None:
    found = understand("Date Received,Patient,Referred By,Value", "9/13/26,Bo,none,", line)

    assert found.left_out == ()
    assert [one.line for one in found.rejected] == [3]


@pytest.mark.parametrize(
    "line",
    [
        "46324,Ann Ray,Total Dental Care,100",
        "46324.5,Ann Ray,Total Dental Care,100",
        '"Nov 2nd, 2026",Ann Ray,Average Joe Gym,',
        "2nd of November 2026,Ann Ray,Sum Wong DDS,",
        "Mon 2 Nov,Ann Ray,Total Dental Care,",
        "2026-11-02 9:15 AM PST,Sum Wong,Total Dental Care,",
    ],
)
def test_who_is_called_total_is_a_row_however_its_day_is_written(line: str) -> None:
    found = understand("Date,Patient,Referred By,Value", "2026-11-03,Bo,none,", line)

    assert found.left_out == ()
    assert [one.line for one in found.referrals] == [2, 3]


@pytest.mark.parametrize(
    "line", [",Cy Fox,Total Health Clinic,", ",Sum Wong,Dr. Lee,5", "TBD,Cy Fox,Average Joe Gym,"]
)
def test_who_is_called_total_without_a_day_is_rejected_with_the_reason(line: str) -> None:
    found = understand("Date,Patient,Referred By,Value", "2026-11-03,Bo,none,", line)

    assert found.left_out == ()
    assert [one.line for one in found.rejected] == [3]


@pytest.mark.parametrize(
    "line",
    [
        "Total,,,100",
        ",Total patients,Total sources,",
        ",Total,12,",
        "Total 4 patients,3,2,",
        ",,Sum,",
    ],
)
def test_a_line_that_adds_up_is_left_out(line: str) -> None:
    found = understand("Date,Patient,Referred By,Value", "2026-11-03,Bo,none,", line)

    assert [(one.line, one.why) for one in found.left_out] == [(3, "total")]


def test_counts_in_the_column_of_the_patient_are_refused_as_counts() -> None:
    lines = ("Date of referral,Referred By,Patient", "2026-10-31,Google,4", "2026-10-31,Yelp,12")

    assert refusal(*lines) == (
        "in.csv looks like counts of patients: its column Patient holds 4, 12. ref counts"
        " patients one by one, by name. Import a list with a line for each patient."
    )


@pytest.mark.parametrize("patient", ["1042", "Ann Ray"])
def test_one_who_has_a_name_or_a_number_among_figures_is_a_patient(patient: str) -> None:
    found = understand("Date,Referred By,Patient", "2026-10-31,Google,4", f"2026-10-31,x,{patient}")

    assert [one.patient for one in found.referrals] == ["4", patient]


def test_the_order_of_days_can_be_said() -> None:
    lines = ("received_on,patient,source", "3/8/2026,Ann,none")

    assert understand(*lines).referrals[0].received_on == date(2026, 3, 8)
    assert understand(*lines).date_order is DateOrder.UNCLEAR
    assert understand(*lines, order="day_first").referrals[0].received_on == date(2026, 8, 3)


def test_an_order_that_the_file_disproves_is_refused() -> None:
    given = GivenFile("in.csv", b"received_on,patient,source\n9/24/2026,Ann,none\n")

    with pytest.raises(UsageError) as error:
        understand_bytes(given, wishes=Wishes(order=DateOrder.DAY_FIRST))

    assert "has days that only have the month first. Leave out --day-first." in str(error.value)


def test_a_column_without_proof_is_read_as_the_others_of_its_file() -> None:
    found = understand("received_on,patient,source,seen_on", "3/8/2026,Ann,none,25/8/2026")

    assert found.referrals[0].received_on == date(2026, 8, 3)


def test_seen_without_a_day_is_a_step_without_a_day() -> None:
    found = understand(
        "Date Received,Patient,Referred By,Seen,Status,Appt Date",
        "9/13/26,Ann,none,Y,,",
        "9/13/26,Bo,none,N,,",
        "9/13/26,Cy,none,,seen,",
        "9/13/26,Dee,none,,,no show",
        "9/13/26,Eve,none,,no show,9/20/26 9:30 AM",
        "9/13/26,Flo,none,,,12/2/2026",
    )

    assert [
        (one.patient, str(one.status), [(str(s.what), s.day, s.for_day) for s in one.told])
        for one in found.referrals
    ] == [
        ("Ann", "seen", [("seen", None, None)]),
        ("Bo", "received", []),
        ("Cy", "seen", [("seen", None, None)]),
        ("Dee", "received", [("booked", None, None), ("missed", None, None)]),
        (
            "Eve",
            "received",
            [("booked", None, date(2026, 9, 20)), ("missed", date(2026, 9, 20), None)],
        ),
        ("Flo", "scheduled", [("booked", None, date(2026, 12, 2))]),
    ]


def test_samples_show_letters_that_are_not_ascii_first() -> None:
    rows = [f"9/1{n}/26,Patient {n},none" for n in range(5)]
    found = understand("Date Received,Patient,Referred By", *rows, "9/20/26,Zoë,none")

    assert [one.cells["Patient"] for one in found.samples] == ["Patient 0", "Patient 1", "Zoë"]


def test_a_file_that_names_sources_by_numbers_wants_the_other_one() -> None:
    header = "RefAttachNum,ReferralNum,PatNum,ItemOrder,RefDate,RefType"

    assert "Give the file referral.csv of the same program with it" in refusal(header)


def test_a_patient_who_is_nobody_is_no_patient() -> None:
    [found] = understand("received_on,patient,source", "9/13/26,n/a,Elm").rejected

    assert found.reasons == ("patient: 'n/a' is nobody; write who it was",)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("Lost - too expensive", "too expensive"),
        ("lost: moved away", "moved away"),
        ("Declined (went to another office)", "went to another office"),
    ],
)
def test_a_status_may_say_why_it_was_lost(status: str, reason: str) -> None:
    [found] = understand("received_on,patient,source,status", f"9/13/26,Ann,Elm,{status}").referrals

    assert [(step.what, step.reason) for step in found.told] == [(StepKind.LOST, reason)]


def test_a_status_with_a_question_mark_is_no_status() -> None:
    [found] = understand("received_on,patient,source,status", "9/13/26,Ann,Elm,finished?").rejected

    assert found.reasons[0].startswith("status 'finished?' is none of received, scheduled, seen,")


def test_no_assist_takes_the_place_of_a_first_source_that_is_rejected() -> None:
    sources = "ReferralNum,LName,FName,IsHidden,PatNum,IsDoctor,NotPerson\n47,Roe,John,0,501,0,0\n"
    head = "RefAttachNum,ReferralNum,PatNum,ItemOrder,RefDate,RefType\n"
    rows = "1,99,7001,1,2026-09-03,1\n2,47,7001,2,2026-09-03,1\n3,47,7002,1,2026-09-03,1\n"
    given = [
        GivenFile("referral.csv", sources.encode()),
        GivenFile("refattach.csv", (head + rows).encode()),
    ]

    [found] = understand_bytes(*given)

    assert [(one.line, one.source, one.also) for one in found.referrals] == [(4, "John Roe", ())]
    assert [(one.line, one.reasons) for one in found.rejected] == [
        (2, ("no source has the number 99 in the other file",)),
        (3, ("line 2, with the first source of this patient and day, is rejected",)),
    ]


@pytest.mark.parametrize("status", ["received", "Received", "new"])
def test_a_day_of_booking_beside_received_calls_nothing_off_in_the_file_of_an_office(
    status: str,
) -> None:
    head = "Date Received,Patient,Referred By,Date Booked,Appt Date,Status"

    [one] = understand(head, f"11/02/2026,Ann Roe,none,11/3/2026,12/10/2026,{status}").referrals

    assert one.status is Status.SCHEDULED
    assert [step.what for step in one.told] == [StepKind.BOOKED]


def test_in_a_list_of_ref_a_day_of_booking_beside_received_was_called_off() -> None:
    head = "received_on,patient,source,scheduled_on,appointment_on,status"

    found = understand(
        head,
        "2026-11-02,Ann Roe,none,2026-11-03,,received",
        "2026-11-02,Bo Roe,none,2026-11-03,2026-12-10,received",
    )

    assert [[step.what for step in one.told] for one in found.referrals] == [
        [StepKind.BOOKED, StepKind.CANCELLED],
        [StepKind.BOOKED],
    ]


def test_two_people_may_share_an_e_mail() -> None:
    head = "Record ID,First Name,Last Name,Email,Create Date,Original Source"
    found = understand(
        head,
        "1,Ann,Roe,roe@mail.example,2026-09-14 09:14,ORGANIC_SEARCH",
        "2,Bo,Roe,roe@mail.example,2026-09-14 09:15,ORGANIC_SEARCH",
        "3,Ann,Roe,ROE@mail.example,2026-09-14 09:16,ORGANIC_SEARCH",
    )

    assert [one.patient for one in found.referrals] == ["Ann Roe", "Bo Roe"]
    assert [(one.line, one.why) for one in found.left_out] == [(4, "the same person as line 2")]


@pytest.mark.parametrize(
    ("header", "cells", "kinds"),
    [
        ("Showed?", "11/10/2026,N", [StepKind.BOOKED, StepKind.MISSED]),
        ("Kept Appt", "11/10/2026,no", [StepKind.BOOKED, StepKind.MISSED]),
        ("Showed?", "12/10/2026,N", [StepKind.BOOKED]),  # still to come
        ("Showed?", ",N", []),
        ("Seen?", "11/10/2026,N", [StepKind.BOOKED]),
    ],
)
def test_who_did_not_show_up_missed_the_appointment(
    header: str, cells: str, kinds: list[StepKind]
) -> None:
    head = f"Date Received,Patient,Referred By,Appt Date,{header}"

    [one] = understand(head, f"11/02/2026,Ann Roe,none,{cells}").referrals

    assert [step.what for step in one.told] == kinds


@pytest.mark.parametrize(
    "header", ["SSN", "Patient SSN", "Soc Sec", "SS Number", "SS#", "Social Security No.", "ssn_4"]
)
@pytest.mark.parametrize(
    "others", ["Date Received,Patient,Referred By", "received_on,patient,source"]
)
def test_a_social_security_number_is_read_under_no_name_and_in_no_format(
    header: str, others: str
) -> None:
    found = understand(
        f"{others},{header}", "11/02/2026,Ann Roe,none,123-45-6789", maps=(f"{header}=chart",)
    )

    assert "6789" not in str(found)


@pytest.mark.parametrize("header", ["Classn", "Assn", "Boss Number", "Pass No"])
def test_only_a_whole_word_means_a_social_security_number(header: str) -> None:
    found = understand(
        f"Date Received,Patient,Referred By,{header}",
        "11/02/2026,Ann Roe,none,5",
        maps=(f"{header}=chart",),
    )

    assert found.referrals[0].chart == "5"


@pytest.mark.parametrize("number", ["123-45-6789", "123 45 6789"])
def test_a_social_security_number_is_kept_and_shown_under_no_column(number: str) -> None:
    found = understand(
        "received_on,patient,source,chart,note,seen_on",
        f"2026-09-13,Ann Ray {number},none,{number},ssn {number} on file,{number}",
    )

    [row] = found.referrals
    assert (row.patient, row.chart, row.note, row.told) == ("Ann Ray", "", "ssn  on file", ())
    without = "without a Social Security number that stood there"
    not_kept = "a Social Security number, which is not kept"
    assert [(one.column, one.kept, one.why) for one in found.doubts] == [
        ("patient", True, without),
        ("chart", False, not_kept),
        ("note", True, without),
        ("seen_on", False, not_kept),
    ]
    assert "123" not in str([one.cells for one in found.samples])
    assert "123" not in str(row)


def test_figures_of_another_length_are_no_social_security_number() -> None:
    found = understand(
        "received_on,patient,source,chart,phone,note",
        "2026-09-13,Ann Ray,none,1123-45-6789,206-555-0101,98101-1234 and 12-3456789",
    )

    [row] = found.referrals
    assert (row.chart, row.note) == ("1123-45-6789", "98101-1234 and 12-3456789")
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("suite 200 10 2026 x", "suite 200 10 2026 x"),
        ("200 10 2026", ""),
        ("Social Security 200 10 2026", "Social Security"),
        ("soc. sec. no 200 10-2026", "soc. sec. no"),
        ("class 200-10 2026", "class 200-10 2026"),
        ("call 200-10-2026", "call"),
        ("000-12-3456, 666-12-3456", "000-12-3456, 666-12-3456"),
        ("123-00-4567 and 123-45-0000", "123-00-4567 and 123-45-0000"),
    ],
)
def test_a_note_loses_nothing_that_is_no_social_security_number(note: str, kept: str) -> None:
    row = f'2026-09-13,Ann Ray,none,"{note}"'

    found = understand("received_on,patient,source,note", row)

    assert [one.note for one in found.referrals] == [kept]
    assert [one.kept for one in found.doubts] == [bool(kept)] * (note != kept)


def test_a_row_of_nothing_but_such_a_number_is_not_said_to_be_taken() -> None:
    found = understand("received_on,patient,source", "2026-09-13,123-45-6789,none")

    assert [one.reasons for one in found.rejected] == [
        ("patient is empty", "patient: a Social Security number, which is not kept")
    ]
    assert found.doubts == ()


def test_a_social_security_number_is_shown_by_no_refusal() -> None:
    said = refusal("Ann Roe,123-45-6789,11/02/2026", "Bo Roe,987-65-4321,11/03/2026")

    assert "***-**-****" in said
    assert "6789" not in said


def test_what_is_said_of_date_2_is_not_said_of_date_1() -> None:
    head = "Date 1,Date 2,Patient,Referred By"
    row = "11/13/2026,11/16/2026,Ann Roe,none"

    [one] = understand(head, row, maps=("Date 1=received_on", "Date 2=seen_on")).referrals

    assert (one.received_on, one.told[0].day) == (date(2026, 11, 13), date(2026, 11, 16))
