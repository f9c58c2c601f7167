"""Passwords of officials: how they are hashed, and what Django's own checks let through (plugs of the settings)."""

from typing import Final

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

MIN_RAGAM: Final = 5


class SandiHasher(Argon2PasswordHasher):
    """Argon2id with OWASP's small parameters.

    Django's default takes 100 MiB a try, so that a few dozen tries at once would fill a village mini PC.
    """

    time_cost = 3
    memory_cost = 19 * 1024
    parallelism = 1


class SandiBeragam:
    """Refuse a long password of few different characters: one letter twelve times, or nothing but spaces."""

    def validate(self, password: str, user: object = None) -> None:
        """Check a password."""
        if len(set("".join(password.casefold().split()))) < MIN_RAGAM:
            raise ValidationError(self.get_help_text(), code="password_monotonous")

    def get_help_text(self) -> str:
        """Say what is wanted."""
        return f"Pakai paling sedikit {MIN_RAGAM} huruf yang berbeda."
