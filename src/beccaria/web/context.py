"""Give every page its shell: who is here, where they can go, language, theme, and what was just done."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor, Duty, Purpose
from beccaria.core.acts import Act
from beccaria.lib.parts import HandlingStrip, Link, Notice
from beccaria.web.navigation import NavItem, navigation

THEMES = {"auto": _("As the device"), "light": _("Day"), "dark": _("Night")}
LANGUAGES = {"en": "English", "it": "Italiano"}
