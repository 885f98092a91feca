"""Password hashing within a budget that a small server can afford eight times at once."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """argon2id with 19 MiB and two passes (OWASP's first recommendation); Django's default takes 100 MiB a hash."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
