"""Where a source worked when, in words."""

from datetime import date

from refcli.core.sources.contacts import Contact, NewContact
from refcli.core.sources.places import Attached, Stay, place_at, place_before

OAK = Stay(date.min, 3, "Oak Dental")
ELM = Stay(date(2026, 10, 1), 4, "Elm Dental", row=7)
ALONE = Stay(date(2026, 11, 1), 9, "Dr. Chen", row=8, is_office=False)
STAYS = [OAK, ELM, ALONE]


def test_a_place_is_said_with_its_first_day_where_there_is_one() -> None:
    assert [*map(str, STAYS)] == [
        "Oak Dental",
        "Elm Dental since 2026-10-01",
        "no office since 2026-11-01",
    ]
    assert str(Attached(3, 1)) == "3 referrals and 1 activity"


def test_a_day_has_its_place_and_a_move_is_its_first_day() -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 2), date(2026, 11, 1)]

    assert [place_at(STAYS, day) for day in days] == [OAK, ELM, ELM, ALONE]
    assert [place_before(STAYS, day) for day in days] == [OAK, OAK, ELM, ELM]
    assert place_before(STAYS, date.min) == OAK


def test_a_contact_is_called_with_the_role_where_it_is_known() -> None:
    cody = NewContact(source_id=3, name="Cody", role="front desk")

    assert str(Contact(1, "Oak", cody)) == "Cody (front desk)"
    assert str(Contact(2, "Oak", NewContact(source_id=3, name="Jo"))) == "Jo"
