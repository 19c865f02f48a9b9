"""What was done about a due item, and the item with what is known about it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from refcli.core.activities import NewActivity
from refcli.core.due.list import DueFacts
from refcli.core.owed.items import DueItem, Key
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import ActivityKind, CallOutcome

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done, when, and by whom; ``named`` is who was said to have done it, if anybody."""

    on: date
    today: date
    who: str
    named: str | None = None
    kind: ActivityKind | None = None
    met: str = ""
    brought: str = ""
    next_step: str = ""
    next_on: date | None = None
    note: str = ""
    asked: int | None = None
    handed_out: int | None = None
    outcome: CallOutcome | None = None

    @property
    def said_on(self) -> str:
        """Its day in words."""
        return said_day(self.on, self.today)

    @property
    def counted(self) -> bool:
        """Whether the deed says how many referrals were asked for or what was handed out."""
        return self.asked is not None or self.handed_out is not None

    def activity(
        self, kind: ActivityKind, source_id: int, key: str, referral_id: int | None = None
    ) -> NewActivity:
        """The deed as the activity that closes a key."""
        return NewActivity(
            source_id=source_id,
            kind=self.kind or kind,
            on=self.on,
            who=self.who,
            met=self.met,
            brought=self.brought,
            next_step=self.next_step,
            next_on=self.next_on,
            note=self.note,
            referral_id=referral_id,
            closes=key,
        )


@dataclass(frozen=True, slots=True)
class DueCase:
    """An item that is owed, with what is known about it."""

    book: "Book"
    facts: DueFacts
    item: DueItem
    key: Key
