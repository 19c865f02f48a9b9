"""How letters greet: by the name and title on record, never by a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.letters.salutations import word_greeting
from refcli.core.names.keys import name_key
from refcli.core.vocabulary import Kind


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Dr. Wei Chen DDS", "Dear Dr. Chen"),
        ("dr ben rossi", "Dear Dr. Rossi"),
        ("DR. WILLIAM MCWHIRTER", "Dear Dr. McWhirter"),
        ("Chen, Dr. Wei", "Dear Dr. Chen"),
        ("Wei Chen, D.D.S., MS", "Dear Dr. Chen"),
        ("Wei Chen, PhD", "Dear Dr. Chen"),
        ("Prof. Wei Chen, MD", "Dear Prof. Chen"),
        ("Dr. Wei CHEN", "Dear Dr. Chen"),
        ("Dr. T.J. Ng", "Dear Dr. Ng"),
        ("Dr. Susan Park Jr.", "Dear Dr. Park"),
        ("Park Jr., Dr. Susan", "Dear Dr. Park"),
        ("dr. o'hara", "Dear Dr. O'Hara"),
        ("Dr. Zoë Müller-Lüdenscheidt", "Dear Dr. Müller-Lüdenscheidt"),
        ("Dr. Anna van der Berg", "Dear Dr. van der Berg"),
        ("van der Berg, Anna, MD", "Dear Dr. van der Berg"),
        ("Garcia Lopez, Maria DDS", "Dear Dr. Garcia Lopez"),
        ("Dr. St. James", "Dear Dr. St. James"),
        ("Dr. Ray (endo)", "Dear Dr. Ray"),
        ("Dr. 李明 (Ming Li)", "Dear Dr. 李明"),
        ("Dr. Kim Do", "Dear Dr. Do"),
        ("Drs. Ann and Bob Ray", "Dear Drs. Ann and Bob Ray"),
        ("Dr. O'Neil & Dr. Park", "Dear Dr. O'Neil and Dr. Park"),
    ],
)
def test_a_doctor_is_greeted_by_title_and_surname(name: str, greeting: str) -> None:
    assert word_greeting(name, Kind.PROVIDER) == greeting


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Ann Ray", "Dear Ann Ray"),
        ("ann b. ray", "Dear Ann B. Ray"),
        ("ANN RAY", "Dear Ann Ray"),
        ("TJ RAY", "Dear TJ Ray"),
        ("Ray, Ann", "Dear Ann Ray"),
        ("Robert Ray III", "Dear Robert Ray"),
        ("Mrs. Ann Ray", "Dear Mrs. Ray"),
        ("Mr. & Mrs. Ray", "Dear Mr. & Mrs. Ray"),
        ("Wei Chen, MS", "Dear Wei Chen"),
        ("Bo Kim RDH", "Dear Bo Kim"),
        ("her sister", "Dear friend"),
        ("A friend of Ann", "Dear friend"),
        ("sister", "Dear friend"),
        ("An Nguyen", "Dear An Nguyen"),
        ("My Nguyen", "Dear My Nguyen"),
        ("Son Tran", "Dear Son Tran"),
        ("Her Vang", "Dear Her Vang"),
        ("Boss, Hugo", "Dear Hugo Boss"),
        ("Jane Doe, OD", "Dear Dr. Doe"),
        ("Jane Doe, DC", "Dear Dr. Doe"),
        ("Jane Doe DVM", "Dear Dr. Doe"),
        ("Jane Doe, DPT", "Dear Jane Doe"),
        ("Jane Doe, RDH", "Dear Jane Doe"),
        ("Ann Pa", "Dear Ann Pa"),
    ],
)
def test_without_a_title_a_person_is_greeted_by_the_whole_name(name: str, greeting: str) -> None:
    assert word_greeting(name, Kind.PATIENT) == greeting


@pytest.mark.parametrize(
    ("name", "kind", "greeting"),
    [
        ("Lakeside Dental", Kind.OFFICE, "Dear colleagues at Lakeside Dental"),
        ("SMILES OF THE NORTH, LLC", Kind.OFFICE, "Dear colleagues at Smiles of the North"),
        ("UW DENTAL", Kind.OFFICE, "Dear colleagues at UW Dental"),
        ("chen dds pllc", Kind.OFFICE, "Dear colleagues at Chen dds"),
        ("Elm Street YMCA", Kind.COMMUNITY, "Dear team at Elm Street YMCA"),
        ("Mr. Bo Kim", Kind.COMMUNITY, "Dear Mr. Kim"),
    ],
)
def test_a_place_is_greeted_by_who_works_there(name: str, kind: Kind, greeting: str) -> None:
    assert word_greeting(name, kind) == greeting


@pytest.mark.parametrize("typed", ["Dear Wei", " Dear Wei, ", "Dear Wei:"])
def test_a_salutation_of_their_own_goes_before(typed: str) -> None:
    assert word_greeting("Dr. Wei Chen", Kind.PROVIDER, typed) == "Dear Wei"


LETTERS = st.text(st.sampled_from("abcdeéñ"), min_size=2, max_size=9)
NAMES = st.lists(LETTERS, min_size=1, max_size=3).map(" ".join)


@given(NAMES, st.sampled_from([str.upper, str.lower, str.title]), st.sampled_from(Kind))
def test_no_greeting_guesses_who_is_a_lady(name: str, write: type[str], kind: Kind) -> None:
    greeting = word_greeting(write(name), kind)

    assert greeting.startswith("Dear ")
    assert not {"Mr.", "Mrs.", "Ms.", "Miss", "Dr."} & set(greeting.split())


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(Kind))
def test_whatever_a_name_is_the_greeting_is_one(name: str, kind: Kind) -> None:
    assert word_greeting(name, kind).startswith("Dear ")


@given(NAMES)
def test_a_doctor_is_greeted_by_words_of_the_name(name: str) -> None:
    said = word_greeting(f"Dr. {name}", Kind.PROVIDER).removeprefix("Dear Dr. ")

    assert set(name_key(said).split()) <= set(name_key(name).split())
