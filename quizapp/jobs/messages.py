"""Huey as the queue opens it, imported where a queue is used: it brings drivers of databases with it."""

import json
from typing import Any

from huey import RedisHuey, SqliteHuey
from huey.api import Huey
from huey.registry import Message
from huey.serializer import Serializer
from redis.exceptions import RedisError

from quizapp.config import Settings

__all__ = ["RedisError", "open_huey"]


class JsonSerializer(Serializer):  # type: ignore[misc]
    """Messages as JSON: whoever can write to the queue can't have code run by it, as with pickles."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Any:
        read = json.loads(data)
        return Message(*read) if isinstance(read, list) else read


def open_huey(name: str, settings: Settings) -> Huey:
    """The queue of that name in Redis where the settings have one, else in the data folder."""
    options = {"serializer": JsonSerializer(), "results": False}
    if settings.redis_url is None:
        return SqliteHuey(name, filename=str(settings.data_dir / "queue.sqlite3"), **options)
    return RedisHuey(name, url=settings.redis_url, **options)
