import pytest

from refcli.core.values.sizes import size_words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1.0 KB"),
        (2**20 - 1, "1.0 MB"),
        (4_300_000, "4.1 MB"),
        (3 * 2**50, "3,072.0 TB"),
    ],
)
def test_a_size_is_told_in_the_unit_that_people_use(size: int, words: str) -> None:
    assert size_words(size) == words
