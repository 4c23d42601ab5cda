"""What the first request would wait for is done before there are processes, and without the database."""

from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2

from beccaria.config.warming import warm
from beccaria.web.jinja import folders


def test_addresses_words_and_templates_are_read_and_no_connection_is_made() -> None:
    warm()  # a test without the mark django_db may not connect
    known = {name for _loader, name in cast("Jinja2", engines["pages"]).env.cache or ()}
    assert {str(path.relative_to(one)) for one in folders() for path in one.rglob("*.html")} <= known
