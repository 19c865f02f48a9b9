"""A released step writes what it wrote on the day of its release, to the letter."""

from hashlib import sha256

import pytest

from refcli.core.gifts import seals
from refcli.storage.book import identity
from refcli.storage.schema import (
    migrations,
    schema_001,
    schema_002,
    schema_003,
    schema_004,
    schema_005,
    schema_006,
    schema_007,
    schema_008,
    schema_009,
    schema_010,
    schema_011,
    schema_012,
)
from refcli.storage.schema.ddl import create_table

RELEASED = {  # the SHA-256 of the statements of each step; a new step adds a line
    1: "4fcf3f201029d0a7908e5e0d826f3896d87532de0a6ec989d8bf34d694a8f9fa",
    2: "58bab2689e150c346e62ec3d40031a7535cd1b880725f243c49c24b3adda86f1",
    3: "a4aeeab1d0757b32756004b055e6323d030553d562f9b43574f5613637fc5e90",
    4: "54025892d4ed63f1ec892360f47797697a785f144289f792737d8c7724370e21",
    5: "5e484be200dae7192faa633b511de2578620044069b26a18eb235153626c3647",
    6: "9e4637812dac19f44df8c21ef088c2b50747f4017bbe26424dc4b3fca6d09dbb",
    7: "00753d74edf79650b27623ddaffa5353ffc9d52e5a926df314564afc0da1ef28",
    8: "138e860517a552f596ad19cbf06a0af794eb7da9fc0c2c357eab809c02690fa7",
    9: "213385a54d9413b9e7cda0d1826c97cbead6d2252743b12f506ac992be6b9da0",
    10: "74e30a1a337e5dd5878d1d897a0f16012dd55cf729cffa507530eb99036d1320",
    11: "3146cccd811c1b48771b8818996ab3718fb10da0442a9ed0a7986ecb7b5ebb6a",
    12: "ed1c2d7efae0131034c806211601bcce89a1196e11c9811ea54ba4d3b0508a3d",
}
STEPS = {
    1: schema_001.list_statements(),
    2: schema_002.list_statements(),
    3: [create_table("incentive", schema_003.INCENTIVE), *schema_003.list_statements()],
    4: schema_004.list_statements(),
    5: schema_005.list_statements(),
    6: schema_006.list_statements(),
    7: schema_007.list_statements(),
    8: schema_008.list_statements(),
    9: schema_009.list_statements(),
    10: schema_010.list_statements(),
    11: schema_011.list_statements(),
    12: schema_012.list_statements(),
}
OLD_GIFT = {
    **dict.fromkeys(schema_003.SEALED, ""),
    "id": 1,
    "value_cents": 1250,
    "note": "caf\u00e9",
    "returns_id": None,
}


def test_every_step_has_its_digest() -> None:
    steps = [*range(1, len(migrations.MIGRATIONS) + 1)]

    assert [*RELEASED] == [*STEPS] == steps


@pytest.mark.parametrize("step", STEPS)
def test_a_released_step_is_never_edited(step: int) -> None:
    text = "\n".join(STEPS[step])

    assert sha256(text.encode()).hexdigest() == RELEASED[step]


def test_an_old_gift_is_sealed_as_it_always_was() -> None:
    sealed = schema_003.seal(OLD_GIFT, "0" * 64)

    assert sealed == "29ee0bb1b87ad693fc7af0eb1bb29b3719080b573e34a00ceeeaf3abc367c40b"
    assert sealed == seals.seal_row(OLD_GIFT, "0" * 64)  # the audit still verifies it


def test_the_schema_of_today_is_known_at_a_glance() -> None:
    """Else every command would make it anew in memory, to compare."""
    today = identity.objects_of(len(migrations.MIGRATIONS))

    assert identity.digest_of_schema(today) == identity.SCHEMA
