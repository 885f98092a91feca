"""Hashes the passwords of tests, whose hundreds of workspaces each begin with one."""

from vitalfew.lib.hashers import Argon2


class Quick(Argon2):
    """The same at the least cost; that the real one keeps its budget has a test of its own."""

    time_cost = 1
    memory_cost = 8
