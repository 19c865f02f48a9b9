"""Referrals put where a test wants them, whatever steps led there."""

from dataclasses import replace
from typing import Any

from refcli.core.referrals.records import standing_of
from refcli.core.referrals.step_rows import fit_steps
from refcli.core.referrals.steps import Steps
from refcli.storage.book.door import Book
from refcli.storage.referrals import read_referral, read_told_of, set_told


def set_steps(book: Book, referral_id: int, steps: Steps, **values: Any) -> None:  # noqa: ANN401
    """Write where a referral stands, and other columns."""
    told = read_told_of(book, referral_id)
    standing = replace(standing_of(read_referral(book, referral_id).record), steps=steps)
    more = {"received_on": steps.received_on, **values}
    set_told(book, referral_id, fit_steps(told, standing), **more)
