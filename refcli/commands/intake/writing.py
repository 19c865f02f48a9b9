"""How what was decided of files is written, in one transaction."""

import time
from typing import TYPE_CHECKING

from refcli.commands.intake.program import write_program
from refcli.core.intake.naming.remembered import Learned
from refcli.core.intake.pace import Pace
from refcli.core.intake.planned import ImportPlan
from refcli.core.occasions import BIRTHDAY, Occasion
from refcli.env import Env
from refcli.on_use import storage
from refcli.output.progress.bar import show_bar

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

WORTH_A_BAR = 2_000  # fewer referrals are written in a blink


def write_plan(env: Env, book: "Book", plan: ImportPlan, learned: Learned) -> list[str]:
    """Write what was decided, with what hangs on it; what is remembered from now on, in words."""
    storage.intake.keep_readable(book)
    write_rows(env, book, plan)
    storage.intake.write_news(book, plan.news.values())
    storage.intake.fill_sources(book, plan.filled.values())
    for one in plan.staff:
        storage.sources.contacts.add_contact(book, one)
    write_program(book, plan.program)
    if plan.birthdays:
        storage.occasions.add_birthdays(book, list_birthdays(book, plan))
    words: list[str] = storage.intake.remember(book, learned)
    storage.sources.patients.link_patients(book, {one.id for one in plan.sources})
    return words


def write_rows(env: Env, book: "Book", plan: ImportPlan) -> None:
    """Write the new sources and referrals; who waits for many is shown how far that is."""
    many = len(plan.referrals)
    with show_bar(env.errors, "Writing", many, fewest=WORTH_A_BAR) as watch:
        pace = Pace(many, time.monotonic(), env.say_once, book.expect)

        def tell(done: int) -> None:
            pace.tell(done, time.monotonic())
            watch(done)

        storage.intake.load(book, plan.sources, plan.referrals, tell=tell)


def list_birthdays(book: "Book", plan: ImportPlan) -> list[Occasion]:
    """The birthdays of contacts as occasions, with the lead that holds for all."""
    lead = storage.owed.settings.due_rules(book).occasion_lead
    return [
        Occasion(name=BIRTHDAY, on=day, added_on=book.today, source_id=number, lead_days=lead)
        for number, day in plan.birthdays.items()
    ]
