"""Files damaged at random, of every format: read or refused, never half taken in."""

from pathlib import Path

from tests.faults.damage.files import samples, try_files

SEED = 11
FILES = 150


def test_a_damaged_file_is_read_or_refused_whole(tmp_path: Path) -> None:
    wrong = [(number, why) for number, _, _, why in try_files(0, FILES, SEED, tmp_path) if why]

    assert wrong == []


def test_samples_of_every_kind_are_damaged() -> None:
    endings = {Path(name).suffix for name in samples()}

    assert endings == {".csv", ".txt", ".vcf", ".json", ".xlsx"}
