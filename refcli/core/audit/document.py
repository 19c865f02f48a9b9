"""The audit of a year as a document: findings, tests, what was not checked, and the chain."""

from collections import Counter
from datetime import date

from refcli.core.audit.year import AuditReport
from refcli.core.dealings.issues import ISSUE_COLUMNS, issue_record
from refcli.core.gifts.findings import NOTHING_BROKEN, Finding
from refcli.core.output.document import Report, Section
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.policy.disclaimers import AUDIT, SHORT
from refcli.lines import type_line
from refcli.phrases import count_phrase

FINDINGS = (
    Column("severity", "How grave"),
    Column("flag", "Flag"),
    Column("words", "What was found"),
    Column("gifts", "Gifts"),
    Column("parties", "Sources"),
    Column("rule", "Rule"),
    Column("source", "Source", machine_only=True),
    Column("confidence", "Confidence", machine_only=True),
)
RULES = (
    Column("rule", "Rule"),
    Column("source", "Where it comes from"),
    Column("confidence", "Confidence"),
    Column("findings", "Findings", Type.COUNT),
)
SCREENS = (
    Column("flag", "Flag"),
    Column("name", "Test"),
    Column("words", "What was found"),
    Column("cases", "Cases"),
    Column("n", "Number", Type.COUNT, machine_only=True),
    Column("unit", "Of what", machine_only=True),
    Column("measure", "Measure", machine_only=True),
    Column("statistic", "Statistic", machine_only=True),
    Column("chance", "Chance"),
    Column("adjusted", "Corrected"),
    Column("rounds", "Permutations", Type.COUNT, machine_only=True),
    Column("seed", "Seed", Type.ID, machine_only=True),
    Column("flagged", "Flagged"),
)
LEFT_OUT = (Column("flag", "Flag"), Column("words", "Why it was not checked"))
CHAIN = (Column("what", "What"), Column("value", "Value"))


def audit_report(audit: AuditReport, *, practice: str) -> Report:
    """The audit, the findings first; it says itself that no flag is a verdict."""
    last = min(audit.today, date(audit.year, 12, 31))
    return Report(
        title=f"Gift audit {audit.year}",
        practice=practice,
        since=date(audit.year, 1, 1),
        until=max(last, date(audit.year, 1, 1)),
        as_of=audit.today,
        sections=[
            Section("findings", findings_table(audit)),
            Section("rules", rules_table(audit)),
            Section("offers", offers_table(audit)),
            Section("tests", tests_table(audit)),
            Section("not_checked", Table("Not checked", LEFT_OUT, list(audit.not_checked.items()))),
            Section("chain", chain_table(audit)),
        ],
        sentences=audit_sentences(audit),
    )


def audit_sentences(audit: AuditReport) -> list[str]:
    """What was found, in two sentences; that nothing was is no clearance."""
    made = [one for one in audit.screens if one.chance is not None]
    flagged = sum(one.flagged for one in made)
    found = count_phrase(len(audit.findings), "finding")
    first = f"{found}, the gravest first." if audit.findings else NOTHING_BROKEN
    if not made:
        return [first, "There is too little data to test whether gifts follow referrals."]
    number = f"{flagged} of" if flagged else "None of"
    word = "flag" if flagged > 1 else "flags"
    tests = count_phrase(len(made), "test")
    return [first, f"{number} {tests} {word} that gifts follow referrals; that is no verdict."]


def findings_table(audit: AuditReport) -> Table:
    """One row per finding, the gravest first."""
    rows = [finding_row(finding) for finding in audit.findings]
    gifts = count_phrase(audit.gifts, "gift") if audit.gifts else "no gifts"
    title = f"Findings on {gifts} of {audit.year}"
    return Table(title, FINDINGS, rows, AUDIT, empty=NOTHING_BROKEN)


def finding_row(one: Finding) -> tuple[Cell, ...]:
    """The cells of a finding."""
    return (
        one.severity.value,
        one.flag,
        one.words,
        evidence_text(one.gifts),
        evidence_text(one.parties),
        one.rule,
        one.source,
        one.confidence,
    )


def rules_table(audit: AuditReport) -> Table:
    """One row per rule that a finding names, each with its source, told once."""
    counted = Counter((one.rule, one.source, one.confidence) for one in audit.findings)
    rows = [(*basis, many) for basis, many in counted.items()]
    empty = "No finding, so no rule to name."
    return Table("The rules behind the findings", RULES, rows, empty=empty)


def evidence_text(ids: tuple[int, ...]) -> str:
    """The evidence, by number."""
    return ", ".join(f"#{id_}" for id_ in ids)


def offers_table(audit: AuditReport) -> Table:
    """One row per issue about a kickback that was open in the year: asked, offered or suspected.

    Whose referral it was is told by its number alone.
    """
    columns = [one for one in ISSUE_COLUMNS if one.name != "patient"]
    records = [issue_record(one, audit.today) for one in audit.offers]
    rows = [tuple(one[column.name] for column in columns) for one in records]
    note = (
        "Issues about kickback; no other list tells of them. Close one: ref issue close NUMBER"
        " --how TEXT"
    )
    return Table("Told of kickbacks", columns, rows, note, empty="Nobody told of one.")


def tests_table(audit: AuditReport) -> Table:
    """One row per statistical test, whether it flags or not."""
    rows = [
        (
            *(one.flag, one.name, one.words, f"{one.n:,} {one.unit}", one.n, one.unit, one.measure),
            *(statistic_text(value) for value in (one.statistic, one.chance, one.adjusted)),
            *(one.rounds, one.seed, one.flagged),
        )
        for one in audit.screens
    ]
    lots = {(one.rounds, one.seed) for one in audit.screens if one.rounds and one.seed}
    drawn = "".join(f" Lots: {rounds:,}, seed {seed}." for rounds, seed in sorted(lots))
    note = (
        "Parties: all that could have been given something, with gifts and referrals or without; a"
        " place and those who work there are one. Chance: of as much or more were there no link,"
        " exact or by drawing lots; corrected for the number of tests by Holm's method. A test"
        f" flags below 0.05.{drawn} Each test's measure: ref audit -f json"
    )
    return Table("Do gifts follow referrals?", SCREENS, rows, note)


def statistic_text(value: float | None) -> str | None:
    """A statistic to four digits."""
    return None if value is None else f"{value:.4g}"


def chain_table(audit: AuditReport) -> Table:
    """The head of the chain, which proves the ledger up to now, and when it was read."""
    rows = [("head of the chain", audit.head), ("read on", audit.today.isoformat())]
    line = type_line("audit", "verify", "--head", audit.head)
    note = f"Keep this page. Any later change is found by: {line} {SHORT}"
    return Table("The ledger's chain", CHAIN, rows, note)
