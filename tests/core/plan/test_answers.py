from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.duties.rota import Performed
from refcli.core.owed.cadence import Cadence
from refcli.core.plan.answers import (
    Answered,
    Question,
    changed_answers,
    check_answer,
    guard,
    read_form,
    read_goal,
    write_form,
)
from refcli.core.plan.figures import (
    Due,
    Happened,
    Kept,
    ProgramPlan,
    count_kept,
    happened_table,
    one_line,
    plan_record,
    visit_dues,
)
from refcli.core.values.periods import Period
from refcli.errors import RefError

TODAY = date(2026, 7, 2)  # the 183rd of 365 days
USUAL = Cadence(every=1, first=6, later=3)

texts = st.text(st.characters(codec="utf-8")) | st.text("ab #\\:\r\n\t ")
worded = [question for question in Question if question is not Question.GOAL]
answers = st.dictionaries(st.sampled_from(worded), texts)
days = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def a_plan(goal: str = "240") -> ProgramPlan:
    happened = Happened(
        period=Period(date(2026, 1, 1), TODAY),
        referrals=90,
        internal=60,
        turns=Performed(turns_due=26, turns_done=25, on_time=20, asked=320, handed_out=540),
        thanks=Kept(40, 30, 2),
        thank_after=3,
        visits=Kept(12, 9, 1),
    )
    return ProgramPlan(
        practice="Lakeside",
        as_of=TODAY,
        answers={
            Question.GOAL: Answered(goal, date(2026, 1, 5)),
            Question.WHO_ASKS: Answered("The doctor\n\n  at the end", date(2026, 1, 5)),
        },
        happened=happened,
    )


@example({Question.REQUEST: "# Who asks: really?\n\\# no\n\\", Question.FOLLOW_UP: ""}, 7)
@given(answers, st.none() | st.integers(1, 1_000_000))
def test_the_form_gives_back_what_was_put_in(typed: dict[Question, str], goal: int | None) -> None:
    wanted = {question: check_answer(question, text) for question, text in typed.items()}
    if goal:
        wanted[Question.GOAL] = str(goal)

    read = read_form(write_form(wanted))

    assert read == dict.fromkeys(Question, "") | wanted
    assert changed_answers(wanted, read) == {}


@given(texts)
def test_an_answer_is_tidied_once(text: str) -> None:
    tidy = check_answer(Question.REQUEST, text)

    assert check_answer(Question.REQUEST, tidy) == tidy
    assert tidy == tidy.strip()
    assert not any(line.startswith("#") for line in guard(tidy).split("\n"))


def test_the_form_asks_every_question_in_words() -> None:
    text = write_form({Question.GOAL: "240", Question.HAND_OUT: "two cards"})

    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# The request: How is the request for a referral made, and in which words?",
        "# Who asks: Who asks, whom, and at which moment?",
        "# What is handed out: What is handed out with the request, and where is it kept?",
        "# The follow-up: What follows a referral: thank-you, report back, visit, call?",
        "# Who is responsible: Who is responsible for the program, and who stands in?",
        "# The goal: How many referrals a year? A whole number, such as 240.",
    ]
    assert "kept?\n\ntwo cards\n" in text
    assert text.endswith("240.\n\n240\n")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("#who asks\r\nTina\r\n", {Question.WHO_ASKS: "Tina"}),
        ("\n\n#  The Goal : how many?\n1,200 referrals\n", {Question.GOAL: "1200"}),
        ("# The goal\n", {Question.GOAL: ""}),
        ("# The request\nfirst\n\n\nsecond  \n", {Question.REQUEST: "first\n\n\nsecond"}),
        ("", {}),
    ],
)
def test_a_form_is_read_as_people_leave_it(text: str, read: dict[Question, str]) -> None:
    assert read_form(text) == read


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# The budget\n500", "'# The budget' is no question of the plan"),
        ("#1 ask\n", "'#1 ask' is no question of the plan"),
        ("# Who asks\nTina\n# who asks: again\nJo", "is there twice"),
        ("Tina\n# Who asks\n", "'Tina' stands above the first question"),
        ("# The goal\nplenty", "The goal is a number of referrals a year, not 'plenty'"),
    ],
)
def test_a_form_that_says_something_else_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(RefError, match=sentence):
        read_form(text)


@pytest.mark.parametrize(
    ("typed", "goal"),
    [("240", 240), (" 1,200 ", 1200), ("240 referrals", 240), ("90 new patients", 90)],
)
def test_a_goal_is_a_number_of_referrals(typed: str, goal: int) -> None:
    assert read_goal(typed) == goal


@pytest.mark.parametrize(
    "typed", ["", "0", "-5", "2.5", "1,2", "lots", "24O", "9999999", "٢٤٠", "240 a month", "1e3"]
)
def test_any_other_goal_is_refused(typed: str) -> None:
    with pytest.raises(RefError, match="Type: ref plan edit --goal 240"):
        read_goal(typed)


def test_only_what_differs_has_changed() -> None:
    before = {Question.GOAL: "240", Question.WHO_ASKS: "Tina"}
    after = {Question.GOAL: "250", Question.WHO_ASKS: "Tina", Question.REQUEST: ""}

    assert changed_answers(before, after) == {Question.GOAL: "250"}


def test_kept_is_what_was_done_by_its_day() -> None:
    soon, late = TODAY + timedelta(1), TODAY - timedelta(9)
    dues = [
        Due(late, late),
        Due(late, TODAY),
        Due(late),
        Due(late, skipped=True),
        Due(TODAY),  # there is still time
        Due(TODAY, TODAY),
        Due(soon, TODAY),
    ]

    assert count_kept(dues, TODAY) == Kept(due=4, on_time=2, skipped=1)


def test_visits_are_replayed_by_the_rule_in_force_at_each() -> None:
    made = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 10), date(2026, 8, 1)]

    assert list(visit_dues(USUAL, made, skips=[date(2026, 5, 2)])) == [
        Due(date(2026, 2, 28), date(2026, 2, 28)),
        Due(date(2026, 3, 28), date(2026, 4, 10)),
        Due(date(2026, 5, 10), skipped=True),
        Due(date(2026, 6, 2), date(2026, 8, 1)),
        Due(date(2026, 11, 1)),
    ]


def test_where_courting_ends_no_visit_is_due() -> None:
    made = [date(2026, month, 1) for month in (1, 2, 3, 4, 5, 7, 8)]

    dues = list(visit_dues(USUAL, made, hopeless_on=date(2026, 7, 1)))

    assert [due.done_on for due in dues] == made[1:6]


@given(st.lists(days, min_size=1, max_size=8), st.lists(days, max_size=3), days)
def test_what_was_due_on_a_day_depends_only_on_what_was_known_then(
    visits: list[date], skips: list[date], today: date
) -> None:
    known = [day for day in visits if day <= today]
    dropped = [day for day in skips if day <= today]

    then, later = list(visit_dues(USUAL, known, dropped)), list(visit_dues(USUAL, visits, skips))

    assert later[: len(then[:-1])] == then[:-1]
    assert all(due.due_on > day for due, day in zip(later, sorted({*visits, *skips}), strict=True))


def test_the_plan_is_set_against_what_happened() -> None:
    table = happened_table(a_plan())

    assert table.title == "What really happened, 2026-01-01 to 2026-07-02"
    assert table.rows == [
        ("Referrals, of the goal for the year", 240, 90, 0.375, None),
        ("Referrals, of the goal so far (50% of the year)", 120, 90, 0.75, None),
        ("Internal ones among them", None, 60, None, None),
        ("Patients asked (rota)", None, 320, None, None),
        ("Handed out (rota)", None, 540, None, None),
        ("Rota turns done on time", 26, 20, 20 / 26, None),
        ("Thanked on time", 40, 30, 0.75, 2),
        ("Visits kept", 12, 9, 0.75, 1),
    ]
    assert "within 3 days" in table.note


def test_programs_get_the_plan_as_one_flat_object() -> None:
    assert plan_record(a_plan()) == {
        "year": 2026,
        "since": date(2026, 1, 1),
        "until": TODAY,
        "request": "",
        "who_asks": "The doctor\n\n  at the end",
        "hand_out": "",
        "follow_up": "",
        "responsible": "",
        "goal": 240,
        "request_since": None,
        "who_asks_since": date(2026, 1, 5),
        "hand_out_since": None,
        "follow_up_since": None,
        "responsible_since": None,
        "goal_since": date(2026, 1, 5),
        "referrals": 90,
        "goal_share": 0.375,
        "year_gone": 0.5014,
        "straight_line": 120,
        "internal": 60,
        "asked": 320,
        "handed_out": 540,
        "turns_due": 26,
        "turns_done": 25,
        "turns_on_time": 20,
        "thanks_due": 40,
        "thanks_on_time": 30,
        "thanks_skipped": 2,
        "visits_due": 12,
        "visits_kept": 9,
        "visits_skipped": 1,
    }


def test_without_a_goal_there_is_no_straight_line() -> None:
    plan = a_plan(goal="")

    assert (plan.goal, plan.by_now) == (None, None)
    assert happened_table(plan).rows[0][1:4] == (None, 90, None)


def test_an_answer_of_several_lines_fits_in_a_cell() -> None:
    assert one_line("The doctor\n\n  at the end") == "The doctor / at the end"
