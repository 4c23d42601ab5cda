"""Say every act of the ledger in a sentence that somebody outside the service understands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.access.api import DUTY_WORDS, PURPOSE_WORDS
from beccaria.core.acts import Act

DUTIES, PURPOSES = DUTY_WORDS, PURPOSE_WORDS

# Each completes "Dee …". A test fails when an act has no sentence.
SENTENCES: dict[Act, str | Promise] = {
    Act.PUBLIC_PAGE: _("opened a page that is open to everybody"),
    Act.SIGN_IN: _("signed in"),
    Act.SIGN_OUT: _("signed out"),
    Act.SESSION_REFUSED: _("tried to sign in and failed"),
    Act.DUTY_CHOOSE: _("changed duty or purpose"),
    Act.OWN_ACCOUNT: _("looked at the own account"),
    Act.STEP_UP: _("said why a sensitive look was needed"),
    Act.TOKEN_ISSUE: _("made a key for another program"),
    Act.BREAK_GLASS: _("broke the glass: saw one more establishment for an hour"),
    Act.BREAK_GLASS_REVIEW: _("reviewed broken glass"),
    Act.USER_ADMINISTER: _("gave or took rights"),
    Act.REFUSAL: _("was refused"),
    Act.TODAY_SEE: _("opened Today"),
    Act.SEARCH: _("searched"),
    Act.REFERENCE_READ: _("looked up a list of terms"),
    Act.CATALOGUE_SEE: _("opened the catalogue of components"),
    Act.PLACE_LIST: _("listed establishments"),
    Act.PLACE_READ: _("looked at an establishment"),
    Act.PLACE_INSIDE: _("looked at who and what is inside an establishment"),
    Act.PLACE_LOAD: _("loaded establishments from a file"),
    Act.PERSON_SEARCH: _("searched for people"),
    Act.PERSON_READ: _("looked at a person"),
    Act.PERSON_ADD: _("added a person"),
    Act.PERSON_CHANGE: _("changed what is known of a person"),
    Act.PERSON_LOAD: _("loaded people from a file"),
    Act.PERSON_REVIEW: _("looked at two records that may be one person"),
    Act.PERSON_JUDGE: _("judged whether two records are one person"),
    Act.RECOGNITION_READ: _("read that somebody was recognised"),
    Act.RECOGNITION_ANSWER: _("dealt with a recognition"),
    Act.WARNING_READ: _("read a warning"),
    Act.WARNING_WRITE: _("wrote a warning"),
    Act.WARNING_CHANGE: _("corrected or withdrew a warning"),
    Act.WARNING_ACKNOWLEDGE: _("acknowledged a warning"),
    Act.WARNING_ESCALATE: _("passed an unanswered warning on"),
    Act.GATE_SEE: _("looked at who is expected at the gate"),
    Act.GATE_DECIDE: _("decided at the gate"),
    Act.BAN_READ: _("looked at bans"),
    Act.BAN_SET: _("banned somebody until a day"),
    Act.BAN_END: _("ended a ban"),
    Act.LINKAGE_QUALITY_SEE: _("looked at how well people are told apart"),
    Act.EVENT_READ: _("looked at events"),
    Act.EVENT_ADD: _("added an event"),
    Act.EVENT_LOAD: _("loaded events from a file"),
    Act.OBSERVATION_SUBMIT: _("wrote an observation"),
    Act.OBSERVATION_DRAFT: _("kept a draft of an observation"),
    Act.OBSERVATION_READ: _("read an observation"),
    Act.OBSERVATION_READ_OWN: _("read an observation of his or her own"),
    Act.OBSERVATION_RETURN: _("sent an observation back with a question"),
    Act.OBSERVATION_ANSWER: _("answered a question about an observation"),
    Act.OBSERVATION_LOAD: _("loaded observations from a file"),
    Act.OBSERVATION_CLOSE: _("closed an observation"),
    Act.ATTACHMENT_READ: _("opened an attachment"),
    Act.INBOX_SEE: _("opened the inbox"),
    Act.FEEDBACK_GIVE: _("told a reporter what became of an observation"),
    Act.FEEDBACK_READ_OWN: _("read what became of an observation"),
    Act.REVEAL_REQUEST: _("asked to learn a reporter's name"),
    Act.REVEAL_APPROVE: _("agreed that a reporter's name be shown"),
    Act.REVEAL: _("was shown a reporter's name"),
    Act.REPORT_OPEN: _("opened an intelligence report from an observation"),
    Act.REPORT_READ: _("read an intelligence report"),
    Act.REPORT_GRADE: _("graded an intelligence report"),
    Act.REPORT_LINK: _("linked an intelligence report to a record"),
    Act.REPORT_RELATE: _("noted that reports agree or contradict each other"),
    Act.REPORT_SANITISE: _("made a sanitised version of a report"),
    Act.REPORT_DISSEMINATE: _("disseminated a report"),
    Act.REPORT_RECALL: _("recalled a report from those who got it"),
    Act.REPORT_CLOSE: _("closed an intelligence report"),
    Act.REPORT_ARCHIVE: _("archived an intelligence report"),
    Act.VERSION_READ: _("read a version of a report"),
    Act.VERSION_ANSWER: _("answered a report that was sent"),
    Act.REQUIREMENT_READ: _("read the intelligence requirements"),
    Act.REQUIREMENT_SET: _("set an intelligence requirement"),
    Act.TASK_READ: _("read tasks"),
    Act.TASK_SET: _("set a task"),
    Act.TASK_DO: _("did a task"),
    Act.LEDGER_READ: _("read this ledger"),
    Act.LEDGER_EXPORT: _("exported part of this ledger with a seal"),
    Act.LEDGER_CHECKPOINT: _("took a signed checkpoint of this ledger"),
    Act.LEDGER_VERIFY: _("checked that this ledger is whole"),
}

KINDS: dict[str, str | Promise] = {
    "person": _("person"),
    "place": _("place"),
    "event": _("event"),
    "warning": _("warning"),
    "ban": _("ban"),
    "observation": _("observation"),
    "report": _("report"),
    "item": _("item"),
    "version": _("version"),
    "attachment": _("attachment"),
    "requirement": _("requirement"),
    "task": _("task"),
    "reference": _("number"),
    "organisation": _("organisation"),
    "file": _("file"),
    "staff": _("staff"),
    "reveal": _("request for a reporter's name"),
    "user": _("user"),
    "glass": _("broken glass"),
    "confirmation": _("reason given"),
    "address": _("page"),
    "export": _("export"),
}

CULTURES: dict[str, str | Promise] = {
    "Romance": _("Romance"),
    "Iberian and Latin American": _("Iberian and Latin American"),
    "Germanic and Nordic": _("Germanic and Nordic"),
    "British and Irish": _("British and Irish"),
    "Slavic and Baltic": _("Slavic and Baltic"),
    "Albanian and Greek": _("Albanian and Greek"),
    "Turkic and Caucasian": _("Turkic and Caucasian"),
    "Arabic": _("Arabic"),
    "Persian and South Asian": _("Persian and South Asian"),
    "West and Central African": _("West and Central African"),
    "East African": _("East African"),
    "East and South-East Asian": _("East and South-East Asian"),
    "Hebrew": _("Hebrew"),
    "unknown": _("not recorded"),
    "small": _("small groups together"),
}


def sentence(act: str) -> str:
    """The words of an act; one this version does not know is shown as it was written."""
    return str(SENTENCES[Act(act)]) if act in set(Act) else act


def kind_words(subject: str) -> str:
    """What kind of record a reference names."""
    kind = subject.partition(":")[0]
    return str(KINDS.get(kind, kind))
