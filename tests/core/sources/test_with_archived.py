"""Who left is known by name, unless somebody in use bears it."""

from refcli.core.names.named import Named
from refcli.core.sources.archived import find_with_archived
from refcli.core.sources.matching import Found, Unclear
from refcli.core.vocabulary import Kind

SUSAN, SECOND, SUE = (
    Named(id_, name, Kind.PROVIDER)
    for id_, name in ((1, "Dr. Susan Park"), (2, "Dr. Susan Park"), (3, "Dr. Sue Park"))
)
GONE = Named(9, "Dr. Susan Park", Kind.PROVIDER, archived=True)


def meant(typed: str, *everybody: Named) -> list[int]:
    found = find_with_archived(typed, everybody)
    if isinstance(found, Found):
        return [found.source.id]
    assert isinstance(found, Unclear)
    return [one.id for one in found.candidates]


def test_a_whole_name_is_the_archived_ones_where_those_in_use_are_only_like_it() -> None:
    assert meant("susan park", SUE, GONE) == [9]


def test_a_name_that_some_in_use_bear_is_theirs() -> None:
    assert meant("susan park", SUSAN, GONE) == [1]
    assert set(meant("susan park", SUSAN, SECOND, GONE)) >= {1, 2}
