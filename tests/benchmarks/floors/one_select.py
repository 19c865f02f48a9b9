"""The least that a program on these libraries does: one table, one database, one select."""

import typer
from rich.table import Table
from sqlalchemy import URL
from sqlmodel import Field, Session, SQLModel, create_engine, select

app = typer.Typer()


class Source(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str


@app.command()
def first_source(database: str) -> None:
    """Print the first source."""
    engine = create_engine(URL.create("sqlite", database=database))
    with Session(engine) as session:
        source = session.exec(select(Source)).first()
    typer.echo(f"{Table.__name__} {source}")


app()
