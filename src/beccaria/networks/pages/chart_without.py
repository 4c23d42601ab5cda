"""Say in sentences what a chart loses without some people, how sure that is, and what it may set off."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.lib.parts import HandlingStrip, Link, Notice
from beccaria.networks.pages.chart import Hrefs, strip
from beccaria.networks.pages.chart_table import Query
from beccaria.networks.pages.drawn import Drawn
from beccaria.networks.queries.figuring import Without


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutPage:
    """What is left: who was thought away, each with the way to put him back, the sentences, and the warning."""

    title: str
    gone: tuple[tuple[str, Link], ...]
    ids: tuple[str, ...]
    sentences: tuple[str, ...]
    warning: Notice
    handling: HandlingStrip
    back: Link


def without_page(what: Drawn, found: Without, *, query: Query, hrefs: Hrefs) -> WithoutPage:
    """The page of a what-if."""
    names = {dot.id: dot.name for dot in what.dots}
    whole = urlencode(query)
    return WithoutPage(
        title=_("What if they were not there?"),
        gone=tuple(
            (names[one], Link(_("Put back"), _put_back(one, found.chosen, query, hrefs)))
            for one in found.chosen
        ),
        ids=found.chosen,
        sentences=_sentences(found),
        warning=Notice(_(found.warning), "amber", _("Before anybody is moved")),
        handling=strip(what.careful),
        back=Link(_("The chart"), f"{hrefs.here}?{whole}"),
    )


def _put_back(one: str, chosen: Sequence[str], query: Query, hrefs: Hrefs) -> str:
    rest = [other for other in chosen if other != one]
    asked = urlencode([*query, *(("without", other) for other in rest)])
    return f"{hrefs.without if rest else hrefs.here}?{asked}"


def _sentences(found: Without) -> tuple[str, ...]:
    left = found.left
    said = [
        _("Of the %(before)s people who are all tied to each other, %(after)s would still be: %(share)s %%.")
        % {"before": left.before, "after": left.after, "share": _percent(left.share)},
        _("If one tie in ten to seven is not known to us: between %(low)s and %(high)s %%.")
        % {"low": _percent(left.low), "high": _percent(left.high)},
        ngettext(
            "Those who stay would be in %(count)s piece.",
            "Those who stay would be in %(count)s pieces.",
            left.pieces,
        )
        % {"count": left.pieces},
    ]
    if left.alone:
        said.append(
            ngettext(
                "%(count)s of them would be tied to nobody any more.",
                "%(count)s of them would be tied to nobody any more.",
                left.alone,
            )
            % {"count": left.alone}
        )
    return tuple(said)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
