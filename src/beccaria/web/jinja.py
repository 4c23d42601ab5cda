"""Make the template environment: escaping on, unknown names are errors, words translated."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from beccaria.lib import moments

_SOURCES = Path(__file__).parents[1]


class Strict(jinja2.Undefined):
    """Refuse unknown names and attributes, except options left out of a macro's dictionary.

    The components of GOV.UK Frontend ask their option dictionaries for keys nobody gave (`params.classes`)
    and use the name `undefined` itself; those two stay quiet and empty.
    """

    __slots__ = ()

    def _must_be_option(self) -> None:
        if not isinstance(self._undefined_obj, dict) and self._undefined_name != "undefined":
            self._fail_with_undefined_error()

    def __str__(self) -> str:
        self._must_be_option()
        return ""

    def __bool__(self) -> bool:
        self._must_be_option()
        return False

    def __len__(self) -> int:
        self._must_be_option()
        return 0

    def __iter__(self) -> Iterator[Any]:
        self._must_be_option()
        return iter(())

    def __eq__(self, other: object) -> bool:
        self._must_be_option()
        return isinstance(other, Strict)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        self._must_be_option()
        return hash(Strict)


def url(name: str, **named: object) -> str:
    """Address of a page by its name: `url("people:person", person=id)`."""
    return reverse(name, kwargs=named or None)


def folders() -> list[Path]:
    """The template folder of every part of the service, the shell's first."""
    others = sorted(path for path in _SOURCES.glob("*/templates") if path.parent.name != "web")
    return [_SOURCES / "web" / "templates", *others]


def environment(**options: Any) -> jinja2.Environment:
    """Environment for Django's Jinja2 backend. Its own loader and strictness replace those given."""
    options.update(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader(folders()),
                jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        undefined=Strict,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made = jinja2.Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701  autoescape is set above
    install_words(made)
    # For sentences that were raised in plain words below, where no translation is known.
    made.globals.update(translated=translation.gettext)
    made.globals.update(url=url, static=static, exact_time=moments.exact, local_day=moments.day)
    return made


def install_words(made: jinja2.Environment) -> None:
    """Translate `_("…")` and `{% trans %}` with Django's catalogue of the reader's language."""
    cast("Any", made).install_gettext_callables(
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
