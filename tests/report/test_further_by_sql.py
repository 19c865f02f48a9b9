"""The further tables of the sample practice's month in plain SQL, written without ref."""

import re
from statistics import median

from refcli.core.output.document import Report
from refcli.core.output.table import Figure, Type
from tests.report.october import COUNTS, FROM, LOST, SEEN, Ask, Rows, rows_of

SINCE, UNTIL = "2025-11-01", "2026-10-31"
RIPE = f"received_on BETWEEN '{SINCE}' AND min('{UNTIL}', date(:today, '-30 days'))"
YEAR = f"received_on BETWEEN '{SINCE}' AND '{UNTIL}'"
OCTOBER = "received_on BETWEEN '2026-10-01' AND '2026-10-31'"
CALLED = "coalesce(scheduled_on <= :today, 0)"
PAID = "CASE WHEN production_on <= :today THEN production_cents ELSE 0 END"


def test_the_path_in_sql(report: Report, ask: Ask) -> None:
    [(whole, made, seen, completed, lost)] = ask(
        f"""SELECT count(*), sum({CALLED} OR {SEEN}), sum({SEEN}),
        sum(coalesce(completed_on <= :today, 0)), sum({LOST}) {FROM} AND {RIPE}"""
    )
    reasons = ask(
        f"SELECT 'lost: ' || reason, count(*) {FROM} AND {RIPE} AND {LOST} GROUP BY reason"
    )
    rows = rows_of(report, "path", "part", "what", "referrals", "of")
    steps = {what: (many, of) for part, what, many, of in rows if part != "lost"}

    assert steps.pop("report back sent")[0] <= seen
    assert steps == {
        "received": (whole, whole),
        "appointment made": (made, whole),
        "seen": (seen, whole),
        "completed": (completed, whole),
        "still open": (whole - seen - lost, whole),
    }
    assert {(what, many) for part, what, many, _ in rows if part == "lost"} == set(reasons)
    days = ask(f"SELECT julianday(seen_on) - julianday(received_on) {FROM} AND {RIPE} AND {SEEN}")
    [took] = [row for row in rows_of(report, "path", "what", "median_days") if row[0] == "seen"]
    assert took[1] == median(day for (day,) in days)


def test_the_reports_back_of_the_path_in_sql(report: Report, ask: Ask) -> None:
    [(owed, sent)] = ask(
        f"""SELECT count(*), sum(EXISTS (SELECT 1 FROM activity a WHERE a.referral_id = r.id
          AND a.kind = 'report' AND a.done_on BETWEEN r.received_on AND :today))
        {FROM} AND {RIPE} AND {SEEN} AND NOT past AND s.kind IN ('provider', 'office')"""  # noqa: S608
    )

    assert ("report back sent", sent, owed) in rows_of(report, "path", "what", "referrals", "of")


def test_the_reasons_lost_in_sql(report: Report, ask: Ask) -> None:
    found = ask(
        f"""SELECT reason, count(*), sum(NOT {SEEN} AND NOT {CALLED}),
        sum(NOT {SEEN} AND {CALLED}), sum({SEEN})
        {FROM} AND {RIPE} AND status = 'lost' AND closed_on <= :today
        GROUP BY reason ORDER BY 2 DESC, 1"""
    )

    columns = ("reason", "referrals", "without_appointment", "with_appointment", "after_visit")
    assert rows_of(report, "lost", *columns) == found
    assert sum(row[1] for row in found) > 20


def test_our_providers_and_services_in_sql(report: Report, ask: Ask) -> None:
    for section, column in (("providers", "provider"), ("services", "service")):
        found = ask(
            f"""SELECT r.{column}, sum({OCTOBER}), count(*), sum({SEEN}),
            count(*) - sum({SEEN}) - sum({LOST}), sum({SEEN}) / (1.0 * count(*)), sum({PAID})
            {FROM} AND {YEAR} GROUP BY r.{column} ORDER BY 3 DESC"""
        )
        columns = ("referrals", "twelve_months", "seen", "open", "conversion", "production")
        assert rows_of(report, section, column, *columns) == found
        assert len(found) > 1
        each = rows_of(report, section, "production", "seen", "each")
        assert all(abs(cents / seen - one) <= 0.5 for cents, seen, one in each)


BOOKED = f"""SELECT substr(t.day, 1, 7) AS month, sum(t.cents - coalesce((
    SELECT b.cents FROM step b WHERE b.referral_id = t.referral_id AND b.what = 'value'
    AND b.id < t.id ORDER BY b.id DESC LIMIT 1), 0)), count(DISTINCT t.referral_id)
  FROM step t JOIN referral r ON r.id = t.referral_id
  WHERE {COUNTS} AND t.what = 'value' AND t.day <= :today GROUP BY 1"""  # noqa: S608


def test_the_production_booked_in_sql(report: Report, ask: Ask) -> None:
    found = {month: (cents, many) for month, cents, many in ask(BOOKED)}
    cohorts = {
        month: row
        for month, *row in ask(
            f"SELECT substr(received_on, 1, 7), count(*), sum({PAID}) {FROM} GROUP BY 1"
        )
    }

    rows = rows_of(report, "booked", "month", "booked", "valued", "year_before")

    assert len(rows) == 12
    for month, cents, many, before in rows:
        assert (cents, many) == found.get(month, (0, 0))
        assert before == found.get(f"{int(month[:4]) - 1}{month[4:]}", (0, 0))[0]
    for month, *cohort in rows_of(report, "booked", "month", "referrals", "production"):
        assert cohort == cohorts.get(month, [0, 0])


def test_all_that_was_ever_booked_is_the_value_of_all(ask: Ask) -> None:
    [(whole,)] = ask(f"SELECT sum({PAID}) {FROM}")

    assert sum(cents for _, cents, _ in ask(BOOKED)) == whole


def test_the_marketing_in_sql(report: Report, ask: Ask) -> None:
    channel = "kind IN ('community', 'signage', 'print', 'digital')"
    [(spent,)] = ask(
        f"SELECT sum(cents) FROM channel_spend WHERE month BETWEEN '{SINCE}' AND '{UNTIL}'"  # noqa: S608
    )
    [(new, everybody)] = ask(f"SELECT sum({channel}), count(*) {FROM} AND {YEAR}")

    columns = ("part", "spend", "referrals", "cost_per_new_patient")
    *channels, whole, blended = rows_of(report, "marketing", *columns)

    assert {part for part, *_ in channels} == {"channel"}
    assert sum(one[2] for one in channels) == new
    assert whole[:3] == ("all_channels", spent, new)
    assert blended[:3] == ("everybody", spent, everybody)
    assert abs(whole[3] - spent / new) <= 0.5
    assert abs(blended[3] - spent / everybody) <= 0.5


KEPT = "Promises kept"


def test_the_team_adds_up_to_the_promises_and_the_places_never_met(
    report: Report, ask: Ask
) -> None:
    promises = {
        name: (due, on_time)
        for name, due, on_time in rows_of(report, "promises", "promise", "due", "on_time")
    }
    [(unmet,)] = ask(
        f"""SELECT count(*) FROM source p
        WHERE p.kind IN ('provider', 'office') AND p.office_id IS NULL AND NOT p.do_not_visit
        AND p.archived_on IS NULL AND (p.target AND p.target_on <= '{UNTIL}' OR EXISTS (
          SELECT 1 {FROM} AND coalesce(s.office_id, s.id) = p.id AND received_on <= '{UNTIL}'
          AND s.kind IN ('provider', 'office'))
        OR EXISTS (SELECT 1 FROM source i WHERE i.office_id = p.id AND i.target
          AND i.target_on <= '{UNTIL}'))
        AND NOT EXISTS (SELECT 1 FROM activity a JOIN source w ON w.id = a.source_id
          WHERE coalesce(w.office_id, w.id) = p.id AND NOT a.attempt AND a.done_on <= '{UNTIL}'
          AND a.kind IN ('visit', 'lunch', 'drop_off', 'event'))"""  # noqa: S608
    )

    def add(*columns: str) -> tuple[int, ...]:
        return tuple(map(sum, zip(*rows_of(report, "team", *columns), strict=True)))

    assert add("thank_yous_due", "thank_yous_on_time") == promises["thank-you"]
    assert add("reports_due", "reports_on_time") == promises["report back"]
    due, on_time = promises["visit"]
    assert add("visits_due", "visits_on_time", "never_met") == (due, on_time, unmet)
    assert due > unmet > 0
    assert len(rows_of(report, "never_met", "source")) == unmet


def test_card_sentence_and_table_of_the_promises_tell_what_the_team_adds_up_to(
    report: Report,
) -> None:
    names = ("visits", "thank_yous", "reports")
    team = [
        sum(row[place] for row in rows_of(report, "team", *(f"{n}_{what}" for n in names)))
        for what in ("on_time", "due")
        for place in range(len(names))
    ]
    on_time, due = team[:3], team[3:]

    table = rows_of(report, "promises", "on_time", "due")
    cards = rows_of(report, "cards", "figure", "value", "goal")
    [card] = [row for row in cards if row[0] == "Promises kept"]
    [sentence] = [one for one in report.sentences if one.startswith("Our promises")]

    assert table == list(zip(on_time, due, strict=True))
    assert card[1] == Figure(sum(on_time) / sum(due), Type.RATE)
    assert card[2].startswith(f"{sum(on_time)} of {sum(due)}; ")
    told = re.findall(r"([a-z- ]+) (\d+) of (\d+)", sentence.partition(": ")[2])
    assert sorted((int(done), int(of)) for _, done, of in told) == sorted(
        zip(on_time, due, strict=True)
    )
    shares = [int(done) / int(of) for _, done, of in told]
    assert shares == sorted(shares)
    each = rows_of(report, "team", "visits_due", "thank_yous_due", "reports_due")
    kept = rows_of(report, "team", "visits_on_time", "thank_yous_on_time", "reports_on_time")
    left = rows_of(report, "team", "late", "open")
    assert [sum(row) for row in each] == [
        sum(row) + sum(more) for row, more in zip(kept, left, strict=True)
    ]


def test_the_thank_yous_of_each_of_the_team_in_sql(report: Report, ask: Ask) -> None:
    found = ask(
        f"""SELECT coalesce(nullif(s.owner, ''), nullif(o.owner, ''), 'nobody'), count(*)
        FROM referral r JOIN source s ON s.id = r.source_id LEFT JOIN source o ON o.id = s.office_id
        WHERE {COUNTS} AND {OCTOBER} AND NOT past AND s.kind IN ('provider', 'office')
        GROUP BY 1 ORDER BY 1"""  # noqa: S608
    )

    mine = rows_of(report, "team", "owner", "thank_yous_due")
    assert sorted(row for row in mine if row[1]) == found


def test_the_numbers_in_doubt_in_sql(report: Report, ask: Ask) -> None:
    unknown = ask(f"SELECT r.id {FROM} AND {OCTOBER} AND built_in IS 'unknown'")
    bare = ask(
        f"SELECT r.id {FROM} AND {OCTOBER} AND {SEEN} AND NOT coalesce(production_on <= :today, 0)"
    )

    found = {row[0]: set(row[1]) for row in rows_of(report, "quality", "measure", "records")}

    assert found["source unknown"] == numbers(unknown)
    assert found["seen, no production"] == numbers(bare)
    assert found["source unknown"]


def numbers(rows: Rows) -> set[str]:
    return {str(number) for (number,) in rows}


def test_the_year_and_the_months_ahead_in_sql(report: Report, ask: Ask) -> None:
    counted: dict[str, int] = dict(
        ask(f"SELECT substr(received_on, 1, 7), count(*) {FROM} GROUP BY 1")
    )
    so_far = sum(many for month, many in counted.items() if "2026-01" <= month <= "2026-10")
    last = sum(many for month, many in counted.items() if month.startswith("2025"))
    [(goal,)] = ask(
        """SELECT answer FROM plan_answer WHERE question = 'goal' AND recorded_on <= :today
        ORDER BY recorded_on DESC LIMIT 1"""
    )

    columns = ("year", "so_far", "goal", "last_year")
    assert rows_of(report, "goal", *columns) == [(2026, so_far, int(goal), last)]
    assert rows_of(report, "forecast", "month", "year_before") == [
        ("2026-11", counted["2025-11"]),
        ("2026-12", counted["2025-12"]),
        ("2027-01", counted["2026-01"]),
    ]
    for section in ("goal", "forecast"):
        for low, middle, high in rows_of(report, section, "low", "forecast", "high"):
            assert low < middle < high


def test_the_two_years_in_sql(report: Report, ask: Ask) -> None:
    rows = ask(
        f"SELECT substr(received_on, 1, 7), count(*) {FROM} AND"
        " received_on BETWEEN '2024-11-01' AND '2026-10-31' GROUP BY 1 ORDER BY 1"
    )
    [(goal,)] = ask("SELECT max(answer) FROM plan_answer WHERE question = 'goal'")

    assert rows_of(report, "two_years", "month", "referrals") == rows
    months = rows_of(report, "two_years", "month", "low", "high", "goal")
    assert all(low < high for _, low, high, _ in months)
    goals = [one for month, _, _, one in months if month.startswith("2026")]
    assert 0.7 * int(goal) < sum(goals) < 0.95 * int(goal)
    assert [one for month, _, _, one in months if month < "2026"] == [None] * 14
