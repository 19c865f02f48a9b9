"""The words that people type for those of a closed set that are called otherwise."""

from collections.abc import Mapping
from enum import StrEnum

from refcli.core.vocabulary import ActivityKind, Answer, Every, ShownStatus, Status, Telling

SAME_VALUE: Mapping[type[StrEnum], Mapping[str, StrEnum]] = {
    # what a closed set calls otherwise
    ActivityKind: {
        **dict.fromkeys(
            ("phone", "phoned", "phone call", "telephone", "called"), ActivityKind.CALL
        ),
        **dict.fromkeys(("dropoff", "dropped off"), ActivityKind.DROP_OFF),
        **dict.fromkeys(("thanks", "thank", "thankyou", "thanked"), ActivityKind.THANK_YOU),
        **dict.fromkeys(("followup", "check in"), ActivityKind.FOLLOW_UP),
        **dict.fromkeys(("visited", "meeting"), ActivityKind.VISIT),
        **dict.fromkeys(("report back", "reported"), ActivityKind.REPORT),
        "party": ActivityKind.EVENT,
    },
    Every: {
        **dict.fromkeys(("weekly", "1 week", "7 days"), Every.WEEK),
        **dict.fromkeys(
            ("fortnightly", "two weeks", "2 weeks", "biweekly", "14 days"), Every.FORTNIGHT
        ),
        **dict.fromkeys(("monthly", "1 month"), Every.MONTH),
    },
    Answer: {
        **dict.fromkeys(("y", "coming", "comes", "accepted", "accept"), Answer.YES),
        **dict.fromkeys(("n", "declined", "decline", "not coming"), Answer.NO),
        **dict.fromkeys(("perhaps", "unsure", "tentative"), Answer.MAYBE),
    },
}

NEAR_VALUE: Mapping[type[StrEnum], Mapping[str, StrEnum]] = {
    # what may be called so in a closed set, and is asked rather than taken
    ActivityKind: {
        **dict.fromkeys(
            ("email", "e mail", "mail", "fax", "text", "sms", "card", "note", "postcard"),
            ActivityKind.LETTER,
        ),
        **dict.fromkeys(("voicemail", "left message", "message"), ActivityKind.CALL),
        **dict.fromkeys(("coffee", "breakfast", "dinner", "meal", "food"), ActivityKind.LUNCH),
        **dict.fromkeys(("golf", "drinks", "outing"), ActivityKind.SOCIAL),
    },
    Status: {
        **dict.fromkeys(("called", "waiting", "open", "pending"), Status.RECEIVED),
        **dict.fromkeys(("no show", "missed", "cancelled", "canceled"), Status.RECEIVED),
    },
    ShownStatus: {
        **dict.fromkeys(("called", "waiting", "pending", "all open"), ShownStatus.OPEN),
        **dict.fromkeys(("no show", "missed", "cancelled", "canceled"), ShownStatus.OPEN),
    },
    Telling: {
        **dict.fromkeys(("moved", "rebooked"), Telling.SCHEDULED),
        **dict.fromkeys(("deleted", "delete", "removed", "mistake"), Telling.INVALID),
    },
}


def plain_word(typed: str) -> str:
    """A word as these tables have it: in small letters, its signs as single spaces."""
    return " ".join(typed.lower().replace("-", " ").replace("_", " ").split())
