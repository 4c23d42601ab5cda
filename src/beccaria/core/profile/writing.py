"""Write a profile as plain values for JSON, in the shape of reference/profile/schema.json."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from beccaria.core.handling import CODE_WORDS, from_codes, sayings
from beccaria.core.profile.shape import NO_MEASURES, NOT_WHOLE

if TYPE_CHECKING:
    from beccaria.core.profile.giving import Giving
    from beccaria.core.profile.shape import Decision, Dimension, Kept, Profile, Terms

FORMAT: Final = "beccaria.profile"
VERSION: Final = 1


def document(profile: Profile, may_be_given: Giving) -> dict[str, Any]:
    """The whole profile; every part says how it is handled, and the whole is handled as the strictest of them."""
    who = profile.identity
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": _said(profile.made_at),
        "country": profile.country or None,
        "in_terms_of": profile.reader or None,
        "handling": _kept(profile.kept),
        "may_be_given_abroad": {"answer": may_be_given.answer.value, "because": str(may_be_given.because)},
        "not_whole": NOT_WHOLE,
        "identity": {
            "name": who.name,
            "other_names": list(who.other_names),
            "born": _said(who.born),
            "number": who.number or None,
            "held_at": who.held_at or None,
            "held_since": _said(who.held_since),
        },
        "decisions": [_decision(one) for one in profile.decisions],
        "dimensions": [_dimension(one) for one in profile.dimensions],
        "measures": {
            "in_force": [
                {"what": one.what, "ground": one.ground, "starts": _said(one.starts), "ends": _said(one.ends)}
                for one in profile.measures
            ],
            "note": NO_MEASURES,
        },
        "reviews": [{"what": one.what, "due": _said(one.due)} for one in profile.reviews],
    }


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "value": one.value,
        "means": one.means or None,
        "country": one.country or None,
        "basis": {
            "article": one.article,
            "designated_by": one.designated_by or None,
            "facts": [
                {
                    "ground": each.ground,
                    "text": each.text,
                    "observed": _said(each.observed),
                    "judged": each.judged,
                }
                for each in one.facts
            ],
        },
        "starts": _said(one.starts),
        "until": _said(one.until),
        "review_due": _said(one.review_due),
        "not_to_be_told": one.not_told,
        "handling": _kept(one.kept),
        "terms": _terms(one.terms) if one.terms else None,
    }


def _terms(one: Terms) -> dict[str, Any]:
    found = one.comparison
    return {
        "country": one.country,
        "answer": found.answer.value,
        "codes": list(found.codes),
        "because": str(found.because),
        "sources": list(found.sources),
        "verified": found.verified,
    }


def _dimension(one: Dimension) -> dict[str, Any]:
    return {
        "instrument": one.instrument,
        "version": one.version,
        "title": one.title,
        "band": one.band,
        "range": {"band_low": one.band_low, "band_high": one.band_high, "low": one.low, "high": one.high},
        "unknown": one.unknown,
        "likelihood": one.likelihood or None,
        "confidence": one.confidence or None,
        "overridden": one.overridden,
        "decided_on": _said(one.decided_on),
        "review_due": _said(one.review_due),
        "handling": _kept(one.kept),
    }


def _kept(one: Kept) -> dict[str, Any]:
    return {
        "level": one.level,
        "codes": [{"code": code, "words": CODE_WORDS[code]} for code in one.handling],
        "says": list(sayings(from_codes(one.handling))),
    }


def _said(when: date | datetime | None) -> str | None:
    return when.isoformat() if when else None
