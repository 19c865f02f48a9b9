"""The tables of the program beside the referrals, apart because recording one does without them."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from refcli.storage.models import Row


class OccasionRow(Row, table=True):
    """A day of the year that we remember, of one source or of all of a kind."""

    __tablename__ = "occasion"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    kind: str | None = None
    name: str
    month: int
    day: int
    year: int | None = None
    lead_days: int
    owner: str = ""
    note: str = ""
    added_on: date
    ended_on: date | None = None


class DutyRow(Row, table=True):
    """A job that turns among the staff."""

    __tablename__ = "duty"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    every: str
    starts_on: date
    note: str = ""
    added_on: date
    ended_on: date | None = None


class RotaRow(Row, table=True):
    """Who takes turns in a duty, and the text of each turn, both JSON lists, from a turn on."""

    __tablename__ = "duty_rota"

    id: int | None = Field(default=None, primary_key=True)
    duty_id: int = Field(foreign_key="duty.id", index=True)
    from_turn: int
    staff: str
    texts: str
    recorded_on: date


class AwayRow(Row, table=True):
    """Days on which somebody of the staff is away."""

    __tablename__ = "duty_away"

    id: int | None = Field(default=None, primary_key=True)
    staff: str
    since: date
    until: date
    why: str = ""
    recorded_on: date


class SwapRow(Row, table=True):
    """Somebody who takes one turn of a duty out of the order; the last word counts."""

    __tablename__ = "duty_swap"

    id: int | None = Field(default=None, primary_key=True)
    duty_id: int = Field(foreign_key="duty.id", index=True)
    turn: int
    staff: str
    recorded_on: date


class TurnRow(Row, table=True):
    """A turn of a duty that was done, and what came of it."""

    __tablename__ = "duty_done"
    __table_args__ = (UniqueConstraint("duty_id", "turn"),)

    id: int | None = Field(default=None, primary_key=True)
    duty_id: int = Field(foreign_key="duty.id")
    turn: int
    done_on: date
    who: str
    asked: int | None = None
    handed_out: int | None = None
    note: str = ""


class AnswerRow(Row, table=True):
    """The answer to a question of the written plan, from the day on which it was recorded."""

    __tablename__ = "plan_answer"
    __table_args__ = (UniqueConstraint("question", "recorded_on"),)

    id: int | None = Field(default=None, primary_key=True)
    question: str
    answer: str = ""
    recorded_on: date


class CredentialRow(Row, table=True):
    """A term for which an insurer credentialed the practice or one of its providers."""

    __tablename__ = "credential"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    provider: str = ""
    since: date | None = None
    until: date | None = None
    recorded_on: date


class ListingRow(Row, table=True):
    """Whether an insurer has the practice or a provider in its network and its directory."""

    __tablename__ = "listing"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    provider: str = ""
    in_network: bool | None = None
    listed: bool | None = None
    checked_on: date | None = None
    recorded_on: date


class InvitationRow(Row, table=True):
    """A source invited to an event, and what it answered."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("event_id", "source_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    source_id: int = Field(foreign_key="source.id", index=True)
    invited_on: date
    answer: str | None = None
    answered_on: date | None = None
    note: str = ""
