"""How much of the promises was kept: one value, whoever tells it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from refcli.core.plan.figures import Due, Kept
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.further.promises import count_open, judge_promises
from refcli.core.report.further.team import list_owners, team_table
from refcli.core.values.periods import Period

TENTH, TODAY = date(2026, 10, 10), date(2026, 11, 1)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
PROMISES = ("visit", "thank-you", "report back")
DAYS = st.dates(date(2026, 9, 25), date(2026, 11, 5))


def test_a_place_never_met_is_a_visit_that_was_not_made() -> None:
    dues = {"visit": [Due(TENTH, TENTH)], "thank-you": [Due(TENTH, skipped=True)]}

    assert judge_promises(dues, [4, 9], TODAY) == {
        "visit": Kept(3, 1),
        "thank-you": Kept(0, 0, 1),
    }
    assert judge_promises({}, [4], TODAY) == {"visit": Kept(1)}
    assert judge_promises({}, [], TODAY) == {}


def test_what_is_due_today_or_was_skipped_is_not_open() -> None:
    assert count_open([Due(TENTH), Due(TODAY), Due(TENTH, TODAY)], TODAY) == 1
    assert count_open([Due(TENTH, skipped=True)], TODAY) == 0


@given(
    dues=st.lists(
        st.tuples(
            st.sampled_from(PROMISES),
            st.builds(Due, DAYS, st.none() | DAYS, st.booleans(), st.integers(1, 5)),
        )
    ),
    unmet=st.sets(st.integers(1, 5)),
    owners=st.dictionaries(st.integers(1, 5), st.sampled_from(["Jo", "Tina", ""])),
)
def test_the_team_adds_up_to_the_whole(
    dues: list[tuple[str, Due]], unmet: set[int], owners: dict[int, str]
) -> None:
    mine = {name: [one for what, one in dues if what == name] for name in PROMISES}
    facts = FurtherFacts(dues=mine, owners=owners, unmet=sorted(unmet))

    rows = team_table(list_owners(facts, TODAY), OCTOBER).rows

    kept = judge_promises(mine, unmet, TODAY)
    for place, name in enumerate(PROMISES):
        due, on_time = (sum(int(str(row[1 + 2 * place + n])) for row in rows) for n in (0, 1))
        assert (due, on_time) == (kept[name].due, kept[name].on_time)
