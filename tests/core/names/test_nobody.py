"""What people type where no source is known, or where there was none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.names.nobody import MEANT, built_in_meant
from refcli.core.vocabulary import BuiltIn


@pytest.mark.parametrize(
    "typed",
    ["?", " ?? ", "-", "—", "N/A", "n.a.", "na", "Unknown", "nobody asked", "Don't know", "DK"],
)
def test_nobody_was_asked(typed: str) -> None:
    assert built_in_meant(typed) is BuiltIn.UNKNOWN


@pytest.mark.parametrize(
    "typed", ["none", "Self", "self-referral", "walk in", "Walk-In", "Walkin", "nobody", "No one"]
)
def test_nobody_sent_them(typed: str) -> None:
    assert built_in_meant(typed) is BuiltIn.NONE


@pytest.mark.parametrize(
    "typed", ["", "  ", "friend", "a friend", "Dr. Na", "Self Storage", "google", "#", "4", "🦷"]
)
def test_all_else_is_asked(typed: str) -> None:
    assert built_in_meant(typed) is None


@given(st.sampled_from(sorted(MEANT)), st.sampled_from(["", ".", "!", "  "]))
def test_case_and_punctuation_do_not_matter(phrase: str, mark: str) -> None:
    assert built_in_meant(phrase.upper().replace(" ", "-") + mark) is MEANT[phrase]
