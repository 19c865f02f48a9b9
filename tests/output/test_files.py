import subprocess
import sys
from pathlib import Path

import pytest

from refcli.errors import UsageError
from refcli.output.files import WRITERS, check_suffix, report_file
from tests.output.sample_report import sample_report


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_report_is_written_by_the_ending_of_the_name(suffix: str) -> None:
    content = report_file(sample_report(), Path(f"Report{suffix.upper()}"))

    assert content == WRITERS[suffix](sample_report())
    assert content.startswith(b"\xef\xbb\xbf") is (suffix == ".csv")  # Excel looks for the mark
    assert suffix == ".xlsx" or b"\r" not in content


def test_an_unknown_ending_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as refused:
        check_suffix(Path("october.docx"))

    assert str(refused.value) == (
        "october.docx has no ending that is known: .xlsx, .html, .pdf, .md, .csv, .json"
    )


def test_templates_are_imported_only_for_a_page() -> None:
    code = "import sys, refcli.output.files; sys.exit('jinja2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
