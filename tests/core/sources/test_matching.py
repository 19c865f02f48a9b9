import string
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from refcli.core.names.keys import TITLES, name_key
from refcli.core.names.likeness import KeyedNames
from refcli.core.names.named import Named
from refcli.core.names.words import allowed_mistakes
from refcli.core.sources.matching import (
    NUMBER,
    Found,
    Level,
    Unclear,
    find_sources,
    in_order,
    make_unclear,
)
from refcli.core.sources.rivals import find_rivals, find_suspects
from refcli.core.vocabulary import Kind

CHEN = Named(1, "Dr. Wei Chen, DDS", Kind.PROVIDER, ("Elm Street endo",), "Elm Street Dental")
CHENG = Named(2, "Dr. Anna Cheng", Kind.PROVIDER)
ELM = Named(3, "Elm Street Dental", Kind.OFFICE, ("ESD",))
OAK = Named(4, "Oak & Ivy Pediatrics", Kind.OFFICE)
ONEIL = Named(5, "Patrick O'Neil", Kind.PATIENT)
GARCIA = Named(6, "José García", Kind.PATIENT)
MARIA_1 = Named(7, "Maria Lopez", Kind.PATIENT)
MARIA_2 = Named(8, "Maria Lopez", Kind.PATIENT, ("Maria Lopez",), "Oak & Ivy Pediatrics")
BOOK = (CHEN, CHENG, ELM, OAK, ONEIL, GARCIA, MARIA_1, MARIA_2)

NOTHING = Unclear()

ODD_NAMES = (
    "[bold]Elm",
    ":smile:",
    "=HYPERLINK(1)",
    "李伟",
    "עדי כהן",
    "\u202eمريم\u202c",
    "राधिका",
    "🦷",
    "👩🏽\u200d⚕️",
    "❤️",
    "Dr.",
    "Dr. DDS",
    "...",
    "'",
    "#",
    "O'Neil",
    "Müller",
    "½ Price Dental",
    "Elm\x1b[31m",
    "Anna " * 400,
)


def find_near(typed: str, sources: Sequence[Named]) -> tuple[Named, ...]:
    """The sources that a new name could be confused with, the best first."""
    return make_unclear(in_order(find_suspects(typed, sources))).candidates


def sources_named(*names: str) -> tuple[Named, ...]:
    return tuple(Named(n, name, Kind.PATIENT) for n, name in enumerate(names, start=1))


WORDS = st.text(string.ascii_letters + "äéñøß李伟", min_size=1, max_size=8)
PEOPLE = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
NAMES = PEOPLE | st.text(min_size=1, max_size=20) | st.sampled_from(ODD_NAMES)
SOURCES = st.lists(
    st.tuples(NAMES, st.lists(NAMES, max_size=2).map(tuple)), min_size=1, max_size=6
).map(
    lambda named: tuple(
        Named(n, name, Kind.PATIENT, aliases) for n, (name, aliases) in enumerate(named, start=1)
    )
)


def answer(typed: str, sources: Sequence[Named]) -> tuple[Named, ...]:
    match find_sources(typed, sources):
        case Found(source, _):
            return (source,)
        case Unclear(candidates, _):
            return candidates


# The key


@pytest.mark.parametrize(
    ("name", "compared_as"),
    [
        ("Dr. Chen, DDS", "chen"),
        ("dr chen", "chen"),
        ("  Doctor   CHEN  D.D.S. ", "chen"),
        ("Prof. Dr. Wei Chen, D.M.D., Ph.D.", "wei chen"),
        ("Chen DMD, PhD, PA-C", "chen"),
        ("Mrs. Ann Lee R.D.H.", "ann lee"),
        ("O'Neil", "oneil"),
        ("O’Neil", "oneil"),  # noqa: RUF001
        ("O´Neil", "oneil"),  # noqa: RUF001
        ("José García", "jose garcia"),
        ("Müller", "muller"),
        ("Mueller", "mueller"),
        ("Søren Łukasz Weiß", "soren lukasz weiss"),
        ("Smith-Jones", "smith jones"),
        ("Smith—Jones", "smith jones"),
        ("Oak & Ivy", "oak and ivy"),
        ("[bold]Elm", "bold elm"),
        (":smile:", "smile"),
        ("=HYPERLINK(1)", "hyperlink 1"),
        ("李伟", "李伟"),
        ("\u202eElm\u202c", "elm"),
        ("Elm ❤️ Dental 🦷", "elm dental"),
        ("राधिका", "राधिका"),
    ],
)
def test_a_name_is_compared_without_case_accents_punctuation_titles_and_credentials(
    name: str, compared_as: str
) -> None:
    assert name_key(name) == compared_as


@pytest.mark.parametrize(
    ("name", "compared_as"),
    [
        ("Dr.", "dr"),
        ("DDS", "dds"),
        ("M.D.", "m d"),
        ("Dr. MD", "md"),
        ("🦷", "🦷"),
        ("❤️", "❤"),
        (" ★  ★ ", "★ ★"),
        ("...", "..."),
        ("'", "'"),
    ],
)
def test_something_to_compare_always_stays(name: str, compared_as: str) -> None:
    assert name_key(name) == compared_as


@pytest.mark.parametrize("name", ["", "   ", "\t\n", "\u200b", "\u202e\u202c", "\ufe0f"])
def test_a_name_with_nothing_to_see_has_no_key(name: str) -> None:
    assert name_key(name) == ""


@pytest.mark.parametrize(
    ("name", "compared_as"),
    [
        ("John Smith DO", "john smith"),
        ("Smith, DO", "smith"),
        ("Smith, do, PhD", "smith"),
        ("Smith D.O.", "smith"),
        ("Ms. Lee", "lee"),
        ("Kim Do", "kim do"),
        ("Dr. Kim Do", "kim do"),
        ("Dr. Do", "do"),
        ("Do, Kim", "kim do"),
        ("Silva, Da", "da silva"),
        ("Pa Do Yang", "pa do yang"),
        ("MD Anderson", "md anderson"),
        ("Elm Dr Dental", "elm dr dental"),
        ("Amy D., MD", "amy d"),
    ],
)
def test_what_may_be_part_of_a_name_is_dropped_only_where_it_is_a_title_or_a_credential(
    name: str, compared_as: str
) -> None:
    assert name_key(name) == compared_as


@given(NAMES)
@example("ŉ")
@example("Kim DO do, DO")
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(PEOPLE)
def test_case_does_not_change_the_key(name: str) -> None:
    assert {name_key(name.upper()), name_key(name.lower()), name_key(name.swapcase())} == {
        name_key(name)
    }


@given(PEOPLE, st.sampled_from('.-_/()[]:;!?*"“”¿…—'))
def test_punctuation_around_words_does_not_change_the_key(name: str, mark: str) -> None:
    assert name_key(mark + name.replace(" ", mark + " ") + mark) == name_key(name)


@given(
    PEOPLE,
    st.sampled_from(["", "Dr. ", "DR ", "Prof. Dr. ", "mrs "]),
    st.sampled_from(["", ", DDS", " d.m.d.", ", MD, PhD", " R D H", ", DO", ", Pa", " M.S."]),
)
def test_titles_and_credentials_do_not_change_the_key(name: str, title: str, after: str) -> None:
    words = name_key(name).split()
    assume(len(words) == len(name.split()) and words[0] not in TITLES)

    assert name_key(title + name + after) == name_key(name)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_a_name_that_can_be_seen_has_a_key(name: str) -> None:
    assert name_key(name)


# Finding by id


@pytest.mark.parametrize("typed", ["#3", "# 3", " #3 ", "#003"])
def test_a_number_sign_and_an_id_name_the_source(typed: str) -> None:
    assert find_sources(typed, BOOK) == Found(ELM, Level.ID)


@pytest.mark.parametrize("typed", ["#99", "#0", "#" + "9" * 5000])
def test_an_unknown_id_is_no_source_at_all(typed: str) -> None:
    assert find_sources(typed, BOOK) == NOTHING


def test_an_id_goes_before_a_name_that_looks_like_one() -> None:
    first, second = sources_named("#2", "Elm")

    assert find_sources("#2", (first, second)) == Found(second, Level.ID)


@given(SOURCES)
def test_every_source_is_found_by_its_own_id(sources: tuple[Named, ...]) -> None:
    assert [find_sources(f"#{s.id}", sources) for s in sources] == [
        Found(s, Level.ID) for s in sources
    ]


# Finding by name


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wei chen", Found(CHEN, Level.EXACT)),
        ("Dr. Wei Chen", Found(CHEN, Level.EXACT)),
        ("elm street endo", Found(CHEN, Level.EXACT)),
        ("esd", Found(ELM, Level.EXACT)),
        ("patrick oneil", Found(ONEIL, Level.EXACT)),
        ("JOSE GARCIA", Found(GARCIA, Level.EXACT)),
        ("oak and ivy pediatrics", Found(OAK, Level.EXACT)),
        ("Chen, Wei", Found(CHEN, Level.EXACT)),
        ("chen wei", Found(CHEN, Level.WORDS)),
        ("garcia", Found(GARCIA, Level.WORDS)),
        ("dr garcia", Unclear((GARCIA,), clear=True)),  # a patient is no doctor for certain
        ("pediatrics oak", Found(OAK, Level.WORDS)),
        ("endo", Found(CHEN, Level.WORDS)),
        ("6", Found(GARCIA, Level.EXACT)),
        ("elm street", Unclear((CHEN, ELM))),
        ("Elm Street Den", Unclear((ELM,), clear=True)),
        ("jos", Unclear((GARCIA,), clear=True)),
        ("ped oak", Unclear((OAK,), clear=True)),
        ("Wei Cehn", Unclear((CHEN,), clear=True)),
        ("Garcai", Unclear((GARCIA,), clear=True)),
        ("elmstreet dental", Unclear((ELM,), clear=True)),
        ("pediatircs ivy", Unclear((OAK,), clear=True)),
        ("O'Neill", Unclear((ONEIL,), clear=True)),
        ("Pat O'Neil", Unclear((ONEIL,), clear=True)),
        ("José M. García", Unclear((GARCIA,), clear=True)),
        ("#3 elm", Unclear(akin=(ELM, CHEN))),
        ("zebra", NOTHING),
        ("", NOTHING),
        ("  \t", NOTHING),
    ],
)
def test_a_typed_name_finds_the_source_that_was_meant(typed: str, found: Found | Unclear) -> None:
    assert find_sources(typed, BOOK) == found


def test_the_exact_name_of_a_place_wins_over_longer_ones() -> None:
    elm, longer = Named(1, "Elm", Kind.OFFICE), Named(2, "Elm Dental", Kind.OFFICE)

    assert find_sources("elm", [elm, longer]) == Found(elm, Level.EXACT)


@pytest.mark.parametrize("kind", [Kind.PATIENT, Kind.PROVIDER])
def test_who_is_on_record_by_a_surname_is_not_all_who_have_it(kind: Kind) -> None:
    short = Named(1, "Lopez", kind)
    maria, family = Named(2, "Maria Lopez", Kind.PATIENT), Named(3, "Lopez Dental", Kind.OFFICE)

    assert find_sources("lopez", [short, maria]) == Unclear((short, maria))
    assert find_sources("lopez", [short, family]) == Unclear((short, family))
    assert find_sources("lopez", [short]) == Found(short, Level.EXACT)
    assert find_sources("#1", [short, maria]) == Found(short, Level.ID)


def test_an_alias_of_one_word_means_its_source() -> None:
    maria = Named(1, "Maria Lopez", Kind.PATIENT, aliases=("Lopez",))

    found = find_sources("lopez", [maria, Named(2, "Ann Lopez", Kind.PATIENT)])

    assert found == Found(maria, Level.EXACT)


def test_whole_words_count_the_same_wherever_they_stand() -> None:
    sources = sources_named("Old Elm", "Elm Street")

    assert find_sources("elm", sources) == Unclear((sources[1], sources[0]))


def test_a_whole_word_wins_over_a_part_of_another() -> None:
    lee, _ = sources = sources_named("Ann Lee", "Leeds Dental")

    assert find_sources("lee", sources) == Found(lee, Level.WORDS)


@pytest.mark.parametrize("typed", ["lee", "Leedz", "Dental L", "d", "Leeds Dental of York"])
def test_what_is_not_certain_is_offered_and_never_found(typed: str) -> None:
    (leeds,) = sources = sources_named("Leeds Dental")

    assert find_sources(typed, sources) == Unclear((leeds,), clear=True)


def test_an_initial_or_a_connecting_word_names_nobody() -> None:
    (source,) = sources = sources_named("A Place of Smiles")

    assert find_sources("a", sources) == Unclear((source,), clear=True)
    assert find_sources("of", sources) == Unclear((source,), clear=True)
    assert find_sources("a place", sources) == Found(source, Level.WORDS)


def test_a_word_wins_over_a_typing_mistake() -> None:
    _, chang = sources = sources_named("Wei Chan", "Li Chang")

    assert find_sources("chang", sources) == Found(chang, Level.WORDS)


def test_the_fewest_typing_mistakes_come_first() -> None:
    nearest, other = sources = sources_named("Petersons", "Pedersons")

    assert find_sources("petersonz", sources) == Unclear((nearest, other), clear=True)


def test_equally_near_sources_are_all_listed_by_name() -> None:
    boren, borel = sources = sources_named("Boren", "borel")

    assert find_sources("borex", sources) == Unclear((borel, boren))


def test_several_sources_that_begin_as_typed_are_listed_by_name() -> None:
    assert find_sources("ma", (*BOOK, Named(9, "Mabel", Kind.PATIENT))) == Unclear(
        (Named(9, "Mabel", Kind.PATIENT), MARIA_1, MARIA_2)
    )


def test_namesakes_are_told_apart_by_id_only() -> None:
    assert find_sources("Maria Lopez", BOOK) == Unclear((MARIA_1, MARIA_2))


def test_a_name_typed_exactly_does_not_win_over_one_that_compares_equal() -> None:
    plain, titled = sources = sources_named("chen", "Dr. Chen, DDS")

    assert find_sources("Dr. Chen, DDS", sources) == Unclear((plain, titled))


def test_a_source_that_fits_by_name_and_alias_counts_once() -> None:
    elm = Named(1, "Elm Street", Kind.OFFICE, ("Elm", "Elm Dental", "Elmm"))

    assert find_sources("elm", [elm]) == Found(elm, Level.EXACT)
    assert find_sources("el", [elm]) == Unclear((elm,), clear=True)
    assert find_near("elmq", [elm]) == (elm,)


def test_each_typed_word_needs_a_word_of_its_own() -> None:
    (anna,) = sources = sources_named("Anna Lee")

    assert find_sources("an anna", sources) == Unclear(akin=(anna,))
    assert find_sources("lee anna", sources) == Found(anna, Level.WORDS)
    assert find_sources("lee lee", sources) == Unclear(akin=(anna,))


def test_each_mistyped_word_needs_a_word_of_its_own() -> None:
    (stone,) = sources = sources_named("Marta Marty Stone")

    assert find_sources("marta marts marto", sources) == Unclear(akin=(stone,))
    assert find_near("stoen marts marta", sources) == (stone,)


def test_a_word_gives_way_to_another_that_fits_nowhere_else() -> None:
    (source,) = sources = sources_named("Silvan Silver Hospital")

    assert find_near("silvar silvaa", sources) == (source,)


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [("elm", 0), ("e l m", 0), ("elms", 1), ("garcias", 1), ("peterson", 2), ("wei chens", 2)],
)
def test_short_words_forgive_no_mistake_and_long_ones_two(typed: str, mistakes: int) -> None:
    assert allowed_mistakes(typed) == mistakes


@pytest.mark.parametrize(
    ("name", "typed", "forgiven"),
    [
        ("Elm", "elk", False),
        ("Chen", "chne", True),
        ("Chen", "cnhe", False),
        ("Peterson", "petresno", True),
        ("Peterson", "petrensno", False),
        ("Peterson", "etresno", False),
    ],
)
def test_mistakes_are_forgiven_up_to_the_allowed_number(
    name: str, typed: str, *, forgiven: bool
) -> None:
    (source,) = sources_named(name)

    assert find_near(typed, [source]) == ((source,) if forgiven else ())


def test_a_name_of_very_many_words_is_forgiven_mistakes_as_a_whole() -> None:
    (source,) = sources_named("Anna " * 400)

    assert find_near("Anna " * 399 + "Anan", [source]) == (source,)
    assert find_near("Anan " * 399, [source]) == ()


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_name_is_found_as_it_was_typed(name: str) -> None:
    sources = sources_named(*ODD_NAMES)

    assert find_sources(name, sources) == Found(sources[ODD_NAMES.index(name)], Level.EXACT)


@given(SOURCES, NAMES)
def test_only_sources_of_the_list_are_ever_found(sources: tuple[Named, ...], typed: str) -> None:
    assert set(answer(typed, sources)) <= set(sources)


@given(SOURCES, st.data())
def test_an_exact_name_that_no_other_has_is_found(
    sources: tuple[Named, ...], data: st.DataObject
) -> None:
    meant = data.draw(st.sampled_from(sources))
    others = {name_key(name) for s in sources if s != meant for name in (s.name, *s.aliases)}
    assume(
        name_key(meant.name)
        and name_key(meant.name) not in others
        and not meant.name.startswith("#")
        and not is_number_of_another(meant, sources)
    )

    found = find_sources(meant.name, sources)

    if isinstance(found, Unclear):  # one word, which is a word of another's name too
        assert " " not in name_key(meant.name)
        assert {meant} < {*found.candidates}
    else:
        assert found == Found(meant, Level.EXACT)


def is_number_of_another(meant: Named, sources: tuple[Named, ...]) -> bool:
    return any(int(meant.name) == s.id for s in sources if s != meant and meant.name.isdecimal())


def test_a_name_that_is_the_number_of_another_is_asked_about() -> None:
    sources = sources_named("0", "1")

    assert find_sources("1", sources) == Unclear(sources)


LETTERS = st.text("aeln", min_size=1, max_size=4)
FEW_WORDS = st.lists(LETTERS, min_size=1, max_size=3).map(" ".join)


@given(FEW_WORDS, st.lists(FEW_WORDS, min_size=1, max_size=4))
def test_only_a_whole_name_or_whole_words_of_one_alone_are_ever_certain(
    typed: str, names: list[str]
) -> None:
    words = Counter(typed.split())
    whole = [name for name in names if name == typed]
    holding = [name for name in names if words <= Counter(name.split())]

    found = find_sources(typed, sources_named(*names))

    assert isinstance(found, Unclear) or [found.source.name] in (whole, holding)


@given(SOURCES, NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_sources_does_not_matter(
    sources: tuple[Named, ...], typed: str, random: Random
) -> None:
    shuffled = random.sample(sources, len(sources))

    assert find_sources(typed, shuffled) == find_sources(typed, sources)
    assert find_near(typed, shuffled) == find_near(typed, sources)


@given(st.lists(st.sampled_from(["mart", "marta", "marty", "smart"]), min_size=1, max_size=4))
def test_the_order_of_mistyped_words_does_not_matter(words: list[str]) -> None:
    names = KeyedNames(("marta marty smart", "marti mart", "smarta marts marta mart"))

    assert dict(names.find_by_words(words)) == dict(names.find_by_words(words[::-1]))


@given(st.text(string.ascii_letters + "äéñøß李伟", min_size=4, max_size=8), st.data())
def test_two_swapped_letters_still_find_a_long_word(name: str, data: st.DataObject) -> None:
    whole = name_key(name)
    assume(allowed_mistakes(whole) and " " not in whole)
    at = data.draw(st.integers(0, len(whole) - 2))
    swapped = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
    assume(name_key(swapped) == swapped)
    (source,) = sources_named(name)

    assert answer(swapped, [source]) == (source,)


# What a new name could be confused with


def test_a_new_name_is_near_the_equal_the_longer_the_worded_and_the_mistyped() -> None:
    names = ("Chan", "Wei Chen", "Cheng", "Dr. Chen", "Oak", "Li Chen")
    chan, wei, cheng, chen, _, li = sources = sources_named(*names)

    assert find_near("Chen", sources) == (chen, li, wei, cheng, chan)


def test_the_nearest_typing_mistakes_come_first() -> None:
    two, one = sources = sources_named("Pedersons", "Petersons")

    assert find_near("petersonz", sources) == (one, two)


def test_at_most_eight_near_sources_are_listed() -> None:
    sources = sources_named(*(f"Elm {n}" for n in range(1, 12)))

    assert [s.name for s in find_near("elm", sources)] == [
        "Elm 1",
        "Elm 10",
        "Elm 11",
        "Elm 2",
        "Elm 3",
        "Elm 4",
        "Elm 5",
        "Elm 6",
    ]


@pytest.mark.parametrize("typed", ["", "  ", "zebra", "Wolfgang"])
def test_a_name_like_no_other_is_near_nothing(typed: str) -> None:
    assert find_near(typed, BOOK) == ()


@given(SOURCES, NAMES)
def test_whatever_a_name_finds_is_near_it(sources: tuple[Named, ...], typed: str) -> None:
    assume(not NUMBER.fullmatch(typed.strip()) and not typed.strip().startswith("#"))

    assert set(answer(typed, sources)) <= set(find_near(typed, sources))


def test_a_typed_title_means_a_person() -> None:
    doctor, office = Named(4, "Dr. Wei Chen", Kind.PROVIDER), Named(3, "Chen Dental", Kind.OFFICE)

    assert find_sources("dr chen", [office, doctor]) == Found(doctor, Level.WORDS)
    assert find_sources("chen", [office, doctor]) == Unclear((office, doctor))
    assert find_sources("dr chen", [office]) == NOTHING
    assert find_sources("dr chen dental", [office, doctor]) == Unclear(akin=(doctor,))
    assert find_sources("Chen, Dr.", [office]) == NOTHING


def test_an_office_that_is_itself_called_doctor_is_found_by_its_whole_name() -> None:
    office = Named(3, "Dr. Chen's Dental Place", Kind.OFFICE)

    assert find_sources("dr chens dental place", [office]) == Found(office, Level.EXACT)
    assert find_sources("dr chens", [office]) == NOTHING


# One doctor in many spellings

SUSAN = Named(3, "Dr. Susan Park", Kind.PROVIDER)
SPELLINGS = (
    "PARK, SUSAN M",
    "Susan M. Park",
    "Dr. Susan Marie Park",
    "S. Park",
    "Dr Park",
    "Susan Prak",
    "Sue Park",
    "Susan (Sue) Park",
    "Susan Park Jr.",
    "Park, Susan M., DDS",
    "Drs. Park and Ray",
    "Susan Park-Lee",
    "Susan M. Park III, DMD, MS",
)
SAME = (
    "Susan Park DDS",
    "Park, Susan",
    "Susan Park, D.M.D., P.C.",
    "Susan Park, D.M.D., M.S.D., PLLC",
    "Dr. Susan Park DDS Inc.",
    "PARK, Susan, L.L.C.",
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_spelling_of_a_name_is_never_new_whichever_is_the_longer(spelling: str) -> None:
    other = Named(4, spelling, Kind.PROVIDER)

    assert find_near(spelling, [SUSAN]) == (SUSAN,)
    assert find_near(SUSAN.name, [other]) == (other,)


@pytest.mark.parametrize("spelling", SAME)
def test_order_credentials_and_company_endings_make_no_other_name(spelling: str) -> None:
    assert find_sources(spelling, [SUSAN]) == Found(SUSAN, Level.EXACT)


@pytest.mark.parametrize(
    "typed", ["Amy Park", "Dr. Ann M. Lee", "Susan Berg", "Mark Lee", "S. Lee", "Max Sark"]
)
def test_another_person_is_new(typed: str) -> None:
    assert find_near(typed, [SUSAN]) == ()


@given(
    st.lists(st.text("aelmnor", min_size=2, max_size=7), min_size=1, max_size=3),
    st.lists(st.text("aelmnor", min_size=2, max_size=7), min_size=1, max_size=3),
)
def test_if_one_name_is_near_another_so_is_the_other(first: list[str], second: list[str]) -> None:
    one, two = (Named(n, " ".join(words), Kind.PROVIDER) for n, words in ((1, first), (2, second)))

    assert bool(find_near(one.name, [two])) == bool(find_near(two.name, [one]))


LONGER = st.text("aeln", min_size=2, max_size=6)


@given(st.lists(LONGER, min_size=1, max_size=3).map(" ".join), LONGER)
def test_a_further_word_does_not_make_a_name_new(name: str, more: str) -> None:
    (source,) = sources_named(name)

    assert find_near(f"{name} {more}", [source]) == (source,)
    assert find_near(f"{more} {name}", [source]) == (source,)


@pytest.mark.parametrize(
    ("name", "kind", "near_kind"),
    [
        ("Dr. Chen", Kind.PROVIDER, None),
        ("Chen Dental Group", Kind.PROVIDER, None),
        ("Chen Dental Group", Kind.OFFICE, Kind.OFFICE),
        ("Google Ads", Kind.PRINT, Kind.DIGITAL),
        ("Maria Lopes", Kind.PROVIDER, None),
        ("Dr. Lopez", Kind.PROVIDER, None),
        ("Dr. Maria A. Lopez", Kind.PROVIDER, Kind.PATIENT),
        ("Chen Dental", Kind.PRINT, Kind.OFFICE),
    ],
)
def test_kinds_tell_most_names_apart_but_not_namesakes(
    name: str, kind: Kind, near_kind: Kind | None
) -> None:
    book = (
        Named(3, "Chen Dental", Kind.OFFICE),
        Named(4, "Google", Kind.DIGITAL),
        Named(5, "Maria Lopez", Kind.PATIENT),
    )

    assert [one.kind for one in find_rivals(name, kind, book).candidates] == [near_kind] * bool(
        near_kind
    )


# Who nobody is

UNKNOWN, NONE = Named(1, "unknown", Kind.OTHER), Named(2, "none", Kind.OTHER)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("self", NONE), ("Walk-in", NONE), ("n/a", UNKNOWN), ("?", UNKNOWN), ("don't know", UNKNOWN)],
)
def test_what_people_type_for_nobody_means_a_built_in_source(typed: str, meant: Named) -> None:
    assert find_sources(typed, (UNKNOWN, NONE, SUSAN)) == Found(meant, Level.WORDS)


def test_a_source_that_is_called_so_is_meant_before_the_built_in_one() -> None:
    sign, clinic = Named(5, "Walk-In", Kind.SIGNAGE), Named(6, "Elm Walk-In Clinic", Kind.OFFICE)

    assert find_sources("walk in", (UNKNOWN, NONE, sign)) == Found(sign, Level.EXACT)
    assert find_sources("walk in", (UNKNOWN, NONE, clinic)) == Unclear((clinic, NONE))


def test_a_book_without_built_in_sources_knows_nobody() -> None:
    assert find_sources("self", (SUSAN,)) == NOTHING
    assert find_sources("a friend", (UNKNOWN, NONE, SUSAN)) == NOTHING


# Archived ones


def test_an_archived_source_competes_and_stands_behind_its_equals() -> None:
    old = Named(5, "Dr. Al Chen", Kind.PROVIDER, archived=True)
    young = Named(6, "Dr. Wei Chen", Kind.PROVIDER)

    assert find_sources("dr chen", (old, young)) == Unclear((young, old), clear=True)
    assert find_sources("al chen", (old, young)) == Found(old, Level.EXACT)
    assert find_near("Dr. Chen", (old, young)) == (young, old)


# Those that share a word only


def test_where_nobody_is_meant_those_of_the_same_surname_are_shown_the_nearest_first() -> None:
    max_, zoe, ann = sources_named("Max Britten", "Zoe Britten", "Ann Lee")

    assert find_sources("Zora Britten", (max_, zoe, ann)) == Unclear(akin=(zoe, max_))
    assert find_near("Zora Britten", (max_, zoe, ann)) == ()


def test_a_rare_word_that_is_shared_counts_for_more() -> None:
    names = ("Ann Smith", "Bo Smith", "Cy Smith", "Dee Smith", "Amy Quill")
    *_, quill = sources = sources_named(*names)

    found = find_sources("Ulf Smith Quill", sources)

    assert found == Unclear(akin=(quill, *sources[:4]))


def test_a_word_that_half_of_all_places_have_makes_nobody_akin() -> None:
    assert find_sources("Oak Family Dental", sources_named("Elm Family Dental")) == NOTHING


# Titles, whole words and fragments, as files hold them


@pytest.mark.parametrize("typed", ["A", "D", "Dr. Kim", "Lake", "-", "?"])
def test_a_fragment_is_nobody_for_certain(typed: str) -> None:
    book = (
        Named(3, "Dr. Amelia Hart", Kind.PROVIDER),
        Named(4, "Lakeside Dental", Kind.OFFICE),
        Named(5, "Kim's Auto Shop", Kind.COMMUNITY),
    )

    assert isinstance(find_sources(typed, book), Unclear)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Amy Britten", "Max Britten"),
        ("Zac Green", "Sam Green"),
        ("Joel Ryan", "John Ryan"),
        ("Tim Park", "Tom Park"),
        ("Roberta Park", "Dr. Robert Park"),
        ("Susan Park, Jr.", "Susan Park, Sr."),
        ("Susan A. Park", "Susan B. Park"),
        ("Mei Chen", "Wei Chen"),
    ],
)
def test_a_relative_is_neither_taken_nor_asked_about(typed: str, known: str) -> None:
    (source,) = sources_named(known)

    assert find_near(typed, [source]) == ()
    assert find_sources(typed, [source]) == Unclear(akin=(source,))


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Susan Lew", "Susan Lee"),
        ("Suan Lee", "Susan Lee"),
        ("Tmi Park", "Tim Park"),
        ("Kathryn Park", "Catherine Park"),
        ("Susan Park II", "Susan Park, Jr."),
        ("Al Park", "Alan Park"),
        ("Susan Ross", "Susan Rose"),
    ],
)
def test_a_slip_that_makes_no_other_given_name_is_asked_about(typed: str, known: str) -> None:
    (source,) = sources_named(known)

    assert find_near(typed, [source]) == (source,)
    assert find_near(known, sources_named(typed)) == sources_named(typed)


def test_the_nearest_name_comes_first_be_it_short_or_misspelt() -> None:
    names = ("Sam Green", "Samuel Green", "Bo Green")
    _, samuel, _ = sources = sources_named(*names)

    assert find_near("Samusl Green", sources)[0] == samuel
