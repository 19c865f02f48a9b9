"""The sample practice's own program: its duties, days to remember, plan, insurers and party."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from refcli.core.channels import Spend
from refcli.core.duties.rota import Duty
from refcli.core.events.guests import Event
from refcli.core.gifts.ledger import Gift
from refcli.core.occasions import Occasion
from refcli.core.plan.answers import Question
from refcli.core.sample.practice import Sample
from refcli.core.values.periods import Period
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import Every, IncentiveForm, Kind
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

STAFF = ("Tina", "Marc", "Jo")
ASK = ("at check-out: whom may we thank?", "hand a card to everybody who is happy")
MONTHS_SPENT = 14
DONE_WEEKS = 4  # turns on record before the present one
PLAN = {
    Question.REQUEST: "In person at check-out, when somebody says that it went well.",
    Question.WHO_ASKS: "Whoever has the week on the rota; Dr. Ray after every root canal.",
    Question.HAND_OUT: "Two cards with the front desk's number; pads for the offices.",
    Question.FOLLOW_UP: "A call two weeks after the first visit, a report within a week.",
    Question.RESPONSIBLE: "Tina, with the list on Monday at eight.",
    Question.GOAL: "600",
}


def add_program(book: "Book", sample: Sample) -> None:
    """Add what a practice keeps beside referrals: duties, occasions, a plan, an event, gifts."""
    ids = {one.name: one.id for one in sample.sources if one.id}
    add_duty(book)
    add_occasions(book, ids)
    storage.plan.record_answers(book, PLAN)
    ends = book.today + timedelta(days=82)
    values = {"since": ends - relativedelta(years=3), "until": ends, "in_network": True}
    storage.insurers.record_membership(book, ids["Cascade Dental Plan"], "Dr. Ray", values)
    held = book.today + timedelta(days=17)
    party = Event(name="Winter open house", on=held, added_on=book.today)
    event_id = storage.events.add(book, party)
    storage.events.invite(book, event_id, every_office(book))
    add_gifts(book)
    add_channels(book, ids)


def every_office(book: "Book") -> list[int]:
    """All offices that want mail, visits and gifts, whether they refer or not."""
    with storage.book.firewall.raise_wall(book):
        offices = storage.occasions.read_members(book, [Kind.OFFICE])
    unwanted = ("do_not_mail", "do_not_visit", "no_gifts")
    return [one.id for one in offices if not any(getattr(one, wish) for wish in unwanted)]


def add_duty(book: "Book") -> None:
    """Asking happy patients, which turns every week; the last turns were done."""
    monday = book.today - timedelta(days=book.today.weekday() + 7 * DONE_WEEKS)
    new = Duty(
        id=0,
        name="Ask happy patients for a word",
        every=Every.WEEK,
        starts_on=monday,
        added_on=monday,
    )
    id_ = storage.duties.add(book, new, STAFF, ASK)
    for turn in range(1, DONE_WEEKS + 1):
        day = monday + timedelta(days=7 * turn - 3)
        who = STAFF[(turn - 1) % len(STAFF)]
        storage.duties.finish(book, id_, turn, on=day, who=who, asked=6 + turn, handed_out=9)


SPENT = {"Google search": 45_000, "Our website": 18_500}  # cents a month


def add_channels(book: "Book", ids: dict[str, int]) -> None:
    """Two channels that cost money every month, a campaign, and a visit to a school."""
    this = book.today.replace(day=1)
    for name, cents in SPENT.items():
        for back in range(MONTHS_SPENT):
            month = this - relativedelta(months=back)
            storage.channels.record_spend(book, Spend(ids[name], month, cents), "")
    first = this - relativedelta(months=2)
    days = Period(first, first + timedelta(days=41))
    storage.channels.add_campaign(book, ids["Our website"], "Same-day emergencies", days, "")


def add_gifts(book: "Book") -> None:
    """The same bowl of fruit to every office that takes gifts, whether it refers or not."""
    day = book.today - timedelta(days=4)
    with storage.book.firewall.raise_wall(book):
        offices = storage.gifts.reading.class_recipients(book, Kind.OFFICE)
        for number, office in enumerate((one for one in offices if not one.no_gifts), start=1):
            bowl = Gift(
                source_id=office.id,
                given_on=day,
                entered_on=book.today,
                item="autumn fruit",
                form=IncentiveForm.IN_KIND,
                value_cents=1400,
                occasion="thanksgiving",
                purpose="the same for every office we know",
                receipt=f"{4700 + number}",
                given_by="Tina",
                approved_by="Dr. Ray",
            )
            storage.gifts.writing.add(book, bowl)


def add_occasions(book: "Book", ids: dict[str, int]) -> None:
    """A birthday that comes soon, one in spring, and the season's greetings to every office."""
    soon = book.today + timedelta(days=4)
    for whom, day, note in (
        ("Dr. Wei Chen", soon, "tea, no sweets"),
        ("Dr. Carla Rivera", date(2000, 3, 5), ""),
    ):
        on = YearDay(day.month, day.day)
        new = Occasion(name="birthday", on=on, added_on=book.today, source_id=ids[whom], note=note)
        storage.occasions.add(book, new)
    season = YearDay(12, 25)
    everyone = Occasion(
        name="christmas", on=season, added_on=book.today, kind=Kind.OFFICE, lead_days=21
    )
    storage.occasions.add(book, everyone)
