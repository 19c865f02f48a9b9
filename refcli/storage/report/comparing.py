"""What a report compares: tallies of equal age, the records' first day, places, silences, work."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import not_, select

from refcli.core.comparing.comparison import Coverage
from refcli.core.comparing.places import place_windows
from refcli.core.counting.metrics import Tally, add_by_source
from refcli.core.due.shown import OffList, pick_shown
from refcli.core.due.thank_yous import thank_yous
from refcli.core.due.visits import due_visits
from refcli.core.due.waiting import due_reports, due_schedules
from refcli.core.owed.items import DueItem, Ground
from refcli.core.plan.answers import goal_of
from refcli.core.quiet.season import month_of
from refcli.core.quiet.sentences import QuietFacts, gone_quiet
from refcli.core.quiet.silence import Sign
from refcli.core.report.compared import Compared, LastContact, PlaceTallies
from refcli.core.report.front import Spans
from refcli.core.report.silences import count_by_chance, find_silences
from refcli.core.values.periods import Period
from refcli.core.vocabulary import IN_PERSON, ActivityKind
from refcli.storage.book.door import Book
from refcli.storage.counting import ages
from refcli.storage.owed.referrals import find_unreported, find_unscheduled, find_unthanked
from refcli.storage.plan import read_answers
from refcli.storage.quiet import SPOKEN, read_whereabouts
from refcli.storage.schema.models import ACTIVITY


def age_of(book: Book, spans: Spans) -> int:
    """How many days after the end of its period a report looks at it."""
    return max(0, (book.today - spans.now.until).days)


def read_tallies(book: Book, spans: Spans) -> dict[Period, Sequence[Tally]]:
    """Each period's tallies, all of them as many days after its end as the report is."""
    age = timedelta(days=age_of(book, spans))
    return {period: ages.tallies_at(book, period, period.until + age) for period in spans.every}


def read_compared(book: Book, spans: Spans, silence: QuietFacts, coverage: Coverage) -> Compared:
    """What each place sent over the days that are compared."""
    windows = place_windows(spans.now, coverage)
    knowledge, month = silence.practice, month_of(spans.now.until)
    return Compared(
        coverage=coverage,
        age=age_of(book, spans),
        windows=windows,
        places=[tally_places(book, period, age_of(book, spans)) for period in windows.every],
        clock=knowledge.known(month).clock,
        clumping=knowledge.pairs.phi(month),  # a young book's own guess, rather than none at all
    )


def read_goal(book: Book, until: date) -> int | None:
    """The referrals that the plan of a day's year aims at."""
    return goal_of(read_answers(book, min(book.today, date(until.year, 12, 31))))


def tally_places(book: Book, period: Period, age: int) -> PlaceTallies:
    """Per place: what had become of the referrals of a period so many days after its end."""
    day = period.until + timedelta(days=age)
    found = add_by_source(ages.tallies_at(book, period, day, places=True))
    return PlaceTallies(period, age, found)


def expect_silent(silence: QuietFacts, known: Ground, day: date) -> float:
    """How many places are silent so long at the end of a day where nothing changed, on average."""
    return count_by_chance(silence, day, threshold=1 / known.rules.quiet_in)


def find_lasting(silence: QuietFacts, known: Ground, day: date) -> list[Sign]:
    """The silences that last at the end of a day, of places in use, whoever called there."""
    found = find_silences(silence, day, threshold=1 / known.rules.quiet_in)
    return [one for one in found if not known.parties[one.source_id].archived]


def last_contacts(book: Book, places: Collection[int], day: date) -> dict[int, LastContact]:
    """Per place: the latest time, by a day, that somebody of ours spoke with it."""
    if not places:
        return {}
    where = read_whereabouts(book)
    inside = {id_ for id_, office in where.offices.items() if office in places}
    whom = ACTIVITY.c.source_id.in_(sorted({*places, *inside, *where.stays}))
    spoke = ACTIVITY.c.kind.in_([kind.value for kind in (*IN_PERSON, *SPOKEN)])
    columns = (ACTIVITY.c.source_id, ACTIVITY.c.done_on, ACTIVITY.c.kind)
    rows = book.session.execute(
        select(*columns, ACTIVITY.c.met, ACTIVITY.c.who)
        .where(whom, spoke, not_(ACTIVITY.c.attempt), ACTIVITY.c.done_on <= day)
        .order_by(ACTIVITY.c.done_on, ACTIVITY.c.id)
    )
    found = {}
    for id_, on, kind, met, who in rows:
        found[where.place_on(id_, on)] = LastContact(on, ActivityKind(kind), met or "", who or "")
    return {id_: one for id_, one in found.items() if id_ in places}


def read_owed(book: Book, known: Ground, silence: QuietFacts) -> list[DueItem]:
    """What is due today of visits, thank-yous, reports, calls and quiet places."""
    today = book.today
    found = [
        *due_visits(known),
        *thank_yous(known, find_unthanked(book)),
        *due_reports(known, find_unreported(book)),
        *due_schedules(known, find_unscheduled(book), {}),
        *gone_quiet(known, silence, today),
    ]
    return pick_shown(found, OffList.on(today, known, silence), until=today, today=today)
