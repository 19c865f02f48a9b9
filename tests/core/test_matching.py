import string
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from refcli.core.matching import Found, Level, Named, Unclear, allowed, by_words, find, near
from refcli.core.names import TITLES, key
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

NOTHING = Unclear((), None)

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
    match find(typed, sources):
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
    assert key(name) == compared_as


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
    assert key(name) == compared_as


@pytest.mark.parametrize("name", ["", "   ", "\t\n", "\u200b", "\u202e\u202c", "\ufe0f"])
def test_a_name_with_nothing_to_see_has_no_key(name: str) -> None:
    assert key(name) == ""


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
        ("Do, Kim", "do kim"),
        ("Silva, Da", "silva da"),
        ("Pa Do Yang", "pa do yang"),
        ("MD Anderson", "md anderson"),
        ("Elm Dr Dental", "elm dr dental"),
        ("Amy D., MD", "amy d"),
    ],
)
def test_what_may_be_part_of_a_name_is_dropped_only_where_it_is_a_title_or_a_credential(
    name: str, compared_as: str
) -> None:
    assert key(name) == compared_as


@given(NAMES)
@example("ŉ")
@example("Kim DO do, DO")
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@given(PEOPLE)
def test_case_does_not_change_the_key(name: str) -> None:
    assert {key(name.upper()), key(name.lower()), key(name.swapcase())} == {key(name)}


@given(PEOPLE, st.sampled_from('.-_/()[]:;!?*"“”¿…—'))
def test_punctuation_around_words_does_not_change_the_key(name: str, mark: str) -> None:
    assert key(mark + name.replace(" ", mark + " ") + mark) == key(name)


@given(
    PEOPLE,
    st.sampled_from(["", "Dr. ", "DR ", "Prof. Dr. ", "mrs "]),
    st.sampled_from(["", ", DDS", " d.m.d.", ", MD, PhD", " R D H", ", DO", ", Pa", " M.S."]),
)
def test_titles_and_credentials_do_not_change_the_key(name: str, title: str, after: str) -> None:
    words = key(name).split()
    assume(len(words) == len(name.split()) and words[0] not in TITLES)

    assert key(title + name + after) == key(name)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_a_name_that_can_be_seen_has_a_key(name: str) -> None:
    assert key(name)


# Finding by id


@pytest.mark.parametrize("typed", ["#3", "# 3", " #3 ", "#003"])
def test_a_number_sign_and_an_id_name_the_source(typed: str) -> None:
    assert find(typed, BOOK) == Found(ELM, Level.ID)


@pytest.mark.parametrize("typed", ["#99", "#0", "#" + "9" * 5000])
def test_an_unknown_id_is_no_source_at_all(typed: str) -> None:
    assert find(typed, BOOK) == NOTHING


def test_an_id_goes_before_a_name_that_looks_like_one() -> None:
    first, second = sources_named("#2", "Elm")

    assert find("#2", (first, second)) == Found(second, Level.ID)


@given(SOURCES)
def test_every_source_is_found_by_its_own_id(sources: tuple[Named, ...]) -> None:
    assert [find(f"#{s.id}", sources) for s in sources] == [Found(s, Level.ID) for s in sources]


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
        ("Elm Street D", Found(ELM, Level.PREFIX)),
        ("jos", Found(GARCIA, Level.PREFIX)),
        ("Chen, Wei", Found(CHEN, Level.WORD)),
        ("garc", Found(GARCIA, Level.WORD)),
        ("ped oak", Found(OAK, Level.WORD)),
        ("endo", Found(CHEN, Level.WORD)),
        ("Wei Cehn", Found(CHEN, Level.TYPO)),
        ("Garcai", Found(GARCIA, Level.TYPO)),
        ("elmstreet dental", Found(ELM, Level.TYPO)),
        ("pediatircs ivy", Found(OAK, Level.TYPO)),
        ("O'Neill", Found(ONEIL, Level.TYPO)),
        ("#3 elm", NOTHING),
        ("zebra", NOTHING),
        ("", NOTHING),
        ("  \t", NOTHING),
    ],
)
def test_a_typed_name_finds_the_source_that_was_meant(typed: str, found: Found | Unclear) -> None:
    assert find(typed, BOOK) == found


def test_an_exact_name_wins_over_longer_ones() -> None:
    elm, _ = sources = sources_named("Elm", "Elm Dental")

    assert find("elm", sources) == Found(elm, Level.EXACT)


def test_the_beginning_of_a_name_wins_over_a_word_inside_another() -> None:
    _, street = sources = sources_named("Old Elm", "Elm Street")

    assert find("elm", sources) == Found(street, Level.PREFIX)


def test_a_word_wins_over_a_typing_mistake() -> None:
    _, chang = sources = sources_named("Wei Chan", "Li Chang")

    assert find("chang", sources) == Found(chang, Level.WORD)


def test_the_fewest_typing_mistakes_win() -> None:
    nearest, _ = sources = sources_named("Petersons", "Pedersons")

    assert find("petersonz", sources) == Found(nearest, Level.TYPO)


def test_equally_near_sources_are_all_listed_by_name() -> None:
    boren, borel = sources = sources_named("Boren", "borel")

    assert find("borex", sources) == Unclear((borel, boren), Level.TYPO)


def test_several_sources_at_the_best_level_are_listed_by_name() -> None:
    assert find("ma", (*BOOK, Named(9, "Mabel", Kind.PATIENT))) == Unclear(
        (Named(9, "Mabel", Kind.PATIENT), MARIA_1, MARIA_2), Level.PREFIX
    )


def test_namesakes_are_told_apart_by_id_only() -> None:
    assert find("Maria Lopez", BOOK) == Unclear((MARIA_1, MARIA_2), Level.EXACT)


def test_a_name_typed_exactly_does_not_win_over_one_that_compares_equal() -> None:
    plain, titled = sources = sources_named("chen", "Dr. Chen, DDS")

    assert find("Dr. Chen, DDS", sources) == Unclear((plain, titled), Level.EXACT)


def test_a_source_that_fits_by_name_and_alias_counts_once() -> None:
    elm = Named(1, "Elm Street", Kind.OFFICE, ("Elm", "Elm Dental", "Elmm"))

    assert find("elm", [elm]) == Found(elm, Level.EXACT)
    assert find("el", [elm]) == Found(elm, Level.PREFIX)
    assert near("elmq", [elm]) == (elm,)


def test_each_typed_word_needs_a_word_of_its_own() -> None:
    (anna,) = sources = sources_named("Anna Lee")

    assert find("an anna", sources) == NOTHING
    assert find("lee ann", sources) == Found(anna, Level.WORD)


def test_each_mistyped_word_needs_a_word_of_its_own() -> None:
    (stone,) = sources = sources_named("Marta Marty Stone")

    assert find("marta marts marto", sources) == NOTHING
    assert find("stoen marts marta", sources) == Found(stone, Level.TYPO)


def test_a_word_gives_way_to_another_that_fits_nowhere_else() -> None:
    (source,) = sources = sources_named("Silvan Silver Hospital")

    assert find("silvar silvaa", sources) == Found(source, Level.TYPO)


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [("elm", 0), ("e l m", 0), ("elms", 1), ("garcias", 1), ("peterson", 2), ("wei chens", 2)],
)
def test_short_words_forgive_no_mistake_and_long_ones_two(typed: str, mistakes: int) -> None:
    assert allowed(typed) == mistakes


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

    assert find(typed, [source]) == (Found(source, Level.TYPO) if forgiven else NOTHING)


def test_a_name_of_very_many_words_is_forgiven_mistakes_as_a_whole() -> None:
    (source,) = sources_named("Anna " * 400)

    assert find("Anna " * 399 + "Anan", [source]) == Found(source, Level.TYPO)
    assert find("Anan " * 399, [source]) == NOTHING


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_name_is_found_as_it_was_typed(name: str) -> None:
    sources = sources_named(*ODD_NAMES)

    assert find(name, sources) == Found(sources[ODD_NAMES.index(name)], Level.EXACT)


@given(SOURCES, NAMES)
def test_only_sources_of_the_list_are_ever_found(sources: tuple[Named, ...], typed: str) -> None:
    assert set(answer(typed, sources)) <= set(sources)


@given(SOURCES, st.data())
def test_an_exact_name_that_no_other_has_is_found(
    sources: tuple[Named, ...], data: st.DataObject
) -> None:
    meant = data.draw(st.sampled_from(sources))
    others = {key(name) for s in sources if s != meant for name in (s.name, *s.aliases)}
    assume(key(meant.name) and key(meant.name) not in others and not meant.name.startswith("#"))

    assert find(meant.name, sources) == Found(meant, Level.EXACT)


@given(SOURCES, st.data())
def test_a_beginning_that_no_other_name_has_finds_the_source(
    sources: tuple[Named, ...], data: st.DataObject
) -> None:
    meant = data.draw(st.sampled_from(sources))
    whole = key(meant.name)
    part = key(whole[: data.draw(st.integers(1, max(1, len(whole))))])
    others = [key(name) for s in sources if s != meant for name in (s.name, *s.aliases)]
    assume(part and whole.startswith(part) and not part.startswith("#"))
    assume(not any(other.startswith(part) for other in others))

    assert find(part, sources) in (Found(meant, Level.EXACT), Found(meant, Level.PREFIX))


@given(SOURCES, NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_sources_does_not_matter(
    sources: tuple[Named, ...], typed: str, random: Random
) -> None:
    shuffled = random.sample(sources, len(sources))

    assert find(typed, shuffled) == find(typed, sources)
    assert near(typed, shuffled) == near(typed, sources)


@given(st.lists(st.sampled_from(["mart", "marta", "marty", "smart"]), min_size=1, max_size=4))
def test_the_order_of_mistyped_words_does_not_matter(words: list[str]) -> None:
    keys = ("marta marty smart", "marti mart", "smarta marts marta mart")

    assert dict(by_words(words, keys)) == dict(by_words(words[::-1], keys))


@given(PEOPLE, st.data())
def test_two_swapped_letters_still_find_a_long_word(name: str, data: st.DataObject) -> None:
    whole = key(name)
    assume(allowed(whole) and " " not in whole)
    at = data.draw(st.integers(0, len(whole) - 2))
    swapped = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
    assume(key(swapped) == swapped)
    (source,) = sources_named(name)

    assert answer(swapped, [source]) == (source,)


# What a new name could be confused with


def test_a_new_name_is_near_the_equal_the_longer_the_worded_and_the_mistyped() -> None:
    names = ("Chan", "Wei Chen", "Cheng", "Dr. Chen", "Oak", "Li Chen")
    chan, wei, cheng, chen, _, li = sources = sources_named(*names)

    assert near("Chen", sources) == (chen, cheng, li, wei, chan)


def test_the_nearest_typing_mistakes_come_first() -> None:
    two, one = sources = sources_named("Pedersons", "Petersons")

    assert near("petersonz", sources) == (one, two)


def test_at_most_eight_near_sources_are_listed() -> None:
    sources = sources_named(*(f"Elm {n}" for n in range(1, 12)))

    assert [s.name for s in near("elm", sources)] == [
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
    assert near(typed, BOOK) == ()


@given(SOURCES, NAMES)
def test_whatever_a_name_finds_is_near_it(sources: tuple[Named, ...], typed: str) -> None:
    assume(not typed.strip().startswith("#"))

    assert set(answer(typed, sources)) <= set(near(typed, sources))


def test_a_typed_title_prefers_persons() -> None:
    doctor, office = Named(4, "Dr. Wei Chen", Kind.PROVIDER), Named(3, "Chen Dental", Kind.OFFICE)

    assert find("dr chen", [office, doctor]) == Found(doctor, Level.WORD)
    assert find("chen", [office, doctor]) == Found(office, Level.PREFIX)
    assert find("dr chen dental", [office, doctor]) == Found(office, Level.EXACT)
    assert find("dr chen", [office]) == Found(office, Level.PREFIX)


def test_a_bare_number_is_a_name_first_and_else_a_number() -> None:
    four = Named(4, "Dr. Ann Ray", Kind.PROVIDER)
    corners = Named(9, "4 Corners Dental", Kind.OFFICE)
    called = Named(11, "4", Kind.DIGITAL)

    assert find("4", [four, corners]) == find(" #4 ", [four, corners]) == Found(four, Level.ID)
    assert find("4", [four, corners, called]) == Found(called, Level.EXACT)
    assert find("4", [corners]) == Found(corners, Level.PREFIX)
    assert find("5", [four]) == Unclear((), None)
