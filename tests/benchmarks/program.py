"""The program that a measured book keeps beside its referrals: five years of rota, and days."""

from dateutil.relativedelta import relativedelta

from refcli.core.duties.rota import Duty
from refcli.core.occasions import Occasion
from refcli.core.sources.records import NewSource
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import Every, Kind
from refcli.storage import duties, insurers, occasions
from refcli.storage.book.door import Book
from refcli.storage.sources import records as sources
from tests.benchmarks.records import DAYS, TODAY, Records

STAFF = ("Tina", "Omar", "Jo")
INSURERS, OUR_PROVIDERS = 10, ("Dr. Ray", "Dr. Amin", "Dr. Sole")
EVERY_TENTH = 10


def add_program(book: Book, made: Records) -> None:
    """Duties of each rhythm, a birthday for one in ten providers, two holidays, ten insurers."""
    for every in Every:
        add_duty(book, every)
    providers = [one for one in made.sources if one.kind is Kind.PROVIDER]
    for number, one in enumerate(providers[::EVERY_TENTH]):
        day = DAYS[number * 7 % 365]
        on = YearDay(day.month, min(day.day, 28))
        new = Occasion(name="birthday", on=on, added_on=DAYS[-300], source_id=one.id or 0)
        occasions.add(book, new)
    for name, on, kind in (
        ("christmas", YearDay(12, 25), Kind.OFFICE),
        ("thanksgiving", YearDay(11, 26), Kind.PROVIDER),
    ):
        new = Occasion(name=name, on=on, added_on=DAYS[-300], kind=kind, lead_days=10)
        occasions.add(book, new)
    for number in range(INSURERS):
        add_insurer(book, number)


def add_duty(book: Book, every: Every) -> None:
    """A duty since the first day of which every turn was done, but the last."""
    name, began = f"Ask, once a {every.value}", DAYS[0]
    new = Duty(id=0, name=name, every=every, starts_on=began, added_on=began)
    id_ = duties.add(book, new, STAFF, ("at check-out", "with a card"))
    past = [turn for turn in new.turns(TODAY) if turn.until < TODAY]
    for turn in past[:-1]:
        who = STAFF[turn.number % len(STAFF)]
        duties.finish(book, id_, turn.number, on=turn.until, who=who, asked=5, handed_out=9)


def add_insurer(book: Book, number: int) -> None:
    """An insurer who credentialed each of our providers; the first one's term ends soon."""
    new = NewSource(name=f"Insurer {number}", kind=Kind.INSURER, added_on=DAYS[0])
    source_id = sources.add_source(book, new)
    ends = TODAY + relativedelta(days=20, months=3 * number)
    values = {"since": ends - relativedelta(years=3), "until": ends, "in_network": True}
    for provider in OUR_PROVIDERS:
        insurers.record_membership(book, source_id, provider, values)
