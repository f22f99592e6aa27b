"""The application: its options, how it ends, and what all commands print with."""

import datetime as dt
import json
import logging
import os
import secrets
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

import pmokit
from pmokit.errors import Fault, InputError, PmokitError
from pmokit.warm.lean import lean_imports

app = typer.Typer(
    name="pmokit",
    help="Design, launch and scale a strategic Project Management Office.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
MapOption = Annotated[str | None, typer.Option("--map", help="Column mapping: an id of templates/mappings, or a file.")]
# Text, not a path: a path would fold the two slashes of postgresql+psycopg://user@host/database into one.
EngagementFile = Annotated[
    str, typer.Argument(metavar="FILE", help="The engagement file, such as acme.pmokit, or a PostgreSQL address.")
]
ThemeOption = Annotated[
    str | None,
    typer.Option("--theme", metavar="ID|FILE", help="The look: an id of templates/themes, or a YAML file of your own."),
]
OUR_FAULT = 3


def main() -> NoReturn:
    """Run the command line: 0 done, 1 the input is at fault, 2 usage, 3 a fault of ours."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with lean_imports():
            app()
    except PmokitError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) has enough; writing on would only complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001
        _own_fault(error)
    sys.exit(0)


def _own_fault(error: Exception) -> NoReturn:
    import platformdirs  # noqa: PLC0415

    number = secrets.token_hex(3).upper()
    folder = Path(platformdirs.user_log_dir("pmokit"))
    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=folder / "pmokit.log", format="%(asctime)s %(message)s")
    logging.getLogger("pmokit").error("fault %s", number, exc_info=error)
    typer.echo(
        f"Something went wrong inside pmokit (code {number}). The details are in {folder / 'pmokit.log'}.", err=True
    )
    sys.exit(OUR_FAULT)


def print_json(value: Any) -> None:
    """Print plain values as JSON; NaN is no JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def today() -> dt.date:
    """Return today's date; nothing below the commands reads the clock for it."""
    return dt.datetime.now(tz=dt.UTC).date()


def check_folder(out: Path) -> None:
    """Check that a folder for files can be written or made, before anything is computed for it.

    Parameters
    ----------
    out
        The folder; need not be there.

    Raises
    ------
    InputError
        If a file stands in its place or above it, or it may not be written.
    """
    out = out.resolve()
    there = next(one for one in (out, *out.parents) if one.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        what = "it may not be written" if there.is_dir() else f"{there} is a file"
        raise InputError(Fault(str(out), what, "a folder that you may write to", "Choose another one with --out"))


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"pmokit {pmokit.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda value: _version(wanted=value), is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Design, launch and scale a strategic Project Management Office."""


def use_theme(name: str | None, engagement: str | Path = "") -> None:
    """Take a theme for this process and all kernels that it starts.

    The one that is named comes first, then ``theme.yaml`` beside the engagement, then what the environment says, then the kit's default.

    Parameters
    ----------
    name
        Id or file; None = none is named.
    engagement
        File or address of the engagement; empty = none.

    Raises
    ------
    ContentError
        If there is no such theme, or it has faults.
    """
    from pmokit.content.library import BESIDE, THEME_VARIABLE, load_theme, theme_ids  # noqa: PLC0415 - commands start fast

    beside = Path(engagement).parent / BESIDE
    if name is None and engagement and Path(engagement).is_file() and beside.is_file():
        name = str(beside)

    load_theme(name or "")
    if name is not None:
        os.environ[THEME_VARIABLE] = name if name in theme_ids() else str(Path(name).resolve())
