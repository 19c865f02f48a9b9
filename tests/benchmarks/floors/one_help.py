"""The least that any typer program does: import it and print one help."""

import typer

app = typer.Typer()


@app.command()
def greet(name: str) -> None:
    """Say hello."""
    typer.echo(f"Hello {name}")


app()
