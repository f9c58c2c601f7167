"""Long-running processes: what is loaded for good is not looked through again, and cycles still go."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from config.memori import jarang_memungut


@pytest.fixture
def pemungut() -> Iterator[None]:
    """Leave the collector as it was."""
    ambang = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*ambang)


class Benda:
    """Something that names itself."""

    def __init__(self) -> None:
        self.diri = self


@pytest.mark.usefixtures("pemungut")
def test_what_is_loaded_is_left_alone_and_the_collector_comes_less_often() -> None:
    jarang_memungut()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] >= 10_000
    assert gc.isenabled()


@pytest.mark.usefixtures("pemungut")
def test_cycles_made_afterwards_still_go() -> None:
    jarang_memungut()
    lama = [weakref.ref(Benda()) for _ in range(3)]
    sampah: list[Benda] = []
    for _ in range(gc.get_threshold()[0] + 1000):
        sampah.append(Benda())
    assert all(satu() is None for satu in lama)
    sampah.clear()
