"""Exit 0 when the PostgreSQL that the tests may use answers, else say so and exit 1."""

import os
import sys

import psycopg

URL = os.environ.get("VITALFEW_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")

try:
    psycopg.connect(URL, connect_timeout=5).close()
except psycopg.OperationalError as error:
    sys.exit(f"No PostgreSQL for the tests: {' '.join(str(error).split())}")
