"""A referral as programs read it."""

from datetime import date

from refcli.core.referrals.records import NewReferral, ReferralView
from refcli.core.referrals.tables import referral_record, referral_row
from refcli.core.vocabulary import Status

DAY = date(2026, 11, 2)
VIEW = ReferralView(
    17,
    NewReferral(
        patient="Maria Lopez",
        source_id=4,
        received_on=DAY,
        status=Status.SEEN,
        seen_on=DAY,
        production_cents=145050,
        service="implants",
        chart="A17",
        phone="206-555-0142",
    ),
    "Dr. Wei Chen",
    ("google",),
)


def test_a_referral_has_a_cell_for_each_column_and_money_in_units() -> None:
    record = referral_record(VIEW)

    assert [*record.values()][:7] == [17, DAY, "Maria Lopez", 4, "Dr. Wei Chen", "seen", None]
    assert (record["production"], record["also"], record["chart"]) == (1450.5, ["google"], "A17")
    assert len(record) == len(referral_row(VIEW))
