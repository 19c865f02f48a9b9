"""Invitations: one letter for each place, and what it lacks is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from refcli.core.letters.templates import Addressee
from refcli.core.letters.together import join_places
from refcli.core.vocabulary import Kind
from tests.conftest import Ref

OFFICE = Addressee(3, "Chen Family Dental", "", "12 Elm St", Kind.OFFICE)
CHEN = Addressee(4, "Dr. Wei Chen", "Chen Family Dental", "12 Elm St", office_id=3)
LEE = Addressee(7, "Bo Lee, DDS", "Chen Family Dental", "12 Elm St", office_id=3)
AWAY = Addressee(8, "Dr. Ann Poe", "Chen Family Dental", "9 Oak St", office_id=3)
ALONE = Addressee(9, "Dr. Ida Roe")


@pytest.fixture
def guests(ref: Ref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two doctors of one office and one of another, all invited with their offices."""
    monkeypatch.chdir(tmp_path)
    ref("init --practice 'Lakeside Endodontics'")
    ref("add 'Al Fox' --from 'Dr. Wei Chen' --kind provider --office 'Chen Family Dental'")
    ref("add 'Bo Fox' --from 'Dr. Ida Lee' --kind provider --office 'Chen Family Dental'")
    ref("add 'Cy Fox' --from 'Dr. Ana Ortiz' --kind provider --office 'Ballard Dental'")
    ref("event add 'Open house' --on 2026-12-10")
    ref("event invite 'open house' --kind office --kind provider")


@pytest.mark.usefixtures("guests")
def test_an_office_and_its_doctors_get_one_letter(ref: Ref) -> None:
    said = ref("letter invitation 'open house' -o inv.html --labels l.html --record").stdout

    page = Path("inv.html").read_text(encoding="utf-8")
    assert "Wrote inv.html: 2 letters." in said
    assert "Recorded a letter to 5: Open house." in said
    assert "Dear Dr. Lee, Dr. Chen and colleagues at Chen Family Dental," in page
    assert "Dear Dr. Ortiz and colleagues at Ballard Dental," in page


@pytest.mark.usefixtures("guests")
def test_what_an_invitation_does_not_say_is_told_with_its_line(ref: Ref) -> None:
    bare = ref("letter invitation 'open house' -o inv.html").stderr
    ref("event edit 'open house' --place 'Elm Hall'")
    whole = ref("letter invitation 'open house' -o inv.html --hour 6pm --overwrite").stderr

    assert (
        "No place is in the letters, for the event has none. Add it:"
        ' ref event edit "#1" --place "Elm Hall"\n'
        'No hour is in the letters. With one: ref letter invitation "#1" -o inv.html --hour 6pm'
        " --overwrite\n"
    ) in bare
    assert "in the letters" not in whole


@pytest.mark.usefixtures("guests")
def test_a_login_is_nobody_who_signs(ref: Ref, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcli.cli.current_user", lambda: "tina")

    said = ref("letter invitation 'open house' -o inv.html").stderr
    ref("letter signer 'Dr. Ray' --as 'Ann Ray, DDS'")
    ref("letter invitation 'open house' -o signed.html")

    assert "Only the practice signs. How one of our providers signs is said with --as:" in said
    assert "tina" not in Path("inv.html").read_text(encoding="utf-8")
    assert "Ann Ray, DDS" in Path("signed.html").read_text(encoding="utf-8")


def test_letters_are_joined_only_where_place_and_address_are_the_same() -> None:
    joined = join_places([CHEN, ALONE, LEE, AWAY])

    assert [(one.name, one.greeting, one.everybody) for one in joined] == [
        ("Dr. Wei Chen and Bo Lee, DDS", "Dear Dr. Chen and Dr. Lee", {4, 7}),
        ("Dr. Ida Roe", "Dear Dr. Roe", {9}),
        ("Dr. Ann Poe", "Dear Dr. Poe", {8}),
    ]


def test_many_doctors_are_greeted_as_colleagues_and_an_own_greeting_stays() -> None:
    more = [CHEN, *(replace(LEE, source_id=number) for number in (5, 6, 7))]

    (doctors,), (own,) = join_places(more), join_places([CHEN, OFFICE])

    assert (doctors.name, doctors.office) == ("Chen Family Dental", "")
    assert doctors.greeting == "Dear colleagues at Chen Family Dental"
    assert (own.name, own.everybody) == ("Chen Family Dental", {3, 4})
    assert own.greeting == "Dear Dr. Chen and colleagues at Chen Family Dental"


def test_a_greeting_typed_for_a_doctor_stands_beside_the_office() -> None:
    named = replace(CHEN, salutation="Dear Wei,")
    other = replace(LEE, salutation="Hello Bo")

    (own,) = join_places([named, OFFICE, other])

    assert own.greeting == "Dear Wei, Dr. Lee and colleagues at Chen Family Dental"


def test_two_of_one_last_name_are_greeted_by_the_whole() -> None:
    amy = replace(LEE, name="Dr. Amy Chen")

    (both,) = join_places([CHEN, amy])

    assert both.greeting == "Dear Dr. Wei Chen and Dr. Amy Chen"


@pytest.mark.usefixtures("guests")
def test_a_program_reads_who_else_a_letter_goes_to(ref: Ref) -> None:
    said = json.loads(ref("-f json letter invitation 'open house' -o inv.html").stdout)

    to = {one["source_id"]: one["also"] for one in said["letters"]}
    everybody = {*to, *(number for also in to.values() for number in also)}
    assert len(to) == 2
    assert len(everybody) == 5
