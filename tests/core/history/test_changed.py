"""What stays as it was changed after a merge is named as a person would."""

from datetime import date

from refcli.core.history.changed import changed_words, kept_words

TODAY = date(2026, 11, 23)


def test_what_stays_is_named_with_what_it_says() -> None:
    spent = {"month": "2026-10-01", "cents": 17000}

    assert kept_words("channel_spend", spent, TODAY) == "spending of $170 in 2026-10"
    assert kept_words("alias", {"alias": "Wei"}, TODAY) == "alias Wei"
    assert changed_words("phone", "206-555-0102") == "its phone 206-555-0102"
    assert changed_words("office_id", 4) == "its office #4"
