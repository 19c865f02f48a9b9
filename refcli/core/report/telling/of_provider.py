"""The month of whom one of our providers sees: without what the whole practice does or owes."""

from collections.abc import Iterable
from dataclasses import replace

from refcli.core.output.document import Section
from refcli.core.output.table import Table
from refcli.core.report.pages.cards import PROMISES

OF_ALL = frozenset(  # sections on work, on places and on money that no single provider has
    {
        *("next", "quiet", "promises", "team", "never_met", "after_visits", "first_visits"),
        *("not_referring", "goal", "channels", "channels_year", "campaigns", "marketing"),
    }
)


def keep_own(sections: Iterable[Section], provider: str) -> list[Section]:
    """The sections without those of the whole practice; all of them where no provider is named."""
    if not provider:
        return [*sections]
    return [drop_promises(one) for one in sections if one.name not in OF_ALL]


def drop_promises(section: Section) -> Section:
    """The section, if it is that of the cards, without the one on promises."""
    if section.name != "cards":
        return section
    return replace(section, table=without_promises(section.table))


def without_promises(cards: Table) -> Table:
    """The cards but the one on promises, which stands under its figure's name."""
    return replace(cards, rows=[row for row in cards.rows if row[0] != PROMISES])
