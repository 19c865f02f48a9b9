from datetime import date

from refcli.core.copies.changing import (
    Difference,
    Holding,
    KeptCommand,
    compare,
    difference_lines,
)

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)


def command(id_: int, day: date = FRIDAY, changes: int = 1, name: str = "add") -> KeptCommand:
    return KeptCommand(id_, f"{day}T09:0{id_}:00.000Z", "tina", name, changes, day)


def holding(*commands: KeptCommand, referrals: int = 0, book: str = "a") -> Holding:
    known = frozenset((number, "2026-11-26T09:00:00.000Z") for number in range(1, referrals + 1))
    return Holding(book, "Elm", 8, commands, known)


def test_what_came_after_a_copy_is_lost_with_it() -> None:
    early = [command(1, THURSDAY), command(2)]
    late = [command(3), command(4, MONDAY, name="source merge")]

    difference = compare(holding(*early, *late, referrals=5), holding(*early, referrals=3))

    assert difference == Difference(late, [], 2, 0)
    assert difference.as_record() == {
        "referrals_lost": 2,
        "referrals_gained": 0,
        "days_lost": ["2026-11-27", "2026-11-30"],
        "commands_lost": [3, 4],
        "commands_gained": [],
    }
    (line,) = difference_lines(difference)
    assert line == (
        "Lost: 2 referrals, 2 commands of 2 days, Fri 27 Nov 2026 to Mon 30 Nov 2026:"
        " 4 source merge by tina, 3 add by tina."
    )


def test_going_forward_again_gains_what_was_lost() -> None:
    lost = command(3)
    present = holding(command(1), command(2), command(3, changes=0), command(4, name="restore"))

    difference = compare(present, holding(command(1), command(2), lost, referrals=1))

    assert difference_lines(difference) == [
        "Lost: 0 referrals, 1 command of Fri 27 Nov 2026: 4 restore by tina.",
        "Gained: 1 referral, 1 command of Fri 27 Nov 2026: 3 add by tina.",
    ]


def test_a_copy_of_the_present_changes_nothing() -> None:
    one = holding(command(1), referrals=2)

    assert difference_lines(compare(one, one)) == [
        "Nothing on record would change: the copy holds the same commands."
    ]


def test_another_practices_copy_takes_all_that_is_there() -> None:
    mine = holding(command(1), referrals=2)
    theirs = holding(command(1), command(2), referrals=1, book="b")

    difference = compare(mine, theirs)

    assert difference == Difference([command(1)], [command(1), command(2)], 2, 1)


def test_a_referral_of_the_same_number_recorded_at_another_moment_is_another_one() -> None:
    one, other = frozenset({(1, "09:00")}), frozenset({(1, "09:05")})

    difference = compare(Holding("a", "", 8, (), one), Holding("a", "", 8, (), other))

    assert (difference.referrals_lost, difference.referrals_gained) == (1, 1)


def test_what_a_book_holds_is_told_in_one_phrase() -> None:
    assert holding(command(1), command(2, MONDAY), referrals=1).told == (
        "1 referral, 2 commands, up to Mon 30 Nov 2026"
    )
    assert holding().told == "0 referrals, 0 commands"
    assert (holding().last_day, Holding("a", "", 8).owner) == (None, "a practice without a name")


def test_commands_that_a_restore_took_away_are_not_counted() -> None:
    held = holding(command(1), command(2, changes=0), command(3, MONDAY, name="restore"))

    assert [one.id for one in held.done] == [1, 3]
    assert held.told == "0 referrals, 2 commands, up to Mon 30 Nov 2026"
