"""How alike the names of two people are, and what a front desk would call it."""

from dataclasses import replace

from refcli.core.names.nicknames import RELATED
from refcli.core.sources.duplicates.candidates import NameKey
from refcli.core.sources.duplicates.first_names import compare_given
from refcli.core.sources.duplicates.grades import (
    ONE_CONTACT,
    TWO_CONTACTS,
    CountHolders,
    NameGrade,
    compare_words,
    is_slip_of,
)

Words = tuple[str, ...]


RARE = 5  # as many sources with a surname


def grade_people(one: NameKey, other: NameKey, count: CountHolders) -> NameGrade | None:
    """How alike the names of two people are; None where they are those of two."""
    short, long = sorted((one.words, other.words), key=len)
    grade = grade_whole(short, long, count) or grade_parts(short, long, count)
    grade = grade or grade_turned(short, long, count)
    return grade and with_generation(grade, one.generation, other.generation)


def grade_turned(short: Words, long: Words, count: CountHolders) -> NameGrade | None:
    """The grade with the surname of one of the two in front: Park Susan M."""
    turned = (
        grade_parts((*short[1:], short[0]), long, count),
        grade_parts(short, (*long[1:], long[0]), count),
    )
    best = max(filter(None, turned), key=lambda one: (one.enough or 0, one.points), default=None)
    return best and replace(best, reason=f"{best.reason}, in another order")


def with_generation(grade: NameGrade, one: str, other: str) -> NameGrade:
    """Jr. and Sr. are two people; a Jr. and one of whom it is not said may be."""
    if one == other:
        return grade
    if one and other:
        why, less = f"but one is {say_generation(one)} and one {say_generation(other)}", 60
    else:
        why, less = f"but one is {say_generation(one or other)}", 10
    return NameGrade(grade.points - less, grade.reason, None, (*grade.against, why))


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
        if not (compare_words(one, other) and is_slip_of(one, other, count)):
            return None
        return NameGrade(25, f"typing mistake: {one.title()} = {other.title()}")
    if count(one) <= RARE:
        return NameGrade(50, "same surname, a rare one")
    return NameGrade(30, "same surname, no first name")


def grade_parts(short: Words, long: Words, count: CountHolders) -> NameGrade | None:
    """The grade of a first name, the names in the middle and a surname, each beside the other."""
    if len(short) == 1:
        return None
    given, surname = compare_given(short[0], long[0]), compare_words(short[-1], long[-1])
    if given == "begun" and abs(len(long[0]) - len(short[0])) <= 1:
        given = "slip" if could_be_slip(short, long, "slip", count) else given
    slip = "slip" in {given, surname}
    if not given or not surname or (slip and not could_be_slip(short, long, given, count)):
        return grade_other_part(short, long, given=given, surname=surname)
    grade = GRADES[given, surname](short, long)
    if given != "same" and count(long[-1]) <= RARE:
        grade = replace(grade, points=grade.points + 10, reason=f"{grade.reason}, rare surname")
    return with_middle(grade, short[1:-1], long[1:-1])


def could_be_slip(short: Words, long: Words, given: str, count: CountHolders) -> bool:
    """False where both spellings are names of others too: Hansen and Hanson, Joan and John."""
    place = 0 if given == "slip" else -1
    one, other = short[place], long[place]
    if given == "slip" and one in RELATED and other in RELATED:
        return False
    return is_slip_of(one, other, count)


def with_middle(grade: NameGrade, short: Words, long: Words) -> NameGrade:
    """The grade, less where the names in the middle begin with other letters."""
    if short and long and short[0][0] != long[0][0]:
        why = "but another middle name"
        return NameGrade(grade.points - 35, grade.reason, None, (*grade.against, why))
    return grade


def grade_other_part(short: Words, long: Words, *, given: str, surname: str) -> NameGrade | None:
    """The grade of who goes by the middle name, has a second surname, or changed one of the two."""
    if surname == "same" and (short[0] in long[1:-1] or long[0] in short[1:-1]):
        return NameGrade(52, "one goes by the middle name")
    if given == "same" and (short[-1] in long[1:] or long[-1] in short[1:]):
        return NameGrade(55, "one has a second surname", TWO_CONTACTS)
    if given == "same":
        points = 40 if surname == "slip" else 12
        return NameGrade(points, "same first name, another surname")
    return grade_begins_alike(short, long) if surname == "same" else None


def grade_begins_alike(short: Words, long: Words) -> NameGrade | None:
    """The grade of Delilah and Della Wynn, who may be one, or sisters."""
    if short[0][0] != long[0][0]:
        return None
    points = 25 if short[0][:2] == long[0][:2] else 12
    middle = 8 if short[1:-1] and long[1:-1] and short[1][0] == long[1][0] else 0
    grade = NameGrade(points + middle, "same surname, first names that begin alike")
    return with_middle(grade, short[1:-1], long[1:-1])


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
