"""The ledger of gifts as tables: what stands, what counted, what has to come back, plans."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from refcli.core.gifts.check import find_verdict, refuses
from refcli.core.gifts.cure import Excess, cure_advice
from refcli.core.gifts.entries import GiftEntry
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger, Recipient, Share
from refcli.core.gifts.plan import Courtesy, CourtesyPlan, Planned
from refcli.core.gifts.rewards import Ban, KeptReward, Reward, propose_rewards, review
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.policy.rules import Policy
from refcli.core.values.money import cents_text

REWARD_COLUMNS = (
    Column("kind", "Kind"),
    Column("id", "#", Type.ID),
    Column("what", "What"),
    Column("to_whom", "To whom"),
    Column("occasion", "When"),
    Column("value", "At most", Type.MONEY),
    Column("words", "What the rules say"),
)
RewardRow = tuple[str, int | None, str, str, str, int | None, str]
FINDING_COLUMNS = (
    Column("severity", "How grave"),
    Column("flag", "Flag"),
    Column("words", "What was found"),
    Column("rule", "Rule"),
    Column("source", "Source", machine_only=True),
    Column("confidence", "Confidence"),
)
LEDGER = (
    Column("id", "#", Type.ID),
    Column("given_on", "Given", Type.DATE),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "To"),
    Column("item", "What"),
    Column("form", "Form"),
    Column("value", "Value", Type.MONEY),
    Column("kept", "Kept", Type.MONEY),
    Column("heads", "Heads", Type.COUNT),
    Column("occasion", "Occasion"),
    Column("given_by", "By", machine_only=True),
    Column("approved_by", "Approved"),
    Column("entered_on", "Entered", Type.DATE, machine_only=True),
    Column("entered_by", "Entered by", machine_only=True),
    Column("standing", "How it stands"),
)
STATEMENT = (
    Column("id", "#", Type.ID),
    Column("given_on", "Given", Type.DATE),
    Column("party", "Counted for"),
    Column("item", "What"),
    Column("occasion", "Occasion"),
    Column("value", "Value", Type.MONEY),
    Column("counted", "Counted", Type.MONEY),
)
CURE = (
    Column("party", "Who"),
    Column("limit", "Limit", Type.MONEY),
    Column("total", "Total", Type.MONEY),
    Column("excess", "Over", Type.MONEY),
    Column("deadline", "Until", Type.DATE),
    Column("words", "What can be done"),
)
PLAN = (
    Column("source_id", "Id", Type.ID),
    Column("source", "To"),
    Column("value", "Value", Type.MONEY),
    Column("verdict", "What the rules say"),
)


def ledger_table(
    entries: Sequence[GiftEntry], people: Mapping[int, Recipient], year: int, today: date
) -> Table:
    """One row per gift that was ever recorded, by day."""
    ordered = sorted(entries, key=lambda entry: (entry.gift.given_on, entry.gift.id))
    rows = [ledger_row(entry, people) for entry in ordered]
    note = f"Given in {year}, as recorded by {today}; retail value. Nothing is ever taken out."
    return Table(f"Gifts of {year}", LEDGER, rows, note, empty=f"No gift of {year} is on record.")


def ledger_row(entry: GiftEntry, people: Mapping[int, Recipient]) -> tuple[Cell, ...]:
    """The cells of one gift."""
    gift = entry.gift
    to = people[gift.source_id].name
    return (
        gift.id,
        gift.given_on,
        gift.source_id,
        f"{gift.person}, {gift.relation} of {to}" if gift.person else to,
        gift.item,
        gift.form.value,
        gift.value_cents,
        entry.left_cents if entry.stands else 0,
        gift.heads,
        gift.occasion,
        gift.given_by,
        gift.approved_by,
        gift.entered_on,
        gift.entered_by,
        gift_standing(entry),
    )


def gift_standing(entry: GiftEntry) -> str:
    """The standing of a gift in words: voided, corrected, come back or recorded anyway."""
    said = []
    if gone := entry.gone:
        said.append(f"{'voided' if gone.voided else f'replaced by {gone.row}'}: {gone.why}")
    if entry.replaces:
        said.append(f"replaces {entry.replaces}: {entry.why}")
    said += [
        f"{cents_text(one.cents)} came back on {one.on}" for one in entry.returns if not one.gone
    ]
    if entry.gift.anyway:
        said.append(f"recorded anyway: {entry.gift.anyway}")
    return "; ".join(said) or "stands"


def counts_at(ledger: Ledger, share: Share, place_id: int) -> bool:
    """Whether a share is of a day on which its party worked at a place."""
    return ledger.people[share.party_id].place_on(share.gift.given_on) == place_id


def statement_table(ledger: Ledger, source_id: int, year: int, today: date) -> Table:
    """What counted in a year for a source, and of a place for each who works there."""
    whose = ledger.people[source_id]
    parties = (*sorted({*whose.members, *whose.movers} - {source_id}), source_id)
    rows = [
        (
            share.gift.id,
            share.gift.given_on,
            ledger.name(party),
            share.gift.item,
            share.gift.occasion,
            share.gift.value_cents,
            share.cents,
        )
        for party in parties
        for share in ledger.shares(party, year)
        if party not in whose.movers or counts_at(ledger, share, source_id)
    ]
    totals = "; ".join(
        f"{ledger.name(party)}: {cents_text(ledger.total(party, year))}"
        for party in parties
        if ledger.shares(party, year)
    )
    note = f"As recorded by {today}; what came back is taken off. {totals}".strip()
    title = f"Gifts of {year} that count for {ledger.name(source_id)}"
    return Table(title, STATEMENT, rows, note, empty=f"Nothing of {year} counts.")


def cure_table(excesses: Sequence[Excess], today: date) -> Table:
    """One row per time that a limit was exceeded."""
    rows = [
        (one.party, one.limit.cents, one.total, one.excess, one.deadline, cure_advice(one, today))
        for one in excesses
    ]
    note = (
        f"As of {today}. By 42 CFR 411.357(k)(3): by mistake, no more than half of the limit, back"
        " within 180 days and the year, once in three years."
    )
    return Table("Over a limit", CURE, rows, note, empty="Nothing is over a limit that has a cure.")


def plan_table(plan: CourtesyPlan, courtesy: Courtesy, day: str) -> Table:
    """One row per member of the class, all of them the same."""
    rows = [plan_row(row) for row in plan.rows]
    without = ", ".join(one.name for one in plan.without)
    note = (
        f"The same for all of the class that are in use, by name, on {day}: {courtesy.item},"
        f" {cents_text(courtesy.value_cents)} each, {cents_text(plan.value_cents)} in all."
    )
    note += f" Not to those who want no gifts: {without}." if without else ""
    title = f"Plan for {courtesy.occasion}"
    return Table(title, PLAN, rows, note, empty="Nobody of this class is in use.")


def plan_row(row: Planned) -> tuple[Cell, ...]:
    """The cells of one member."""
    each = dict.fromkeys(one.words for one in row.findings)  # two rules may say the same
    said = " ".join([find_verdict(row.findings), *each])
    return row.recipient.id, row.recipient.name, row.gift.value_cents, said


def findings_table(findings: Sequence[Finding]) -> Table:
    """One row per finding, the gravest first."""
    rows = [tuple(finding_record(one).values()) for one in findings]
    verdict = find_verdict(findings)
    return Table("Findings", FINDING_COLUMNS, rows, verdict, empty=verdict)


def finding_record(one: Finding) -> dict[str, str]:
    """A finding for programs."""
    return {
        "severity": one.severity.value,
        "flag": one.flag,
        "words": one.words,
        "rule": one.rule,
        "source": one.source,
        "confidence": one.confidence,
    }


def record_gift(gift: Gift, name: str, findings: Sequence[Finding]) -> dict[str, object]:
    """A gift and what was found, for programs."""
    return {
        "id": gift.id or None,
        "source_id": gift.source_id,
        "source": name,
        "item": gift.item,
        "given_on": gift.given_on,
        "value": gift.value_cents / 100,
        "form": gift.form.value,
        "verdict": find_verdict(findings),
        "refused": refuses(findings),
        "findings": [finding_record(one) for one in findings],
    }


def reward_table(
    program: Sequence[KeptReward], policy: Policy, bans: Iterable[Ban], today: date
) -> Table:
    """Our own rewards, what could be added, and what states forbid."""
    rows = [
        *own_reward_rows(program, policy, today),
        *proposal_rows(policy, today),
        *ban_rows(bans),
    ]
    note = (
        f"As of {today}, state {policy.state or 'not said'}. Proposed is only what no rule in"
        " force bars; that a state is not listed is no permission."
    )
    return Table("Rewards for patients", REWARD_COLUMNS, rows, note)


def own_reward_rows(program: Sequence[KeptReward], policy: Policy, on: date) -> list[RewardRow]:
    """The rewards of our own program, with what the rules say of each."""
    found = [(kept.id, kept.reward, review(kept.reward, policy, on)) for kept in program]
    return [
        reward_row("ours", id_, one, " ".join([find_verdict(said), *(each.words for each in said)]))
        for id_, one, said in found
    ]


def proposal_rows(policy: Policy, on: date) -> list[RewardRow]:
    """Rewards that no rule in force bars, one row each."""
    return [
        reward_row("proposed", None, one.reward, one.words) for one in propose_rewards(policy, on)
    ]


def ban_rows(bans: Iterable[Ban]) -> list[RewardRow]:
    """The states whose rules forbid a reward for a referral, with the rule and its source."""
    return [
        (
            "forbidden",
            None,
            "reward for a referral",
            "patient",
            ban.state,
            None,
            f"{ban.words} {ban.preset.source} (confidence {ban.preset.confidence})",
        )
        for ban in bans
    ]


def reward_row(kind: str, id_: int | None, one: Reward, words: str) -> RewardRow:
    """The cells of one reward."""
    return kind, id_, one.what, one.to_whom.value, one.occasion, one.value_cents, words
