"""Random ledgers: the check, the audit and a plain sum agree on every limit of a year."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from refcli.core.audit.year import AuditFacts, audit
from refcli.core.gifts.check import check
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Return
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import Allocation, IncentiveForm, Kind, Relation, Severity
from tests.core.audit.samples import entry
from tests.core.gifts.samples import CHEN, DENTAL, DHS, PEOPLE, TIGHT, gift, ledger

AFTERWARDS = date(2027, 1, 15)
YEARS = (2024, 2025, 2026)
DAY = timedelta(days=1)
CLINICIANS = {Kind.PROVIDER, Kind.OFFICE}
LIMITS = {  # in cents a year, by who decides: what this test itself knows of the rules
    "us-stark-nmc": {2024: 50700, 2025: 51900, 2026: 53500},
    "strict-default": dict.fromkeys(YEARS, 7500),
    "us-oig-nominal-2016": dict.fromkeys(YEARS, 7500),
}
BINDING = (  # per policy, the rules with a limit of the year that bind, and to whom they speak
    (DHS, {"us-stark-nmc": CLINICIANS}),
    (DENTAL, {"strict-default": {*Kind}}),
    (TIGHT, {"strict-default": {*Kind}, "us-oig-nominal-2016": {Kind.PATIENT}}),
)
EDGES = sorted({c + d for years in LIMITS.values() for c in years.values() for d in (-1, 0, 1)})
CENTS = st.one_of(st.integers(0, 60_000), st.sampled_from(EDGES), st.integers(1, 3000))
DAYS = st.one_of(
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.sampled_from([date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)]),
)
GIVEN = st.builds(
    gift,
    st.sampled_from(sorted(PEOPLE)),
    CENTS,
    DAYS,
    form=st.sampled_from([IncentiveForm.IN_KIND, IncentiveForm.MEAL]),
    relation=st.sampled_from(Relation),
    allocation=st.sampled_from(Allocation),
    heads=st.integers(1, 7),
    item=st.sampled_from(["painting", "cookies"]),
)
BOOKS = st.lists(GIVEN, max_size=9).map(
    lambda gifts: [
        gift(one.source_id, one.value_cents, one.given_on, **more(one), id=n)
        for n, one in enumerate(gifts, 1)
    ]
)
RULES = st.sampled_from(BINDING)
Over = set[tuple[str, int, int]]  # rule, party, year


def more(one: Gift) -> dict[str, object]:
    names = ("form", "relation", "allocation", "heads", "item")
    return {name: getattr(one, name) for name in names}


def plain_sums(book: Iterable[Gift], backs: Iterable[Return]) -> dict[tuple[int, int], int]:
    """Cents per party and year, summed without any code of the ledger."""
    came: dict[int, int] = {}
    for back in backs:
        came[back.gift_id] = came.get(back.gift_id, 0) + back.cents
    sums: dict[tuple[int, int], int] = {}
    for one in book:
        cents = max(0, one.value_cents - came.get(one.id, 0))
        if one.form is IncentiveForm.MEAL and one.allocation is Allocation.PER_HEAD:
            cents = (cents + one.heads - 1) // one.heads
        for party in PEOPLE[one.source_id].members or (one.source_id,):
            key = (party, one.given_on.year)
            sums[key] = sums.get(key, 0) + cents
    return sums


def over_by_sum(
    book: Iterable[Gift], backs: Iterable[Return], spoken: dict[str, set[Kind]]
) -> Over:
    return {
        (rule, party, year)
        for (party, year), cents in plain_sums(book, backs).items()
        for rule, kinds in spoken.items()
        if PEOPLE[party].kind in kinds and cents > LIMITS[rule][year]
    }


def over_by(findings: Iterable[Finding], book: Sequence[Gift]) -> Over:
    """What the findings on a limit of the year say is over it."""
    years = {one.id: one.given_on.year for one in book}
    return {
        (one.rule, party, years[one.gifts[0]])
        for one in findings
        if one.flag == "RF-04" and one.severity is Severity.BLOCK
        for party in one.parties
    }


def audited(book: Sequence[Gift], backs: Sequence[Return], policy: Policy) -> list[Finding]:
    """What the audits of all years find."""
    found: list[Finding] = []
    for year in YEARS:
        facts = AuditFacts(
            year=year,
            today=AFTERWARDS,
            ledger=ledger(*book, returns=backs),
            entries=[entry(one) for one in book],
            policy=policy,
            eligible=list(PEOPLE),
        )
        found += audit(facts, rounds=1).findings
    return found


@given(BOOKS, RULES, st.data())
def test_check_audit_and_a_plain_sum_agree_on_every_limit_of_a_year(
    book: list[Gift], rules: tuple[Policy, dict[str, set[Kind]]], data: st.DataObject
) -> None:
    policy, spoken = rules
    numbers = st.integers(1, max(1, len(book)))
    returns = st.builds(Return, numbers, DAYS, st.integers(1, 60_000))
    backs = data.draw(st.lists(returns, max_size=3)) if book else []

    wanted = over_by_sum(book, backs, spoken)

    whole = ledger(*book, returns=backs)
    checked = [finding for one in book for finding in check(one, whole, policy, AFTERWARDS)]
    assert over_by(checked, book) == wanted
    assert over_by(audited(book, backs, policy), book) == wanted


@given(BOOKS, RULES, st.data())
def test_what_was_refused_at_entry_is_what_the_audit_finds_in_whatever_order_it_came(
    book: list[Gift], rules: tuple[Policy, dict[str, set[Kind]]], data: st.DataObject
) -> None:
    policy, spoken = rules
    order = data.draw(st.permutations(book))

    refused = [
        finding
        for place, one in enumerate(order)
        for finding in check(one, ledger(*order[:place]), policy, AFTERWARDS)
    ]

    assert over_by(refused, book) == over_by_sum(book, [], spoken)
    assert audited(order, [], policy) == audited(book, [], policy)


@given(
    st.lists(
        st.tuples(st.integers(0, 30_000), st.sampled_from(Relation), st.integers(0, 364)),
        min_size=1,
        max_size=6,
    ),
    RULES,
)
def test_split_or_given_to_family_and_staff_is_the_same_as_one_direct_gift(
    parts: list[tuple[int, Relation, int]], rules: tuple[Policy, dict[str, set[Kind]]]
) -> None:
    policy, _ = rules
    first = date(2026, 1, 1)
    assume(sum(cents for cents, _, _ in parts) > 0)
    split = [
        gift(CHEN, cents, first + days * DAY, relation=whom, id=n)
        for n, (cents, whom, days) in enumerate(parts, 1)
    ]
    direct = gift(CHEN, sum(cents for cents, _, _ in parts), first, id=1)

    assert over_by(audited(split, [], policy), split) == over_by(
        audited([direct], [], policy), [direct]
    )
