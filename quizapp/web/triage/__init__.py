"""Keep, edit or drop each draft beside the sentence it came from."""

from quizapp.web.triage.routes import CHECK_THEIR_OWN_TOKEN, bp

__all__ = ["CHECK_THEIR_OWN_TOKEN", "bp"]
