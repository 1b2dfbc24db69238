"""Custom study: a round through chosen cards, apart from what is due."""

from quizapp.web.custom.routes import bp

__all__ = ["bp"]
