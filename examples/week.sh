# One week at the front desk of Lakeside Endodontics. Run it line by line, or: sh examples/week.sh
export REF_DB="${REF_DB:-week.db}" REF_USER="${REF_USER:-tina}"

# Before the first day: whose book it is, and what the old spreadsheet says.
ref --as-of 2026-11-16 init --practice "Lakeside Endodontics" --state WA --zip 98101
ref --as-of 2026-11-16 import examples/referrals.csv --dry-run
ref --as-of 2026-11-16 import examples/referrals.csv

# Monday: two calls.
ref --as-of 2026-11-16 add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"
ref --as-of 2026-11-16 add "Ann Ray" --from "Maria Lopez" --kind patient

# Tuesday: the liaison drops in at the new office.
ref --as-of 2026-11-17 visit "chen family" --met "Dr. Chen, Tina (front desk)" --brought "referral pads, cards" --next "bring pads in Spanish"
ref --as-of 2026-11-17 add "Sam O'Neil" --from "dr chen" --status scheduled

# Wednesday: nobody asked the first one; the second came by herself.
ref --as-of 2026-11-18 add "Cy Ito" --from unknown
ref --as-of 2026-11-18 add "Bo Kim" --from none

# Thursday: Maria Lopez was seen, Dr. Chen gets his thank-you.
ref --as-of 2026-11-19 referral status 10 seen --value 1450
ref --as-of 2026-11-19 done T11

# Friday: a slip of the finger, and its remedy.
ref --as-of 2026-11-20 add "Zoe Quinn" --from "dr kim"
ref --as-of 2026-11-20 undo

# What may go out with the season's greetings? First ask, then buy, then record.
ref --as-of 2026-11-20 policy use --state WA --no-dhs
ref --as-of 2026-11-20 gift check "chen family" "holiday cookies" --value 14 --occasion christmas
ref --as-of 2026-11-20 gift add "chen family" "holiday cookies" --value 14 --occasion christmas --by tina --approved-by "Dr. Ray" --receipt 4711
ref --as-of 2026-11-20 gift list

# Monday again: the list, and who sends us people.
ref --as-of 2026-11-23 due
ref --as-of 2026-11-23 top --since 2026-01-01
