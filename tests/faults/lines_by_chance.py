"""What a practice types in two months by chance: whatever changes a book, in any order.

A line may be refused, such as a visit to a source that nobody ever named: the next one comes.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

LUCK = 0.95  # how often somebody names what is on record
NAMES = {
    "office": ("Elm Dental", "Oak Perio"),
    "provider": ("Dr. Wei Chen", "Dr. Ann Lee", "Dr. Raj Patel"),
    "patient": ("Bo Kim", "Flo Orr"),
    "digital": ("Google", "Yelp"),
}
FIRST = ("Ann", "Bo", "Cy", "Dee", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou")
LAST = ("Ray", "Poe", "Orr", "Nye", "Ives", "Hart", "Gage", "Fox", "Eads", "Dow", "Cole", "Beck")
STATUSES = (
    *("scheduled", "seen", "completed", "lost", "duplicate", "invalid", "received"),
    *("missed", "cancelled"),
)
ACTIVITIES = ("call", "letter", "thank_you", "follow_up", "social", "report")


@dataclass
class Typist:
    """Somebody who types, on a day of the practice, and knows what is on record."""

    chance: Random
    book: Path
    day: date
    files: int = 0

    def line(self) -> str:
        """The next line that somebody types."""
        kinds, weights = zip(*EVERY.items(), strict=True)
        (make,) = self.chance.choices(kinds, weights)
        line: str = make(self)
        return line

    def read_ids(self, table: str, where: str = "1") -> list[int]:
        """The numbers of what is on record; one that is not, where nothing is."""
        with closing(sqlite3.connect(self.book)) as db:
            rows = db.execute(f"SELECT id FROM {table} WHERE {where}").fetchall()  # noqa: S608
        return [id_ for (id_,) in rows] or [9]

    def record(self, table: str, where: str = "1") -> int:
        """The number of one record, rarely of none."""
        found = self.read_ids(table, where)
        return self.chance.choice(found) if self.chance.random() < LUCK else max(found) + 1

    def source(self, *kinds: str) -> str:
        """A source of some kinds or of any, by its number."""
        some = ", ".join(f"'{kind}'" for kind in kinds)
        where = f"kind IN ({some}) AND id > 2" if kinds else "id > 2"
        return f"'#{self.record('source', where)}'"

    def referral(self) -> int:
        """A referral, by its number."""
        return self.record("referral")

    def patient(self) -> str:
        """A name."""
        return f"{self.pick(*FIRST)} {self.pick(*LAST)}"

    def earlier(self, most: int = 20) -> str:
        """A day of the last weeks, written out."""
        return (self.day - timedelta(days=self.chance.randint(0, most))).isoformat()

    def later(self, most: int = 40) -> str:
        """A day of the next weeks, written out."""
        return (self.day + timedelta(days=self.chance.randint(1, most))).isoformat()

    def pick(self, *some: str) -> str:
        """One of some."""
        return self.chance.choice(some)


def add_known(of: Typist) -> str:
    """A referral from a source on record."""
    also = f" --also {of.source()}" if of.chance.random() < 0.2 else ""
    value = f" --value {of.chance.randint(1, 30) * 50} --status seen" * (of.chance.random() < 0.2)
    return f"add '{of.patient()}' --from {of.source()} --on {of.earlier()}{also}{value} --again"


def add_new(of: Typist) -> str:
    """A referral from a source that is new."""
    kind = of.pick(*NAMES)
    name = f"{of.pick(*NAMES[kind])} {len(of.read_ids('source'))}"
    at = f" --office {of.source('office')}" * (kind == "provider" and of.chance.random() < 0.5)
    return f"add '{of.patient()}' --from '{name}' --kind {kind} --new --again{at}"


def tell_step(of: Typist) -> str:
    """What happened to a referral, today or told late."""
    status = of.pick(*STATUSES)
    more = of.pick("", "", f" --on {of.earlier()}", " --back", f" --value {of.referral() * 100}")
    why = " --why 'no answer'" * (status in {"lost", "duplicate", "invalid"})
    return f"referral status {of.referral()} {status}{why}{more}"


def correct_referral(of: Typist) -> str:
    """A correction of a referral."""
    what = of.pick(
        f"--from {of.source()}",
        f"--value {of.referral() * 70}",
        f"--patient '{of.patient()}'",
        f"--on {of.earlier(60)}",
        "--service crown",
        f"--also {of.source()}",
    )
    return f"referral edit {of.referral()} {what}"


def correct_source(of: Typist) -> str:
    """A correction of a source."""
    what = of.pick(
        f"--name 'Name {of.chance.randint(1, 99)}' --new",
        f"--owner {of.pick('Tina', 'Jo')}",
        "--do-not-visit",
        "--no-do-not-visit",
        "--no-gifts",
        f"--owner {of.pick('Tina', 'Jo')} --since {of.earlier(40)}",
        f"--do-not-visit --no-gifts --since {of.earlier(40)}",
        f"--kind {of.pick('office', 'provider', 'other', 'digital')} --since {of.earlier(40)}",
        "--visit-every 2",
        "--target",
        f"--kind {of.pick('office', 'provider', 'other', 'digital')}",
        f"--office {of.source('office')}",
        "--address '1 Elm St, Seattle, WA 98101'",
    )
    return f"source edit {of.source()} {what}"


def repair(of: Typist) -> str:
    """A move, a merge, an archive or its way back."""
    kind = of.pick("office", "provider", "patient")
    return of.pick(
        f"source move {of.source('provider')} --to {of.source('office')} --on {of.earlier(90)}",
        f"source move {of.source('provider')} --to {of.source('office')}",
        f"source merge {of.source(kind)} {of.source(kind)} --yes",
        f"source archive {of.source()} --why retired",
        f"source archive '#{of.record('source', 'archived_on IS NOT NULL')}' --back",
    )


def meet(of: Typist) -> str:
    """A visit or another activity."""
    return of.pick(
        f"visit {of.source('office', 'provider')} --met Kim --on {of.earlier()}",
        f"visit {of.source('office', 'provider')} --attempt",
        f"visit {of.source('office', 'provider')} --kind lunch --met Kim",
        f"log {of.source()} {of.pick(*ACTIVITIES)} --on {of.earlier()}",
        f"log {of.source('provider', 'office')} report --referral {of.referral()}",
    )


def close_item(of: Typist) -> str:
    """What the due list says: done, dropped or hidden."""
    letter = of.pick(*"VTSRFQ")
    key = f"{letter}{of.referral() if letter in 'SRF' else of.record('source', 'id > 2')}"
    return of.pick(f"done {key}", f"skip {key} --why moved", f"snooze {key} --until {of.later()}")


def give(of: Typist) -> str:
    """A gift, or what becomes of one."""
    value, whom = of.chance.randint(1, 90), of.source("office", "provider", "patient")
    return of.pick(
        f"gift add {whom} pens --value {value} --on {of.earlier()} --record-anyway --why so",
        f"gift add {whom} cake --value 9 --by tina --approved-by jo --occasion thanks",
        f"gift void {of.record('incentive')} --why slip",
        f"gift return {of.record('incentive')}",
        "policy set item_limit_patient 9.99",
        f"policy use --state {of.pick('WA', 'OR', 'CA')}",
    )


def keep_calendar(of: Typist) -> str:
    """Occasions, duties, events and the people of an office."""
    chance = of.chance
    event, occasion = of.record("event"), of.record("occasion")
    return of.pick(
        f"occasion add {of.source()} birthday {chance.randint(1, 12)}-{chance.randint(1, 28)}",
        f"occasion edit {occasion} --lead {chance.randint(1, 30)}",
        f"occasion end {occasion}",
        "duty add phones --every week --rota 'Tina, Jo'",
        f"duty away Jo --from {of.later(1)} --until {of.later()}",
        f"done D{of.record('duty')}.{chance.randint(1, 9)}",
        f"event add fair --on {of.later()}",
        f"event invite {event} --source {of.source()}",
        f"event rsvp {event} {of.source()} yes",
        f"event came {event} {of.source()} --met Kim",
        f"contact add 'Cody {chance.randint(1, 99)}' --at {of.source('office')} --birthday 3/14",
    )


def set_up(of: Typist) -> str:
    """The settings, the plan, and what the channels cost."""
    channel, chance = of.source("signage", "digital"), of.chance
    return of.pick(
        f"init --practice 'Practice {chance.randint(1, 9)}'",
        f"init --state {of.pick('WA', 'OR', 'CA')} --dhs",
        f"policy use --state {of.pick('WA', 'OR', 'CA')} --no-dhs",
        f"policy set item_limit {chance.randint(5, 40)}",
        f"setting set visit_every {chance.randint(1, 3)}",
        f"setting set thank_after {chance.randint(1, 9)} --since {of.earlier(30)}",
        f"setting reasons --add 'reason {chance.randint(1, 9)}'",
        f"setting set follow_up_after {chance.randint(1, 30)}",
        f"channel spend {channel} {of.day:%Y-%m} {chance.randint(1, 900)}",
        f"plan edit --goal {chance.randint(100, 300)}",
        f"source add 'Sign {chance.randint(1, 99)}' --kind signage",
    )


def take_back(of: Typist) -> str:
    """The last command, or an earlier one; or what was taken back comes back."""
    return of.pick("undo", "undo", "redo", f"undo {of.record('command')}")


def take_in(of: Typist) -> str:
    """A file of old referrals."""
    of.files += 1
    rows = [
        f"{of.earlier(400)},{of.patient()} {of.files},Dr. File {of.files},provider,"
        f"{of.pick('seen', 'received')}"
        for _ in range(of.chance.randint(1, 4))
    ]
    path = of.book.with_name(f"old{of.files}.csv")
    head = "received_on,patient,source,kind,status"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return f"import {path.as_posix()} --new"


EVERY: dict[Callable[[Typist], str], int] = {
    add_known: 14,
    add_new: 8,
    tell_step: 18,
    correct_referral: 8,
    correct_source: 8,
    repair: 7,
    meet: 12,
    close_item: 10,
    give: 7,
    keep_calendar: 10,
    set_up: 5,
    take_back: 6,
    take_in: 2,
}
