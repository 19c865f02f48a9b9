"""The month of whom one of our providers sees: without what the whole practice does or owes."""

from collections.abc import Iterable

from refcli.core.output.document import Section

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
    return [one for one in sections if one.name not in OF_ALL]
