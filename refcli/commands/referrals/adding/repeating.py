"""What `ref add` asks beside who sent whom: the appointment, and what repeats from one to the next.

An answer that repeats is asked only where it may be another one, and Return takes the last: the day
on which a stack of slips came in, which of our providers sees them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from refcli.asking.offers import Offers
from refcli.asking.turns import Way
from refcli.asking.yes_or_no import NO, YES, read_way
from refcli.commands.referrals.adding.desk import Desk, Draft, StepAnswer
from refcli.commands.referrals.booking import Booking, read_booked
from refcli.core.sources.offering import Offer, fits
from refcli.core.sources.reach import read_phone
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import Status
from refcli.env import Env
from refcli.errors import UsageError
from refcli.output.text import harmless_text

BOOKED_FOR = "Booked for? (a day, as 12/2 9:30; Return: {})"
NOT_YET, DAY_OPEN = "not yet", "the day is not known; n: not booked"
NEITHER = frozenset({"not yet", "not booked"})


def ask_booking(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask for the appointment, where the rest is asked too or the practice adds who is booked."""
    if draft.booking.is_said or not (desk.asks_all or desk.books_at_once):
        return None
    question = BOOKED_FOR.format(DAY_OPEN if desk.books_at_once else NOT_YET)
    while True:
        answer = desk.env.ask(question, may_be_empty=True)
        if way := read_way(answer, back=True):
            return way
        try:
            said = read_booking(desk.env, answer, draft.name.on, at_once=desk.books_at_once)
        except UsageError as error:
            desk.env.talk(str(error))
            continue
        return replace(draft, booking=said)


def read_booking(env: Env, answer: str, came_in: date, *, at_once: bool) -> Booking:
    """What an answer says of the appointment; yes: there is one, and its day is not known."""
    word = answer.lower()
    if word in NO | NEITHER or (not word and not at_once):
        return Booking(Status.RECEIVED)
    if word in YES or not word:
        return Booking(Status.SCHEDULED, assumed=not word)
    return Booking(Status.SCHEDULED, read_booked(env, answer, None, came_in))


def ask_day(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask on which day it came in, where the last one that the same person added was of another."""
    if not desk.asks_all or draft.day_typed or desk.habits.day is None:
        return None
    day = desk.habits.day
    question = f"Came in on? (Return: {full_day(day)}, as the last one)"
    while answer := desk.env.ask(question, may_be_empty=True):
        if way := read_way(answer, back=True):
            return way
        try:
            day = desk.env.day_or_today(answer)
            break
        except UsageError as error:
            desk.env.talk(str(error))
    return replace(draft, name=replace(draft.name, on=day))


def ask_provider(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask which of our providers sees them, where several saw the last patients."""
    known = desk.habits.providers if desk.asks_all and not draft.provider else ()
    if len(known) < len(("one", "another")):
        return None
    last = harmless_text(known[0])
    answer = desk.env.ask(
        f"Which of ours? (Return: {last})", may_be_empty=True, offers=offer_words(known)
    )
    way = read_way(answer, back=True)
    return way if way is Way.BACK else replace(draft, provider=answer or known[0])


def ask_phone(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask for the patient's phone number, which the calls of the due list need."""
    if not desk.asks_all or draft.phone:
        return None
    while answer := desk.env.ask("Their phone? (Return: not known)", may_be_empty=True):
        if way := read_way(answer, back=True):
            return way
        try:
            return replace(draft, phone=read_phone(answer))
        except UsageError as error:
            desk.env.talk(str(error))
    return draft


def offer_words(words: Sequence[str]) -> Offers:
    """What TAB completes: one of these."""

    def offer(typed: str) -> list[Offer]:
        return [(harmless_text(word), "") for word in words if fits(word, typed)]

    return offer
