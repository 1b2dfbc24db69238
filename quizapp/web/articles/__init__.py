"""Adding an article, reading it, deleting it."""

from quizapp.web.articles.routes import CHECK_THEIR_OWN_TOKEN, bp

__all__ = ["CHECK_THEIR_OWN_TOKEN", "bp"]
