"""The groups of the due list: what is done in one go, and the headings of their columns."""

from collections.abc import Sequence

from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType

PAY_ATTENTION = frozenset(
    {
        *(DueType.QUIET, DueType.ISSUE, DueType.NEXT_STEP, DueType.EVENT),
        *(DueType.DUTY, DueType.CREDENTIAL, DueType.GIFT, DueType.POLICY),
    }
)
# Not about the source.
ABOUT_A_PATIENT = frozenset({DueType.SCHEDULE, DueType.CAME, DueType.FOLLOW_UP})
GO_OUT, CALL = "Go out", "Call"
GROUPS = (
    (GO_OUT, frozenset({DueType.VISIT, DueType.MEETING})),
    (CALL, ABOUT_A_PATIENT),
    ("Write", frozenset({DueType.THANK_YOU, DueType.REPORT, DueType.OCCASION})),
    # Whether to call, to visit or to leave in peace who has gone quiet is decided first.
    ("Pay attention", PAY_ATTENTION),
)
COLUMNS_OF = {  # the headings of whom an item is about, and why
    GO_OUT: ("Place", "Last visit, met"),
    CALL: ("Patient", "Why"),
}
USUAL_COLUMNS = ("Whom", "Why")


def find_columns(title: str) -> tuple[str, str]:
    """The headings of whom the items of a group are about, and why."""
    return COLUMNS_OF.get(title, USUAL_COLUMNS)


def count_groups(items: Sequence[DueItem]) -> dict[str, int]:
    """How many items each group holds, by its heading."""
    return {title: sum(item.type in types for item in items) for title, types in GROUPS}


def count_of(shown: int, many: int) -> str:
    """``12``, or ``3 of 12`` where not all are shown."""
    return f"{many}" if shown == many else f"{shown} of {many}"
