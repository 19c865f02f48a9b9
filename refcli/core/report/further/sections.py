"""The further tables as sections of the report."""

from collections.abc import Iterator
from datetime import date

from refcli.core.comparing.comparison import say_by_chance
from refcli.core.counting.metrics import add_by_source, sum_all
from refcli.core.forecasting.ahead import BY_CHANCE
from refcli.core.output.document import Chart, ChartKind, Section
from refcli.core.output.table import Table
from refcli.core.report.facts import ReportFacts
from refcli.core.report.front import Spans, two_years
from refcli.core.report.further.ahead import MonthsAhead, forecast_table, goal_table
from refcli.core.report.further.booked import booked_table
from refcli.core.report.further.marketing import marketing_table
from refcli.core.report.further.ours import ours_table
from refcli.core.report.further.path import losses_table, path_table
from refcli.core.report.further.team import team_table
from refcli.core.report.further.two_years import two_years_table
from refcli.core.report.happened import count_drawn
from refcli.core.vocabulary import CHANNELS
from refcli.phrases import count_phrase


def band_of(months: Table, until: date) -> Chart:
    """24 months, the band of chance behind them and the goal; the title says how many left it.

    A month that still runs is not drawn.
    """
    known = [(many, low, high) for _, many, low, high, _ in months.rows if low is not None]
    outside = [one for one in known if not one[1] <= one[0] <= one[2]]  # type: ignore[operator]
    title = "Two years, month by month"
    if known:
        said = f"{len(outside) or 'none'} of {count_phrase(len(known), 'month')}"
        alone = say_by_chance(len(known) * (1 - BY_CHANCE))
        title += f": {said} outside the band of level and season ({alone})"
    goal = "goal" if any(row[-1] is not None for row in months.rows) else None
    band = ("low", "high") if known else None
    lines = ChartKind.LINES
    most = count_drawn(months, until)
    return Chart(lines, title, "month", ("referrals",), most, band=band, goal=goal, flat=True)


def further_sections(
    facts: ReportFacts, spans: Spans, ahead: MonthsAhead, as_of: date
) -> Iterator[Section]:
    """In the order in which they tell: people lost, the team, money, ours, the months ahead."""
    more, (year, _) = facts.further, two_years(spans.now)
    channels, everybody = add_by_source(facts.year, CHANNELS), sum_all(facts.year).referrals
    yield Section(
        "two_years",
        (months := two_years_table(ahead, facts.month_counts)),
        [band_of(months, spans.now.until)],
    )
    yield Section("path", path_table(more.path))
    yield Section("lost", losses_table(more.path))
    yield Section("team", team_table(more, spans.now, as_of))
    yield Section("marketing", marketing_table(facts.channels, channels, everybody, year))
    yield Section("booked", booked_table(more, spans.now, as_of))
    for name, title, found in (
        ("provider", "By our provider", more.providers),
        ("service", "By service", more.services),
    ):
        yield Section(f"{name}s", ours_table(found, title, name, spans.now, year))
    yield Section("goal", goal_table(ahead))
    yield Section("forecast", forecast_table(ahead))
