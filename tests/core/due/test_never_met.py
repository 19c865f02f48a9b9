from datetime import date, timedelta

from refcli.core.due.visits import is_unmet
from refcli.core.owed.cadence import Cadence
from refcli.core.owed.items import Party
from refcli.core.vocabulary import Kind

CAME, MET = date(2026, 3, 2), date(2026, 5, 4)
ELM = Party(
    id=1,
    name="Elm Dental",
    kind=Kind.OFFICE,
    cadence=Cadence(),
    first_referral=CAME,
    first_visit=MET,
)


def test_a_place_is_unmet_from_the_day_it_came_in_until_somebody_met_it() -> None:
    before, eve = CAME - timedelta(days=1), MET - timedelta(days=1)

    found = [is_unmet(ELM, day) for day in (before, CAME, eve, MET)]

    assert found == [False, True, True, False]
