"""The service's own settings, with the environment that tests need."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("BECCARIA_DEMONSTRATION", "yes")
os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ.setdefault("BECCARIA_STATIC_FROM_SOURCE", "yes")
os.environ.setdefault("BECCARIA_DATA_DIR", tempfile.mkdtemp(prefix="beccaria-data-"))
(Path(os.environ["BECCARIA_DATA_DIR"]) / "static").mkdir(exist_ok=True)

from beccaria.config.settings import *  # noqa: E402, F403  the environment first

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    # No manifest: pages are tested before anything is collected.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A fifth of the suite's time went into guarding the passwords of its own seed; test_safety.py sees the real cost.
PASSWORD_HASHERS = ["tests.hashing.Quick"]
