"""Pictures and sounds: in with a package, out with one, and shown."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path, PurePath

from quizapp.errors import InputError
from quizapp.exchange.markdown_zip import MAX_MEDIA, MEDIA
from quizapp.storage import media
from quizapp.storage.database import DbSession
from quizapp.storage.rows import MediaRow


def media_file(session: DbSession, owner_id: int, name: str, *, folder: Path) -> Path | None:
    """Where the file is that notes call ``name``; None when there is none."""
    row = media.media_named(session, owner_id, [name]).get(name)
    path = None if row is None else media.path_of(folder, row.sha256)
    return path if path is not None and path.is_file() else None


def take_media(
    session: DbSession,
    owner_id: int,
    given: Mapping[str, bytes],
    wanted: Collection[str],
    *,
    folder: Path,
    tell: Callable[[int, int], object] = lambda _done, _total: None,
) -> tuple[dict[str, str], list[str]]:
    """Keep the given files that are wanted: those that go by another name now, and what was left out and why.

    ``tell`` is told before each file how many are done, of how many.

    A file whose name stands for other content here already gets a name of its own.
    """
    names = [name for name in given if name in wanted]
    there = {name: row.sha256 for name, row in media.media_named(session, owner_id, names).items()}
    renamed: dict[str, str] = {}
    skipped = []
    for place, name in enumerate(names):
        tell(place, len(names))
        try:
            content = given[name]
        except InputError as error:
            skipped.append(f"media {name!r}: {error.message}")
            continue
        digest = media.store(folder, content)
        if there.get(name) == digest:
            continue
        if name in there:
            own = PurePath(name)
            renamed[name] = f"{own.stem[:200]}-{digest[:12]}{own.suffix[:20]}"
            if media.media_named(session, owner_id, [renamed[name]]):
                continue
        row = MediaRow(owner_id=owner_id, name=renamed.get(name, name), sha256=digest, size=len(content))
        session.add(row)
        session.flush()
    return renamed, skipped


class StoredMedia(Mapping[str, bytes]):
    """The stored files of some names, each read when it is asked for."""

    def __init__(self, session: DbSession, owner_id: int, names: Collection[str], *, folder: Path) -> None:
        rows = media.media_named(session, owner_id, names)
        paths = {name: media.path_of(folder, row.sha256) for name, row in sorted(rows.items())}
        self._paths = {name: path for name, path in paths.items() if path.is_file()}

    def __getitem__(self, name: str) -> bytes:
        return self._paths[name].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class Renamed(Mapping[str, bytes]):
    """Files under other names, each read when it is asked for: ``names`` are their own by the new ones."""

    def __init__(self, files: Mapping[str, bytes], names: Mapping[str, str]) -> None:
        self._files, self._names = files, names

    def __getitem__(self, name: str) -> bytes:
        return self._files[self._names[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class FilesBeside(Mapping[str, bytes]):
    """The pictures and sounds in a folder and those below it, by their path from there, each read when it is asked for.

    The path may begin with ``@/``, as hashcards writes one from the top.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def __getitem__(self, address: str) -> bytes:
        path = self._path(address)
        if path is None:
            raise KeyError(address)
        return path.read_bytes()

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and self._path(address) is not None

    def __iter__(self) -> Iterator[str]:
        found = (path for path in self._folder.rglob("*") if path.suffix.lower() in MEDIA and path.is_file())
        return (path.relative_to(self._folder).as_posix() for path in found)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _path(self, address: str) -> Path | None:
        """The file, when it is a picture or sound, within the folder and not too large."""
        path = (self._folder / address.removeprefix("@/")).resolve() if "\x00" not in address else self._folder
        is_media = path.suffix.lower() in MEDIA and path.is_relative_to(self._folder) and path.is_file()
        return path if is_media and path.stat().st_size <= MAX_MEDIA else None
