"""What a screen does without, it does not wait for."""

import subprocess
import sys

CODE = """
import sys, refcli.commands.report, refcli.storage.report.front
print(*sorted(sys.modules))
"""


def test_the_first_page_imports_nothing_that_only_the_whole_report_needs() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)

    found = {*done.stdout.split()}
    assert "refcli.core.report.first_page" in found
    for name in ("facts", "further.facts", "quality", "first_visits", "document", "data"):
        assert f"refcli.core.report.{name}" not in found
    for name in ("due.list", "duties.rota", "occasions", "dealings.issues", "insurers"):
        assert f"refcli.core.{name}" not in found
