"""What is typed for the items that are done, skipped or snoozed."""

from tests.conftest import Ref


def test_nothing_but_commas_is_no_key(ref: Ref) -> None:
    for line in ("skip ',' --why x", "done ,", "snooze ' ' --until 2026-12-24"):
        assert "A key is missing" in ref(line, exit_code=2).stderr
