"""The process that fetches: it loads what sources need, once, and forks for each fetch."""

import socket

from vitalfew.sources.forking import Forking


def main() -> None:
    """Fork until whoever asks has gone, or has asked nothing for a minute."""
    Forking(socket.socket(fileno=0)).run()


if __name__ == "__main__":
    main()
