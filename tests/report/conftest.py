"""The sample practice's month, made once for all that is compared with it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from refcli.cli import app
from refcli.core.output.document import Report
from tests.conftest import TODAY
from tests.report.october import Ask, Rows, month_of


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample practice's book."""
    folder = tmp_path_factory.mktemp("practice")
    runner = CliRunner(env={"REF_AS_OF": TODAY.isoformat(), "REF_USER": "tina"})
    assert runner.invoke(app, ["demo", "--folder", str(folder)]).exit_code == 0
    return folder / "demo.db"


@pytest.fixture(scope="session")
def report(file: Path) -> Report:
    return replace(month_of(file), whole=True)


@pytest.fixture(scope="session")
def ask(file: Path) -> Iterator[Ask]:
    """Plain SQL to the book, with today as :today."""
    with closing(sqlite3.connect(file)) as db:

        def run(sql: str, **values: object) -> Rows:
            return db.execute(sql, {"today": TODAY.isoformat(), **values}).fetchall()

        yield run
