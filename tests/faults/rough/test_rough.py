"""A few tries of each sort, the same every time; the long runs are in CONTRIBUTING.md."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.rough.tracing import CAN_TRACE

ROOT = Path(__file__).parents[3]
TRIES = {
    "kills": 40,
    "disk": 40,
    "writers": 10,
    "hostile": 120,
    "surroundings": 24,
    "upgrades": 12,
}


@pytest.mark.skipif(not CAN_TRACE, reason="only Linux on x86-64 lets a child be stopped so")
@pytest.mark.parametrize("sort", TRIES)
def test_nothing_is_lost_half_or_untrue(sort: str) -> None:
    line = [sys.executable, "-m", f"tests.faults.rough.{sort}", f"--tries={TRIES[sort]}"]

    done = subprocess.run(
        line, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=600, check=False
    )

    assert f"{TRIES[sort]} tries in" in done.stdout, done.stderr
    assert ", 0 failures" in done.stdout, done.stdout
    assert done.returncode == 0
