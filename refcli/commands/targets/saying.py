"""What became of a list of providers: in lines for people, and as a record for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from refcli.core.targets.finding import FileFindings
from refcli.core.targets.news import FileNews
from refcli.core.targets.offices import count_places
from refcli.core.targets.records import ENDINGS
from refcli.core.vocabulary import Kind
from refcli.phrases import count_phrase, name_some

MOST_NAMED, MOST_LINES = 10, 10


def lines_of_news(
    news: FileNews, findings: FileFindings, sources: Mapping[str, int]
) -> Iterator[str]:
    """Who is new, has moved or left, and which rows were not taken; sources with their number."""
    already = news.unchanged or news.renewed or news.retired
    if news.new and already:
        yield f"New: {name_some([one.name for one in news.new], MOST_NAMED)}."
    for one in news.moved[:MOST_NAMED]:
        sign = sign_of(one.now.npi, sources)
        way = f"from {one.known.record.address} to {one.now.address}"
        yield f"Moved: {sign}{one.now.name}, {way}"
    told = [] if findings.national else [one for one in news.changed if one.facts]
    for one in told[:MOST_NAMED]:
        facts = [f"{name} {was or 'none'}, now {now or 'none'}" for name, was, now in one.facts]
        yield f"Changed: {sign_of(one.now.npi, sources)}{one.now.name}: {'; '.join(facts)}"
    for one in news.unlike[:MOST_NAMED]:
        sign = sign_of(one.now.npi, sources)
        yield f"On record as {sign}{one.now.name}, which stays: {one.called}, NPI {one.now.npi}"
    for one in news.noted[:MOST_NAMED]:
        facts = [f"{name} {kept}, in the list {said}" for name, kept, said in one.differing]
        yield f"Stays as noted: {sign_of(one.now.npi, sources)}{one.now.name}: {'; '.join(facts)}"
    for gone in news.retired[:MOST_NAMED]:
        yield f"Left: {sign_of(gone.known.record.npi, sources)}{gone.known}: {ENDINGS[gone.why]}"
    if back := [one.now.name for one in news.back]:
        yield f"Back: {name_some(back, MOST_NAMED)}."
    if news.missing:
        many = count_phrase(len(news.missing), "target")
        why = "was cut off, or is damaged" if findings.cut else "does not seem to be the whole one"
        if not findings.cut and findings.unread:
            why = "has a damaged row of each of them, or is not the whole one"
        yield (
            f"{many} of those on record are not in this file, which {why}: nobody was taken"
            " for gone."
        )
    yield from lines_of_left_out(findings)


def sign_of(npi: str, sources: Mapping[str, int]) -> str:
    """The number of the source with an NPI, ahead of its name; empty where there is none."""
    return f"#{sources[npi]} " if npi in sources else ""


def lines_of_left_out(findings: FileFindings) -> Iterator[str]:
    """The rows that were not taken, those of one reason together."""
    grouped: dict[str, list[str]] = {}
    for one in findings.left_out:
        grouped.setdefault(one.why, []).append(str(one.line))
    for why, lines in [*grouped.items()][:MOST_LINES]:
        word = "line" if len(lines) == 1 else "lines"
        yield f"Not taken: {word} {name_some(lines, MOST_LINES)}: {why}"
    if len(grouped) > MOST_LINES or findings.refused > len(findings.left_out):
        yield f"Not taken in all: {count_phrase(findings.refused, 'row')}."
    if findings.repeated:
        yield f"Left out: {count_phrase(findings.repeated, 'row')} of an NPI that came before."


def word_import(
    findings: FileFindings,
    news: FileNews,
    sources: Mapping[str, int],
    where: str,
    *,
    dry_run: bool,
) -> str:
    """The outcome in a sentence or two."""
    found = [*findings.found.values()]
    offices = sum(one.kind is Kind.OFFICE for one in found)
    people, places = len(found) - offices, count_places(found)
    counts = f"{count_phrase(people, 'provider')} and {count_phrase(offices, 'office')}"
    already = sum(one.npi in sources for one in found)
    known = f", {already} of them known" if already else ""
    parts = [
        f"{len(some)} {word}"
        for some, word in (
            (news.new, "new"),
            (news.moved, "moved"),
            (news.changed, "changed"),
            (news.back, "back"),
            (news.retired, "left"),
        )
        if some
    ]
    said = f"{', '.join(parts)}, {news.unchanged} unchanged" if parts else "Nothing new"
    done = " Nothing was changed (dry run)." if dry_run else ""
    rows = f"{findings.tally.rows:,} row{'' if findings.tally.rows == 1 else 's'}"
    return (
        f"{rows} read; {where}: {counts} at {count_phrase(places, 'place')}{known}. {said}.{done}"
    )


def record_of_import(
    name: str,
    findings: FileFindings,
    news: FileNews,
    sources: Mapping[str, int],
    *,
    dry_run: bool,
) -> dict[str, object]:
    """The outcome for programs."""
    found = [*findings.found.values()]
    return {
        "file": name,
        "rows": findings.tally.rows,
        "found": len(found),
        "providers": sum(one.kind is Kind.PROVIDER for one in found),
        "offices": sum(one.kind is Kind.OFFICE for one in found),
        "places": count_places(found),
        "known": sum(one.npi in sources for one in found),
        "new": npi_records((one.npi, one.name) for one in news.new),
        "moved": [
            {"npi": one.now.npi, "name": one.now.name}
            | {"from": one.known.record.address, "to": one.now.address}
            for one in news.moved
        ],
        "changed": npi_records((one.now.npi, one.now.name) for one in news.changed),
        "unlike": npi_records((one.now.npi, one.called) for one in news.unlike),
        "back": npi_records((one.now.npi, one.now.name) for one in news.back),
        "left": [
            {"npi": one.known.record.npi, "name": one.known.record.name, "why": one.why.value}
            for one in news.retired
        ],
        "missing": npi_records((one.record.npi, one.record.name) for one in news.missing),
        "unchanged": news.unchanged,
        "rejected": [{"line": one.line, "reasons": [one.why]} for one in findings.left_out],
        "rejected_rows": findings.refused,
        "repeated": findings.repeated,
        "without_zip": findings.tally.blank,
        "dry_run": dry_run,
    }


def npi_records(pairs: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    """Targets for programs, each by its NPI and name."""
    return [{"npi": npi, "name": name} for npi, name in pairs]
