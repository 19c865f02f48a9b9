"""The share of slips of ``ref add`` that are understood or answered.

``python -m tests.benchmarks.desk.slips`` prints it, and each slip that is neither.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.commands.referrals.slips_of_add import make_practice, read_slips, try_slip


def show_slips(folder: Path) -> None:
    """One line for each that is neither, then the share."""
    make_practice(practice := folder / "practice.db")
    became = Counter[str]()
    for slip in read_slips():
        said = try_slip(practice, slip)
        became[said if said in {"understood", "answered"} else "neither"] += 1
        if said not in {"understood", "answered"}:
            sys.stdout.write(f"{slip.typed}\n    {said}")
    good = became["understood"] + became["answered"]
    sys.stdout.write(
        f"{became.total()} slips: {became['understood']} understood, {became['answered']} answered,"
        f" {became['neither']} neither: {good / became.total():.1%}\n"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        show_slips(Path(made))
