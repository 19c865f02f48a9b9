"""Who has gone quiet, as a table, and the season in words."""

from dataclasses import replace
from datetime import date

from refcli.core.owed.items import Party
from refcli.core.quiet.knowledge import KnownOfPractice
from refcli.core.quiet.season import FLAT, Clock
from refcli.core.quiet.silence import Evidence, QuietState, Sign
from refcli.core.quiet.tables import quiet_table
from refcli.core.quiet.working import basis_lines
from refcli.core.vocabulary import Kind

TODAY = date(2026, 11, 23)
CHEN = Sign(
    source_id=4,
    state=QuietState.QUIET,
    since=date(2026, 11, 10),
    last=date(2026, 10, 13),
    gap_days=8.6,
    silent_days=41,
    expected=4.8,
    got=0,
    chance=0.004,
)


def test_the_least_likely_silence_stands_first() -> None:
    parties = {
        id_: Party(id=id_, name=name, kind=Kind.PROVIDER, owner="Tina")
        for id_, name in ((3, "Dr. Ray"), (4, "Dr. Chen"))
    }

    table = quiet_table([replace(CHEN, source_id=3, chance=0.02), CHEN], parties, TODAY)

    assert table.title == "Gone quiet and slowing"
    assert table.rows[0] == (
        *("Q4", 4, "Dr. Chen", "provider", "quiet", date(2026, 11, 10), date(2026, 10, 13), 9, 41),
        *(0.004, "usually every 9 days; 41 days silent; by chance 1 in 250", "Tina"),
    )
    assert [row[0] for row in table.rows] == ["Q4", "Q3"]
    assert table.note.startswith("As of 2026-11-23, by place (an office with all who work in it)")
    assert "A pace takes 60 days and a silence 14" in table.note


def test_who_is_left_in_peace_is_said_ahead_of_the_rule() -> None:
    table = quiet_table([], {}, TODAY, "Left in peace: Dr. Ray for good since 2026-11-23: retired.")

    assert table.note.startswith("Left in peace: Dr. Ray for good since 2026-11-23: retired. As of")
    assert table.empty.startswith("Nobody else has gone quiet, and nobody is slowing")
    assert quiet_table([], {}, TODAY, "", "").empty.startswith("Nobody has gone quiet, and nobody")


def test_the_season_is_told_by_month() -> None:
    clock = Clock([0.5, *[1.0] * 10, 1.5], [0.0] * 12)
    silent = Evidence(TODAY, TODAY, 0, None, KnownOfPractice(clock, 0.25))

    season, clumping, pace = basis_lines(silent)

    assert season == (
        "Season, a day of each month against the average day: Jan 0.50, Feb 1.00, Mar 1.00,"
        " Apr 1.00, May 1.00, Jun 1.00, Jul 1.00, Aug 1.00, Sep 1.00, Oct 1.00, Nov 1.00,"
        " Dec 1.50."
    )
    assert clumping == "Clumping over the practice: phi = 0.25 (0 is pure chance)."
    assert pace == (
        "Pace: none can be told; it takes 3 referrals after a first one in the two years up to the"
        " last one, over 60 days or more."
    )


def test_what_is_not_known_yet_of_the_clumping_is_said() -> None:
    silent = Evidence(TODAY, TODAY, 0, None, KnownOfPractice(FLAT, None))

    _, clumping, _ = basis_lines(silent)

    assert clumping == (
        "Clumping over the practice: not known yet (it takes about two years), so what came in one"
        " week counts once."
    )
