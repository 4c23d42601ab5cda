"""What higher apps may ask of groups and networks."""

from beccaria.networks.actions import (
    NewEvidence,
    NewGroup,
    NewMembership,
    NewRelation,
    NewScorecard,
    Shown,
    add_evidence,
    answer,
    challenge,
    open_membership,
    propose_memberships,
    relate,
    review,
    score_group,
    suppose_role,
    write_group,
)
from beccaria.networks.queries import group, group_names, groups, marks, membership, of_person, scorecards_due
from beccaria.networks.queries.card_shapes import Answer
from beccaria.networks.queries.chart_shapes import Mark
from beccaria.networks.queries.cited import markings_of
from beccaria.networks.queries.found import Found, found
from beccaria.networks.queries.instruments import newest as instrument
from beccaria.networks.queries.opposed import Opposed, belonging, opposed
from beccaria.networks.queries.tension import feuds_on_one_wing

__all__ = [
    "Answer",
    "Found",
    "Mark",
    "NewEvidence",
    "NewGroup",
    "NewMembership",
    "NewRelation",
    "NewScorecard",
    "Opposed",
    "Shown",
    "add_evidence",
    "answer",
    "belonging",
    "challenge",
    "feuds_on_one_wing",
    "found",
    "group",
    "group_names",
    "groups",
    "instrument",
    "markings_of",
    "marks",
    "membership",
    "of_person",
    "open_membership",
    "opposed",
    "propose_memberships",
    "relate",
    "review",
    "score_group",
    "scorecards_due",
    "suppose_role",
    "write_group",
]
