"""Which sections stand on the first page, which on the second, and how each is set there."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from refcli.core.output.document import Form, Page, Section
from refcli.core.output.table import Table
from refcli.core.report.pages.fronts import front_next
from refcli.core.report.pages.places import largest_places
from refcli.core.values.periods import Period
from refcli.lines import type_line

if TYPE_CHECKING:  # no screen needs what only the whole report is made from
    from refcli.core.report.facts import ReportFacts

Shorten = Callable[[Table], Table]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a section stands, how it is set, and what of its table is shown there."""

    page: Page
    form: Form
    shorten: Shorten | None = None
    needed: bool = True  # on the page even where nothing is recorded

    def set_up(self, section: Section) -> Section:
        """The section on its page; in the appendix where it has nothing and need not be there.

        Money stands there in whole dollars.
        """
        short = self.shorten(section.table) if self.shorten else section.on_page.table
        if not (short.rows or self.needed):
            return replace(section, front=None)
        front = short.in_dollars
        shown = None if front == section.table else front
        return replace(section, page=self.page, form=self.form, front=shown)


SHEETS = {  # of a workbook, with the short tables that share each
    "Figures": ("cards", "headline", "kinds", "concentration", "movement"),
    "Do next": ("next", "waiting"),
    "The path": ("path", "lost", "speed", "funnel"),
    "Team": ("team", "promises", "entered", "quality"),
    "Coming and going": (
        *("movers", "tiers", "never_met", "after_visits", "first_visits", "not_referring"),
    ),
    "Marketing": ("marketing", "channels", "channels_year", "campaigns"),
    "Money and goal": ("goal", "forecast", "booked", "providers", "services"),
}
SHEET_OF = {name: sheet for sheet, names in SHEETS.items() for name in names}
FIRST_PAGE = {
    "cards": Stand(Page.FIRST, Form.CARDS),
    "two_years": Stand(Page.FIRST, Form.CHART),
    "changes": Stand(Page.FIRST, Form.SIDES),
    "quiet": Stand(Page.FIRST, Form.TABLE, needed=False),
    "next": Stand(Page.FIRST, Form.TABLE, front_next),
}


def stand_first(sections: Iterable[Section]) -> list[Section]:
    """Sections of the first page as they stand there."""
    return [one for each in sections if (one := FIRST_PAGE[each.name].set_up(each)).page]


def stand_sections(facts: "ReportFacts") -> Mapping[str, Stand]:
    """The sections of the two pages, in their order."""
    second, half = Page.SECOND, Form.HALF
    return {
        **FIRST_PAGE,
        "places": Stand(second, Form.TABLE, lambda table: largest_places(facts, table)),
        "path": Stand(second, half),
        "team": Stand(second, half),
        "marketing": Stand(second, half),
        "providers": Stand(second, half, needed=False),
        "services": Stand(second, half, needed=False),
        "quality": Stand(second, Form.TABLE),
    }


def lay_out_pages(
    sections: Iterable[Section], facts: "ReportFacts", without: Collection[str] = ()
) -> list[Section]:
    """All sections: those of the pages in the order in which they stand there, then the others.

    ``without``: the names of those that stand on no page this time.
    """
    found = {one.name: replace(one, sheet=SHEET_OF.get(one.name, "")) for one in sections}
    stands = stand_sections(facts).items()
    placed = {name: stand for name, stand in stands if name not in without}
    return [
        *(stand.set_up(found[name]) for name, stand in placed.items() if name in found),
        *(section for name, section in found.items() if name not in placed),
    ]


def type_all(now: Period, provider: str = "") -> str:
    """The line to type for all tables of a period: ``ref report --month 2026-10 --all``.

    ``provider``: of whom one provider of ours sees.
    """
    days: tuple[object, ...] = ("--since", now.since, "--until", now.until)
    if now.whole_months == 1:
        days = ("--month", f"{now.since:%Y-%m}")
    return type_line("report", *days, *(["--provider", provider] if provider else []), "--all")


def tell_rest(now: Period, provider: str = "") -> str:
    """Where all that is not on the two pages is found."""
    return f"All tables: {type_all(now, provider)} (or --section NAME, or -o month.xlsx)"
