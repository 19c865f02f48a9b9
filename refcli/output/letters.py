"""Letters and labels as pages to print: self-contained, every text escaped and harmless."""

from collections.abc import Sequence

from refcli.core.letters.templates import Addressee, Sheet
from refcli.output.html import ENVIRONMENT
from refcli.output.paper_room import HEAD, LABEL, WINDOW

PER_SHEET = 30  # Avery 5160: three across, ten down, 2 5/8 by 1 inch


def to_letters(title: str, head: Sequence[str], day: str, sheets: Sequence[Sheet]) -> str:
    """A page per letter, the address where the window of a number 10 envelope shows it."""
    page = ENVIRONMENT.get_template("letters.html")
    size = HEAD.size([line for paragraph in head for line in paragraph.splitlines()])
    return page.render(
        title=title, head=head, head_size=size, day=day, sheets=sheets, window=WINDOW
    )


def to_labels(addressees: Sequence[Addressee], skip: int = 0) -> str:
    """Sheets of labels, each that ``LABEL`` holds; the first ``skip`` have been used already."""
    cells: list[list[str]] = [[]] * skip + [one.lines for one in addressees]
    pages = [cells[i : i + PER_SHEET] for i in range(0, len(cells), PER_SHEET)]
    return ENVIRONMENT.get_template("labels.html").render(pages=pages, label=LABEL)
