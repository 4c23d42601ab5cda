"""What other apps may ask of access."""

from beccaria.access.actions import (
    add_user,
    break_glass,
    end_duties,
    give_duty,
    issue_token,
    review_glass,
    untie_sign_on,
)
from beccaria.access.answering import WRONG, answer, answered, asked, done, tried
from beccaria.access.asked import Asked, Glass, glass_now
from beccaria.access.contested import Contested, ContestSaid, contest_rules, contests_said
from beccaria.access.decided import decision_rules, in_his_own_name, nothing_else_changes
from beccaria.access.entry import performs, show
from beccaria.access.finding import may_go, only
from beccaria.access.gate import acting, may_ever, refusal, require
from beccaria.access.idempotency import idempotent
from beccaria.access.limits import SEARCHES, SUGGESTIONS, Limit, take
from beccaria.access.marked import MARKING, Marked, Rows
from beccaria.access.models import User
from beccaria.access.queries import (
    colleagues,
    duties_of,
    ever_held,
    is_somebody,
    names_of,
    reasons,
    user_named,
    users_like,
)
from beccaria.access.reaching import HELD_HERE, HELD_NOW, MAY_GO, ME, MY_PRISONS
from beccaria.access.rows import condition, visible
from beccaria.access.sensitive import confirm_purpose
from beccaria.access.words import DUTY_WORDS, PURPOSE_WORDS

__all__ = [
    "DUTY_WORDS",
    "HELD_HERE",
    "HELD_NOW",
    "MARKING",
    "MAY_GO",
    "ME",
    "MY_PRISONS",
    "PURPOSE_WORDS",
    "SEARCHES",
    "SUGGESTIONS",
    "WRONG",
    "Asked",
    "ContestSaid",
    "Contested",
    "Glass",
    "Limit",
    "Marked",
    "Rows",
    "User",
    "acting",
    "add_user",
    "answer",
    "answered",
    "asked",
    "break_glass",
    "colleagues",
    "condition",
    "confirm_purpose",
    "contest_rules",
    "contests_said",
    "decision_rules",
    "done",
    "duties_of",
    "end_duties",
    "ever_held",
    "give_duty",
    "glass_now",
    "idempotent",
    "in_his_own_name",
    "is_somebody",
    "issue_token",
    "may_ever",
    "may_go",
    "names_of",
    "nothing_else_changes",
    "only",
    "performs",
    "reasons",
    "refusal",
    "require",
    "review_glass",
    "show",
    "take",
    "tried",
    "untie_sign_on",
    "user_named",
    "users_like",
    "visible",
]
