"""Reports read back from what was written: sections of rows of texts."""

import csv
import io
import json
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from refcli.core.output.document import Report
from refcli.output.text import cell_text, harmless_text

Rows = dict[str, list[list[str]]]
VOID = {"meta", "rect"}


def squeezed(text: str) -> str:
    """Without the spaces that HTML and Markdown do not keep."""
    return " ".join(harmless_text(text).split())


def cells_for_people(report: Report) -> Rows:
    return {
        section.table.title: [
            [
                squeezed(cell_text(cell, column.type))
                for cell, column in zip(row, section.table.columns, strict=True)
                if not column.machine_only
            ]
            for row in section.table.rows
        ]
        for section in report.sections
    }


class Page(HTMLParser):
    """The tables of a page, and what a page could do beside showing them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: Rows = {}
        self.trends: list[str] = []
        self.titles: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.stack: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.stack.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"h2", "td", "th", "title"}:
            self.text = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    @property
    def rows(self) -> list[list[str]]:
        return list(self.tables.values())[-1]

    def handle_data(self, data: str) -> None:
        if "svg" not in self.stack:
            self.text.append(data)
        elif self.stack[-1] == "title":
            self.titles.append(data)
            if data.startswith("By month"):
                self.trends.append(data)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag
        said = " ".join("".join(self.text).split())
        if tag == "h2":
            self.tables.pop(said, None)  # the appendix has the whole of what a page has in part
            self.tables[said] = []
        if tag in {"td", "th"}:
            self.rows[-1].append(said)


def page_rows(page: Page) -> Rows:
    """Without the row of headings."""
    return {title: rows[1:] for title, rows in page.tables.items()}


def markdown_rows(text: str) -> Rows:
    """As a reader of Markdown with tables, links and raw HTML understands it."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found: Rows = {}
    inside: list[str] = []
    for token in reader.parse(text):
        if token.nesting == 1:
            inside.append(token.tag)
            if token.tag == "tr":
                list(found.values())[-1].append([])
        elif token.nesting == -1:
            inside.pop()
        elif inside and inside[-1] == "h2":
            said = plain(token)
            found.pop(said, None)  # as above
            found[said] = []
        elif inside and inside[-1] in {"td", "th"}:
            list(found.values())[-1][-1].append(squeezed(plain(token)))
        else:
            plain(token)
    return {title: rows[1:] for title, rows in found.items()}


def plain(token: Token) -> str:
    """What the token says; anything but text, and a note's own italics, is an error."""
    parts = token.children or []
    assert token.type == "inline"
    assert {part.type for part in parts} <= {"text", "text_special", "em_open", "em_close"}
    return "".join(part.content for part in parts)


def csv_values(text: str) -> list[tuple[str, str, str, str]]:
    _, *rows = csv.reader(io.StringIO(text, newline=""))
    return [(section, row, measure, value) for section, row, measure, value in rows]


def json_values(text: str) -> list[tuple[str, str, str, object]]:
    return [
        (section["name"], str(number), measure, value)
        for section in json.loads(text)["sections"]
        for number, row in enumerate(section["rows"], start=1)
        for measure, value in row.items()
    ]


def rows_of(report: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of a section of a report that was printed as JSON."""
    [found] = [section["rows"] for section in report["sections"] if section["name"] == name]
    return list(found)
