"""A PostgreSQL server that is gone without a word is not waited for by the hour."""

import socket
import sys

import pytest
from django.db import connection


@pytest.mark.django_db
@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere these options have other names, or none.")
def test_a_connection_asks_whether_the_server_is_still_there():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server.")
    connection.ensure_connection()
    with socket.socket(fileno=socket.dup(connection.connection.fileno())) as line:
        idle, most = socket.TCP_KEEPIDLE, socket.TCP_USER_TIMEOUT
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert (line.getsockopt(socket.IPPROTO_TCP, idle), line.getsockopt(socket.IPPROTO_TCP, most)) == (30, 60_000)
