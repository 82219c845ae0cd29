"""What the codes of the records are called: one table per enum, msgids to translate where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from handleplan_batch.language import N_
from handleplan_batch.model import ActionType, ChallengeKind, Iglo, Level, Polarity, PreventionLevel, SourceKind

LEVELS: Mapping[Level, str] = {
    Level.IMMEDIATE: N_("1 Immediate"),
    Level.HIGH: N_("2 High"),
    Level.MEDIUM: N_("3 Medium"),
    Level.LOW: N_("4 Low"),
    Level.OBSERVATION: N_("5 Observation"),
}
KINDS: Mapping[ChallengeKind, str] = {
    ChallengeKind.CHALLENGE: N_("Challenge"),
    ChallengeKind.AMBITION: N_("Ambition"),
    ChallengeKind.STANDING: N_("Standing condition"),
}
SOURCES: Mapping[SourceKind, str] = {
    SourceKind.SURVEY: N_("APV survey"),
    SourceKind.COMMENT: N_("Comments in the APV survey"),
    SourceKind.RISK_ASSESSMENT: N_("Risk assessment"),
    SourceKind.INSPECTION: N_("Safety round"),
    SourceKind.INCIDENT: N_("Accidents and near misses"),
    SourceKind.ABSENCE: N_("Sickness absence"),
    SourceKind.DISCUSSION: N_("Annual discussion"),
}
POLARITIES: Mapping[Polarity, str] = {
    Polarity.PROBLEM: N_("Problem"),
    Polarity.POSITIVE: N_("Positive"),
    Polarity.AMBITION: N_("Ambition"),
    Polarity.NEUTRAL: N_("Neutral"),
}
ACTION_TYPES: Mapping[ActionType, str] = {
    ActionType.PREVENTIVE: N_("Preventive"),
    ActionType.HANDLING: N_("Handling"),
    ActionType.DIFFERENT: N_("Doing it another way"),
    ActionType.TRAINING: N_("Training and instruction"),
}
PREVENTION_LEVELS: Mapping[PreventionLevel, str] = {
    PreventionLevel.ELIMINATE: N_("Remove at the source"),
    PreventionLevel.CHANGE: N_("Change the work or the technique"),
    PreventionLevel.COLLECTIVE: N_("Collective protection"),
    PreventionLevel.INDIVIDUAL: N_("Individual protection or instruction"),
}
IGLO: Mapping[Iglo, str] = {
    Iglo.INDIVIDUAL: N_("Individual"),
    Iglo.GROUP: N_("Group"),
    Iglo.LEADER: N_("Leader"),
    Iglo.ORGANISATION: N_("Organisation"),
}
