"""What the audit looks at: the one reading that has both gifts and referrals."""

from datetime import date

from sqlalchemy import func, or_, select

from refcli.core.audit.year import AuditFacts
from refcli.core.gifts.seals import BreakKind, Broken
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book, driver_of
from refcli.storage.book.in_use import fact_on, place_on
from refcli.storage.counting.conditions import is_countable
from refcli.storage.dealings.issues import read_offers
from refcli.storage.gifts import reading as gifts
from refcli.storage.gifts import rewards, seals
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.trust.looking import look_at_schema

NOBODY = {Kind.SIGNAGE.value, Kind.PRINT.value, Kind.DIGITAL.value}  # no one is there to be given


def audit_facts(book: Book, policy: Policy, year: int) -> AuditFacts:
    """Everything an audit of a year needs, as known today."""
    return AuditFacts(
        year=year,
        today=book.today,
        ledger=gifts.read_ledger(book),
        entries=gifts.read_everything(book),
        policy=policy,
        eligible=eligible_ids(book, year),
        referrals=referral_days(book),
        production_cents=production_of_year(book, year),
        patients=patient_names(book),
        rewards=[kept.reward for kept in rewards.read_rewards(book)],
        fault=seals.verify(book) or missing_checks(book),
        head=seals.head_seal(book),
        offers=read_offers(book),
    )


def missing_checks(book: Book) -> Broken | None:
    """A fault of the chain as a whole, where what guards it was taken away."""
    if not (faults := list(look_at_schema(driver_of(book.session)))):
        return None
    return Broken(0, BreakKind.CHANGED, f"{faults[0].words} They guard it, too.")


def eligible_ids(book: Book, year: int) -> list[int]:
    """Everybody in use in a year to whom something could be given, whether they refer or not.

    Who was archived in it, or later, is still one of that year's.
    """
    archived_on, began = SOURCE.c.archived_on, func.max(SOURCE.c.added_on, date(year, 1, 1))
    in_use = or_(archived_on.is_(None), archived_on > began)
    kind = fact_on(book, "kind", min(date(year, 12, 31), book.today))
    somebody = (SOURCE.c.built_in.is_(None), kind.not_in(NOBODY), gifts.is_known(book))
    return [*book.session.execute(select(SOURCE.c.id).where(in_use, *somebody)).scalars()]


def referral_days(book: Book) -> dict[int, list[date]]:
    """Per source the days of its countable referrals, in order."""
    rows = book.session.execute(
        select(REFERRAL.c.source_id, REFERRAL.c.received_on)
        .where(is_countable(book.today))
        .order_by(REFERRAL.c.source_id, REFERRAL.c.received_on)
    )
    found: dict[int, list[date]] = {}
    for source_id, day in rows:
        found.setdefault(source_id, []).append(day)
    return found


def production_of_year(book: Book, year: int) -> dict[int, int]:
    """Per place the cents produced by today with its referrals of a year."""
    place = place_on(book, REFERRAL.c.received_on).label("place")
    within = REFERRAL.c.received_on.between(date(year, 1, 1), date(year, 12, 31))
    by_today = (is_countable(book.today), REFERRAL.c.production_on <= book.today)
    rows = book.session.execute(
        select(place, func.sum(REFERRAL.c.production_cents))
        .select_from(REFERRAL.join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id))
        .where(within, REFERRAL.c.production_cents.is_not(None), *by_today)
        .group_by(place)
    )
    return {source_id: int(cents) for source_id, cents in rows}


def patient_names(book: Book) -> set[str]:
    """The names of those who were referred by today."""
    named = select(REFERRAL.c.patient).where(REFERRAL.c.received_on <= book.today).distinct()
    return {*book.session.execute(named).scalars()}
