"""Who writes the cards of new articles, and what leaves this computer for it."""

from quizapp.web.writers.routes import CHECK_THEIR_OWN_TOKEN, bp

__all__ = ["CHECK_THEIR_OWN_TOKEN", "bp"]
