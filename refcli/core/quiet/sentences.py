"""Who has gone quiet or slows: in a coordinator's words, as owed items, and the working."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.owed.items import DueItem, Ground, make_item
from refcli.core.quiet.season import FLAT
from refcli.core.quiet.silence import (
    Arrivals,
    Evidence,
    QuietState,
    Sign,
    SourceHistory,
    find_signs_of_silence,
    know_practice,
)
from refcli.phrases import count_phrase

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RAREST, USUAL = 10_000, 0.4  # chances that are told in words
MONTH, LONG = 30.4, 60  # days; from so many on a gap is told in months


@dataclass(frozen=True, slots=True)
class QuietFacts:
    """When the referrals came, as known on a day; ``floor``: nothing older is brought up."""

    everyone: Sequence[Arrivals] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    floor: date = date.min

    def signs(self, ground: Ground, today: date) -> list[Sign]:
        """Every source in use that is slipping away today."""
        threshold = 1 / ground.rules.quiet_in
        found = find_signs_of_silence(
            self.everyone, self.totals, today=today, threshold=threshold, floor=self.floor
        )
        return [one for one in found if not ground.parties[one.source_id].archived]


def gone_quiet(ground: Ground, facts: QuietFacts, today: date) -> Iterator[DueItem]:
    """One item per source that is slipping away; a contact closes it. No gift is ever proposed."""
    for one in facts.signs(ground, today):
        party = ground.parties[one.source_id]
        reason = (
            f"{'gone quiet' if one.state is QuietState.QUIET else 'slowing'}: {describe_sign(one)}"
        )
        yield make_item(ground, f"Q{party.id}", party, one.since, reason)


def describe_sign(one: Sign) -> str:
    """Usually every 9 days; 41 days silent; by chance 1 in 300."""
    if one.state is QuietState.QUIET:
        what = f"{count_phrase(one.silent_days, 'day')} silent"
    else:
        what = f"{one.got} in the last 90 days where {one.expected:.0f} were to be expected"
    return f"usually every {gap_text(one.gap_days)}; {what}; by chance {one_in(one.chance)}"


def gap_text(days: float) -> str:
    """A usual gap: day, 9 days, 3 months."""
    if days >= LONG:
        return f"{days / MONTH:.0f} months"
    return "day" if round(days) <= 1 else f"{days:.0f} days"


def one_in(chance: float) -> str:
    """A chance in words, to two figures: 1 in 300, or less than 1 in 10,000."""
    if chance >= USUAL:
        return "nothing unusual"
    if chance * RAREST < 1:
        return f"less than 1 in {RAREST:,}"
    times = 1 / chance
    digits = 10 ** max(0, len(str(int(times))) - 2)
    return f"1 in {round(times / digits) * digits:,}"


def explain_silence(facts: QuietFacts, source_id: int, today: date, quiet_in: int) -> Iterable[str]:
    """How the answer about one source comes about, a step a line."""
    case = find_case(facts, source_id, quiet_in)
    if case is None:
        return ["Fewer than 3 countable referrals: nothing can be said of a silence."]
    silent, slow = case.silent(today), case.slow(today)
    return [*basis_lines(silent), *silence_steps(case, silent, today, quiet_in), *slow_steps(slow)]


def find_case(facts: QuietFacts, source_id: int, quiet_in: int) -> SourceHistory | None:
    """One source before the rules; None with fewer than 3 countable referrals."""
    mine = next((one for one in facts.everyone if one.source_id == source_id), None)
    known = know_practice(facts.everyone, facts.totals)
    return SourceHistory(mine.days, known, 1 / quiet_in) if mine else None


def working_figures(
    facts: QuietFacts, source_id: int, today: date, quiet_in: int
) -> dict[str, object]:
    """The numbers of the working by their names; None where nothing can be told."""
    case = find_case(facts, source_id, quiet_in)
    silent, slow = (case.silent(today), case.slow(today)) if case else (None, None)
    before = silent.before if silent else None
    told = slow if slow and slow.before else None
    clock = silent.known.clock if silent else FLAT
    return {
        "last_referral": silent and silent.after,
        "usual_days": before and round(before.days / before.count),
        "silent_days": silent and (today - silent.after).days,
        "chance": round(silent.chance, 4) if silent and before else None,
        "quiet_in": quiet_in,
        "quiet_since": case.quiet_since(today) if case else None,
        "pace_referrals": before and before.count,
        "pace_days": before and before.days,
        "season": None if clock is FLAT else [round(speed, 2) for speed in clock.speeds],
        "clumping": silent and round(silent.known.phi, 4),
        "slow_until": told and told.until,
        "slow_referrals": told and told.got,
        "slow_expected": told and round(told.expected, 4),
        "slow_chance": told and round(told.chance, 4),
    }


def basis_lines(silent: Evidence) -> Iterator[str]:
    """What is known of the practice and of the source's own pace."""
    clock, phi = silent.known.clock, silent.known.phi
    if clock is FLAT:
        yield "Season: none; it takes two full years of the practice's referrals."
    else:
        speeds = ", ".join(f"{m} {s:.2f}" for m, s in zip(MONTHS, clock.speeds, strict=True))
        yield f"Season, a day of each month against the average day: {speeds}."
    yield f"Clumping over the practice: phi = {phi:.2f} (0 is pure chance)."
    if before := silent.before:
        yield (
            f"Pace: n = {before.count} referrals in T = {before.days} days up to {silent.after}"
            f" ({before.span:.0f} season-days), one every {gap_text(before.days / before.count)}."
        )
    else:
        yield "Pace: fewer than 3 referrals in the two years up to the last one; none can be told."


def silence_steps(
    case: SourceHistory, silent: Evidence, today: date, quiet_in: int
) -> Iterator[str]:
    """The silence, its chance, and what follows."""
    gap = sum(silent.parts)
    days = count_phrase((today - silent.after).days, "day")
    yield f"Silence: g = {days} ({gap:.0f} season-days)."
    if silent.before is None:
        return
    formula = "(T / (T + g)) ** n" if not silent.known.phi else "the same with clumps of size phi"
    yield f"Chance of so long a silence, {formula}: {silent.chance:.4f}, {one_in(silent.chance)}."
    since = case.quiet_since(today)
    yield f"Quiet since {since}." if since else f"Not quiet: the limit is 1 in {quiet_in:,}."


def slow_steps(slow: Evidence) -> Iterator[str]:
    """The last 90 days against the time before."""
    if slow.before is None:
        return
    yield (
        f"The 90 days to {slow.until}: {slow.got} where {slow.expected:.1f} were to be expected;"
        f" chance of so few {slow.chance:.4f}, {one_in(slow.chance)}."
    )
