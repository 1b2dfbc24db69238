"""FSRS parameters fitted to one's own reviews: start a fit, look at it, take it."""

from quizapp.web.fits.routes import bp

__all__ = ["bp"]
