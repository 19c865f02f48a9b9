"""A practice that lives through a year by chance: what comes in, what is done, what is left.

Whatever closes an item, or moves its date, without ``ref done`` is noted in ``touched``: the rest
of the list has to stay as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from refcli.commands.due.closing import close
from refcli.commands.due.deeds import Deed
from refcli.core.activities import NewActivity
from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.thank_yous import batch_key
from refcli.core.duties.rota import Duty
from refcli.core.occasions import Occasion
from refcli.core.owed.items import DueItem
from refcli.core.referrals.records import NewReferral
from refcli.core.referrals.steps import advance
from refcli.core.sources.records import NewSource
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import PROGRESS, ActivityKind, DueType, Every, Kind, MarkAction, Status
from refcli.on_use import storage
from refcli.storage.book.door import Book
from tests.storage.standings import set_steps

START = date(2026, 1, 5)  # a Monday
WEEK = timedelta(days=7)
ELM, OAK, ASH, CHEN, ITO, RAY, SOLE, ANN, BO, GOOGLE, DELTA = range(3, 14)
KINDS = {
    **dict.fromkeys((ELM, OAK, ASH), Kind.OFFICE),
    **dict.fromkeys((CHEN, ITO, RAY, SOLE), Kind.PROVIDER),
    **dict.fromkeys((ANN, BO), Kind.PATIENT),
    GOOGLE: Kind.DIGITAL,
    DELTA: Kind.INSURER,
}
OFFICES = {CHEN: ELM, ITO: ELM, RAY: OAK}
PACES = {CHEN: 0.12, ITO: 0.03, RAY: 0.08, SOLE: 0.05, ANN: 0.01, BO: 0.005, GOOGLE: 0.1}  # a day
STOPS = {CHEN: 90, SOLE: 150}  # days after the start
STAFF = ("Tina", "Marc", "Jo")
Listed = list[tuple[str, date]]


@dataclass
class Practice:
    """Its chance, its patients by number, and what the present day changed."""

    chance: Random
    sources: dict[int, int] = field(default_factory=dict)  # of each referral
    archived: set[int] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    done: dict[DueType, int] = field(default_factory=dict)

    def begin(self, book: Book) -> None:
        """Two years of old records, a rota, days to remember, credentials, a target."""
        named = {id_: f"{kind} {id_}" for id_, kind in KINDS.items()}
        sources = [
            NewSource(
                id=id_, name=named[id_], kind=kind, added_on=START, office_id=OFFICES.get(id_)
            )
            for id_, kind in KINDS.items()
        ]
        days = [START - timedelta(days=back) for back in range(730, 0, -1)]
        old = [
            NewReferral(patient="Old", source_id=id_, received_on=day, past=True)
            for day in days
            for id_, pace in PACES.items()
            if self.chance.random() < pace
        ]
        self.sources = {number: one.source_id for number, one in enumerate(old, start=1)}
        storage.intake.load(book, sources=sources, referrals=old)
        storage.sources.records.edit_source(book, ASH, {"target": True, "target_on": START})
        for every in Every:
            new = Duty(id=0, name=every.value, every=every, starts_on=START, added_on=START)
            storage.duties.add(book, new, STAFF, ())
        for source_id in (CHEN, ANN):
            on = YearDay(self.chance.randrange(1, 13), self.chance.randrange(1, 29))
            new_day = Occasion(name="birthday", on=on, added_on=START, source_id=source_id)
            storage.occasions.add(book, new_day)
        christmas = Occasion(
            name="christmas", on=YearDay(12, 25), added_on=START, kind=Kind.OFFICE, lead_days=20
        )
        storage.occasions.add(book, christmas)
        ends = START + timedelta(days=200)
        storage.insurers.record_membership(book, DELTA, None, {"until": ends, "in_network": True})

    def live(self, book: Book) -> None:
        """What a day brings."""
        self.touched = set()
        self.receive(book)
        for number in self.chance.sample(sorted(self.sources)[-40:], 3):
            self.move_on(book, number)
        acts: list[Callable[[Book], None]] = [self.visit, self.call, self.send_away, self.archive]
        weights = (0.02, 0.02, 0.02, 0.002)
        for act, weight in zip(acts, weights, strict=True):
            if self.chance.random() < weight:
                act(book)

    def receive(self, book: Book) -> None:
        """New patients, from whoever still refers."""
        for source_id, pace in PACES.items():
            stopped = (book.today - START).days >= STOPS.get(source_id, 999)
            if stopped or source_id in self.archived or self.chance.random() >= pace:
                continue
            new = NewReferral(patient="New", source_id=source_id, received_on=book.today)
            self.sources[storage.referrals.add_referral(book, new)] = source_id
            self.touched |= {f"Q{source_id}", f"Q{place(source_id)}", f"V{place(source_id)}"}

    def move_on(self, book: Book, number: int) -> None:
        """A referral comes a step further, or to an end; a step back would be a correction."""
        known = storage.referrals.read_steps(book, number)
        if known.closed_on:
            return
        further = PROGRESS[PROGRESS.index(known.status) + 1 :]
        status = self.chance.choice([*further, Status.LOST])
        if self.chance.random() < 0.02:
            status = self.chance.choice([Status.DUPLICATE, Status.INVALID])
            self.forget(number, known.received_on)
        steps = advance(known, status, book.today, reason="chose another practice")
        set_steps(book, number, steps)
        self.touched |= {f"{letter}{number}" for letter in "SFR"}

    def forget(self, number: int, received_on: date) -> None:
        """What no longer counts is no reason to thank or to visit; every pace is judged anew."""
        source_id = self.sources[number]
        self.touched |= {f"T{source_id}", f"V{place(source_id)}", batch_key(received_on)}
        self.touched |= {f"Q{id_}" for id_ in KINDS}

    def visit(self, book: Book) -> None:
        """Somebody drops in, and meets somebody or not."""
        met, where = self.chance.random() < 0.6, self.chance.choice((ELM, OAK, ASH, SOLE))
        new = NewActivity(source_id=where, kind=ActivityKind.VISIT, on=book.today, attempt=not met)
        storage.activities.add_activity(book, new)
        self.touched |= {f"V{where}", *(f"Q{id_}" for id_ in KINDS if place(id_) == where)}

    def call(self, book: Book) -> None:
        """Somebody calls a source, without a key."""
        whom = self.chance.choice(list(PACES))
        new = NewActivity(source_id=whom, kind=ActivityKind.CALL, on=book.today)
        storage.activities.add_activity(book, new)
        self.touched |= {f"Q{whom}", f"Q{place(whom)}"}

    def send_away(self, book: Book) -> None:
        """Somebody of the staff is away from tomorrow on: the turns go to others, none is lost."""
        since = book.today + timedelta(days=1)
        until = since + timedelta(days=self.chance.randrange(14))
        storage.duties.send_away(book, self.chance.choice(STAFF), since, until, "")

    def archive(self, book: Book) -> None:
        """A source closes down: what is owed to it goes with it."""
        whom = self.chance.choice((RAY, BO, SOLE))
        storage.sources.records.edit_source(book, whom, {"archived_on": book.today})
        self.archived.add(whom)

    def work(self, book: Book) -> None:
        """A Monday: two in three items are done, one in ten is skipped or snoozed."""
        facts = storage.due.due_facts(book)
        for item in self.chance.sample(shown := listed(book), len(shown)):
            fate = self.chance.random()
            if fate < 0.65:
                facts = self.do(book, facts, item)
            elif fate < 0.75:
                self.put_off(book, item)
                facts = storage.due.due_facts(book)

    def do(self, book: Book, facts: DueFacts, item: DueItem) -> DueFacts:
        """Doing an item removes it, and nothing else; only the next step of a term may follow."""
        before = keyed(of(facts, book))

        close(book, facts, item, Deed(on=book.today, today=book.today, who="Tina"))

        facts = storage.due.due_facts(book)
        after = keyed(of(facts, book))
        assert set(before) - set(after) == {(item.key, item.due_on)}, item
        assert all(key[0] == "C" == item.key[0] for key, _ in set(after) - set(before)), item
        self.touched.add(item.key)
        self.done[item.type] = self.done.get(item.type, 0) + 1
        return facts

    def put_off(self, book: Book, item: DueItem) -> None:
        """Skipped or snoozed; a skip drops the item, a snooze hides it for a while."""
        if self.chance.random() < 0.5:
            storage.due.add_mark(book, item, MarkAction.SKIP, until=None, why="not needed")
            self.touched.add(item.key)
        else:
            until = book.today + timedelta(days=self.chance.randrange(1, 30))
            storage.due.add_mark(book, item, MarkAction.SNOOZE, until=until, why="")

    def lost(self, before: list[DueItem], after: Listed) -> Listed:
        """What is no longer on the list, though nothing closed it."""
        return [
            (item.key, item.due_on)
            for item in before
            if (item.key, item.due_on) not in after
            and item.key not in self.touched
            and item.source_id not in self.archived
            and not item.reason.startswith("slowing")  # a pace may recover by itself
        ]


def place(source_id: int) -> int:
    """Where a source is visited."""
    return OFFICES.get(source_id, source_id)


def listed(book: Book) -> list[DueItem]:
    """The list of the book's today."""
    return of(storage.due.due_facts(book), book)


def of(facts: DueFacts, book: Book, *, snoozed_too: bool = True) -> list[DueItem]:
    """What is owed on the book's today."""
    return due_items(facts, until=book.today + WEEK, today=book.today, snoozed_too=snoozed_too)


def keyed(items: list[DueItem]) -> Listed:
    """What tells one item from another."""
    return [(item.key, item.due_on) for item in items]
