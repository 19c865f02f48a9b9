"""Which sections stand on the first page, which on the second, and how each is set there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from refcli.core.output.document import Form, Page, Section
from refcli.core.output.table import Table
from refcli.core.report.facts import ReportFacts
from refcli.core.report.pages.fronts import (
    front_changes,
    front_marketing,
    front_months,
    front_next,
    front_ours,
    front_path,
    front_quality,
    front_team,
)
from refcli.core.report.pages.places import largest_places
from refcli.core.values.periods import Period
from refcli.lines import type_line

Shorten = Callable[[Table], Table]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a section stands, how it is set, and what of its table is shown there."""

    page: Page
    form: Form
    shorten: Shorten | None = None
    needed: bool = True  # on the page even where nothing is recorded

    def set_up(self, section: Section) -> Section:
        """The section on its page; in the appendix where it has nothing and need not be there."""
        if not (section.table.rows or self.needed):
            return section
        front = self.shorten(section.table) if self.shorten else None
        shown = None if front == section.table else front
        return replace(section, page=self.page, form=self.form, front=shown)


FIRST_PAGE = {
    "cards": Stand(Page.FIRST, Form.CARDS),
    "two_years": Stand(Page.FIRST, Form.CHART, front_months),
    "changes": Stand(Page.FIRST, Form.SIDES, front_changes),
    "next": Stand(Page.FIRST, Form.TABLE, front_next),
}


def stand_first(sections: Iterable[Section]) -> list[Section]:
    """Sections of the first page as they stand there."""
    return [FIRST_PAGE[one.name].set_up(one) for one in sections]


def stand_sections(facts: ReportFacts) -> Mapping[str, Stand]:
    """The sections of the two pages, in their order."""
    coverage = facts.compared.coverage
    second, half = Page.SECOND, Form.HALF
    return {
        **FIRST_PAGE,
        "places": Stand(second, Form.TABLE, lambda table: largest_places(facts, table)),
        "path": Stand(second, half, front_path),
        "team": Stand(second, half, front_team),
        "marketing": Stand(second, half, front_marketing),
        "providers": Stand(second, half, front_ours, needed=False),
        "services": Stand(second, half, front_ours, needed=False),
        "quality": Stand(second, Form.TABLE, lambda table: front_quality(table, coverage)),
    }


def lay_out_pages(sections: Iterable[Section], facts: ReportFacts) -> list[Section]:
    """All sections: those of the pages in the order in which they stand there, then the others."""
    found = {section.name: section for section in sections}
    placed = stand_sections(facts)
    return [
        *(stand.set_up(found[name]) for name, stand in placed.items() if name in found),
        *(section for name, section in found.items() if name not in placed),
    ]


def tell_rest(now: Period) -> str:
    """Where all that is not on the two pages is found."""
    days: tuple[object, ...] = ("--since", now.since, "--until", now.until)
    if now.whole_months == 1:
        days = ("--month", f"{now.since:%Y-%m}")
    line = type_line("report", *days, "--all")
    return f"All tables: {line} (or --section NAME, or -o month.xlsx)"
