"""What a practice types in two months by chance: whatever changes a book, in any order.

A line may be refused, such as a visit to a source that nobody ever named: the next one comes.
"""

from collections.abc import Callable
from datetime import timedelta

from tests.faults.lines_of_the_program import (
    buy_channel,
    give,
    invite,
    keep_calendar,
    look_around,
    set_up,
    write_letter,
)
from tests.faults.typist import Typist

NAMES = {
    "office": ("Elm Dental", "Oak Perio"),
    "provider": ("Dr. Wei Chen", "Dr. Ann Lee", "Dr. Raj Patel"),
    "patient": ("Bo Kim", "Flo Orr"),
    "digital": ("Google", "Yelp"),
}
STATUSES = (
    *("scheduled", "seen", "completed", "lost", "duplicate", "invalid", "received"),
    *("missed", "cancelled"),
)
ACTIVITIES = ("call", "letter", "thank_you", "follow_up", "social", "report")


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
    if status == "scheduled" and of.chance.random() < 0.5:
        more += f" --for {of.day + timedelta(days=of.chance.randint(0, 20))}"
    return f"referral status {of.referral()} {status}{why}{more}"


def tell_event(of: Typist) -> str:
    """One command for one event."""
    on = of.pick("", f" --on {of.earlier()}")
    day = of.day + timedelta(days=of.chance.randint(0, 20))
    return of.pick(
        f"booked {of.referral()} --for {day}{on}",
        f"seen {of.referral()} --value {of.referral() * 100}{on}",
        f"completed {of.referral()}{on}",
        f"missed {of.referral()}{on}",
        f"cancelled {of.referral()}{on}",
        f"lost {of.referral()} far{on}",
        f"back {of.referral()}",
        f"tried {of.referral()} voicemail{on}",
    )


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
        "--visit",
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
        f"source add 'Elm {of.chance.randint(1, 99)}' --kind office --new",
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


def deal(of: Typist) -> str:
    """A meeting that is planned, an issue, or who signs."""
    place = of.source("office", "provider")
    return of.pick(
        f"visit {place} --meet {of.later()} --with Kim",
        f"issue add {place} 'report took long' --about report",
        f"issue close {of.record('issue')} --how 'they called'",
        f"visit {place} --next 'bring cards' --next-on {of.later()}",
        f"letter signer 'Dr. {of.pick('Ray', 'Lee')}' --as 'Ann Ray, DDS'",
        f"setting days --close {of.later()}",
    )


def close_item(of: Typist) -> str:
    """What the due list says: done, dropped or hidden."""
    letter = of.pick(*"VTSRFQAMNI")
    key = f"{letter}{of.referral() if letter in 'SRFA' else of.record('source', 'id > 2')}"
    return of.pick(f"done {key}", f"skip {key} --why moved", f"snooze {key} --until {of.later()}")


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
    head = "received_on,patient,source,kind,status"
    path = of.write(f"old{of.files}.csv", "\n".join([head, *rows]) + "\n")
    return f"import {path} --new"


EVERY: dict[Callable[[Typist], str], int] = {
    add_known: 14,
    add_new: 8,
    tell_step: 18,
    correct_referral: 8,
    correct_source: 8,
    repair: 7,
    meet: 12,
    tell_event: 12,
    deal: 10,
    close_item: 10,
    give: 8,
    invite: 6,
    keep_calendar: 10,
    write_letter: 6,
    set_up: 7,
    buy_channel: 3,
    look_around: 3,
    take_back: 6,
    take_in: 2,
}


def draw_line(of: Typist) -> str:
    """The next line that somebody types."""
    kinds, weights = zip(*EVERY.items(), strict=True)
    (make,) = of.chance.choices(kinds, weights)
    line: str = make(of)
    return line
