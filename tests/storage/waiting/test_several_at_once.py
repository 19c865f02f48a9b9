"""Several programs that begin one book at once."""

import os
import subprocess
import sys
from pathlib import Path

from refcli.storage.book.door import reading
from refcli.storage.practice import read_settings
from tests.conftest import TODAY
from tests.storage.books import door

ROOT = Path(__file__).parents[3]
MANY = 4


def test_of_several_that_create_a_book_at_once_one_has_created_it(tmp_path: Path) -> None:
    path = tmp_path / "ref.db"
    env = os.environ | {"REF_DB": str(path), "REF_AS_OF": str(TODAY), "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "refcli", "init", "--practice", f"Practice {number}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
        )
        for number in range(MANY)
    ]
    told = [one.communicate()[1] for one in started]

    created = [number for number, said in enumerate(told) if said.startswith("Created ")]
    with reading(door(path, TODAY)) as book:
        named = read_settings(book)["practice"]
    late = [number for number, said in enumerate(told) if said.startswith("Saved ")]
    refused = [said for said in told if "Another ref has just created" in said]
    assert len(created) == 1
    assert len(created) + len(late) + len(refused) == MANY
    assert named in {f"Practice {number}" for number in created + late}
    assert {one.name for one in tmp_path.iterdir()} <= {"ref.db", "ref.db.looked"}
