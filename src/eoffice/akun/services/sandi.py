"""Hashing of officials' passwords (Django's plug ``PASSWORD_HASHERS``)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SandiHasher(Argon2PasswordHasher):
    """Argon2id with OWASP's small parameters.

    Django's default takes 100 MiB a try, so that a few dozen tries at once would fill a village mini PC.
    """

    time_cost = 3
    memory_cost = 19 * 1024
    parallelism = 1
