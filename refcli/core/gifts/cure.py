"""What is over a limit of the year, and until when it can be given back.

42 CFR 411.357(k)(3), as Bricker's chart of March 2021 and Horty Springer (8 January 2026) have it:
an excess counts as within the limit where it was inadvertent, is no more than half of the limit,
and is given back by the end of the calendar year or within 180 consecutive days, whichever is
earlier; once in three years for each party.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from dateutil.relativedelta import relativedelta

from refcli.core.gifts.case import basis_of, counts_against, make_finding, op_of
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger, Share, cents_for_each, class_of, recipient_class
from refcli.core.policy.rules import Limit, Op, Policy, Preset, annual_cents, applies, blocks
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import Severity
from refcli.lines import type_line

DAYS = timedelta(days=180)
ONCE_IN = relativedelta(years=3)
BACK_BEFORE, GIVEN, BACK_AT_ONCE = range(3)  # the order of a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """So much over a limit, from the gift that crossed it until enough came back.

    ``total`` and ``excess`` are the most there was, ``left`` what is still over it. ``returned``
    came back by the deadline; on ``back_on`` the party was within the limit again. ``inadvertent``
    is as told with what came back, None before all of it did. ``eligible``: nothing was cured in
    the three years before.
    """

    party_id: int
    party: str
    limit: Limit
    total: int
    excess: int
    left: int
    gift_id: int
    crossed_on: date
    returned: int
    back_on: date | None
    inadvertent: bool | None = None
    eligible: bool = True

    @property
    def deadline(self) -> date:
        """The last day on which it can be given back."""
        return cure_deadline(self.crossed_on)

    @property
    def small(self) -> bool:
        """Whether the excess is half of the limit or less."""
        return 2 * self.excess <= self.limit.cents

    @property
    def curable(self) -> bool:
        """Whether giving the excess back by the deadline mends it."""
        return self.small and self.eligible and self.inadvertent is not False

    @property
    def cured(self) -> bool:
        """Whether the excess was given back by the deadline."""
        return self.curable and self.back_on is not None and self.back_on <= self.deadline

    @property
    def to_give_back(self) -> bool:
        """Whether an excess that can be cured, or could have been, has not been given back."""
        return self.curable and self.back_on is None

    def is_open(self, today: date) -> bool:
        """Whether there is still time to give the excess back."""
        return self.to_give_back and today <= self.deadline

    def is_missed(self, today: date) -> bool:
        """Whether the deadline passed with the excess not given back."""
        return not self.cured and not self.is_open(today)


@dataclass(frozen=True, slots=True)
class Step:
    """A change of what a gift counts for, in cents: it was given, or part of it came back."""

    on: date
    rank: int
    gift: Gift
    cents: int
    inadvertent: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """The steps from the one that went over a limit to the one that came back within it.

    One that never came back within it ends with the last step.
    """

    limit: Limit
    steps: Sequence[Step]
    totals: Sequence[int]

    @property
    def back_on(self) -> date | None:
        """The day from which the limit was kept again."""
        return None if self.limit.broken_by(self.totals[-1]) else self.steps[-1].on

    @property
    def inadvertent(self) -> bool | None:
        """Whether somebody called the excess a mistake; None while the limit is still passed."""
        told = any(step.inadvertent for step in self.steps)
        return True if told else False if self.back_on else None

    def returned(self, until: date) -> int:
        """Cents that came back up to a day."""
        moves = zip(self.steps[1:], self.totals, self.totals[1:], strict=False)
        return sum(a - b for step, a, b in moves if step.rank != GIVEN and step.on <= until)


def cure_deadline(crossed_on: date) -> date:
    """The 180th day after an excess was received, or the end of that year if it comes first."""
    return min(date(crossed_on.year, 12, 31), crossed_on + DAYS)


def find_excesses(ledger: Ledger, policy: Policy, today: date) -> list[Excess]:
    """All that ever went over a limit that can be cured, up to a day; by party, rule and day."""
    rules = [preset for preset in policy.presets if preset.cure and blocks(preset, policy)]
    return [
        one
        for party_id, years in groupby(ledger.years() if rules else (), key=itemgetter(0))
        for mine in [[year for _, year in years]]
        for preset in sorted(rules, key=lambda preset: preset.id)
        for one in of_party(party_id, of_years(party_id, mine, preset, ledger, today), ledger)
    ]


def of_party(party_id: int, over: Iterable[Spell], ledger: Ledger) -> Iterator[Excess]:
    """The excesses of a party over one rule's limit, by day; each cure bars the next."""
    cured_on = date.min
    for spell in over:
        first, last = spell.steps[0], spell.totals[-1]
        most, peak = most_within(spell.limit), max(spell.totals)
        one = Excess(
            party_id=party_id,
            party=ledger.name(party_id),
            limit=spell.limit,
            total=peak,
            excess=peak - most,
            left=max(0, last - most),
            gift_id=first.gift.id,
            crossed_on=first.on,
            returned=spell.returned(cure_deadline(first.on)),
            back_on=spell.back_on,
            inadvertent=spell.inadvertent,
            eligible=cured_on < first.on - ONCE_IN,
        )
        cured_on = spell.steps[-1].on if one.cured else cured_on
        yield one


def of_years(
    party_id: int, years: Iterable[int], preset: Preset, ledger: Ledger, today: date
) -> Iterator[Spell]:
    """Each time that a party was over a rule's limit, of the years that have a figure."""
    for year in years:
        cents = annual_cents(preset, year)
        if cents is not None:
            mine = [
                share
                for share in ledger.shares(party_id, year)
                if speaks(preset, party_id, share, ledger)
            ]
            yield from spells_over(
                balance_steps(mine, ledger, today), Limit(cents, op_of(preset), preset)
            )


def speaks(preset: Preset, party_id: int, share: Share, ledger: Ledger) -> bool:
    """Whether a rule speaks to a party's share."""
    gift, people = share.gift, ledger.people
    party = class_of(people[party_id].kind_on(gift.given_on))
    return counts_against(preset, share, party, people) and any(
        applies(preset, whom, gift.payer, gift.given_on)
        for whom in (party, recipient_class(gift, people))
    )


def balance_steps(mine: Iterable[Share], ledger: Ledger, today: date) -> list[Step]:
    """What was given, and what came back of it, up to a day.

    Of one day, what came back of earlier gifts comes first.
    """
    taken = [step for share in mine for step in of_gift(share.gift, ledger)]
    return sorted(
        (step for step in taken if step.on <= today),
        key=lambda step: (step.on, step.rank, step.gift.id),
    )


def of_gift(gift: Gift, ledger: Ledger) -> Iterator[Step]:
    """A gift on its day, and what was left of it whenever something came back."""
    kept = gift.value_cents
    yield Step(gift.given_on, GIVEN, gift, cents_for_each(gift, kept))
    for one in ledger.returns_of(gift.id):
        kept = max(0, kept - one.cents)
        rank = BACK_AT_ONCE if one.on == gift.given_on else BACK_BEFORE
        yield Step(one.on, rank, gift, cents_for_each(gift, kept), one.inadvertent)


def spells_over(taken: Iterable[Step], limit: Limit) -> Iterator[Spell]:
    """Each time from over a limit to within it again."""
    now: dict[int, int] = {}
    over: list[Step] = []
    totals: list[int] = []
    for step in taken:
        now[step.gift.id] = step.cents
        total = sum(now.values())
        broken = limit.broken_by(total)
        if broken or over:
            over, totals = [*over, step], [*totals, total]
        if over and not broken:
            yield Spell(limit, over, totals)
            over, totals = [], []
    if over:
        yield Spell(limit, over, totals)


def most_within(limit: Limit) -> int:
    """The most that keeps a limit."""
    return limit.cents - (limit.op is Op.LT)


def flag_missed_cures(excesses: Iterable[Excess], today: date) -> list[Finding]:
    """RF-27: what was over a limit and nothing mends any more, and why."""
    return [
        make_finding(
            "RF-27",
            Severity.HIGH,
            f"{over_text(one)}; {why_not(one)}.",
            basis_of(one.limit.preset),
            [one.gift_id],
            parties=(one.party_id,),
        )
        for one in excesses
        if one.is_missed(today)
    ]


def cure_advice(one: Excess, today: date) -> str:
    """What is over, by how much, and until when it can be given back, in one sentence."""
    if one.is_open(today):
        amount = f"{one.left / 100:.2f}"
        line = type_line("gift return", one.gift_id, "--amount", amount, "--inadvertent")
        return (
            f"{over_text(one)}; if that was by mistake, {cents_text(one.left)} has to come back by"
            f" {one.deadline}. Then: {line}"
        )
    if one.cured:
        return f"{over_text(one)}; it came back on {one.back_on}, by {one.deadline}."
    return f"{over_text(one)}; {why_not(one)}."


def over_text(one: Excess) -> str:
    """The excess and its year in words."""
    return (
        f"{cents_text(one.total)} for {one.party} in {one.crossed_on.year} is"
        f" {cents_text(one.excess)} over the limit of {cents_text(one.limit.cents)}"
    )


def why_not(one: Excess) -> str:
    """Why nothing mends it any more."""
    if not one.small:
        return "that is more than half of the limit, and giving it back does not mend it"
    if not one.eligible:
        return "one was given back within the three years before, and it mends only once"
    if one.inadvertent is False:
        return "nobody said that it was by mistake when it came back"
    came = f"{cents_text(one.returned)} had come back" if one.returned else "nothing had come back"
    return f"by {one.deadline} {came}"
