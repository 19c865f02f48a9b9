"""Lines over months with the band of what chance explains, and slopes from a year to the next."""

from collections.abc import Iterator, Sequence

from refcli.core.output.plot import DrawnSeries
from refcli.output.charts.plotted import Plotted
from refcli.output.charts.shapes import (
    LINE,
    TOP,
    WIDTH,
    Dot,
    Drawing,
    Label,
    Path,
    Plane,
    Ring,
    known_runs,
    label_width,
    point_list,
    spread_labels,
)

MOST_LABELS = 6  # below a line
OF_CHANCE = "range of chance"  # the name of the band
GAP = 8  # between a line and its label
RING = 12  # from a ring to its figure
Points = Sequence[tuple[float, float | None]]  # from the left to the right; None: not known


def draw_lines(found: Plotted) -> Drawing:
    """A line per column over the rows, named at its right end."""
    texts = [f"{name} {last_text(found, one)}" for name, one in zip_names(found)]
    goal = [goal_text(found)] if found.plot.goal else []
    left = 12 + label_width(text for _, text in found.ticks())
    further = [OF_CHANCE] if found.plot.band else []
    right = found.width - 16 - label_width([*texts, *goal, *further])
    plane = found.plane(left, right)
    lines = [points_of(found, plane, one) for one in found.plot.series]
    goals = [points_of(found, plane, found.plot.goal)] if found.plot.goal else []
    paths = [path for colour, line in enumerate(lines) for path in paths_of(line, colour)]
    paths += [path for line in goals for path in paths_of(line, None)]
    named = [*zip(texts, lines, strict=True), *zip(goal, goals, strict=True)]
    if found.plot.band:
        named.append((OF_CHANCE, band_middle(found, plane)))
    labels = [*end_labels(named, plane), *month_labels(found, plane), *tick_labels(found, plane)]
    rings = list(rings_of(found, lines[0]))
    return Drawing(
        found.height,
        paths=paths,
        labels=[*labels, *ring_labels(found, rings, plane)],
        grid=[(left, plane.y(tick), right, plane.y(tick)) for tick, _ in zero_first(found)],
        bands=list(bands_of(found, plane)),
        rings=[ring for _, ring in rings],
        dots=[dot for colour, line in enumerate(lines) for dot in dots_of(line, colour)],
    )


def zip_names(found: Plotted) -> Iterator[tuple[str, DrawnSeries]]:
    """Each series with its name."""
    yield from zip(found.names, found.plot.series, strict=True)


def last_text(found: Plotted, series: DrawnSeries) -> str:
    """The last figure that is known of a series."""
    known = [spot for spot in series.spots if spot.cell(found.table) is not None]
    return found.text(known[-1]) if known else ""


def goal_text(found: Plotted) -> str:
    """The goal and its last figure."""
    goal = found.plot.goal
    return f"{goal.name.cell(found.table)} {last_text(found, goal)}" if goal else ""


def points_of(found: Plotted, plane: Plane, series: DrawnSeries) -> Points:
    """The points of a line; None where nothing is known."""
    figures = series.figures(found.table)
    return [
        (x, None if figure is None else plane.y(figure))
        for x, figure in zip(plane.spread(len(figures)), figures, strict=True)
    ]


def paths_of(line: Points, colour: int | None) -> Iterator[Path]:
    """A line, broken where nothing is known; a point alone is as long as it is thick."""
    for run in known_runs([y for _, y in line]):
        points = [(line[place][0], line[place][1] or 0.0) for place in run]
        yield Path(point_list(points if len(points) > 1 else points * 2), colour)


def dots_of(line: Points, colour: int) -> Iterator[Dot]:
    """The last point of a line, and each without one beside it, which no line would show."""
    runs = list(known_runs([y for _, y in line]))
    for run in runs:
        if len(run) == 1 or run is runs[-1]:
            x, y = line[run[-1]]
            yield Dot(round(x, 1), y or 0.0, colour)


def bands_of(found: Plotted, plane: Plane) -> Iterator[str]:
    """The corners of the areas between the lowest and the highest figure of chance."""
    if not found.plot.band:
        return
    low, high = (points_of(found, plane, one) for one in found.plot.band)
    both = [
        None if below[1] is None or up[1] is None else 1
        for below, up in zip(low, high, strict=True)
    ]
    for run in known_runs(both):
        upper = [(high[i][0], high[i][1] or 0.0) for i in run]
        lower = [(low[i][0], low[i][1] or 0.0) for i in reversed(run)]
        yield point_list([*upper, *lower])


def band_middle(found: Plotted, plane: Plane) -> Points:
    """The middle of the band, where it is named."""
    low, high = found.plot.band or found.plot.series[:2]
    pairs = zip(points_of(found, plane, low), points_of(found, plane, high), strict=True)
    return [
        (x, None if below is None or up is None else (below + up) / 2)
        for (x, below), (_, up) in pairs
    ]


def end_labels(named: Sequence[tuple[str, Points]], plane: Plane) -> Iterator[Label]:
    """What each line is called, at its right end."""
    ends = [(text, [y for _, y in line if y is not None]) for text, line in named]
    known = [(text, ys[-1]) for text, ys in ends if ys]
    heights = spread_labels([y for _, y in known], plane.bottom)
    for (text, _), y in zip(known, heights, strict=True):
        yield Label(plane.right + GAP, y + 4, text)


def month_labels(found: Plotted, plane: Plane) -> Iterator[Label]:
    """Some of the categories, as many as there is room for, the last one among them."""
    xs = plane.spread(len(found.labels))
    room = (plane.right - plane.left) // (label_width(found.labels) + 2 * GAP)
    most = max(min(MOST_LABELS, int(room)), 1)
    every = max(-(-len(xs) // most), 1)
    for x, text in list(zip(xs, found.labels, strict=True))[::-every]:
        yield Label(max(x, label_width([text]) / 2), plane.bottom + 18, text, "middle")


def tick_labels(found: Plotted, plane: Plane) -> Iterator[Label]:
    """The figures on the axis."""
    for tick, text in found.ticks():
        yield Label(plane.left - GAP, plane.y(tick) + 4, text, "end")


def zero_first(found: Plotted) -> list[tuple[float, str]]:
    """The figures on the axis, zero before all others."""
    return sorted(found.ticks(), key=lambda tick: abs(tick[0]))


def rings_of(found: Plotted, line: Points) -> Iterator[tuple[int, Ring]]:
    """A ring around each figure of the first series that chance does not explain."""
    for place in sorted(found.plot.outside):
        x, y = line[place]
        yield place, Ring(round(x, 1), y or 0.0)


def ring_labels(found: Plotted, rings: Sequence[tuple[int, Ring]], plane: Plane) -> Iterator[Label]:
    """The figure beside each ring: on the side away from the band."""
    upper = found.plot.band[1].figures(found.table) if found.plot.band else []
    first = found.plot.series[0]
    for place, ring in rings:
        high, figure = upper[place], first.spots[place].figure(found.table)
        above = high is not None and figure is not None and figure > high
        y = ring.y - RING + 4 if above else ring.y + RING + 6
        yield Label(
            ring.x, min(max(y, TOP), plane.bottom), found.text(first.spots[place]), "middle"
        )


def draw_slope(found: Plotted) -> Drawing:
    """A line per row, from the first column on the left to the second on the right.

    It is named at both ends, at the right one alone where there is little room.
    """
    now = [(found.text(one.spots[-1]), name) for name, one in zip_names(found)]
    texts = [f"{figure} {name}" for figure, name in now]
    then = [(found.text(one.spots[0]), name) for name, one in zip_names(found)]
    roomy = found.width >= WIDTH
    firsts = [f"{name} {figure}" if roomy else figure for figure, name in then]
    left = max(60.0, 16 + label_width(firsts))
    plane = found.plane(left, found.width - 16 - max(label_width(texts), 120))
    lines = [points_of(found, plane, one) for one in found.plot.series]
    paths = [path for colour, line in enumerate(lines) for path in paths_of(line, colour)]
    ends = spread_labels([line[-1][1] or plane.bottom for line in lines], plane.bottom)
    starts = spread_labels([line[0][1] or plane.bottom for line in lines], plane.bottom)
    labels = [Label(plane.right + GAP, y + 4, text) for y, text in zip(ends, texts, strict=True)]
    labels += [
        Label(left - GAP, y + 4, text, "end") for y, text in zip(starts, firsts, strict=True)
    ]
    heads = zip((left, plane.right), found.labels, strict=True)
    labels += [Label(x, plane.bottom + LINE + 8, text, "middle") for x, text in heads]
    return Drawing(found.height, paths=paths, labels=labels)
