"""What every row of a list of referrals needs, and the failure of one that cannot be taken."""

from refcli.errors import RefusedError

REQUIRED = ("received_on", "patient", "source")


class RowError(RefusedError):
    """A row that cannot be taken; the message says why and what to write instead."""
