"""A server that never finishes a line: it says one more letter just before anybody loses patience."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_EVERY = 0.02


@contextmanager
def dribbling() -> Iterator[int]:
    """The port of such a server on loopback."""
    over = threading.Event()

    class Talk(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                while not over.wait(_EVERY):
                    self.request.sendall(b"2")
            except OSError:
                return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            over.set()
            server.shutdown()
            thread.join()
