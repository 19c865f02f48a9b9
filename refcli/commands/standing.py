"""What ``ref`` alone answers: where the practice stands, or how to begin."""

from datetime import timedelta

from refcli.core.due.list import due_items
from refcli.core.due.of_referral import SOON_DAYS
from refcli.core.standing import (
    BookStanding,
    count_due,
    month_so_far,
    standing_lines,
    standing_record,
)
from refcli.core.today.planning import plan_today
from refcli.env import Env
from refcli.errors import NoDatabaseError
from refcli.on_use import storage
from refcli.output.result import Result
from refcli.phrases import BESIDE

WELCOME = (
    "Welcome. ref runs a practice's referral program: who refers, whom to visit, whom to thank.",
    "There is no book yet. To try it on a sample practice: ref demo",
    "To begin your own: ref init",
    "All commands: ref --help",
)


def tell_standing(env: Env) -> Result:
    """Three lines on where the practice stands, and what to type next; a welcome without a book."""
    try:
        now = read_standing(env)
    except NoDatabaseError as error:
        if BESIDE in str(error):
            raise  # a book that was lost is no beginning
        return Result({"practice": None, "next": "ref init"}, list(WELCOME))
    return Result(standing_record(now), standing_lines(now))


def read_standing(env: Env) -> BookStanding:
    """Where the practice stands on the day."""
    until = env.today + timedelta(days=SOON_DAYS)
    with storage.book.door.reading(env.door()) as book:
        facts, coming = storage.due.due_facts(book), storage.owed.coming.find_coming(book)
        practice = storage.practice.read_practice(book).name
        referrals, year_ago = storage.standing.count_month(book, month_so_far(env.today))
        ever = storage.standing.first_received(book) is not None
    due, overdue, quiet = count_due(due_items(facts, until=until, today=env.today), env.today)
    today = plan_today(facts, coming, env.today).in_short
    return BookStanding(
        practice, env.today, today, until, due, overdue, quiet, referrals, year_ago, ever=ever
    )
