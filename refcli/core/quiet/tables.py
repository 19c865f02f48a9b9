"""Who has gone quiet, as a table."""

from collections.abc import Mapping, Sequence
from datetime import date

from refcli.core.output.table import Column, Table, Type
from refcli.core.owed.items import Party
from refcli.core.quiet.sentences import describe_sign
from refcli.core.quiet.silence import Sign

COLUMNS = (
    Column("key", "Key"),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("kind", "Kind"),
    Column("state", "State"),
    Column("since", "Since", Type.DATE),
    Column("last_referral", "Last", Type.DATE),
    Column("usual_days", "Usual days", Type.COUNT, machine_only=True),
    Column("silent_days", "Silent", Type.COUNT),
    Column("chance", "Chance", Type.RATE, machine_only=True),
    Column("words", "In words"),
    Column("owner", "Owner"),
)
NOTE = (
    "As of {0}, by place (an office with all who work in it), from the countable referrals in the"
    " two years up to the last one; slow months of the practice are allowed for. A pace takes 60"
    " days and a silence 14; until the practice's own clumping is known, what came in one week"
    " counts once. How it is worked out: ref quiet --explain NAME. Call or visit them, then:"
    " ref done KEY"
)


def quiet_table(
    signs: Sequence[Sign], parties: Mapping[int, Party], today: date, *left: str
) -> Table:
    """One row per place, the least likely silence first; ``left``: who is left out, and why."""
    rows = [
        (
            f"Q{one.source_id}",
            one.source_id,
            parties[one.source_id].name,
            parties[one.source_id].kind.value,
            one.state.value,
            one.since,
            one.last,
            round(one.gap_days),
            one.silent_days,
            one.chance,
            describe_sign(one),
            parties[one.source_id].owner,
        )
        for one in sorted(signs, key=lambda one: (one.chance, one.source_id))
    ]
    empty = "Nobody has gone quiet, and nobody is slowing more than chance explains."
    if any(left):
        empty = "Nobody else has gone quiet, and nobody is slowing more than chance explains."
    note = " ".join(filter(None, [*left, NOTE.format(today)]))
    return Table("Gone quiet and slowing", COLUMNS, rows, note, empty=empty)
