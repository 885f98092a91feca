"""`vitalfew serve`: a supervisor without Django, and the workers that answer."""

import multiprocessing
import os
import threading

import click

from vitalfew.cli.listening import free_port, url, wait_until_live
from vitalfew.cli.output import print_text
from vitalfew.cli.prepare import Prepared, prepared
from vitalfew.lib.environment import setting

WORKERS = {"sqlite": 1, "postgresql": 2}
THREADS = {"sqlite": 8, "postgresql": 4}
# A password's hash takes 19 MiB for a moment. glibc, left to itself, keeps such blocks for ever: 100 MB after eight
# sign-ins at once. A worker's threads already share the processors, so its sums need no threads of their own.
LIGHT = {"MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
SECONDS_TO_FINISH = 25
SECONDS_TO_START = 60


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 takes any that is free.",
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer.  [1 on SQLite, 2 on PostgreSQL]")
@click.option("--threads", type=click.IntRange(1, 64), help="Threads in each.  [8 on SQLite, 4 on PostgreSQL]")
def serve(host: str, port: int, workers: int | None, threads: int | None) -> None:
    """Serve the pages and the API.

    Brings the database and the static files up to date first. Until somebody has an account, it prints the link
    that makes the first one. Ctrl-C or SIGTERM ends it: requests under way have 25 seconds to finish.
    """
    port = free_port(host, port)
    for name, value in {**LIGHT, "VITALFEW_BASE_URL": url(host, port)}.items():
        os.environ.setdefault(name, value)
    installation = prepared()
    threading.Thread(target=_welcome, args=(host, port, installation), daemon=True).start()
    _run(
        host,
        port,
        workers=workers or WORKERS.get(installation.engine, 2),
        threads=threads or THREADS.get(installation.engine, 4),
    )


def _welcome(host: str, port: int, installation: Prepared) -> None:
    if not wait_until_live(host, port, seconds=SECONDS_TO_START):
        return
    base = setting("BASE_URL").rstrip("/")
    print_text(f"Vitalfew is at {base}/")
    if installation.setup_code:
        print_text(f"Nobody has an account yet. Make the first one at {base}/start/?code={installation.setup_code}")


def _run(host: str, port: int, *, workers: int, threads: int) -> None:
    """Serve until a signal comes; a worker that dies is replaced, two deaths within 5 seconds end the server."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "vitalfew.config.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,
        backpressure=256,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )
    try:
        server.serve()
    except SystemExit as ended:
        raise RuntimeError("its workers ended twice within seconds, as shown above") from ended
