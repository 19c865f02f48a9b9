"""The audit's tests at their very limits."""

from datetime import date

from refcli.core.audit.free_text import phrases_of
from refcli.core.audit.screen import ALPHA, Screen
from refcli.core.audit.statistics import PartyGroup, only_referrers
from refcli.core.audit.timing import suspicious_parties

DAYS = [date(2026, 6, day) for day in range(1, 7)]


def test_a_chance_of_just_the_limit_flags_nothing() -> None:
    found = [
        Screen(flag="RF-13", name="", n=9, words="", marked=marked, adjusted=adjusted).flagged
        for marked, adjusted in (
            *((True, ALPHA), (True, ALPHA - 0.001), (True, None)),
            (False, ALPHA - 0.001),
        )
    ]

    assert found == [False, True, False, False]


def test_those_who_refer_have_to_get_something_twice_as_often() -> None:
    def marked(sent: list[int], got: list[int]) -> bool:
        return only_referrers(PartyGroup("doctors", range(len(sent)), sent, got, sent)).marked

    six, half = [1] * 6 + [0] * 6, [1, 1] + [0] * 4
    assert marked(six, half + [1] + [0] * 5)
    assert not marked(six, half + [1, 1] + [0] * 4)
    assert not marked(six, [0] * 12)


def test_four_gifts_in_five_soon_after_a_referral_are_many() -> None:
    cases = [(1, day) for day in DAYS[:5]] + [(2, day) for day in DAYS[:5]]

    assert suspicious_parties(cases, [(1, day) for day in DAYS[:4]]) == [1]
    assert suspicious_parties(cases, [(1, day) for day in DAYS[:3]]) == []
    assert suspicious_parties(cases[:2], cases[:2]) == []


def test_a_text_is_read_in_runs_of_two_to_four_words() -> None:
    assert sorted(phrases_of("anna bell cora dahl eve")) == [
        "anna bell",
        "anna bell cora",
        "anna bell cora dahl",
        "bell anna",
        "bell cora",
        "bell cora dahl",
        "bell cora dahl eve",
        "cora bell",
        "cora dahl",
        "cora dahl eve",
        "dahl cora",
        "dahl eve",
        "eve dahl",
    ]
