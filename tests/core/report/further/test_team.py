from datetime import date

from refcli.core.plan.figures import Due
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.further.team import OwnerKept, Promised, list_owners, team_table
from refcli.core.values.periods import Period

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
TODAY = date(2026, 11, 1)
TENTH = date(2026, 10, 10)
ELM, OAK, ASH, BAY = 1, 2, 3, 4
FACTS = FurtherFacts(
    dues={
        "visit": [Due(TENTH, TENTH, source_id=ELM), Due(TENTH, source_id=OAK)],
        "thank-you": [
            Due(TENTH, date(2026, 10, 11), source_id=ELM),
            Due(TENTH, date(2026, 10, 9), source_id=ELM),
            Due(TENTH, skipped=True, source_id=OAK),
        ],
        "report back": [Due(TODAY, source_id=ELM), Due(TENTH, source_id=BAY)],
    },
    owners={ELM: "Jo", OAK: "Tina", ASH: "Jo", BAY: ""},
    unmet=[ASH],
)


def test_each_owner_with_what_was_promised_kept_late_and_open() -> None:
    table = team_table(list_owners(FACTS, TODAY), OCTOBER)

    assert [column.name for column in table.columns] == [
        "owner",
        *("visits_due", "visits_on_time", "thank_yous_due", "thank_yous_on_time"),
        *("reports_due", "reports_on_time", "share", "late", "open", "never_met"),
    ]
    assert table.rows == [
        ("Jo", 2, 1, 2, 1, 0, 0, 0.5, 1, 1, 1),
        ("Tina", 1, 0, 0, 0, 0, 0, 0.0, 0, 1, 0),
        ("nobody", 0, 0, 0, 0, 1, 0, 0.0, 0, 1, 0),
    ]


def test_a_place_that_was_never_met_is_a_visit_due_and_open() -> None:
    met = list_owners(FurtherFacts(owners={ASH: "Jo"}, unmet=[ASH]), TODAY)

    assert team_table(met, OCTOBER).rows == [("Jo", 1, 0, 0, 0, 0, 0, 0.0, 0, 1, 1)]


def test_what_is_due_today_or_later_or_was_skipped_is_not_judged() -> None:
    def judge(*dues: Due) -> Promised:
        [one] = list_owners(FurtherFacts(dues={"visit": dues}), TODAY)
        return one.all

    assert judge(Due(TODAY), Due(date(2026, 11, 2), TENTH)) == Promised()
    assert judge(Due(TODAY, TODAY)) == Promised(1, 1, 0)
    assert judge(Due(TENTH, skipped=True)) == Promised()
    assert judge(Due(TENTH, TODAY, skipped=True)) == Promised(1, 0, 0)


def test_an_owner_who_is_called_nobody_is_not_taken_for_none() -> None:
    facts = FurtherFacts(owners={ELM: "nobody", OAK: "Tina"}, unmet=[ELM, OAK, BAY])

    assert [(one.name, one.shown, one.unmet) for one in list_owners(facts, TODAY)] == [
        *(("Tina", "Tina", 1), ("nobody", "nobody", 1), ("", "nobody", 1)),
    ]
    assert OwnerKept("", [], 1).shown == "nobody"


def test_nothing_due_is_no_table() -> None:
    table = team_table(list_owners(FurtherFacts(), TODAY), OCTOBER)

    assert (table.rows, table.totals) == ([], ())
