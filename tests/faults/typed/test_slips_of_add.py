"""What a front desk mistypes: understood, or answered with a line that works."""

from pathlib import Path

import pytest

from tests.commands.referrals.slips_of_add import make_practice, read_slips, run, try_slip

LEAST_SHARE = 0.92
FEWEST = 80


def test_slips_are_understood_or_answered_with_a_line_that_works(tmp_path: Path) -> None:
    make_practice(practice := tmp_path / "practice.db")
    slips = read_slips()

    became = {slip.typed: try_slip(practice, slip) for slip in slips}

    bad = {typed: said for typed, said in became.items() if said not in {"understood", "answered"}}
    assert len(slips) >= FEWEST
    assert 1 - len(bad) / len(slips) >= LEAST_SHARE, bad
    assert [said for said in bad.values() if said.startswith("wrong")] == []


@pytest.mark.parametrize("line", ["ad {}", "add {} --agian", "addd {} --also"])
def test_a_misspelt_command_or_option_breaks_on_no_sentence(tmp_path: Path, line: str) -> None:
    make_practice(practice := tmp_path / "practice.db")

    for slip in read_slips():
        answered = run(practice, line.format(slip.typed))

        assert isinstance(answered.exception, SystemExit), (slip.typed, answered.exception)
        assert answered.exit_code == 2, slip.typed
        assert ": ref add " in answered.stderr, slip.typed
        assert answered.stdout == "", slip.typed
