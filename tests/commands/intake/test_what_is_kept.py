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
    second = f"{CARD}EMAIL:ana@voss.example\nEND:VCARD\n"
    cards.write_text(f"{CARD}TEL:206-555-0141\nEND:VCARD\n{second}", encoding="utf-8")

    ref(f"import {cards}")

    [doctor] = answer("source list --kind provider")
    assert (doctor["phone"], doctor["email"]) == ("206-555-0141", "ana@voss.example")


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


def test_a_patient_who_is_counted_once_more_is_said_so(
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

    said = ref(f"import {file}").stderr.splitlines()

    assert [line for line in said if "counted once more" in line] == [
        "line 3: counted once more: Ann Ray was referred on 2026-11-02 from none already",
        "line 4: counted once more: chart number 77 is that of Ann Ray (line 3 of this file) too",
        (
            "line 6: counted once more: Lund, Cy was referred on 2026-11-11 from none (line 5 of"
            " this file) already"
        ),
    ]
    assert "counted once more" not in ref(f"import {file}").stderr
    assert len(answer("referral list")) == 6


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
