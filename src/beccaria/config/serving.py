"""Serve the web application with gunicorn: processes with threads, files collected beforehand."""

import gc
import hashlib
import os
import socket
import time
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from beccaria.lib.failure import Failed

# Bound before, so that no request is accepted that nobody will answer.
_BACKLOG = 256
_REQUESTS_A_CONNECTION = 50
_HESITATION, _MOST_HESITANT = 0.0001, 100
# Looked for after every 700 new things, litter took 4 to 15 % of the time of a large chart.
_LITTER = 20_000


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, told everything here and nothing by files or the environment."""

    def __init__(self, options: dict[str, Any]) -> None:
        """Keep the options for gunicorn's own start."""
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application, warm: it is loaded once, before there are processes."""
        from beccaria.config.warming import leave_alone, warm  # noqa: PLC0415  needs Django set up
        from beccaria.config.wsgi_main import application  # noqa: PLC0415  the same

        warm()
        leave_alone()
        return application


class Polite(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Takes a new connection the later, the more it has already: of all processes the idlest is first."""

    def accept(self, listener: socket.socket) -> None:
        """Hesitate, then take the connection if nobody has."""
        time.sleep(min(self.nr_conns, _MOST_HESITANT) * _HESITATION)
        super().accept(listener)


def refuse_taken(host: str, port: int) -> None:
    """Refuse an address where somebody else answers already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as why:
            raise Failed(
                f"Port {port} on {host} cannot be used ({why.strerror}): choose another with --port."
            ) from why


def serve(host: str, port: int, *, workers: int, threads: int) -> None:
    """Serve until told to stop; requests that have begun are finished."""
    where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": where,
        "worker_class": Polite,
        "workers": workers,
        "threads": threads,
        "backlog": _BACKLOG,
        # Loaded once and shared by all processes: a third of the memory.
        "preload_app": True,
        "when_ready": _freeze,
        "post_fork": _own_connections,
        "pre_request": _share,
        "keepalive": 15,
        "timeout": 60,
        "graceful_timeout": 10,
        "control_socket_disable": True,
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108, PTH112  gunicorn's heartbeat, never on a slow disk
        "loglevel": "warning",
        # Who asked for what is in the ledger; a line per request would repeat it where nobody protects it.
        "accesslog": None,
        "limit_request_line": 4094,
        "limit_request_fields": 60,
        "forwarded_allow_ips": os.environ.get("BECCARIA_PROXIES", "127.0.0.1,::1"),
        "proc_name": "beccaria-web",
    }
    Server(options).run()


def _freeze(server: Any) -> None:  # noqa: ARG001  gunicorn's signature
    """Leave what is loaded out of garbage collection: it would copy the shared pages into every process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_LITTER)


def _share(worker: Any, request: Any) -> None:  # noqa: ARG001  gunicorn's signature
    """Let a busy client connect anew now and then: kept connections stay with one process while another idles."""
    if request.req_number >= _REQUESTS_A_CONNECTION:
        request.force_close()


def _own_connections(server: Any, worker: Any) -> None:  # noqa: ARG001  gunicorn's signature
    """Let no process use a connection that its parent opened."""
    from django.db import connections  # noqa: PLC0415  needs Django set up

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def collect_files() -> None:
    """Collect styles, scripts and pictures for serving, when any has changed."""
    from django.conf import settings  # noqa: PLC0415  needs Django set up
    from django.contrib.staticfiles import finders  # noqa: PLC0415  the same
    from django.core.management import call_command  # noqa: PLC0415  the same

    total = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            total.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    mark = Path(settings.STATIC_ROOT) / ".inputs"
    if mark.is_file() and mark.read_text() == total.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(total.hexdigest())
