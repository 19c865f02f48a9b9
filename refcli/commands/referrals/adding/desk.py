"""What is said so far of a referral that is being added, and the person who says it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from refcli.asking.turns import Way
from refcli.commands.finding.sources import read_known_sources
from refcli.commands.referrals.adding.new_name import NewName
from refcli.commands.referrals.booking import NOTHING_SAID, Booking
from refcli.core.names.named import Named
from refcli.core.referrals.habits import Habits
from refcli.core.values.periods import year_to
from refcli.env import Env
from refcli.on_use import storage


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said so far of a referral; empty where it is still to be asked.

    ``also``: further sources. ``booking``: what is said of the appointment. ``provider``: which of
    ours sees them. ``phone``: the patient's. ``kind_asked``: the kind was an answer, so that the
    office is the next question. ``others`` are the referrals that were shown for a like name, and
    somebody said that the patient is none of those. ``day_typed``: the day on which it came in was.
    """

    patient: str
    name: NewName
    also: tuple[str, ...] = ()
    booking: Booking = NOTHING_SAID
    provider: str = ""
    phone: str = ""
    day_typed: bool = False
    kind_asked: bool = False
    others: frozenset[int] = frozenset()


class Desk:
    """The person who answers, what they last said, and the sources on record.

    Those are read when the first name is typed; nothing is locked while somebody thinks. ``again``:
    they went back to the question. ``asks_all``: who was referred, or by whom, was not typed, so
    that the rest is asked, too.
    """

    def __init__(self, env: Env, draft: Draft) -> None:
        self.env = env
        self.again = False
        self.patient = draft.patient.strip()
        self.source = draft.name.typed.strip()
        self.asks_all = not (self.patient and self.source)

    @cached_property
    def known_sources(self) -> list[Named]:
        """Every source that can be meant."""
        return read_known_sources(self.env)

    @cached_property
    def habits(self) -> Habits:
        """What was answered before."""
        with storage.book.door.reading(self.env.door()) as book:
            return storage.referrals.read_habits(book, self.env.by)

    @cached_property
    def books_at_once(self) -> bool:
        """Whether the practice adds patients who have an appointment already."""
        with storage.book.door.reading(self.env.door()) as book:
            return bool(storage.practice.read_practice(book).add_means_booked)

    def count_this_year(self) -> dict[int, int]:
        """Per source: its countable referrals from January to today."""
        with storage.book.door.reading(self.env.door()) as book:
            year = [year_to(book.today)]
            return {
                id_: count
                for id_, (count,) in storage.counting.figures.count_by_period(book, year).items()
            }


StepAnswer = Draft | Way | None  # None where there is nothing to ask
Step = Callable[[Desk, Draft], StepAnswer]
