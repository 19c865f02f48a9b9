"""The audit of a year: the one place where gifts stand beside referrals.

What the rules say of every gift, what became of the ledger, and whether gifts follow referrals.
Signals, no verdicts; what was not looked at is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.audit_statistics import Screen, Year, screens, year_of
from refcli.core.chain import Broken
from refcli.core.cure import excesses, missed
from refcli.core.entries import Entry
from refcli.core.findings import Finding
from refcli.core.gift_check import check_all, in_order
from refcli.core.gifts import Ledger
from refcli.core.money import cents_text
from refcli.core.policy import Policy, strictest
from refcli.core.rewards import Reward, review
from refcli.core.vocabulary import Payer, RecipientClass, Severity

OWN = "screening signal of this audit"
BAIT = timedelta(days=60)
ENOUGH, FEWER, BAITED, CONCENTRATED = 3, 0.5, 3, 0.4
LEAST_PARTIES, HUGGED, HUGGING = 5, 3, 0.95
NOT_CHECKED = {
    "RF-21 (part)": "Whether every gift in the books of the practice is in the ledger: no expenses"
    " are kept here.",
    "RF-28": "Gifts as a share of a fee: no gift is linked to a fee here.",
    "RF-29": "Names of patients in letters: letters are not kept here.",
    "RF-30": "Patients' data in notes and cards: free text is not searched.",
    "RF-31": "Gifts that go both ways: what the practice receives is not kept here.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFacts:
    """What an audit looks at, as known on a day.

    ``eligible``: everybody of the clinicians who could have been given something in the year.
    ``referrals``: the days of countable referrals of each party, ever.
    """

    year: int
    today: date
    ledger: Ledger
    entries: Sequence[Entry]
    policy: Policy
    eligible: Sequence[int]
    referrals: Mapping[int, Sequence[date]] = field(default_factory=dict)
    rewards: Sequence[Reward] = ()
    fault: Broken | None = None
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What an audit found, what it reckoned, and what it could not look at."""

    year: int
    today: date
    gifts: int
    findings: Sequence[Finding]
    screens: Sequence[Screen]
    not_checked: Mapping[str, str]
    head: str


def audit(facts: AuditFacts) -> AuditReport:
    """The findings of a year, the gravest first, whatever the order of the facts."""
    year = year_of(facts.ledger, facts.year, facts.eligible, facts.referrals)
    found = screens(year)
    checked = check_all(facts.ledger, facts.policy, facts.today, facts.year)
    own = (finding for flag in FLAGS for finding in flag(facts, year))
    return AuditReport(
        year=facts.year,
        today=facts.today,
        gifts=sum(entry.gift.given_on.year == facts.year for entry in facts.entries),
        findings=in_order([*checked, *own, *map(as_finding, filter(marked, found))]),
        screens=found,
        not_checked=NOT_CHECKED,
        head=facts.head,
    )


def marked(screen: Screen) -> bool:
    """True of a test that flags."""
    return screen.flagged


def as_finding(screen: Screen) -> Finding:
    """A test that flags, as a finding."""
    return signal(screen.flag, Severity.HIGH, f"{screen.name.capitalize()}: {screen.words}")


def signal(
    flag: str,
    severity: Severity,
    words: str,
    gifts: Iterable[int] = (),
    parties: Iterable[int] = (),
) -> Finding:
    """A finding of the audit's own."""
    return Finding(
        flag=flag,
        severity=severity,
        words=words,
        rule=OWN,
        gifts=tuple(gifts),
        parties=tuple(parties),
    )


def tampered(facts: AuditFacts, year: Year) -> Iterator[Finding]:  # noqa: ARG001
    """RF-23: the chain of seals does not hold."""
    if facts.fault:
        yield signal(
            "RF-23", Severity.HIGH, f"The ledger was changed outside ref. {facts.fault.words}"
        )


def year_shifted(facts: AuditFacts, year: Year) -> Iterator[Finding]:  # noqa: ARG001
    """RF-24: a correction that moved a gift into another year."""
    days = {entry.gift.id: entry.gift.given_on for entry in facts.entries}
    for entry in facts.entries:
        before = days.get(entry.replaces or 0)
        if (
            before
            and before.year != entry.gift.given_on.year
            and facts.year
            in {
                before.year,
                entry.gift.given_on.year,
            }
        ):
            words = (
                f"Gift {entry.gift.id} moved from {before} to {entry.gift.given_on}: {entry.why}"
            )
            yield signal("RF-24", Severity.HIGH, words, [entry.gift.id])


def cures(facts: AuditFacts, year: Year) -> Iterator[Finding]:  # noqa: ARG001
    """RF-27: what was over a limit of the year and nothing mends any more."""
    over = excesses(facts.ledger, facts.policy, facts.today)
    yield from missed((one for one in over if one.crossed_on.year == facts.year), facts.today)


def withdrawn(facts: AuditFacts, year: Year) -> Iterator[Finding]:
    """RF-15: who sent half as many or fewer got nothing any more, once the year is over."""
    if facts.today <= date(facts.year, 12, 31):
        return
    before = year_of(facts.ledger, facts.year - 1, facts.eligible, facts.referrals)
    gifted = [party for party in before.parties if before.value[party] > 0]
    for party in gifted:
        others = [one for one in gifted if one != party]
        kept = sum(year.value[one] > 0 for one in others)
        fell = before.number(party) >= ENOUGH and year.number(party) <= FEWER * before.number(party)
        if fell and not year.value[party] and others and 2 * kept >= len(others):
            words = (
                f"{facts.ledger.name(party)} sent {before.number(party)} and then"
                f" {year.number(party)}, and got nothing any more, while others still did."
            )
            yield signal("RF-15", Severity.HIGH, words, parties=[party])


def bait(facts: AuditFacts, year: Year) -> Iterator[Finding]:
    """RF-16: a first gift before any referral, and the first referral soon after it."""
    before = {party for party, earlier in facts.ledger.years() if earlier < facts.year}
    first: dict[int, date] = {}
    for party, day in sorted(year.gifts, key=lambda gift: gift[1]):
        first.setdefault(party, day)
    caught = [
        party
        for party, day in first.items()
        if party not in before
        for days in (year.referrals.get(party, ()),)
        if days and day < days[0] <= day + BAIT
    ]
    if len(caught) >= BAITED:
        names = ", ".join(sorted(map(facts.ledger.name, caught)))
        words = f"A first gift, and within 60 days the first referral: {names}."
        yield signal("RF-16", Severity.WARN, words, parties=sorted(caught))


def concentrated(facts: AuditFacts, year: Year) -> Iterator[Finding]:
    """RF-32: more than four tenths of all that was given went to one."""
    whole = sum(year.value.values())
    if len(year.parties) < LEAST_PARTIES or not whole:
        return
    for party in year.parties:
        if year.value[party] > CONCENTRATED * whole:
            words = (
                f"{facts.ledger.name(party)} got {cents_text(year.value[party])} of"
                f" {cents_text(whole)} in all."
            )
            yield signal("RF-32", Severity.WARN, words, parties=[party])


def program(facts: AuditFacts, year: Year) -> Iterator[Finding]:  # noqa: ARG001
    """RF-02, RF-33, RF-35: what the rules say of the practice's own rewards."""
    for reward in facts.rewards:
        yield from review(reward, facts.policy, min(facts.today, date(facts.year, 12, 31)))


def hugging(facts: AuditFacts, year: Year) -> Iterator[Finding]:
    """RF-18: several who got all but as much as a limit of the year lets them."""
    whom, day = RecipientClass.CLINICIAN, date(facts.year, 12, 31)
    limit = strictest(facts.policy.annual_limits(whom, Payer.UNKNOWN, day))
    if limit is None:
        return
    near = [p for p in year.parties if HUGGING * limit.cents <= year.value[p] <= limit.cents]
    if len(near) >= HUGGED:
        words = f"{len(near)} got all but as much as the limit of {cents_text(limit.cents)} a year."
        yield signal("RF-18", Severity.WARN, words, parties=near)


FLAGS = (hugging, tampered, year_shifted, cures, withdrawn, bait, concentrated, program)
