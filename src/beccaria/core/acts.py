"""List every act once: permission is asked for it, and the ledger records it, by the same name."""

from enum import StrEnum


class Act(StrEnum):
    """What somebody can do. The value is `noun.verb` and never changes once the ledger has used it."""

    # Getting in
    PUBLIC_PAGE = "public.page"
    SIGN_IN = "session.sign_in"
    SIGN_OUT = "session.sign_out"
    SESSION_REFUSED = "session.refused"
    DUTY_CHOOSE = "session.choose_duty"
    OWN_ACCOUNT = "session.own_account"
    STEP_UP = "session.step_up"
    TOKEN_ISSUE = "token.issue"  # noqa: S105  the name of an act
    BREAK_GLASS = "access.break_glass"
    BREAK_GLASS_REVIEW = "access.break_glass_review"
    USER_ADMINISTER = "access.administer"
    REFUSAL = "access.refusal"

    # The shell
    TODAY_SEE = "today.see"
    SEARCH = "search.run"
    REFERENCE_READ = "reference.read"
    CATALOGUE_SEE = "catalogue.see"

    # Places
    PLACE_LIST = "place.list"
    PLACE_READ = "place.read"
    PLACE_INSIDE = "place.read_inside"
    PLACE_LOAD = "place.load"

    # People
    PERSON_SEARCH = "person.search"
    PERSON_READ = "person.read"
    PERSON_ADD = "person.add"
    PERSON_CHANGE = "person.change"
    PERSON_LOAD = "person.load"
    PERSON_REVIEW = "person.review"
    PERSON_JUDGE = "person.judge"
    RECOGNITION_READ = "recognition.read"
    RECOGNITION_ANSWER = "recognition.answer"

    # Events
    EVENT_READ = "event.read"
    EVENT_ADD = "event.add"
    EVENT_LOAD = "event.load"

    # Warnings, bans, and the gate
    WARNING_READ = "warning.read"
    WARNING_WRITE = "warning.write"
    WARNING_CHANGE = "warning.change"
    WARNING_ACKNOWLEDGE = "warning.acknowledge"
    WARNING_ESCALATE = "warning.escalate"
    GATE_SEE = "gate.see"
    GATE_DECIDE = "gate.decide"
    BAN_READ = "ban.read"
    BAN_SET = "ban.set"
    BAN_END = "ban.end"

    # Observations
    OBSERVATION_SUBMIT = "observation.submit"
    OBSERVATION_DRAFT = "observation.draft"
    OBSERVATION_READ = "observation.read"
    OBSERVATION_READ_OWN = "observation.read_own"
    OBSERVATION_RETURN = "observation.return"
    OBSERVATION_ANSWER = "observation.answer"
    OBSERVATION_LOAD = "observation.load"
    OBSERVATION_CLOSE = "observation.close"
    ATTACHMENT_READ = "attachment.read"
    INBOX_SEE = "inbox.see"
    FEEDBACK_GIVE = "feedback.give"
    FEEDBACK_READ_OWN = "feedback.read_own"
    REVEAL_REQUEST = "reporter.reveal_request"
    REVEAL_APPROVE = "reporter.reveal_approve"
    REVEAL = "reporter.reveal"

    # Intelligence reports
    REPORT_OPEN = "report.open"
    REPORT_READ = "report.read"
    REPORT_GRADE = "report.grade"
    REPORT_LINK = "report.link"
    REPORT_RELATE = "report.relate"
    REPORT_SANITISE = "report.sanitise"
    REPORT_DISSEMINATE = "report.disseminate"
    REPORT_RECALL = "report.recall"
    REPORT_CLOSE = "report.close"
    REPORT_ARCHIVE = "report.archive"
    VERSION_READ = "version.read"
    VERSION_ANSWER = "version.answer"
    REQUIREMENT_READ = "requirement.read"
    REQUIREMENT_SET = "requirement.set"
    TASK_READ = "task.read"
    TASK_SET = "task.set"
    TASK_DO = "task.do"

    # Groups and networks
    GROUP_READ = "group.read"
    GROUP_WRITE = "group.write"
    GROUP_LOAD = "group.load"
    MEMBERSHIP_READ = "membership.read"
    MEMBERSHIP_WRITE = "membership.write"
    MEMBERSHIP_REVIEW = "membership.review"
    MEMBERSHIP_CHALLENGE = "membership.challenge"
    SCORECARD_READ = "scorecard.read"
    SCORECARD_SCORE = "scorecard.score"
    NETWORK_READ = "network.read"
    NETWORK_ARRANGE = "network.arrange"
    NETWORK_EXPORT = "network.export"
    NETWORK_LOAD = "network.load"
    TENSION_SEE = "tension.see"
    PROPOSAL_READ = "proposal.read"
    PROPOSAL_JUDGE = "proposal.judge"
    PROPOSAL_MAKE = "proposal.make"

    # Risk
    ASSESSMENT_READ = "assessment.read"
    ASSESSMENT_WRITE = "assessment.write"
    ASSESSMENT_DECIDE = "assessment.decide"
    ASSESSMENT_COUNTERSIGN = "assessment.countersign"
    ASSESSMENT_CONTEST = "assessment.contest"
    INSTRUMENT_APPROVE = "instrument.approve"
    TRAINING_RECORD = "training.record"
    REVIEW_SEE = "review.see"
    CLASSIFICATION_READ = "classification.read"
    CLASSIFICATION_PROPOSE = "classification.propose"
    CLASSIFICATION_DECIDE = "classification.decide"
    PROFILE_READ = "profile.read"
    MONITORING_SEE = "monitoring.see"
    LETTER_READ = "letter.read"
    LETTER_WRITE = "letter.write"
    LETTER_APPROVE = "letter.approve"
    CONTEST_ANSWER = "contest.answer"

    # Oversight
    LINKAGE_QUALITY_SEE = "linkage.quality"
    LEDGER_READ = "ledger.read"
    LEDGER_EXPORT = "ledger.export"
    LEDGER_CHECKPOINT = "ledger.checkpoint"
    LEDGER_VERIFY = "ledger.verify"
