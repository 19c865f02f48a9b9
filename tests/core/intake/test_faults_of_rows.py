"""Each value of a row is read by itself, and everything wrong with it is said."""

from datetime import date

from refcli.core.intake.rows import FileRow, faults_of_values

TODAY = date(2026, 11, 23)


def faults(**cells: str) -> list[str]:
    return [fault.split(":")[0] for fault in faults_of_values(FileRow(2, cells), TODAY)]


def test_a_row_of_good_values_has_no_fault() -> None:
    good = {"received_on": "2026-11-20", "seen_on": "2026-11-21", "value": "900"}

    assert faults(**good, status="seen") == []


def test_a_bad_day_of_the_visit_is_told_without_a_day_received() -> None:
    assert faults(seen_on="soon") == ["seen_on"]
    assert faults(received_on="once", seen_on="soon") == ["received_on", "seen_on", "received_on"]


def test_a_bad_status_and_a_bad_amount_are_told() -> None:
    status, value = faults(received_on="", status="gone", value="much")

    assert status.startswith("status 'gone' is none of received")
    assert value == "value"
