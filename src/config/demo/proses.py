"""Run the parts of the trial in the foreground until Ctrl-C, and leave none behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any, Self

import click

GRACE_SECONDS = 10
START_SECONDS = 60
TICK_SECONDS = 0.2
PROGRAM = (sys.executable, "-m", "config.commands")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def addresses(port: int) -> list[str]:
    """Return the addresses of this machine a person on the LAN can type, localhost first."""
    found = [f"http://localhost:{port}"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(
                ("192.0.2.1", 9)
            )  # TEST-NET: nothing is sent, the kernel only picks the outgoing address
        except OSError:
            return found
        found.append(f"http://{probe.getsockname()[0]}:{port}")
    return found


class Parts:
    """Child processes that live and die together, also when this process is told to end or loses its terminal."""

    def __init__(self, program: Sequence[str] = PROGRAM) -> None:
        self._program = program
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._previous: dict[int, Any] = {}
        self._stopping = False

    def __enter__(self) -> Self:
        for number in SIGNALS:
            self._previous[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def start(self, nama: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start one part of the product by its own command line."""
        self._children[nama] = subprocess.Popen(  # noqa: S603  our own program
            [*self._program, *arguments], env={**os.environ, **environment}, start_new_session=True
        )

    def until(self, ready: Callable[[], bool]) -> bool:
        """Wait for something to become true; ``False`` when it did not in time, or there is an end to wait for."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self._stopping and self._ended() is None:
            if ready():
                return True
            time.sleep(TICK_SECONDS)
        return False

    def wait(self) -> int:
        """Wait for Ctrl-C or for the first part to end; stop all; return the exit code."""
        while not self._stopping:
            ended = self._ended()
            if ended is not None:
                click.echo(f"Bagian '{ended}' berhenti sendiri; semuanya dihentikan.", err=True)
                return self.stop() or 1
            time.sleep(TICK_SECONDS)
        return self.stop()

    def _ended(self) -> str | None:
        return next((nama for nama, child in self._children.items() if child.poll() is not None), None)

    def stop(self) -> int:
        """End every part politely, then firmly; return the worst code of those that had ended already."""
        codes = [abs(child.poll() or 0) for child in self._children.values()]
        for child in self._children.values():
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self._children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        return max(codes, default=0)


def is_listening(port: int) -> bool:
    """Return whether something answers on this port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
