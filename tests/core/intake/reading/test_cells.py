"""Days, amounts and words of a cell: what each of them means."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.columns.raw import MeantRow
from refcli.core.intake.reading.amounts import (
    BELOW_ZERO,
    BROKEN_FORMULA,
    ROUNDED,
    read_amount,
)
from refcli.core.intake.reading.days import DayReader, judge_days
from refcli.core.intake.reading.referral_rows import patient_named
from refcli.core.intake.reading.steps import OF_GREENWICH, doubt_hours, hour_of
from refcli.core.intake.reading.understood import DateOrder
from refcli.core.intake.reading.words import find_answer, find_kind, find_telling, guess_kind
from refcli.core.values.date_text import DateError
from refcli.core.values.money import MoneyError
from refcli.core.vocabulary import Kind

TODAY = date(2026, 11, 25)


def read_column(*cells: str) -> list[str]:
    """The days of a column as its cells together prove them; a refusal as its sentence."""
    column = judge_days(cells)
    reader = DayReader(TODAY, column, column.order)
    return [said(reader, cell) for cell in cells]


def said(reader: DayReader, cell: str) -> str:
    try:
        return str(reader.read(cell))
    except DateError as error:
        return str(error)


@pytest.mark.parametrize(
    ("cells", "order", "days"),
    [
        (["11/12/2025", "25/11/2025"], DateOrder.DAY_FIRST, ["2025-12-11", "2025-11-25"]),
        (["11/12/25", "11/25/25"], DateOrder.MONTH_FIRST, ["2025-11-12", "2025-11-25"]),
        (["3/8/2026", "4/8/2026"], DateOrder.UNCLEAR, ["2026-03-08", "2026-04-08"]),
        (["2026-08-03", "5/5/2026"], DateOrder.YEAR_FIRST, ["2026-08-03", "2026-05-05"]),
        (["20.11.26", "1.2.26"], DateOrder.DAY_FIRST, ["2026-11-20", "2026-02-01"]),
        (["9/3/26", "10-Sep", "9/15/26"], DateOrder.MONTH_FIRST, ["2026-09-03", "2026-09-10"]),
        (["46346", "46346.5"], DateOrder.NONE, ["2026-11-20", "2026-11-20"]),
        (["N/A", "0001-01-01", "0/0/00"], DateOrder.YEAR_FIRST, ["None", "None", "None"]),
        (["20/11/2026", "11/20/2026"], DateOrder.MONTH_FIRST, ["2026-11-20", "2026-11-20"]),
    ],
)
def test_the_order_of_day_and_month_is_judged_by_the_column(
    cells: Sequence[str], order: DateOrder, days: list[str]
) -> None:
    assert judge_days(cells).order is order
    assert read_column(*cells)[: len(days)] == days


def test_a_cell_against_the_order_of_its_column_is_refused() -> None:
    assert read_column("25/11/2025", "26/11/2025", "11/27/2025", "3/8/2026") == [
        "2025-11-25",
        "2025-11-26",
        "'11/27/2025' has the month first, and the others the day",
        "2026-08-03",
    ]


def test_a_day_without_its_year_lies_where_the_others_of_its_column_do() -> None:
    assert read_column("2/3/2025", "4/20/2025", "10-Mar") == [
        "2025-02-03",
        "2025-04-20",
        ("'10-Mar' would be Tue 10 Mar 2026, 260 days ago. Type it with its year: 2026-03-10"),
    ]
    assert read_column("2/3/2026", "4/20/2026", "10-Mar")[2] == "2026-03-10"


@given(st.dates(date(2000, 1, 1), TODAY), st.sampled_from("/-."))
def test_a_whole_day_is_read_in_the_order_that_its_column_proves(day: date, sign: str) -> None:
    first, month = f"13{sign}01{sign}2020", f"01{sign}13{sign}2020"
    typed = f"{day.day}{sign}{day.month}{sign}{day.year}"
    turned = f"{day.month}{sign}{day.day}{sign}{day.year}"

    assert read_column(first, typed)[1] == str(day)
    assert read_column(month, turned)[1] == str(day)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("$1,234.56", (123_456, "")),
        ("1,234", (123_400, "")),
        ("$1,234.5", (123_450, "")),
        ("USD 100", (10_000, "")),
        ("100 usd", (10_000, "")),
        ("1450.5000", (145_050, "")),
        ("333.333333333333", (33_333, ROUNDED)),
        ("$1,100.0050", (110_001, ROUNDED)),
        ("100.0000", (10_000, "")),
        ("-333.3333", (None, BELOW_ZERO)),
        ("#REF!", (None, BROKEN_FORMULA)),
        (" $1,450.00 ", (145_000, "")),
        ("0", (0, "")),
        ("-", (None, "")),
        (" $ -   ", (None, "")),
        ("$-", (None, "")),
        ("n/a", (None, "")),
        ("(150.00)", (None, BELOW_ZERO)),
        ("$(150.00)", (None, BELOW_ZERO)),
        ("-150", (None, BELOW_ZERO)),
        ("-$150", (None, BELOW_ZERO)),
        ("(0.00)", (None, "")),
    ],
)
def test_amounts_are_read_as_spreadsheets_write_them(
    typed: str, meant: tuple[int | None, str]
) -> None:
    assert read_amount(typed) == meant


@pytest.mark.parametrize("typed", ["1,23", "1.250,00", "1.450", "abc", "12 apples", "1e3"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(MoneyError):
        read_amount(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("New", "received"),
        ("Not Scheduled", "received"),
        ("Appt. made", "scheduled"),
        ("In Treatment", "seen"),
        ("Showed up", "seen"),
        ("Declined", "lost"),
        ("No show", "missed"),
        ("no-show", "missed"),
        ("FTA", "missed"),
        ("CXL", "cancelled"),
        ("Tx complete", "completed"),
        ("dup", "duplicate"),
        ("whatever", None),
    ],
)
def test_words_tell_how_far_a_referral_has_come(typed: str, meant: str | None) -> None:
    assert find_telling(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Y", "yes"),
        ("x", "yes"),
        ("\u2713", "yes"),
        ("TRUE", "yes"),
        ("N", "no"),
        ("no", "no"),
        ("y.", "yes"),
        ("hm", None),
    ],
)
def test_an_answer_is_yes_or_no(typed: str, meant: str | None) -> None:
    assert find_answer(typed) == meant


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Doctor", Kind.PROVIDER),
        ("Dr", Kind.PROVIDER),
        ("Friend/Family", Kind.PATIENT),
        ("a friend", Kind.PATIENT),
        ("Internet", Kind.DIGITAL),
        ("Facebook", Kind.DIGITAL),
        ("Office", Kind.OFFICE),
        ("patients", Kind.PATIENT),
        ("p", None),
        ("plumber", None),
    ],
)
def test_a_word_says_a_kind_only_when_it_is_whole(typed: str, kind: Kind | None) -> None:
    assert find_kind(typed) == kind


@pytest.mark.parametrize(
    ("name", "hint", "kind"),
    [
        ("Dr. Paula Voss", "", Kind.PROVIDER),
        ("Voss, Paula DMD", "", Kind.PROVIDER),
        ("Harbor Family Dental", "", Kind.OFFICE),
        ("Delta Plan of Example", "", Kind.INSURER),
        ("Facebook Ad", "", Kind.DIGITAL),
        ("Paula Voss", "GP", Kind.PROVIDER),
        ("Paula Voss", "", None),
    ],
)
def test_a_name_suggests_a_kind(name: str, hint: str, kind: Kind | None) -> None:
    assert guess_kind(name, hint) is kind


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("12/2/2026 9:30 AM", "09:30"),
        ("2026-12-02 14:05", "14:05"),
        ("12/2/26 12:15 p.m.", "12:15"),
        ("2026-12-02 00:00:00", None),
        ("12/2/2026", None),
        ("2026-12-02T14:30:00", "14:30"),
        ("2026-12-02T14:30", "14:30"),
        ("2026-12-02 14:30:00-08:00", "14:30"),
        ("2026-12-02T14:30:00.000+0100", "14:30"),
        ("2026/12/02 2:30:00 PM PST", "14:30"),
        ("2026/12/02 2:30:00 PM GMT-8", "14:30"),
        ("12/2/2026 2 PM", "14:00"),
        ("2 PM", "14:00"),
        ("9:30", "09:30"),
        ("46358.4375", "10:30"),
        ("0.4375", "10:30"),
        ("46358", None),
        ("46358.0", None),
        ("46358.99999", None),
        ("2026-12-02T14:30:00Z", None),
        ("2026-12-02 14:30 UTC", None),
        ("2026-12-02 14:30:00+00:00", None),
    ],
)
def test_the_hour_of_an_appointment_is_kept(typed: str, hour: str | None) -> None:
    assert hour_of(typed) == hour


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (
            {Meaning.APPOINTMENT: "2026-12-02T14:30:00Z"},
            f"2026-12-02T14:30:00Z: {OF_GREENWICH}",
        ),
        (
            {Meaning.APPOINTMENT: "2026-12-02", Meaning.APPOINTMENT_HOUR: "morning"},
            "'morning' is no hour. Write 9:30 or 2:15 pm",
        ),
    ],
)
def test_an_hour_that_is_not_taken_is_said(cells: dict[Meaning, str], why: str) -> None:
    row = MeantRow("in.csv", 2, {means: (cell,) for means, cell in cells.items()})

    assert [why for _, why in doubt_hours(row)] == [why]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Wed 2 Dec 2:30 pm", "2026-12-02"),
        ("Wed 2 Dec", "2026-12-02"),
        ("Wed 12/2", "2026-12-02"),
        ("12/2", "2026-12-02"),
        ("Wed 10 Mar", "2027-03-10"),
        ("Fri 20 Nov", "2026-11-20"),
    ],
)
def test_a_weekday_tells_the_year_of_an_appointment(typed: str, day: str) -> None:
    reader = DayReader(TODAY, judge_days([typed]))

    assert str(reader.read(typed, future=True)) == day


@pytest.mark.parametrize("zone", ["EST", "PST", "MDT", "GMT-8", "GMT+1", "GMT+5:30", "UTC", ""])
def test_the_moment_of_an_answer_to_a_form_is_its_day(zone: str) -> None:
    assert read_column(f"2026/10/17 6:31:58 PM {zone}") == ["2026-10-17"]


@pytest.mark.parametrize("run", [" ", "a", "1", "(", "-", ".", ",", "9:30 ", "\N{NO-BREAK SPACE}"])
@pytest.mark.parametrize("shape", ["{}x", "({}x", "a{}b", "9:30{}x", "pt -{}x", "$1{}2x", "-{}x-"])
def test_a_cell_of_many_letters_takes_no_longer_than_it_is_long(run: str, shape: str) -> None:
    cell = shape.format(run * (30_000 // len(run)))

    for read in (hour_of, find_answer, find_telling, find_kind, guess_kind, patient_named):
        read(cell)
    with pytest.raises(MoneyError):
        read_amount(cell)
    with pytest.raises(DateError):
        DayReader(TODAY, judge_days([cell])).read(cell)
