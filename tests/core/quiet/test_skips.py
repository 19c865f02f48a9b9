"""Who is left in peace, for how long, and how it is said."""

from dataclasses import replace
from datetime import date

from refcli.core.owed.items import Ground, Mark, Party
from refcli.core.quiet.knowledge import Arrivals
from refcli.core.quiet.sentences import QuietFacts, gone_quiet, tell_past, tell_silence, tell_skips
from refcli.core.quiet.skips import Skip, find_skips, name_skips
from refcli.core.vocabulary import Kind, MarkAction
from tests.core.quiet.test_silence import STEADY

TODAY = date(2026, 11, 23)
LATER = date(2027, 2, 1)
CHEN = Party(id=7, name="Chen Dental", kind=Kind.OFFICE)
WEI = Party(id=9, name="Dr. Wei Chen", kind=Kind.PROVIDER, office_id=7)
GROUND = Ground(parties={7: CHEN, 9: WEI})
USUAL = "usually every 8 days (what came in one week counts once)"


def mark(key: str, made_on: date, until: date | None = None, why: str = "on leave") -> Mark:
    action = MarkAction.SNOOZE if until else MarkAction.SKIP
    return Mark(key, action, made_on, until, made_on, why)


def facts(*marks: Mark) -> QuietFacts:
    skips = find_skips(marks, lambda id_, _: 7 if id_ == 9 else id_)
    anew = skips[7].anew if 7 in skips else date.min
    return QuietFacts([Arrivals(7, STEADY, anew=anew)], skips=skips)


def test_the_last_word_counts_and_a_key_of_somebody_means_the_place() -> None:
    made = mark("Q9", date(2026, 11, 1)), mark("Q7", TODAY, LATER, "away"), mark("V7", TODAY)

    found = find_skips(made, lambda id_, _: 7 if id_ == 9 else id_)

    assert found == {7: Skip("away", TODAY, LATER, anew=date(2026, 11, 1))}


def test_one_until_a_day_stays_away_until_then_and_comes_back_with_its_reason() -> None:
    known = facts(mark("Q7", TODAY, LATER))

    assert known.left_in_peace(date(2027, 1, 31)) == {"Q7"}
    assert known.left_in_peace(LATER) == set()
    [item] = gone_quiet(GROUND, known, LATER)
    assert item.reason == (
        f"gone quiet: {USUAL}; 111 days silent; by chance less than 1 in 10,000;"
        " left in peace until Mon 1 Feb 2027: on leave"
    )


def test_one_for_good_is_named_until_it_is_quiet_anew() -> None:
    known = facts(mark("Q7", TODAY, why="retires in Dec"))

    assert list(gone_quiet(GROUND, known, date(2030, 1, 1))) == []
    assert tell_skips(known, GROUND.parties, [], date(2030, 1, 1)) == (
        "Left in peace: Chen Dental for good since Mon 23 Nov 2026: retires in Dec."
    )
    [sign] = facts().signs(GROUND, TODAY)
    assert tell_skips(known, GROUND.parties, [sign], TODAY) == ""


def test_who_was_long_silent_when_the_book_began_is_no_work_but_is_counted_for_two_years() -> None:
    known = QuietFacts([Arrivals(7, STEADY)], floor=TODAY)

    every = known.every_sign(GROUND, TODAY)

    assert [one.source_id for one in every] == [7]
    assert list(gone_quiet(GROUND, known, TODAY)) == []
    assert tell_past(known, every, TODAY) == (
        "Left out: 1 place silent since before Mon 23 Nov 2026, a year before this book began"
        " (ref report --section quiet)."
    )
    assert tell_past(known, known.every_sign(GROUND, date(2030, 1, 1)), date(2030, 1, 1)) == ""
    assert tell_past(replace(known, floor=date.min), every, TODAY) == ""


def test_few_are_named_the_latest_first() -> None:
    skips = {f"Office {n}": Skip("", date(2026, 11, n)) for n in range(1, 9)}

    said = name_skips(skips, TODAY)

    assert said.startswith("Left in peace: Office 8 for good since Sun 8 Nov 2026; Office 7 for")
    assert said.endswith("Office 3 for good since Tue 3 Nov 2026; and 2 more.")


def test_the_page_of_who_works_there_tells_the_silence_of_the_place() -> None:
    told = {
        "quiet": tell_silence(facts(), GROUND, 9, TODAY),
        "calm": tell_silence(facts(), GROUND, 7, date(2026, 10, 15)),
        "skipped": tell_silence(facts(mark("Q7", TODAY, LATER)), GROUND, 7, TODAY),
        "unknown": tell_silence(QuietFacts(), GROUND, 7, TODAY),
    }

    assert told == {
        "quiet": f"Chen Dental: gone quiet: {USUAL}; 41 days silent; by chance 1 in 140",
        "calm": f"{USUAL}; 2 days silent; nothing unusual",
        "skipped": f"gone quiet: {USUAL}; 41 days silent; by chance 1 in 140;"
        " left in peace until Mon 1 Feb 2027: on leave",
        "unknown": "",
    }
