"""What is printed: every page of a table has its headings."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from refcli.core.audit.document import audit_report
from refcli.core.audit.year import audit as audited
from refcli.core.output.document import Report, Section
from refcli.output.html import to_html
from refcli.output.text import cell_text, harmless_text
from refcli.storage import audit
from refcli.storage.book.door import Door, reading
from refcli.storage.policy import choices
from tests.conftest import TODAY, Ref
from tests.programs.test_page import Shown, made


def paper(page: str, folder: Path, chromium: Browser, pdftotext: str, size: str) -> str:
    """The text of a page as it is printed, a form feed between two sheets."""
    html, pdf = folder / "printed.html", folder / "printed.pdf"
    html.write_text(page, encoding="utf-8")
    Shown(chromium, html).page.pdf(path=pdf, format=size)
    found = subprocess.run(
        [pdftotext, "-layout", pdf, "-"], check=True, capture_output=True, timeout=60
    )
    return found.stdout.decode()


def parts(report: Report, text: str) -> Iterator[tuple[Section, list[str]]]:
    """What each section has on each of its sheets, from its title on."""
    places = [0]
    for section in report.sections:
        title = re.escape(harmless_text(section.table.title))
        found = re.compile(rf"^[\f ]*{title} *$", re.MULTILINE).search(text, places[-1])
        assert found, section.table.title
        places.append(found.start())
    for section, start, end in zip(report.sections, places[1:], [*places[2:], None], strict=True):
        yield section, text[start:end].lstrip("\f").split("\f")


def above_the_rows(section: Section, part: str) -> str | None:
    """What stands on a sheet above the first row of a table; None where it has no row.

    A chart repeats single cells of its table as labels, so of such a table two cells tell a row.
    """
    shown = [i for i, one in enumerate(section.table.columns) if not one.machine_only][:2]
    firsts = set()
    for row in section.table.rows:
        said = [
            " +".join(map(re.escape, cell_text(row[i], section.table.columns[i].type).split()))
            for i in shown
            if row[i] is not None
        ]
        firsts |= {" +".join(said)} if section.drawn and len(said) == len(shown) else {*said}
    found = re.search(rf"^ *(?:{'|'.join(firsts)})(?: |$)", part, re.MULTILINE)
    return part[: found.start()] if found else None


def sheets_of_tables(report: Report, text: str) -> dict[str, int]:
    """On how many sheets each table stands; every one after the first has all its headings."""
    counted = dict.fromkeys((one.name for one in report.sections if one.table.rows), 1)
    for section, (_, *further) in parts(report, text):
        headings = [one.heading for one in section.table.columns if not one.machine_only]
        for part in further if section.table.rows else ():
            head = above_the_rows(section, part)
            if head is not None:
                missing = [word for one in headings for word in one.split() if word not in head]
                assert missing == [], (section.name, counted[section.name] + 1)
                counted[section.name] += 1
    return counted


def test_every_sheet_of_the_report_has_the_headings_of_its_rows(
    ref: Ref, chromium: Browser, pdftotext: str, tmp_path: Path
) -> None:
    report = replace(made(ref, tmp_path), whole=True)
    appendix = replace(report, sections=report.appendix)

    for size in ("Letter", "A4"):
        text = paper(to_html(report), tmp_path, chromium, pdftotext, size)
        after = text[text.index("Appendix") :]
        assert sheets_of_tables(appendix, after)["sources"] > 2


def test_every_sheet_of_the_audit_has_the_headings_of_its_rows(
    ref: Ref, chromium: Browser, pdftotext: str, tmp_path: Path
) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")
    ref("policy use --state NC --no-dhs")
    for day in range(1, 29):
        ref(
            f"gift add chen 'Visa card {day}' --value {day} --form cash --on 2026-10-{day:02}"
            " --record-anyway --why 'it was given'"
        )
    with reading(Door(tmp_path / "ref.db", TODAY, "tina", "test", print)) as book:
        facts = audit.audit_facts(book, choices.read_policy(book), TODAY.year)
    report = audit_report(audited(facts), practice="Elm")

    text = paper(to_html(report), tmp_path, chromium, pdftotext, "Letter")

    assert sheets_of_tables(report, text)["findings"] > 1
