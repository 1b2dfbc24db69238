"""Which links may be fetched, and which addresses are public."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from quizapp.errors import InputError

MAX_LENGTH = 2_000
PORTS = {"http": 80, "https": 443}
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96",  # NAT64: an IPv4 address in IPv6 clothes
        "64:ff9b:1::/48",
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
        "::/96",  # IPv4-compatible
        "fec0::/10",  # site-local
        "192.88.99.0/24",  # 6to4 relays
        "100.64.0.0/10",  # shared by a provider's customers
    )
)
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may be fetched: its parts as they are sent, ``host`` in ASCII."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The link in full, without what follows a #."""
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.authority}{port}{self.target}"

    @property
    def authority(self) -> str:
        """The host as it stands in a link."""
        return f"[{self.host}]" if ":" in self.host else self.host


def check_link(url: str) -> Link:
    """The parts of ``url``. `InputError` unless it is http or https, on the usual ports, with no name or password."""
    shown = shorten(url)
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise InputError(f"'{shown}' is not a web address: copy it again from your browser.", field="url") from error
    if parts.scheme.lower() not in PORTS or not host or len(url) > MAX_LENGTH or _ODD.search(url):
        raise InputError(
            f"'{shown}' is not a web address: it starts with https:// or http:// and has no spaces.", field="url"
        )
    if parts.username is not None or parts.password is not None:
        raise InputError(f"'{shown}' has a name or password in it: leave them out.", field="url")
    scheme = parts.scheme.lower()
    port = PORTS[scheme] if port is None else port
    if port not in PORTS.values():
        raise InputError(f"'{shown}' names port {port}: only pages on the usual ports are fetched.", field="url")
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise InputError(f"'{shown}' has no valid host name in it: check the link.", field="url") from error
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Link(scheme, ascii_host.lower(), port, target)


def is_public(address: str) -> bool:
    """True when ``address`` belongs to the public internet, whatever IPv6 clothes it comes in."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # A zone, or no address at all.
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if any(ip in network for network in _NOT_PUBLIC if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def shorten(url: str) -> str:
    """``url`` as it stands in a message of one line."""
    url = " ".join(url.split())
    return url if len(url) <= 80 else f"{url[:79]}…"
