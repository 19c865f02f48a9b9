"""What fits the letters typed so far, and how it is spelt so that it means just that."""

import pytest

from refcli.core.sources.offering import (
    OfferedName,
    common_beginning,
    extends,
    find_offers,
    fits,
    respell_text,
)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Dr. Wei Chen", ""),
        ("Dr. Wei Chen", "dr"),
        ("Dr. Wei Chen", "Dr. "),
        ("Dr. Wei Chen", "dr we"),
        ("Dr. Wei Chen", "CHEN"),
        ("Dr. Wei Chen", "chen w"),
        ("O'Brien & Sons", "obr"),
        ("O’Brien", "o'b"),  # noqa: RUF001
        ("Müller", "mul"),
        ("ÜBER", "über"),
        ("Under_score", "under_"),
        ("Back\\slash", "back\\"),
        ("100% Dental", "100%"),
        ("🦷", "🦷"),
    ],
)
def test_the_beginning_of_any_word_fits_whatever_its_case_and_marks(text: str, typed: str) -> None:
    assert fits(text, typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Lakeside", "akeside"),
        ("Chen", "hen"),
        ("100% Dental", "%"),
        ("Under_score", "_"),
        ("Under_score", "underx"),
        ("Back\\slash", "\\"),
        ("Chen", "' OR 1=1 --"),
        ("Chen", "\udcff"),
        ("Chen", "x" * 60_000),
    ],
)
def test_nothing_else_does(text: str, typed: str) -> None:
    assert not fits(text, typed)


def entry(id_: int, text: str, name: str = "", kind: str = "provider") -> OfferedName:
    return OfferedName(id_, text, name or text, kind, kind)


def test_names_and_aliases_are_offered_by_name_with_what_they_are() -> None:
    known = [entry(4, "Wei"), entry(3, "Chen Dental", kind="office"), entry(4, "chenny", "Wei")]

    assert find_offers(known, "che") == [("Chen Dental", "office"), ("chenny", "Wei, provider")]
    assert find_offers(known, "che", {"office"}) == [("Chen Dental", "office")]


@pytest.mark.parametrize(
    "name", ["-rf lee", "--help lee", "#3 lee", "~root lee", "17", "lee\ufffd", "\u200b"]
)
def test_what_cannot_be_typed_is_offered_by_its_number(name: str) -> None:
    assert find_offers([entry(12, name)], "") == [("#12", f"{name}, provider")]


def test_namesakes_are_offered_by_their_numbers_even_where_one_is_of_another_kind() -> None:
    known = [entry(4, "Dr. Lee"), entry(5, "Lee, DDS"), entry(6, "lee", kind="office")]

    assert find_offers(known, "lee") == [
        ("#4", "Dr. Lee, provider"),
        ("#6", "lee, office"),
        ("#5", "Lee, DDS, provider"),
    ]
    assert find_offers(known, "lee", {"office"}) == [("#6", "lee, office")]


@pytest.mark.parametrize(
    ("text", "typed", "before", "spelt"),
    [
        ("Dr. Wei Chen", "wei", "", "Dr. Wei Chen"),
        ("Dr. Wei Chen", "dr we", "", "dr wei chen"),
        ("Müller Dental", "muller d", "", "muller dental"),
        ("Dr. Wei Chen", "wei", "--from=", "wei chen"),
        ("Dr. Wei Chen", "chen", "--from=", "Dr. Wei Chen"),
        ("#12", "lee", "", "#12"),
    ],
)
def test_a_name_is_respelt_only_so_that_it_still_means_the_same(
    text: str, typed: str, before: str, spelt: str
) -> None:
    assert respell_text(text, typed, before) == spelt


def test_what_all_have_in_common_may_be_put_in_where_it_says_no_less_than_what_is_typed() -> None:
    assert common_beginning(["Dr. Wei", "Dr. Wendy"]) == "Dr. We"
    assert common_beginning([]) == ""
    assert extends(["Dr. Wei Chen", "Dr. Wendy"], "dr")
    assert extends(["Dr. Wei Chen", "Dr. Wendy"], "dr we")
    assert not extends(["Wei Chen", "Walter Chen"], "chen")
