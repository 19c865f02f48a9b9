"""The chance of so few at an old pace, beside the same integral taken in small steps."""

from math import exp, lgamma, log
from typing import Any

import pytest

from refcli.core.quiet.chance import Past, at_most, up_to

STEPS, FAR = 4000, 8.0  # of the pace, up to so many times its mean


def gamma_density(at: float, size: float, mean: float) -> float:
    """The density of a gamma variable of a size and a mean."""
    rate = size / mean
    return exp(size * log(rate) + (size - 1) * log(at) - rate * at - lgamma(size))


def integrated(got: int, past: Past, parts: list[float], phi: float) -> float:
    """The mean of the negative binomial chance over the paces that the past leaves open."""
    size = sum(parts) ** 2 / (phi * sum(part * part for part in parts))
    step = FAR * past.pace / STEPS
    paces = [(number + 0.5) * step for number in range(STEPS)]
    return sum(
        gamma_density(pace, past.worth(phi), past.pace) * up_to(got, size, pace * sum(parts)) * step
        for pace in paces
    )


@pytest.mark.parametrize(
    ("got", "count", "span", "parts", "phi"),
    [
        (0, 12, 365.0, [30.0, 31.0, 30.0], 0.5),
        (1, 20, 365.0, [30.0, 31.0], 0.3),
        (2, 40, 730.0, [31.0, 28.0, 31.0, 30.0], 0.8),
        (5, 60, 365.0, [30.0, 31.0], 0.2),
    ],
)
def test_five_points_come_near_to_the_integral(
    got: int, count: int, span: float, parts: list[float], phi: float
) -> None:
    past = Past(count, span, int(span))

    about: Any = pytest.approx(integrated(got, past, parts, phi), rel=0.06)
    assert at_most(got, past, parts, phi) == about
