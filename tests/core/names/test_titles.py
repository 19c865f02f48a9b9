"""A title says who can be meant, and who cannot."""

import pytest

from refcli.core.names.keys import has_other_title, names_several


@pytest.mark.parametrize(
    ("typed", "name", "patient", "other"),
    [
        ("Dr. Smith", "Smith", True, True),
        ("Dr. Smith", "Mrs. Smith", True, True),
        ("Dr. Smith", "Dr. Smith", True, False),  # a doctor who is our patient
        ("Smith, Dr. Ann", "Ann Smith", True, True),
        ("Dr. Smith", "Smith", False, False),  # a provider typed without the title
        ("Mrs. Chen", "Dr. William Chen", False, True),
        ("Mrs. Chen", "Chen", False, False),
        ("Mrs. Chen", "Mr. Chen", True, False),
        ("chen", "Dr. William Chen", False, False),
        ("Chen DDS", "Wei Chen", True, True),
        ("Chen, MD", "Wei Chen", True, True),
        ("Wei Chen, Ph.D.", "Wei Chen", True, True),
        ("Wei Chen D.D.S.", "Wei Chen", True, True),
        ("Wei Chen, MS", "Wei Chen", True, False),  # Ms. Wei Chen, turned round
        ("Lee Do", "Lee Do", True, False),  # a surname
        ("Chen DDS", "Wei Chen MD", True, False),
        ("Chen DDS", "Dr. Wei Chen", True, False),
        ("Dr. Chen", "Wei Chen DDS", True, False),
        ("Mrs. Chen", "Wei Chen, DDS", False, True),
    ],
)
def test_a_title_speaks_against_somebody_of_another_sort(
    typed: str,
    name: str,
    patient: object,
    other: object,
) -> None:
    assert has_other_title(typed, [name], patient=bool(patient)) is other


@pytest.mark.parametrize(
    ("typed", "several"),
    [
        ("Dr. Chen, Dr. Park", True),
        ("Dr. Kim/Dr. Ito", True),
        ("Drs. Chen and Park", True),
        ("Kim DDS / Ito", True),
        ("Dr. Chen & Associates", True),  # an office, or several people: it is asked
        ("Dr. Chen + Google", True),
        ("Prof. Dr. Chen", False),
        ("Chen, Dr. Wei", False),
        ("Park, MD/PhD", False),
        ("Susan Park, D.D.S. & M.S.", False),
        ("Dr. Andy Sandand", False),
        ("Chen & Park Dental", False),
        ("Maria and Jose Lopez", False),
        ("Dr.", False),
    ],
)
def test_a_name_with_a_title_may_be_of_two_people(typed: str, *, several: bool) -> None:
    assert names_several(typed) is several
