"""What the audit looks at: the one reading that has both gifts and referrals."""

from datetime import date

from sqlalchemy import select

from refcli.core.audit import AuditFacts
from refcli.core.policy import Policy
from refcli.core.vocabulary import Kind
from refcli.storage import gifts, rewards, seals
from refcli.storage.conditions import countable
from refcli.storage.models import ReferralRow, table
from refcli.storage.store import Book

R = table(ReferralRow)


def audit_facts(book: Book, policy: Policy, year: int) -> AuditFacts:
    """Everything an audit of a year needs, as known today."""
    ledger = gifts.ledger(book)
    return AuditFacts(
        year=year,
        today=book.today,
        ledger=ledger,
        entries=gifts.everything(book),
        policy=policy,
        eligible=eligible(book),
        referrals=referral_days(book),
        rewards=[kept.reward for kept in rewards.rewards(book)],
        fault=seals.verify(book),
        head=seals.head(book),
    )


def eligible(book: Book) -> list[int]:
    """The clinicians in use, and the offices of which no clinician is known."""
    alone = [one.id for one in gifts.recipients(book, Kind.OFFICE) if not one.members]
    return [*(one.id for one in gifts.recipients(book, Kind.PROVIDER)), *alone]


def referral_days(book: Book) -> dict[int, list[date]]:
    """Per source the days of its countable referrals, in order."""
    rows = book.session.execute(
        select(R.c.source_id, R.c.received_on)
        .where(countable(book.today))
        .order_by(R.c.source_id, R.c.received_on)
    )
    found: dict[int, list[date]] = {}
    for source_id, day in rows:
        found.setdefault(source_id, []).append(day)
    return found
