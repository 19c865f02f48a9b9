"""The colours of the charts keep apart, on white paper and on a dark screen."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

import refcli.output
from refcli.output.workbook.charts import COLOURS
from tests.output.colour_distance import delta_e, lab

STYLE = (Path(refcli.output.__file__).parent / "templates" / "report.css").read_text("utf-8")
APART = 20  # CIEDE2000


def rules(scheme: str) -> str:
    """What the style says of a scheme."""
    light, dark, *_ = re.findall(r":root \{([^}]*)\}", STYLE)
    return str(light if scheme == "light" else dark)


def palette(scheme: str) -> list[str]:
    """The colours of a scheme in their order."""
    light, dark, *_ = re.findall(r":root \{([^}]*)\}", STYLE)
    return [
        found for _, found in re.findall(r"--c(\d): (#\w{6})", light if scheme == "light" else dark)
    ]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_the_distance_is_that_of_the_published_examples(
    one: tuple[float, float, float], other: tuple[float, float, float], distance: float
) -> None:
    assert delta_e(one, other) == pytest.approx(distance, abs=5e-5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_two_colours_of_a_chart_are_far_apart(scheme: str) -> None:
    colours = [lab(one) for one in palette(scheme)]

    assert len(colours) == 8
    assert min(delta_e(a, b) for a, b in combinations(colours, 2)) >= APART
    assert min(delta_e(a, b) for a, b in pairwise(colours)) >= APART + 5  # beside each other


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_stands_out_from_its_paper(scheme: str) -> None:
    [paper] = re.findall(r"--paper: (#\w{6})", rules(scheme))

    assert min(delta_e(lab(one), lab(paper)) for one in palette(scheme)) >= APART


def test_the_workbook_has_the_colours_of_the_page() -> None:
    assert [one.lower() for one in COLOURS] == palette("light")
