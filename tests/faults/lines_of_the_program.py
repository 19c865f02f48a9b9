"""What a practice types by chance about its program: gifts, the calendar, letters, settings."""

from pathlib import Path

from tests.faults.typist import Typist

TARGETS = Path(__file__).parents[1] / "files" / "targets" / "npidata_pfile_20050523-20261108.csv"
NPIS = ("1234567893", "2990000111", "2990000129", "2990000137", "2990000145", "2990000152")
TEMPLATES = ("thank-you", "report", "cover", "invitation")


def give(of: Typist) -> str:
    """A gift, or what becomes of one; the rules, and what patients may be thanked with."""
    value, whom = of.chance.randint(1, 90), of.source("office", "provider", "patient")
    return of.pick(
        f"gift add {whom} pens --value {value} --on {of.earlier()} --record-anyway --why so",
        f"gift add {whom} cake --value 9 --by tina --approved-by jo --occasion thanks",
        f"gift void {of.record('incentive')} --why slip",
        f"gift return {of.record('incentive')} --on {of.earlier(3)} --amount {value / 9:.2f}",
        f"policy set item_limit_patient {of.pick('9.99', '25', 'none')}",
        f"policy use --state {of.pick('WA', 'OR', 'CA')} {of.pick('', '--dhs', '--no-dhs')}",
        f"policy figure stark_nmc {of.pick('2026', '2027')} {500 + value} --source CMS",
        f"reward add 'toothbrush {value}' --value 3 --occasion 'first visit'",
        f"reward end {of.record('reward')}",
    )


def invite(of: Typist) -> str:
    """An event, and who comes."""
    event = of.record("event")
    return of.pick(
        f"event add 'fair {of.chance.randint(1, 99)}' --on {of.later()}",
        f"event invite {event} --source {of.source()}",
        f"event invite {event} --source {of.source()} --source {of.source()}",
        f"event rsvp {event} {of.source()} {of.pick('yes', 'no', 'maybe')}",
        f"event came {event} {of.source()} --met Kim",
        f"event edit {event} --name 'open house' --on {of.later()}",
        f"event cancel {event}",
    )


def keep_calendar(of: Typist) -> str:
    """Occasions, duties and the people of an office."""
    chance, duty, occasion = of.chance, of.record("duty"), of.record("occasion")
    return of.pick(
        f"occasion add {of.source()} birthday {chance.randint(1, 12)}-{chance.randint(1, 28)}",
        f"occasion edit {occasion} --lead {chance.randint(1, 30)}",
        f"occasion end {occasion}",
        f"duty add 'phones {chance.randint(1, 9)}' --every week --rota 'Tina, Jo'",
        f"duty away Jo --from {of.later(1)} --until {of.later()}",
        "duty back Jo",
        f"duty swap {duty} {of.later(9)} {of.pick('Jo', 'Tina')}",
        f"duty edit {duty} --rota {of.pick('Jo', 'Tina', quote('Jo, Tina, Ann'))}",
        f"duty end {duty}",
        f"done D{duty}.{chance.randint(1, 9)}",
        f"skip D{duty}.{chance.randint(1, 9)} --why holiday",
        f"contact add 'Cody {chance.randint(1, 99)}' --at {of.source('office')} --birthday 3/14",
        f"contact end {of.record('contact')}",
    )


def write_letter(of: Typist) -> str:
    """Letters that are noted as sent; or the text of one."""
    paper = f"-o {of.folder}/letter.html --overwrite --record"
    return of.pick(
        f"letter thank-you {paper}",
        f"letter report {of.referral()} {paper}",
        f"letter cover {of.source('office', 'provider')} {paper}",
        f"letter invitation {of.record('event')} {paper}",
        f"letter edit {of.pick(*TEMPLATES)} --from {of.write('letter.txt', letter_text(of))}",
        f"letter edit {of.pick(*TEMPLATES)} --reset",
    )


def letter_text(of: Typist) -> str:
    """A new text of a letter."""
    return f"{{practice}}, {{date}}: {{name}}, {of.patient()} says thanks"


def set_up(of: Typist) -> str:
    """The settings, the plan and the insurers."""
    chance, insurer = of.chance, of.source("insurer")
    return of.pick(
        f"init --practice 'Practice {chance.randint(1, 9)}'",
        f"init --state {of.pick('WA', 'OR', 'CA')} --dhs",
        f"setting set visit_every {chance.randint(1, 3)}",
        f"setting set visit_every {chance.randint(1, 3)} --kind provider",
        f"setting set follow_up_after {chance.randint(1, 30)}",
        f"setting set thank_after {chance.randint(1, 9)} --since {of.earlier(30)}",
        f"policy set item_limit {chance.randint(5, 40)}",
        f"setting days --close {chance.randint(1, 12)}-{chance.randint(1, 28)}",
        f"setting reasons --add 'reason {chance.randint(1, 9)}'",
        f"setting reasons --drop 'reason {chance.randint(1, 9)}'",
        f"plan edit --goal {chance.randint(100, 300)}",
        f"plan edit --who-asks {of.pick('Tina', 'Jo')}",
        f"source add 'Delta {chance.randint(1, 99)}' --kind insurer",
        f"source edit {insurer} --credentialed-since {of.day} --credentialed-until {of.later()}",
        f"source edit {insurer} --in-network yes --listed {of.pick('yes', 'no')}",
    )


def buy_channel(of: Typist) -> str:
    """What the channels cost."""
    channel, chance = of.source("signage", "digital"), of.chance
    days = f"--from {of.earlier()} --until {of.later()}"
    return of.pick(
        f"source add 'Sign {chance.randint(1, 99)}' --kind signage",
        f"channel spend {channel} {of.day:%Y-%m} {chance.randint(1, 900)}",
        f"channel campaign {channel} 'Spring {chance.randint(1, 99)}' {days}",
        f"channel drop {of.record('campaign')}",
        f"channel count {channel} {of.record('event')}",
    )


def look_around(of: Typist) -> str:
    """Whom to meet: out of the national file, and what is known of them."""
    return of.pick(
        f"target import {TARGETS.as_posix()} --zip {of.pick('981', '98101', '98122')}",
        f"target import {TARGETS.as_posix()} --near 98101 --specialty dentist",
        f"target set {of.pick(*NPIS)} {of.pick('--keeps', '--refers-out', '--unknown')}",
        f"target adopt {of.pick(*NPIS)} --new",
    )


def quote(words: str) -> str:
    """Words as one argument."""
    return f"'{words}'"
