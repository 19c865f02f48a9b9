"""Who has gone quiet or slows: in a coordinator's words, as owed items, and the working."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from refcli.core.owed.items import DueItem, Ground, Party, make_item
from refcli.core.quiet.knowledge import Arrivals, Knowledge, know_practice
from refcli.core.quiet.season import FLAT
from refcli.core.quiet.silence import (
    ENOUGH,
    LEAST_PACE,
    LEAST_SILENCE,
    REMEMBERED,
    Evidence,
    QuietState,
    Sign,
    SourceHistory,
    find_signs_of_silence,
    judge_source,
    trace_source,
)
from refcli.core.quiet.skips import Skip, name_skips
from refcli.core.values.day_words import full_day
from refcli.phrases import count_phrase

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RAREST, USUAL = 10_000, 0.4  # chances that are told in words
MONTH, LONG = 30.4, 60  # days; from so many on a gap is told in months
WEEKLY = "what came in one week counts once"
STATES = {QuietState.QUIET: "gone quiet", QuietState.SLOWING: "slowing"}


@dataclass(frozen=True)
class QuietFacts:
    """When the referrals came, as known on a day; ``floor``: nothing older is brought up.

    ``skips``: per place what was last decided about its silence.
    """

    everyone: Sequence[Arrivals] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    floor: date = date.min
    skips: Mapping[int, Skip] = field(default_factory=dict)

    @cached_property
    def practice(self) -> Knowledge:
        """What the practice knew of itself in any month, worked out once for all questions."""
        return know_practice(self.everyone, self.totals)

    @cached_property
    def traced(self) -> dict[tuple[Sequence[date], float], SourceHistory]:
        """The sources whose silence was asked for, by the days that count and the threshold."""
        return {}

    def trace(
        self, everyone: Iterable[Arrivals], threshold: float
    ) -> Iterator[tuple[Arrivals, SourceHistory]]:
        """Each source before the rules; the same one again where it is judged by the same days."""
        for one in everyone:
            key = (one.judged, threshold)
            if key not in self.traced:
                self.traced[key] = trace_source(one, self.practice, threshold)
            yield one, self.traced[key]

    def arrivals_of(self, place_id: int) -> Arrivals | None:
        """What came from a place; None where it is too little to tell anything."""
        return next((one for one in self.everyone if one.source_id == place_id), None)

    def left_in_peace(self, today: date) -> set[str]:
        """The keys that stay off the list today, whatever the silence has become meanwhile."""
        return {f"Q{id_}" for id_, one in self.skips.items() if one.hides(today)}

    def tell_back(self, sign: Sign) -> Iterator[str]:
        """Of a place that was left in peace during this silence: until when, and why."""
        skipped = self.skips.get(sign.source_id)
        if skipped and skipped.until and skipped.made_on > sign.last:
            why = f": {skipped.why}" if skipped.why else ""
            yield f"left in peace until {full_day(skipped.until)}{why}"

    def signs(self, ground: Ground, today: date) -> list[Sign]:
        """Every place in use that is slipping away today, those left in peace for a time too."""
        return [one for one in self.every_sign(ground, today) if one.since >= self.floor]

    def every_sign(self, ground: Ground, today: date) -> list[Sign]:
        """The same with those who were long silent when the book began."""
        threshold = 1 / ground.rules.quiet_in
        found = find_signs_of_silence(self.trace(self.everyone, threshold), today=today)
        return [one for one in found if not ground.parties[one.source_id].archived]


def gone_quiet(ground: Ground, facts: QuietFacts, today: date) -> Iterator[DueItem]:
    """One item per place that is slipping away; a contact closes it. No gift is ever proposed."""
    for one in facts.signs(ground, today):
        party = ground.parties[one.source_id]
        reason = "; ".join([f"{STATES[one.state]}: {describe_sign(one)}", *facts.tell_back(one)])
        yield make_item(ground, f"Q{party.id}", party, one.since, reason)


def describe_sign(one: Sign) -> str:
    """Usually every 9 days; 41 days silent; by chance 1 in 300."""
    return f"{describe_pace(one)}; by chance {one_in(one.chance)}"


def describe_pace(one: Sign) -> str:
    """Usually every 9 days; 41 days silent.

    Before the practice's clumping is known: usually every 9 days (what came in one week counts
    once) ...
    """
    if one.state is QuietState.QUIET:
        what = f"{count_phrase(one.silent_days, 'day')} silent"
    else:
        what = f"{one.got} in the last 90 days where {one.expected:.0f} were to be expected"
    usual = f"usually every {gap_text(one.gap_days)}{f' ({WEEKLY})' if one.weekly else ''}"
    return f"{usual}; {what}"


def tell_silence(facts: QuietFacts, ground: Ground, source_id: int, today: date) -> str:
    """The silence of a source's place on its page; empty where none can be told.

    ``usually every 9 days; 5 days silent; nothing unusual``, or what the due list says of it, and
    that it was skipped.
    """
    place = ground.parties[ground.parties[source_id].place_id]
    who = "" if place.id == source_id else f"{place.name}: "
    skipped = facts.skips.get(place.id)
    left = f"left in peace {skipped.words(today)}" if skipped and skipped.holds(today) else ""
    mine = facts.arrivals_of(place.id)
    case = find_case(facts, place.id, ground.rules.quiet_in)
    sign = judge_source(mine, case, today) if mine and case and not place.archived else None
    if sign and sign.since >= facts.floor:
        words = f"{STATES[sign.state]}: {describe_sign(sign)}"
        left = left if skipped and skipped.hides(today) else ""
    else:
        words = describe_calm(case, today) if case else ""
    told = "; ".join(filter(None, [words, left]))
    return f"{who}{told}" if told else ""


def describe_calm(case: SourceHistory, today: date) -> str:
    """The usual gap of a place that is not quiet, and how long it has been silent."""
    silent = case.silent(today)
    days = count_phrase((today - silent.after).days, "day")
    if silent.before is None:
        return f"{days} silent; its usual pace is not known yet"
    weekly = f" ({WEEKLY})" if silent.known.phi is None else ""
    usual = gap_text(silent.before.days / silent.before.count)
    chance = silent.chance
    rare = one_in(chance) if chance >= USUAL else f"by chance {one_in(chance)}"
    return f"usually every {usual}{weekly}; {days} silent; {rare}"


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


def find_case(facts: QuietFacts, source_id: int, quiet_in: int) -> SourceHistory | None:
    """One place before the rules; None with fewer than 3 referrals by which it is judged."""
    mine = facts.arrivals_of(source_id)
    if mine is None or len(mine.judged) < ENOUGH:
        return None
    return trace_source(mine, facts.practice, 1 / quiet_in)


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


def tell_skips(
    facts: QuietFacts, parties: Mapping[int, Party], signs: Sequence[Sign], today: date
) -> str:
    """Who is left in peace today, until when and why; empty for nobody."""
    back = {one.source_id for one in signs}
    skips = {
        parties[id_].name: one
        for id_, one in facts.skips.items()
        if one.hides(today) or (one.holds(today) and id_ not in back)
        if id_ in parties and not parties[id_].archived
    }
    return name_skips(skips, today)


def tell_past(facts: QuietFacts, every: Sequence[Sign], today: date) -> str:
    """How many were silent too long when the book began to be work today; empty for none."""
    past = [one for one in every if one.since < facts.floor and today - one.last <= REMEMBERED]
    if not past:
        return ""
    return (
        f"Left out: {count_phrase(len(past), 'place')} silent since before"
        f" {full_day(facts.floor)}, a year before this book began (ref report --section quiet)."
    )


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
