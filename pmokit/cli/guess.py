"""How commands take a guess of a project list's columns: shown, saved, or accepted."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pmokit.errors import InputError

Accept = Annotated[bool, typer.Option("--accept", help="Take a guessed mapping without asking.")]
SaveMap = Annotated[
    Path | None,
    typer.Option(help="Write the guessed mapping of a project list to this file, and do nothing else."),
]


def confirm_guess(*, accept: bool, quiet: bool = False) -> Callable[[str, Any], bool]:
    """Return what is asked whether a guess is right: accepted at once, asked for on a terminal, else refused.

    Parameters
    ----------
    accept
        Whether the person has accepted it already; what the guess leaves open is then said.
    quiet
        Whether what is said stays out of the output, as somebody reads that as JSON.
    """

    def confirm(preview: str, guess: Any) -> bool:
        if accept:
            for point in guess.open_points:
                typer.echo(f"Open: {point}.", err=quiet)
            return True
        if not sys.stdin.isatty():
            return False
        typer.echo(preview, err=quiet)
        return typer.confirm("Use this mapping?", err=quiet)

    return confirm


def save_guess(projects: Path, target: Path) -> None:
    """Write the guessed mapping of a project list to a file, and say what to do with it.

    Parameters
    ----------
    projects
        The list.
    target
        The file to write.

    Raises
    ------
    InputError
        If the list cannot be read, or there is such a file already, or it cannot be written.
    """
    from pmokit.exchange.mapping_choice import guess_layout, show_guess  # noqa: PLC0415 - commands start fast
    from pmokit.exchange.mapping_text import mapping_text  # noqa: PLC0415
    from pmokit.exchange.whole_file import whole_file  # noqa: PLC0415

    if target.exists():
        raise InputError(f"{target} is there already. Name another file, or delete it.")
    guess, table = guess_layout(projects)
    with whole_file(target) as part:
        part.write_text(mapping_text(guess, table), encoding="utf-8")
    todo = (
        "Settle what is open in it" if guess.is_complete else "It lists all headers: fill in the fields that it lacks"
    )
    typer.echo(f"{show_guess(guess, table)}\nMapping: {target}. {todo}, then use it with --map {target}.")
