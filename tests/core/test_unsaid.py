"""What nobody said of a record is nothing: no number, no count, no word."""

from datetime import date

from refcli.core.channels import Campaign
from refcli.core.gifts.findings import Finding
from refcli.core.occasions import Occasion
from refcli.core.report.quality import Quality
from refcli.core.values.periods import Period
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import Severity

DAY = date(2026, 11, 23)


def test_what_is_not_on_record_yet_has_no_number() -> None:
    assert Occasion(name="jubilee", on=YearDay(3, 1), added_on=DAY).id == 0


def test_what_was_not_counted_is_none() -> None:
    campaign = Campaign(1, 5, "campaign", "Spring", Period(DAY, DAY))

    assert (campaign.referrals, campaign.before) == (0, 0)
    assert Quality() == Quality(0, 0, 0, 0, 0, 0, ())


def test_a_finding_without_a_source_names_none() -> None:
    assert Finding(flag="RF-01", severity=Severity.INFO, words="so").source == ""
