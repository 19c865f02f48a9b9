"""Made-up files of every format: the whole of what is understood of each."""

from pathlib import Path

import pytest

from refcli.commands.intake.given import shipped_formats
from refcli.core.intake.columns.formats import TRACKER
from refcli.core.intake.columns.meanings import RowKind
from refcli.errors import RefError
from tests.core.intake.reading.listing import (
    FILES,
    UNDERSTOOD,
    expected_path,
    list_understood,
    read_sample,
    sample_files,
    understand,
)

TOLD = {
    "counts.csv": "It counts patients for each source and does not name them",
    "no_names.csv": "No line names its columns: line 1 is 2026-09-03, Iris Abbott, Dr. Paula Voss.",
    "nppes_places.csv": "Take the main file of the same zip, to find targets in",
    "nppes.csv": "Type: ref target import nppes.csv --near 98101 --radius 10",
    "open_dental_analysis.csv": "It has counts of patients for each source, and no patients",
    "patients.csv": 'as with: ref import patients.csv --map "Patient Name=patient"',
    "sent_out.csv": "It lists patients that you sent to others",
}


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.name)
def test_a_sample_is_understood_whole(path: Path) -> None:
    expected = expected_path(path).read_text(encoding="utf-8")

    assert "\n".join(list_understood(read_sample(path))) + "\n" == expected


def test_every_listing_is_of_a_sample() -> None:
    there = set(UNDERSTOOD.rglob("*.txt"))

    assert there == {expected_path(path) for path in sample_files()}


@pytest.mark.parametrize("path", sorted((FILES / "refused").iterdir()), ids=lambda path: path.name)
def test_what_cannot_become_referrals_is_told_what_it_is(path: Path) -> None:
    with pytest.raises(RefError) as error:
        understand(path)

    assert TOLD[path.name] in str(error.value)


def test_every_format_has_a_sample() -> None:
    read = {read_sample(path).format for path in sample_files()}
    taken = {one.id for one in shipped_formats() if one.rows is not RowKind.REFUSED}

    assert taken - {"open_dental_referral"} <= read | {TRACKER}
    refused = [one.id for one in shipped_formats() if one.rows is RowKind.REFUSED]
    assert len([id_ for id_ in refused if " " not in id_]) == 5  # others than what ref prints


def test_a_social_security_number_is_read_into_nothing() -> None:
    both = [FILES / "referrals" / f"open_dental_{name}.csv" for name in ("referral", "refattach")]

    [found] = understand(*both)

    assert "987654321" in both[0].read_text(encoding="utf-8")
    assert "987654321" not in repr(found)
