"""Refuses connections to addresses that are not public, where the socket connects: at every hop, after every lookup.

What dials in C does not pass here: give it the address that `pinned` has checked.
"""

import ipaddress
import socket
import sys
from collections.abc import Iterable
from functools import cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = frozenset[tuple[str, int | None]]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_SPECIAL = tuple(  # reserved, and public to the `ipaddress` of an older Python
    ipaddress.ip_network(each) for each in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")
)
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})  # public by its number, answers only inside Azure
_CONNECTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


class Refused(OSError):
    """A connection that must not be made, and who can allow it."""


def allowance(entries: Iterable[str]) -> Allowed:
    """What 'host', 'host:port', an address, '[address]:port' or a network ('10.0.0.0/8') opens."""
    return frozenset(_entry(entry.strip()) for entry in entries if entry.strip())


def check(address: tuple[object, ...], *, allowed: Allowed = frozenset()) -> None:
    """Raise `Refused` unless the address that is dialled is public or allowed; a name is no address."""
    host = str(address[0])
    port = address[1] if len(address) > 1 and isinstance(address[1], int) else None
    try:
        dialled = _inner(ipaddress.ip_address(host.split("%")[0]))
    except ValueError:
        raise Refused(f"{host[:100]} is a name where an address is dialled.") from None
    if _public(dialled) or any(_opens(entry, dialled, port) for entry in allowed):
        return
    raise Refused(
        f"{_shown(host, port)} is not a public address; an administrator can allow it by name in VITALFEW_EGRESS_ALLOW."
    )


def install(allowed: Iterable[str]) -> None:
    """Guard every Python socket of this process from now on; it cannot be undone."""
    opened = allowance(allowed)

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event in _CONNECTS:
            _check_socket(args, opened)

    sys.addaudithook(hook)


def pinned(host: str, port: int, allowed: Iterable[str]) -> str:
    """The checked address of a host, for drivers that dial in C; raises `Refused`, and OSError where it has none."""
    return pinned_all(host, port, allowed)[0]


def pinned_all(host: str, port: int, allowed: Iterable[str]) -> list[str]:
    """All addresses of a host that may be dialled, in the order to try them; raises like `pinned`."""
    opened, passed, refused = allowance(allowed), [], Refused(f"{host[:100]} has no address.")
    for found in dict.fromkeys(map(str, _resolved(host))):
        try:
            check((found, port), allowed=opened)
        except Refused as error:
            refused = error
        else:
            passed.append(found)
    if not passed:
        raise refused
    return passed


def _check_socket(args: tuple[object, ...], allowed: Allowed) -> None:
    sock, address = args[0], args[1]
    if address is None:  # a datagram to where the socket is connected already
        return
    if not isinstance(sock, socket.socket | socket.SocketType) or sock.family not in (socket.AF_INET, socket.AF_INET6):
        raise Refused("Only connections over the internet's protocols are made here.")
    if not isinstance(address, tuple):
        raise Refused("Only addresses with a port are dialled here.")
    check(address, allowed=allowed)


def _shown(host: str, port: int | None) -> str:
    """As it is allowed: another port of the same host may be."""
    return host if port is None else f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _entry(text: str) -> tuple[str, int | None]:
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        return host.lower(), int(rest[1:]) if rest[1:].isdecimal() else None
    host, colon, port = text.rpartition(":")
    if colon and ":" not in host and port.isdecimal():
        return host.lower(), int(port)
    return text.lower(), None


def _inner(address: Address) -> Address:
    """The IPv4 address inside a mapped or a NAT64 one, else the address itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (
        address not in _GLOBAL_UNICAST or address.sixtofour is not None or address.teredo is not None
    ):
        return False
    if address in _METADATA or any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not address.is_multicast


def _opens(entry: tuple[str, int | None], address: Address, port: int | None) -> bool:
    host, only = entry
    if only is not None and only != port:
        return False
    try:
        return address in ipaddress.ip_network(host, strict=False)
    except ValueError:
        return address in _named(host)


@cache
def _named(host: str) -> frozenset[Address]:
    try:
        return frozenset(_resolved(host))
    except OSError:
        return frozenset()


def _resolved(host: str) -> list[Address]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [_inner(ipaddress.ip_address(str(each[4][0]).split("%")[0])) for each in found]
