"""What a file says of somebody is kept, or stands among the columns that are left out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Dr. Ana Voss\nN:Voss;Ana;;Dr.;\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "in.csv"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    return tmp_path / "in.vcf"


def test_a_birthday_of_a_contact_is_an_occasion_until_undo(
    answer: Answer, ref: Ref, cards: Path
) -> None:
    cards.write_text(f"{CARD}BDAY:1968-07-04\nEND:VCARD\n", encoding="utf-8")

    ref(f"import {cards}")

    [birthday] = answer("occasion list")
    assert {key: birthday[key] for key in ("occasion", "source", "day", "year")} == {
        "occasion": "birthday",
        "source": "Dr. Ana Voss",
        "day": "07-04",
        "year": 1968,
    }
    ref("undo")
    assert answer("occasion list") == []


def test_the_job_and_further_phones_of_a_contact_stand_in_its_note(
    answer: Answer, ref: Ref, cards: Path
) -> None:
    more = "TITLE:Partner\nTEL:206-555-0141\nTEL:206-555-0142\nNOTE:likes tea\nEND:VCARD\n"
    cards.write_text(CARD + more, encoding="utf-8")

    ref(f"import {cards}")

    [doctor] = answer("source list --kind provider")
    assert doctor["phone"] == "206-555-0141"
    assert answer(f"source show {doctor['id']}")["note"] == (
        "likes tea; Partner; other phones: 206-555-0142"
    )


def test_two_cards_of_one_doctor_are_one_with_what_both_say(
    answer: Answer, ref: Ref, cards: Path
) -> None:
    second = f"{CARD}TEL:206-555-0141\nEMAIL:ana@voss.example\nBDAY:1970-06-14\nEND:VCARD\n"
    cards.write_text(f"{CARD}TEL:206-555-0141\nEND:VCARD\n{second}", encoding="utf-8")

    ref(f"import {cards}")

    [doctor] = answer("source list --kind provider")
    assert (doctor["phone"], doctor["email"]) == ("206-555-0141", "ana@voss.example")
    assert [(one["source"], one["day"]) for one in answer("occasion list")] == [
        ("Dr. Ana Voss", "06-14")
    ]


def test_two_cards_with_nothing_in_common_but_the_name_are_asked_about(
    answer: Answer, ref: Ref, cards: Path, tmp_path: Path
) -> None:
    names = tmp_path / "names.csv"
    second = f"{CARD}EMAIL:ana@voss.example\nNOTE:likes golf\nBDAY:1970-06-14\nEND:VCARD\n"
    third = f"{CARD}EMAIL:ana@voss.example\nTEL;TYPE=fax:206-555-0199\nEND:VCARD\n"
    cards.write_text(f"{CARD}TEL:206-555-0141\nEND:VCARD\n{second}{third}", encoding="utf-8")

    said = ref(f"import {cards} --names {names}", exit_code=1).stderr

    assert "Dr. Ana Voss, 1 row: new provider\n" in said
    assert "Dr. Ana Voss, 2 rows: could be Dr. Ana Voss of this file\n" in said
    assert answer("source list --kind provider") == []


def test_a_card_that_is_said_to_be_another_one_of_the_file_fills_it(
    answer: Answer, ref: Ref, cards: Path, tmp_path: Path
) -> None:
    names = tmp_path / "names.csv"
    second = f"{CARD}EMAIL:ana@voss.example\nNOTE:likes golf\nBDAY:1970-06-14\nEND:VCARD\n"
    cards.write_text(f"{CARD}TEL:206-555-0141\nEND:VCARD\n{second}", encoding="utf-8")
    ref(f"import {cards} --names {names}", exit_code=1)
    listed = names.read_text(encoding="utf-8-sig")
    assert listed.splitlines()[1] == "Dr. Ana Voss,1,could_be,,Dr. Ana Voss,provider,"
    names.write_text(listed.replace("could_be", "same"), encoding="utf-8")

    ref(f"import {cards} --names {names}")

    [doctor] = answer("source list --kind provider")
    assert (doctor["phone"], doctor["email"]) == ("206-555-0141", "ana@voss.example")
    assert answer(f"source show {doctor['id']}")["note"] == "likes golf"
    assert [one["day"] for one in answer("occasion list")] == ["06-14"]
    assert answer(f"import {cards}")["matched"] == 2
    ref("undo")
    assert answer("source list --kind provider") == []


def test_a_line_of_the_list_cannot_say_that_a_name_is_itself(
    answer: Answer, ref: Ref, cards: Path, tmp_path: Path
) -> None:
    names = tmp_path / "names.csv"
    second = f"{CARD}EMAIL:ana@voss.example\nEND:VCARD\n"
    cards.write_text(f"{CARD}TEL:206-555-0141\nEND:VCARD\n{second}", encoding="utf-8")
    names.write_text(
        "typed,rows,means,source_id,source,kind,office\n"
        "Dr. Ana Voss,1,same,,Dr. Ana Voss,provider,\n"
        "Dr. Ana Voss,1,same,,Dr. Ana Voss,provider,\n",
        encoding="utf-8",
    )

    said = ref(f"import {cards} --names {names}", exit_code=1).stderr

    assert "'Dr. Ana Voss' is said to be itself" in said
    assert answer("source list --kind provider") == []


def test_the_specialty_beside_a_new_doctor_is_kept(answer: Answer, ref: Ref, file: Path) -> None:
    file.write_text(
        "Date Received,Patient Name/ID,Referred By (Provider Name),Referred By (Specialty)\n"
        "9/14/2026,Bo Hill,Dr. Ana Voss,\n9/15/2026,Cy Lund,Dr. Ana Voss,Endodontics\n",
        encoding="utf-8",
    )

    ref(f"import {file}")

    [doctor] = answer("source list --kind provider")
    assert doctor["specialty"] == "Endodontics"


def test_the_email_of_a_patient_is_said_to_be_left_out(ref: Ref, file: Path) -> None:
    file.write_text(
        "Received,Patient,Referred By,Email\n9/14/2026,Bo Hill,none,bo@hill.example\n", "utf-8"
    )

    said = ref(f"import {file}").stderr

    assert "Columns: Received = received_on, Referred By = source.\n" in said
    assert "Columns left out: Email.\n" in said
    assert "bo@hill.example" not in said


def test_a_card_that_is_cut_off_is_not_taken_in(answer: Answer, ref: Ref, cards: Path) -> None:
    whole = f"{CARD}END:VCARD\n"
    cards.write_text(f"{whole}BEGIN:VCARD\nVERSION:3.0\nFN:Bo Hill, DDS\nN:Hill;B", "utf-8")

    said = ref(f"import {cards}", exit_code=1).stderr

    assert "line 6: rejected: the card is cut off: it has no line END:VCARD\n" in said
    assert answer("source list --kind provider") == []


def test_only_what_the_cards_have_is_told_of_them(ref: Ref, cards: Path) -> None:
    cards.write_text(f"{CARD}TEL:206-555-0141\nEND:VCARD\n", encoding="utf-8")

    said = ref(f"import {cards}").stderr

    assert "Columns: N = last, TEL = phone, FN = name.\n" in said


def test_a_patient_who_is_counted_already_is_counted_once_more_where_somebody_says_so(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02 --chart 77')
    file.write_text(
        "received_on,patient,source,chart\n"
        "2026-11-02,Ann Ray,none,77\n"
        "2026-11-09,Ann Ray,unknown,77\n"
        "2026-11-10,Bo Hill,none,77\n"
        "2026-11-11,Cy Lund,none,\n"
        '2026-11-12,"Lund, Cy",none,\n'
        "2026-07-12,Cy Lund,none,\n",
        encoding="utf-8",
    )

    said = ref(f"import {file}")

    assert [line for line in said.stderr.splitlines() if ": conflict: " in line] == [
        (
            "line 3: conflict: Ann Ray was referred on 2026-11-02 from none already; Ann Ray is"
            " not taken"
        ),
        "line 4: conflict: chart number 77 is that of Ann Ray too; Bo Hill is not taken",
        (
            "line 6: conflict: Lund, Cy was referred on 2026-11-11 from none (line 5 of this file)"
            " already; Lund, Cy is not taken"
        ),
    ]
    assert f"To count them too, type: ref import {file} --again\n" in said.stderr
    assert len(answer("referral list")) == 3
    again = ref(f"import {file} --again")
    assert [line for line in again.stderr.splitlines() if "counted once more" in line] == [
        "line 3: counted once more: Ann Ray was referred on 2026-11-02 from none already",
        "line 6: counted once more: Lund, Cy was referred on 2026-11-11 from none already",
    ]
    left = "line 4: conflict: chart number 77 is that of Ann Ray too; Bo Hill is not taken"
    assert left.replace(" too;", " (line 3 of this file) too;") in again.stderr
    last = ref(f"import {file} --again").stderr.splitlines()
    assert [line for line in last if ": conflict: " in line] == [left]
    assert last[-1] == (
        "1 row has the chart number of somebody else. Mend or empty that number in the file, then"
        f" type: ref import {file} --again"
    )
    assert len(answer("referral list")) == 5


def test_a_list_that_ref_printed_is_taken_in_with_those_who_came_twice(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    ref('add "Ann Ray" --from none --on 2026-11-09 --again')
    file.write_text(ref("referral list -f csv").stdout, encoding="utf-8")

    new = file.with_name("new.db")
    ref(f"--db {new} init --practice Elm")

    found = answer(f"--db {new} import {file}")

    assert (found["new"], found["conflicts"]) == (2, [])


PHONE, NOTE, EMAIL = "TEL:206-555-0141", "NOTE:likes tea", "EMAIL:ana@voss.example"


def write_cards(cards: Path, *several: str) -> None:
    """Cards of Dr. Ana Voss, each with the lines that are given."""
    begin = "BEGIN:VCARD\nVERSION:3.0\nFN:Dr. Ana Voss\nN:Voss;Ana;;Dr.;\n"
    cards.write_text("".join(f"{begin}{one}\nEND:VCARD\n" for one in several), "utf-8")


@pytest.mark.parametrize(("several", "bare"), [((PHONE, "X-A:1"), 7), (("X-A:1", PHONE), 1)])
def test_a_card_with_nothing_but_a_name_is_named_with_the_one_it_is_taken_for(
    answer: Answer, ref: Ref, cards: Path, several: tuple[str, ...], bare: int
) -> None:
    write_cards(cards, *several)

    said = ref(f"import {cards}").stderr

    assert (
        f"\nline {bare}: taken with another contact: nothing but the name stands there:"
        " Dr. Ana Voss\n"
    ) in said
    assert [one["phone"] for one in answer("source list --kind provider")] == ["206-555-0141"]


@pytest.mark.parametrize("several", [(PHONE, NOTE), (NOTE, PHONE), (PHONE, EMAIL), (NOTE, EMAIL)])
def test_cards_with_a_name_and_nothing_else_in_common_are_asked_about(
    ref: Ref, cards: Path, several: tuple[str, ...]
) -> None:
    write_cards(cards, *several)

    said = ref(f"import {cards}", exit_code=1).stderr

    assert "\nDr. Ana Voss, 1 row: could be Dr. Ana Voss of this file\n" in said


@pytest.mark.parametrize("both", [f"{PHONE}\n{NOTE}", "BDAY:--0305", NOTE])
def test_cards_with_more_than_a_name_in_common_are_one(
    answer: Answer, ref: Ref, cards: Path, both: str
) -> None:
    write_cards(cards, f"{both}\nX-A:1", f"{EMAIL}\n{both}")

    ref(f"import {cards}")

    assert [one["email"] for one in answer("source list --kind provider")] == ["ana@voss.example"]


def test_an_amount_that_is_rounded_to_the_cent_is_said_so(
    answer: Answer, ref: Ref, file: Path
) -> None:
    file.write_text(
        "received_on,patient,source,value\n"
        "2026-11-02,Ann Ray,none,333.333333333333\n"
        "2026-11-03,Bo Hill,none,1450.5000\n"
        "2026-11-04,Cy Lund,none,$100.0050\n",
        encoding="utf-8",
    )

    said = ref(f"import {file}").stderr

    assert "\nlines 2, 4: taken with value: rounded to the cent\n" in said
    amounts = [one["production"] for one in answer("referral list")]
    assert amounts == [100.01, 1450.5, 333.33]


def test_a_list_of_contacts_may_have_the_words_of_ref(answer: Answer, ref: Ref, file: Path) -> None:
    file.write_text(
        "name,kind,phone,specialty,tags,city\n"
        "Dr. Ana Voss,provider,206-555-0141,Endodontics,vip; near,Kent\n",
        encoding="utf-8",
    )

    ref(f"import {file}")

    [doctor] = answer("source list --kind provider")
    kept = {key: doctor[key] for key in ("source", "phone", "specialty", "tags", "city")}
    assert kept == {
        "source": "Dr. Ana Voss",
        "phone": "206-555-0141",
        "specialty": "Endodontics",
        "tags": "vip, near",
        "city": "Kent",
    }
