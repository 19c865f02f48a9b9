"""Names on record that are like another one, found without looking at each of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from refcli.core.names.likeness import (
    KeyedNames,
    compare_by_words,
    essential_words,
    share_more_than_initials,
)

WORDS = (
    *("ann", "anna", "a", "an", "bob", "robert", "r", "lee", "lew", "le", "li", "ray", "roy"),
    *("family", "famly", "dental", "dentl", "care", "oak", "oaks", "elm", "el", "kim", "jr", "dds"),
)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=500)
@given(wanted=names, keys=st.lists(names, max_size=12, unique=True))
def test_every_name_is_found_that_is_like_by_its_words(wanted: str, keys: list[str]) -> None:
    known = KeyedNames(keys)
    words = essential_words(wanted)
    close = [known.close_words(word) for word in words]

    found = dict(known.find_by_words(words))

    assert found == {
        one: far
        for one in keys
        if share_more_than_initials(words, close, present := essential_words(one))
        if (far := compare_by_words(words, close, present)) is not None
    }


def test_offices_that_share_their_last_words_are_not_all_looked_at() -> None:
    known = KeyedNames(f"{'abcdefghij'[n % 10] * 6}{n} family dental" for n in range(1_000))
    words = ["zelkova", "family", "dental"]

    assert len(known.find_holders(words, [known.close_words(word) for word in words])) == 0
