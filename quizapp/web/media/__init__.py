"""Pictures and sounds that notes show."""

from quizapp.web.media.routes import bp

__all__ = ["bp"]
