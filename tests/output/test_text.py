import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.output.table import Cell, Type
from refcli.output.text import cell_text, cell_value, harmless_text

FORBIDDEN = {chr(point) for point in (0x61C, 0x200E, 0x200F, 0xFEFF, 0x2028, 0x2029)} | {
    chr(point) for point in (*range(0x202A, 0x202F), *range(0x2066, 0x2070))
}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Elm Dental", "Elm Dental"),
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("two\nlines\r\nand\ta\u2028tab", "two lines and a tab"),
        ("abc\u202edef\u2066ghi\u200e", "abcdefghi"),
        ("\x00\x7f\x9b\ud800", "\ufffd" * 4),
        ("Zoë 李 דר כהן", "Zoë 李 דר כהן"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("[bold] :smile: <b>", "[bold] :smile: <b>"),
    ],
)
def test_users_text_is_made_harmless(typed: str, shown: str) -> None:
    assert harmless_text(typed) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_steers_a_terminal_or_breaks_an_encoding(text: str) -> None:
    shown = harmless_text(text)

    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} or c in FORBIDDEN]
    assert harmless_text(shown) == shown
    shown.encode()


@pytest.mark.parametrize(
    ("cell", "type_", "text"),
    [
        (None, Type.MONEY, ""),
        ("Elm", Type.TEXT, "Elm"),
        (12345, Type.ID, "12345"),
        (12345, Type.COUNT, "12,345"),
        (3, Type.CHANGE, "+3"),
        (-2, Type.CHANGE, "-2"),
        (0, Type.CHANGE, "0"),
        (125_000, Type.MONEY, "$1,250"),
        (125_050, Type.MONEY, "$1,250.50"),
        (125_050, Type.DOLLARS, "$1,251"),
        (-125_050, Type.DOLLARS, "-$1,251"),
        (125_149, Type.DOLLARS, "$1,251"),
        (-49, Type.DOLLARS, "$0"),
        (999_999_999, Type.DOLLARS, "$10,000,000"),
        (0.62, Type.RATE, "62%"),
        (0.285, Type.RATE, "29%"),
        (0, Type.RATE, "0%"),
        (0.0, Type.RATE, "0%"),
        (0.0049, Type.RATE, "<1%"),
        (0.005, Type.RATE, "1%"),
        (0.9949, Type.RATE, "99%"),
        (0.995, Type.RATE, ">99%"),
        (1.0, Type.RATE, "100%"),
        (date(2026, 11, 2), Type.DATE, "2026-11-02"),
        ((0, 1, 4, 8), Type.TREND, "·▁▄█"),
        ((1, 100), Type.TREND, "▁█"),
        ((0, 0, 0), Type.TREND, "···"),
        ((), Type.TREND, ""),
    ],
)
def test_a_cell_as_people_read_it(cell: Cell, type_: Type, text: str) -> None:
    assert cell_text(cell, type_) == text


@pytest.mark.parametrize(
    ("cell", "type_", "value"),
    [
        (None, Type.RATE, None),
        ("a\nb", Type.TEXT, "a\nb"),
        (12345, Type.COUNT, 12345),
        (125_050, Type.MONEY, 1250.5),
        (125_050, Type.DOLLARS, 1250.5),
        (2 / 3, Type.RATE, 0.6667),
        (date(2026, 11, 2), Type.DATE, "2026-11-02"),
        ((0, 1), Type.TREND, [0, 1]),
    ],
)
def test_a_cell_as_programs_read_it(cell: Cell, type_: Type, value: object) -> None:
    assert cell_value(cell, type_) == value
