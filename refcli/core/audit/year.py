"""The audit of a year: the one place where gifts stand beside referrals.

What the rules say of every gift, what became of the ledger, and whether gifts follow referrals.
Signals, no verdicts; what was not looked at is told.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from refcli.core.audit.beside import Beside, gifts_of, set_beside
from refcli.core.audit.entries import build_cases, flag_hugging, of_entries
from refcli.core.audit.free_text import patients_data
from refcli.core.audit.ledger import flag_changes, flag_tampering, recorded_anyway, year_shifted
from refcli.core.audit.patterns import PATTERNS
from refcli.core.audit.permutation import ROUNDS
from refcli.core.audit.screen import VOLUME, Screen, make_signal
from refcli.core.audit.statistics import run_screens
from refcli.core.dealings.issues import Issue
from refcli.core.gifts.check import in_order
from refcli.core.gifts.cure import find_excesses, flag_missed_cures
from refcli.core.gifts.entries import GiftEntry
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger, hangs_on_referral
from refcli.core.gifts.rewards import Reward, review
from refcli.core.gifts.seals import Broken
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import IncentiveForm, Severity

NOT_CHECKED = {
    "RF-02 (part)": "Whether a gift was triggered by a referral that nobody declared: a gift has"
    " no link to a referral here. RF-11 looks at the days.",
    "RF-03 (part)": "The text of cards and letters: only what was entered with a gift is read.",
    "RF-21 (part)": "Whether every gift in the books of the practice is in the ledger: no expenses"
    " are kept here.",
    "RF-28": "Gifts as a share of a fee: no gift is linked to a patient's fee here.",
    "RF-29": "Names of patients in letters: letters are not kept here.",
    "RF-31": "Gifts that go both ways: what the practice is given is not kept here.",
}
NO_PRODUCTION = {
    "RF-12 (part)": "Gifts beside production: no production of the year's referrals is on record.",
}
NO_NAMES = {"RF-30 (part)": "Names of patients in free text: no names of patients were given."}
NO_PROGRAM = {
    "RF-33": "Drawings and points that hang on referrals: no reward of a program is on record.",
    "RF-35": "Rewards announced before: no reward of a program is on record.",
}
NO_CLOSE = {"RF-15": "Gifts that ended after a decline: the year is not over."}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFacts:
    """What an audit looks at, as known on a day.

    ``ledger`` holds the gifts of all years that stand, ``entries`` those voided and replaced too.
    ``eligible``: every source that could have been given something in the year, whether it refers
    or not; its kind says its class. ``referrals``: the days of countable referrals credited to each
    source, ever. ``production_cents``: of each source's referrals of the year. ``patients``: the
    names of referred patients. ``fault`` is what the chain of seals has against it.
    ``offers``: the issues about kickbacks.
    """

    year: int
    today: date
    ledger: Ledger
    entries: Sequence[GiftEntry]
    policy: Policy
    eligible: Collection[int]
    referrals: Mapping[int, Sequence[date]] = field(default_factory=dict)
    production_cents: Mapping[int, int] = field(default_factory=dict)
    patients: Collection[str] = ()
    rewards: Sequence[Reward] = ()
    fault: Broken | None = None
    head: str = ""
    offers: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What an audit found, what it reckoned, and what it could not look at.

    ``gifts`` are those recorded for the year, voided and replaced ones among them.
    """

    year: int
    today: date
    gifts: int
    findings: Sequence[Finding]
    screens: Sequence[Screen]
    not_checked: Mapping[str, str]
    head: str
    offers: Sequence[Issue] = ()


def audit(facts: AuditFacts, *, rounds: int = ROUNDS) -> AuditReport:
    """The findings of a year, the gravest first; the same whatever the order of the facts."""
    facts = replace(facts, entries=sorted(facts.entries, key=lambda entry: entry.gift.id))
    side = set_beside(
        facts.ledger, facts.year, facts.eligible, facts.referrals, facts.production_cents
    )
    tests = run_screens(side, rounds)
    own = {finding for flag in FLAGS for finding in flag(facts, side)}
    return AuditReport(
        year=facts.year,
        today=facts.today,
        gifts=sum(entry.gift.given_on.year == facts.year for entry in facts.entries),
        findings=in_order({*by_rule(facts), *own, *map(as_finding, flagged_tests(tests))}),
        screens=tests,
        not_checked=not_checked(facts),
        head=facts.head,
        offers=[one for one in facts.offers if is_of_year(one, facts.year)],
    )


def is_of_year(offer: Issue, year: int) -> bool:
    """Whether an issue was open in a year."""
    until = offer.closed_on.year if offer.closed_on else year
    return offer.record.opened_on.year <= year <= until


def flagged_tests(tests: Sequence[Screen]) -> list[Screen]:
    """The tests that flag."""
    return [test for test in tests if test.flagged]


def as_finding(test: Screen) -> Finding:
    """A test that flags, as a finding."""
    words = f"{test.name.capitalize()}: {test.words}"
    return make_signal(test.flag, Severity.HIGH, words, gifts=test.gifts, parties=test.parties)


def by_rule(facts: AuditFacts) -> set[Finding]:
    """RF-01 to 10, 17 to 22, 25, 26, 34, 36: what the check says of each gift of the year."""
    looked_at = build_cases(
        gifts_of(facts.ledger, facts.year), facts.ledger, facts.policy, facts.today
    )
    return of_entries(looked_at).union(flag_hugging(looked_at))


def of_ledger(facts: AuditFacts, _side: Beside) -> Iterator[Finding]:
    """RF-23, RF-24, RF-27, RF-30: what became of the ledger, and what stands in it."""
    entries, year = facts.entries, facts.year
    yield from flag_tampering(facts.fault)
    yield from flag_changes(entries, year)
    yield from recorded_anyway(entries, year)
    yield from year_shifted(entries, year, facts.ledger, facts.policy, facts.today)
    yield from patients_data(entries, year, facts.patients, facts.ledger.people)
    over = find_excesses(facts.ledger, facts.policy, facts.today)
    yield from flag_missed_cures((one for one in over if one.crossed_on.year == year), facts.today)


def pattern_findings(facts: AuditFacts, side: Beside) -> Iterator[Finding]:
    """RF-15, RF-16, RF-32: facts about gifts beside referrals that need no test."""
    for pattern in PATTERNS:
        yield from pattern(side, facts.ledger, facts.today)


def program_findings(facts: AuditFacts, _side: Beside) -> Iterator[Finding]:
    """RF-02, RF-33, RF-35: what the rules say of the practice's own rewards and drawings."""
    for reward in facts.rewards:
        for finding in review(reward, facts.policy, min(facts.today, date(facts.year, 12, 31))):
            yield replace(finding, words=f"Reward “{reward.what}”: {finding.words}")
    keyed = [gift for gift in gifts_of(facts.ledger, facts.year) if is_keyed(gift)]
    if keyed:
        words = "A drawing of which the entries hang on referrals."
        ids = [gift.id for gift in keyed]
        yield make_signal("RF-33", Severity.HIGH, words, gifts=ids, basis=VOLUME)


def is_keyed(gift: Gift) -> bool:
    """Whether a prize hangs on a referral."""
    return gift.form is IncentiveForm.PRIZE and hangs_on_referral(gift)


def not_checked(facts: AuditFacts) -> dict[str, str]:
    """The flags that the data could not answer, each with the reason."""
    more = (
        {} if any(facts.production_cents.values()) else NO_PRODUCTION,
        {} if facts.patients else NO_NAMES,
        {} if facts.rewards else NO_PROGRAM,
        {} if facts.today.year > facts.year else NO_CLOSE,
    )
    found = NOT_CHECKED.items() | {item for one in more for item in one.items()}
    return dict(sorted(found))


FLAGS: tuple[Callable[[AuditFacts, Beside], Iterator[Finding]], ...] = (
    of_ledger,
    pattern_findings,
    program_findings,
)
