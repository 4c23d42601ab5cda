"""Say a refusal in the language of who reads the page."""

from datetime import date, datetime

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from beccaria.core.refusal import Phrase, Spoken
from beccaria.lib import moments


def in_words(said: Spoken | Phrase) -> str:
    """The sentence in the language that is active, its phrases too; what somebody wrote himself stays as it is."""
    sentence = gettext(said.sentence) if said.sentence else ""
    return (
        sentence % {name: _value(value) for name, value in said.values.items()} if said.values else sentence
    )


def _value(value: object) -> object:
    if isinstance(value, Phrase):
        return in_words(value)
    if isinstance(value, datetime):
        return moments.exact(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    # Texts come as they are; numbers as the language writes them, as days above.
    return number_format(value, force_grouping=True) if isinstance(value, int | float) else value
