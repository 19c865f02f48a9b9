"""Rows cut out of bytes: the same as the csv module finds, whatever the file and its blocks."""

import csv
import io
from collections.abc import Iterator
from tracemalloc import get_traced_memory, start, stop

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.targets.finding import FileFindings, search_list
from refcli.core.targets.scope import Scope
from refcli.errors import RefusedError
from tests.core.targets.lists import HEADER, NPIS, SAMPLE, make_list, make_person, make_row

HERE = Scope(frozenset({"98101", "98121"}))
SOMEWHERE = Scope(frozenset(), state="WA")
TROUBLE = st.text(st.sampled_from('a"",\n\r;0 9é'), max_size=12)


def blocks_of(raw: bytes, size: int = 1 << 20) -> Iterator[bytes]:
    return (raw[at : at + size] for at in range(0, len(raw), size))


def search(raw: bytes, scope: Scope = HERE, *known: str, size: int = 1 << 20) -> FileFindings:
    return search_list(blocks_of(raw, size), scope, {*known})


def refusal(raw: bytes, scope: Scope = HERE) -> str:
    with pytest.raises(RefusedError) as refused:
        search(raw, scope)
    return str(refused.value)


def list_left_out(findings: FileFindings) -> list[tuple[int, str]]:
    return [(one.line, one.why) for one in findings.left_out]


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(NPIS),
            TROUBLE,
            TROUBLE,
            st.sampled_from(["98101", "981214321", "98030", "", "K1A0B1"]),
        ),
        max_size=6,
    ),
    size=st.integers(1, 9000),
)
def test_what_is_found_is_what_the_csv_module_finds(
    rows: list[tuple[str, str, str, str]], size: int
) -> None:
    raw = make_list(
        *(make_person(npi, f"X{last}", street=street, zip=code) for npi, last, street, code in rows)
    )

    found = search(raw, size=size)

    read = list(csv.DictReader(io.StringIO(raw.decode(), newline="")))
    place = "Provider Business Practice Location Address Postal Code"
    here = [row["NPI"] for row in read if row[place][:5] in HERE.zips]
    assert [*found.found] == [*dict.fromkeys(here)]
    assert found.tally.rows == len(rows)
    assert found.refused == 0


@pytest.mark.parametrize("size", [1, 7, 4096, 1 << 20])
def test_the_sample_reads_alike_in_blocks_of_any_size(size: int) -> None:
    found = search(SAMPLE.read_bytes(), size=size)

    assert [one.name for one in found.found.values()] == [
        "Dr. Susan J. Park",
        "Union Street Dental",
        "Dr. Tom McGrath Jr.",
        "Dr. Ana O'Neill-Vo",
        "Kim Bell, ARNP",
        "Dr. Jo Back",
    ]
    assert (found.tally.rows, found.tally.blank, found.repeated) == (15, 1, 1)
    assert list_left_out(found) == [(14, "'1234567890' is no NPI: its check digit does not fit")]


def test_a_file_that_leaves_its_quotes_out_reads_alike() -> None:
    rows = csv.reader(io.StringIO(SAMPLE.read_text(encoding="utf-8"), newline=""))
    for delimiter in ",;\t|":
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter).writerows(rows)
        rows = csv.reader(io.StringIO(SAMPLE.read_text(encoding="utf-8"), newline=""))

        found = search(text.getvalue().encode("utf-8-sig"), size=5000)

        quoted = search(SAMPLE.read_bytes())
        assert found.found == quoted.found
        assert found.left_out == quoted.left_out


def test_an_unquoted_row_in_a_quoted_file_is_read_too() -> None:
    plain = ",".join(make_person(NPIS[1], "OAK")) + "\n"
    raw = make_list(make_person()) + plain.encode() + make_list(make_person(NPIS[2]))[0:0]

    assert [*search(raw).found] == [NPIS[0], NPIS[1]]


def test_who_is_on_record_is_found_wherever_they_are_now() -> None:
    raw = make_list(
        make_person(NPIS[1], zip="99201"),
        make_row(npi=NPIS[2], off="03/01/2024"),
        make_row(npi=NPIS[3], off="03/01/2024"),
    )

    found = search(raw, HERE, NPIS[1], NPIS[2])

    assert found.found == {}
    assert [*found.elsewhere] == [NPIS[1]]
    assert found.deactivated == {NPIS[2]}


def test_a_state_alone_can_be_looked_for() -> None:
    raw = make_list(
        make_person(NPIS[0], zip="99201"), make_person(NPIS[1], state="OR", zip="97201")
    )

    assert [*search(raw, SOMEWHERE).found] == [NPIS[0]]


def test_only_those_of_a_specialty_are_taken() -> None:
    raw = make_list(
        make_person(NPIS[0], code="183500000X", switch="N", code2="1223E0200X", switch2="Y"),
        make_person(NPIS[1], code="207Q00000X"),
    )

    assert [*search(raw, Scope(HERE.zips, codes=("1223E",))).found] == [NPIS[0]]


def test_a_row_that_was_cut_is_told_with_its_line_and_harms_no_other() -> None:
    whole = make_list(make_person(NPIS[0]), make_person(NPIS[1]), make_person(NPIS[2]))
    lines = whole.splitlines(keepends=True)
    lines[2] = lines[2][:600].rstrip(b'",') + b'"\n'

    found = search(b"".join(lines))

    assert [*found.found] == [NPIS[0], NPIS[2]]
    assert found.refused == 1
    assert found.left_out[0].line == 3
    assert "of 330 columns: it was cut, or mixed up" in found.left_out[0].why


def test_a_file_cut_in_its_last_row_gives_the_others() -> None:
    raw = make_list(make_person(NPIS[0]), make_person(NPIS[1]))

    found = search(raw[:-500])

    assert [*found.found] == [NPIS[0]]
    assert [one.line for one in found.left_out] == [3]


def test_a_stray_quote_harms_its_own_row_only() -> None:
    raw = make_list(make_person(NPIS[0]), make_person(NPIS[1], "STRAY"), make_person(NPIS[2]))

    found = search(raw.replace(b'"STRAY"', b'"STR"AY'))

    assert {NPIS[0], NPIS[2]} <= {*found.found}


@pytest.mark.parametrize("quoted", [True, False])
def test_a_cell_of_ten_megabytes_is_told_and_passed_by(*, quoted: bool) -> None:
    raw = make_list(make_person(NPIS[0]), make_person(NPIS[1], "HUGE"), make_person(NPIS[2]))
    raw = raw.replace(b"HUGE", b"A" * 10_000_000)
    raw = raw if quoted else raw.replace(b'"', b"")

    start()
    found = search(raw)
    _, peak = get_traced_memory()
    stop()

    assert [*found.found] == [NPIS[0], NPIS[2]]
    assert list_left_out(found) == [
        (3, "a cell of it, or the whole, is longer than any of a provider")
    ]
    assert peak < 20_000_000  # bytes, beside those of the file


def test_zero_bytes_are_no_part_of_a_name() -> None:
    raw = make_list(make_person(NPIS[0], "L\0EE"))

    assert search(raw).found[NPIS[0]].name == "Dr. Ann L Ee"


def test_a_million_line_breaks_in_quotes_are_one_damaged_row() -> None:
    """Joined one by one they would take hours."""
    raw = make_list(make_person(NPIS[0])) + b'\n","' * 1_000_000 + b"\n"

    found = search(raw + make_list(make_person(NPIS[1])).split(b"\n", 1)[1])

    assert [*found.found] == [NPIS[1]]
    assert [one.line for one in found.left_out] == [2]


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"\n\n", b"\0\1\2\n", b"A" * 300_000, b"\xff\xfeN\0P\0I\0\n\0"),
        *(b"PK\3\4\0\0\n", b"NPI,ZIP\r1234567893,98101\r"),
    ],
    ids=["empty", "blank", "binary", "endless", "UTF-16", "zip", "old Mac"],
)
def test_what_has_no_names_of_columns_is_no_list(raw: bytes) -> None:
    assert refusal(raw).startswith("This is no list of providers: it does not begin with the names")


def test_a_list_without_npi_is_refused_with_what_it_begins_with() -> None:
    assert refusal(b"Patient,Phone,When\nAnn,1,2\n") == (
        "This is no list of providers: it has no column for NPI and the ZIP code of the practice."
        " It begins with: Patient, Phone, When. The national file is at"
        " https://download.cms.gov/nppes/NPI_Files.html"
    )


def test_more_than_anybody_can_visit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcli.core.targets.finding.MOST_TARGETS", 1)
    raw = make_list(make_person(NPIS[0]), make_person(NPIS[1]))

    assert refusal(raw) == (
        "More than 1 offices and providers are there, and nothing was taken. Look for fewer:"
        " --radius 5, --specialty dentist"
    )


def test_of_many_rows_that_cannot_be_taken_the_first_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("refcli.core.targets.finding.MOST_LISTED", 2)

    found = search(make_list(*(make_person("1234567890") for _ in range(5))))

    assert (found.refused, [one.line for one in found.left_out]) == (5, [2, 3])


def test_windows_lines_and_letters_are_read() -> None:
    raw = make_list(make_person(NPIS[0], "NÚÑEZ")).decode().replace("\n", "\r\n")

    assert search(raw.encode("cp1252")).found[NPIS[0]].name == "Dr. Ann Núñez"
    assert len(HEADER) == 330


# Whether the file is all there


@pytest.mark.parametrize("quoted", [True, False])
def test_a_file_that_was_cut_off_is_known_whatever_its_last_row_is_about(*, quoted: bool) -> None:
    raw = make_list(make_person(), make_person(NPIS[1], zip="99201"))
    whole = raw if quoted else raw.replace(b'"', b"")

    cut = whole[:-20]

    assert not search(whole).cut
    assert search(cut).cut
    assert search(cut, size=100).cut


def test_a_damaged_row_says_of_whom_it_is() -> None:
    raw = make_list(make_person(), [*make_person(NPIS[1]), "more"], make_person(NPIS[2]))

    found = search(raw, HERE, NPIS[0], NPIS[1])

    assert (found.unread, found.cut) == ({NPIS[1]}, False)


@pytest.mark.parametrize("state", ["WA", "wa", "Wa", "Washington", "WASHINGTON"])
def test_a_plain_list_may_have_the_state_in_words(state: str) -> None:
    raw = f"NPI,Name,State,Zip\n{NPIS[0]},Dr. Ann Lee,{state},98101\n"
    raw += f"{NPIS[1]},Dr. Bo Lee,Wyoming,82001\n{NPIS[2]},Dr. Cy Lee,West Virginia,25301\n"

    assert [*search(raw.encode(), SOMEWHERE).found] == [NPIS[0]]
