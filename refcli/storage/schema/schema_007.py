"""The seventh schema, frozen: on which day of the practice a command counts, and whose login."""

from refcli.storage.schema.ddl import DAY, WORDS, append_only, split

# The day never goes back from one command to the next. One after the real day was a wrong clock or
# a look ahead: nowhere on earth is it more than fourteen hours later than in Greenwich. What only
# set the book up has none.
RECORDED_DAYS = """
UPDATE command SET recorded_on = running.day FROM (
  SELECT id, max(min(as_of, date(at, '+14 hours'))) OVER (ORDER BY id) AS day FROM command
  WHERE id >= (SELECT min(id) FROM command WHERE name <> 'init')
) AS running WHERE running.id = command.id;
CREATE INDEX ix_command_recorded_on ON command (recorded_on);
"""


def list_statements() -> list[str]:
    """Every statement of the seventh schema, in order."""
    return [
        f"ALTER TABLE command ADD COLUMN recorded_on {DAY.format('recorded_on')}",
        f"ALTER TABLE command ADD COLUMN login {WORDS}",
        "DROP TRIGGER keep_command_update",
        *split(RECORDED_DAYS),
        append_only("command")[0],
    ]
