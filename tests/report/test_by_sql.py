"""The figures of the sample practice's month in plain SQL, written without ref."""

import math
from datetime import date
from itertools import accumulate

from refcli.core.output.document import Report
from refcli.core.values.periods import Period
from tests.conftest import TODAY
from tests.report.october import (
    COUNTS,
    FROM,
    INTERNAL,
    LABEL,
    LOST,
    SEEN,
    SPANS,
    Ask,
    Rows,
    rows_of,
)

KINDS = (
    *("patient", "provider", "office", "insurer", "community", "signage", "print", "digital"),
    *("other", "none", "unknown"),
)


def days(period: Period) -> dict[str, str]:
    return {"since": period.since.isoformat(), "until": period.until.isoformat()}


def test_the_headline_in_sql(report: Report, ask: Ask) -> None:
    answers: Rows = []
    age = TODAY - SPANS.now.until
    for period in SPANS.every:
        aged = (period.until + age).isoformat()  # as each stood so many days after its end
        [(many, internal, unknown, seen, lost, cents)] = ask(
            f"""SELECT count(*), sum({INTERNAL}), sum(built_in IS 'unknown'), sum({SEEN}),
            sum({LOST}), sum(CASE WHEN production_on <= :today THEN production_cents ELSE 0 END)
            {FROM} AND received_on BETWEEN :since AND :until""",
            **{"today": aged} | days(period),
        )
        [(in_time,)] = ask(
            f"""SELECT sum({SEEN} AND julianday(seen_on) - julianday(received_on) <= 30)
            {FROM} AND received_on BETWEEN :since AND :until""",
            **{"today": aged} | days(period),
        )
        [(first,)] = ask(
            f"SELECT count(*) {FROM} AND {SEEN} AND seen_on BETWEEN :since AND :until",
            **days(period),
        )
        rates = (internal / many, unknown / many, seen / many)
        reached = (first, seen, many - seen - lost, rates[2], in_time / many)
        answers.append((many, *rates[:2], *reached, cents))

    counts = ("referrals", "internal_share", "unknown_share", "first_visits", "seen", "open")
    assert rows_of(report, "headline", *counts, "conversion", "in_time", "production") == answers


def test_the_changes_of_the_year_in_sql(report: Report, ask: Ask) -> None:
    found: dict[int, list[int]] = {}
    for place, period in enumerate((SPANS.year, SPANS.last_year_to_date)):
        aged = (period.until + (TODAY - SPANS.now.until)).isoformat()
        sums = ask(
            f"""SELECT {PLACE}, count(*),
            sum(CASE WHEN production_on <= :today THEN production_cents ELSE 0 END)
            {FROM} AND built_in IS NULL AND received_on BETWEEN :since AND :until GROUP BY 1""",
            **{"today": aged} | days(period),
        )
        for id_, many, cents in sums:
            found.setdefault(id_, [0] * 4)[place * 2 : place * 2 + 2] = [many, cents]

    ours = rows_of(report, "changes", "source_id", "year", "last_year", "change", "production")
    assert len(ours) == 10
    for id_, year, last_year, change, cents in ours:
        now, now_cents, then, then_cents = found[id_]
        assert (year, last_year, change) == (now, then, now - then)
        assert cents == now_cents - then_cents


def count_places(ask: Ask, since: str, until: str) -> dict[int, int]:
    return dict(
        ask(
            f"""SELECT {PLACE}, count(*) {FROM} AND built_in IS NULL
            AND received_on BETWEEN :since AND :until GROUP BY 1""",
            since=since,
            until=until,
        )
    )


def test_who_stands_among_the_changes_in_sql(report: Report, ask: Ask) -> None:
    year, last_year, lately, before = (
        count_places(ask, *span)
        for span in (
            ("2026-01-01", "2026-10-31"),
            ("2025-01-01", "2025-10-31"),
            ("2026-08-01", "2026-10-31"),
            ("2023-08-01", "2026-07-31"),
        )
    )
    ours = rows_of(report, "changes", "source_id", "lately", "usual", "side", "chance")
    for id_, months, _, _, _ in ours:
        assert months == lately.get(id_, 0)
    # what is usual is one and the same part of what came before, by the seasons of the practice
    known = [(before.get(id_, 0), usual) for id_, _, usual, _, _ in ours if before.get(id_)]
    least = max((usual - 0.5) / many for many, usual in known)
    most = min((usual + 0.5) / many for many, usual in known)
    assert 0.08 < least <= most < 0.14  # a month in twelve of 33, more or less
    part = (least + most) / 2

    beyond = {id_: side for id_, _, _, side, chance in ours if chance == "beyond chance"}
    every = {*year, *last_year, *lately, *before}
    by_year = {id_: year.get(id_, 0) - last_year.get(id_, 0) for id_ in every}
    by_months = {id_: lately.get(id_, 0) - round(before.get(id_, 0) * part) for id_ in every}

    def weigh(id_: int, sign: int) -> int:
        return int(max(sign * by_year[id_], 2 * sign * by_months[id_], 0))

    for side, sign in (("gave", 1), ("took", -1)):
        mine = [id_ for id_ in every - beyond.keys() if weigh(id_, sign) > weigh(id_, -sign)]
        order = sorted(mine, key=lambda id_: (-weigh(id_, sign), id_))
        sure = [id_ for id_, one in beyond.items() if one == side]
        ids = [id_ for id_, _, _, one, _ in ours if one == side]
        assert ids
        assert set(ids) == {*sure, *order[: 5 - len(sure)]}


def by_kind(ask: Ask, since: str, until: str) -> dict[str, int]:
    return dict(
        ask(
            f"SELECT {LABEL}, count(*) {FROM} AND received_on BETWEEN :since AND :until GROUP BY 1",
            since=since,
            until=until,
        )
    )


def test_the_kinds_in_sql(report: Report, ask: Ask) -> None:
    now, before, last_year = (by_kind(ask, **days(one)) for one in SPANS.every[:3])

    assert rows_of(report, "kinds", "kind", "referrals", "previous", "last_year") == [
        (kind, now.get(kind, 0), before.get(kind, 0), last_year.get(kind, 0)) for kind in KINDS
    ]
    shares = [share for (share,) in rows_of(report, "kinds", "share")]
    assert math.isclose(sum(shares), 1)
    whole = sum(now.values())
    for share, kind in zip(shares, KINDS, strict=True):
        assert abs(share - now.get(kind, 0) / whole) < 0.01


def test_the_months_and_quarters_in_sql(report: Report, ask: Ask) -> None:
    counted = ask(f"SELECT substr(received_on, 1, 7), count(*) {FROM} GROUP BY 1")
    found: dict[str, int] = dict(counted)
    year = ["2025-11", "2025-12", *(f"2026-{n:02}" for n in range(1, 11))]

    assert rows_of(report, "months", "month", "referrals", "year_before") == [
        (name, found.get(name, 0), found.get(f"{int(name[:4]) - 1}{name[4:]}", 0)) for name in year
    ]
    starts = ["2024-11", "2025-02", "2025-05", "2025-08", "2025-11", "2026-02", "2026-05"]
    starts.append("2026-08")
    answers = []
    for start in starts:
        first = date(int(start[:4]), int(start[5:]), 1)
        [(end,)] = ask("SELECT date(:first, '+3 months', '-1 day')", first=first.isoformat())
        kinds = by_kind(ask, first.isoformat(), end)
        channels = sum(kinds.get(one, 0) for one in ("community", "signage", "print", "digital"))
        of = [kinds.get(one, 0) for one in ("patient", "provider", "office", "insurer")]
        rest = [channels, *(kinds.get(one, 0) for one in ("other", "none", "unknown"))]
        answers.append((*of, *rest, sum(of) / sum(kinds.values())))
    columns = ("patient", "provider", "office", "insurer", "channels", "other", "none", "unknown")
    assert rows_of(report, "mix", *columns, "internal_share") == answers


def test_the_sources_in_sql(report: Report, ask: Ask) -> None:
    sums = ", ".join(
        f"sum(received_on BETWEEN '{one.since}' AND '{one.until}')" for one in SPANS.every
    )
    found = ask(
        f"SELECT s.id, {sums}, count(*), max(received_on) {FROM} AND received_on <= '2026-10-31'"
        " GROUP BY s.id"
    )

    ours = rows_of(
        report,
        "sources",
        *("source_id", "referrals", "previous", "last_year", "year_to_date", "last_year_to_date"),
        *("all_time", "last_referral"),
    )
    assert {(*row[:-1], row[-1].isoformat()) for row in ours} == {r for r in found if any(r[1:6])}
    assert [row[1] for row in ours] == sorted((row[1] for row in ours), reverse=True)


PLACE = "coalesce(s.office_id, s.id)"


def test_movement_tiers_and_concentration_in_sql(report: Report, ask: Ask) -> None:
    spans = ask(
        f"""SELECT {PLACE}, min(received_on), max(received_on),
        max(CASE WHEN received_on < '2026-10-01' THEN received_on END),
        min(CASE WHEN received_on >= '2026-10-01' THEN received_on END)
        {FROM} AND kind IN ('provider', 'office') AND received_on <= '2026-10-31'
        GROUP BY {PLACE}"""
    )
    opening = {s[0] for s in spans if s[3] and s[3] >= "2025-10-01"}
    closing = {s[0] for s in spans if s[2] >= "2025-11-01"}
    new = {s[0] for s in spans if s[4] and not s[3]}
    again = {s[0] for s in spans if s[4] and s[3] and s[3] < "2025-10-01"}
    lapsed = opening - closing
    names = ("opening", "new", "reactivated", "lapsed", "closing")
    answer = tuple(map(len, (opening, new, again, lapsed, closing)))
    assert rows_of(report, "movement", *names) == [answer]
    assert answer[0] + answer[1] + answer[2] - answer[3] == answer[4]

    windows = (
        ("2026-08-03", "2026-10-31"),
        ("2026-05-05", "2026-08-02"),
        ("2025-08-03", "2025-10-31"),
    )
    sums = ", ".join(f"sum(received_on BETWEEN '{a}' AND '{b}')" for a, b in windows)
    tiers = ask(
        f"SELECT {PLACE}, {sums} {FROM} AND kind IN ('provider', 'office') GROUP BY {PLACE}"
    )
    ours = rows_of(report, "tiers", "source_id", "referrals", "before", "year_ago")
    assert set(ours) == {row for row in tiers if any(row[1:])}

    answers = []
    for since, until in (("2025-11-01", "2026-10-31"), ("2024-11-01", "2025-10-31")):
        counts = [
            many
            for (many,) in ask(
                f"SELECT count(*) {FROM} AND built_in IS NULL AND received_on BETWEEN :since AND"
                " :until GROUP BY s.id ORDER BY 1 DESC",
                since=since,
                until=until,
            )
        ]
        whole = sum(counts)
        half = next(n for n, part in enumerate(accumulate(counts), 1) if 2 * part >= whole)
        answers.append((whole, len(counts), counts[0] / whole, sum(counts[:5]) / whole, half))
    columns = ("referrals", "sources", "top_1", "top_5", "half")
    assert rows_of(report, "concentration", *columns) == answers


def test_the_funnel_the_waiting_and_the_speed_in_sql(report: Report, ask: Ask) -> None:
    found = ask(
        f"""SELECT substr(received_on, 1, 7), count(*),
        sum(coalesce(scheduled_on <= :today, 0) OR {SEEN}), sum({SEEN}),
        sum(coalesce(completed_on <= :today, 0)), sum({LOST})
        {FROM} AND received_on BETWEEN '2026-05-01' AND '2026-10-31' GROUP BY 1 ORDER BY 1"""
    )
    columns = ("month", "referrals", "scheduled", "seen", "completed", "lost", "open")
    assert rows_of(report, "funnel", *columns) == [
        (*row, row[1] - row[3] - row[5]) for row in found
    ]
    assert [rate for (rate,) in rows_of(report, "funnel", "conversion")] == [
        row[3] / row[1] for row in found
    ]
    sums = [sum(row[place] for row in found) for place in (1, 2, 3, 4)]
    mature = [sum(row[p] for row in found if row[0] < "2026-10") for p in (1, 2, 3, 4)]
    assert [many for (many,) in rows_of(report, "steps", "referrals")] == mature
    assert sums[0] > mature[0]

    waiting = ask(
        f"""SELECT r.id, CAST(julianday(:today) - julianday(received_on) AS INTEGER)
        {FROM} AND NOT past AND NOT coalesce(scheduled_on <= :today, 0) AND NOT {SEEN}
        AND NOT {LOST} ORDER BY received_on, r.id"""
    )
    assert rows_of(report, "waiting", "referral_id", "days") == waiting

    took = [
        one
        for (one,) in ask(
            f"""SELECT CAST(julianday(seen_on) - julianday(received_on) AS INTEGER)
            {FROM} AND {SEEN} AND received_on BETWEEN '2025-11-01' AND '2026-10-31' ORDER BY 1"""
        )
    ]
    middle = (took[(len(took) - 1) // 2] + took[len(took) // 2]) / 2
    nine = took[math.ceil(len(took) * 9 / 10) - 1]
    speed = rows_of(report, "speed", "measured", "median", "ninetieth")
    assert speed[1] == (len(took), middle, nine)


def test_the_channels_and_the_quality_in_sql(report: Report, ask: Ask) -> None:
    for name, since in (("channels", "2026-10-01"), ("channels_year", "2025-11-01")):
        found = ask(
            f"""SELECT s.id, (SELECT sum(cents) FROM channel_spend WHERE source_id = s.id
              AND month BETWEEN :since AND '2026-10-31'),
            coalesce(sum({COUNTS}), 0), coalesce(sum({COUNTS} AND {SEEN}), 0),
            sum(CASE WHEN {COUNTS} AND production_on <= :today THEN production_cents END)
            FROM source s LEFT JOIN referral r ON r.source_id = s.id
              AND received_on BETWEEN :since AND '2026-10-31'
            WHERE kind IN ('community', 'signage', 'print', 'digital') AND archived_on IS NULL
            GROUP BY s.id""",  # noqa: S608
            since=since,
        )
        ours = rows_of(report, name, "source_id", "spend", "referrals", "seen", "production")
        assert sorted(ours) == [(*row[:4], row[4] or None) for row in found]
        costs = rows_of(report, name, "spend", "referrals", "cost_per_new_patient")
        assert all(abs(c / n - each) <= 0.5 for c, n, each in costs if c is not None and n)
        seen = rows_of(report, name, "spend", "seen", "cost_per_seen_patient")
        assert all(abs(c / n - each) <= 0.5 for c, n, each in seen if c is not None and n)

    [(many, unknown, seen_, bare)] = ask(
        f"""SELECT count(*), sum(built_in IS 'unknown'), sum({SEEN}),
        sum({SEEN} AND NOT coalesce(production_on <= :today, 0))
        {FROM} AND received_on BETWEEN '2026-10-01' AND '2026-10-31'"""
    )
    quality = rows_of(report, "quality", "measure", "count", "of")
    assert ("source unknown", unknown, many) in quality
    assert ("seen, no production", bare, seen_) in quality
