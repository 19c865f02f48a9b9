"""What the schema refuses, in the words of the trade; no word of SQL reaches a person.

Most of it is refused earlier, by the core, with a better sentence. What stands here is for what
slips through, and for two commands that write at the same time.
"""

import re
import sqlite3

from refcli.core.history.row_words import column_words

COLUMN = r"(?:\w+\.)?\"?(?P<column>\w+)\"?"
FAMILIES = (  # what a kind of check says; the words between braces come out of the check
    (
        rf"date\({COLUMN}, '\+0 days'\) IS \w+",
        '"{column}" is no day of the calendar',
    ),
    (rf"trim\({COLUMN}\) <> ''", '"{column}" is missing'),
    (rf"{COLUMN} IN \(0, 1\)", '"{column}" is yes or no'),
    (rf"{COLUMN} IN \((?P<words>.*)\)", '"{column}" is one of {words}'),
    (
        rf"{COLUMN} BETWEEN (?P<least>\d+) AND (?P<most>\d+)",
        '"{column}" is {least} to {most}',
    ),
    (rf"{COLUMN} >= (?P<least>[01])", '"{column}" is not below {least}'),
    (rf"NOT NULL constraint failed: {COLUMN}", '"{column}" is missing'),
)
WRITTEN_ALREADY = "somebody else has just written the same"
BY_HAND = "a value was written that ref never writes"
WORDS = {
    "scheduled_on >= received_on": "an appointment is made on the day received or later",
    "seen_on >= coalesce(scheduled_on, received_on)": "a patient is seen after the appointment is"
    " made, on that day or later",
    "completed_on >= seen_on": "a treatment is completed on the day of the visit or later",
    "completed_on IS NULL OR seen_on IS NOT NULL": "who has completed treatment was seen",
    "closed_on >= received_on": "a referral ends on the day received or later",
    "(status IN ('lost', 'duplicate', 'invalid')) = (closed_on IS NOT NULL)": "a referral that is"
    " lost, duplicate or invalid has the day on which it ended, and no other has one",
    "status <> 'lost' OR trim(reason) <> ''": "a lost referral has a reason",
    "status <> 'scheduled' OR scheduled_on IS NOT NULL": "who is scheduled has an appointment",
    "status NOT IN ('seen', 'completed') OR seen_on IS NOT NULL": "who was seen has the day of the"
    " visit",
    "(status = 'completed') <= (completed_on IS NOT NULL)": "a completed treatment has its day",
    "(production_cents IS NULL) = (production_on IS NULL)": "a value has the day since when it is"
    " known",
    "for_day IS NULL OR what IN ('booked', 'moved')": "only an appointment is for a day",
    "for_hour IS NULL OR for_day IS NOT NULL": "an hour belongs to a day",
    "strftime('%H:%M', for_hour) IS for_hour": '"for hour" is no hour of the day',
    "(what = 'value') = (cents IS NOT NULL)": "a value has an amount, and no other step has one",
    "what <> 'value' OR day IS NOT NULL": "a value has the day since when it is known",
    "what <> 'lost' OR trim(reason) <> ''": "a lost referral has a reason",
    "office_id IS NULL OR kind = 'provider'": "only a provider works in an office; to take the"
    ' office away: ref source edit NAME --office ""',
    "ended_on >= made_on": "a meeting ends on the day it was planned or later",
    "closed_on >= opened_on": "an issue is closed on the day it was opened or later",
    "outcome = '' OR closed_on IS NOT NULL": "what has an outcome is closed",
    "outcome = '' OR outcome IN": "a follow-up call went happy or unhappy",
    "strftime('%H:%M', hour) IS hour": '"hour" is no hour of the day',
    "UNIQUE constraint failed: signer.provider": "this provider signs already",
    "npi = '' OR npi GLOB": "an NPI has ten digits and begins with 1 or 2",
    "npi GLOB": "an NPI has ten digits and begins with 1 or 2",
    "(ended_on IS NULL) = (ended_why = '')": BY_HAND,
    "UNIQUE constraint failed: target.npi": "this NPI is that of another target",
    "report_by = '' OR report_by IN": "reports go by fax, letter, email, phone, portal, or none",
    "merged_into_id <> id": BY_HAND,
    "attempt = 0 OR kind IN ('visit', 'lunch', 'drop_off', 'event', 'call')": "only a visit or a"
    " call can be a mere attempt",
    "(action = 'snooze') = (until IS NOT NULL)": "what is snoozed has a day until when",
    "action <> 'skip' OR trim(why) <> ''": "what is skipped has a reason",
    "(source_id IS NULL) <> (kind IS NULL)": "an occasion is for one source, or for a whole kind",
    "(answer IS NULL) = (answered_on IS NULL)": "an answer has its day",
    "kind = '' OR source_id IS NULL": BY_HAND,
    "(place_id IS NOT NULL) = (key = 'place')": BY_HAND,
    "key <> 'place' OR source_id IS NOT NULL": BY_HAND,
    "key <> 'kind' OR value IN": BY_HAND,
    "key NOT IN ('visit_every'": "a figure of the due list is not below 0",
    "key NOT IN ('item_limit'": "a figure of a house rule is not below 0",
    "key NOT IN ('do_not_visit'": "a wish is yes or no",
    "given_on <= entered_on": "a gift is entered on the day given or later",
    "voided = 0 OR (replaces_id IS NOT NULL AND trim(why) <> '')": "what is voided has a reason",
    "returns_id IS NULL OR (replaces_id IS NULL AND value_cents > 0)": "what came back is worth"
    " something",
    "inadvertent = 0 OR returns_id IS NOT NULL": "only what came back was given inadvertently",
    "value_cents >= 0": "a value is not below 0",
    "heads >= 1": "a gift is for one person or more",
    "trim(name) <> ''": "a name has at least one letter",
    "until >= since": "the last day is not before the first",
    "ends_on >= starts_on": "the last day is not before the first",
    "ended_on >= added_on": "nothing ends before it was added",
    "month LIKE '%-01'": "spending is recorded for a whole month",
    "path <> ''": "the path of the file is missing",
    "UNIQUE constraint failed: alias.source_id, alias.alias": "the source has this alias already",
    "UNIQUE constraint failed: assist.referral_id, assist.source_id": "the referral has this"
    " further source already",
    "UNIQUE constraint failed: duty_done.duty_id, duty_done.turn": "this turn is done already",
    "UNIQUE constraint failed: invitation.event_id, invitation.source_id": "it is invited already",
    "UNIQUE constraint failed: incentive.replaces_id": "this gift was voided or replaced already",
    "UNIQUE constraint failed": WRITTEN_ALREADY,
    "FOREIGN KEY": "another record stands on it, or what it names does not exist",
    "json_type(": BY_HAND,  # no command takes the text of a list, of a seal or of a row's number
    "prev_hash =": BY_HAND,
    "hash =": BY_HAND,
    "length(digest) = 64": BY_HAND,
    "replaces_id <> id": BY_HAND,
    "returns_id <> id": BY_HAND,
    "(before IS NULL) =": BY_HAND,
    "(after IS NULL) =": BY_HAND,
    "id = 1": BY_HAND,
}
OTHERWISE = "one value does not fit another"


def explain_contradiction(error: sqlite3.Error) -> str:
    """Why the schema refused something: its own words where it has some, else ours."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return str(error)  # written by us in the trigger
    said = str(error).removeprefix("CHECK constraint failed: ")
    found = WORDS.get(said) or next((WORDS[key] for key in WORDS if said.startswith(key)), None)
    return found or explain_family(said) or OTHERWISE


def explain_family(check: str) -> str | None:
    """A check as many columns have it, as ``trim(alias) <> ''``: "alias" is missing."""
    for shape, words in FAMILIES:
        if found := re.fullmatch(shape, check):
            parts = found.groupdict() | {"column": column_words(found["column"])}
            return words.format_map({name: part.replace("'", "") for name, part in parts.items()})
    return None
