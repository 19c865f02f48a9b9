import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

import refcli.output
from refcli.core.output.document import Chart, ChartKind, Section
from refcli.core.output.table import Column, Figure, Table, Type
from refcli.output.html import TrendMonth, room_classes, to_html, trend_bars
from refcli.output.text import harmless_text
from tests.output.reading import Page, cells_for_people, page_rows
from tests.output.sample_report import HOSTILE, sample_report

STYLE = Path(refcli.output.__file__).parent / "templates" / "report.css"


def page() -> Page:
    return Page(to_html(sample_report()))


def test_the_page_shows_every_figure_once_in_its_table() -> None:
    read = cells_for_people(sample_report())
    for row in read["Sources"]:
        row[-1] = ""  # the trend is a drawing

    assert page_rows(page()) == read


def test_trends_and_shares_are_read_out() -> None:
    found = page()

    assert found.trends[:2] == [
        "By month, oldest first: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0",
        "By month, oldest first: 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8",
    ]
    assert found.titles[:4] == ["patient: 29%", "provider: 23%", "office: 10%", "insurer: 0%"]


def test_the_headline_stands_large_above_its_table() -> None:
    text = " ".join(to_html(sample_report()).split())

    assert (
        '<span class="heading">Conversion</span> <span class="figure">63%</span>'
        ' <span class="than"><b>71%</b> <bdi>before: September 2026</bdi></span>'
        ' <span class="than"><b>\N{EN DASH}</b> <bdi>last year: October 2025</bdi></span>'
    ) in text


def test_a_section_without_rows_says_so() -> None:
    assert '<p class="empty">None.</p>' in to_html(sample_report())


def test_on_paper_only_the_appendix_begins_a_page() -> None:
    """What a small practice has stands on one page."""
    style = STYLE.read_text(encoding="utf-8")
    breaks = [rule for rule in style.splitlines() if "break-before: page" in rule]

    assert breaks == ["  .appendix { break-before: page; }"]


def test_a_headline_without_rows_is_no_error() -> None:
    empty = Table("Headline", (Column("a", "A", Type.COUNT),), [], empty="No figures.")
    report = replace(sample_report(), sections=[Section("headline", empty)])

    assert "No figures." in to_html(report)


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    found = page()

    assert found.tags & {"link", "img", "iframe", "object", "a", "form", "base"} == set()
    assert [name for name, _ in found.attributes if name.startswith("on")] == []
    assert {name for name, _ in found.attributes} & {"src", "href", "srcdoc", "action"} == set()
    assert not {"style"} & {name for name, _ in found.attributes}
    assert not re.search(r"url\(|@import|fetch|http", STYLE.read_text(encoding="utf-8"))


def test_the_policy_lets_in_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    text = to_html(sample_report())
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    parts = [re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("style", "script")]
    styles, scripts = (
        [f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in found]
        for found in parts
    )

    assert policy == (
        f"default-src 'none'; style-src {' '.join(styles)}; script-src {' '.join(scripts)};"
        " base-uri 'none'; form-action 'none'"
    )
    assert (len(styles), len(scripts)) == (2, 1)


@pytest.mark.parametrize("name", [*HOSTILE, '"; } * { display: none', "</style><b>", "a\\22 b"])
def test_no_name_steers_the_style_that_prints_it_on_every_page(name: str) -> None:
    text = to_html(replace(sample_report(), practice=name))

    [_, style] = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    found = re.fullmatch(
        r'@page { @bottom-left { content: "((?:[a-zA-Z0-9]|\\[0-9a-f]{6})*)" }'
        r' @bottom-right { content: counter\(page\) " of " counter\(pages\) } }',
        style,
    )
    assert found
    said = re.sub(r"\\([0-9a-f]{6})", lambda escape: chr(int(escape[1], 16)), found[1])
    assert said == f"{harmless_text(name)} \N{MIDDLE DOT} Referrals in October 2026"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text_wherever_they_stand(name: str) -> None:
    table = Table(name, (Column("a", name), Column("b", "B", Type.RATE)), [(name, 0.5)], name, name)
    sections = [Section("kinds", table), Section("headline", table.head(0))]
    report = replace(sample_report(), title=name, practice=name, sections=sections)

    text = to_html(report)

    assert Page(text).tags <= page().tags
    assert not set(text) & set("\x1b\u202e\u2066\t\r")


def test_a_right_to_left_name_is_isolated() -> None:
    assert "<bdi>👨\u200d👩\u200d👧 Семья דר כהן</bdi>" in to_html(sample_report())


def test_every_month_of_a_trend_is_drawn() -> None:
    assert trend_bars((0, 1, 40)) == [TrendMonth(0, 1), TrendMonth(7, 1), TrendMonth(14, 20)]
    assert trend_bars((0, 0)) == [TrendMonth(0, 1), TrendMonth(7, 1)]


def luminance(colour: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent"])
@pytest.mark.parametrize("paper", ["paper", "panel"])
def test_every_text_has_the_contrast_of_wcag_aa(scheme: int, ink: str, paper: str) -> None:
    rules = re.findall(r":root \{([^}]*)\}", STYLE.read_text(encoding="utf-8"))
    colours = dict(re.findall(r"--(\w+): (#\w{6})", rules[scheme]))
    low, high = sorted([luminance(colours[ink]), luminance(colours[paper])])

    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_shows_hostile_names_as_text_and_tells_its_figures(kind: ChartKind) -> None:
    report = sample_report()
    columns = (
        Column("source", "<b>Source</b>"),
        Column("now", "<i>Now</i>", Type.COUNT),
        Column("before", "Before", Type.COUNT),
    )
    table = Table("Sources", columns, [(name, 3, 1) for name in HOSTILE])
    series = ("now",) if kind is ChartKind.BARS else ("now", "before")
    chart = Chart(kind, "<script>alert(1)</script>", "source", series)
    drawn = replace(report, sections=[Section("sources", table, [chart])])

    text = to_html(drawn)
    page = Page(text)

    assert not page.tags & {"b", "i"}
    assert text.count("<script>") == 1
    assert "<script>alert(1)</script>" in page.titles
    assert "&lt;i&gt;Now&lt;/i&gt; 3" in text


def test_a_single_wide_table_is_printed_across_the_page() -> None:
    columns = [Column(f"c{number}", f"C{number}") for number in range(11)]
    wide = Section("route", Table("Route", columns, [["x"] * 11]))
    narrow = Section("route", Table("Route", columns[1:], [["x"] * 10]))

    lying, standing, both = (
        to_html(replace(sample_report(), sections=sections))
        for sections in ([wide], [narrow], [wide, narrow])
    )

    assert "@page { size: landscape; @bottom-left" in lying
    assert "landscape" not in standing + both
    assert [text.count('class="many"') for text in (lying, standing, both)] == [1, 0, 1]


def test_a_sentence_gets_more_room_than_a_name_and_a_name_than_a_word() -> None:
    columns = (Column("flag", "Flag"), Column("name", "Name"), Column("words", "What was found"))
    rows = [("RF-12", "clinicians: gifts and referrals", "word " * 20)]
    report = replace(sample_report(), sections=[Section("a", Table("A", columns, rows))])

    assert re.findall('<(?:td|th)[^>]* class="text (.*?)"', to_html(report)) == [
        *("word", "name", "long"),  # the headings
        *("word", "name", "long"),
    ]


def test_a_figure_among_words_takes_the_room_of_what_is_read_of_it() -> None:
    columns = (Column("who", "Who"), Column("kept", "Kept"))
    table = Table("Team", columns, [("Jo", Figure(3, after=" of 5"))])

    assert room_classes(table) == {0: "word", 1: "word"}
