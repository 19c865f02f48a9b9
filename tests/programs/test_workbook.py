"""The workbook opened, recalculated and saved by LibreOffice."""

import subprocess
from math import isclose
from pathlib import Path

import openpyxl

from tests.conftest import Ref

ERRORS = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!")


def same(found: object, ours: object) -> bool:
    """Equal, but for the last digit of a number."""
    if isinstance(found, float) and isinstance(ours, int | float):
        return isclose(found, ours, rel_tol=1e-12)
    return found == ours


def test_a_spreadsheet_program_finds_the_same_figures(
    ref: Ref, office: str, tmp_path: Path
) -> None:
    ref(f"demo --folder {tmp_path}")
    ours = tmp_path / "october.xlsx"
    ref(f"--db {tmp_path / 'demo.db'} report -o {ours}")

    home = (tmp_path / "home").as_uri()
    arguments = ("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML")
    subprocess.run(
        [office, f"-env:UserInstallation={home}", *arguments, "--outdir", tmp_path / "again", ours],
        check=True,
        capture_output=True,
        timeout=180,
    )

    before = openpyxl.load_workbook(ours, data_only=True)
    after = openpyxl.load_workbook(tmp_path / "again" / ours.name, data_only=True)
    assert after.sheetnames == before.sheetnames
    compared = 0
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                found = after[sheet.title][cell.coordinate].value
                assert same(found, cell.value), (sheet.title, cell.coordinate)
                assert not str(found).startswith(ERRORS)
                compared += cell.value is not None
    assert compared > 1_000
