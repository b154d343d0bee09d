"""Servers on this machine, for as long as a test needs them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Server(ThreadingHTTPServer):
    """One that isn't troubled by a browser that goes on before it has all of a page."""

    request_queue_size = 128  # who finds no place in the queue asks again a second later

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, but for a connection that the browser ended."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def running(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server that answers so, without a slash, for as long as the block runs."""
    with Server(("127.0.0.1", 0), handler) as server:
        # It looks often whether it is to stop, since who stops it waits for that.
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
