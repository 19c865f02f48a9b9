"""How alike the names of two offices, schools or companies are."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from refcli.core.names.words import is_shortened, is_slip
from refcli.core.sources.duplicates.candidates import NameKey
from refcli.core.sources.duplicates.grades import (
    ONE_CONTACT,
    TWO_CONTACTS,
    CountHolders,
    NameGrade,
    is_slip_of,
)

# fmt: off
LINKING = frozenset({"a", "and", "at", "by", "for", "in", "of", "on", "the"})
# What an office may be called with or without, and still be the one.
EXTRA = frozenset({
    "associates", "care", "center", "clinic", "company", "department", "group", "office",
    "partners", "practice", "professionals", "service", "services", "team",
})
# What many offices are called: alone it tells of none.
COMMON = EXTRA | {
    "cardiology", "children", "childrens", "chiropractic", "church", "community", "dental",
    "dentistry", "dermatology", "endodontics", "eye", "family", "general", "health", "hospital",
    "implant", "internal", "kids", "medical", "medicine", "optometry", "oral", "orthodontics",
    "orthopedics", "pediatric", "pediatrics", "periodontics", "pharmacy", "physical", "podiatry",
    "psychology", "radiology", "school", "smile", "smiles", "specialists", "street", "surgery",
    "surgical", "therapy", "urgent", "vision", "wellness",
}
SHORT_FORMS = {
    "assn": "association", "assoc": "associates", "assocs": "associates", "asso": "associates",
    "centre": "center", "clin": "clinic", "ctr": "center", "dentist": "dental",
    "dentists": "dental", "dentistry": "dental", "dept": "department", "derm": "dermatology",
    "endo": "endodontics", "fam": "family", "grp": "group", "hosp": "hospital", "med": "medical",
    "medicine": "medical", "mt": "mount", "omfs": "oral surgery", "ortho": "orthodontics",
    "ped": "pediatric", "pedo": "pediatric", "peds": "pediatric", "pediatrics": "pediatric",
    "perio": "periodontics", "pt": "physical therapy", "st": "saint", "street": "saint",
    "ste": "suite", "svc": "services", "svcs": "services", "smiles": "smile",
}
# fmt: on
LONG_FORMS = {
    usual: (usual, *(form for form, word in SHORT_FORMS.items() if word == usual))
    for usual in SHORT_FORMS.values()
}


def grade_places(
    one: NameKey, other: NameKey, count: CountHolders, cities: Sequence[str] = ()
) -> NameGrade | None:
    """How alike two names of places are; None where they are those of two.

    The name of the city may stand in one of them: Lakeside Dental of Tacoma.
    """
    if one.words == other.words or "".join(one.words) == "".join(other.words):
        return NameGrade(70, "same name", ONE_CONTACT)
    left, right = telling_words(one), telling_words(other)
    if sorted(left) == sorted(right):
        return NameGrade(68, "same name, other words for its parts", ONE_CONTACT)
    pairs = pair_words(left, right, count)
    if not any(is_rare(word) for word, _ in pairs):
        return None
    less = [word for word in left if word not in {a for a, _ in pairs}]
    more = [word for word in right if word not in {b for _, b in pairs}]
    if have_other_numbers(less, more):
        return None
    in_cities = {word for city in cities for word in city.split()}
    return grade_rest(pairs, sorted((less, more), key=len), in_cities, count)


@lru_cache(maxsize=1 << 14)
def telling_words(name: NameKey) -> tuple[str, ...]:
    """The words of a name in their usual form, without the linking ones."""
    words = [word for word in name.words if word not in LINKING]
    return tuple(" ".join(SHORT_FORMS.get(word, word) for word in words).split()) or name.words


def is_rare(word: str) -> bool:
    """True for a word that tells of one office rather than of any."""
    return word not in COMMON and len(word) > 1 and word != "saint"


def pair_words(
    left: Sequence[str], right: Sequence[str], count: CountHolders
) -> list[tuple[str, str]]:
    """The words that stand for each other: the same ones, short forms, typing mistakes."""
    same = [(word, word) for word in left if word in right]
    free = [word for word in right if word not in left]
    for word in left:
        if word not in right:
            near = next((other for other in free if is_like(word, other, count)), None)
            if near:
                free.remove(near)
                same.append((word, near))
    return same


def is_like(one: str, other: str, count: CountHolders) -> bool:
    """True for a short form, a plural and a typing mistake; numbers have to be the same."""
    if any(map(str.isdigit, one + other)) or min(len(one), len(other)) == 1:
        return False
    if one == f"{other}s" or other == f"{one}s":
        return True
    shorter = one[0] == other[0] and is_shortened(one, other) and not {one, other} <= COMMON
    if shorter and abs(len(one) - len(other)) > 1:
        return True
    return is_slip_of(one, other, count) and any(
        is_slip(a, b) for a in LONG_FORMS.get(one, (one,)) for b in LONG_FORMS.get(other, (other,))
    )


def have_other_numbers(left: Sequence[str], right: Sequence[str]) -> bool:
    """True for School 7 and School 9."""
    return all(any(any(map(str.isdigit, word)) for word in words) for words in (left, right))


def grade_rest(
    pairs: Sequence[tuple[str, str]],
    rest: Sequence[Sequence[str]],
    cities: set[str],
    count: CountHolders,
) -> NameGrade:
    """The grade by the words that one of the names, or both, has over."""
    fewer, more = rest
    if not more:
        return grade_other_words([(a, b) for a, b in pairs if a != b])
    said = say_words(more)
    if not fewer:
        if cities.union(EXTRA).issuperset(more):
            return NameGrade(60, f"like name, one with {said}", TWO_CONTACTS)
        return NameGrade(56 if COMMON.issuperset(more) else 50, f"like name, one with {said}")
    both = {*fewer, *more}
    if COMMON.union(cities).issuperset(both):
        points = 55 if EXTRA.union(cities).issuperset(both) else 38
        return NameGrade(points, f"like name: {say_words(fewer)}, {said}")
    rarest = min((word for word, _ in pairs if is_rare(word)), key=count)
    return NameGrade(24, f"both named {rarest.title()}")


def say_words(words: Iterable[str]) -> str:
    """Words as they are read: St for ``saint``, which may be the street."""
    return " ".join("St" if word == "saint" else word.title() for word in words)


def grade_other_words(pairs: Sequence[tuple[str, str]]) -> NameGrade:
    """The grade of names of which each word stands for one of the other: Balalrd for Ballard.

    Fam is Family, but Lake is hardly Lakeside: that is never certain.
    """
    if not pairs:
        return NameGrade(62, "like name", TWO_CONTACTS)
    said = ", ".join(f"{a.capitalize()} = {b.capitalize()}" for a, b in pairs)
    cut = any(is_rare(a) and is_rare(b) and abs(len(a) - len(b)) > 1 for a, b in pairs)
    return NameGrade(62, f"like name: {said}", None if cut else TWO_CONTACTS)
