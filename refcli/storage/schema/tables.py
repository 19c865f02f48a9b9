"""The tables beside the records: what the program, the due list and the history are kept in.

No object stands for their rows, so they are plain tables: a mapped class costs every start a
millisecond and a half. The schema itself, with its checks, is in the migrations.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)
from sqlmodel import SQLModel


def numbered(name: str, *parts: Column[Any] | UniqueConstraint | Index) -> Table:
    """A table whose rows are numbered."""
    return Table(name, SQLModel.metadata, Column("id", Integer, primary_key=True), *parts)


def text(name: str, *, unique: bool | None = None, index: bool | None = None) -> Column[str]:
    """Words; empty where there are none."""
    return Column(name, String, nullable=False, unique=unique, index=index)


def number(name: str) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False)


def flag(name: str) -> Column[bool]:
    """Yes or no."""
    return Column(name, Boolean, nullable=False)


def day(name: str, *, known: bool = True) -> Column[Any]:
    """A day; not ``known``: it may be missing."""
    return Column(name, Date, nullable=not known)


def of(name: str, *, known: bool = True, index: bool | None = True) -> Column[int]:
    """The number of a row of another table: ``source_id`` names one of ``source``."""
    key = ForeignKey(f"{name.removesuffix('_id')}.id")
    return Column(name, Integer, key, nullable=not known, index=index)


SETTING = numbered("setting", text("key", unique=True), text("value"))

DUE_RULE = numbered(  # a figure of the due list from a day on, for all kinds of sources or for one
    "due_rule",
    *(text("key"), text("kind"), number("value"), day("since")),
    UniqueConstraint("key", "kind", "since"),
)
DUE_MARK = numbered(  # a due item skipped or snoozed instead of done
    "due_mark",
    *(text("key", index=True), text("action"), day("due_on"), day("until", known=False)),
    *(text("why"), day("made_on")),
)
OCCASION = numbered(  # a day of the year that we remember, of one source or of all of a kind
    "occasion",
    *(of("source_id", known=False), Column("kind", String), text("name")),
    *(number("month"), number("day"), Column("year", Integer), number("lead_days")),
    *(text("owner"), text("note"), day("added_on"), day("ended_on", known=False)),
)

DUTY = numbered(  # a job that turns among the staff
    "duty",
    *(text("name"), text("every"), day("starts_on"), text("note")),
    *(day("added_on"), day("ended_on", known=False)),
)
DUTY_ROTA = numbered(  # who takes turns, and the text of each turn, both JSON lists, from a turn on
    "duty_rota",
    *(of("duty_id"), number("from_turn"), text("staff"), text("texts"), day("recorded_on")),
)
DUTY_AWAY = numbered(  # days on which somebody of the staff is away
    "duty_away",
    *(text("staff"), day("since"), day("until"), text("why"), day("recorded_on")),
)
DUTY_SWAP = numbered(  # somebody who takes one turn out of the order; the last word counts
    "duty_swap",
    *(of("duty_id"), number("turn"), text("staff"), day("recorded_on")),
)
DUTY_DONE = numbered(  # a turn that was done, and what came of it
    "duty_done",
    *(of("duty_id", index=None), number("turn"), day("done_on"), text("who")),
    *(Column("asked", Integer), Column("handed_out", Integer), text("note")),
    UniqueConstraint("duty_id", "turn"),
)

PLAN_ANSWER = numbered(  # the answer to a question of the plan, from the day it was recorded on
    "plan_answer",
    *(text("question"), text("answer"), day("recorded_on")),
    UniqueConstraint("question", "recorded_on"),
)
CREDENTIAL = numbered(  # a term for which an insurer credentialed us or one of our providers
    "credential",
    *(of("source_id"), text("provider"), day("since", known=False), day("until", known=False)),
    day("recorded_on"),
)
LISTING = numbered(  # whether an insurer has us or a provider in its network and its directory
    "listing",
    *(of("source_id"), text("provider"), Column("in_network", Boolean), Column("listed", Boolean)),
    *(day("checked_on", known=False), day("recorded_on")),
)
EVENT = numbered(  # a social event to which sources are invited
    "event",
    *(text("name"), day("held_on"), text("place"), text("note")),
    *(day("added_on"), day("cancelled_on", known=False), of("source_id", known=False)),
)
INVITATION = numbered(  # a source invited to an event, and what it answered
    "invitation",
    *(of("event_id", index=None), of("source_id"), day("invited_on")),
    *(Column("answer", String), day("answered_on", known=False), text("note")),
    UniqueConstraint("event_id", "source_id"),
)

CHANNEL_SPEND = numbered(  # what a channel cost in a month; the last word counts
    "channel_spend",
    *(of("source_id"), day("month"), number("cents"), text("note"), day("recorded_on")),
    UniqueConstraint("source_id", "month", "recorded_on"),
)
CAMPAIGN = numbered(  # a campaign of a channel
    "campaign",
    *(of("source_id"), text("name"), day("starts_on"), day("ends_on"), text("note")),
    *(day("added_on"), day("ended_on", known=False)),
)

POLICY = numbered(  # a choice of the policy on gifts, from a day on
    "policy",
    *(text("key"), text("value"), day("since")),
    UniqueConstraint("key", "since"),
)
HOUSE_RULE = numbered(  # a rule of our own about gifts, from a day on; without a value it is none
    "house_rule",
    *(text("key"), Column("value", Integer), day("since")),
    UniqueConstraint("key", "since"),
)
REWARD = numbered(  # what the practice hands out to a class of people, and on which occasion
    "reward",
    *(text("what"), text("to_whom"), text("occasion"), text("form"), number("value_cents")),
    *(flag("hangs_on_referral"), flag("announced")),
    *(day("added_on"), day("ended_on", known=False)),
)

COMMAND = numbered(  # one command that changed something; ``at`` is the real clock, in UTC
    "command",
    *(text("at"), text("by"), text("name"), day("as_of")),
    Column("undoes_id", Integer, ForeignKey("command.id")),
)
CHANGE = numbered(  # one row inserted, updated or deleted, as the database itself saw it
    "change",
    *(of("command_id", known=False), text("at"), text("table_name"), number("row_id")),
    *(text("action"), Column("before", String), Column("after", String)),
    Index("ix_change_row", "table_name", "row_id"),
)
OPEN_COMMAND = numbered("open_command", of("command_id", index=None))  # the one that is writing now
MIGRATION = numbered("migration", text("name"), text("at"))  # a step of the schema, and when taken

WRITTEN_FILE = numbered(  # a file that went out, by path and command; ``digest`` as it was written
    "written_file",
    *(text("path"), text("command"), text("digest")),
    UniqueConstraint("path", "command"),
)
