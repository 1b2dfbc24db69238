"""Who may use the app while it has no accounts: a person at this computer."""

import re
from functools import lru_cache
from ipaddress import IPv6Address, ip_address

from flask import Flask, Response, make_response, render_template, request

from quizapp.web.context import web

_HOST = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
_FORWARDED = {"HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP"}


def init_app(app: Flask) -> None:
    """Refuse every request that does not come from this computer, before anything else looks at it."""
    app.before_request(_refuse_strangers)


@lru_cache
def is_loopback(address: str | None) -> bool:
    """True when the peer ``address`` is this computer's own."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return ip.is_loopback


@lru_cache
def is_trusted_host(host: str | None, trusted: tuple[str, ...]) -> bool:
    """True when the Host header ``host`` names one of ``trusted``; the port does not count."""
    match = _HOST.fullmatch(host or "")
    return match is not None and match["name"].lower() in {name.lower() for name in trusted}


def _refuse_strangers() -> Response | None:
    # A proxy on this computer makes the whole world look like loopback, so a forwarded request is a stranger's too.
    if is_loopback(request.remote_addr) and _FORWARDED.isdisjoint(request.environ):
        # A page of another site can point a name of its own at 127.0.0.1; the Host header tells.
        if is_trusted_host(request.environ.get("HTTP_HOST"), web().settings.trusted_hosts):
            return None
        reason = "host"
    else:
        reason = "peer"
    return make_response(render_template("refused.html", reason=reason), 403)
