"""How alike the names of two people are, and what a front desk would call it."""

from dataclasses import replace

from refcli.core.names.given_names import GIVEN_NAMES
from refcli.core.names.keys import GENERATIONS
from refcli.core.names.people import (
    Contradiction,
    Sameness,
    compare_keys,
    compare_surnames,
    find_contradiction,
)
from refcli.core.names.words import Resemblance, compare_words, is_slip
from refcli.core.sources.duplicates.candidates import NameKey
from refcli.core.sources.duplicates.grades import (
    ONE_CONTACT,
    TWO_CONTACTS,
    CountHolders,
    NameGrade,
    is_slip_of,
)

Words = tuple[str, ...]
RARE = 5  # as many sources with a surname
LIKE = 30  # points of names that are like in no way told below
CONTRADICTED = 50  # points less
SAME, SLIP = Resemblance.SAME, Resemblance.SLIP


def grade_people(
    one: NameKey, other: NameKey, count: CountHolders, *, met: bool
) -> NameGrade | None:
    """How alike the names of two people are; None where nothing says that they are of one.

    ``met``: they share a phone or the like, so that a name which is only like the other counts.
    """
    short, long = sorted((one.words, other.words), key=len)
    grade = grade_names(short, long, count)
    if grade is None and not met:
        return None
    if compare_keys(one.whole, other.whole) is not Sameness.DIFFERENT:
        said = f"like name: {one.whole.title()} = {other.whole.title()}"
        grade = replace(grade or NameGrade(LIKE, said), alike=True)
    elif found := find_contradiction(one.whole, other.whole):
        return grade_contradicted(grade, found, one, other)
    return grade and mark_generation(grade, one.generation, other.generation)


def grade_names(short: Words, long: Words, count: CountHolders) -> NameGrade | None:
    """How alike two names are but for their generations."""
    grade = grade_whole(short, long, count) or grade_parts(short, long, count)
    return grade or grade_turned(short, long, count)


def grade_contradicted(
    grade: NameGrade | None, found: Contradiction, one: NameKey, other: NameKey
) -> NameGrade:
    """The grade of two of a surname whose names say that they are two, with what says so."""
    why = f"but another {found}"
    if found is Contradiction.GENERATION:
        first, second = map(say_generation, (one.generation, other.generation))
        why = f"but one is {first} and one {second}"
    known = grade or NameGrade(0, "same surname")
    return replace(
        known,
        points=max(known.points - CONTRADICTED, 0),
        enough=None,
        against=(why,),
        contradicted=True,
    )


def grade_turned(short: Words, long: Words, count: CountHolders) -> NameGrade | None:
    """The grade with the surname of one of the two in front: Park Susan M."""
    turned = (
        grade_parts((*short[1:], short[0]), long, count),
        grade_parts(short, (*long[1:], long[0]), count),
    )
    best = max(filter(None, turned), key=lambda one: (one.enough or 0, one.points), default=None)
    return best and replace(best, reason=f"{best.reason}, in another order")


def mark_generation(grade: NameGrade, one: str, other: str) -> NameGrade:
    """The grade of Park Jr. and one of whom it is not said, lower by 10 points, never certain."""
    if GENERATIONS.get(one) == GENERATIONS.get(other):
        return grade
    why = f"but one is {say_generation(one or other)}"
    return replace(grade, points=grade.points - 10, enough=None, against=(why,))


def say_generation(word: str) -> str:
    """Jr. for jr, III for iii."""
    return f"{word.capitalize()}." if word in {"jr", "sr"} else word.upper()


def grade_whole(short: Words, long: Words, count: CountHolders) -> NameGrade | None:
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
        if not is_slip(one, other) or not is_slip_of(one, other, count):
            return None
        return NameGrade(25, f"typing mistake: {one.title()} = {other.title()}")
    if count(one) <= RARE:
        return NameGrade(50, "same surname, a rare one")
    return NameGrade(30, "same surname, no first name")


def grade_parts(short: Words, long: Words, count: CountHolders) -> NameGrade | None:
    """The grade of a first name, the names in the middle and a surname, each beside the other."""
    if len(short) == 1:
        return None
    given, surname = compare_words(short[0], long[0]), compare_surnames(short, long)
    if given is Resemblance.BEGUN and abs(len(long[0]) - len(short[0])) <= 1:
        given = SLIP if could_be_slip(short, long, SLIP, count) else given
    slip = SLIP in {given, surname}
    if not given or not surname or (slip and not could_be_slip(short, long, given, count)):
        return grade_other_part(short, long, given=given, surname=surname)
    grade = GRADES[given, surname](short, long)
    if given is not SAME and count(long[-1]) <= RARE:
        grade = replace(grade, points=grade.points + 10, reason=f"{grade.reason}, rare surname")
    return grade


def could_be_slip(short: Words, long: Words, given: Resemblance, count: CountHolders) -> bool:
    """False where both spellings are names of others too: Hansen and Hanson, Joan and John."""
    place = 0 if given is SLIP else -1
    one, other = short[place], long[place]
    if given is SLIP and one in GIVEN_NAMES and other in GIVEN_NAMES:
        return False
    return is_slip_of(one, other, count)


def grade_other_part(
    short: Words, long: Words, *, given: Resemblance | None, surname: Resemblance | None
) -> NameGrade | None:
    """The grade of who goes by the middle name, has a second surname, or changed one of the two."""
    if surname is SAME and (short[0] in long[1:-1] or long[0] in short[1:-1]):
        return NameGrade(52, "one goes by the middle name")
    if given is SAME and (short[-1] in long[1:] or long[-1] in short[1:]):
        return NameGrade(55, "one has a second surname", TWO_CONTACTS)
    if given is SAME:
        points = 40 if surname is SLIP else 12
        return NameGrade(points, "same first name, another surname")
    return grade_begins_alike(short, long) if surname is SAME else None


def grade_begins_alike(short: Words, long: Words) -> NameGrade | None:
    """The grade of Delilah and Della Wynn, who may be one, or sisters."""
    if short[0][0] != long[0][0]:
        return None
    points = 25 if short[0][:2] == long[0][:2] else 12
    middle = 8 if short[1:-1] and long[1:-1] and short[1][0] == long[1][0] else 0
    return NameGrade(points + middle, "same surname, first names that begin alike")


def grade_same(short: Words, long: Words) -> NameGrade:
    """First name and surname are the same."""
    more = len(short) != len(long)
    reason = "same name, one with a middle name" if more else "same first name and surname"
    return NameGrade(68, reason, ONE_CONTACT)


def grade_nickname(short: Words, long: Words) -> NameGrade:
    """One is called for short what the other is called in full."""
    one, other = short[0].capitalize(), long[0].capitalize()
    return NameGrade(55, f"nickname: {one} = {other}", TWO_CONTACTS)


def grade_initial(short: Words, long: Words) -> NameGrade:
    """One has the initial of the other's first name."""
    initial, full = sorted((short[0], long[0]), key=len)
    return NameGrade(50, f"initial: {initial.upper()}. = {full.capitalize()}")


def grade_begun(short: Words, long: Words) -> NameGrade:
    """One first name is the beginning of the other; it may also be another name."""
    one, other = sorted((short[0].capitalize(), long[0].capitalize()), key=len)
    return NameGrade(50, f"shortened: {one} = {other}")


def grade_given_slip(short: Words, long: Words) -> NameGrade:
    """The first name may be mistyped; it may also be that of a daughter or a brother."""
    return NameGrade(56, f"typing mistake: {short[0].capitalize()} = {long[0].capitalize()}")


def grade_surname_slip(short: Words, long: Words) -> NameGrade:
    """The surname is mistyped."""
    reason = f"typing mistake: {short[-1].capitalize()} = {long[-1].capitalize()}"
    return NameGrade(60, reason, ONE_CONTACT)


def grade_loose(short: Words, long: Words) -> NameGrade:
    """Both are other words for the same, which happens less often by chance than on purpose."""
    return NameGrade(40, f"like name: {' '.join(short).title()} = {' '.join(long).title()}")


GRADES = {
    (SAME, SAME): grade_same,
    (Resemblance.NICKNAME, SAME): grade_nickname,
    (Resemblance.INITIAL, SAME): grade_initial,
    (Resemblance.BEGUN, SAME): grade_begun,
    (SLIP, SAME): grade_given_slip,
    (SAME, SLIP): grade_surname_slip,
    (Resemblance.NICKNAME, SLIP): grade_loose,
    (Resemblance.BEGUN, SLIP): grade_loose,
    (Resemblance.INITIAL, SLIP): grade_loose,
    (SLIP, SLIP): grade_loose,
}
