"""Whose turn it is: the line of the staff, absences, swaps, and what is owed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.duties.absences import BACK, Absence, TimeAway, by_staff, is_away, spans_away
from refcli.core.duties.counts import Count, count_performed, fair_count, standings_of
from refcli.core.duties.rota import (
    Duty,
    DutyFacts,
    Performed,
    Roster,
    Swap,
    TurnDone,
    assign_turns,
    due_duties,
    explain_turn,
)
from refcli.core.owed.items import DueItem, Ground, Mark
from refcli.core.owed.settings import DueRules
from refcli.core.vocabulary import DueType, Every, MarkAction

MONDAY = date(2026, 11, 23)
WEEK = timedelta(days=7)
STAFF = ("Tina", "Marc", "Jo")
GROUND = Ground(parties={}, rules=DueRules())
ASK = Duty(
    id=3,
    name="Ask happy patients",
    every=Every.WEEK,
    starts_on=MONDAY,
    added_on=MONDAY,
    note="cards are in drawer 2",
    rosters=[Roster(1, STAFF, ("ask at checkout", "hand out cards"), MONDAY)],
)


def monday(turn: int) -> date:
    return MONDAY + WEEK * (turn - 1)


def gone(staff: str, since: date, until: date, recorded_on: date = MONDAY) -> Absence:
    return Absence(staff=staff, since=since, until=until, recorded_on=recorded_on)


def here(staff: str, since: date, until: date, recorded_on: date = MONDAY) -> Absence:
    return Absence(staff=staff, since=since, until=until, why=BACK, recorded_on=recorded_on)


def who(duty: Duty, *absences: Absence, turns: int = 6) -> str:
    """The first letters of those who have the first turns; a dash for nobody."""
    found = assign_turns(duty, by_staff(absences), duty.begins(turns))
    return "".join(one.who[:1] or "-" for one in found)


# The days of the turns


@pytest.mark.parametrize(
    ("every", "starts_on", "days"),
    [
        (Every.WEEK, MONDAY, ["2026-11-23", "2026-11-30", "2026-12-07"]),
        (Every.FORTNIGHT, MONDAY, ["2026-11-23", "2026-12-07", "2026-12-21"]),
        (Every.MONTH, date(2027, 1, 31), ["2027-01-31", "2027-02-28", "2027-03-31"]),
    ],
)
def test_turns_follow_each_other_from_the_start(
    every: Every, starts_on: date, days: list[str]
) -> None:
    duty = replace(ASK, every=every, starts_on=starts_on)

    turns = list(duty.turns(duty.begins(3)))

    assert [str(turn.since) for turn in turns] == days
    assert [turn.until + timedelta(days=1) for turn in turns] == [duty.begins(n) for n in (2, 3, 4)]


def test_an_ended_duty_has_no_turn_that_starts_on_its_last_day() -> None:
    assert who(replace(ASK, ended_on=monday(3))) == "TM"
    assert who(replace(ASK, ended_on=monday(3) + timedelta(days=1))) == "TMJ"


# The line


@given(st.integers(1, 6), st.integers(1, 40))
def test_without_absences_the_rota_simply_goes_round(many: int, turns: int) -> None:
    staff = tuple("ABCDEF"[:many])
    duty = replace(ASK, rosters=[Roster(1, staff, (), MONDAY)])

    assert who(duty, turns=turns) == ("".join(staff) * turns)[:turns]


def test_whoever_was_away_has_the_first_turn_when_back_and_no_more_than_that() -> None:
    three_weeks = gone("tina ", monday(1), monday(4) - timedelta(days=1))

    assert who(ASK, three_weeks, turns=9) == "MJMTJMTJM"


def test_one_day_away_is_enough_to_be_passed_over() -> None:
    assert who(ASK, gone("Tina", monday(2) - timedelta(days=1), monday(2)), turns=5) == "MJTMJ"


def test_where_all_are_away_it_is_nobodys_turn() -> None:
    holidays = [gone(name, monday(2), monday(2)) for name in STAFF]

    assert who(ASK, *holidays, turns=4) == "T-MJ"
    item = list(due_duties(GROUND, DutyFacts(duties=[ASK], absences=holidays), monday(2)))[1]
    assert item.owner == ""
    assert item.reason == (
        "hand out cards; every week, turn 2 from 2026-11-30; all are away: Marc until 2026-11-30,"
        " Jo until 2026-11-30, Tina until 2026-11-30"
    )


def test_what_is_recorded_after_a_turn_changes_nothing_about_it() -> None:
    last = monday(2) - timedelta(days=1)

    assert who(ASK, gone("Tina", monday(1), last, recorded_on=last))[0] == "M"
    assert who(ASK, gone("Tina", monday(1), monday(9), recorded_on=monday(2)))[0] == "T"
    assert who(replace(ASK, swaps=[Swap(1, "Jo", last)]))[0] == "J"
    assert who(replace(ASK, swaps=[Swap(1, "Jo", monday(2))]))[0] == "T"


def test_a_swap_puts_somebody_on_one_turn_and_the_relieved_one_comes_next() -> None:
    assert who(replace(ASK, swaps=[Swap(1, "Marc", MONDAY)])) == "MTJMTJ"
    assert who(replace(ASK, swaps=[Swap(2, "Ann", MONDAY)])) == "TAMJTM"
    assert who(replace(ASK, swaps=[Swap(1, "Marc", MONDAY), Swap(1, "jo", MONDAY)])) == "JTMJTM"


def test_a_swap_holds_against_an_absence_known_then_but_not_against_a_later_one() -> None:
    swapped = replace(ASK, swaps=[Swap(2, "Jo", MONDAY)])

    assert who(swapped, gone("Jo", monday(2), monday(2)))[1] == "J"
    assert who(swapped, gone("Jo", monday(2), monday(2), MONDAY + timedelta(days=1)))[1] == "M"


def test_a_new_rota_keeps_the_places_of_those_who_stay() -> None:
    def rewritten(*staff: str) -> Duty:
        return replace(ASK, rosters=[*ASK.rosters, Roster(3, staff, (), MONDAY)])

    assert who(rewritten("Tina", "Marc")) == "TMTMTM"
    assert who(rewritten("Ann", "Tina", "Marc", "Jo"), turns=7) == "TMJTMAJ"
    assert who(rewritten("Ann", "Tina", "Marc", "Jo"), turns=7).count("A") == 1
    assert who(rewritten("Marc", "Tina", "Jo")) == "TMMTJM"
    assert who(rewritten("TINA", "MARC", "JO")) == "TMJTMJ"


def test_texts_go_round_and_start_anew_when_they_change() -> None:
    later = Roster(4, STAFF, ("call", "write"), MONDAY)
    same_texts = Roster(2, ("Marc",), ASK.rosters[0].texts, MONDAY)
    duty = replace(ASK, rosters=[*ASK.rosters, same_texts, later])

    texts = [one.text for one in assign_turns(duty, {}, monday(5))]

    assert texts == ["ask at checkout", "hand out cards", "ask at checkout", "call", "write"]


ABSENCES = st.lists(
    st.builds(
        lambda name, since, days, back: (here if back else gone)(
            name, MONDAY + timedelta(days=since), MONDAY + timedelta(days=since + days)
        ),
        st.sampled_from(STAFF),
        st.integers(0, 120),
        st.integers(0, 40),
        st.booleans(),
    ),
    max_size=8,
)


@given(ABSENCES)
def test_in_any_run_of_turns_for_which_two_were_there_they_differ_by_one_at_most(
    absences: list[Absence],
) -> None:
    words = by_staff(absences)
    turns = list(assign_turns(ASK, words, monday(24)))

    for pair in combinations(STAFF, 2):
        names = [name.casefold() for name in pair]
        run: list[str] = []
        for one in turns:
            days = one.turn.since, one.turn.until
            there = not any(is_away(words.get(name, ()), *days) for name in names)
            run = [*run, one.who] if there else []
            for start in range(len(run)):
                counts = Counter(run[start:])
                assert abs(counts[pair[0]] - counts[pair[1]]) <= 1


@given(ABSENCES)
def test_a_turn_is_never_given_to_somebody_away_nor_lost_while_somebody_is_there(
    absences: list[Absence],
) -> None:
    words = by_staff(absences)

    for one in assign_turns(ASK, words, monday(24)):
        there = {
            name
            for name in STAFF
            if not is_away(words.get(name.casefold(), ()), one.turn.since, one.turn.until)
        }
        assert one.who in (there or {""})


@given(ABSENCES, st.integers(0, 150), ABSENCES)
def test_turns_that_are_over_stay_as_they_were_whatever_is_recorded_later(
    known: list[Absence], days: int, later: list[Absence]
) -> None:
    today = MONDAY + timedelta(days=days)
    news = [replace(word, recorded_on=today) for word in later]

    def over(absences: Sequence[Absence]) -> list[str]:
        turns = assign_turns(ASK, by_staff(absences), today)
        return [one.who for one in turns if one.turn.until < today]

    assert over([*known, *news]) == over(known)


@given(ABSENCES)
def test_for_each_day_the_last_word_counts(absences: list[Absence]) -> None:
    days = {MONDAY + timedelta(days=n): False for n in range(200)}
    for word in absences:
        days |= {day: not word.back for day in days if word.since <= day <= word.until}

    found = spans_away(absences)

    assert {day for day, is_away in days.items() if is_away} == {
        day for day in days if any(span.touches(day, day) for span in found)
    }


def test_coming_back_early_keeps_the_reason_of_the_rest() -> None:
    vacation = replace(gone("Jo", monday(1), monday(4)), why="vacation")

    assert spans_away([vacation, here("Jo", monday(2), monday(3))]) == [
        TimeAway(monday(1), monday(2) - timedelta(days=1), "vacation"),
        TimeAway(monday(3) + timedelta(days=1), monday(4), "vacation"),
    ]


# What is owed


def test_a_turn_is_shown_from_its_first_day_and_due_on_its_last() -> None:
    vacation = gone("Jo", date(2026, 12, 1), date(2026, 12, 14))
    known = DutyFacts(duties=[replace(ASK, done={1: deed(1)})], absences=[vacation])

    assert list(due_duties(GROUND, known, monday(3))) == [
        DueItem(
            key="D3.2",
            type=DueType.DUTY,
            source_id=None,
            source="Ask happy patients",
            due_on=date(2026, 12, 6),
            why="hand out cards; every week, turn 2 from 2026-11-30",
            owner="Marc",
            helpful=("cards are in drawer 2",),
            opens_on=date(2026, 11, 30),
        ),
        DueItem(
            key="D3.3",
            type=DueType.DUTY,
            source_id=None,
            source="Ask happy patients",
            due_on=date(2026, 12, 13),
            why="ask at checkout; every week, turn 3 from 2026-12-07;"
            " away: Jo until 2026-12-14; so Tina",
            owner="Tina",
            helpful=("cards are in drawer 2",),
            opens_on=date(2026, 12, 7),
        ),
    ]


def test_turns_stay_owed_until_done_or_skipped() -> None:
    skip = Mark("D3.2", MarkAction.SKIP, monday(3), None, MONDAY)
    ground = replace(GROUND, marks=[skip], closed={"D3.4": MONDAY})
    ended = replace(ASK, done={3: deed(3)}, ended_on=monday(6))

    owed = due_duties(ground, DutyFacts(duties=[ended]), monday(300))

    assert [item.key for item in owed] == ["D3.1", "D3.5"]


def test_a_swap_is_told() -> None:
    one = next(assign_turns(replace(ASK, swaps=[Swap(1, "Jo", MONDAY)]), {}, MONDAY))

    assert explain_turn(one, {}) == "Jo instead of Tina"


# The counts


def deed(turn: int, who: str = "Tina", asked: int | None = None) -> TurnDone:
    return TurnDone(done_on=monday(turn) + timedelta(days=2), who=who, asked=asked)


def test_the_fair_count_tells_turns_deeds_absences_and_swaps() -> None:
    duty = replace(
        ASK, swaps=[Swap(2, "Jo", MONDAY)], done={1: deed(1), 2: deed(2, "ann"), 3: deed(3, "Marc")}
    )
    words = by_staff([gone("Tina", monday(3), monday(4))])
    today = monday(6)

    standing = list(standings_of(duty, words, {"D3.4"}, today, monday(9)))

    assert "".join(each.one.who[0] for each in standing[:6]) == "TJMJTM"
    assert fair_count(standing, words, today) == [
        Count("Tina", turns=2, done=1, overdue=1, away=2),
        Count("Marc", turns=2, done=1, gave=1),
        Count("Jo", turns=2, took=1),
        Count("ann", done=1),
    ]


def test_a_duty_that_has_not_begun_counts_its_staff_at_nothing() -> None:
    standing = list(standings_of(ASK, {}, set(), MONDAY - WEEK, monday(3)))

    assert fair_count(standing, {}, MONDAY - WEEK) == [Count(name) for name in STAFF]


def test_what_was_performed_counts_turns_by_their_last_day_and_deeds_by_theirs() -> None:
    late = TurnDone(done_on=monday(4), who="Jo", handed_out=30)
    duty = replace(ASK, done={1: deed(1, asked=12), 3: late, 5: deed(5, asked=100)})
    other = replace(ASK, id=4, every=Every.MONTH, done={})

    def between(since: date, until: date, today: date) -> Performed:
        facts = DutyFacts(duties=[duty, other])
        return count_performed(facts, {"D3.2"}, since=since, until=until, today=today)

    assert between(MONDAY, monday(5), today=monday(5)) == Performed(
        turns_due=3, turns_done=2, on_time=1, asked=12, handed_out=30
    )
    assert between(MONDAY, date(2027, 1, 1), today=monday(5) + timedelta(days=2)) == Performed(
        turns_due=5, turns_done=3, on_time=2, asked=112, handed_out=30
    )
    assert between(monday(6), monday(7), today=monday(7)) == Performed(turns_due=1)
