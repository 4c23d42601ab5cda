"""Record that a profile was taken out of the service as a file: whose, in whose terms, with its fingerprint."""

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.profile import document
from beccaria.core.refusal import Refused
from beccaria.ledger import api as ledger
from beccaria.risk.queries.profile import ProfileRead


@transaction.atomic
def take_profile(read: ProfileRead, *, by: Actor, at: datetime) -> bytes:
    """The profile as JSON, once it is in the ledger with everything that is in it. Raises Refused."""
    if not may_ever(Act.PROFILE_READ, by):
        raise Refused("Your duty does not include this.")
    content = json.dumps(document(read.profile, read.may_be_given), ensure_ascii=False, indent=2).encode()
    ledger.record(
        Act.PROFILE_READ,
        by=by,
        subjects=read.subjects,
        at=at,
        detail={
            "taken_as": "json",
            "in_terms_of": read.profile.reader,
            "level": read.profile.kept.level,
            "sha256": sha256(content).hexdigest(),
        },
    )
    return content
