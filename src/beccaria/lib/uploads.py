"""Hold what is uploaded for some addresses in memory only: what may never be stored touches no disk on its way."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from django.core.files.uploadhandler import MemoryFileUploadHandler

from beccaria.core.refusal import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

# Addresses under which nothing that is uploaded is written to a temporary file.
IN_MEMORY: Final = ("/feeds/",)
LARGEST: Final = 64 * 1024 * 1024


class InMemoryUploadHandler(MemoryFileUploadHandler):
    """Comes first: takes what is sent to these addresses, and leaves everything else to the others."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django's own name
        content_length: int,
        *more: Any,
        **named: Any,
    ) -> None:
        """Judge by the address; what is too large is said by whoever reads the form, for nothing of it is kept."""
        del input_data, more, named
        self.mine = str(META.get("PATH_INFO", "")).startswith(IN_MEMORY)
        self.activated = self.mine and content_length <= LARGEST

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep it, or let it go when it is too large; the handlers after this one never see it."""
        if self.mine and not self.activated:
            return None
        return super().receive_data_chunk(raw_data, start)


@contextmanager
def as_file(data: bytes, name: str) -> Iterator[Path]:
    """These bytes as a file that lies in memory. Raises BadInput on a machine that has no such files."""
    if not hasattr(os, "memfd_create"):
        raise BadInput("This machine keeps no files in memory: use the command beccaria load.")
    handle = os.memfd_create("beccaria", os.MFD_CLOEXEC)
    with TemporaryDirectory(prefix="beccaria-upload-") as folder, os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        path = Path(folder) / (Path(name).name or "upload")
        path.symlink_to(f"/proc/{os.getpid()}/fd/{handle}")
        yield path
