"""Why referrals are lost: the list that a practice keeps, and which reason of it is meant."""

import re
from collections.abc import Iterable, Sequence

from refcli.core.names.keys import LONGEST
from refcli.core.output.table import Column, Table
from refcli.errors import RefusedError, UsageError

OTHER = "other"
NOT_RECORDED = "not recorded"  # the reason of a lost referral whose file gives none
USUAL = (
    *("chose another practice", "insurance", "cost", "no answer", "too far", "moved away"),
    *("treated elsewhere", OTHER),
)
LEAST = 3  # letters of a word that stands for a whole reason
BETWEEN = "; "  # reasons as a setting keeps them


def read_reason(typed: str, known: Sequence[str]) -> tuple[str, str]:
    """The reason of the list that is meant, and what else was said.

    Example: "Too far: she moved to Kent" is too far, with "she moved to Kent"; what begins with no
    reason of the list is a note of ``other``. "far" alone is too far, if no other reason ends so.
    """
    text = " ".join(typed.split())
    for one in sorted(known, key=len, reverse=True):
        if found := re.match(rf"{re.escape(one)}(?:\W*$|\s*[:;,(\-–]+\s*)", text, re.IGNORECASE):  # noqa: RUF001
            return one, text[found.end() :]
    if reason := short_for(text, known):
        return reason, ""
    return (OTHER, text) if text else ("", "")


def tell_reason(typed: str, known: Sequence[str]) -> str:
    """Words that begin with a reason of the list, as ``read_reason`` reads them; else empty.

    Example: "moved away to Kent" is "moved away: to Kent".
    """
    text = " ".join(typed.split())
    if read_reason(text, known)[0] not in {OTHER, ""} or text.casefold() == OTHER:
        return text
    for one in sorted(known, key=len, reverse=True):
        if text.casefold().startswith(f"{one} "):
            return f"{text[: len(one)]}: {text[len(one) + 1 :]}"
    return ""


def short_for(text: str, known: Sequence[str]) -> str:
    """The only reason that begins or ends with these words: ``far`` is too far; ``no`` is none."""
    words = text.casefold().split()
    if min(map(len, words), default=0) < LEAST:
        return ""
    size = len(words)
    meant = [one for one in known if size and words in (one.split()[:size], one.split()[-size:])]
    return meant[0] if len(meant) == 1 else ""


def read_kept(text: str | None) -> tuple[str, ...]:
    """The list out of a setting; the usual one where there is none."""
    return tuple(text.split(BETWEEN)) if text else USUAL


def change_reasons(
    known: Sequence[str], more: Iterable[str], fewer: Iterable[str]
) -> tuple[str, ...]:
    """The list with some reasons more and some fewer; ``other`` stays, and stays last."""
    gone = {same_reason(one, known) for one in fewer}
    if OTHER in gone:
        raise RefusedError(f"{OTHER!r} stays: it holds the words that no reason of the list says.")
    kept = [one for one in known if one not in gone | {OTHER}]
    for typed in more:
        text = " ".join(typed.split()).casefold()
        if not text or len(text) > LONGEST or ";" in text:
            raise UsageError(f"{typed!r} is no reason. Type a few words: no answer")
        if text not in [*kept, OTHER]:
            kept.append(text)
    return (*kept, OTHER)


def same_reason(typed: str, known: Sequence[str]) -> str:
    """A reason of the list, as typed in any case."""
    text = " ".join(typed.split()).casefold()
    if text not in known:
        raise RefusedError(f"{typed!r} is not on the list. See: ref setting reasons")
    return text


def reasons_table(known: Sequence[str]) -> Table:
    """One row per reason."""
    note = 'What else is typed is noted under other. Add one: ref setting reasons --add "no answer"'
    return Table(
        "Why referrals are lost", (Column("reason", "Reason"),), [(one,) for one in known], note
    )
