"""One writer process: `python -m … TIMES WAY`; prints how it went as JSON.

WAY is 'transaction' (read, then write what was read plus one) or 'autocommit' (one statement).
"""

import json
import os
import sys
import time

import django
from django.db import OperationalError, connection, transaction


def write(*, atomically: bool) -> None:
    """Add one to the counter."""
    with connection.cursor() as cursor:
        if not atomically:
            cursor.execute("UPDATE counter SET value = value + 1")
            return
        with transaction.atomic():
            cursor.execute("SELECT value FROM counter")
            (value,) = cursor.fetchone()
            cursor.execute("UPDATE counter SET value = %s", [value + 1])


def main(times: int, way: str) -> dict[str, object]:
    """Write `times` times as fast as the others allow."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "vitalfew.config.settings"
    django.setup()
    connection.ensure_connection()
    begun: set[str] = set()
    connection.connection.set_trace_callback(lambda sql: begun.add(sql) if sql.startswith("BEGIN") else None)
    waits, refused = [], 0
    for _ in range(times):
        start = time.perf_counter()
        try:
            write(atomically=way == "transaction")
        except OperationalError:
            refused += 1
        waits.append(time.perf_counter() - start)
    return {"longest": max(waits), "refused": refused, "begun": sorted(begun)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), sys.argv[2])))
