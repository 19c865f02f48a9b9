"""Do those who refer get more? Screening signals over a year, never verdicts.

Of several tests of a year some flag by chance alone, so the chances are corrected by Holm's method
over all that could be made; a test flags below 0.05 after that.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from refcli.core.audit.beside import Beside
from refcli.core.audit.permutation import (
    ROUNDS,
    fisher_chance,
    is_rising,
    ladder_chance,
    medians_of_runs,
    rank_chance,
    rank_correlation,
)
from refcli.core.audit.screen import Screen, correct_chances, too_little
from refcli.core.audit.timing import screen_following
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import RecipientClass

LEAST_PARTIES = 8
TWICE = 2
RUNGS = (0, 1, 3, 6, 11)  # referrals from which each rung of a ladder begins
LEAST_RUNGS = 3
CLASSES = {
    RecipientClass.CLINICIAN: "clinicians",
    RecipientClass.PATIENT: "patients",
    RecipientClass.OTHER: "others",
}


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """The parties of one class in the year: what each sent and what each got, in one order."""

    name: str
    parties: Sequence[int]
    sent: Sequence[int]
    got: Sequence[int]
    produced: Sequence[int]

    def gifted(self) -> tuple[int, ...]:
        """The parties that got a gift worth more than nothing."""
        return tuple(p for p, cents in zip(self.parties, self.got, strict=True) if cents > 0)


def run_screens(facts: Beside, rounds: int = ROUNDS) -> list[Screen]:
    """Every screening test of a year, corrected for their number."""
    found = [screen_following(facts, rounds)]
    for whom, parties in facts.classes.items():
        group = group_of(CLASSES.get(whom, whom.value), parties, facts)
        found += of_group(group, rounds) if any(group.got) else ()
    return correct_chances(found)


def group_of(name: str, parties: Sequence[int], facts: Beside) -> PartyGroup:
    """The parties of one class with their figures."""
    produced = [facts.production.get(party, 0) for party in parties]
    return PartyGroup(
        name, parties, [*map(facts.sent, parties)], [*map(facts.got, parties)], produced
    )


def of_group(group: PartyGroup, rounds: int) -> Iterator[Screen]:
    """The tests of one class of which somebody got something."""
    yield screen_dose(group, "referrals", group.sent, rounds)
    if any(group.produced):
        yield screen_dose(group, "production", group.produced, rounds)
    yield only_referrers(group)
    yield screen_ladder(group, rounds)


def screen_dose(group: PartyGroup, what: str, sent: Sequence[int], rounds: int) -> Screen:
    """RF-12: who sends more gets more: a rank correlation of 0.4 or more over the class.

    The same to everybody is no link, whatever they sent.
    """
    name, n = f"{group.name}: gifts and {what}", len(group.parties)
    if n < LEAST_PARTIES:
        return too_little("RF-12", name, n, LEAST_PARTIES)
    found = rank_correlation(sent, group.got)
    if found is None:
        who = "got the same" if len({*group.got}) == 1 else "sent the same"
        return Screen(flag="RF-12", name=name, n=n, words=f"No link: everybody {who}.")
    rho, strong = found
    test = Screen(
        flag="RF-12",
        name=name,
        n=n,
        words=f"The rank correlation of {what} and gifts is {rho:.2f}.",
        measure="Spearman's rho",
        statistic=rho,
        marked=strong,
        parties=group.gifted(),
    )
    return test.by_lot(*rank_chance(sent, group.got, rounds))


def only_referrers(group: PartyGroup) -> Screen:
    """RF-13: those who refer get something at least twice as often, by Fisher's exact test.

    That nobody but referrers got anything is told, but without that test it flags nothing: of two
    gifts to a class in which half refer, both go to referrers in one year of four by chance.
    """
    name, n = f"{group.name}: who gets something", len(group.parties)
    if n < LEAST_PARTIES:
        return too_little("RF-13", name, n, LEAST_PARTIES)
    cells = [(sent > 0, got > 0) for sent, got in zip(group.sent, group.got, strict=True)]
    both, first = cells.count((True, True)), cells.count((True, False))
    second, neither = cells.count((False, True)), cells.count((False, False))
    above, below = both * (second + neither), second * (both + first)
    return Screen(
        flag="RF-13",
        name=name,
        n=n,
        words=f"Of {both + first} who referred {both} got something, of {second + neither} who did"
        f" not {second}.",
        measure="risk ratio",
        statistic=above / below if below else None,
        chance=fisher_chance(both, first, second, neither),
        marked=above >= TWICE * below and above > 0,
        parties=group.gifted(),
    )


def screen_ladder(group: PartyGroup, rounds: int) -> Screen:
    """RF-14: the middle value of gifts rises with every rung of referrals, three rungs or more.

    Of three rungs it does so once in six years by chance alone, so its chance is told too.
    """
    name, n = f"{group.name}: a ladder", len(group.parties)
    if n < LEAST_PARTIES:
        return too_little("RF-14", name, n, LEAST_PARTIES)
    pairs = sorted(zip(map(rung_of, group.sent), group.got, strict=True), key=itemgetter(0))
    rungs, values = [one for one, _ in pairs], [cents for _, cents in pairs]
    steps = sorted({*rungs})
    sizes = [rungs.count(step) for step in steps]
    told = [
        f"{RUNGS[step]} or more {cents_text(round(middle))}"
        for step, middle in zip(steps, medians_of_runs(values, sizes), strict=True)
    ]
    test = Screen(
        flag="RF-14",
        name=name,
        n=n,
        words=f"The middle value of gifts by referrals: {', '.join(told)}.",
        measure="rungs",
        statistic=len(steps),
        chance=1.0,
        marked=len(steps) >= LEAST_RUNGS and is_rising(values, sizes),
        parties=group.gifted(),
    )
    return test.by_lot(*ladder_chance(rungs, values, rounds)) if test.marked else test


def rung_of(sent: int) -> int:
    """On which rung so many referrals are."""
    return bisect_right(RUNGS, sent) - 1
