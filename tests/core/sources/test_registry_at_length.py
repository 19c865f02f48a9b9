"""Long lists of sources: found by a rare word, the same as by a look at each of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from refcli.core.names.named import Named
from refcli.core.sources.registry import Registry
from refcli.core.sources.rivals import find_suspects
from refcli.core.vocabulary import Kind

WORDS = (
    *("ann", "anna", "a", "lee", "le", "leeds", "park", "parker", "family", "fam", "dental", "jr"),
    *("care", "dr", "drs", "and", "kim", "k", "sr", "elm", "&"),
)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=300)
@given(wanted=names, known=st.lists(names, max_size=10))
def test_who_can_be_confused_with_a_name_is_found_by_a_rare_word(
    wanted: str, known: list[str]
) -> None:
    sources = [Named(at, name, Kind.PROVIDER) for at, name in enumerate(known, 1)]

    found = Registry(sources).list_suspects(wanted)

    assert sorted(found, key=lambda one: one.source.id) == sorted(
        find_suspects(wanted, sources), key=lambda one: one.source.id
    )
