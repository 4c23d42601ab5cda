"""Do before the first request what it would otherwise wait for, once for all processes of the web service."""

from typing import cast

import duckdb
from django.conf import settings
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import get_resolver, reverse
from django.utils import translation
from django.utils.translation import gettext

# Of the components of others few are used: whoever uses one compiles it.
_THEIRS = "govuk_frontend_jinja/"


def warm() -> None:
    """Read addresses with all that stands behind them, words and templates.

    The database is left alone: processes are forked from this one, and connections must not be shared.
    """
    get_resolver().url_patterns  # noqa: B018  reading them imports every view
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            gettext("Sign in")
            reverse("account_login")
    pages = cast("Jinja2", engines["pages"]).env
    for name in pages.list_templates(extensions=["html"]):
        if not name.startswith(_THEIRS):
            pages.get_template(name)


def leave_alone() -> None:
    """End the threads that a forked process would only believe it has: it aborts when it ends and waits for them.

    DuckDB opens a connection of its own as soon as it is imported; it opens another wherever one is needed.
    """
    duckdb.default_connection().close()
