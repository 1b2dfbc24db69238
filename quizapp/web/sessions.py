"""The browser's session and the token of its forms, with each signature checked once and not at every request."""

from time import monotonic

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_wtf import CSRFProtect

from quizapp.web.arrival import FORM

_MOST = 1000
"""Cookies and tokens that are kept at once."""
_SECONDS = 3600
"""How long an opened session is kept: a cookie's age is looked at anew after that."""


class KeptSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie; what one held is kept by the header that it came in."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, dict[str, str]]] = {}

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the request's cookie holds; an empty session where that is not signed by us."""
        cookies = request.environ.get("HTTP_COOKIE", "")
        until, values = self._kept.get(cookies, (0.0, {}))
        if monotonic() < until:
            return self.session_class(values)
        opened = super().open_session(app, request)
        if opened and all(isinstance(value, str) for value in opened.values()):  # which nobody can change in place
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[cookies] = (monotonic() + _SECONDS, dict(opened))
        return opened

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie where what it holds has changed; say that the answer hangs on it where it was looked at."""
        if not session or session.modified or session.permanent or "Vary" in response.headers:
            super().save_session(app, session, response)
        elif session.accessed:
            response.headers["Vary"] = "Cookie"


class KeptTokens(CSRFProtect):  # type: ignore[misc]
    """The check of each form's token; a token that was found good stays good in its session, as none ever runs out."""

    def __init__(self, app: Flask) -> None:
        self._good: set[tuple[str, str]] = set()
        super().__init__(app)

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse the request when its form lacks the session's token."""
        environ = request.environ
        is_form = environ["REQUEST_METHOD"] == "POST" and environ.get("CONTENT_TYPE", "").startswith(FORM)
        is_secure = environ["wsgi.url_scheme"] != "http"
        if not is_form or is_secure or (apply_exemptions and self._is_exempt()):
            super().protect(apply_exemptions=apply_exemptions)
            return
        pair = (request.form.get("csrf_token", ""), session.get("csrf_token", ""))
        if pair not in self._good:
            super().protect(apply_exemptions=apply_exemptions)
            if len(self._good) >= _MOST:
                self._good.clear()
            self._good.add(pair)
        g.csrf_valid = True
