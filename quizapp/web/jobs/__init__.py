"""Long work: what it is doing, stopping it, trying it again, its result."""

from quizapp.web.jobs.routes import bp

__all__ = ["bp"]
