"""Columns and words that programs read stay as they are, unless somebody decides otherwise."""

from pathlib import Path

from tests.core.public_words import list_words


def test_the_words_that_programs_read_are_those_on_the_list() -> None:
    known = Path(__file__).with_name("public_words.txt").read_text(encoding="utf-8")

    assert list(list_words()) == known.splitlines()
