"""The address that a server listens on: whether it is free, and when it answers."""

import errno
import socket
import time

from vitalfew.cli.errors import InputError


def free_port(host: str, port: int) -> int:
    """The port to listen on, a free one for 0; a port that is taken or an unknown host raises `InputError`.

    Servers that share a port start in silence and split the visitors between them, so it is tried alone first.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise InputError(f"{host} is not an address of this machine", what_to_do="Try --host 127.0.0.1.") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as error:
            raise InputError(_refusal(host, port, error), what_to_do=_remedy(error)) from error
        return int(probe.getsockname()[1])


def url(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    known = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{known}:{port}"


def wait_until_live(host: str, port: int, *, seconds: float) -> bool:
    """Ask for /livez until it is answered; False when `seconds` pass without an answer."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if _lives(target, port):
            return True
        time.sleep(0.05)
    return False


def _lives(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=5) as connection:
            connection.sendall(f"GET /livez HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
            return connection.recv(64).startswith(b"HTTP/1.1 ")
    except OSError:
        return False


def _refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Something already listens on {host}, port {port}"
    return f"Cannot listen on {host}, port {port}: {error.strerror}"


def _remedy(error: OSError) -> str:
    if error.errno == errno.EACCES:
        return "Choose a port from 1024 on."
    return "Choose another with --port, or --port 0 for any that is free."
