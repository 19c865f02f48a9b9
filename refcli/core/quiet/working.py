"""How the answer about one silence comes about: a step a line, and its numbers by their names."""

from collections.abc import Iterable, Iterator
from datetime import date

from refcli.core.quiet.season import FLAT
from refcli.core.quiet.sentences import WEEKLY, QuietFacts, find_case, gap_text, one_in
from refcli.core.quiet.silence import (
    LEAST_PACE,
    LEAST_SILENCE,
    Evidence,
    SourceHistory,
)
from refcli.phrases import count_phrase

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def explain_silence(facts: QuietFacts, source_id: int, today: date, quiet_in: int) -> Iterable[str]:
    """How the answer about one source comes about, a step a line."""
    case, skipped = find_case(facts, source_id, quiet_in), facts.skips.get(source_id)
    said = [f"Left in peace {skipped.words(today)}."] if skipped and skipped.holds(today) else []
    if case is None:
        since = f" since {skipped.anew}" if skipped and skipped.anew > date.min else ""
        return [
            *said,
            f"Fewer than 3 countable referrals{since}: nothing can be said of a silence.",
        ]
    silent, slow = case.silent(today), case.slow(today)
    steps = silence_steps(case, silent, today, quiet_in)
    return [*said, *basis_lines(silent), *steps, *slow_steps(slow)]


def working_figures(
    facts: QuietFacts, source_id: int, today: date, quiet_in: int
) -> dict[str, object]:
    """The numbers of the working by their names; None where nothing can be told."""
    case = find_case(facts, source_id, quiet_in)
    silent, slow = (case.silent(today), case.slow(today)) if case else (None, None)
    skipped = facts.skips.get(source_id)
    left = skipped if skipped and skipped.holds(today) else None
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
        "clumping": silent and (None if silent.known.phi is None else round(silent.known.phi, 4)),
        "slow_until": told and told.until,
        "slow_referrals": told and told.got,
        "slow_expected": told and round(told.expected, 4),
        "slow_chance": told and round(told.chance, 4),
        "skipped_on": left and left.made_on,
        "skipped_until": left and left.until,
        "skipped_why": left and left.why,
    }


def basis_lines(silent: Evidence) -> Iterator[str]:
    """What is known of the practice and of the source's own pace."""
    clock, phi, span = silent.known.clock, silent.known.phi, "the two years up to the last one"
    if clock is FLAT:
        yield "Season: none; it takes two full years of the practice's referrals."
    else:
        speeds = ", ".join(f"{m} {s:.2f}" for m, s in zip(MONTHS, clock.speeds, strict=True))
        yield f"Season, a day of each month against the average day: {speeds}."
    if phi is None:
        yield f"Clumping over the practice: not known yet (it takes about two years), so {WEEKLY}."
    else:
        yield f"Clumping over the practice: phi = {phi:.2f} (0 is pure chance)."
    if before := silent.before:
        yield (
            f"Pace: n = {before.count} referrals in T = {before.days} days up to {silent.after}"
            f" ({before.span:.0f} season-days), one every {gap_text(before.days / before.count)}."
        )
    else:
        yield (
            f"Pace: none can be told; it takes 3 referrals after a first one in {span},"
            f" over {LEAST_PACE} days or more."
        )


def silence_steps(
    case: SourceHistory, silent: Evidence, today: date, quiet_in: int
) -> Iterator[str]:
    """The silence, its chance, and what follows."""
    gap = sum(silent.parts)
    days = count_phrase((today - silent.after).days, "day")
    yield f"Silence: g = {days} ({gap:.0f} season-days)."
    if silent.before is None:
        return
    plain = not silent.known.clumping
    formula = "(T / (T + g)) ** n" if plain else "the same with clumps of size phi"
    yield f"Chance of so long a silence, {formula}: {silent.chance:.4f}, {one_in(silent.chance)}."
    since = case.quiet_since(today)
    if since:
        yield f"Quiet since {since}."
    elif (today - silent.after).days < LEAST_SILENCE:
        yield f"Not quiet: before {LEAST_SILENCE} days it is no silence."
    else:
        yield f"Not quiet: the limit is 1 in {quiet_in:,}."


def slow_steps(slow: Evidence) -> Iterator[str]:
    """The last 90 days against the time before."""
    if slow.before is None:
        return
    yield (
        f"The 90 days to {slow.until}: {slow.got} where {slow.expected:.1f} were to be expected;"
        f" chance of so few {slow.chance:.4f}, {one_in(slow.chance)}."
    )
