"""What other apps may ask of access."""

from beccaria.access.actions import break_glass, end_duties, give_duty, issue_token, review_glass
from beccaria.access.entry import Asked, performs, show
from beccaria.access.gate import acting, may_ever, refusal, require
from beccaria.access.idempotency import idempotent
from beccaria.access.limits import SEARCHES, SUGGESTIONS, Limit, take
from beccaria.access.marked import Marked, Rows
from beccaria.access.models import User
from beccaria.access.queries import duties_of, names_of, user_named
from beccaria.access.rows import visible

__all__ = [
    "SEARCHES",
    "SUGGESTIONS",
    "Asked",
    "Limit",
    "Marked",
    "Rows",
    "User",
    "acting",
    "break_glass",
    "duties_of",
    "end_duties",
    "give_duty",
    "idempotent",
    "issue_token",
    "may_ever",
    "names_of",
    "performs",
    "refusal",
    "require",
    "review_glass",
    "show",
    "take",
    "user_named",
    "visible",
]
