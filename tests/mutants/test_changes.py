"""Each mistake is one, is shown as it is, and leaves a module that can be read."""

import ast

from tests.mutants.changes import KINDS, find_sites, make_mutant
from tests.mutants.sample import ROOT, difference, draw, read_equivalent

MODULE = '''"""A module."""
LIMITS: dict[str, int] = {"few": 3}


def judge(count: int, name: str) -> str | None:
    """Say how many there are."""
    if not count and name:
        raise ValueError(name)
    return pad(name, count + 1) if count < 3 else None
'''
MISTAKES = {
    "LIMITS: dict[str, int] = {'few': 3}": [
        ("words", "LIMITS: dict[str, int] = {'XXfew': 3}"),
        ("number", "LIMITS: dict[str, int] = {'few': 4}"),
    ],
    "if not count and name:": [
        ("condition", "if not (not count and name):"),
        ("boolean", "if not count or name:"),
    ],
    "raise ValueError(name)": [("removed statement", "")],
    "return pad(name, count + 1) if count < 3 else None": [
        ("return None", "return None"),
        ("condition", "return pad(name, count + 1) if not count < 3 else None"),
        ("comparison", "return pad(name, count + 1) if count <= 3 else None"),
        ("swapped arguments", "return pad(count + 1, name) if count < 3 else None"),
        ("arithmetic", "return pad(name, count - 1) if count < 3 else None"),
        ("number", "return pad(name, count + 2) if count < 3 else None"),
        ("number", "return pad(name, count + 1) if count < 4 else None"),
    ],
}


def test_every_mistake_of_a_module_is_found() -> None:
    mutants = [make_mutant(MODULE, site) for site in find_sites(MODULE)]

    found: dict[str, list[tuple[str, str]]] = {}
    for one in mutants:
        found.setdefault(one.was, []).append((one.kind, one.now))
    assert {was: sorted(nows) for was, nows in found.items()} == {
        was: sorted(nows) for was, nows in MISTAKES.items()
    }
    assert {one.kind for one in mutants} == set(KINDS)


def test_a_mutant_is_the_module_with_one_mistake() -> None:
    (site,) = (one for one in find_sites(MODULE) if one.kind == "comparison")

    mutant = make_mutant(MODULE, site)

    assert mutant.line == 9
    assert ast.parse(mutant.text)
    assert "count <= 3" in mutant.text
    assert difference(mutant) == (
        "ad(name, count + 1) if count < 3 else None"
        "  =>  ad(name, count + 1) if count <= 3 else None"
    )


def test_the_same_seed_draws_the_same_sample_that_is_spread_over_modules_and_kinds() -> None:
    first, second = draw(40, 1, "core/values"), draw(40, 1, "core/values")

    assert first == second
    places = [place for place, _ in first]
    assert len(set(places[:10])) == 10
    assert {one.kind for _, one in first} == set(KINDS)


def test_every_mutant_that_is_left_out_is_in_the_core_and_has_its_reason() -> None:
    for (module, change), reason in read_equivalent().items():
        text = (ROOT / module).read_text(encoding="utf-8")
        shown = {difference(make_mutant(text, site)) for site in find_sites(text)}

        assert change in shown
        assert len(reason.split()) > 5
