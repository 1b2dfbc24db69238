"""The verbs that work on the person's library."""

import contextlib
import signal
import socket
import threading
from datetime import UTC, datetime
from pathlib import Path

import click
import sqlalchemy
import sqlalchemy.exc

import quizapp
from quizapp.cli.command import complain, counted
from quizapp.cli.files import (
    writing,
)
from quizapp.cli.opening import Library, open_library
from quizapp.cli.server import make_server
from quizapp.config import NEURAL, RULES
from quizapp.errors import InputError, NotFoundError, SetupError
from quizapp.exchange import anki_text
from quizapp.jobs.consumer import DEFAULT_JOBS, working
from quizapp.services.decks import list_decks
from quizapp.services.samples import add_sample
from quizapp.services.transfer import EXPORTED, export_as
from quizapp.services.undo_import import list_imports, undo_import

SAMPLE = Path(quizapp.__file__).parent.parent / "decks" / "liang-wenfeng.txt"


@click.command("imports", epilog="Example: quizapp imports --undo 12")
@click.option("--undo", "number", type=int, metavar="NUMBER", help="Take that import back.")
def imports_(number: int | None) -> None:
    """List the files whose decks were imported, the newest first; or take one back.

    Notes that it added go with their cards, and what it changed becomes what it was. Notes that were studied or changed
    since stay as they are."""
    with open_library() as library:
        if number is None:
            found = list_imports(library.session, library.owner_id)
            if not found:
                click.echo("No deck was imported yet: quizapp import biology.apkg.")
            for one in found:
                day = one.made_at.astimezone(library.calendar.zone)
                after = "  taken back" if one.undone_at else ""
                counts = f"{one.added:>6} added {one.updated:>6} updated"
                click.echo(f"{one.id:>5}  {day:%Y-%m-%d %H:%M} {counts}   {one.name}{after}")
            return
        place = (library.session, library.owner_id, number)
        plan = undo_import(*place, now=datetime.now(UTC), media=library.settings.media_dir)
        restored = "1 note or card" if plan.restored == 1 else f"{plan.restored} notes and cards"
        stay = "1 stays: it was" if plan.kept == 1 else f"{plan.kept} stay: they were"
        left = f" {stay} studied or changed since." if plan.kept else ""
        click.echo(f"Taken back: {counted(plan.removed, 'note')} removed, {restored} restored.{left}")


@click.command(epilog="Example: quizapp export 'Liang Wenfeng' -o liang.apkg")
@click.argument("deck")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="The file to write: .apkg, .txt, .tsv, .csv, .md, .zip or .yaml.",
)
@click.option("--with-schedule", is_flag=True, help="Take the schedule and all reviews along (.apkg).")
@click.option(
    "--own-note-types",
    is_flag=True,
    help="Keep quizapp's note types (.txt, .tsv, .csv): for a library, or an Anki, that has them.",
)
def export(deck: str, output: str, with_schedule: bool, own_note_types: bool) -> None:
    """Write a deck (its name or number) as a package for Anki (.apkg), in Anki's text format (.txt, .tsv, .csv), as a
    Markdown deck (.md, or .zip with its pictures and sounds) or as a deck file (.yaml).

    In the text format quizapp's notes are Basic and Cloze notes, which every Anki has, unless --own-note-types keeps
    them as they are."""
    suffix = Path(output).suffix.lower()
    if suffix not in EXPORTED:
        raise click.UsageError(f"-o {output}: the name must end in {', '.join(EXPORTED[:-1])} or {EXPORTED[-1]}.")
    if with_schedule and suffix != ".apkg":
        raise click.UsageError("--with-schedule: only a package for Anki (.apkg) holds a schedule.")
    if own_note_types and suffix not in anki_text.SUFFIXES:
        raise click.UsageError("--own-note-types: only for Anki's text format (.txt, .tsv, .csv).")
    with open_library() as library:
        decks = list_decks(library.session, library.owner_id, now=datetime.now(UTC), calendar=library.calendar)
        found = [one for one in decks if one.name == deck] or [one for one in decks if str(one.id) == deck]
        if not found:
            names = ", ".join(f"'{one.name}'" for one in decks) or "none yet"
            raise NotFoundError(f"There is no deck '{deck}'. Decks: {names}.")
        exported = export_as(
            library.session,
            library.owner_id,
            found[0].id,
            suffix=suffix,
            with_schedule=with_schedule,
            own_types=own_note_types,
            media=library.settings.media_dir,
        )
        if suffix == ".md" and not exported.name.endswith(suffix):
            other = Path(output).with_suffix(".zip")
            raise InputError(f"{output}: the deck has pictures or sounds, which a .md can't hold: -o {other}.")
        for line in exported.left_out:
            complain(f"quizapp: {output}, left out: {line}")
        with writing(output) as out:
            out.write(exported.data)


@click.command(epilog="Example: quizapp due")
def due() -> None:
    """List the decks with what there is to study now."""
    with open_library() as library:
        decks = list_decks(library.session, library.owner_id, now=datetime.now(UTC), calendar=library.calendar)
    if not decks:
        click.echo("No decks yet: quizapp import article.txt, then quizapp serve to keep its cards.")
    for deck in decks:
        click.echo(f"{deck.new:>5} new {deck.learning:>5} learning {deck.due:>5} due   {deck.name}")


@click.command(epilog="Example: quizapp serve --port 8080 --no-browser")
@click.option("--host", help="Where to listen. Default: HOST, else 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="Default: PORT, else 5000.")
@click.option("--no-browser", is_flag=True, help="Don't open a browser window.")
@click.option(
    "--neural",
    is_flag=True,
    help='Let the small model word cards beside the rules, until others are chosen on the library\'s page "Writers".',
)
def serve(host: str | None, port: int | None, no_browser: bool, neural: bool) -> None:
    """Serve the library to the browser on this computer."""
    usual = (RULES, NEURAL) if neural else None
    given = (("host", host), ("port", port), ("usual_writers", usual))
    changed = {name: value for name, value in given if value is not None}
    with open_library(**changed) as library:
        host, port = library.settings.host, library.settings.port
        listening = _listen(host, port)
        _add_sample(library)
        server = make_server(library.app, listening)
        settings = library.settings
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        complain("quizapp: there are no accounts yet, so other computers are refused wherever it listens.")
        host = "localhost"
    url = f"http://{f'[{host}]' if ':' in host else host}:{server.effective_port}"
    click.echo(f"Your library is at {url} (Ctrl+C stops)", err=True)
    if not no_browser:
        click.launch(url)
    with contextlib.ExitStack() as stack:
        if settings.redis_url is None:  # otherwise `quizapp worker` does the long work
            stack.enter_context(working(settings, jobs=DEFAULT_JOBS))
        stack.enter_context(contextlib.suppress(KeyboardInterrupt))
        server.run()
    server.close()


@click.command(epilog="Example: quizapp worker --jobs 2")
@click.option("--jobs", type=click.IntRange(1, 64), default=DEFAULT_JOBS, show_default=True, help="How many at once.")
def worker(jobs: int) -> None:
    """Do the long work of a library: from the queue in QUIZAPP_REDIS_URL, on as many hosts as you like.

    Without that setting `quizapp serve` does it by itself; a worker is then of use beside another WSGI server."""
    with open_library() as library:
        settings = library.settings
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with working(settings, jobs=jobs):
        click.echo(f"Waiting for work on {settings.redis_url or settings.data_dir} (Ctrl+C stops)", err=True)
        stop.wait()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        other = "HOST=127.0.0.1" if isinstance(error, socket.gaierror) else "PORT=5001"
        raise SetupError(f"Can't listen on {host}:{port} ({why}): choose another with {other}.") from error


def _add_sample(library: Library) -> None:
    if SAMPLE.is_file():
        add_sample(
            library.session,
            library.owner_id,
            SAMPLE,
            now=datetime.now(UTC),
            generate=library.app.extensions["quizapp"].generate,
        )


@click.group()
def db() -> None:
    """Look after the library's tables."""


@db.command(epilog="Example: quizapp db upgrade")
def upgrade() -> None:
    """Bring the library's tables up to date."""
    with open_library() as library:
        url = sqlalchemy.make_url(library.settings.database_url)
        click.echo(f"Up to date: {url.render_as_string(hide_password=True)}")
