"""What a front desk mistypes: understood, or answered with a line that works."""

from pathlib import Path

from tests.commands.referrals.slips_of_add import make_practice, read_slips, try_slip

LEAST_SHARE = 0.92
FEWEST = 50


def test_slips_are_understood_or_answered_with_a_line_that_works(tmp_path: Path) -> None:
    make_practice(practice := tmp_path / "practice.db")
    slips = read_slips()

    became = {slip.typed: try_slip(practice, slip) for slip in slips}

    bad = {typed: said for typed, said in became.items() if said not in {"understood", "answered"}}
    assert len(slips) >= FEWEST
    assert 1 - len(bad) / len(slips) >= LEAST_SHARE, bad
    assert [said for said in bad.values() if said.startswith("wrong")] == []
