"""A PDF by the real browser: its pages, what stands on each, and that nothing leaves here."""

import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from refcli.core.output.document import Report, Section
from refcli.core.output.table import Table, Type
from refcli.core.vocabulary import Kind
from refcli.output import browser
from refcli.output.html import to_html
from refcli.output.pdf import PREFIX, to_pdf
from refcli.output.text import cell_text
from refcli.storage.book.door import Book
from tests.conftest import Ref
from tests.faults.shapes.test_every_shape import PAGES, SHAPES, new_source, refer, report_of
from tests.output.sample_report import sample_report
from tests.programs.conftest import program
from tests.report.october import OCTOBER, month_of

LETTER = 792  # points, its height
FOOT = 48  # points at the lower edge, for what stands on every page
LEAST_OF_PAGES = 0.7  # of the two pages, which end where they end
LEAST = 0.8  # of a page that is full enough


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The browser of this machine."""
    path = program("chromium", "chromium-browser", "google-chrome")
    monkeypatch.setenv("REF_BROWSER", path)
    return Path(path)


def read_pages(pdftotext: str, pdf: Path) -> list[str]:
    """The text of each page."""
    found = subprocess.run(
        [pdftotext, "-layout", pdf, "-"], check=True, capture_output=True, timeout=60
    )
    return found.stdout.decode().split("\f")[:-1]


def fullness(pdftotext: str, pdf: Path) -> list[float]:
    """How far down the last word of each page stands, without its foot; 1 is the end."""
    found = subprocess.run([pdftotext, "-bbox", pdf, "-"], check=True, capture_output=True)
    pages = found.stdout.decode().split("<page ")[1:]
    ends = [[float(y) for y in re.findall(r'yMax="([\d.]+)"', page)] for page in pages]
    return [max(y for y in ys if y < LETTER - FOOT) / (LETTER - FOOT) for ys in ends]


WORD = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)')
TOUCH = 0.5  # points by which boxes of words may overlap


def printed_into_each_other(pdftotext: str, pdf: Path) -> list[tuple[str, str]]:
    """Words of which one begins before the other on its line ends."""
    found = subprocess.run([pdftotext, "-bbox", pdf, "-"], check=True, capture_output=True)
    pairs = []
    for page in found.stdout.decode().split("<page ")[1:]:
        words = [(*map(float, one[:4]), one[4]) for one in WORD.findall(page)]
        lines = sorted(words, key=lambda one: one[0])
        for number, (_, top, right, bottom, word) in enumerate(lines):
            for left, top_, _, bottom_, other in lines[number + 1 :]:
                if left >= right - TOUCH:
                    break
                if top < (top_ + bottom_) / 2 < bottom:
                    pairs.append((word, other))
    return pairs


def test_the_month_has_its_name_and_number_on_every_page_and_none_is_half_empty(
    ref: Ref, pdftotext: str, tmp_path: Path
) -> None:
    ref(f"demo --folder {tmp_path}")
    paper = tmp_path / "october.pdf"
    ref(f"--db {tmp_path / 'demo.db'} report --all -o {paper}")

    pages = read_pages(pdftotext, paper)

    assert len(pages) > 8
    for number, page in enumerate(pages, start=1):
        last = page.rstrip().splitlines()[-1]
        assert last.split() == [
            *("Lakeside", "Endodontics", "\N{MIDDLE DOT}", "Referrals", "in", "October", "2026"),
            *(str(number), "of", str(len(pages))),
        ]
    first, second, *full, _ = fullness(pdftotext, paper)
    assert min(first, second) >= LEAST_OF_PAGES
    assert min(full) >= LEAST, full
    assert printed_into_each_other(pdftotext, paper) == []


def test_letters_labels_and_the_plan_are_as_many_pages_as_sheets(
    ref: Ref, pdftotext: str, tmp_path: Path
) -> None:
    ref(f"demo --folder {tmp_path}")
    db, letters, labels = (tmp_path / name for name in ("demo.db", "letters.pdf", "labels.pdf"))
    plan = tmp_path / "plan.pdf"

    said = ref(f"--db {db} letter thank-you --since 2026-10-01 -o {letters}").stdout
    ref(f"--db {db} letter labels -o {labels}")
    ref(f"--db {db} plan show -o {plan}")

    many = int(re.findall(r"(\d+) letters", said)[0])
    counted = [len(read_pages(pdftotext, one)) for one in (letters, labels, plan)]
    assert counted == [many, 2, 1]


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "empty"])
def test_the_month_of_every_shape_of_book_is_one_page_or_two_of_which_the_first_is_full(
    shape: str, pdftotext: str, tmp_path: Path
) -> None:
    report = replace(report_of(tmp_path / "ref.db", SHAPES[shape]), whole=False)
    pdf = tmp_path / "report.pdf"

    pdf.write_bytes(to_pdf(to_html(report)))

    pages = read_pages(pdftotext, pdf)
    assert len(pages) in {1, 2}
    assert "Do next" in pages[0]
    assert "Places, twelve months" in "".join(pages)
    assert "All tables: ref report --month 2026-10 --all" in pages[-1]
    assert all(full >= LEAST for full in fullness(pdftotext, pdf)[:-1])


def test_the_month_of_an_empty_book_is_one_sentence_on_one_page(
    pdftotext: str, tmp_path: Path
) -> None:
    pdf = tmp_path / "report.pdf"

    pdf.write_bytes(to_pdf(to_html(report_of(tmp_path / "ref.db", SHAPES["empty"]))))

    [page] = read_pages(pdftotext, pdf)
    assert "No referral is on record yet." in page
    assert "Do next" not in page


def test_the_month_of_the_sample_practice_is_two_pages(
    ref: Ref, pdftotext: str, tmp_path: Path
) -> None:
    ref(f"demo --folder {tmp_path}")
    paper = tmp_path / "october.pdf"
    ref(f"--db {tmp_path / 'demo.db'} report -o {paper}")

    assert len(read_pages(pdftotext, paper)) == 2
    assert min(fullness(pdftotext, paper)) >= LEAST
    assert max(fullness(pdftotext, paper)) <= 1
    assert "\N{HORIZONTAL ELLIPSIS}" not in read_pages(pdftotext, paper)[0]  # a reason is whole


def test_the_fullest_month_with_the_longest_names_is_two_pages(
    ref: Ref, pdftotext: str, tmp_path: Path
) -> None:
    ref(f"demo --folder {tmp_path}")
    pdf = tmp_path / "report.pdf"

    pdf.write_bytes(to_pdf(to_html(stretch(month_of(tmp_path / "demo.db")))))

    assert len(read_pages(pdftotext, pdf)) == 2


MOST_ROWS = {
    "changes": 10,
    "quiet": 3,
    "next": 8,
    "places": 21,
    "path": 10,
    "team": 6,
    "marketing": 7,
}
MOST_ROWS |= {"providers": 5, "services": 5, "quality": 5}
LONG = "The Downtown Seattle Center for Comprehensive, Cosmetic, Implant and Family Dentistry " * 2
SENTENCES = (LONG[:180], LONG[:180], LONG * 3, "We keep all.", LONG * 3)  # three name places


def stretch(report: Report) -> Report:
    """The month with as many rows as each table may have on its page, and endless names."""
    sections = [
        replace(one, front=stretch_table(one)) if one.name in MOST_ROWS else one
        for one in report.sections
    ]
    return replace(report, sections=sections, sentences=SENTENCES, whole=False)


def stretch_table(section: Section) -> Table:
    """What stands of a section on its page, its rows again and again."""
    table = section.on_page.table
    many = MOST_ROWS[section.name]
    named = next((i for i, one in enumerate(table.columns) if one.type is Type.TEXT), 0)
    rows = [tuple(LONG if i == named else cell for i, cell in enumerate(row)) for row in table.rows]
    return replace(table, rows=(rows * many)[:many])


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_book_is_printed_with_every_section(
    shape: str, pdftotext: str, tmp_path: Path
) -> None:
    report = report_of(tmp_path / "ref.db", SHAPES[shape])
    pdf = tmp_path / "report.pdf"

    pdf.write_bytes(to_pdf(to_html(report)))

    pages = read_pages(pdftotext, pdf)
    words = " ".join("".join(pages).split())
    for section in report.sections:
        assert section.table.title in words
        assert section.table.rows or section.table.empty in words
    assert [page.split()[-3:] for page in pages] == [
        [str(number), "of", str(len(pages))] for number in range(1, len(pages) + 1)
    ]


def test_names_in_any_script_are_read_back(pdftotext: str, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"

    pdf.write_bytes(to_pdf(to_html(sample_report())))

    text = "".join(read_pages(pdftotext, pdf))
    assert "Семья" in text
    assert "<script>alert(1)</script>" in text


def test_nothing_leaves_the_machine_and_nothing_stays(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the browser's own log of the network: nobody is looked up, nobody connected to."""
    log = tmp_path / "net.json"
    monkeypatch.setattr(browser, "ALONE", (*browser.ALONE, f"--log-net-log={log}"))
    before = {*Path(tempfile.gettempdir()).glob(f"{PREFIX}*")}

    to_pdf(to_html(sample_report()))

    told = json.loads(log.read_text("utf-8"))
    names = {number: name for name, number in told["constants"]["logEventTypes"].items()}
    kinds = {names[event["type"]] for event in told["events"]}
    attempts = {
        event["params"]["address"]
        for event in told["events"]
        if names[event["type"]] == "TCP_CONNECT_ATTEMPT" and "address" in event.get("params", {})
    }
    assert kinds
    assert attempts <= {"127.0.0.1:9"}  # where nobody is
    assert not kinds & {"HOST_RESOLVER_MANAGER_REQUEST", "UDP_BYTES_SENT", "SOCKET_BYTES_SENT"}
    assert {*Path(tempfile.gettempdir()).glob(f"{PREFIX}*")} == before
    assert shutil.which(here.name)


def large_money(book: Book) -> None:
    """An office with the largest amounts, one with cents, and one that sends no more."""
    for name, days, cents in (
        ("Elm Dental", (1, 2, 3, 40, 41, 90, 95, 400), 999_999_999),
        ("Oak Dental and Implant Center of the University District", (5, 60, 380), 123_456_789),
        ("Fir Dental", (390, 395, 400, 410, 700), 765_432_150),
    ):
        one = new_source(book, name, Kind.OFFICE)
        for back in days:
            refer(book, one, OCTOBER.until - timedelta(days=back), cents=cents)


def test_money_of_any_size_stands_whole_in_its_column_on_paper(
    pdftotext: str, tmp_path: Path
) -> None:
    report = replace(report_of(tmp_path / "ref.db", large_money), whole=False)
    paper = tmp_path / "money.pdf"
    paper.write_bytes(to_pdf(to_html(report)))

    pages = read_pages(pdftotext, paper)

    assert printed_into_each_other(pdftotext, paper) == []
    assert len(pages) in {1, 2}
    expected = Counter(
        cell_text(row[place], column.type)
        for page in PAGES
        for section in report.sections_on(page)
        for place, column in enumerate(section.table.columns)
        for row in section.table.rows
        if column.type is Type.DOLLARS and row[place] is not None
    )
    assert expected
    assert expected - Counter("".join(pages).split()) == Counter()
