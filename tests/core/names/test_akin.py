"""Whom to show where nobody is called so: those who share the word that tells most."""

from refcli.core.names.akin import rank_akin
from refcli.core.names.likeness import KeyedNames

SHANNONS = ["shannon grosskopf", "shannon hearn", "shannon heron", "shannon teal"]


def test_a_word_that_nobody_has_is_a_mistake_and_tells_more_than_one_that_many_have() -> None:
    known = KeyedNames([*SHANNONS, "bailey heuer", "amy chen"])

    assert rank_akin("shannon heurr", known)[0] == "bailey heuer"


def test_a_rare_surname_comes_before_a_common_given_name() -> None:
    known = KeyedNames([*SHANNONS, "travis egan", "lily egan"])

    assert rank_akin("shannon egan", known)[:2] == ["lily egan", "travis egan"]


def test_nobody_is_akin_without_a_shared_word() -> None:
    assert rank_akin("zoe quill", KeyedNames(SHANNONS)) == []
    assert rank_akin("zoe quill", KeyedNames()) == []
