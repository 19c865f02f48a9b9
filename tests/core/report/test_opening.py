"""The five sentences: what is said, and what is not where chance does as much."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.comparing.comparison import Coverage
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import JudgedPlace, place_windows
from refcli.core.counting.metrics import Credit, Tally
from refcli.core.plan.figures import Kept
from refcli.core.quiet.season import make_clock
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.report.compared import Compared, PlaceTallies
from refcli.core.report.do_next import WorkStep, next_table
from refcli.core.report.facts import ReportFacts
from refcli.core.report.front import ReportNames, Spans
from refcli.core.report.further.usual import UsualMonth
from refcli.core.report.headline import compare_headline
from refcli.core.report.judged import ask_for_unknown, judge_month
from refcli.core.report.opening import Compare, Opening, opening_sentences
from refcli.core.report.telling.year import Outlook
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn, Kind

AS_OF = date(2026, 11, 1)
SPANS = Spans.around(Period(date(2026, 10, 1), date(2026, 10, 31)))
COVERED = Coverage(date(2023, 11, 2))
CREDITS = {
    1: Credit(1, "unknown", Kind.OTHER, BuiltIn.UNKNOWN),
    4: Credit(4, "Elm Dental", Kind.OFFICE),
    5: Credit(5, "Ann Ray", Kind.PATIENT),
    7: Credit(7, "Google", Kind.DIGITAL),
    8: Credit(8, "Dr. Ito", Kind.PROVIDER),
}
QUIET = Sign(8, QuietState.QUIET, AS_OF, date(2026, 2, 18), 9.0, 255, 28.0, 0, 1e-6)
STEPS = [
    WorkStep(["Q8"], "Get in touch with Dr. Ito", "29 a year", ["Jo"]),
    WorkStep(["V8"], "See Dr. Ito", "every month"),
    WorkStep(["V4"], "See Elm Dental", "every month"),
    WorkStep(["S1", "S2"], "Call 2 who wait to be scheduled", "the oldest due for 9 days"),
    WorkStep(["T4"], "Thank 1 who referred", "the oldest due for 2 days"),
]
KEPT = {"visit": Kept(9, 5), "thank-you": Kept(35, 27), "report back": Kept(30, 21)}


def make_facts(
    referrals: tuple[int, int, int, int, int],
    counts: dict[int, tuple[int, ...]] | None = None,
    coverage: Coverage = COVERED,
    **more: object,
) -> ReportFacts:
    """Facts of five periods, and what each place sent: this year, last year, lately, before."""
    known = counts or {}
    windows = place_windows(SPANS.now, coverage)
    places = [
        PlaceTallies(period, 1, {id_: Tally(id_, many[n]) for id_, many in known.items()})
        for n, period in enumerate(windows.every)
    ]
    compared = Compared(coverage=coverage, age=1, windows=windows, places=places)
    empty: dict[str, object] = {
        **{name: {} for name in ("counts", "all_time", "places", "places_ever", "last")},
        **dict.fromkeys(("spans", "cohorts", "waiting"), ()),
    }
    tallies = {p: [Tally(4, n)] for p, n in zip(SPANS.every, referrals, strict=True)}
    return ReportFacts(credits=CREDITS, tallies=tallies, **empty, compared=compared, **more)  # type: ignore[arg-type]


def say(facts: ReportFacts, as_of: date = AS_OF, **more: object) -> list[str]:
    """The sentences."""
    referrals = compare_headline(facts, SPANS).referrals
    judged = facts.compared.judge(CREDITS, facts.quiet)
    opening = Opening(referrals, judged, **more)  # type: ignore[arg-type]
    return opening_sentences(facts, SPANS, ReportNames(CREDITS, patients=False), as_of, opening)


def test_five_sentences_tell_the_month_the_year_the_places_us_and_what_next() -> None:
    facts = make_facts(
        (58, 61, 50, 495, 522),
        {4: (4, 28, 3, 45), 7: (50, 23, 20, 105), 8: (2, 30, 0, 90), 5: (1, 0, 1, 0)},
        quiet=[QUIET],
        kept=KEPT,
    )
    goal = replace(facts, compared=replace(facts.compared, goal=600))

    assert say(goal, steps=STEPS, outlook=Outlook(541, 515, 568, 0.01)) == [
        (
            "A normal month: October 2026 is within what chance does of September 2026 and of"
            " October 2025."
        ),
        (
            "The year is level: 495 referrals in 2026 to October 31 against 522 to the same day of"
            " last year, within what chance does. The goal of 600 will most likely be missed by"
            " about 59: about 541 by December, 515 to 568 in 8 of 10 such years."
        ),
        "More, beyond chance, from Google; fewer from Dr. Ito (silent), Elm Dental.",
        (
            "Our promises, kept the least first: visits 5 of 9, reports back 21 of 30, thank-yous"
            " 27 of 35."
        ),
        (
            "Do first, today (Sun 1 Nov 2026): get in touch with Dr. Ito (Q8), see Elm Dental (V4),"
            " call 2 who wait to be scheduled (S1, S2)."
        ),
    ]


def test_a_change_is_said_to_be_one_beyond_chance() -> None:
    month, year, *_ = say(make_facts((30, 61, 60, 300, 600)))

    assert month == (
        "The referrals of October 2026 are fewer, beyond chance, than in September 2026 and fewer,"
        " beyond chance, than in October 2025."
    )
    assert year == (
        "The year is down beyond chance: 300 referrals in 2026 to October 31 against 600 to the"
        " same day of last year."
    )
    assert say(make_facts((61, 30, 60, 600, 300)))[1].startswith("The year is up beyond chance: ")


def test_before_the_records_no_sentence_compares() -> None:
    facts = make_facts((43, 0, 0, 43, 0), {4: (43, 0, 43, 0)}, Coverage(date(2026, 10, 2)))

    assert say(facts) == [
        (
            "The referrals of October 2026 are compared with nothing: no records of September 2026"
            " or October 2025."
        ),
        "43 referrals in 2026 to October 31; no records of last year to the same day.",
    ]


def test_the_goal_is_told_with_its_even_pace_where_nothing_is_forecast() -> None:
    facts = make_facts((58, 61, 50, 495, 522))
    goal = replace(facts, compared=replace(facts.compared, goal=600))

    assert say(goal)[1].endswith("; the goal is 600, at an even pace 500 by now.")


def test_where_no_place_changed_it_is_said_of_how_many() -> None:
    facts = make_facts((58, 61, 50, 495, 522), {4: (9, 12, 3, 30), 7: (20, 14, 6, 40)})

    assert say(facts)[2] == "No place of 2 sends more or fewer beyond what chance does."


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            (10, 10, 0, 90),
            "Fewer, beyond chance, from Elm.",
        ),
        (
            (30, 4, 9, 30),
            "More, beyond chance, from Elm.",
        ),
    ],
)
def test_a_place_is_named_and_its_figures_are_left_to_the_table(
    counts: tuple[int, ...], said: str
) -> None:
    told = say(make_facts((58, 61, 50, 495, 522), {4: counts}))[2]

    assert told == said.replace("Elm", "Elm Dental")


def test_patients_who_refer_are_named_by_number() -> None:
    told = say(make_facts((9, 9, 9, 99, 99), {5: (30, 4, 9, 30)}))[2]

    assert told == "More, beyond chance, from patient #5."


def test_it_can_begin_with_the_year_before() -> None:
    said = say(make_facts((58, 61, 50, 495, 522)), compare=Compare.LAST_YEAR)

    assert said[0].endswith("of October 2025 and of September 2026.")


def test_a_month_long_past_says_no_more_what_to_do() -> None:
    facts = make_facts((58, 61, 50, 495, 522))

    assert say(facts, date(2026, 12, 1), steps=STEPS)[-1].startswith("Do first, today (Tue 1 Dec")
    assert not say(facts, date(2026, 12, 2), steps=STEPS)[-1].startswith("Do first")


def test_who_was_not_asked_is_to_be_asked() -> None:
    facts = make_facts((58, 61, 50, 495, 522))
    tallies = {**facts.tallies, SPANS.now: [Tally(4, 1_655), Tally(1, 3)]}
    asking = replace(facts, tallies=tallies)
    [step] = ask_for_unknown(asking, SPANS.now)

    assert (step.key, step.what, step.why) == (
        "",
        "Ask for the source of 3",
        "of October 2026; which: ref referral list --source unknown",
    )
    assert say(asking, steps=[step])[-1] == (
        "Do first, today (Sun 1 Nov 2026): ask for the source of 3."
    )
    assert [*ask_for_unknown(facts, SPANS.now)] == []


def test_what_the_sentence_says_to_do_stands_on_the_list_too() -> None:
    """And a month that is long past asks for nothing, in neither of the two."""
    facts = make_facts((58, 61, 50, 495, 522))
    asking = replace(facts, tallies={**facts.tallies, SPANS.now: [Tally(1, 3)]})
    names = ReportNames(CREDITS, patients=False)

    def listed(day: date) -> list[str]:
        found = judge_month(asking, SPANS, names, day, Compare.PREVIOUS)
        told = [row[1] for row in next_table(found.steps, day).rows]
        assert any("ask for" in one for one in found.tell()) is bool(told)
        return [str(one) for one in told]

    assert listed(AS_OF) == ["Ask for the source of 3"]
    assert listed(date(2026, 12, 2)) == []


def test_a_month_of_the_records_without_a_referral_says_so_and_is_not_called_normal() -> None:
    assert say(make_facts((0, 0, 0, 0, 0))) == [
        (
            "No referral came in October 2026, within what chance does of September 2026 and of"
            " October 2025."
        )
    ]
    assert say(make_facts((0, 0, 0, 4, 9)), usual=UsualMonth(0, 3))[0] == (
        "No referral came in October 2026, within what chance does of level and season."
    )


def test_a_year_that_fell_to_nothing_is_told() -> None:
    assert say(make_facts((0, 0, 0, 0, 96)))[1] == (
        "The year is down beyond chance: 0 referrals in 2026 to October 31 against 96 to the same"
        " day of last year."
    )


def test_of_what_is_on_record_in_part_it_is_said_since_when() -> None:
    facts = make_facts((12, 9, 3, 60, 20), coverage=Coverage(date(2025, 10, 11)))

    assert say(facts)[:2] == [
        (
            "The referrals of October 2026 are within what chance does of September 2026; of"
            " October 2025 no records before 11 October 2025."
        ),
        (
            "60 referrals in 2026 to October 31; of last year to the same day no records before 11"
            " October 2025."
        ),
    ]


def test_of_an_empty_book_one_sentence_says_what_to_type() -> None:
    assert say(make_facts((0, 0, 0, 0, 0), coverage=Coverage())) == [
        (
            "No referral is on record yet. Record the first, it asks: ref add. A list of them comes"
            " in with: ref import referrals.csv"
        )
    ]


def test_a_month_before_the_records_has_none_and_the_line_for_their_first() -> None:
    facts = make_facts((0, 0, 0, 0, 0), coverage=Coverage(date(2026, 11, 2)))

    assert say(facts) == [
        (
            "No records of October 2026: they begin on 2 November 2026. Type: ref report --month"
            " 2026-11"
        )
    ]


def test_a_month_in_which_the_records_begin_says_since_when() -> None:
    facts = make_facts((12, 0, 0, 12, 0), coverage=Coverage(date(2026, 10, 27)))

    assert say(facts)[0] == (
        "The referrals of October 2026 since the records begin on 27 October 2026 are compared with"
        " nothing: no records of September 2026 or October 2025."
    )


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        (
            UsualMonth(41, 76),
            "A normal month: October 2026 is within what chance does of level and season.",
        ),
        (
            UsualMonth(61, 96, seasonal=False),
            "The referrals of October 2026 are fewer, beyond chance, than usual by the level.",
        ),
        (
            UsualMonth(21, 57),
            (
                "The referrals of October 2026 are more, beyond chance, than usual by level and"
                " season."
            ),
        ),
    ],
)
def test_a_month_with_a_range_has_one_verdict(usual: UsualMonth, said: str) -> None:
    """Both figures beside it lie beyond chance by a test of two counts, and say nothing of it."""
    assert say(make_facts((58, 99, 20, 495, 522)), usual=usual)[0] == said


def test_what_chance_seldom_does_is_told_with_how_seldom() -> None:
    """26 and then 11: no proof beside all else that is compared, and no normal month either."""
    assert say(make_facts((11, 26, 12, 495, 522)))[0] == (
        "The referrals of October 2026 are within what chance does of September 2026 (so far from"
        " it 1 in 65 times) and of October 2025."
    )


def test_where_the_seasons_are_known_and_taken_out_the_sentence_says_so() -> None:
    facts = make_facts((24, 47, 25, 495, 522))
    clock = make_clock([1.0] * 11 + [0.5])

    said = say(replace(facts, compared=replace(facts.compared, clock=clock)))[0]

    assert said.endswith("of October 2025, the season taken out.")


def test_a_whole_year_is_compared_once_and_told_once() -> None:
    spans = Spans.around(Period(date(2025, 1, 1), date(2025, 12, 31)))
    facts = make_facts((0, 0, 0, 0, 0))
    tallies = {p: [Tally(4, 577 if p == spans.now else 567)] for p in spans.every}
    facts = replace(facts, tallies=tallies, compared=replace(facts.compared, goal=600))
    opening = Opening(compare_headline(facts, spans).referrals, {})

    assert opening_sentences(
        facts, spans, ReportNames(CREDITS, patients=False), AS_OF, opening
    ) == [
        (
            "The referrals of 2025-01-01 to 2025-12-31 are within what chance does of 2024-01-01 to"
            " 2024-12-31."
        ),
        "The goal of 600 was missed by 23.",
    ]


@pytest.mark.parametrize(
    ("so_far", "outlook", "said"),
    [
        (
            495,
            Outlook(640, 615, 668, 0.97),
            "The goal of 600 will most likely be passed by about 40: ",
        ),
        (
            495,
            Outlook(590, 565, 618, 0.3),
            "The goal of 600 is rather missed than met, and may be ",
        ),
        (
            495,
            Outlook(605, 580, 640, 0.6),
            "The goal of 600 is rather met than missed, and may be ",
        ),
        (
            600,
            Outlook(700, 690, 720, 1.0),
            "The goal of 600 is reached. About 700 are expected by ",
        ),
        (612, None, "The goal of 600 is reached, and 12 more."),
    ],
)
def test_whether_the_goal_will_be_met_is_said_in_plain_words(
    so_far: int, outlook: Outlook | None, said: str
) -> None:
    facts = make_facts((58, 61, 50, so_far, 522))
    goal = replace(facts, compared=replace(facts.compared, goal=600))

    assert said in say(goal, outlook=outlook)[1]


def test_without_a_goal_december_is_told() -> None:
    assert say(make_facts((58, 61, 50, 495, 522)), outlook=Outlook(1541, 1515, 1568))[1].endswith(
        "chance does. About 1,541 are expected by December, 1,515 to 1,568 in 8 of 10 such years."
    )


def test_no_place_changed_is_not_said_as_if_nothing_grew() -> None:
    """Eight places, one of which has 47 after 20: among so many no proof, and yet no nothing."""
    counts: dict[int, tuple[int, ...]] = {
        4: (47, 20, 12, 60),
        7: (20, 14, 6, 40),
        8: (9, 12, 3, 30),
        5: (3, 3, 1, 4),
    }
    months = make_facts((58, 61, 50, 495, 522), counts)
    judged = {id_: JudgedPlace(TwoCounts(n[0], n[1]), None) for id_, n in counts.items()}
    opening = Opening(compare_headline(months, SPANS).referrals, judged)

    said = opening_sentences(months, SPANS, ReportNames(CREDITS, patients=False), AS_OF, opening)

    assert said[2] == (
        "No place of 4 sends more or fewer beyond what chance does among so many; nearest to it is"
        " Elm Dental."
    )


def test_no_place_changed_and_a_silence_are_told_in_one_breath() -> None:
    facts = make_facts((58, 61, 50, 495, 522), {4: (9, 12, 3, 30), 8: (4, 6, 1, 9)})
    quiet = [replace(QUIET, source_id=8, chance=1 / 250)]

    assert say(replace(facts, quiet=quiet))[2] == (
        "No place of 2 sends more or fewer beyond what chance does; 1 of 2 is silent longer"
        " than usual (by chance alone: fewer than 1)."
    )


def test_silences_stand_beside_how_many_chance_alone_makes() -> None:
    facts = make_facts((58, 61, 50, 495, 522), {4: (9, 12, 3, 30), 8: (4, 6, 1, 9)})
    compared = replace(facts.compared, silent_by_chance=1.7)
    quiet = [replace(QUIET, source_id=id_, chance=1 / 250) for id_ in (4, 8)]

    assert say(replace(facts, compared=compared, quiet=quiet))[2].endswith(
        "; 2 of 2 are silent longer than usual (by chance alone: about 2)."
    )


def test_the_only_place_is_called_by_its_name() -> None:
    assert say(make_facts((58, 61, 50, 495, 522), {4: (9, 12, 3, 30)}))[2] == (
        "Elm Dental, the only place, sends neither more nor fewer beyond what chance does."
    )


def test_an_empty_month_after_full_ones_says_so() -> None:
    assert say(make_facts((0, 12, 0, 30, 40)))[0] == (
        "No referral came in October 2026, fewer, beyond chance, than in September 2026 and within"
        " what chance does of October 2025."
    )


def test_the_nearest_is_named_only_where_chance_seldom_does_as_much_among_so_many() -> None:
    counts: dict[int, tuple[int, ...]] = {
        4: (20, 14, 9, 60),
        7: (20, 14, 6, 40),
        8: (9, 12, 3, 30),
    }

    assert say(make_facts((58, 61, 50, 495, 522), counts))[2] == (
        "No place of 3 sends more or fewer beyond what chance does."
    )
