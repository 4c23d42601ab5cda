"""The one table of who may do what. Nothing here reads the database or the clock.

An act is allowed when all rules of any one of its rows hold. No row means nobody. Each rule has a name, by which
`access.rows` writes the same rule in SQL; a test judges random actors and markings both ways.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.markings import Marking


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition: its name, how it is judged, and the sentence said when it does not hold."""

    name: str
    holds: Callable[[Actor, Marking], bool]
    otherwise: str
    duties: frozenset[Duty] = frozenset()
    about_record: bool = True


Row = tuple[Rule, ...]

at_site: Final = Rule(
    "at_site",
    lambda actor, marking: actor.everywhere or (marking.site is not None and marking.site in actor.sites),
    "This belongs to another establishment.",
)
is_cleared: Final = Rule(
    "is_cleared",
    lambda actor, marking: marking.level <= actor.level and marking.compartments <= actor.compartments,
    "Your duty is not cleared for this.",
)
is_author: Final = Rule(
    "is_author",
    lambda actor, marking: marking.author is not None and marking.author == actor.user,
    "Only the person who wrote this may do that.",
)
is_not_author: Final = Rule(
    "is_not_author",
    lambda actor, marking: marking.author != actor.user,
    "Somebody other than the person who wrote this must do that.",
)
is_addressed: Final = Rule(
    "is_addressed",
    lambda actor, marking: actor.organisation is not None and actor.organisation in marking.audiences,
    "This was not addressed to your organisation.",
)
is_reached: Final = Rule(
    "is_reached",
    lambda actor, marking: actor.everywhere or bool(marking.reaches & actor.sites),
    "This was not sent to your establishment.",
)
is_open: Final = Rule(
    "is_open",
    lambda _actor, marking: not marking.closed,
    "Nobody but the person who is writing this may see it yet.",
)
is_in_compartment: Final = Rule(
    "is_in_compartment",
    lambda _actor, marking: bool(marking.compartments),
    "Your duty looks only at what lies in its compartment.",
)
stepped_up: Final = Rule(
    "stepped_up",
    lambda actor, _marking: actor.stepped_up,
    "Confirm that it is you first.",
    about_record=False,
)


def on_duty(*duties: Duty) -> Rule:
    """The actor acts in one of these duties."""
    return Rule(
        "on_duty",
        lambda actor, _marking: actor.duty in duties,
        "Your duty does not include this.",
        duties=frozenset(duties),
        about_record=False,
    )


_D = Duty
EVERYBODY: Final = on_duty(*(duty for duty in Duty if duty is not Duty.SYSTEM))
STAFF: Final = on_duty(*(duty for duty in Duty if duty not in {Duty.SYSTEM, Duty.LIAISON}))
SYSTEM: Final = on_duty(Duty.SYSTEM)
UNIT: Final = on_duty(_D.PIO, _D.HEAD)
INTELLIGENCE: Final = on_duty(_D.PIO, _D.HEAD, _D.ANALYST)
CUSTODY: Final = on_duty(_D.OFFICER, _D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT, _D.ASSESSOR, _D.ANALYST)
OVERSEERS: Final = on_duty(_D.DPO)
CUSTODIANS: Final = on_duty(_D.CUSTODIAN, _D.DPO)
# Whoever may stand at the gate, or answers for it.
GATE: Final = on_duty(_D.OFFICER, _D.PIO, _D.HEAD, _D.GOVERNOR)
WARNERS: Final = on_duty(_D.PIO, _D.HEAD, _D.GOVERNOR, _D.ANALYST)
DECIDERS: Final = on_duty(_D.GOVERNOR, _D.HEAD)
# Whoever decides where people live or what they are held to be must know of groups; a landing need not.
GROUP_READERS: Final = on_duty(_D.PIO, _D.HEAD, _D.ANALYST, _D.GOVERNOR, _D.PLACEMENT, _D.ASSESSOR)
GROUP_REVIEWERS: Final = on_duty(_D.HEAD, _D.ANALYST)
# Who judges risk, and who answers for it. A landing reports what it sees and never reads assessments.
RATERS: Final = on_duty(_D.ASSESSOR, _D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT)
JUDGES: Final = on_duty(_D.ASSESSOR, _D.PIO, _D.HEAD)
# Who sees how instruments do: figures over many, nobody's own assessment.
MONITORS: Final = on_duty(_D.DPO, _D.HEAD, _D.GOVERNOR, _D.ANALYST, _D.ASSESSOR)

_ANYONE: Final[tuple[Row, ...]] = ((EVERYBODY,), (SYSTEM,))
_READ_SITE: Final[tuple[Row, ...]] = ((CUSTODY, at_site, is_cleared), (SYSTEM,))
_UNIT_SITE: Final[tuple[Row, ...]] = ((UNIT, at_site, is_cleared), (SYSTEM,))
_INTEL_SITE: Final[tuple[Row, ...]] = ((INTELLIGENCE, at_site, is_cleared), (SYSTEM,))
_GROUPS: Final[tuple[Row, ...]] = (
    (GROUP_READERS, at_site, is_cleared),
    (GROUP_READERS, is_reached, is_cleared),
    (SYSTEM,),
)
# What is thought of somebody's risk: where it was written and where he is now, but nobody's draft.
_RISK: Final[tuple[Row, ...]] = (
    (GROUP_READERS, at_site, is_cleared, is_open),
    (GROUP_READERS, is_reached, is_cleared, is_open),
    (SYSTEM,),
)
_RISK_DECIDED: Final[tuple[Row, ...]] = (
    (on_duty(_D.ASSESSOR, _D.HEAD, _D.GOVERNOR), at_site, is_cleared, is_open),
    (on_duty(_D.ASSESSOR, _D.HEAD, _D.GOVERNOR), is_reached, is_cleared, is_open),
    (SYSTEM,),
)
# The integrity duty sees what lies in its compartment and nothing else of the intelligence units.
_INTEGRITY: Final = on_duty(_D.INTEGRITY)
_ALERTS: Final[tuple[Row, ...]] = (
    (INTELLIGENCE, at_site, is_cleared, is_open),
    (_INTEGRITY, at_site, is_cleared, is_in_compartment, is_open),
    (SYSTEM,),
)
# Whoever decides where people live must be told who may not share; a landing is told what it may read itself.
PLACERS: Final = on_duty(_D.PLACEMENT, _D.GOVERNOR, _D.HEAD, _D.PIO)
PROPOSERS: Final = on_duty(_D.PLACEMENT, _D.GOVERNOR, _D.HEAD)
PLACING: Final = on_duty(_D.PLACEMENT, _D.GOVERNOR)
MOVERS: Final = on_duty(_D.OFFICER, _D.PLACEMENT, _D.GOVERNOR, _D.HEAD, _D.PIO)
COMPARTMENTS: Final = on_duty(_D.HANDLER, _D.EXITS)
# What is restricted is known to whoever carries it out; why, only to whoever judges it, and to who oversees.
_MEASURES: Final[tuple[Row, ...]] = (
    (CUSTODY, at_site, is_cleared, is_open),
    (CUSTODY, is_reached, is_cleared, is_open),
    (OVERSEERS, at_site, is_cleared),
    (SYSTEM,),
)
_MEASURES_DECIDED: Final[tuple[Row, ...]] = (
    (DECIDERS, at_site, is_cleared, is_open),
    (DECIDERS, is_reached, is_cleared, is_open),
    (SYSTEM,),
)
_DOORS: Final[tuple[Row, ...]] = (
    (CUSTODY, at_site, is_cleared),
    (CUSTODY, is_reached, is_cleared),
    (OVERSEERS, at_site, is_cleared),
    (SYSTEM,),
)
_INTEL_REACHED: Final[tuple[Row, ...]] = (*_INTEL_SITE, (INTELLIGENCE, is_reached, is_cleared))

POLICY: Final[dict[Act, tuple[Row, ...]]] = {
    Act.PUBLIC_PAGE: ((),),
    Act.SIGN_IN: ((),),
    Act.SIGN_OUT: ((),),
    Act.SESSION_REFUSED: ((),),
    Act.REFUSAL: ((),),
    Act.DUTY_CHOOSE: ((),),
    Act.OWN_ACCOUNT: _ANYONE,
    Act.STEP_UP: _ANYONE,
    Act.TOKEN_ISSUE: ((SYSTEM,), (on_duty(_D.ADMINISTRATOR), stepped_up)),
    Act.BREAK_GLASS: ((on_duty(_D.PIO, _D.HEAD, _D.GOVERNOR), stepped_up),),
    Act.BREAK_GLASS_REVIEW: ((OVERSEERS,),),
    Act.USER_ADMINISTER: ((on_duty(_D.ADMINISTRATOR), stepped_up), (SYSTEM,)),
    Act.TODAY_SEE: _ANYONE,
    Act.SEARCH: _ANYONE,
    Act.REFERENCE_READ: _ANYONE,
    Act.CATALOGUE_SEE: ((),),
    Act.PLACE_LIST: _ANYONE,
    Act.PLACE_READ: _ANYONE,
    Act.PLACE_INSIDE: _READ_SITE,
    Act.PLACE_LOAD: ((SYSTEM,),),
    Act.PERSON_SEARCH: ((CUSTODY,), (OVERSEERS,), (SYSTEM,)),
    Act.PERSON_READ: (*_READ_SITE, (OVERSEERS, at_site, is_cleared)),
    Act.PERSON_ADD: _UNIT_SITE,
    Act.PERSON_CHANGE: _UNIT_SITE,
    Act.PERSON_LOAD: ((SYSTEM,),),
    Act.PERSON_REVIEW: _INTEL_SITE,
    Act.PERSON_JUDGE: _INTEL_SITE,
    Act.RECOGNITION_READ: _INTEL_SITE,
    Act.RECOGNITION_ANSWER: _INTEL_SITE,
    Act.WARNING_READ: (*_READ_SITE, (CUSTODY, is_reached, is_cleared)),
    Act.WARNING_WRITE: ((WARNERS, at_site, is_cleared), (SYSTEM,)),
    Act.WARNING_CHANGE: ((WARNERS, at_site, is_cleared), (SYSTEM,)),
    Act.WARNING_ACKNOWLEDGE: ((GATE, at_site, is_cleared),),
    Act.WARNING_ESCALATE: ((SYSTEM,),),
    Act.GATE_SEE: ((GATE, at_site, is_cleared), (SYSTEM,)),
    Act.GATE_DECIDE: ((GATE, at_site, is_cleared),),
    Act.BAN_READ: (*_READ_SITE, (CUSTODY, is_reached, is_cleared)),
    Act.BAN_SET: ((DECIDERS, at_site, is_cleared), (SYSTEM,)),
    Act.BAN_END: ((DECIDERS, at_site, is_cleared), (SYSTEM,)),
    Act.EVENT_READ: _READ_SITE,
    Act.EVENT_ADD: _READ_SITE,
    Act.EVENT_LOAD: ((SYSTEM,),),
    # Bulk records are personal data about everybody who calls, visits or pays: a landing never reads them.
    Act.FEED_READ: _INTEL_SITE,
    Act.FEED_LOAD: _INTEL_SITE,
    Act.FEED_HEALTH: (*_INTEL_SITE, (on_duty(_D.GOVERNOR), at_site, is_cleared), (OVERSEERS,)),
    Act.FEED_TIDY: ((SYSTEM,),),
    Act.FEED_JUDGE: ((on_duty(_D.HEAD), at_site, is_cleared), (on_duty(_D.CUSTODIAN),), (SYSTEM,)),
    # Whoever brings a feed in must have it compared; only two duties may read whom it is compared with.
    Act.PRIVILEGED_CHECK: ((on_duty(_D.PIO, _D.HEAD, _D.ANALYST, _D.CUSTODIAN),), (SYSTEM,)),
    Act.PRIVILEGED_READ: ((on_duty(_D.HEAD, _D.CUSTODIAN),), (SYSTEM,)),
    Act.PRIVILEGED_WRITE: ((on_duty(_D.HEAD, _D.CUSTODIAN),), (SYSTEM,)),
    Act.OBSERVATION_SUBMIT: ((STAFF, at_site), (SYSTEM,)),
    Act.OBSERVATION_DRAFT: ((STAFF,),),
    Act.OBSERVATION_READ: _INTEL_SITE,
    Act.OBSERVATION_READ_OWN: ((STAFF, is_author),),
    Act.OBSERVATION_RETURN: ((UNIT, at_site, is_cleared, is_not_author),),
    Act.OBSERVATION_ANSWER: ((STAFF, is_author),),
    Act.OBSERVATION_LOAD: ((SYSTEM,),),
    Act.OBSERVATION_CLOSE: ((UNIT, at_site, is_cleared, is_not_author), (SYSTEM,)),
    Act.ATTACHMENT_READ: (*_INTEL_SITE, (STAFF, is_author)),
    Act.INBOX_SEE: ((INTELLIGENCE,), (SYSTEM,)),
    Act.FEEDBACK_GIVE: ((UNIT, at_site, is_cleared), (SYSTEM,)),
    Act.FEEDBACK_READ_OWN: ((STAFF, is_author),),
    Act.REVEAL_REQUEST: ((CUSTODIANS, stepped_up),),
    Act.REVEAL_APPROVE: ((CUSTODIANS, stepped_up, is_not_author),),
    Act.REVEAL: ((CUSTODIANS, stepped_up),),
    Act.REPORT_OPEN: ((UNIT, at_site, is_cleared), (SYSTEM,)),
    Act.REPORT_READ: _INTEL_SITE,
    Act.REPORT_GRADE: ((UNIT, at_site, is_cleared, is_not_author), (SYSTEM,)),
    Act.REPORT_LINK: _UNIT_SITE,
    Act.REPORT_RELATE: _INTEL_SITE,
    Act.REPORT_SANITISE: ((UNIT, at_site, is_cleared, is_not_author), (SYSTEM,)),
    Act.REPORT_DISSEMINATE: ((on_duty(_D.HEAD), at_site, is_cleared, is_not_author), (SYSTEM,)),
    Act.REPORT_RECALL: ((on_duty(_D.HEAD), at_site, is_cleared),),
    Act.REPORT_CLOSE: _UNIT_SITE,
    Act.REPORT_ARCHIVE: ((on_duty(_D.HEAD), at_site, is_cleared), (SYSTEM,)),
    Act.VERSION_READ: (*_INTEL_SITE, (is_addressed,)),
    Act.VERSION_ANSWER: ((is_addressed,),),
    Act.REQUIREMENT_READ: ((INTELLIGENCE, at_site, is_cleared), (SYSTEM,)),
    Act.REQUIREMENT_SET: ((on_duty(_D.HEAD), at_site, is_cleared), (SYSTEM,)),
    Act.TASK_READ: ((INTELLIGENCE, at_site, is_cleared), (SYSTEM,)),
    Act.TASK_SET: ((UNIT, at_site, is_cleared), (SYSTEM,)),
    Act.TASK_DO: ((INTELLIGENCE, at_site, is_cleared),),
    Act.GROUP_READ: _GROUPS,
    Act.GROUP_WRITE: _INTEL_SITE,
    Act.GROUP_LOAD: ((SYSTEM,),),
    Act.MEMBERSHIP_READ: _GROUPS,
    Act.MEMBERSHIP_WRITE: _INTEL_REACHED,
    Act.MEMBERSHIP_REVIEW: (
        (GROUP_REVIEWERS, at_site, is_cleared, is_not_author),
        (GROUP_REVIEWERS, is_reached, is_cleared, is_not_author),
        (SYSTEM,),
    ),
    Act.MEMBERSHIP_CHALLENGE: _GROUPS,
    Act.SCORECARD_READ: _INTEL_REACHED,
    Act.SCORECARD_SCORE: _INTEL_REACHED,
    Act.NETWORK_READ: _INTEL_SITE,
    Act.NETWORK_ARRANGE: ((INTELLIGENCE,),),
    Act.NETWORK_EXPORT: _INTEL_SITE,
    Act.NETWORK_LOAD: ((SYSTEM,),),
    Act.TENSION_SEE: ((GROUP_READERS, at_site), (SYSTEM,)),
    Act.PROPOSAL_READ: _INTEL_SITE,
    Act.PROPOSAL_JUDGE: ((INTELLIGENCE, at_site, is_cleared),),
    Act.PROPOSAL_MAKE: ((SYSTEM,),),
    Act.ASSESSMENT_READ: _RISK,
    Act.ASSESSMENT_WRITE: (
        (RATERS, at_site, is_cleared, is_open),
        (RATERS, is_reached, is_cleared, is_open),
        (SYSTEM,),
    ),
    Act.ASSESSMENT_DECIDE: _RISK_DECIDED,
    Act.ASSESSMENT_COUNTERSIGN: (
        (JUDGES, at_site, is_cleared, is_open, is_not_author),
        (JUDGES, is_reached, is_cleared, is_open, is_not_author),
        (SYSTEM,),
    ),
    Act.ASSESSMENT_CONTEST: _RISK,
    Act.INSTRUMENT_APPROVE: ((DECIDERS,), (SYSTEM,)),
    Act.TRAINING_RECORD: ((DECIDERS, at_site, is_cleared), (SYSTEM,)),
    Act.REVIEW_SEE: _RISK,
    Act.REVIEW_DO: (
        (JUDGES, at_site, is_cleared, is_open),
        (JUDGES, is_reached, is_cleared, is_open),
        (SYSTEM,),
    ),
    Act.REVIEW_ESCALATE: ((SYSTEM,),),
    Act.RESCORING_SEE: ((MONITORS, at_site, is_cleared), (SYSTEM,)),
    Act.RESCORING_ASK: ((on_duty(_D.HEAD, _D.GOVERNOR, _D.ANALYST), at_site, is_cleared), (SYSTEM,)),
    Act.RESCORING_COMPUTE: ((SYSTEM,),),
    Act.CLASSIFICATION_READ: _RISK,
    Act.CLASSIFICATION_PROPOSE: (
        (on_duty(_D.ASSESSOR, _D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT), at_site, is_cleared, is_open),
        (SYSTEM,),
    ),
    # The prison that holds somebody now may end or second what another decided of him.
    Act.CLASSIFICATION_DECIDE: (
        (DECIDERS, at_site, is_cleared, is_open),
        (DECIDERS, is_reached, is_cleared, is_open),
        (SYSTEM,),
    ),
    Act.PROFILE_READ: _RISK,
    Act.MONITORING_SEE: ((MONITORS,), (SYSTEM,)),
    # Who oversees sees what was kept from people and on what ground, and no assessment.
    Act.LETTER_READ: (*_RISK, (OVERSEERS, at_site, is_cleared, is_open)),
    Act.LETTER_WRITE: ((JUDGES, at_site, is_cleared, is_open), (SYSTEM,)),
    Act.LETTER_APPROVE: ((DECIDERS, at_site, is_cleared, is_open, is_not_author), (SYSTEM,)),
    Act.CONTEST_ANSWER: _RISK_DECIDED,
    Act.ALERT_READ: (*_ALERTS, (INTELLIGENCE, is_reached, is_cleared, is_open)),
    Act.ALERT_TRIAGE: _ALERTS,
    Act.ALERT_RAISE: ((SYSTEM,),),
    Act.RULE_READ: (
        (INTELLIGENCE, is_cleared, is_open),
        (OVERSEERS, is_cleared, is_open),
        (_INTEGRITY, is_cleared, is_in_compartment, is_open),
        (SYSTEM,),
    ),
    Act.RULE_CHANGE: (
        (on_duty(_D.HEAD, _D.ANALYST), is_cleared, is_open),
        (_INTEGRITY, is_cleared, is_in_compartment, is_open),
        (SYSTEM,),
    ),
    Act.RULE_APPROVE: (
        (on_duty(_D.HEAD, _D.ANALYST), is_cleared, is_open, is_not_author),
        (_INTEGRITY, is_cleared, is_in_compartment, is_open, is_not_author),
        (SYSTEM,),
    ),
    Act.PICTURE_SEE: ((on_duty(_D.PIO, _D.HEAD, _D.ANALYST, _D.GOVERNOR),), (SYSTEM,)),
    Act.KEEP_APART_READ: (*_READ_SITE, (CUSTODY, is_reached, is_cleared)),
    Act.KEEP_APART_TOLD: ((PLACERS,), (SYSTEM,)),
    Act.KEEP_APART_OPEN: ((PLACERS, at_site, is_cleared), (SYSTEM,)),
    Act.KEEP_APART_CLOSE: (
        (PLACERS, at_site, is_cleared),
        (PLACERS, is_reached, is_cleared),
        (SYSTEM,),
    ),
    Act.APART_RULES_READ: ((GROUP_READERS, at_site, is_cleared), (SYSTEM,)),
    Act.APART_RULES_SET: ((DECIDERS, at_site, is_cleared), (SYSTEM,)),
    # What a compartment knows is read in it alone; the service itself turns it into rules for everybody alike.
    Act.COVER_READ: ((COMPARTMENTS, is_cleared, is_in_compartment),),
    Act.COVER_WRITE: ((COMPARTMENTS, is_cleared, is_in_compartment),),
    Act.COVER_WIDEN: ((SYSTEM,),),
    Act.PLACEMENT_SEE: ((PLACERS, at_site, is_cleared), (SYSTEM,)),
    Act.PLACEMENT_PROPOSE: ((PROPOSERS, at_site, is_cleared), (SYSTEM,)),
    Act.PLACEMENT_DECIDE: ((PLACING, at_site, is_cleared), (SYSTEM,)),
    Act.PLACEMENT_OVERRIDE: ((on_duty(_D.GOVERNOR), at_site, is_cleared),),
    Act.ORDER_READ: (*_READ_SITE, (CUSTODY, is_reached, is_cleared)),
    Act.ORDER_CARRY_OUT: (
        (MOVERS, at_site, is_cleared),
        (MOVERS, is_reached, is_cleared),
        (SYSTEM,),
    ),
    Act.ORDER_CANCEL: ((PLACING, at_site, is_cleared), (SYSTEM,)),
    # The list of weak points is a list of ways out: for those who decide where people live and work.
    Act.WEAK_POINT_READ: ((PLACERS, at_site, is_cleared), (SYSTEM,)),
    Act.WEAK_POINT_WRITE: ((DECIDERS, at_site, is_cleared), (SYSTEM,)),
    Act.SKILL_READ: _GROUPS,
    Act.SKILL_WRITE: (
        (on_duty(_D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT, _D.ASSESSOR), at_site, is_cleared),
        (on_duty(_D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT, _D.ASSESSOR), is_reached, is_cleared),
        (SYSTEM,),
    ),
    Act.POST_READ: ((PLACERS, at_site, is_cleared), (SYSTEM,)),
    Act.POST_WRITE: ((PROPOSERS, at_site, is_cleared), (SYSTEM,)),
    Act.POST_CHECK: ((PLACERS, at_site, is_cleared), (SYSTEM,)),
    Act.POST_DECIDE: ((PROPOSERS, at_site, is_cleared), (SYSTEM,)),
    Act.ESCORT_READ: ((PLACERS, at_site, is_cleared), (PLACERS, is_reached, is_cleared), (SYSTEM,)),
    Act.ESCORT_WRITE: ((PLACERS, at_site, is_cleared), (SYSTEM,)),
    Act.ESCORT_ACKNOWLEDGE: ((PLACERS, is_reached, is_cleared), (SYSTEM,)),
    Act.ESCORT_SIGN: ((DECIDERS, at_site, is_cleared), (SYSTEM,)),
    Act.ESCORT_ESCALATE: ((SYSTEM,),),
    Act.ARRIVAL_CLEAR: ((MOVERS, at_site, is_cleared), (MOVERS, is_reached, is_cleared), (SYSTEM,)),
    Act.ARRIVAL_ESCALATE: ((SYSTEM,),),
    Act.MEASURE_READ: _MEASURES,
    Act.MEASURE_REASONS: (
        (GROUP_READERS, at_site, is_cleared),
        (GROUP_READERS, is_reached, is_cleared),
        (OVERSEERS, at_site, is_cleared),
        (SYSTEM,),
    ),
    Act.MEASURE_PROPOSE: (
        (on_duty(_D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT), at_site, is_cleared),
        (SYSTEM,),
    ),
    Act.MEASURE_DECIDE: _MEASURES_DECIDED,
    Act.MEASURE_CHECK: ((on_duty(_D.OFFICER, _D.PIO, _D.HEAD, _D.GOVERNOR),), (SYSTEM,)),
    Act.MEASURE_CONTEST: _MEASURES,
    Act.MEASURE_ANSWER: _MEASURES_DECIDED,
    Act.MEASURE_REGISTER: ((DECIDERS,), (OVERSEERS,), (SYSTEM,)),
    Act.MEASURE_LAPSE: ((SYSTEM,),),
    Act.DOOR_READ: _DOORS,
    Act.DOOR_STATE: ((GATE, at_site, is_cleared), (SYSTEM,)),
    Act.DOOR_LOAD: ((SYSTEM,),),
    Act.CONTACT_READ: _DOORS,
    Act.CONTACT_ASK: ((GATE, at_site, is_cleared), (SYSTEM,)),
    Act.CONTACT_DECIDE: ((DECIDERS, at_site, is_cleared), (DECIDERS, is_reached, is_cleared), (SYSTEM,)),
    Act.LINKAGE_QUALITY_SEE: ((on_duty(_D.DPO, _D.HEAD, _D.ANALYST),), (SYSTEM,)),
    Act.LEDGER_READ: ((OVERSEERS,),),
    Act.LEDGER_EXPORT: ((OVERSEERS, stepped_up),),
    Act.LEDGER_CHECKPOINT: ((OVERSEERS,), (SYSTEM,)),
    Act.LEDGER_VERIFY: ((OVERSEERS,), (SYSTEM,)),
}


def refusal(act: Act, actor: Actor, marking: Marking) -> str | None:
    """Say why the actor may not do this, or None when it is allowed.

    Of several rows the one that fails latest is worded: it is the nearest to being allowed.
    """
    nearest, said = -1, "Nobody may do this."
    for row in POLICY.get(act, ()):
        failed = next((place for place, rule in enumerate(row) if not rule.holds(actor, marking)), None)
        if failed is None:
            return None
        if failed > nearest:
            nearest, said = failed, row[failed].otherwise
    return said


def duties_that_may(act: Act) -> frozenset[Duty]:
    """The duties that can ever do this: for navigation and for the printed matrix."""
    able: set[Duty] = set()
    for row in POLICY.get(act, ()):
        named = [rule.duties for rule in row if rule.name == "on_duty"]
        able |= frozenset.intersection(*named) if named else frozenset(Duty)
    return frozenset(able)
