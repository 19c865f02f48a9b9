"""Dollars as people type them, in cents; what a comma or a sign makes doubtful is refused."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.values.money import MoneyError, cents_text, read_cents

LARGEST = 999_999_999


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0", 0),
        ("45", 4500),
        ("045", 4500),
        ("45.5", 4550),
        ("45.50", 4550),
        ("45.05", 4505),
        ("0.07", 7),
        ("$1,250", 125_000),
        ("1,250.00", 125_000),
        ("1250", 125_000),
        ("$ 45.5", 4550),
        ("  $45 ", 4500),
        ("12,345", 1_234_500),
        ("9,999,999.99", LARGEST),
        ("0" * 5000 + "45", 4500),
    ],
)
def test_an_amount_is_read_to_the_cent(text: str, cents: int) -> None:
    assert read_cents(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "$", ".", "-45", "$-45", "-$45", "(45)", "+45", "45-", "45 $", "$$45", "45 USD"),
        *("1,25", "12,50", "12,5", "1250,00", "1,2500", "1,250,0", "1,", "12,345,67"),
        *("0,125", "000,125", "1.250,00", "1.250", "1 250", "1'250", "1_250", "45.", ".50"),
        *("45.505", "45.5.0", "1e3", "1E3", "nan", "NaN", "inf", "Infinity", "0x10", "4\n5"),
        *("\N{ARABIC-INDIC DIGIT FOUR}5", "45.\N{FULLWIDTH DIGIT FIVE}", "²", "€45", "forty-five"),
    ],
)
def test_what_is_no_amount_for_certain_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(MoneyError) as refusal:
        read_cents(text)

    assert str(refusal.value) == (
        f"{text!r} is no amount of money. Type dollars: 45, 45.50 or $1,250"
    )


@pytest.mark.parametrize("left", [",450", " ,450.50"])
def test_what_a_shell_leaves_of_an_amount_with_its_sign_is_refused_with_a_hint(left: str) -> None:
    with pytest.raises(MoneyError) as refusal:
        read_cents(left)

    assert str(refusal.value) == (
        f"{left!r} begins with a comma: a shell takes the $1 out of $1,450. Type the amount without"
        " its sign: 1450"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("10,000,000", "'10,000,000'"),
        ("$9999999999", "'$9999999999'"),
        ("9" * 5000, "'999999999999...9999999999999'"),
    ],
)
def test_more_than_a_practice_earns_is_refused(text: str, shown: str) -> None:
    with pytest.raises(MoneyError) as refusal:
        read_cents(text)

    assert str(refusal.value) == (
        f"{shown} is more than $9,999,999.99. Type dollars: 45, 45.50 or $1,250"
    )


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "$0"),
        (7, "$0.07"),
        (4550, "$45.50"),
        (125_000, "$1,250"),
        (125_050, "$1,250.50"),
        (LARGEST, "$9,999,999.99"),
        (-4550, "-$45.50"),
        (-7, "-$0.07"),
        (-125_000, "-$1,250"),
    ],
)
def test_an_amount_is_shown_in_dollars_with_cents_where_there_are_any(
    cents: int, text: str
) -> None:
    assert cents_text(cents) == text


@given(cents=st.integers(0, LARGEST))
def test_what_is_shown_is_read_back(cents: int) -> None:
    dollars, rest = divmod(cents, 100)

    assert read_cents(cents_text(cents)) == cents
    assert read_cents(f"{dollars}.{rest:02}") == cents
    assert read_cents(f"$ {dollars:,}.{rest:02}") == cents


@given(
    text=st.one_of(
        st.text(),
        st.text(alphabet="0123456789,.$- ", max_size=14),
        st.text(st.characters(categories=["Nd", "No", "Nl"]) | st.sampled_from(",.$"), max_size=8),
    )
)
@example(text="\ud800")
@example(text="9" * 4301)
def test_whatever_is_typed_is_an_amount_or_refused(text: str) -> None:
    with suppress(MoneyError):
        assert 0 <= read_cents(text) <= LARGEST
