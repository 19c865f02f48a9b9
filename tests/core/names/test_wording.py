"""Whole words of a name, and words that are only begun."""

from refcli.core.names.wording import CONNECTING, all_among, begins_words, is_telling


def test_a_connecting_word_or_an_initial_tells_nobody() -> None:
    assert {"and", "at", "for", "in", "of", "on", "the"} == CONNECTING
    assert not any(map(is_telling, (*CONNECTING, "j")))
    assert all(map(is_telling, ("jo", "park", "李")))


def test_each_word_has_to_stand_there_as_often_as_it_was_typed() -> None:
    assert all_among(["park", "dental"], ["park", "dental", "group"])
    assert not all_among(["park", "park"], ["park", "dental"])
    assert all_among([], ["park"])


def test_each_word_begins_a_word_of_its_own() -> None:
    assert begins_words(["den", "p"], ["park", "dental"])
    assert not begins_words(["pa", "p"], ["park", "dental"])
