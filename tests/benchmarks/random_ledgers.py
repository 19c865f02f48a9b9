"""Do the check, the audit and a plain sum agree on every limit, over many random ledgers?

Run: python -m tests.benchmarks.random_ledgers [--ledgers 10000]. The properties are those of the
tests, each with so many ledgers; the first ledger on which they disagree is printed.
"""

import argparse
import sys

from hypothesis import HealthCheck, settings

from tests.core.audit import test_ledgers_at_random as properties

PROPERTIES = (
    properties.test_check_audit_and_a_plain_sum_agree_on_every_limit_of_a_year,
    properties.test_what_was_refused_at_entry_is_what_the_audit_finds_in_whatever_order_it_came,
    properties.test_split_or_given_to_family_and_staff_is_the_same_as_one_direct_gift,
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ledgers", type=int, default=10_000)
    many = parser.parse_args().ledgers
    thorough = settings(
        max_examples=many,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    for agrees in PROPERTIES:
        thorough(agrees)()
        name = agrees.__name__.removeprefix("test_").replace("_", " ")
        sys.stdout.write(f"{many:,} ledgers: {name}\n")


if __name__ == "__main__":
    main()
