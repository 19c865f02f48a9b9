"""What is printed before a visit, out of a book."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def ballard(ref: Ref) -> None:
    """An office with a doctor and a contact, referrals of two years, and a visit."""
    ref(
        "source add 'Ballard Dental' --kind office --owner Marc --phone 206-555-0105"
        " --report-by fax --prefers 'restores himself'"
    )
    ref("source add 'Dr. Jane Ray' --kind provider --office ballard")
    ref("contact add Cody --at ballard --role 'front desk' --note 'Tue before 9'")
    for n in range(3):
        ref(f"add 'Old {n}' --from 'dr ray' --on 2025-0{n + 1}-02")
    ref("add 'Maria Lopez' --from 'dr ray' --provider 'Dr. Amy Nelson' --status seen")
    ref("visit ballard --met 'Dr. Ray' --brought pads --kind lunch --next 'bring the leaflet'")
    ref("gift add ballard 'fruit basket' --value 20 --heads 4 --record-anyway --why x")


@pytest.mark.usefixtures("ballard")
def test_the_page_is_about_the_place_whoever_of_it_is_named(ref: Ref) -> None:
    page = ref("brief 'dr ray'").stdout

    assert page == ref("brief ballard").stdout
    assert page.splitlines()[:4] == [
        "Ballard Dental · 206-555-0105 · owner Marc",
        "There      Dr. Jane Ray; Cody (front desk), Tue before 9",
        "Last       Mon 23 Nov 2026, visit by tina: Dr. Ray",
        "Our doctor never met them in 1 visit",
    ]
    assert "Next step  bring the leaflet (N1, said Mon 23 Nov 2026)" in page
    assert "They like  reports by fax; restores himself" in page


@pytest.mark.usefixtures("ballard")
@pytest.mark.parametrize("line", ["done N2 --on 2026-11-23", "skip N2 --why 'was sent'"])
def test_a_next_step_that_was_done_or_dropped_stands_there_no_more(ref: Ref, line: str) -> None:
    ref("visit ballard --met Cody --next 'send the flyer' --next-on fri")
    assert (
        "Next step  send the flyer (N2, said Mon 23 Nov 2026, for Fri 27 Nov 2026);"
        " bring the leaflet (N1, said Mon 23 Nov 2026)\n" in ref("brief ballard").stdout
    )

    ref(line)
    assert "Next step  bring the leaflet (N1, said" in ref("brief ballard").stdout
    ref(line.replace("N2", "N1"))

    assert "Next step" not in ref("brief ballard").stdout


@pytest.mark.usefixtures("ballard")
def test_nothing_of_gifts_stands_on_it(ref: Ref) -> None:
    for line in ("brief ballard", "brief ballard -f json"):
        text = ref(line).stdout.lower()
        for word in ("basket", "gift", "pads", "lunch", "$20"):
            assert word not in text


@pytest.mark.usefixtures("ballard")
def test_programs_get_the_same(answer: Answer) -> None:
    page = answer("brief ballard")

    assert (page["source"], page["people"]) == ("Ballard Dental", ["Dr. Jane Ray"])
    assert (page["referrals_this_year"], page["same_days_last_year"]) == (1, None)
    assert {item["key"] for item in page["owed"]} == {"R4", "T4"}


@pytest.mark.usefixtures("ballard")
def test_the_page_of_a_source_says_whether_our_doctor_was_there(ref: Ref, answer: Answer) -> None:
    assert answer("source show ballard")["our_doctors"] == "never met them in 1 visit"
    assert "Our doctors  never met them in 1 visit" in ref("show ballard").stdout
    ref("visit ballard --met 'Dr. Ray' --by 'Marc and Dr. Nelson'", as_of="2026-11-24")
    assert answer("source show ballard", as_of="2026-11-24")["our_doctors"] == ""


def test_nobody_is_not_visited(ref: Ref) -> None:
    ref("source add 'Ballard Dental' --kind office")

    assert "nobody can visit it" in ref("brief unknown", exit_code=1).stderr
    assert "nobody was there yet" in ref("brief ballard").stdout


def test_what_was_put_off_keeps_its_reason_in_sight(ref: Ref, answer: Answer) -> None:
    ref("source add 'Ballard Dental' --kind office")
    ref("add 'Dan Fox' --from ballard --on 2026-11-02")
    ref("skip S1 --why 'moved away'")
    ref("source edit ballard --target")
    ref("skip V3 --why 'retires in Dec'")

    told = "V3 skipped on Mon 23 Nov 2026, until Wed 23 Dec 2026: retires in Dec"
    assert f"\nPut off    {told}\n" in ref("brief ballard").stdout
    assert answer("brief ballard")["put_off"] == [told]
