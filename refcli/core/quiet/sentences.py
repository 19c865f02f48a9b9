"""Who has gone quiet or slows: in a coordinator's words, as owed items, and the working."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from refcli.core.owed.items import DueItem, Ground, Party, make_item
from refcli.core.quiet.knowledge import Arrivals, Knowledge, know_practice
from refcli.core.quiet.silence import (
    ENOUGH,
    REMEMBERED,
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


def find_case(facts: QuietFacts, source_id: int, quiet_in: int) -> SourceHistory | None:
    """One place before the rules; None with fewer than 3 referrals by which it is judged."""
    mine = facts.arrivals_of(source_id)
    if mine is None or len(mine.judged) < ENOUGH:
        return None
    return trace_source(mine, facts.practice, 1 / quiet_in)


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
