"""Say stages, kinds, audiences and the rest of the field's lists in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.handling import Audience
from beccaria.core.links import Currency, Firmness, ItemRelation, Nature, Pole, Relation, Subject, Threat
from beccaria.core.reporting import Kind, Stage
from beccaria.engines.mentions import Kind as Found
from beccaria.reports.pages import vocabulary

Words = Mapping[str, str | Promise]

KINDS: Words = {
    Kind.BEHAVIOUR: _("Behaviour"),
    Kind.CONVERSATION: _("Something heard"),
    Kind.VIOLENCE: _("Violence or threats"),
    Kind.FIND: _("Something found"),
    Kind.VISIT: _("A visit"),
    Kind.TELEPHONE: _("Telephone"),
    Kind.MOVEMENT: _("Movement or contact"),
    Kind.MONEY: _("Money or debts"),
    Kind.OUTSIDE: _("Outside the wall"),
    Kind.OTHER: _("Something else"),
}
# What the person who wrote it reads.
MY_STAGES: Words = {
    Stage.SUBMITTED: _("With the intelligence unit"),
    Stage.RETURNED: _("A question for you"),
    Stage.GRADED: _("Judged and kept"),
    Stage.CLOSED: _("Closed"),
    Stage.ARCHIVED: _("Archived"),
}
OBSERVATION_STAGES: Words = {
    Stage.SUBMITTED: _("New"),
    Stage.RETURNED: _("Question asked"),
    Stage.GRADED: _("Graded"),
    Stage.CLOSED: _("Closed"),
    Stage.ARCHIVED: _("Archived"),
}
REPORT_STAGES: Words = {
    Stage.SUBMITTED: _("To be graded"),
    Stage.GRADED: _("Graded"),
    Stage.SANITISED: _("Sanitised"),
    Stage.DISSEMINATED: _("Disseminated"),
    Stage.CLOSED: _("Closed"),
    Stage.ARCHIVED: _("Archived"),
}
AUDIENCES: Words = {
    Audience.OWN_UNIT: _("Our own unit"),
    Audience.PRISON_STAFF: _("Prison staff"),
    Audience.OTHER_PRISON: _("Another prison"),
    Audience.POLICE: _("Police"),
    Audience.NON_PROSECUTING: _("A service that does not prosecute"),
    Audience.FOREIGN_EU: _("A service of another EU country"),
    Audience.FOREIGN_OTHER: _("A service of a country outside the EU"),
}
NATURES: Words = {Nature.FACT: _("Fact"), Nature.ASSESSMENT: _("Assessment")}
CURRENCIES: Words = {
    Currency.NOW: _("happening now"),
    Currency.DAYS: _("days old"),
    Currency.WEEKS: _("weeks old"),
    Currency.OLD: _("older"),
    Currency.UNKNOWN: _("unknown"),
}
FIRMNESS: Words = {
    Firmness.HIGH: _("high"),
    Firmness.MEDIUM: _("medium"),
    Firmness.LOW: _("low"),
    Firmness.UNKNOWN: _("unknown"),
}
ITEM_RELATIONS: Words = {
    ItemRelation.CORROBORATES: _("Corroborates"),
    ItemRelation.CONTRADICTS: _("Contradicts"),
    ItemRelation.SAME_SOURCE: _("Same source"),
}
SUBJECTS: Words = {
    Subject.SUSPECT: _("suspected of an offence, or about to commit one"),
    Subject.CONVICTED: _("convicted of an offence"),
    Subject.VICTIM: _("victim, or possible victim"),
    Subject.OTHER: _("other: witness, contact, visitor, family"),
}
THREATS: Words = {
    Threat.DRUGS: _("drugs"),
    Threat.PHONES: _("mobile telephones and SIM cards"),
    Threat.WEAPONS: _("weapons and explosives"),
    Threat.VIOLENCE: _("violence between prisoners or against staff"),
    Threat.THREAT_TO_LIFE: _("threat to life"),
    Threat.ESCAPE: _("escape"),
    Threat.DISORDER: _("disorder, riot, hostage taking"),
    Threat.STAFF_CORRUPTION: _("corruption or pressure on staff"),
    Threat.CRIME_FROM_INSIDE: _("crime directed from inside"),
    Threat.ORGANISED_CRIME: _("organised crime group activity"),
    Threat.EXTREMISM: _("violent extremism"),
    Threat.INTIMIDATION: _("intimidation of witnesses or victims"),
    Threat.DEBT_AND_BULLYING: _("debt, bullying, exploitation"),
    Threat.MONEY: _("money and illicit finance"),
    Threat.DRONES: _("drones and throw-overs"),
    Threat.SELF_HARM: _("self-harm"),
    Threat.OTHER: _("other"),
}
RELATIONS: Words = {
    Relation.ABOUT: _("is about"),
    Relation.SAID_BY: _("was said by"),
    Relation.PRESENT: _("names as present"),
    Relation.USES: _("says is used"),
    Relation.OWNS: _("says is owned"),
    Relation.CONTACT_OF: _("names as a contact"),
    Relation.HAPPENED_AT: _("happened at"),
    Relation.PART_IN: _("took part in"),
    Relation.TARGET: _("names as a target"),
    Relation.MEMBER_OF: _("names as a member"),
    Relation.MENTIONED: _("mentions"),
}
POLES: Words = {
    Pole.PERSON: _("person"),
    Pole.OBJECT: _("thing"),
    Pole.PLACE: _("place"),
    Pole.EVENT: _("event"),
    Pole.GROUP: _("group"),
}
FOUND: Words = {
    Found.PHONE: _("telephone number"),
    Found.IBAN: _("bank account"),
    Found.PLATE: _("number plate"),
    Found.EMAIL: _("e-mail address"),
    Found.MOMENT: _("moment"),
    Found.WING: _("wing"),
    Found.CELL: _("cell"),
    Found.NAME: _("name"),
    Found.INITIALS: _("initials"),
    Found.NICKNAME: _("nickname"),
}
LEVELS: Words = {
    Level.OFFICIAL.name: _("Official"),
    Level.RESTRICTED.name: _("Restricted"),
    Level.CONFIDENTIAL.name: _("Confidential"),
    Level.SECRET.name: _("Secret"),
}


def said(words: Words, value: str) -> str:
    """One word of a list."""
    return str(words[value])


def choices(words: Words) -> list[tuple[str, str | Promise]]:
    """A list as the choices of a form field."""
    return [(str(value), text) for value, text in words.items()]


def told(sentence: str) -> str:
    """A sentence that the rules say in English, in the reader's language; `vocabulary` lists them for translators."""
    return gettext(sentence) if sentence in vocabulary.SENTENCES else sentence
