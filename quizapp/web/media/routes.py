"""/media/<name>: a picture or sound, with a type that can't run anything."""

from pathlib import PurePath

from flask import Blueprint, abort, send_file
from flask.typing import ResponseReturnValue

from quizapp.services.media import media_file
from quizapp.web.context import owner, session, web
from quizapp.web.headers import POLICY, policy

bp = Blueprint("media", __name__)

TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".avif": "image/avif", ".bmp": "image/bmp", ".svg": "image/svg+xml", ".mp3": "audio/mpeg", ".ogg": "audio/ogg",
    ".oga": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".m4a": "audio/mp4", ".flac": "audio/flac",
    ".mp4": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg",
}  # fmt: skip
"""What a browser may show; anything else is only downloaded."""


@bp.get("/media/<name>")
def file(name: str) -> ResponseReturnValue:
    """The file that notes call ``name``."""
    path = media_file(session(), owner().id, name, folder=web().settings.media_dir)
    if path is None:
        abort(404)
    kind = TYPES.get(PurePath(name).suffix.lower())
    response = send_file(
        path, mimetype=kind or "application/octet-stream", as_attachment=kind is None, download_name=name, max_age=3600
    )
    # A drawing opened by itself is a document: it gets no scripts and no origin.
    response.headers[POLICY] = policy({"default-src": "'none'", "style-src": "'unsafe-inline'", "sandbox": ""})
    return response
