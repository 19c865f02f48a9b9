"""Who is on record twice: what a front desk would merge, ask about, and leave alone."""

from dataclasses import replace
from itertools import count, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.names.keys import name_key
from refcli.core.names.people import Sameness, compare_people, find_contradiction
from refcli.core.sources.duplicates.candidates import Candidate
from refcli.core.sources.duplicates.pairs import DuplicatePair, Sureness, find_duplicates
from refcli.core.sources.duplicates.table import duplicates_table
from refcli.core.vocabulary import Kind

NPI, OTHER_NPI = "1234567893", "1245319599"
PHONE, OTHER_PHONE = "206-555-0142", "206-555-0177"
ELM = {"street": "12 Elm St, Suite 400", "city": "Seattle", "state": "WA", "zip": "98103"}
OAK = {"street": "77 Oak Ave", "city": "Tacoma", "state": "WA", "zip": "98402"}


def provider(id_: int, name: str, **known: str) -> Candidate:
    return replace(Candidate(id=id_, name=name, kind=Kind.PROVIDER), **known)  # type: ignore[arg-type]


def office(id_: int, name: str, **known: str) -> Candidate:
    return replace(provider(id_, name, **known), kind=Kind.OFFICE)


def judge(*sources: Candidate) -> DuplicatePair | None:
    """The pair of two sources, if they are one at all."""
    pairs = find_duplicates(sources)
    assert len(pairs) <= 1
    return pairs[0] if pairs else None


def level(*sources: Candidate) -> Sureness | None:
    found = judge(*sources)
    return found.level if found else None


SPELLINGS = [
    "Dr. Susan Park",
    "Susan Park DDS",
    "Park, Susan",
    "PARK, SUSAN M",
    "Susan M. Park",
    "Dr. Susan Marie Park",
    "Susan Park, D.M.D., P.C.",
    "Dr Susan Park DDS PLLC",
    "Park Susan",
    "Susan Prak",
]


@pytest.mark.parametrize("one", SPELLINGS)
@pytest.mark.parametrize("other", SPELLINGS)
def test_one_doctor_in_any_spelling_is_certain_with_the_same_phone(one: str, other: str) -> None:
    found = level(provider(1, one, phone=PHONE), provider(2, other, phone="(206) 555-0142"))

    assert found is Sureness.CERTAIN


@pytest.mark.parametrize("one", SPELLINGS)
@pytest.mark.parametrize("other", [*SPELLINGS, "Sue Park", "S. Park", "Suzy Park"])
def test_a_name_alone_is_asked_about(one: str, other: str) -> None:
    assert level(provider(1, one), provider(2, other)) is Sureness.ASK


UNLIKE = ("Amy", "Wei", "Joel", "Cora", "Bill", "Max", "Zoe", "Ngozi")
NAMESAKES = [(3, "Amy"), (4, "Wei"), (5, "Joel"), (6, "Cora"), (7, "Bill")]


def test_a_surname_alone_is_asked_about_where_few_have_it() -> None:
    one, other = provider(1, "Susan Park"), provider(2, "Dr. Park")

    assert level(one, other) is Sureness.ASK
    others = [provider(n, f"{name} Park") for n, name in NAMESAKES]
    assert find_duplicates([one, other, *others]) == []


@pytest.mark.parametrize("other", ["S. Park", "Dr. Park", "Marie Park", "Susan Park Jr."])
def test_what_a_sister_could_be_called_is_asked_about_whatever_is_shared(other: str) -> None:
    one = provider(1, "Susan Marie Park", phone=PHONE, fax=OTHER_PHONE, **ELM)

    assert level(one, replace(one, id=2, name=other)) is Sureness.ASK


def test_a_nickname_is_certain_with_two_contacts_and_asked_about_with_one() -> None:
    one, other = provider(1, "Susan Park", phone=PHONE), provider(2, "Sue Park", phone=PHONE)
    at_home = [replace(each, **ELM) for each in (one, other)]  # type: ignore[arg-type]

    assert level(one, other) is Sureness.ASK
    assert level(*at_home) is Sureness.CERTAIN
    assert judge(one, other).reasons == (  # type: ignore[union-attr]
        "nickname: Susan = Sue, rare surname",
        "same phone",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amy Britten", "Max Britten"),
        ("Zac Green", "Sam Green"),
        ("Joel Ryan", "Bob Ryan"),
        ("Christopher Lane", "Tina Lane"),
        ("Patricia Cole", "Robert Cole"),
        ("Susan Park", "Susan Miller"),
        ("Wei Chen", "Susan Park"),
    ],
)
def test_family_and_partners_share_a_phone_and_an_address_and_stay_two(
    one: str, other: str
) -> None:
    at_one = {"phone": PHONE, **ELM}

    assert level(provider(1, one), provider(2, other)) is None
    if not one.startswith("Susan"):
        assert level(provider(1, one, **at_one), provider(2, other, **at_one)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Delilah Wynn", "Della Wynn"), ("Joan Ryan", "John Ryan"), ("Susan Park", "Susan Miller")],
)
def test_names_that_may_be_of_a_sister_are_never_certain(one: str, other: str) -> None:
    at_home = {"phone": PHONE, "fax": OTHER_PHONE, "email": "ryan@mail.example", **ELM}

    assert level(provider(1, one, **at_home), provider(2, other, **at_home)) is Sureness.ASK


TWO_PEOPLE = [
    ("Robert Park", "Roberta Park", "but another given name"),
    ("Park, Robert", "Dr. Roberta Park DDS", "but another given name"),
    ("Joel Ryan", "John Ryan", "but another given name"),
    ("Patricia Cole", "Patrick Cole", "but another given name"),
    ("Daniel Cole", "Danielle Coel", "but another given name"),
    ("Susan A. Park", "Susan B. Park", "but another middle name"),
    ("Park Susan A.", "Susan Beth Park", "but another middle name"),
    ("Sue A. Park", "Park, Susan B.", "but another middle name"),
    ("Susan Park Jr.", "Susan Park Sr.", "but one is Jr. and one Sr."),
    ("Park III, John", "John Park II", "but one is III and one II"),
]


@pytest.mark.parametrize(("one", "other", "why"), TWO_PEOPLE)
def test_names_of_two_people_are_asked_about_with_the_same_npi_alone(
    one: str, other: str, why: str
) -> None:
    at_home = {"phone": PHONE, "fax": OTHER_PHONE, "email": "park@mail.example", **ELM}
    first, second = provider(1, one, **at_home), provider(2, other, **at_home)

    assert judge(first, second) is None
    found = judge(replace(first, npi=NPI), replace(second, npi=NPI))
    assert found is not None
    assert found.level is Sureness.ASK
    assert why in found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Susan Lee", "Susan Lew"),
        ("Lee, Susan", "Dr. Susan Leo"),
        ("Susan Park", "Susan Prak"),
        ("Susan Park", "Susan M. Parks"),
        ("Christopher Magnusson", "Cristopher Magnuson"),
    ],
)
def test_a_slip_in_a_surname_is_asked_about_unless_it_is_contradicted(one: str, other: str) -> None:
    first, second = provider(1, one, **ELM), provider(2, other)

    assert level(first, second) is Sureness.ASK
    assert level(replace(first, phone=PHONE), replace(second, phone=OTHER_PHONE)) is Sureness.ASK
    assert level(replace(first, npi=NPI), replace(second, npi=OTHER_NPI)) is None
    elsewhere = replace(second, phone="503-555-0100", **OAK)  # type: ignore[arg-type]  # texts all
    assert level(replace(first, phone=PHONE), elsewhere) is None


def test_two_surnames_that_many_have_are_no_slip_unless_the_phone_is_the_same() -> None:
    crowd = [
        provider(n, f"{given} {surname}")
        for n, (given, surname) in enumerate(product(UNLIKE, ("Hansen", "Hanson")), start=10)
    ]
    one, other = provider(1, "Susan Hansen"), provider(2, "Susan Hanson")

    def is_asked(*two: Candidate) -> bool:
        return any((pair.first.id, pair.second.id) == (1, 2) for pair in find_duplicates(two))

    assert is_asked(one, other)
    assert not is_asked(one, other, *crowd)
    assert is_asked(replace(one, phone=PHONE), replace(other, phone=PHONE), *crowd)


@pytest.mark.parametrize(
    "other",
    ["Susan Park", "Sue Park", "S. Park", "Dr. Park", "Suasn Prak", "Susan Marie Park", "Suz Park"],
)
def test_like_names_are_asked_about_wherever_a_contact_is_shared(other: str) -> None:
    crowd = [provider(n, f"{name} Park") for n, name in enumerate(UNLIKE, start=10)]
    one = provider(1, "Susan Park", specialty="Dentistry", email="su@mail.example", **ELM)
    twin = provider(2, other, specialty="Radiology", email="park@mail.example", **OAK)

    pairs = find_duplicates([replace(one, fax=PHONE), replace(twin, fax=PHONE), *crowd])

    assert (1, 2) in [(pair.first.id, pair.second.id) for pair in pairs]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("John Smith Jr.", "John Smith Sr.", "but one is Jr. and one Sr."),
        ("John Smith, Jr.", "John Smith", "but one is Jr."),
        ("John Smith III", "Smith, John", "but one is III"),
        ("John A. Smith", "John Bernard Smith", "but another middle name"),
    ],
)
def test_father_and_son_are_never_certain(one: str, other: str, why: str) -> None:
    known = {"phone": PHONE, "fax": OTHER_PHONE, **ELM}

    found = judge(provider(1, one, **known), provider(2, other, **known))

    assert found is None or (found.level is Sureness.ASK and why in found.reasons)


def test_a_patient_of_the_same_name_at_the_same_phone_may_be_a_son() -> None:
    one = replace(provider(1, "John Cason", phone=PHONE), kind=Kind.PATIENT)
    other = replace(one, id=2, name="Cason, John")

    assert level(one, other) is Sureness.ASK
    at_home = [replace(each, **ELM) for each in (one, other)]  # type: ignore[arg-type]
    assert level(*at_home) is Sureness.CERTAIN


def test_one_house_is_not_one_suite() -> None:
    one = office(1, "Houston Family Medicine", **ELM)
    house, door = {**ELM, "street": "12 Elm St"}, {**ELM, "street": "12 Elm St #5"}

    assert level(one, office(2, "Houston Family Medicine", **ELM)) is Sureness.CERTAIN
    assert level(one, office(2, "Houston Family Medicine", **house)) is Sureness.ASK
    assert level(one, office(2, "Houston Family Medicine", **door)) is Sureness.ASK


def test_another_e_mail_speaks_against_one() -> None:
    one = provider(1, "Frank Bitner", phone=PHONE, email="frank@mail.example")
    other = provider(2, "Frank Bitner", phone=PHONE, email="frank.b@mail.example")

    assert level(one, other) is Sureness.ASK
    assert level(one, replace(other, email="office@bitner.example")) is Sureness.CERTAIN


def test_one_who_fits_father_and_son_is_asked_about() -> None:
    father, son = (
        provider(1, "John A. Smith", phone=PHONE),
        provider(2, "John B. Smith", phone=PHONE),
    )
    unclear = provider(3, "John Smith", phone=PHONE)

    assert level(father, unclear) is Sureness.CERTAIN
    levels = {one.level for one in find_duplicates([father, son, unclear])}
    assert levels == {Sureness.ASK}


def test_the_same_npi_makes_a_like_name_certain() -> None:
    one = provider(1, "Susan Park", npi=NPI, phone=PHONE)

    assert level(one, provider(2, "S. Park", npi=NPI, phone=OTHER_PHONE)) is Sureness.CERTAIN
    assert level(one, provider(2, "Suzanne Park", npi=NPI)) is not None


def test_the_npi_of_a_group_makes_nobody_certain() -> None:
    known = {"npi": NPI, "phone": PHONE, **ELM}

    found = judge(provider(1, "Amy Britten", **known), provider(2, "Max Brand", **known))

    assert found is not None
    assert found.level is Sureness.ASK
    assert found.reasons[:2] == ("another name", "same NPI")


def test_an_npi_that_many_names_share_decides_nothing() -> None:
    partners = [
        provider(n, name, npi=NPI)
        for n, name in enumerate(("Julia Park", "Julian Park", "Amy Britten", "Wei Chen"), start=1)
    ]

    assert {one.level for one in find_duplicates(partners)} == {Sureness.ASK}


def test_two_npis_are_two_people() -> None:
    one, other = (provider(n, "David Lee", npi=npi) for n, npi in ((1, NPI), (2, OTHER_NPI)))
    together = [replace(each, phone=PHONE, **ELM) for each in (one, other)]  # type: ignore[arg-type]

    assert level(one, other) is None
    assert level(*together) is not Sureness.CERTAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chen Family Dental", "Chen Family Dental LLC"),
        ("Chen Family Dental", "The Chen Fam. Dental, P.C."),
        ("Chen & Park Dental Group", "Chen and Park Dental Grp"),
        ("Oak Tree Pediatrics", "Oaktree Pediatrics"),
        ("Lakeside Dentistry", "Lakeside Dental"),
        ("Lakeside Dental", "Lakeside Dental Care"),
        ("Lakeside Dental", "Lakeside Dental of Seattle"),
        ("Lakeside Physical Therapy", "Lakeside PT"),
        ("Ballard Orthodontics", "Balalrd Orthodontics"),
    ],
)
def test_an_office_in_other_words_is_certain_with_phone_and_address(one: str, other: str) -> None:
    suite = {**ELM, "street": "12 Elm Street Ste 400"}

    found = level(office(1, one, phone=PHONE, **ELM), office(2, other, phone=PHONE, **suite))

    assert found is Sureness.CERTAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("School 7", "School 9"),
        ("Station 312 Clinic", "Station 321 Clinic"),
        ("Lakeside Dental", "Northgate Dental"),
        ("Chen Dental", "Wei Orthodontics"),
        ("Dental Care", "Family Dental Group"),
    ],
)
def test_neighbours_stay_two(one: str, other: str) -> None:
    assert level(office(1, one), office(2, other)) is None
    assert level(office(1, one, **ELM), office(2, other, **ELM)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lakeside Dental", "Lakeside Orthodontics"),
        ("Lakeside Dental", "Lake Dental"),
        ("Lakeside Dental", "Lakeside Dental North"),
        ("Chen Dental", "Chen and Park Dental"),
        ("Heritage Family Dentistry", "Ostrander Dental"),
    ],
)
def test_sisters_at_one_desk_are_asked_about(one: str, other: str) -> None:
    known = {"phone": PHONE, "fax": OTHER_PHONE, **ELM}

    assert level(office(1, one, **known), office(2, other, **known)) is Sureness.ASK


def test_branches_of_a_chain_are_not_listed() -> None:
    places = [
        office(n, "QuickCare", phone=f"206-555-01{n:02}", street=f"{n}00 Elm St", zip=f"981{n:02}")
        for n in range(10, 20)
    ]

    assert find_duplicates(places) == []


def test_hundreds_of_one_name_and_phone_are_chained_rather_than_crossed() -> None:
    many = [provider(n, "Susan Park", phone=PHONE) for n in range(1, 501)]

    pairs = find_duplicates(many)

    assert [(one.first.id, one.second.id) for one in pairs] == [(n, n + 1) for n in range(1, 500)]


def test_an_office_and_who_works_there_are_two() -> None:
    house = office(1, "Susan Park DDS", phone=PHONE)
    doctor = replace(provider(2, "Dr. Susan Park", phone=PHONE), office_id=1)

    assert level(house, doctor) is None
    assert level(house, replace(doctor, office_id=None)) is Sureness.ASK


def test_a_doctor_is_no_auto_shop() -> None:
    shop = replace(provider(2, "Kim's Auto Shop", phone=PHONE), kind=Kind.COMMUNITY)

    assert level(provider(1, "Dr. Kim", phone=PHONE), shop) is None


def test_a_doctor_who_is_a_patient_too_is_asked_about() -> None:
    doctor = provider(1, "Dr. Susan Park", phone=PHONE)

    found = judge(doctor, replace(doctor, id=2, kind=Kind.PATIENT))

    assert found is not None
    assert found.level is Sureness.ASK
    assert found.reasons == (
        "same name",
        "same phone",
        "rare name",
        "but on record as patient and provider",
    )


def test_a_former_name_counts() -> None:
    married = replace(provider(1, "Susan Miller", phone=PHONE), aliases=("Susan Park",))

    assert level(married, provider(2, "Park, Susan", phone=PHONE)) is Sureness.CERTAIN


def test_the_surest_comes_first_with_its_reasons() -> None:
    park = provider(1, "Dr. Susan Park", npi=NPI, phone=PHONE, **ELM)
    turned = provider(2, "Park Susan", npi=NPI, phone=PHONE)
    moved = provider(3, "Susan Park", phone=OTHER_PHONE, **OAK)

    table = duplicates_table(find_duplicates([moved, turned, park]))

    assert [tuple(row) for row in table.rows] == [
        (
            99,
            "certain",
            1,
            "Dr. Susan Park",
            2,
            "Park Susan",
            ("same name in another order", "same NPI", "same phone"),
        ),
        (
            67,
            "ask",
            2,
            "Park Susan",
            3,
            "Susan Park",
            ("same name in another order", "but another phone"),
        ),
        (
            65,
            "ask",
            1,
            "Dr. Susan Park",
            3,
            "Susan Park",
            (
                "same name",
                "rare name",
                "but another phone",
                "but another address",
                "but another city",
            ),
        ),
    ]


def test_a_book_without_doubles_has_an_empty_table() -> None:
    assert duplicates_table(find_duplicates([])).rows == []


WORDS = st.sampled_from(
    ["Susan", "Sue", "Park", "Prak", "Dr.", "M.", "Dental", "Jr.", "7", "é", "!"]
)
SOURCES = st.builds(
    Candidate,
    id=st.just(0),
    name=st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    kind=st.sampled_from([Kind.PROVIDER, Kind.PATIENT, Kind.OFFICE, Kind.DIGITAL]),
    phone=st.sampled_from(["", PHONE, OTHER_PHONE, "x"]),
    npi=st.sampled_from(["", NPI, OTHER_NPI]),
    street=st.sampled_from(["", "12 Elm St", "12 Elm Street #4", "Elm"]),
    zip=st.sampled_from(["", "98103"]),
    office_id=st.sampled_from([None, 1]),
)
BOOKS = st.lists(SOURCES, max_size=8)


@given(BOOKS, st.randoms(use_true_random=False))
def test_the_order_of_the_sources_changes_nothing(book: list[Candidate], random: object) -> None:
    numbered = [replace(one, id=n) for one, n in zip(book, count(1))]
    mixed = list(numbered)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    pairs = find_duplicates(numbered)

    assert find_duplicates(mixed) == pairs
    assert all(one.first.id < one.second.id for one in pairs)
    assert [one.score for one in pairs] == sorted((one.score for one in pairs), reverse=True)
    assert all((one.level is Sureness.CERTAIN) == (one.score >= 90) for one in pairs)


@given(BOOKS)
def test_two_npis_and_two_kinds_are_never_certain(book: list[Candidate]) -> None:
    sure = [
        (one.first, one.second)
        for one in find_duplicates(replace(each, id=n) for each, n in zip(book, count(1)))
        if one.level is Sureness.CERTAIN
    ]

    assert all(a.kind is b.kind and not (a.npi and b.npi and a.npi != b.npi) for a, b in sure)


PARTS = ["Susan", "Sue", "Robert", "Roberta", "A.", "B.", "Marie", "Park", "Prak", "Parks", "Lew"]
PEOPLES_NAMES = st.builds(
    lambda parts, generation: " ".join((*parts, *generation)),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4),
    st.sampled_from([(), (), ("Jr.",), ("Sr.",)]),
)


@given(PEOPLES_NAMES, PEOPLES_NAMES, st.sampled_from(["", NPI]))
def test_names_that_contradict_each_other_are_never_certain(one: str, other: str, npi: str) -> None:
    known = {"npi": npi, "phone": PHONE, "fax": OTHER_PHONE, "email": "a@mail.example", **ELM}
    first, second = provider(1, one, **known), provider(2, other, **known)

    found = level(first, second)

    assert level(replace(first, name=other), replace(second, name=one)) is found
    if find_contradiction(name_key(one), name_key(other)):
        assert found is (Sureness.ASK if npi else None)
    elif compare_people(one, other) is not Sameness.DIFFERENT:
        assert found is not None
