"""NPI, phones and e-mails as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.sources.reach import (
    NPI_PREFIX,
    email_key,
    passes_luhn,
    phone_key,
    read_email,
    read_npi,
    read_phone,
)
from refcli.errors import UsageError

NINE_DIGITS = st.text("0123456789", min_size=9, max_size=9)
GROUP = st.from_regex(r"[2-9][0-9]{2}", fullmatch=True)
LINE = st.from_regex(r"[0-9]{4}", fullmatch=True)


@pytest.mark.parametrize(
    "typed", ["1234567893", " 123-456-7893", "1234 567 893", "12345\u201367893"]
)
def test_an_npi_is_its_ten_digits_however_they_are_grouped(typed: str) -> None:
    assert read_npi(typed) == "1234567893"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1234567890", "its last digit does not fit the others"),
        ("1234567839", "its last digit does not fit the others"),
        ("123456789", "it has 9 of ten digits"),
        ("", "holds more than digits"),
        ("NPI1234567893", "it holds more than digits"),
        ("\u0661234567893", "it holds more than digits"),
    ],
)
def test_what_is_no_npi_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(UsageError, match="is no NPI") as refusal:
        read_npi(typed)

    assert why in str(refusal.value)


@given(NINE_DIGITS)
def test_nine_digits_have_one_check_digit(digits: str) -> None:
    fitting = [check for check in "0123456789" if passes_luhn(NPI_PREFIX + digits + check)]

    assert len(fitting) == 1


@given(NINE_DIGITS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits: str, place: int, more: int) -> None:
    npi = next(digits + d for d in "0123456789" if passes_luhn(NPI_PREFIX + digits + d))
    wrong = str((int(npi[place]) + more) % 10)

    with pytest.raises(UsageError):
        read_npi(npi[:place] + wrong + npi[place + 1 :])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("206-555-0142", "206-555-0142"),
        ("(206) 555-0142", "206-555-0142"),
        ("(206)555-0142", "206-555-0142"),
        ("206.555.0142", "206-555-0142"),
        ("2065550142", "206-555-0142"),
        ("1-206-555-0142", "206-555-0142"),
        ("+1 206 555 0142", "206-555-0142"),
        ("206\u2011555\u20110142", "206-555-0142"),
        ("206/555-0142", "206-555-0142"),
        ("206-555-0142 ext. 12", "206-555-0142 x12"),
        ("206-555-0142x12", "206-555-0142 x12"),
        ("206-555-0142, Extension 12", "206-555-0142 x12"),
        ("206-555-0142 #12", "206-555-0142 x12"),
        ("555-0142", "555-0142"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("1-800-DENTIST", "1-800-DENTIST"),
    ],
)
def test_a_phone_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept
    assert read_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("call Mary", "is no phone number"),
        ("", "is no phone number"),
        ("555-014", "6 digits"),
        ("106-555-0142", "begin with 2 to 9"),
        ("206-155-0142", "begin with 2 to 9"),
        ("206-555-0142 0143 0144", "18 digits"),
    ],
)
def test_what_is_no_phone_is_refused_with_one_that_is(typed: str, why: str) -> None:
    with pytest.raises(UsageError) as refusal:
        read_phone(typed)

    assert why in str(refusal.value)
    assert "206-555-0142" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("+1 (206) 555-0142 x9", "2065550142"),
        ("206-555-0142 (cell)", "2065550142"),
        ("office 206.555.0142 / 206.555.0143", "2065550142"),
        ("1-800-DENTIST", "8003368478"),
        ("1-800-FLOWERS-4U", "8003569377"),
        ("555-0142", ""),
        ("+44 20 7946 0958", ""),
        ("12065550142999", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_phones_are_compared_by_ten_digits(text: str, key: str) -> None:
    assert phone_key(text) == key


@given(
    GROUP,
    GROUP,
    LINE,
    st.sampled_from(["{}-{}-{}", "({}) {}-{}", "+1 {}.{}.{}", "1{}{}{}", "{} {} {} ext 7"]),
)
def test_every_way_to_write_a_number_has_its_key(
    area: str, exchange: str, line: str, way: str
) -> None:
    typed = way.format(area, exchange, line)

    assert phone_key(typed) == area + exchange + line
    assert phone_key(read_phone(typed)) == area + exchange + line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" susan@park.example ", "susan@park.example"),
        ("Susan Park <Susan@Park.example>", "Susan@Park.example"),
        ("mailto:o'dell+ref@mail.park-dds.example", "o'dell+ref@mail.park-dds.example"),
    ],
)
def test_an_e_mail_address_is_taken_out_of_what_is_about_it(typed: str, kept: str) -> None:
    assert read_email(typed) == kept
    assert email_key(typed) == kept.casefold()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("susan.park.example", "it has no @"),
        ("susan@@park.example", "it has more than one @"),
        ("susan park@park.example", "there is a blank in it"),
        ("susan@park", "something about the @ is missing"),
        ("@park.example", "something about the @ is missing"),
        ("a@b.example, c@d.example", "it has more than one @"),
    ],
)
def test_what_is_no_e_mail_address_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(UsageError) as refusal:
        read_email(typed)

    assert why in str(refusal.value)
    assert email_key(typed) == ""
