"""The workbook opened, recalculated and saved by LibreOffice."""

import subprocess
from math import isclose
from pathlib import Path

import openpyxl

from refcli.output.charts.shapes import shorten_label
from tests.conftest import Ref

MOST_SHEETS = 25  # of paper, of which two are the pages
LEAST_WORDS = 60  # on each
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


def test_a_chart_and_its_legend_are_whole_on_paper(
    ref: Ref, office: str, pdftotext: str, tmp_path: Path
) -> None:
    ref(f"demo --folder {tmp_path}")
    ours = tmp_path / "october.xlsx"
    ref(f"--db {tmp_path / 'demo.db'} report -o {ours}")

    home = (tmp_path / "home").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf", ours],
        check=True,
        capture_output=True,
        timeout=180,
        cwd=tmp_path,
    )
    said = subprocess.run(
        [pdftotext, "-layout", tmp_path / "october.pdf", "-"], check=True, capture_output=True
    )
    sheets = said.stdout.decode().split("\f")

    [steps] = [one for one in sheets if one.lstrip().startswith("How far they come")]
    [mix] = [one for one in sheets if one.lstrip().startswith("Kinds over two years")]
    [slope] = [one for one in sheets if "places that changed the most" in one]
    [moves] = [one for one in sheets if "Active referrers" in one]
    assert [steps.count(word) for word in ("received", "scheduled", "seen", "completed")] == [
        *(4, 2, 2, 2),  # in the table and in the chart; the first one twice in the note
    ]
    assert all(mix.count(word) > 1 for word in ("Unknown", "Channels", "Insurer", "Patient"))
    changes = openpyxl.load_workbook(ours)["Who gave and who took"]
    for name in [str(changes.cell(row, 1).value) for row in range(5, 15)]:
        short = shorten_label(name)  # in the legend; the table has it whole
        assert slope.count(short) >= (2 if short == name else 1), name
    assert "Data" in openpyxl.load_workbook(ours)["data"]["A1"].value
    assert not [one for one in sheets if one.lstrip().splitlines()[:1] == ["Data"]]
    assert moves.split().count("Active") == 3  # the title and both headings, whole
    assert len(sheets) - 1 <= MOST_SHEETS
    for page in sheets[:-1]:
        assert len(page.split()) > LEAST_WORDS, page  # no sheet of paper for a line or two
