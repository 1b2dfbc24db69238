"""What a browser is told with every answer: what a page may load, that nobody frames it, whom it names to others."""

from collections.abc import Mapping

from flask import Flask, Response

POLICY = "Content-Security-Policy"


def policy(rules: Mapping[str, str]) -> str:
    """The rules as the header `POLICY` says them."""
    return "; ".join(f"{about} {sources}".rstrip() for about, sources in rules.items())


_OF_PAGES = policy(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        # Bootstrap's style sheet draws its ticks and arrows from data: addresses.
        "img-src": "'self' data:",
        "media-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
)
_OF_ALL = (
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "browsing-topics=()"),
)
_WITH_POLICY = (*_OF_ALL, (POLICY, _OF_PAGES))


def init_app(app: Flask) -> None:
    """Add them; an answer that has a policy of its own keeps it."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    response.headers.extend(_OF_ALL if POLICY in response.headers else _WITH_POLICY)
    return response
