"""A file and the desk find the same sources that a new one could be taken for."""

from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.names.named import Named
from refcli.core.sources.matching import MOST_NEAR
from refcli.core.sources.registry import Registry
from refcli.core.sources.rivals import find_rivals
from refcli.core.vocabulary import Kind

NAMES = [
    *("Dr. Wei Chen", "Chen, W. DDS", "Chen Family Dental", "Drs. Park and Ray", "Susan Park Jr."),
    *("Sue Prak", "Bo Kim", "B. Kim", "B", "Jr", "Elm Dental", "Elm Dentl PLLC", "Google"),
    *("Google Ads", "ray", "Dr.", "\N{GRINNING FACE}"),
]
a_name = st.sampled_from(NAMES) | st.text(max_size=12)
a_kind = st.sampled_from(Kind)
some = st.lists(st.tuples(a_name, a_kind, st.lists(a_name, max_size=2), st.booleans()), max_size=12)


@given(a_name, a_kind, some)
@example("Jr", Kind.PROVIDER, [("Susan Park Jr.", Kind.PROVIDER, [], False)])
@example("B", Kind.PROVIDER, [("Bo Kim", Kind.PROVIDER, [], False)])
def test_a_registry_and_a_list_of_sources_have_the_same_rivals(
    name: str, kind: Kind, several: list[tuple[str, Kind, list[str], bool]]
) -> None:
    known = [
        Named(number, one, its_kind, tuple(aliases), archived=archived)
        for number, (one, its_kind, aliases, archived) in enumerate(several, start=1)
    ]

    grown = Registry(known).find_rivals(name, kind)

    assert tuple(grown[:MOST_NEAR]) == find_rivals(name, kind, known).candidates


def test_a_registry_finds_a_typing_mistake_in_a_name_that_it_came_to_know() -> None:
    park = Named(1, "Dr. Susan Park", Kind.PROVIDER)
    known = Registry([])
    known.add(park)

    assert known.find_rivals("Susan Prak", Kind.PROVIDER) == [park]
    assert known.find_rivals("Joel Ito", Kind.PROVIDER) == []
