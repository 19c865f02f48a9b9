"""What the rules about one gift look at: the gift, whose books it is in, the rules in force.

No referral gets in here, and none may: a gift has no strings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import (
    Gift,
    Ledger,
    Recipient,
    Share,
    class_of,
    in_order,
    parties_of,
    recipient_class,
    shares_of,
)
from refcli.core.policy.rules import Limit, Op, Policy, Preset, Role, annual_cents, blocks, rank_of
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import Payer, RecipientClass, Severity


@dataclass(frozen=True, slots=True)
class Basis:
    """The rule, its source and how sure it is: what a finding rests on."""

    rule: str
    source: str
    confidence: str


BUILT_IN = "built in"  # no preset states it; it holds whichever are in force
HOUSE = Basis(BUILT_IN, "A habit of honest books; no law states the figure", "policy")
KICKBACK = Basis(BUILT_IN, "42 USC 1320a-7b(b): no amount is too small", "medium")
NOT_MONETARY = Basis(BUILT_IN, "42 CFR 411.357(k)", "medium")


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit of the year, and what counts against it; ``direct`` is what the party itself got."""

    limit: Limit
    binds: bool
    shares: Sequence[Share]
    total: int
    direct: int

    @property
    def broken(self) -> bool:
        """Whether more counts against the limit than it allows."""
        return self.limit.broken_by(self.total)


@dataclass(frozen=True, slots=True)
class Account:
    """A party in the year of a gift, and the known limits that speak to it."""

    party_id: int
    name: str
    caps: Sequence[Cap]


@dataclass(frozen=True, slots=True)
class RulesOfDay:
    """The rules on a day: ``own`` speak to who got a gift, ``yearly`` also to its party.

    Those that bind this practice come first. ``item`` is the strictest limit of one gift.
    """

    party: RecipientClass
    own: Sequence[Preset]
    yearly: Sequence[Preset]
    item: Limit | None


@dataclass(frozen=True, slots=True)
class KnownOfGift:
    """What was worked out for one gift of a ledger and holds for the next ones."""

    rules: dict[tuple[RecipientClass, RecipientClass, Payer, date], RulesOfDay] = field(
        default_factory=dict
    )
    caps: dict[tuple[int, int, tuple[int, ...]], list[Cap]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftCase:
    """One gift before the rules: who got it, as what, and what counts for its parties."""

    gift: Gift
    ledger: Ledger
    policy: Policy
    today: date
    name: str
    whom: RecipientClass
    party: RecipientClass
    rules: Sequence[Preset]
    yearly: Sequence[Preset]
    item: Limit | None
    accounts: Sequence[Account]

    def binds(self, preset: Preset) -> bool:
        """Whether this practice has to keep the rule."""
        return blocks(preset, self.policy)


def counts_against(
    preset: Preset, share: Share, party: RecipientClass, people: Mapping[int, Recipient]
) -> bool:
    """Whether a share counts against the yearly limit of a rule.

    A rule about a clinician counts what the clinician, its family and its staff got; a rule
    about staff alone counts what the staff got. A rule that has ended counts no later gift.
    """
    ended = preset.effective_to is not None and preset.effective_to < share.gift.given_on
    speaks = party in preset.recipients or recipient_class(share.gift, people) in preset.recipients
    return speaks and not ended


def build_case(
    gift: Gift, ledger: Ledger, policy: Policy, today: date, known: KnownOfGift | None = None
) -> GiftCase:
    """A gift with all that the rules look at; itself in the ledger, it counts once.

    ``known`` is what was worked out for gifts before it, all of the same ledger and policy.
    """
    known = known or KnownOfGift()
    recipient = ledger.people[gift.source_id]
    whom, party = recipient_class(gift, ledger.people), class_of(recipient.kind_on(gift.given_on))
    key = (whom, party, gift.payer, gift.given_on)
    rules = known.rules.get(key) or known.rules.setdefault(key, rules_of(policy, *key))
    return GiftCase(
        gift=gift,
        ledger=ledger,
        policy=policy,
        today=today,
        name=recipient.name,
        whom=whom,
        party=party,
        rules=rules.own,
        yearly=rules.yearly,
        item=rules.item,
        accounts=[
            build_account(party_id, rules, gift, ledger, policy, known)
            for party_id in parties_of(gift, ledger.people)
        ],
    )


def rules_of(
    policy: Policy, whom: RecipientClass, party: RecipientClass, payer: Payer, on: date
) -> RulesOfDay:
    """The rules that speak on a day to who got a gift, and to the party they belong to."""
    own = by_weight(policy.applicable(whom, payer, on), policy)
    yearly = own
    if whom is not party:
        more = policy.applicable(party, payer, on)
        yearly = by_weight({preset.id: preset for preset in (*own, *more)}.values(), policy)
    return RulesOfDay(party, own, yearly, policy.item_limit(whom, payer, on))


def build_account(  # noqa: PLR0913, PLR0917 - a party, its rules, and where its gifts are
    party_id: int,
    rules: RulesOfDay,
    gift: Gift,
    ledger: Ledger,
    policy: Policy,
    known: KnownOfGift,
) -> Account:
    """A party in the year of a gift; the same for each gift of that year that is on record."""
    key = (party_id, gift.given_on.year, tuple(map(id, rules.yearly)))
    caps = known.caps.get(key) if gift.id else None
    if caps is None:
        others = ledger.shares(party_id, gift.given_on.year)
        shares = merge_shares(others, gift, ledger, party_id)
        caps = [
            cap_of(limit, shares, rules.party, ledger, policy)
            for limit in limits_of(rules.yearly, gift.given_on.year)
        ]
    if gift.id:
        known.caps[key] = caps
    return Account(party_id, ledger.name(party_id), caps)


def limits_of(rules: Iterable[Preset], year: int) -> Iterator[Limit]:
    """The known limits of a year; a rule about taxes limits nothing."""
    for preset in rules:
        cents = annual_cents(preset, year)
        if cents is not None and preset.role is not Role.TAX:
            yield Limit(cents, op_of(preset), preset)


def cap_of(
    limit: Limit, shares: Iterable[Share], party: RecipientClass, ledger: Ledger, policy: Policy
) -> Cap:
    """A limit of the year with what counts against it."""
    mine = [share for share in shares if counts_against(limit.preset, share, party, ledger.people)]
    return Cap(
        limit=limit,
        binds=blocks(limit.preset, policy),
        shares=mine,
        total=sum(share.cents for share in mine),
        direct=sum(share.cents for share in mine if share.direct),
    )


def merge_shares(others: Iterable[Share], gift: Gift, ledger: Ledger, party_id: int) -> list[Share]:
    """Shares of a party with that of a gift, once, by day and number."""
    rest = [share for share in others if not gift.id or share.gift.id != gift.id]
    own = shares_of(gift, ledger.people, ledger.returned(gift.id) if gift.id else 0)
    return sorted([*rest, *(one for one in own if one.party_id == party_id)], key=in_order)


def by_weight(presets: Iterable[Preset], policy: Policy) -> list[Preset]:
    """Rules that bind this practice first."""
    return sorted(
        presets,
        key=lambda preset: (not blocks(preset, policy), rank_of(preset)),
    )


def op_of(preset: Preset) -> Op:
    """How a rule compares with its yearly limit: less than it, or no more than it."""
    return preset.annual_series.op if preset.annual_series else preset.op


def basis_of(preset: Preset) -> Basis:
    """The basis of a finding that a rule alone gives."""
    return Basis(preset.id, preset.source, preset.confidence)


def basis_of_year(preset: Preset, year: int) -> Basis:
    """The basis of a finding that a rule gives with its figure for a year."""
    series = preset.annual_series
    if not series:
        return basis_of(preset)
    sure = series.confidence.get(year, preset.confidence)
    return Basis(preset.id, f"{preset.source}; {series.source}", sure)


def make_finding(  # noqa: PLR0913 - what a finding is made of
    flag: str,
    severity: Severity,
    words: str,
    basis: Basis = HOUSE,
    gifts: Iterable[int] = (),
    *,
    parties: tuple[int, ...] = (),
    absolute: bool = False,
) -> Finding:
    """A finding; its evidence are the gifts that are on record."""
    return Finding(
        flag=flag,
        severity=severity,
        words=words,
        rule=basis.rule,
        source=basis.source,
        confidence=basis.confidence,
        gifts=tuple(sorted({number for number in gifts if number > 0})),
        parties=parties,
        absolute=absolute,
    )


def limit_text(limit: Limit) -> str:
    """A limit in words: $75, or less than $10."""
    return f"{'less than ' if limit.op is Op.LT else ''}{cents_text(limit.cents)}"
