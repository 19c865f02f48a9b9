"""A title says who can be meant, and who cannot."""

import pytest

from refcli.core.names.keys import has_other_title


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
    ],
)
def test_a_title_speaks_against_somebody_of_another_sort(
    typed: str,
    name: str,
    patient: object,
    other: object,
) -> None:
    assert has_other_title(typed, [name], patient=bool(patient)) is other
