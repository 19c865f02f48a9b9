"""What the first page of a report is made from: as much as a terminal shows, and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from refcli.core.comparing.comparison import Coverage
from refcli.core.due.visits import is_unmet
from refcli.core.owed.items import DueItem, Ground, Party
from refcli.core.owed.settings import DueRules
from refcli.core.plan.figures import Due, Kept
from refcli.core.quiet.sentences import QuietFacts
from refcli.core.quiet.silence import Sign
from refcli.core.referrals.our_providers import OurProvider
from refcli.core.report.do_next import is_late
from refcli.core.report.front import FrontFacts, Spans, by_period
from refcli.core.report.further.front import FrontMonths
from refcli.core.report.further.promises import judge_promises
from refcli.core.values.periods import Period, last_twelve_months
from refcli.core.vocabulary import REFERRERS
from refcli.storage import plan
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import read_changed
from refcli.storage.counting import ages, figures
from refcli.storage.counting.narrowing import leave_out_others
from refcli.storage.owed.ground import read_ground, read_marks
from refcli.storage.owed.parties import read_parties
from refcli.storage.quiet import monthly_totals, quiet_facts
from refcli.storage.report import comparing


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What several tables of a report rest on, read once.

    ``dues``: per promise, what fell due in the period, and what came of it.
    """

    ground: Ground
    silence: QuietFacts
    dues: Mapping[str, Sequence[Due]]


def read_groundwork(book: Book, spans: Spans) -> Groundwork:
    """The sources and how they stand, when the referrals came, and what fell due."""
    ground = read_ground(book, spans.now.until)
    return Groundwork(
        ground,
        quiet_facts(book, ground.marks),
        read_dues(book, spans.now, ground.parties, ground.rules),
    )


def front_facts(book: Book, spans: Spans, known: Groundwork | None = None) -> FrontFacts:
    """Everything that the first page shows; ``known``: what was read for it already."""
    known = known or read_groundwork(book, spans)
    ground, silence, until = known.ground, known.silence, spans.now.until
    coverage = Coverage(ages.records_begin(book, silence.totals, until))
    came = count_facts(book, spans, silence, coverage)
    unmet = find_unmet(ground.parties, until)
    silent = comparing.find_lasting(silence, ground, min(until, book.today))
    goal = comparing.read_goal(book, until)
    late = is_late(until, book.today)
    owed, losing = ([], []) if late else read_work(book, ground, silence)
    return replace(
        came,
        kept=judge_promises(known.dues, unmet, book.today),
        further=replace(came.further, goal=goal, unmet=unmet),
        quiet=silent,
        compared=replace(
            came.compared,
            goal=goal,
            contacts=comparing.last_contacts(book, {one.source_id for one in silent}, until),
            kept_before=keep_before(book, spans, ground),
            silent_by_chance=comparing.expect_silent(silence, ground, min(until, book.today)),
        ),
        owed=owed,
        quiet_today=losing,
        places={} if late else count_places(book, [last_twelve_months(book.today)]),
    )


def facts_of_one(book: Book, spans: Spans, ours: OurProvider) -> FrontFacts:
    """What the first page shows of whom one provider of ours sees; this reading has no others.

    Promises, work, silences and the goal are the whole practice's, and none of it is read: a place
    that sends to somebody else of ours is not silent.
    """
    until = spans.now.until
    whole = ages.records_begin(book, monthly_totals(book), until)
    leave_out_others(book, ours.spellings)
    silence = quiet_facts(book, read_marks(book))
    begin = ages.records_begin(book, silence.totals, until)
    return count_facts(book, spans, silence, Coverage(begin, ours.name, whole))


def count_facts(book: Book, spans: Spans, silence: QuietFacts, coverage: Coverage) -> FrontFacts:
    """Who referred how many, beside earlier periods."""
    return FrontFacts(
        credits=figures.credits_(book, spans.now.until),
        tallies=comparing.read_tallies(book, spans),
        further=FrontMonths(totals=silence.totals, first_on=coverage.begin),
        compared=comparing.read_compared(book, spans, silence, coverage),
        of_one=bool(coverage.provider),
    )


def count_places(book: Book, periods: Sequence[Period]) -> dict[Period, dict[int, int]]:
    """Per period: the countable referrals of each provider or office, with those who work in it."""
    found = figures.count_by_period(book, periods, places=True, kinds=REFERRERS)
    return by_period(periods, found)


def read_work(book: Book, known: Ground, silence: QuietFacts) -> tuple[list[DueItem], list[Sign]]:
    """What is due today, and who is silent today; ``known``: how the sources stood at the end."""
    ground = read_ground(book) if read_changed(book) else known
    owed = comparing.read_owed(book, ground, silence)
    return owed, comparing.find_lasting(silence, ground, book.today)


def keep_before(book: Book, spans: Spans, ground: Ground) -> dict[str, Kept]:
    """The promises of the period before, as they stood as long after its end as the report is.

    What was done, skipped or archived since then was not known on that day: it goes by the day on
    which it happened.
    """
    before = spans.previous
    day = before.until + timedelta(days=comparing.age_of(book, spans))
    parties = ground.parties  # as they still are where no fact of a source ever changed
    if read_changed(book):
        parties = read_parties(book, ground.rules, on=before.until)
    dues = read_dues(replace(book, today=day), before, parties, ground.rules)
    return judge_promises(dues, find_unmet(parties, before.until), day)


def find_unmet(parties: Mapping[int, Party], day: date) -> list[int]:
    """The places that nobody had met by the end of a day."""
    return [id_ for id_, one in parties.items() if is_unmet(one, day)]


def read_dues(
    book: Book, period: Period, parties: Mapping[int, Party], rules: DueRules
) -> dict[str, list[Due]]:
    """Per promise: what fell due in the period, and what came of it.

    ``parties``: the sources as they were at the end of the period.
    """
    return {
        "visit": plan.due_visit_days(book, period, parties),
        "thank-you": [*plan.due_thanks(book, period, rules.thank_after)],
        "report back": [*plan.due_report_days(book, period, rules.report_after)],
    }
