"""The report's page and the letters as a browser shows and prints them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from refcli.core.output.document import Report
from refcli.core.output.table import Type
from refcli.core.report.document import month_report
from refcli.core.report.front import Spans
from refcli.core.report.judged import HowToTell
from refcli.core.values.periods import Period
from refcli.output.html import to_html
from refcli.storage import practice
from refcli.storage.book.door import Door, reading
from refcli.storage.report import facts as month
from tests.conftest import TODAY, Ref
from tests.output.reading import cells_for_people
from tests.output.sample_report import sample_report

AXE = Path(__file__).parent / "axe" / "axe.min.js"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
PRINTED = {"Letter": (17, 21), "A4": (16, 20)}  # pages with the appendix; fonts differ by machine
TABLES = """() => Object.fromEntries([...document.querySelectorAll("section")].map((section) => [
  section.querySelector("h2").innerText,
  [...section.querySelectorAll("tbody tr")].map((row) =>
    [...row.cells].map((cell) => cell.innerText.replace(/\\s+/g, " ").trim()))]))"""


def made(ref: Ref, folder: Path) -> Report:
    """The month of the sample practice, written into the folder as a page too."""
    ref(f"demo --folder {folder}")
    spans = Spans.around(OCTOBER)
    with reading(Door(folder / "demo.db", TODAY, "tina", "test", print)) as book:
        facts, name = month.report_facts(book, spans), practice.read_practice(book).name
    report = month_report(facts, spans, HowToTell(practice=name, as_of=TODAY))
    assert (folder / "report.html").read_text(encoding="utf-8") == to_html(report)
    return report


class Shown:
    """A page in a browser with whatever it complains of or asks for."""

    def __init__(self, browser: Browser, path: Path, **look: Any) -> None:  # noqa: ANN401
        self.context = browser.new_context(**look)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def violations(self) -> list[str]:
        """What axe-core finds serious or critical."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("async () => (await axe.run()).violations")
        return [
            f"{one['id']}: {one['nodes'][0]['html']}"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]


def expected(report: Report) -> dict[str, list[list[str]]]:
    """The tables as text; the drawing of a trend has none."""
    shown = cells_for_people(report)
    for section in report.sections:
        if section.front and section.front.title != section.table.title:  # under its own name
            shown |= cells_for_people(replace(report, sections=[section.on_page]))
        columns = [one for one in section.table.columns if not one.machine_only]
        for row in shown[section.table.title]:
            for place, column in enumerate(columns):
                if column.type is Type.TREND:
                    row[place] = ""
    return shown


def test_every_figure_of_the_month_is_read_back_from_the_browser(
    ref: Ref, chromium: Browser, tmp_path: Path
) -> None:
    report = replace(made(ref, tmp_path), whole=True)
    path = tmp_path / "whole.html"
    path.write_text(to_html(report), encoding="utf-8")

    shown = Shown(chromium, path)

    tables = shown.page.evaluate(TABLES)
    assert tables == expected(report)
    assert sum(len(row) for rows in tables.values() for row in rows) > 700
    assert (shown.said, shown.asked) == ([], [path.as_uri()])
    for size, (fewest, most) in PRINTED.items():
        pdf = shown.page.pdf(format=size)
        assert fewest <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= most, size
    for scheme in ("light", "dark"):
        for one in (path, tmp_path / "report.html"):
            assert Shown(chromium, one, color_scheme=scheme).violations() == [], one


def test_the_month_is_two_pages_on_every_paper(ref: Ref, chromium: Browser, tmp_path: Path) -> None:
    made(ref, tmp_path)
    shown = Shown(chromium, tmp_path / "report.html")

    for size in PRINTED:
        assert len(re.findall(rb"/Type\s*/Page\b", shown.page.pdf(format=size))) == 2, size


def test_a_click_on_a_heading_sorts_and_the_empty_stay_last(
    chromium: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "r.html"
    path.write_text(to_html(sample_report()), encoding="utf-8")
    shown = Shown(chromium, path)
    heading = shown.page.locator("section.sources th.number button").first

    orders = []
    for _ in range(2):
        heading.click()
        heads = shown.page.locator("section.sources thead th").evaluate_all(
            "(all) => all.map((one) => one.getAttribute('aria-sort')).filter(Boolean)"
        )
        place = shown.page.evaluate(
            "() => [...document.querySelector('section.sources thead tr').cells]"
            ".findIndex((one) => one.hasAttribute('aria-sort'))"
        )
        texts = shown.page.locator("section.sources tbody tr").evaluate_all(
            f"(rows) => rows.map((row) => row.cells[{place}].innerText.trim())"
        )
        orders.append((heads, [float(t.replace(",", "")) for t in texts if t]))

    (down, first), (up, second) = orders
    assert (down, up) == (["descending"], ["ascending"])
    assert first == sorted(first, reverse=True) == second[::-1]
    assert len(set(first)) > 1
    assert shown.said == []


def test_a_page_without_scripts_shows_the_same(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    path.write_text(to_html(sample_report()), encoding="utf-8")

    with_, without = (
        Shown(chromium, path, java_script_enabled=on).page.locator("tbody").all_inner_texts()
        for on in (True, False)
    )

    assert with_ == without
    assert Shown(chromium, path, java_script_enabled=False).page.locator("button").count() == 0


def test_letters_and_labels_print_on_their_pages(
    ref: Ref, chromium: Browser, tmp_path: Path
) -> None:
    ref(f"demo --folder {tmp_path}")
    db, letters, labels = (tmp_path / name for name in ("demo.db", "letters.html", "labels.html"))
    said = ref(f"--db {db} letter thank-you --since 2026-10-01 -o {letters}").stdout
    ref(f"--db {db} letter labels -o {labels}")

    many = int(re.findall(r"(\d+) letters", said)[0])
    for path, pages in ((letters, many), (labels, 2)):
        shown = Shown(chromium, path)
        pdf = shown.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == pages
        assert (shown.said, shown.asked) == ([], [path.as_uri()])
        assert shown.violations() == []


SMALLEST = 11  # pixels of a letter that a phone shows readably


BROKEN = """
(all) => all.flatMap((one) => {
  const found = [];
  const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest(".unseen, caption")) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]{2,18}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) found.push(word[0]);
    }
  }
  return found;
})
"""  # words that stand on two lines


def test_a_phone_shows_every_chart_and_every_figure_without_scrolling_sideways(
    ref: Ref, chromium: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "whole.html"
    path.write_text(to_html(replace(made(ref, tmp_path), whole=True)), encoding="utf-8")

    page = Shown(chromium, path, viewport={"width": 390, "height": 844}).page

    sizes = page.locator("svg.chart:visible").evaluate_all(
        "(all) => all.map((svg) =>"
        " 11 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
    )
    assert len(sizes) == 6
    assert min(sizes) >= SMALLEST
    assert page.evaluate("document.documentElement.scrollWidth") == 390  # not the page
    assert page.locator("body").evaluate_all(BROKEN) == []
    inside = page.locator("section :is(div, svg, td, th, li, p):visible").evaluate_all(
        "(all) => all.map((one) => [one.getBoundingClientRect(), one]).map(([box, one]) =>"
        " [box.left, box.right, one.scrollWidth - one.clientWidth])"
    )
    assert min(left for left, *_ in inside) >= 0
    assert max(right for _, right, _ in inside) <= 390
