"""The sentence of ``ref add`` as it is meant, or a refusal with the line to type instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.referrals.sentence.mending import find_mends
from refcli.core.referrals.sentence.mends import Mend
from refcli.core.referrals.sentence.parts import Readers, Run, Said, Slot, find_part
from refcli.core.referrals.sentence.settling import settle_keywords
from refcli.core.referrals.sentence.splitting import is_title, split_parts
from refcli.core.referrals.sentence.telling import refuse_both, say_part, say_reading, write_line
from refcli.errors import UsageError

FEWEST_IN_DOUBT = 3  # words of which some are the patient


@dataclass(frozen=True, slots=True)
class Sentence:
    """The parts of a sentence; ``notice`` tells how words without their quotes were read."""

    parts: tuple[Said, ...]
    notice: str = ""


def read_sentence(runs: Sequence[Run], known: Readers, rest: Sequence[str] = ()) -> Sentence:
    """The parts of a line; what may be meant otherwise is refused with a line that works.

    ``rest``: the options that are no part of the sentence, as they were typed.
    """
    typed = split_parts(runs, known)
    refuse_unparted(typed, rest)
    refuse_parted(typed, known, rest)
    said = settle_keywords(typed, known, rest)
    if mends := find_mends(said, known):
        raise refuse_doubt(said, mends, rest)
    joined = any(one.by_option and len(one.words) > 1 for one in said)
    return Sentence(tuple(said), f"Read as: {say_reading(said)}." if joined else "")


def refuse_doubt(said: Sequence[Said], mends: Sequence[Mend], rest: Sequence[str]) -> UsageError:
    """The refusal: what is wrong, the sentence as understood, and the line without that."""
    first, last = mends[0], mends[-1]
    stop = "" if first.what.endswith((".", "?")) else "."
    dropped = [mend for mend in mends if mend.drops]
    named = ", ".join(say_part(mend.doubt) for mend in dropped)
    leave = "Leave it out. " if dropped == [first] else f"Leave out {named}. " if dropped else ""
    return UsageError(
        f"{first.what}{stop} Read as: {say_reading(said, first.doubt)}."
        f" {leave}Type: {write_line(last.said, rest)}"
    )


def refuse_unparted(said: Sequence[Said], rest: Sequence[str]) -> None:
    """Refuse ``--from dr chen maria lopez``: nobody can tell where the patient's name begins."""
    one = find_part(said, Slot.FROM)
    if one is None or find_part(said, Slot.PATIENT) or not one.by_option:
        return
    if len(one.words) < FEWEST_IN_DOUBT:
        return
    first = 2 if is_title(one.words[0]) else 1
    others = [other for other in said if other is not one]
    ways = [
        [
            Said(Slot.PATIENT, one.words[at:]),
            Said(Slot.FROM, one.words[:at]),
            *others,
        ]
        for at in (first, first + 1)
        if at < len(one.words)
    ]
    if len(ways) > 1:
        raise refuse_both(*((way, write_line(way, rest)) for way in ways))


def refuse_parted(said: Sequence[Said], known: Readers, rest: Sequence[str]) -> None:
    """Refuse ``maria --from google lopez``, where google is on record and the patient goes on."""
    one, patient = find_part(said, Slot.FROM), find_part(said, Slot.PATIENT)
    if not (one and patient and one.by_option and len(one.words) > 1 and patient.is_loose):
        return
    if known.is_known(one.words[0]) and not known.is_known(one.text):
        whole = Said(Slot.PATIENT, (*patient.words, *one.words[1:]))
        source = Said(Slot.FROM, one.words[:1])
        others = [other for other in said if other not in (one, patient)]
        other = [whole, source, *others]
        raise refuse_both((other, write_line(other, rest)), (said, write_line(said, rest)))
