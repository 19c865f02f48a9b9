"""What is in doubt in a sentence, and the sentence that may be meant instead."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain

from refcli.core.referrals.sentence.mends import Mend, drop_part, replace_part
from refcli.core.referrals.sentence.options import find_options
from refcli.core.referrals.sentence.parts import (
    IN_NAMES,
    KEYWORDS,
    NAMES,
    READABLE,
    WITHOUT_WORDS,
    Readers,
    Run,
    Said,
    Slot,
    find_part,
)
from refcli.core.referrals.sentence.slips import (
    has_keyword,
    is_remark,
    loose_names,
    missing_parts,
    part_of_end,
    split_end,
    split_patient,
    split_slip,
    with_hour,
)
from refcli.core.referrals.sentence.splitting import split_parts
from refcli.core.values.clock_hours import is_hour
from refcli.core.values.date_text import DAYS
from refcli.core.values.relative_days import NEAR
from refcli.phrases import with_article

DAY_WORDS = (*NEAR, *DAYS)
AMOUNT = re.compile(r"[0-9][0-9,]*(?:\.[0-9]{1,2})?")
FOR_A_DAY = frozenset({"for", "on"})  # before the day of an appointment
MONEY_WORDS = frozenset({"dollars", "dollar", "usd", "bucks"})
MOST_MENDS = 12
MAY_BEGIN = frozenset(KEYWORDS.values()) - {Slot.FROM, Slot.BOOKED}  # a line, as words of a name


def find_mends(said: Sequence[Said], known: Readers) -> list[Mend]:
    """All that is in doubt, one after the other; the last holds the sentence without doubts."""
    mends: list[Mend] = []
    while len(mends) < MOST_MENDS:
        now = mends[-1].said if mends else said
        found = next(chain.from_iterable(find(now, known) for find in FINDERS), None)
        if found is None:
            break
        mends.append(found)
    return mends


def find_strays(said: Sequence[Said], _known: Readers) -> Iterator[Mend]:
    """Words that belong to no part."""
    for at, one in enumerate(said):
        if one.part is None and is_remark(one.words):
            what = f'"{one.text}" belongs behind {Slot.NOTE}'
            yield replace_part(what, said, at, [Said(Slot.NOTE, one.words)])
        elif one.part is None:
            yield drop_part(f'"{one.text}" is too much here', said, at)


def find_nameless(said: Sequence[Said], known: Readers) -> Iterator[Mend]:
    """A keyword that begins the line and is a name: on lee from dr chen, note from dr chen.

    What can be read behind it is that; the patient is the rest.
    """
    if not said or find_part(said, Slot.PATIENT):
        return
    first = said[0]
    if first.by_option or not first.is_loose or first.part not in {*MAY_BEGIN, Slot.BOOKED}:
        return
    what = f"The patient's name begins the sentence, and {first.part} is a keyword"
    for end in range(len(first.words), 0, -1):
        head, tail = first.words[:end], first.words[end:]
        if first.part in READABLE and known.fits(first.part, " ".join(head)):
            if tail:
                parts = [Said(Slot.PATIENT, tail), Said(first.part, head)]
                yield replace_part(what, said, 0, parts)
            return
    if (first.words and first.part in READABLE) or (not first.words and first.part in MAY_BEGIN):
        name = Said(Slot.PATIENT, (f"{first.part} {first.text}".strip(),))
        yield replace_part(what, said, 0, [name])


def find_names(said: Sequence[Said], known: Readers) -> Iterator[Mend]:
    """A keyword that stands twice, one time as a word of the name before: at home at last."""
    for at, one in enumerate(said):
        if one.part not in IN_NAMES or sum(other.part is one.part for other in said) == 1:
            continue
        again = one.part is Slot.AT and any(other.part is one.part for other in said[:at])
        is_word = again or (one.part is Slot.ON and not known.fits(Slot.ON, one.text))
        if is_word and not one.by_option and one.is_loose and (whole := name_instead(said, at)):
            yield Mend(f"{one.part} stands twice, and each keyword once", one, [*whole])


def find_doubles(said: Sequence[Said], _known: Readers) -> Iterator[Mend]:
    """A part that stands twice; who else helped is a further source."""
    for at, one in enumerate(said):
        before = [other for other in said[:at] if other.part is one.part]
        if not before or (one.by_option and all(other.by_option for other in before)):
            continue
        if one.part is Slot.ALSO and one.by_option:
            continue
        what = f"{one.part} stands twice, and each keyword once"
        also = Slot.ALSO if one.part is Slot.FROM else one.part
        if one.part in {Slot.FROM, Slot.ALSO} and one.words:
            repeated = find_part(said, Slot.ALSO) is not None
            yield replace_part(what, said, at, [Said(also, one.words, by_option=repeated)])
        else:
            yield drop_part(what, said, at)


def find_empty(said: Sequence[Said], _known: Readers) -> Iterator[Mend]:
    """A keyword with no words; booked alone says that the day is not known."""
    for at, one in enumerate(said):
        if not one.words and one.part is Slot.FROM:
            nobody = Said(Slot.FROM, ("unknown",))
            yield replace_part(
                "Nothing stands behind from; unknown says that nobody asked", said, at, [nobody]
            )
        elif not one.words and one.part not in WITHOUT_WORDS:
            yield drop_part(f"Nothing stands behind {one.part}", said, at)


def find_hours(said: Sequence[Said], known: Readers) -> Iterator[Mend]:
    """An hour where the office stands: from dr chen at 9:30 booked 12/2."""
    for at, one in enumerate(said):
        if one.part is not Slot.AT or one.by_option or not is_hour(one.text):
            continue
        what = f'at is an hour only behind booked; before it, "{one.text}" would be an office'
        whole = with_hour(said, one, one.text, known)
        yield Mend(what, one, whole) if whole else drop_part(what, said, at)


def find_unreadable(said: Sequence[Said], known: Readers) -> Iterator[Mend]:
    """A day, a phone number or an amount that is none."""
    for at, one in enumerate(said):
        if one.part not in READABLE or not one.words:
            continue
        if why := known.objection(one.part, one.text):
            hour = one.words[1:] if one.part is Slot.BOOKED and one.words[0] == "at" else ()
            if hour and (whole := with_hour(said, one, " ".join(hour), known)):
                yield Mend(why, one, whole)
                continue
            if is_booked_for(one, said, known):
                yield book_for(why, one, said)
                continue
            guess = guess_parts(one, known, missing_parts(said))
            name = name_instead(said, at) if one.part is Slot.ON and is_wordy(one.text) else ()
            if guess or not name:
                yield replace_part(why, said, at, guess) if guess else drop_part(why, said, at)
            else:
                yield Mend(why, one, [*name])


def is_booked_for(one: Said, said: Sequence[Said], known: Readers) -> bool:
    """Whether a day behind ``on`` is that of an appointment: booked on 12/3, or on 12/3 to come."""
    unsaid = all(other.part is not Slot.BOOKED or not other.words for other in said)
    behind_on = one.part is Slot.ON and not one.by_option
    return behind_on and unsaid and known.fits(Slot.BOOKED, one.text)


def book_for(why: str, one: Said, said: Sequence[Said]) -> Mend:
    """The sentence with a day behind ``on`` as that of the appointment."""
    rest = [other for other in said if other.part is not Slot.BOOKED]
    return replace_part(why, rest, rest.index(one), [Said(Slot.BOOKED, one.words)])


def is_wordy(text: str) -> bool:
    """Whether no figure is in a text, so that it may be a word of a name."""
    return not any(map(str.isdigit, text))


def name_instead(said: Sequence[Said], at: int) -> tuple[Said, ...]:
    """The sentence in which a keyword is a word of the name before it: smiles on main."""
    if at == 0 or said[at - 1].part not in NAMES or not said[at - 1].is_loose:
        return ()
    one = said[at - 1]
    whole = Said(one.part, (f"{one.text} {said[at].part} {said[at].text}",))
    return (*said[: at - 1], whole, *said[at + 1 :])


def guess_parts(one: Said, known: Readers, missing: frozenset[Slot]) -> list[Said] | None:
    """What may be meant by a part that cannot be read; None where nobody can know."""
    if one.part and (day := known.sure_day(one.part, one.text)):
        return [Said(one.part, tuple(day.split()))]
    words = tuple(one.text.split())
    at_hour = tuple(one.text.replace("@", " at ").split())
    if at_hour != words and known.fits(one.part, " ".join(at_hour)):
        return [Said(one.part, at_hour)]
    if one.part is Slot.BOOKED and one.text.casefold() in NEAR and words[0].casefold() == "this":
        words = ("today", *words[1:])  # this morning
    for end in range(len(words) - 1, 0, -1):
        head, tail = words[:end], words[end:]
        if known.fits(one.part, " ".join(head)):
            if one.part is Slot.VALUE and MONEY_WORDS.issuperset(map(str.casefold, tail)):
                return [Said(one.part, head)]
            return [Said(one.part, head), *place_rest(tail, known, missing)]
    if one.part is Slot.BOOKED and one.words[0] in FOR_A_DAY:
        return (
            [Said(one.part, one.words[1:])]
            if known.fits(one.part, " ".join(one.words[1:]))
            else None
        )
    near = guess_text(one)
    return [Said(one.part, tuple(near.split()))] if near and known.fits(one.part, near) else None


def guess_text(one: Said) -> str:
    """The nearest word of a day, today for an hour alone, or the figures of an amount; or empty."""
    if one.part is Slot.BOOKED and is_hour(one.text):
        return f"today {one.text}"
    if one.part in {Slot.ON, Slot.BOOKED}:
        return next(iter(get_close_matches(one.text.casefold(), DAY_WORDS, 1, 0.75)), "")
    if one.part is Slot.VALUE and not one.text.startswith((",", "-")):
        figures = AMOUNT.findall(one.text)
        return figures[0] if len(figures) == 1 else ""
    return ""


def place_rest(words: Sequence[str], known: Readers, missing: frozenset[Slot]) -> list[Said]:
    """Words behind a part that can be read without them: a place, a phone number, a note."""
    if words[0] == "at" and len(words) > 1 and Slot.AT in missing:
        return [Said(Slot.AT, (*words[1:],))]
    return [Said(part_of_end(" ".join(words), known, missing) or Slot.NOTE, (*words,))]


def find_slips(said: Sequence[Said], known: Readers) -> Iterator[Mend]:
    """A keyword that was mistyped or left out."""
    missing = missing_parts(said)
    for at, one in loose_names(said):
        if parts := split_slip(one, known, missing) or split_end(one, known, missing):
            two = parts[1]
            yield replace_part(f'Is "{two.text}" {say_meaning(two)}', said, at, parts, mark="?")


def find_source(said: Sequence[Said], known: Readers) -> Iterator[Mend]:
    """Who sent the patient, where that stands in the patient's name."""
    patient = find_part(said, Slot.PATIENT)
    if patient is None or find_part(said, Slot.FROM):
        return
    at = said.index(patient)
    if has_keyword(patient):
        words = patient.text.split()
        parts = split_parts([Run((*words,))], known)
        what = "What stands in quotes is one name, with no keyword in it"
        yield replace_part(what, said, at, parts)
    elif parts := split_patient(patient) or []:
        yield replace_part("Who sent them stands behind from", said, at, parts)


def say_meaning(one: Said) -> str:
    """What a part says, in a question."""
    return {
        Slot.FROM: "who sent them",
        Slot.BOOKED: "the appointment",
        Slot.ON: "the day on which the referral came in",
        Slot.ALSO: "a further source",
    }.get(one.part or Slot.NOTE, with_article(str(one.part)))


Finder = Callable[[Sequence[Said], Readers], Iterator[Mend]]
FINDERS: tuple[Finder, ...] = (
    find_strays,
    find_nameless,
    find_options,
    find_empty,
    find_names,
    find_doubles,
    find_hours,
    find_unreadable,
    find_slips,
    find_source,
)
