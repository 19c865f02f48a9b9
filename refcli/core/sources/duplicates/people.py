"""How alike the names of two people are, and what a front desk would call it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from refcli.core.sources.duplicates.candidates import NameKey
from refcli.core.sources.likeness import allowed_mistakes
from refcli.core.sources.nicknames import RELATED


@dataclass(frozen=True, slots=True)
class NameGrade:
    """How alike two names are.

    ``points`` of a hundred; ``enough``: the points of contact (a phone is 22) with which the two
    are certainly one, None where they never are; ``against``: what contradicts it.
    """

    points: int
    reason: str
    enough: int | None = None
    against: tuple[str, ...] = ()


ENDING = re.compile("(?:ie|ey|y|i)$")
CountHolders = Callable[[str], int]  # how many sources have a word in their name
ONE_CONTACT, TWO_CONTACTS = 20, 35
SHORTEST_SLIP = 4  # letters
SLIPS_AMONG = 50  # sources: so many more have the right spelling
RARE = 3  # as many sources with a surname


def related_by_stem() -> dict[str, frozenset[str]]:
    """The names that a short form may stand for, however its ending is written."""
    found: dict[str, frozenset[str]] = {}
    for name, others in RELATED.items():
        found[drop_ending(name)] = found.get(drop_ending(name), frozenset()) | others
    return found


def compare_people(one: NameKey, other: NameKey, count: CountHolders) -> NameGrade | None:
    """How alike the names of two people are; None where they are those of two."""
    short, long = sorted((one.words, other.words), key=len)
    grade = grade_whole(short, long, count) or grade_parts(short, long, count)
    if grade is None and len(short) > 1:
        turned = grade_parts((*short[1:], short[0]), long, count)
        grade = turned and NameGrade(turned.points - 3, f"{turned.reason}, in another order")
    return grade and with_generation(grade, one.generation, other.generation)


def with_generation(grade: NameGrade, one: str, other: str) -> NameGrade:
    """Jr. and Sr. are two people; a Jr. and one of whom it is not said may be."""
    if one == other:
        return grade
    if one and other:
        why, less = f"but one is {one.capitalize()}. and one {other.capitalize()}.", 50
    else:
        why, less = f"but one is {(one or other).capitalize()}.", 10
    return NameGrade(grade.points - less, grade.reason, None, (*grade.against, why))


def grade_whole(
    short: tuple[str, ...], long: tuple[str, ...], count: CountHolders
) -> NameGrade | None:
    """The grade of names with the same words, and of a surname alone."""
    if len(short) == 1:
        return grade_surname_alone(short[0], long[-1], count)
    if short == long or "".join(short) == "".join(long):
        return NameGrade(70, "same name", ONE_CONTACT)
    if sorted(short) == sorted(long):
        return NameGrade(70, "same name in another order", ONE_CONTACT)
    return None


def grade_surname_alone(one: str, other: str, count: CountHolders) -> NameGrade | None:
    """The grade of Dr. Park beside Susan Park."""
    if one != other:
        is_slip = compare_surname(one, other) and is_slip_of(one, other, count)
        return NameGrade(25, f"typing mistake: {one.title()} = {other.title()}") if is_slip else None
    if count(one) <= len((one, other)):
        return NameGrade(50, "same surname, the only two of it")
    return NameGrade(30, "same surname, no first name")


def grade_parts(
    short: tuple[str, ...], long: tuple[str, ...], count: CountHolders
) -> NameGrade | None:
    """The grade of a first name, the names in the middle and a surname, each beside the other."""
    given, surname = compare_given(short[0], long[0]), compare_surname(short[-1], long[-1])
    if len(short) == 1:
        return None
    if given == "begun" and len(long[0]) - len(short[0]) in {-1, 0, 1}:
        given = "slip" if could_be_slip(short, long, "slip", count) else given
    slip = "slip" in {given, surname}
    if not given or not surname or (slip and not could_be_slip(short, long, given, count)):
        return grade_other_part(short, long, given=given, surname=surname)
    grade = GRADES[given, surname](short, long)
    if given not in {"same", "slip"} and count(long[-1]) <= RARE:
        grade = replace(grade, points=grade.points + 10, reason=f"{grade.reason}, rare surname")
    return with_middle(grade, short[1:-1], long[1:-1])


def compare_given(one: str, other: str) -> str:
    """How a first name stands for another: same, initial, nickname, begun, slip; '' for not at all.

    Jeff is begun for Jeffery, and Julia for Julian, who is somebody else.
    """
    if one == other:
        return "same"
    if min(len(one), len(other)) == 1:
        initial, full = sorted((one, other), key=len)
        return "initial" if any(f[0] == initial for f in short_forms(full)) else ""
    if is_nickname(one, other):
        return "nickname"
    if is_shortened_name(*sorted((one, other), key=len)):
        return "begun"
    return compare_surname(one, other)


def is_nickname(one: str, other: str) -> bool:
    """True for a name and its short form, and for two short forms of one name: Bob and Rob.

    Patricia and Patrick share a short form and are two people: what is shared has to be longer.
    """
    if drop_ending(one) == drop_ending(other) or drop_ending(other) in short_forms(one):
        return True
    shared = full_names(one) & full_names(other)
    return any(len(name) >= max(len(one), len(other)) for name in shared)


def full_names(name: str) -> frozenset[str]:
    """The names that a first name is related to."""
    return STEMS.get(drop_ending(name), frozenset())


@lru_cache(maxsize=1 << 14)
def short_forms(name: str) -> frozenset[str]:
    """A first name and all that it may stand for or be called for short, without their endings."""
    return frozenset(map(drop_ending, (name, *full_names(name))))


def drop_ending(name: str) -> str:
    """Patt for Patty, Pattie and Patti: people write all three."""
    return ENDING.sub("", name) if len(name) > SHORTEST_SLIP else name


def is_shortened_name(short: str, long: str) -> bool:
    """True for Jeff of Jeffery, and for Brina of Sabrina."""
    return long.startswith(short) or (len(short) >= SHORTEST_SLIP and short in long)


def compare_surname(one: str, other: str) -> str:
    """Whether two surnames are the same, or one a slip for the other; '' for neither."""
    if one == other:
        return "same"
    if min(len(one), len(other)) < SHORTEST_SLIP or abs(len(one) - len(other)) > 1:
        return ""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 38 ms that few commands need

    allowed = min(allowed_mistakes(one), 1 if one[0] != other[0] else 2)
    return "slip" if OSA.distance(one, other, score_cutoff=allowed) <= allowed else ""


def could_be_slip(
    short: tuple[str, ...], long: tuple[str, ...], given: str, count: CountHolders
) -> bool:
    """False where both spellings are names of others too: Hansen and Hanson, Joan and John."""
    place = 0 if given == "slip" else -1
    one, other = short[place], long[place]
    if given == "slip" and one in RELATED and other in RELATED:
        return False
    return is_slip_of(one, other, count)


def is_slip_of(one: str, other: str, count: CountHolders) -> bool:
    """True for a spelling of one source alone, or of one in fifty of those with the other."""
    rare, usual = sorted((count(one), count(other)))
    return rare <= 1 or rare * SLIPS_AMONG <= usual


def with_middle(
    grade: NameGrade, short: tuple[str, ...], long: tuple[str, ...]
) -> NameGrade:
    """The grade, less where the names in the middle begin with other letters."""
    if short and long and short[0][0] != long[0][0]:
        why = "but another middle name"
        return NameGrade(grade.points - 35, grade.reason, None, (*grade.against, why))
    return grade


def grade_other_part(
    short: tuple[str, ...], long: tuple[str, ...], *, given: str, surname: str
) -> NameGrade | None:
    """The grade of who goes by the middle name, has a second surname, or changed one of the two."""
    if surname == "same" and (short[0] in long[1:-1] or long[0] in short[1:-1]):
        return NameGrade(52, "one goes by the middle name")
    if given == "same" and (short[-1] in long[1:] or long[-1] in short[1:]):
        return NameGrade(55, "one has a second surname", TWO_CONTACTS)
    if given == "same":
        points = 40 if surname == "slip" else 12
        return NameGrade(points, "same first name, another surname")
    return grade_begins_alike(short, long) if surname == "same" else None


def grade_begins_alike(short: tuple[str, ...], long: tuple[str, ...]) -> NameGrade | None:
    """The grade of Delilah and Della Wynn, who may be one, or sisters."""
    if short[0][0] != long[0][0]:
        return None
    points = 25 if short[0][:2] == long[0][:2] else 12
    middle = 8 if short[1:-1] and long[1:-1] and short[1][0] == long[1][0] else 0
    grade = NameGrade(points + middle, "same surname, first names that begin alike")
    return with_middle(grade, short[1:-1], long[1:-1])


def grade_same(short: tuple[str, ...], long: tuple[str, ...]) -> NameGrade:
    """First name and surname are the same."""
    more = len(short) != len(long)
    reason = "same name, one with a middle name" if more else "same first name and surname"
    return NameGrade(68, reason, ONE_CONTACT)


def grade_nickname(short: tuple[str, ...], long: tuple[str, ...]) -> NameGrade:
    """One is called for short what the other is called in full."""
    one, other = short[0].capitalize(), long[0].capitalize()
    return NameGrade(55, f"nickname: {one} = {other}", TWO_CONTACTS)


def grade_initial(short: tuple[str, ...], long: tuple[str, ...]) -> NameGrade:
    """One has the initial of the other's first name."""
    initial, full = sorted((short[0], long[0]), key=len)
    return NameGrade(50, f"initial: {initial.upper()}. = {full.capitalize()}")


def grade_begun(short: tuple[str, ...], long: tuple[str, ...]) -> NameGrade:
    """One first name is the beginning of the other; it may also be another name."""
    one, other = sorted((short[0].capitalize(), long[0].capitalize()), key=len)
    return NameGrade(50, f"shortened: {one} = {other}")


def grade_given_slip(short: tuple[str, ...], long: tuple[str, ...]) -> NameGrade:
    """The first name may be mistyped; it may also be that of a daughter or a brother."""
    return NameGrade(56, f"typing mistake: {short[0].capitalize()} = {long[0].capitalize()}")


def grade_surname_slip(short: tuple[str, ...], long: tuple[str, ...]) -> NameGrade:
    """The surname is mistyped."""
    reason = f"typing mistake: {short[-1].capitalize()} = {long[-1].capitalize()}"
    return NameGrade(60, reason, ONE_CONTACT)


def grade_loose(short: tuple[str, ...], long: tuple[str, ...]) -> NameGrade:
    """Both are other words for the same, which happens less often by chance than on purpose."""
    return NameGrade(40, f"like name: {' '.join(short).title()} = {' '.join(long).title()}")


STEMS = related_by_stem()
GRADES = {
    ("same", "same"): grade_same,
    ("nickname", "same"): grade_nickname,
    ("initial", "same"): grade_initial,
    ("begun", "same"): grade_begun,
    ("slip", "same"): grade_given_slip,
    ("same", "slip"): grade_surname_slip,
    ("nickname", "slip"): grade_loose,
    ("begun", "slip"): grade_loose,
    ("initial", "slip"): grade_loose,
    ("slip", "slip"): grade_loose,
}
