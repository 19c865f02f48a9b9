"""A report as a file: the format that the ending of its name stands for."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from refcli.core.output.document import Report
from refcli.core.output.table import Table
from refcli.errors import UsageError
from refcli.output.markdown import to_markdown
from refcli.output.render import report_to_csv, report_to_json, to_csv, to_json


def html_page(report: Report) -> bytes:
    """The report as HTML."""
    from refcli.output.html import to_html  # noqa: PLC0415  (jinja2 takes 50 ms to import)

    return to_html(report).encode()


def xlsx_workbook(report: Report) -> bytes:
    """The report for a spreadsheet program."""
    from refcli.output.xlsx import to_xlsx  # noqa: PLC0415  (xlsxwriter takes 40 ms to import)

    return to_xlsx(report)


WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    ".xlsx": xlsx_workbook,
    ".html": html_page,
    ".md": lambda report: to_markdown(report).encode(),
    ".csv": lambda report: report_to_csv(report).encode("utf-8-sig"),  # Excel looks for the mark
    ".json": lambda report: report_to_json(report).encode(),
}


PDF = ".pdf"  # of every page
ENDINGS = (*list(WRITERS)[:2], PDF, *list(WRITERS)[2:])
PAGES = (".html", PDF)


def report_file(report: Report, path: Path) -> bytes:
    """The content of the file."""
    suffix = check_suffix(path)
    return page_file(html_page(report), path) if suffix == PDF else WRITERS[suffix](report)


def page_file(page: bytes, path: Path) -> bytes:
    """A page as it is, or as a PDF where the name of the file says so."""
    if path.suffix.lower() != PDF:
        return page
    from refcli.output.pdf import to_pdf  # noqa: PLC0415  (only a PDF needs it)

    return to_pdf(page.decode())


def table_csv(table: Table) -> bytes:
    """A table alone, for a spreadsheet."""
    return to_csv(table).encode("utf-8-sig")  # as above


def table_json(table: Table) -> bytes:
    """A table alone, for a program."""
    return to_json(table).encode()


def check_suffix(path: Path, endings: Sequence[str] = ENDINGS) -> str:
    """The ending, in small letters; an unknown one is refused, and a PDF without a browser.

    Which endings a command takes, ``endings`` says.
    """
    suffix = path.suffix.lower()
    if suffix not in endings:
        known = path.with_suffix(endings[0]) if path.name else path
        said = f"{path} has no ending that is known: {', '.join(endings)}"
        raise UsageError(said, wrong=str(path), right=str(known))
    if suffix == PDF:
        from refcli.output.browser import find_browser  # noqa: PLC0415  (as above)

        find_browser()
    return suffix
