"""The book of the quick tests of trust, harmed here in more ways than a quick test has time for."""

from tests.storage.trust.conftest import content, full

__all__ = ["content", "full"]
