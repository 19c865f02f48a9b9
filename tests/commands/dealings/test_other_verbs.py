"""``ref issue edit 3`` and the like, which are no sources."""

import shlex

import pytest

from tests.conftest import Ref, made_once


@pytest.fixture(autouse=True)
@made_once
def late(ref: Ref) -> None:
    """Two issues with Dr. Chen, of which nobody said what the second is about."""
    ref('source add "Dr. Wei Chen" --kind provider')
    ref('issue chen "report took three weeks" --about report')
    ref('issue chen "parking"')


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("edit 1", 'ref issue add "Dr. Wei Chen" "report took three weeks" --about report'),
        ("assign I2 --owner Jo", 'ref issue add "Dr. Wei Chen" parking --about other --owner Jo'),
        ("update 2 --about access", 'ref issue add "Dr. Wei Chen" parking --about access'),
        ("show 1", "ref issue list --all"),
        ("change 9", "ref issue list --all"),
    ],
)
def test_another_verb_is_answered_with_a_line_that_works(ref: Ref, typed: str, line: str) -> None:
    told = ref(f"issue {typed}", exit_code=2).stderr

    assert told.endswith(f": {line}\n")
    ref(shlex.join(shlex.split(line)[1:]))
    assert "I3" not in ref("issue list").stdout


@pytest.mark.parametrize("verb", ["delete", "done", "resolve"])
def test_what_is_mended_is_closed(ref: Ref, verb: str) -> None:
    told = ref(f"issue {verb} 2", exit_code=2).stderr

    assert told == (
        "ref: An issue is closed, with how it was mended. Type: ref issue close 2 --how TEXT\n"
    )


@pytest.mark.parametrize("typed", ['edit 1 "took four weeks"', "change 1 took four weeks"])
def test_words_that_were_told_stay(ref: Ref, typed: str) -> None:
    told = ref(f"issue {typed}", exit_code=2).stderr

    assert told == (
        "ref: Its words stay as they were told. Close it, and tell it anew: ref issue close 1 --how"
        " TEXT\n"
    )


def test_what_is_closed_already_is_told_so(ref: Ref) -> None:
    ref('issue close 1 --how "rang them"')

    told = ref("issue done 1", exit_code=2).stderr

    assert told == "ref: Issue 1 was closed on 2026-11-23. See: ref issue list --all\n"


def test_how_it_was_mended_is_kept_in_the_line(ref: Ref) -> None:
    told = ref('issue done 1 "rang them"', exit_code=2).stderr

    assert told.endswith('Type: ref issue close 1 --how "rang them"\n')


@pytest.mark.parametrize("line", ["issue close 1 --how TEXT", "skip V3 --why TEXT"])
def test_what_stands_for_words_is_no_words(ref: Ref, line: str) -> None:
    told = ref(line, exit_code=2).stderr

    assert told.startswith("ref: TEXT stands for your own words: type those, in quotes.")


def test_a_topic_that_was_said_stays(ref: Ref) -> None:
    told = ref("issue edit 1 --about other", exit_code=2).stderr

    assert (
        "What it is about stays, once it was said. Close it, and tell it anew: ref issue close 1"
        in told
    )


def test_a_source_of_that_name_has_its_issues(ref: Ref) -> None:
    ref("source add Edit --kind office")

    ref("issue edit parking again")

    assert "parking again" in ref("issue list").stdout
