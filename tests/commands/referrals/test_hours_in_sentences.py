"""The line told for a sentence keeps the hour that was typed, or names what it leaves out."""

import pytest

from tests.conftest import Ref, made_once


@pytest.fixture(autouse=True)
@made_once
def chen(ref: Ref) -> None:
    """Dr. Wei Chen, who refers."""
    ref('source add "Dr. Wei Chen" --kind provider')


KEPT = [
    ("booked on 12/20 at 9", "booked 12/20 at 9", "for Sun 20 Dec 2026, 9:00"),
    ("on 12/3 at 9", "booked 12/3 at 9", "for Thu 3 Dec 2026, 9:00"),
    ("on 12/3 at 9 phone 206-555-0142", "at 9 phone 206-555-0142", "for Thu 3 Dec 2026, 9:00"),
    ("bokoed 12/20", "from dr wei chen booked 12/20", "for Sun 20 Dec 2026"),
    ("booked for 12/2 9am", "booked 12/2 9am", "for Wed 2 Dec 2026, 9:00"),
]


@pytest.mark.parametrize(("typed", "line", "said"), KEPT)
def test_an_hour_is_kept_in_the_line_told(ref: Ref, typed: str, line: str, said: str) -> None:
    refused = ref(f"add di roe from dr wei chen {typed}", exit_code=2).stderr

    assert refused.strip().endswith(line)
    assert "out. Type" not in refused
    assert said in ref(refused.strip().rpartition("Type: ref ")[2]).stdout


LEFT_OUT = [
    ("with dr ray at 9", 'Leave out at "9". Type: ref add di roe from dr wei chen --provider'),
    ("booked 12/1 9:30 at 10", 'Leave out at "10". Type: ref add di roe from dr wei chen booked'),
    ("on 11/3 at 9", "Leave it out. Type: ref add di roe from dr wei chen on 11/3"),
]


@pytest.mark.parametrize(("typed", "said"), LEFT_OUT)
def test_what_the_line_told_leaves_out_is_named(ref: Ref, typed: str, said: str) -> None:
    refused = ref(f"add di roe from dr wei chen {typed}", exit_code=2).stderr

    assert said in refused
    assert "Di Roe" in ref(refused.strip().rpartition("Type: ref ")[2]).stdout


def test_a_new_patient_is_a_note_behind_an_option_too(ref: Ref) -> None:
    refused = ref("add ivy wong from google --kind digital new patient", exit_code=2).stderr
    line = refused.strip().rpartition("Type: ref ")[2]

    assert line == 'add ivy wong from google note "new patient" --kind digital'
    assert "Ivy Wong" in ref(line).stdout
    assert "new patient" in ref("referral show 1").stdout
