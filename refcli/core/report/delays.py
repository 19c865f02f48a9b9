"""How long the steps of referrals took."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delay:
    """How long a step took: how many took how many days, and why some took none yet."""

    step: str
    days: Mapping[int, int]
    left_out: Mapping[str, int]
