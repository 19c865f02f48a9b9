"""In a book of its first 90 days hardly anybody is said to be quiet: a small simulation."""

from tests.benchmarks.quiet.young import judge_early


def test_in_the_first_90_days_at_most_one_source_in_a_hundred_is_listed() -> None:
    found = [judge_early((f"young {phi} {n}", phi)) for phi in (0.0, 0.5) for n in range(3)]

    sources, listed, plain = (sum(column) for column in zip(*found, strict=True))
    assert sources > 300
    assert listed <= 0.01 * sources
    assert plain > 0.1 * sources  # what the formula alone would list
