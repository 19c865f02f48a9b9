"""One reader of words: what ties a gift to referrals, held against phrases of both sorts."""

import pytest

from refcli.core.gifts.wording import find_strings
from tests.core.gifts.phrases import HARMLESS, TIED


def every(groups: dict[str, tuple[str, ...]]) -> list[str]:
    return [phrase for phrases in groups.values() for phrase in phrases]


@pytest.mark.parametrize("phrase", every(TIED))
def test_what_ties_a_gift_to_referrals_is_found(phrase: str) -> None:
    assert find_strings("", phrase)
    assert find_strings(phrase.upper().replace(" ", "\n"))
    assert find_strings(phrase.replace("-", "\N{NON-BREAKING HYPHEN}").replace("'", "\u2019"))


@pytest.mark.parametrize("phrase", every(HARMLESS))
def test_harmless_words_are_left_alone(phrase: str) -> None:
    assert find_strings(phrase) is None


def test_the_phrases_are_many_and_each_stands_once() -> None:
    tied, harmless = every(TIED), every(HARMLESS)

    assert len(tied) >= 150
    assert len(harmless) >= 100
    assert len({*tied, *harmless}) == len(tied) + len(harmless)


def test_the_first_words_are_told_as_they_were_typed() -> None:
    assert find_strings("fruit", "As our Top Referrer, and a kickback") == "Top Referrer"
    assert find_strings("a kick\N{ZERO WIDTH SPACE}back") == "kickback"


def test_what_is_denied_hides_nothing_beside_it() -> None:
    assert find_strings("not for referrals, but thanks for sending patients")
    assert find_strings("no referral, no lunch")
    assert find_strings("referral pads for our top referrer")
