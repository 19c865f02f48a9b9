"""Yearly limits that were published after this version: the practice adds them, with their source.

Only a year without a figure takes one. A figure that ships is never replaced, and none is reckoned.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from reprlib import repr as short

from refcli.core.policy.rules import Preset, Series
from refcli.core.values.money import cents_text

ADDED = "added by this practice"  # how sure such a figure is


@dataclass(frozen=True, slots=True)
class YearlyFigure:
    """The limit of a year as the practice read it in a source on a day."""

    series: str
    year: int
    cents: int
    source: str
    since: date


def with_figures(presets: Iterable[Preset], figures: Iterable[YearlyFigure]) -> list[Preset]:
    """The presets with the figures that were added; of two for one year, the later in the list."""
    added = list(figures)
    return [
        replace(preset, annual_series=extend_series(preset.annual_series, added))
        if preset.annual_series
        else preset
        for preset in presets
    ]


def extend_series(series: Series, figures: Iterable[YearlyFigure]) -> Series:
    """A yearly limit with the years that it lacked."""
    by_year = {
        figure.year: figure
        for figure in figures
        if figure.series == series.id and figure.year not in series.values
    }
    if not by_year:
        return series
    new = [by_year[year] for year in sorted(by_year)]
    return replace(
        series,
        values={**series.values, **{figure.year: figure.cents for figure in new}},
        confidence={**series.confidence, **dict.fromkeys(by_year, ADDED)},
        source="; ".join([series.source, *(f"{one.source} ({one.year}, {ADDED})" for one in new)]),
    )


def figure_refusal(figure: YearlyFigure, presets: Iterable[Preset]) -> str | None:
    """Why a figure cannot be added; None where it can be. ``presets``: as they ship."""
    known = {
        preset.annual_series.id: preset.annual_series for preset in presets if preset.annual_series
    }
    if (series := known.get(figure.series)) is None:
        return f"There is no yearly limit {short(figure.series)}. Type one of {', '.join(known)}"
    if not figure.source.strip():
        return f"Where is the limit for {figure.year} published? Add --source"
    if (cents := series.values.get(figure.year)) is not None:
        known_by = series.source
        return f"The limit for {figure.year} is {cents_text(cents)} ({known_by}) and stays so."
    return None
