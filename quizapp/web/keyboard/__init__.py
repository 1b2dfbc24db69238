"""The keys that press buttons, and a switch for those that are a single sign."""

from quizapp.web.keyboard.routes import bp

__all__ = ["bp"]
