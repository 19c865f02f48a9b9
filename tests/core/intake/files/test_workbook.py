"""Workbooks: which sheet, what its cells say, and the traps that a zip can be."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from refcli.core.intake.columns.raw import GivenFile
from refcli.core.intake.files.workbook import BROKEN, TRAP
from refcli.core.intake.reading.reading import Wishes
from refcli.core.intake.reading.understood import Understood
from refcli.errors import RefusedError, UsageError
from tests.core.intake.reading.listing import list_fields, understand_bytes

TODAY = date(2026, 11, 23)


def as_bytes(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def understand(raw: bytes, sheet: str = "") -> Understood:
    given = GivenFile("tracker.xlsx", raw)
    [found] = understand_bytes(given, wishes=Wishes(sheet=sheet))
    return found


def refusal(raw: bytes, sheet: str = "") -> str:
    with pytest.raises(RefusedError) as error:
        understand(raw, sheet)
    return str(error.value)


@pytest.fixture
def tracker() -> Workbook:
    """A tracker as an office keeps it, with a sheet before it and one behind."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Read me"
    first.append(["Cedar Hill, how to fill this in"])
    sheet = book.create_sheet("Referrals")
    for row in (
        ["Cedar Hill Orthodontics"],
        [],
        ["Date Received", "Patient Name", "Referred By", "Appt Date", "Seen", "Production"],
        [
            datetime(2026, 9, 1),  # noqa: DTZ001
            "Abbott, Iris",
            "Dr. Paula Voss",
            datetime(2026, 9, 9, 10, 30),  # noqa: DTZ001
            True,
            0.1 + 0.2,
        ],
        [46266, "Björk, Åsa", "Facebook", "no show", None, "=SUM(F4:F4)"],
        [date(2026, 9, 3), "'=Cole", "??", time(9, 30), "N", 1250],
        ["Total", None, None, None, None, "=SUM(F4:F6)"],
    ):
        sheet.append(row)
    sheet.row_dimensions[6].hidden = True
    book.create_sheet("Sent out").append(["Date Sent", "Patient Name/ID", "Referred To"])
    book.create_sheet("Old").sheet_state = "hidden"
    return book


def test_the_sheet_that_looks_like_referrals_is_read(tracker: Workbook) -> None:
    found = understand(as_bytes(tracker))

    assert [list_fields(row) for row in found.referrals] == [
        (
            "line=4, received_on=2026-09-01, patient=Abbott, Iris, source=Dr. Paula Voss,"
            " kind_guess=provider, status=seen,"
            " told=[what=booked, for_day=2026-09-09, for_hour=10:30; what=seen], cents=30"
        ),
        (
            "line=5, received_on=2026-09-01, patient=Björk, Åsa, source=Facebook,"
            " kind_guess=digital, told=[what=booked; what=missed]"
        ),
    ]
    assert [(one.line, one.reasons) for one in found.rejected] == [
        (
            6,
            (("Appt Date: '09:30:00' is no date. Write 2026-11-20 or 11/20/2026"),),
        )
    ]
    assert [(one.line, one.why) for one in found.left_out] == [
        (1, "title"),
        (2, "blank"),
        (7, "total"),
    ]
    assert (found.sheet, found.header_line, found.encoding, found.delimiter) == (
        "Referrals",
        3,
        "",
        "",
    )
    assert found.remarks == (
        "the sheet Referrals is read; for another one name it with --sheet: Read me, Sent out",
        "not read, since they are hidden: Old",
        "1 hidden row of the sheet Referrals (by hand or by a filter) is read like the others",
        (
            "2 formulas of the sheet Referrals have no value kept in the file: open it in Excel and"
            " save it, so that they have"
        ),
    )


def test_a_sheet_can_be_named(tracker: Workbook) -> None:
    assert understand(as_bytes(tracker), " referrals ").sheet == "Referrals"
    assert "looks like a list of patients sent to others" in refusal(as_bytes(tracker), "Sent out")
    assert "no sheet is called 'June'; there are Read me, Referrals, Sent out" in refusal(
        as_bytes(tracker), "June"
    )


def test_an_empty_workbook_is_told_so() -> None:
    assert "no sheet of the workbook holds anything" in refusal(as_bytes(Workbook()))


def repack(raw: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def test_a_bomb_is_not_unpacked(tracker: Workbook) -> None:
    huge = b"<x>" + b" " * 30_000_000
    bomb = repack(as_bytes(tracker), lambda name, raw: huge if "sheet2" in name else raw)

    assert len(bomb) < 100_000
    assert TRAP in refusal(bomb)


def test_what_a_doctype_declares_is_not_expanded(tracker: Workbook) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'

    assert TRAP in refusal(
        repack(as_bytes(tracker), lambda name, raw: laughs if "sheet2" in name else raw)
    )


def test_broken_xml_is_a_damaged_workbook(tracker: Workbook) -> None:
    cut = repack(
        as_bytes(tracker), lambda name, raw: raw[: len(raw) // 2] if "sheet2" in name else raw
    )

    assert BROKEN in refusal(cut)
    assert BROKEN in refusal(as_bytes(tracker)[:-200])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (
            ["lists/october list.csv", "__MACOSX/._october list.csv"],
            'lists/october list.csv in it. Unpack it, then type: ref import "october list.csv"',
        ),
        (["a.csv", "b.csv"], "a.csv, b.csv in it. Unpack it, then type: ref import a.csv"),
        (["empty/"], "nothing in it."),
    ],
)
def test_another_zip_is_told_what_is_in_it(names: list[str], said: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "hello")

    with pytest.raises(UsageError) as error:
        understand_bytes(GivenFile("october.zip", target.getvalue()))

    assert str(error.value) == f"october.zip is a zip with {said}"


def test_rows_far_below_are_not_waited_for() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["received_on", "patient", "source"])
    sheet.append(["2026-10-01", "Ann Ray", "none"])
    sheet.cell(30_000, 2, "far below")

    found = understand(as_bytes(book))

    assert [one.patient for one in found.referrals] == ["Ann Ray"]
    assert found.remarks == (
        "below line 20,003 of the sheet Sheet nothing was read, so much is blank",
    )
