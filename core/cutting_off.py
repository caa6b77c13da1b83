"""A limit on a whole exchange with another machine.

The timeout of a socket limits each silence only: a server that says a letter now and then would hold us
for ever.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

_EVERY = 1.0


@contextmanager
def cut_off_after(seconds: float, find_socket: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Hangs up after so many seconds, so that whatever waits for the other side fails at once.

    `find_socket` gives the open socket, or None while there is none; one that opens later is cut off too.
    """
    over = Event()

    def hang_up() -> None:
        wait = seconds
        while not over.wait(wait):
            found, wait = find_socket(), _EVERY
            if found is not None:
                with suppress(OSError):
                    socket.socket.shutdown(found, socket.SHUT_RDWR)

    Thread(target=hang_up, name="cut-off", daemon=True).start()
    try:
        yield
    finally:
        over.set()
