"""Patients, sources and all that has a number: found by what somebody types, and told whole."""
