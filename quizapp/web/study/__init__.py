"""One card at a time: question, answer, grade, and what else can be done with it."""

from quizapp.web.study import actions
from quizapp.web.study.routes import bp

__all__ = ["actions", "bp"]
