"""The tables of single rooms, which most commands do without: duties, insurers, campaigns, targets.

They are plain tables as those in ``tables``; the schema itself is in the migrations.
"""

from sqlalchemy import Boolean, Column, Index, Integer, String, UniqueConstraint, text

from refcli.storage.schema.tables import (
    day_column,
    flag_column,
    number_column,
    numbered_table,
    reference_column,
    text_column,
)

OCCASION = numbered_table(  # a day of the year that we remember, of one source or of all of a kind
    "occasion",
    *(reference_column("source_id", known=False), Column("kind", String), text_column("name")),
    *(
        number_column("month"),
        number_column("day"),
        Column("year", Integer),
        number_column("lead_days"),
    ),
    *(
        text_column("owner"),
        text_column("note"),
        day_column("added_on"),
        day_column("ended_on", known=False),
        reference_column("contact_id", known=False, index=None),
    ),
)
CONTACT = numbered_table(  # somebody who works at an office and does not refer
    "contact",
    *(reference_column("source_id"), text_column("name"), text_column("role")),
    *(text_column("phone"), text_column("note")),
    *(day_column("added_on"), day_column("ended_on", known=False)),
)
DUTY = numbered_table(  # a job that turns among the staff
    "duty",
    *(text_column("name"), text_column("every"), day_column("starts_on"), text_column("note")),
    *(day_column("added_on"), day_column("ended_on", known=False)),
)
# Who takes turns, and the text of each turn, both JSON lists, from a turn on.
DUTY_ROTA = numbered_table(
    "duty_rota",
    *(
        reference_column("duty_id"),
        number_column("from_turn"),
        text_column("staff"),
        text_column("texts"),
        day_column("recorded_on"),
    ),
)
DUTY_AWAY = numbered_table(  # days on which somebody of the staff is away
    "duty_away",
    *(
        text_column("staff"),
        day_column("since"),
        day_column("until"),
        text_column("why"),
        day_column("recorded_on"),
    ),
)
DUTY_SWAP = numbered_table(  # somebody who takes one turn out of the order; the last word counts
    "duty_swap",
    *(
        reference_column("duty_id"),
        number_column("turn"),
        text_column("staff"),
        day_column("recorded_on"),
    ),
)
DUTY_DONE = numbered_table(  # a turn that was done, and what came of it
    "duty_done",
    *(
        reference_column("duty_id", index=None),
        number_column("turn"),
        day_column("done_on"),
        text_column("who"),
    ),
    *(Column("asked", Integer), Column("handed_out", Integer), text_column("note")),
    UniqueConstraint("duty_id", "turn"),
)
CREDENTIAL = numbered_table(  # a term for which an insurer credentialed us or one of our providers
    "credential",
    *(
        reference_column("source_id"),
        text_column("provider"),
        day_column("since", known=False),
        day_column("until", known=False),
    ),
    day_column("recorded_on"),
)
# Whether an insurer has us or a provider in its network and its directory.
LISTING = numbered_table(
    "listing",
    *(
        reference_column("source_id"),
        text_column("provider"),
        Column("in_network", Boolean),
        Column("listed", Boolean),
    ),
    *(day_column("checked_on", known=False), day_column("recorded_on")),
)
CHANNEL_SPEND = numbered_table(  # what a channel cost in a month; the last word counts
    "channel_spend",
    *(
        reference_column("source_id"),
        day_column("month"),
        number_column("cents"),
        text_column("note"),
        day_column("recorded_on"),
    ),
    UniqueConstraint("source_id", "month", "recorded_on"),
)
CAMPAIGN = numbered_table(  # a campaign of a channel
    "campaign",
    *(
        reference_column("source_id"),
        text_column("name"),
        day_column("starts_on"),
        day_column("ends_on"),
        text_column("note"),
    ),
    *(day_column("added_on"), day_column("ended_on", known=False)),
)
TARGET = numbered_table(  # an office or provider near us that we want to meet
    "target",
    *(text_column("npi", unique=True), text_column("kind"), text_column("name")),
    *(text_column("other_name"), text_column("specialty"), text_column("codes")),
    *(text_column(one) for one in ("phone", "fax", "street", "city", "state", "zip")),
    *(text_column("cases"), text_column("note"), day_column("added_on")),
    *(day_column("moved_on", known=False), text_column("moved_from")),
    *(day_column("ended_on", known=False), text_column("ended_why")),
)
MEETING = numbered_table(  # a visit that is planned, with its day, hour and who goes
    "meeting",
    *(reference_column("source_id"), day_column("on_day"), Column("hour", String)),
    *(text_column("who"), text_column("whom"), text_column("note"), day_column("made_on")),
    *(day_column("ended_on", known=False), text_column("ended_why")),
)
ISSUE = numbered_table(  # what went wrong with a source, until it is mended
    "issue",
    *(reference_column("source_id"), reference_column("referral_id", known=False, index=None)),
    *(text_column("what"), text_column("about"), text_column("owner"), text_column("witness")),
    *(day_column("opened_on"), day_column("closed_on", known=False), text_column("outcome")),
    Index("ix_issue_referral_id", "referral_id", sqlite_where=text("referral_id IS NOT NULL")),
)
REWARD = numbered_table(  # what the practice hands out to a class of people, and on which occasion
    "reward",
    *(
        text_column("what"),
        text_column("to_whom"),
        text_column("occasion"),
        text_column("form"),
        number_column("value_cents"),
    ),
    *(flag_column("hangs_on_referral"), flag_column("announced")),
    *(day_column("added_on"), day_column("ended_on", known=False)),
)
# A file that went out, by path and command; ``digest`` as it was written.
WRITTEN_FILE = numbered_table(
    "written_file",
    *(text_column("path"), text_column("command"), text_column("digest")),
    UniqueConstraint("path", "command"),
)
DISCLOSURE = numbered_table(  # a file with people's names that went out; ``at``: the real clock
    "disclosure",
    *(text_column("at"), day_column("left_on"), text_column("who"), text_column("login")),
    *(text_column("command"), text_column("file"), text_column("content")),
    number_column("people"),
)
