"""The bytes of a file as text: by evidence, and in doubt refused."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.intake.encodings import EncodingError, UnclearError, decode_text, encoding_called

HEADER = "received_on,patient,source\n"
ORDINARY = (  # words of the files that Excel on Windows saves
    *("José Núñez", "Müller", "O’Brien", "Hernández", "JOSÉ", "MUÑOZ", "Kim’s Auto Shop", "Julián"),
    *("François", "Zoë", "García", "Peña", "Díaz", "Ángel", "Élise", "Strauß", "Ríos", "João"),
    *("D’Ávila", "São Paulo", "Smith–Jones", "Maria\xa0Lopez", "MARIA\xa0LOPEZ", "André’s"),
    *("Invisalign™", "said “call me” twice", "wait…", "cost £50", "37°C", "½ day", "50µg", "a – b"),
    *("2020–2021", "SÁNCHEZ", "ÁLVAREZ", "GÓMEZ", "RODRÍGUEZ", "Ünal", "Óscar", "¿Quién?", "Nº5"),
)
OF_A_MAC = (
    *("José Núñez", "Müller", "O’Brien", "Hernández", "MUÑOZ", "Kim’s", "García", "Díaz", "Ríos"),
    *("López", "Martínez", "François", "Björn", "Élise", "Ángel", "Zoë", "Ünal", "João"),
)
OF_DOS = (
    *("José Núñez", "Müller", "Hernández", "JOSÉ", "MUÑOZ", "Julián", "García", "Díaz", "Luís"),
    *("López", "Martínez", "François", "Björn", "Élise", "Strauß", "Groß", "Ünal"),
)


def file_of(*names: str, encoding: str) -> bytes:
    return (HEADER + "".join(f"2026-11-02,{name},none\n" for name in names)).encode(encoding)


def refusal(raw: bytes, encoding: str | None = None) -> EncodingError:
    """Why the bytes are not read."""
    with pytest.raises(EncodingError) as error:
        decode_text(raw, encoding)
    return error.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_marks_prove_themselves(encoding: str) -> None:
    text, name = decode_text(file_of("José", "李伟", encoding=encoding))

    assert (text, name) == (
        f"{HEADER}2026-11-02,José,none\n2026-11-02,李伟,none\n",
        encoding[:6].removesuffix("-"),
    )


@pytest.mark.parametrize("name", ORDINARY)
def test_the_file_of_excel_on_windows_is_taken(name: str) -> None:
    raw = file_of(name, encoding="cp1252")

    assert decode_text(raw) == (raw.decode("cp1252"), "cp1252")


def test_many_plain_names_outweigh_a_strange_one() -> None:
    raw = file_of(*ORDINARY, "Dušan", "post–op", "LéTourneau", "NUñEZ", encoding="cp1252")

    assert decode_text(raw)[1] == "cp1252"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [*(("mac-roman", name) for name in OF_A_MAC), *(("cp437", name) for name in OF_DOS)],
)
def test_a_name_that_reads_strangely_is_asked_about(encoding: str, name: str) -> None:
    with pytest.raises(UnclearError):
        decode_text(file_of(name, encoding=encoding))


@pytest.mark.parametrize(("encoding", "names"), [("mac-roman", OF_A_MAC), ("cp437", OF_DOS)])
def test_the_encoding_that_fits_is_named(encoding: str, names: tuple[str, ...]) -> None:
    assert refusal(file_of(*names, encoding=encoding)).instead == encoding


@pytest.mark.parametrize(
    ("encoding", "name"), [("gbk", "李伟"), ("cp1251", "Иван"), ("cp1250", "Łu")]
)
def test_other_alphabets_are_not_taken_for_cp1252(encoding: str, name: str) -> None:
    assert isinstance(refusal(file_of(name, encoding=encoding)), UnclearError)


@given(st.lists(st.sampled_from(ORDINARY[:20]), min_size=1), st.data())
def test_one_bad_byte_in_utf_8_is_refused_with_its_line(
    names: list[str], data: st.DataObject
) -> None:
    line = data.draw(st.integers(0, len(names) - 1))
    rows = [f"2026-11-02,{name},none".encode() for name in (*names, "Ñ", "ü")]
    rows[line] += b"\xe9"

    assert f"has in line {line + 2}, place " in str(
        refusal(b"\n".join([HEADER.strip().encode(), *rows]))
    )


def test_what_stands_around_a_bad_byte_is_shown() -> None:
    raw = (
        "a,b\r\nMüller,x\r\nJosé N".encode() + b"\xfa" + "ñez,x\rZoë,\xff".encode() + b"\xff\n\xff"
    )

    assert str(refusal(raw)) == (
        'has in line 3, place 7, a byte that is no UTF-8: "José N\ufffdñez,x"; also in line 4, 5'
    )


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_letter_that_is_cut_in_two_is_no_letter_of_windows(mark: bytes) -> None:
    raw = mark + "José,José\n".encode() + "José".encode()[:-1]

    assert str(refusal(raw)) == 'has in line 2, place 4, a byte that is no UTF-8: "Jos\ufffd"'


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("JosÃ©", 'was "José"'),
        ("NÃºÃ±ez", 'was "Núñez"'),
        ("Oâ€™Brien", 'was "O’Brien"'),
        ("Jos√©", 'was "José"'),
        ("Jos├⌐", 'was "José"'),
        ("Jos\ufffd", "a letter is lost"),
    ],
)
def test_letters_that_were_spoilt_before_are_refused_with_their_line(word: str, why: str) -> None:
    raw = file_of("Ann", word, encoding="utf-8")

    assert f"in line 3 {'a' if 'lost' in why else chr(34)}" in str(refusal(raw))
    assert why in str(refusal(raw))
    assert word in decode_text(raw, "utf-8")[0]


@pytest.mark.parametrize("text", ["von Ä–Z", "ÅÉ“", "Æ’s", "«Äh»…É…Ä"])
def test_a_capital_before_a_dash_or_a_quote_is_well_written(text: str) -> None:
    assert decode_text(text.encode()) == (text, "utf-8")


@given(st.text(st.sampled_from("abcXYZ ‘’“”«»–—…áéíñöüßÄÅÆÇÈÉÑÖ李い😀"), max_size=30))
def test_what_is_well_written_is_never_called_spoilt(text: str) -> None:
    assert decode_text(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_recognised(encoding: str) -> None:
    raw = file_of("José", encoding=encoding)

    text, found = decode_text(raw)

    assert ("José" in text, found) == (True, encoding)


def test_bytes_of_which_half_are_zero_and_that_are_no_text_are_refused() -> None:
    assert "is no text" in str(refusal(b"a\0b\0\0\0c\0d\0"))


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp437", "latin-1", "utf-8", "utf-16"])
def test_an_encoding_that_is_said_is_not_doubted(encoding: str) -> None:
    raw = file_of("José", "Müller", encoding=encoding)

    assert decode_text(raw, encoding) == (raw.decode(encoding), encoding)


def test_an_encoding_that_cannot_be_is_refused() -> None:
    assert "a byte that is no UTF-8" in str(refusal(file_of("José", encoding="cp1252"), "utf-8"))
    assert "a byte that is no CP1252" in str(
        refusal(file_of("Zoë", "JOSÉ", encoding="cp437"), "cp1252")
    )
    assert "the mark of utf-8" in str(refusal(file_of("José", encoding="utf-8-sig"), "cp1252"))
    assert "the mark of utf-16" in str(refusal(file_of("José", encoding="utf-16"), "utf-8"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("UTF8", "utf-8"),
        ("Windows-1252", "cp1252"),
        ("macroman", "mac-roman"),
        ("IBM437", "cp437"),
        ("iso-8859-1", "latin-1"),
        ("UTF-16", "utf-16"),
        ("punycode", None),
        ("klingon", None),
        ("x\0", None),
    ],
)
def test_an_encoding_has_many_names(typed: str, name: str | None) -> None:
    assert encoding_called(typed) == name


@given(st.binary())
@example(b"\x8d\xad")
@example(b"\x81")
def test_whatever_the_bytes_they_are_read_or_refused(raw: bytes) -> None:
    try:
        text, encoding = decode_text(raw)
    except EncodingError:
        return
    assert raw.decode(encoding if encoding != "utf-8" else "utf-8-sig") == text


@pytest.mark.parametrize(
    "raw",
    [b"a" * 3_000_000 + b"\xe9", b"a" * 3_000_000 + "\u00e9".encode(), b"a\xe9" * 1_000_000],
)
def test_a_word_of_megabytes_takes_no_longer_than_it_is_long(raw: bytes) -> None:
    """The square of its length would be an hour."""
    text, _ = decode_text(raw)

    assert len(text) == len(raw.decode("latin-1").replace("\u00c3", ""))


def test_a_byte_that_windows_does_not_know_is_refused_wherever_it_stands() -> None:
    with pytest.raises(EncodingError, match="line 2, place 81, a byte that is no CP1252"):
        decode_text(b"received_on\n" + b"a" * 39 + b"\xe9" + b"b" * 40 + b"\x81\n")
