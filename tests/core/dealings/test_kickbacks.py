"""A word of value near one of sending is asked about, and what is harmless is not."""

import pytest

from refcli.core.dealings.kickbacks import sounds_like_kickback
from tests.core.dealings.issue_texts import (
    HARMLESS,
    HARMLESS_PUT_ASIDE,
    OFFERS,
    OFFERS_PUT_ASIDE,
)

MOST = 0.05  # of the texts put aside that are taken wrongly


@pytest.mark.parametrize("text", OFFERS.strip().splitlines())
def test_an_offer_of_something_of_value_is_recognised(text: str) -> None:
    assert sounds_like_kickback(text)


@pytest.mark.parametrize("text", HARMLESS.strip().splitlines())
def test_what_is_no_offer_is_not_asked_about(text: str) -> None:
    assert not sounds_like_kickback(text)


def test_of_the_texts_put_aside_few_are_taken_wrongly() -> None:
    offers, harmless = (
        texts.strip().splitlines() for texts in (OFFERS_PUT_ASIDE, HARMLESS_PUT_ASIDE)
    )

    missed = [text for text in offers if not sounds_like_kickback(text)]
    asked = [text for text in harmless if sounds_like_kickback(text)]

    assert len(missed) <= MOST * len(offers), missed
    assert len(asked) <= MOST * len(harmless), asked


@pytest.mark.parametrize("text", ["", "  ", "$", "per", "WANTS  CASH\nPER PATIENT"])
def test_capitals_and_blanks_do_not_matter(text: str) -> None:
    assert sounds_like_kickback(text) is ("CASH" in text)
