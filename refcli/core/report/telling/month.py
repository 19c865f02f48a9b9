"""Whether chance makes as many referrals as came in the period."""

from collections.abc import Iterator, Sequence

from refcli.core.comparing.comparison import WITHIN, Comparison, Coverage, Direction, Refusal
from refcli.core.quiet.sentences import one_in
from refcli.core.report.compared import Compared
from refcli.core.report.front import Spans
from refcli.core.report.further.usual import UsualMonth
from refcli.core.report.headline import FigureBeside
from refcli.core.values.periods import Period
from refcli.lines import type_line

WORDS = {  # of two numbers, told from chance
    Direction.UP: "more, beyond chance, than in",
    Direction.DOWN: "fewer, beyond chance, than in",
    Direction.LEVEL: f"{WITHIN} of",
}
USUAL = {  # of a month beside what chance makes of it
    Direction.UP: "more, beyond chance, than usual by",
    Direction.DOWN: "fewer, beyond chance, than usual by",
    Direction.LEVEL: f"{WITHIN} of",
}
NOTHING = (
    f"No referral is on record yet. Record the first, it asks: {type_line('add')}. A list of them"
    f" comes in with: {type_line('import', 'referrals.csv')}"
)
Pair = tuple[Comparison, Period]


def pair_up(spans: Spans, beside: FigureBeside, *, last_year_first: bool = False) -> list[Pair]:
    """What the period is compared with: the one before and a year before, each once."""
    pairs = [(beside.previous, spans.previous), (beside.last_year, spans.last_year)]
    if spans.previous == spans.last_year:
        return pairs[:1]
    return pairs[::-1] if last_year_first else pairs


def tell_month(
    compared: Compared, spans: Spans, pairs: Sequence[Pair], usual: UsualMonth | None
) -> Iterator[str]:
    """What chance makes of the period, by what is usual, or against the ones that came before.

    How many came, and how many before, stands on the card. A whole month with six months of records
    before it is judged by its range alone, so that no two tests contradict each other; other days,
    and a young book, by what came before.
    """
    now = pairs[0][0].now.value
    told = [(one, period) for one, period in pairs if one.refusal is None]
    if not compared.touches(spans.now):
        yield tell_unknown(compared, spans.now)
        return
    unknown = tell_missing(compared.coverage, [period for one, period in pairs if one.refusal])
    whole = spans.now.whole_months == 1
    calm = "A normal month: " if whole and is_calm(now, told, usual) else ""
    days = f"{spans.now.label()}{tell_begin(compared, spans.now)}"
    judged = tell_usual(now, usual) if usual else tell_ways(compared, told)
    yield f"{calm}{tell_verdict(now, days, judged, unknown, calm=bool(calm))}."


def tell_verdict(now: int, days: str, judged: str, unknown: str, *, calm: bool) -> str:
    """``October 2026 is within what chance does of September 2026``; else of its referrals."""
    if not now:
        came = ", ".join(filter(None, [f"No referral came in {days}", judged]))
        return "; ".join(filter(None, [came, unknown]))
    if not judged:
        return f"The referrals of {days} are compared with nothing: {unknown}"
    lead = f"{days} is" if calm else f"The referrals of {days} are"
    return "; ".join(filter(None, [f"{lead} {judged}", unknown]))


def tell_missing(coverage: Coverage, periods: Sequence[Period]) -> str:
    """``no records of September 2026 or October 2025``, or since when there are some of them."""
    begun = [one for one in periods if coverage.touch(one)]
    lacks: dict[Refusal, list[Period]] = {}
    for one in periods:
        if one not in begun:
            lacks.setdefault(coverage.lacks(one), []).append(one)
    never = [
        coverage.tell_lack(alike[0], " or ".join(map(Period.label, alike)))
        for alike in lacks.values()
    ]
    return ", ".join([*never, *(coverage.tell_lack(one, one.label()) for one in begun)])


def tell_unknown(compared: Compared, period: Period) -> str:
    """That the records do not reach back to a period, and the line for the one that they do."""
    coverage, whose = compared.coverage, compared.coverage.provider
    if coverage.begin is None:
        return f"No patient of {whose} is on record yet." if whose else NOTHING
    lacks = coverage.lacks(period)
    what = f"patients of {whose} in" if lacks is Refusal.NO_PATIENTS else "records of"
    begin = coverage.begin if lacks is Refusal.NO_PATIENTS else coverage.book or coverage.begin
    alone = ["--provider", whose] if whose else []
    line = type_line("report", "--month", f"{coverage.begin:%Y-%m}", *alone)
    day = f"{begin.day} {begin:%B %Y}"
    return f"No {what} {period.label()}: they begin on {day}. Type: {line}"


def tell_begin(compared: Compared, period: Period) -> str:
    """`` since the records begin on 27 November 2023``, where they do so within the period."""
    begin = compared.coverage.begin
    if begin is None or compared.covers(period):
        return ""
    day = f"{begin.day} {begin:%B %Y}"
    if compared.coverage.is_later:
        return f" since {compared.coverage.provider}'s first on {day}"
    return f" since the records begin on {day}"


def is_calm(now: int, told: Sequence[Pair], usual: UsualMonth | None) -> bool:
    """Whether all by which the count is judged says that chance makes as many."""
    if usual:
        return now > 0 and usual.judge(now) is Direction.LEVEL
    level = (one.direction is Direction.LEVEL and not one.doubtful for one, _ in told)
    return now > 0 and len(told) > 1 and all(level)


def tell_usual(now: int, usual: UsualMonth) -> str:
    """``within what chance does of level and season``."""
    return f"{USUAL[usual.judge(now)]} {usual.of}"


def tell_ways(compared: Compared, pairs: Sequence[Pair]) -> str:
    """``within what chance does of September 2026 and of October 2025``."""
    ways = [tell_beside(one, period) for one, period in pairs]
    if all(one.direction is Direction.LEVEL for one, _ in pairs):
        ways = [*ways[:1], *(way.removeprefix(f"{WITHIN} ") for way in ways[1:])]
    season = ", the season taken out" if compared.seasonal else tell_no_season(compared, pairs)
    return f"{' and '.join(ways)}{season}" if ways else ""


def tell_no_season(compared: Compared, pairs: Sequence[Pair]) -> str:
    """That a change on other months of a year may be their season's, which is not known yet."""
    changed = [one for one, _ in pairs if one.direction is not Direction.LEVEL or one.doubtful]
    other = any(one.then.period != one.now.period.year_before() for one in changed)
    known = all(compared.knows_seasons(one.now.period) for one in changed)
    return ", whose season is not known yet" if other and not known else ""


def tell_beside(one: Comparison, period: Period) -> str:
    """``within what chance does of September 2026``.

    What chance seldom does, were nothing else looked at, is said: ``(so far from it 1 in 31
    times)``.
    """
    told = period.label()
    if one.doubtful:
        told = f"{told} (so far from it {one_in(one.alone)} times)"
    return f"{WORDS[one.direction]} {told}" if one.direction else told
