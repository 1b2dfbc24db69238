"""Opening the zip archives that Word files and books are, after adding up what they would unpack to."""

import io
import zipfile
import zlib

from quizapp.errors import InputError

MAX_UNPACKED = 60_000_000
MAX_MEMBERS = 5_000
MAX_MEMBER = 20_000_000


def open_zip(data: bytes, *, name: str, kind: str) -> zipfile.ZipFile:
    """The archive in ``data``. `InputError` when it is none, unpacks to too much, or is locked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(f"{name} is not {kind}, or is damaged: save or download it again.") from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise InputError(
            f"{name} unpacks to more than {MAX_UNPACKED // 1_000_000} MB: leave its pictures out, or paste the text."
        )
    if any(member.flag_bits & 1 for member in members):
        raise InputError(f"{name} is locked with a password: save it without one.")
    return archive


def read_member(archive: zipfile.ZipFile, member: str, *, name: str) -> bytes:
    """One file of the archive. `InputError` when it is missing, damaged or too large."""
    try:
        if archive.getinfo(member).file_size > MAX_MEMBER:
            raise InputError(f"{name}: its part {member[:80]} is too large: paste the text instead.")
        return archive.read(member)
    except KeyError as error:
        raise InputError(f"{name} lacks its part {member[:80]}: save or download it again.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise InputError(f"{name} is damaged in its part {member[:80]}: save or download it again.") from error
