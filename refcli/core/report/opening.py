"""What a report opens with: three to five sentences on what changed and what to do about it.

Each is computed, and none is said where there is nothing to say.
"""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum

from refcli.core.counting.metrics import by_label, internal_referrals, sum_all
from refcli.core.report.facts import ReportFacts, ReportNames, Spans
from refcli.core.report.happened import INTERNAL_SHARE
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn
from refcli.phrases import count_phrase

MOST = 5
TENTH = 10  # of the referrals: from so many unknown ones on it is said


class Compare(StrEnum):
    """With what the opening compares the period."""

    PREVIOUS = "previous"
    LAST_YEAR = "last-year"


def opening_sentences(
    facts: ReportFacts, spans: Spans, names: ReportNames, as_of: date, compare: Compare
) -> list[str]:
    """What happened first, then what to do, the most pressing first."""
    other = spans.previous if compare is Compare.PREVIOUS else spans.last_year
    happened = (
        *tell_arrivals(facts, spans, other),
        *largest_change(facts, names, spans.now, other),
    )
    to_do = (line for find in TO_DO for line in find(facts, spans, names, as_of))
    return [*happened, *to_do][:MOST]


def tell_arrivals(facts: ReportFacts, spans: Spans, other: Period) -> Iterator[str]:
    """How many came, against the other period, and how many of them through people."""
    now, then = (sum_all(facts.tallies[period]).referrals for period in (spans.now, other))
    if not now and not then:
        return
    brought = f"{spans.now.label()} brought {count_phrase(now, 'referral')}"
    yield f"{brought}, {compare_numbers(now, then)} {other.label()} ({then})."
    if now:
        internal = internal_referrals(facts.tallies[spans.now], facts.credits)
        share = (200 * internal + now) // (2 * now)  # a half goes up, as in the table
        yield (
            f"{internal} of the {now} came from patients, providers, offices and insurers"
            f" ({share} %; the field reports {INTERNAL_SHARE})."
        )


def compare_numbers(now: int, then: int) -> str:
    """More or fewer than another number."""
    if now == then:
        return "as many as"
    return f"{now - then} more than" if now > then else f"{then - now} fewer than"


def largest_change(
    facts: ReportFacts, names: ReportNames, period: Period, other: Period
) -> Iterator[str]:
    """The source whose count changed the most, where that is more than one."""
    counts = facts.counted([period, other])
    changes = {
        id_: now - then for id_, (now, then) in counts.items() if not facts.credits[id_].built_in
    }
    if changes:
        id_ = max(changes, key=lambda one: (abs(changes[one]), -one))
        now, then = counts[id_]
        if abs(now - then) > 1:
            yield f"The largest change is that of {names.of(id_)}: {now} after {then}."


def tell_silent(
    facts: ReportFacts, _spans: Spans, names: ReportNames, _as_of: date
) -> Iterator[str]:
    """Who has gone quiet, the least likely silence by name."""
    if facts.quiet:
        first = min(facts.quiet, key=lambda one: (one.chance, one.source_id))
        sources = count_phrase(len(facts.quiet), "source")
        verb = "has" if len(facts.quiet) == 1 else "have"
        who = names.of(first.source_id)
        yield f"{sources} {verb} gone quiet or slow: get in touch, first with {who}."


def tell_unscheduled(
    facts: ReportFacts, _spans: Spans, _names: ReportNames, as_of: date
) -> Iterator[str]:
    """Who waits for an appointment, and how long the longest."""
    if facts.waiting:
        days = (as_of - min(one.since for one in facts.waiting)).days
        people = count_phrase(len(facts.waiting), "referred person", "referred people")
        verb = "waits" if len(facts.waiting) == 1 else "wait"
        longest = count_phrase(days, "day")
        yield f"{people} {verb} for an appointment, the longest for {longest}: call them."


def tell_unasked(
    facts: ReportFacts, spans: Spans, _names: ReportNames, _as_of: date
) -> Iterator[str]:
    """How many were not asked who sent them, where that is one in ten or more."""
    tallies = facts.tallies[spans.now]
    whole, unknown = sum_all(tallies).referrals, by_label(tallies, facts.credits)[BuiltIn.UNKNOWN]
    if unknown and unknown * TENTH >= whole:
        yield f"Nobody asked {unknown} of the {whole} who sent them: ask every new patient."


def in_vain(facts: ReportFacts, _spans: Spans, _names: ReportNames, _as_of: date) -> Iterator[str]:
    """How many places were visited again and again and never referred."""
    if facts.silent:
        places = count_phrase(len(facts.silent), "place")
        yield (
            f"{places} never referred in spite of many visits: put that effort into community,"
            " signage, print and digital marketing."
        )


Finder = Callable[[ReportFacts, Spans, ReportNames, date], Iterator[str]]
TO_DO: tuple[Finder, ...] = (tell_unscheduled, tell_silent, tell_unasked, in_vain)
