"""The offices at work, for tests that are about every face."""

from tests.web.aparat.conftest import balai, balai_lain

__all__ = ["balai", "balai_lain"]
