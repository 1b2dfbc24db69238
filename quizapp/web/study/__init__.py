"""One card at a time: question, answer, grade."""

from quizapp.web.study.routes import bp

__all__ = ["bp"]
