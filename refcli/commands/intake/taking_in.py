"""How files that were understood are taken in: decided while others can write, written at once."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from refcli.commands.finding.sources import read_everybody
from refcli.core.intake.contacts import plan_contacts
from refcli.core.intake.meanwhile import can_change_plan
from refcli.core.intake.on_record import Records
from refcli.core.intake.pace import Pace
from refcli.core.intake.plan import ImportPlan, plan_intake
from refcli.core.intake.reading.understood import ReferralLine, Rejected, RowKind, Understood
from refcli.core.intake.sources import Register
from refcli.env import Env
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

MOST_PLANS = 2  # while others can write
WORTH_A_BAR = 2_000  # fewer rows are read in a blink
Row = ReferralLine | Rejected


def take_in(
    env: Env,
    understood: Sequence[Understood],
    settle: Callable[[ImportPlan], None],
    *,
    anyway: bool,
) -> ImportPlan:
    """Take the rows in, unless ``settle`` refuses; others can write until all is decided.

    What was written meanwhile may change what was decided, so then it is decided anew; at the
    last try while nobody else can write.
    """
    for last_try in (False,) * MOST_PLANS + (True,):
        seen, plan = plan_ahead(env, understood, anyway=anyway)
        with storage.book.door.writing(env.door("import")) as book:
            since = storage.history.log.changes_since(book, seen)
            if can_change_plan(since, plan.days):
                if not last_try:
                    continue
                plan = plan_files(understood, *read_known(env, book, anyway=anyway))
            settle(plan)
            write(env, book, plan)
        break
    return plan


def plan_ahead(
    env: Env, understood: Sequence[Understood], *, anyway: bool
) -> tuple[int, ImportPlan]:
    """The last change on record, and what taking in these files would do, with no lock held."""
    with storage.book.door.reading(env.door()) as book:
        seen = storage.history.log.last_change(book)
        known = read_known(env, book, anyway=anyway)
    return seen, plan_files(understood, *known, watch=lambda rows: watch_rows(env, rows))


def read_known(env: Env, book: "Book", *, anyway: bool) -> tuple[Register, Records]:
    """The sources and the referrals on record, to compare a file with."""
    register = Register(
        read_everybody(book),
        next_id=storage.sources.records.next_source_id(book),
        today=env.today,
        anyway=anyway,
    )
    return register, storage.intake.records_on_file(book)


def plan_files(
    understood: Sequence[Understood],
    register: Register,
    records: Records,
    *,
    watch: Callable[[list[Row]], Iterable[Row]] = iter,
) -> ImportPlan:
    """What taking in these files would do; ``watch`` shows how far it is."""
    plan = plan_intake(watch(rows_of(understood)), register, records)
    plan.several = sum(len(one.files) for one in understood) > 1
    for one in understood:
        if one.rows_are is RowKind.CONTACT:
            plan_contacts(one, register, plan)
    return plan


def rows_of(understood: Sequence[Understood]) -> list[Row]:
    """The rows of lists of referrals, the rejected ones too, in the order of their lines."""
    found: list[Row] = []
    for one in understood:
        if one.rows_are is RowKind.REFERRAL:
            rows: list[Row] = [*one.referrals, *one.rejected]
            found += sorted(rows, key=lambda row: (row.file, row.line))
    return found


def write(env: Env, book: "Book", plan: ImportPlan) -> None:
    """Write what was decided, after a copy; who waits for a long one is told for how long."""
    storage.copies.making.copy_before(env.door(), "import")
    many = len(plan.referrals)
    with watch_writing(env, many) as watch:
        pace = Pace(many, time.monotonic(), env.say_once, book.expect)

        def tell(done: int) -> None:
            pace.tell(done, time.monotonic())
            watch(done)

        storage.intake.keep_readable(book)
        storage.intake.load(book, plan.sources, plan.referrals, tell=tell)
        storage.sources.patients.link_patients(book, {one.id for one in plan.sources})


@contextmanager
def watch_writing(env: Env, many: int) -> Iterator[Callable[[int], None]]:
    """Shows how many of ``many`` referrals are written, with a bar on a terminal."""
    if not env.errors.is_terminal or many < WORTH_A_BAR:
        yield lambda _done: None
        return
    from rich.progress import Progress  # noqa: PLC0415  (a pipe needs no bar)

    with Progress(console=env.errors, transient=True) as progress:
        task = progress.add_task("Writing", total=many)
        yield lambda done: progress.update(task, completed=done)


def watch_rows(env: Env, rows: list[Row]) -> Iterable[Row]:
    """The rows; many of them with a bar on a terminal."""
    if not env.errors.is_terminal or len(rows) < WORTH_A_BAR:
        return rows
    from rich.progress import track  # noqa: PLC0415  (a pipe needs no bar)

    return track(rows, description="Reading", console=env.errors, transient=True)
