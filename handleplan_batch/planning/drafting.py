"""The six parts of the plan, drafted from the catalogue, the findings and the organisation.

Every text is a suggestion for people to edit. What the source itself proposes comes before the catalogue's measures;
measures are chosen by the principles of prevention (BEK 65/2024, annex 1) and by urgency, one to three a challenge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.labels import LEVELS, SOURCES
from handleplan_batch.language import _, ngettext
from handleplan_batch.mapping import text_key
from handleplan_batch.model import (
    Action,
    ActionType,
    Challenge,
    ChallengeKind,
    Department,
    Event,
    Finding,
    Level,
    Measure,
    PreventionLevel,
    SourceKind,
    Theme,
    Yardstick,
    YardstickKind,
)
from handleplan_batch.planning.schedule import Period, Schedule
from handleplan_batch.settings import Settings

_ORDERS: Mapping[Level, tuple[ActionType, ...]] = {
    Level.IMMEDIATE: (ActionType.HANDLING, ActionType.PREVENTIVE, ActionType.TRAINING),
    Level.HIGH: (ActionType.PREVENTIVE, ActionType.HANDLING, ActionType.TRAINING),
    Level.MEDIUM: (ActionType.PREVENTIVE, ActionType.DIFFERENT),
    Level.LOW: (ActionType.PREVENTIVE,),
    Level.OBSERVATION: (ActionType.PREVENTIVE,),
}
"""Which types of action a level calls for, the first first. Danger is contained at once, then removed; what is less
urgent gets fewer actions, since too many is the classic way a plan fails."""

_SWAPS = {ActionType.PREVENTIVE: ActionType.DIFFERENT, ActionType.DIFFERENT: ActionType.PREVENTIVE}
"""Types that may stand in for one another when a theme returns in another department, so that plans do not repeat."""

_VAGUENESS = {SourceKind.SURVEY: 0.3, SourceKind.DISCUSSION: 0.2, SourceKind.ABSENCE: 0.4, SourceKind.COMMENT: 2.0}
"""How much less a source's text says about what is wrong, in levels of urgency; lists of hazards say most."""

_CLEAR = 10
"""Points (0–100) that make a clear difference between two scores; 5 are worth talking about."""

_MOST_CELLS = 5
"""Most cells named per sheet in a row's sources."""

_MOST_EVENTS = 6
"""Most events of the calendar named in a row."""

_SHORT = 160
"""Most characters of a source's own words that are repeated in a draft."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One action to draft: a measure of the catalogue, or what a finding proposes (with a measure for the rest)."""

    measure: Measure
    proposal: Finding | None = None
    also: tuple[Finding, ...] = ()
    """Further findings whose proposals are gathered in this action."""
    promised: tuple[Finding, ...] = ()
    """Findings without a proposal of their own that the source gives a deadline or somebody responsible."""
    lasting: bool = False
    """Whether it removes the cause after another action has contained the danger."""


@dataclass(frozen=True, slots=True)
class _Criterion:
    """A success criterion: ``indicator from baseline to target``."""

    indicator: str
    baseline: str
    target: str
    method: str
    yardstick: Yardstick | None = None


def draft_actions(
    challenges: Sequence[Challenge],
    findings: Iterable[Finding],
    departments: Iterable[Department],
    events: Sequence[Event],
    catalogue: Catalogue,
    settings: Settings,
    as_of: date,
    language: str,
) -> tuple[Action, ...]:
    """Draft one to ``settings.actions_per_challenge`` actions for each challenge, in the challenges' order.

    ``departments`` come with parents before children. Texts of the catalogue are in ``language`` (``da`` or ``en``).
    """
    drafter = _Drafter(
        {finding.id: finding for finding in findings},
        {department.name: department for department in departments},
        tuple(events),
        catalogue,
        settings,
        Schedule(as_of, settings.vacation_weeks),
        language,
    )
    actions: list[Action] = []
    for challenge in challenges:
        for step in drafter.steps(challenge):
            actions.append(drafter.action(f"H-{len(actions) + 1:04}", challenge, step))
    return tuple(actions)


@dataclass(frozen=True, slots=True)
class _Drafter:
    findings: Mapping[str, Finding]
    departments: Mapping[str, Department]
    events: Sequence[Event]
    catalogue: Catalogue
    settings: Settings
    schedule: Schedule
    language: str
    _seen: dict[str, int] = field(default_factory=dict)
    """How many challenges of each theme have been drafted."""

    # Which actions ---------------------------------------------------------------------------------------------------

    def steps(self, challenge: Challenge) -> list[_Step]:
        """Choose the actions: the sources' own proposals first, then measures by prevention order and urgency."""
        turn = self._seen.get(challenge.theme_id, 0)
        self._seen[challenge.theme_id] = turn + 1
        order = _ORDERS[challenge.level][:1] if challenge.parked else _ORDERS[challenge.level]
        most = min(self.settings.actions_per_challenge, 3)
        measures = self._measures(challenge.theme_id, order, turn)
        proposing = self._proposing(challenge)
        promised = self._promised(challenge, proposing)
        if not proposing:
            steps = [_Step(measure, lasting=number > 0) for number, measure in enumerate(measures[:most])]
            return [replace(steps[0], promised=promised), *steps[1:]]
        own = proposing[: max(1, most - 1)]
        steps = [
            _Step(self._fitting(measures[number % len(measures)], finding), finding)
            for number, finding in enumerate(own)
        ]
        steps[-1] = replace(steps[-1], also=tuple(proposing[len(own) :]), promised=promised)
        if challenge.kind is ChallengeKind.AMBITION or challenge.parked or len(steps) == most:
            return steps
        lasting = [measure for measure in measures if measure.prevention_level is not PreventionLevel.INDIVIDUAL]
        unused = [measure for measure in lasting if measure is not steps[0].measure] or lasting or measures
        return [*steps, _Step(unused[0], lasting=True)]

    def _measures(self, theme_id: str, order: Sequence[ActionType], turn: int) -> list[Measure]:
        """Return a measure per wanted type, best prevention level first; the turn varies it between departments."""
        rank = list(PreventionLevel)
        available = self.catalogue.measures[theme_id]
        chosen: list[Measure] = []
        for wanted in order:
            kind = _SWAPS.get(wanted, wanted) if turn % 2 else wanted
            fitting = [measure for measure in available if measure.action_type is kind and measure not in chosen]
            fitting.sort(key=lambda measure: rank.index(measure.prevention_level))
            chosen += fitting[turn // 2 % len(fitting) :][:1] if fitting else []
        return chosen or [available[0]]

    def _proposing(self, challenge: Challenge) -> list[Finding]:
        """Return the open findings that propose something themselves, each proposal once.

        What was written after an incident has mostly been done already; it is followed up, not proposed again.
        """
        seen: dict[str, Finding] = {}
        for finding in self._of(challenge):
            if finding.proposal and not finding.solved and finding.source is not SourceKind.INCIDENT:
                seen.setdefault(_plain(finding.proposal), finding)
        return list(seen.values())

    def _promised(self, challenge: Challenge, proposing: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return the other open findings with a deadline or somebody responsible, the earliest deadline ahead first."""
        others = [
            finding
            for finding in self._of(challenge)
            if (finding.deadline or finding.deadline_text or finding.responsible)
            and not finding.solved
            and finding not in proposing
        ]
        return tuple(sorted(others, key=lambda finding: self._ahead(finding) or date.max))

    def _ahead(self, finding: Finding) -> date | None:
        """Return the deadline of a finding when it lies ahead."""
        deadline = finding.deadline
        return deadline if deadline is not None and deadline >= self.schedule.as_of else None

    def _fitting(self, measure: Measure, proposing: Finding) -> Measure:
        """Return the measure whose type and texts go with a proposal: one of training when it speaks of training."""
        says = f" {proposing.proposal.casefold()}"
        if not any(
            f" {row['word']}" in says for row in self.catalogue.table("wording") if row["kind"] == "proposal_training"
        ):
            return measure
        available = self.catalogue.measures[measure.theme_id]
        return next((other for other in available if other.action_type is ActionType.TRAINING), measure)

    def _of(self, challenge: Challenge) -> list[Finding]:
        return [self.findings[identity] for identity in challenge.finding_ids]

    def _lead(self, challenge: Challenge) -> Finding:
        """Return the finding that describes the challenge best: what someone saw, then figures, then comments."""
        open_findings = [finding for finding in self._of(challenge) if not finding.solved] or self._of(challenge)
        return min(open_findings, key=lambda finding: (finding.level or 9) + _VAGUENESS.get(finding.source, 0))

    # One action ------------------------------------------------------------------------------------------------------

    def action(self, identity: str, challenge: Challenge, step: _Step) -> Action:
        """Draft a whole row."""
        theme, measure, department = self.catalogue.themes[challenge.theme_id], step.measure, challenge.department
        given = step.proposal
        bound = (given, *step.also) if given else step.promised
        deadline = min((ahead for finding in bound if (ahead := self._ahead(finding))), default=None)
        period = self.schedule.period(challenge.level, measure.weeks, deadline, step.lasting)
        if challenge.kind is ChallengeKind.STANDING:
            period = Period(period.start, period.deadline, max(period.follow_up, self.schedule.review()))
        criterion = self._criterion(challenge, theme, given)
        see, hear = measure.see.pick(self.language), measure.hear.pick(self.language)
        if given is not None and challenge.kind is not ChallengeKind.AMBITION:
            see = _("It is put right and stays so: {finding}").format(finding=_short(given.text))
        return Action(
            id=identity,
            challenge_id=challenge.id,
            rank=challenge.rank,
            urgency=challenge.level,
            challenge=self._challenge(challenge, theme),
            kind=challenge.kind,
            department=department,
            theme=theme.name.pick(self.language),
            nature=self._nature(challenge, theme),
            cause=self._cause(challenge, theme),
            reasons="\n".join(self._reason_lines(challenge)),
            sources="\n".join(self._source_lines(challenge)),
            action_type=measure.action_type,
            action=self._action(challenge, step),
            prevention_level=measure.prevention_level,
            iglo=measure.iglo,
            responsible=next((finding.responsible for finding in bound if finding.responsible), "")
            or self._responsible(measure.responsible, department, theme),
            informed=self._people(measure.informed, department),
            involved=self._people(measure.involved, department),
            preparation=measure.preparation.pick(self.language),
            start=period.start,
            deadline=period.deadline,
            follow_up=period.follow_up,
            mind=self._mind(period, department, (*bound, *step.promised) if given else bound),
            improvement=_("See: {see}\nHear: {hear}\nMeasure: {measure}").format(
                see=see, hear=hear, measure=criterion.indicator
            ),
            criterion=_("{indicator} from {baseline} to {target} by {date}, measured by {method}").format(
                indicator=_capital(criterion.indicator),
                baseline=criterion.baseline,
                target=criterion.target,
                date=_day(period.follow_up),
                method=criterion.method,
            ),
            evaluation=self._evaluation(challenge, theme, period),
            unintended=measure.unintended.pick(self.language),
            feedback=theme.feedback.pick(self.language),
            adjust=theme.adjust.pick(self.language),
            fallback=measure.fallback.pick(self.language),
            baseline=criterion.baseline,
            target=criterion.target,
            yardstick=criterion.yardstick,
            note=self._note(challenge),
            guidance=theme.link,
            measure_id=None if given else measure.id,
        )

    def _challenge(self, challenge: Challenge, theme: Theme) -> str:
        lead = self._lead(challenge)
        if challenge.kind is ChallengeKind.AMBITION:
            return lead.text
        name = theme.name.pick(self.language)
        text = _("{theme}, {department}: {finding}").format(
            theme=name, department=challenge.department, finding=_short(lead.text)
        )
        if challenge.sub_departments:
            text += " " + _("Shared by {departments}.").format(departments=", ".join(challenge.sub_departments))
        return text

    def _nature(self, challenge: Challenge, theme: Theme) -> str:
        said = {reason.code: reason.text for reason in challenge.reasons}
        nature = theme.nature.pick(self.language)
        if "severity" not in said:
            return nature
        return _("{nature}\nSeverity: {level} – {severity}.\nExtent: {extent}.").format(
            nature=nature,
            level=_(LEVELS[challenge.level]),
            severity=_lower(said["severity"]),
            extent=_lower(said["extent"]),
        )

    def _cause(self, challenge: Challenge, theme: Theme) -> str:
        causes = list(dict.fromkeys(_short(finding.cause) for finding in self._of(challenge) if finding.cause))
        if causes:
            return _("According to the sources: {causes}").format(causes="; ".join(causes[:3]))
        if challenge.cause_theme_id:
            cause = self.catalogue.themes[challenge.cause_theme_id].name.pick(self.language)
            return _("Not examined yet. The heaviest load around it is “{theme}”: begin there.").format(theme=cause)
        return _("Not examined yet. {check}").format(check=theme.cause.pick(self.language))

    def _reason_lines(self, challenge: Challenge) -> list[str]:
        return [
            _("{reason} ({points} points)").format(reason=reason.text, points=f"{reason.points:.0f}")
            if reason.points
            else reason.text
            for reason in challenge.reasons
        ]

    def _source_lines(self, challenge: Challenge) -> list[str]:
        """Name the cells behind the challenge, a line per kind of source; the sheet of findings has them all."""
        cells: dict[SourceKind, dict[str, list[str]]] = {}
        for finding in self._of(challenge):
            where = finding.where
            sheet = " › ".join(part for part in (PurePath(where.file).name, where.sheet) if part)
            found = cells.setdefault(finding.source, {}).setdefault(sheet, [])
            if where.a1 not in found:
                found.append(where.a1)
        return [
            _("{source}: {places}").format(
                source=_(SOURCES[source]),
                places="; ".join(
                    f"{sheet} {', '.join(found[:_MOST_CELLS])}{' …' if found[_MOST_CELLS:] else ''}"
                    for sheet, found in sheets.items()
                ),
            )
            for source, sheets in cells.items()
        ]

    def _action(self, challenge: Challenge, step: _Step) -> str:
        text = step.measure.text.pick(self.language)
        if step.proposal is not None:
            proposing = (step.proposal, *step.also)
            if challenge.kind is ChallengeKind.AMBITION:
                return "\n".join(_capital(finding.proposal) for finding in proposing)
            return "\n".join(self._proposal(challenge, finding, step.proposal) for finding in proposing)
        if challenge.kind is ChallengeKind.AMBITION:
            return _("A first step towards the goal: {measure}").format(measure=_lower(text))
        begun = [
            finding.proposal
            for finding in self._of(challenge)
            if finding.source is SourceKind.INCIDENT and finding.proposal and not finding.solved
        ]
        if begun and not step.lasting:
            return _("{measure} Check that what was decided after the incidents is done and works: {decided}.").format(
                measure=text,
                decided="; ".join(_lower(_short(proposal).rstrip(".")) for proposal in dict.fromkeys(begun)),
            )
        begin = next((finding for finding in self._of(challenge) if self._can_be_begun_with(finding)), None)
        if begin is None or step.lasting:
            return text
        return _("{measure} Begin with: {finding}").format(measure=text, finding=_short(begin.text))

    def _proposal(self, challenge: Challenge, finding: Finding, first: Finding) -> str:
        """Return a proposal with all that it concerns, and its own responsible where the row has another one."""
        wanted = _plain(finding.proposal)
        alike = [other.text for other in self._of(challenge) if _plain(other.proposal) == wanted and not other.solved]
        concerns = "; ".join(dict.fromkeys(map(_short, alike)))
        if finding.responsible and finding.responsible != first.responsible:
            return _("{proposal} (concerns: {finding}; responsible: {responsible})").format(
                proposal=_capital(finding.proposal), finding=concerns, responsible=finding.responsible
            )
        return _("{proposal} (concerns: {finding})").format(proposal=_capital(finding.proposal), finding=concerns)

    def _can_be_begun_with(self, finding: Finding) -> bool:
        """Whether the finding is a concrete matter that can be put right, and may be described."""
        theme = self.catalogue.themes[finding.theme_id or ""]
        concrete = finding.source in (SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION, SourceKind.INCIDENT)
        return concrete and not finding.solved and not theme.zero_tolerance

    def _criterion(self, challenge: Challenge, theme: Theme, given: Finding | None) -> _Criterion:
        """Return what shows that it worked, measured in the way that found the problem."""
        indicator = theme.indicator.pick(self.language)
        if challenge.kind is ChallengeKind.AMBITION:
            return _Criterion(
                _("the goal “{goal}”").format(goal=_short(self._lead(challenge).text).rstrip(".")),
                _("not reached"),
                _("reached"),
                _("assessment at the next annual discussion"),
            )
        if theme.zero_tolerance:
            # The number reported may rise at first, when people trust that it helps to report.
            return _Criterion(
                indicator,
                _("the level at the start"),
                theme.goal or _("an agreed target"),
                _("the register of incidents and the next survey"),
            )
        # What is urgent cannot wait for the next survey; what is less so is best judged by those who live with it.
        order = [SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION, SourceKind.INCIDENT]
        order.insert(len(order) if challenge.level is Level.IMMEDIATE else 0, SourceKind.SURVEY)
        open_findings = [finding for finding in self._of(challenge) if not finding.solved]
        ranked = sorted(
            open_findings, key=lambda finding: order.index(finding.source) if finding.source in order else len(order)
        )
        for finding in [given, *ranked] if given is not None else ranked:
            if finding.source is SourceKind.RISK_ASSESSMENT and finding.score is not None:
                lower = finding.residual if finding.residual is not None and finding.residual < finding.score else None
                goal = lower or finding.score / 2
                return _Criterion(
                    _("the risk score of “{hazard}”").format(hazard=_short(finding.text)),
                    self._number(finding.score),
                    _("{number} or less").format(number=self._number(goal)),
                    _("a new risk assessment of the same task"),
                    _yardstick(YardstickKind.RISK, finding, finding.score, goal, text_key(finding.text)),
                )
            if finding.unfavourable is not None:
                # Two thirds of what it was, and at least ten points better where there is room for it: a step that a
                # department can be seen to have taken.
                goal = round(max(0.05, min(finding.unfavourable * 2 / 3, finding.unfavourable - 0.10)), 2)
                asked = _("the share in the bad end of “{question}”").format(question=finding.question)
                if finding.department[-1:] != (challenge.department,):
                    asked = _("{indicator} in {department}").format(
                        indicator=asked, department=", ".join(finding.department)
                    )
                return _Criterion(
                    asked,
                    f"{100 * finding.unfavourable:.0f} %",
                    _("{number} or less").format(number=f"{100 * goal:.0f} %"),
                    _("the same question in a short measurement in between surveys"),
                    _yardstick(YardstickKind.SHARE, finding, finding.unfavourable, goal, finding.question),
                )
            if finding.source is SourceKind.SURVEY and finding.score is not None:  # summed up, as a mean alone
                goal = min(100, round(finding.score) + _CLEAR)
                return _Criterion(
                    _("the score of “{question}” (0–100, 100 is best)").format(question=finding.question),
                    self._number(round(finding.score)),
                    _("{number} or more").format(number=self._number(goal)),
                    _("the same question in a short measurement in between surveys"),
                    _yardstick(YardstickKind.SCORE, finding, finding.score, goal, finding.question),
                )
            if finding.source in (SourceKind.INSPECTION, SourceKind.INCIDENT):
                if finding.source is SourceKind.INSPECTION:
                    alike = sum(other.source is SourceKind.INSPECTION for other in open_findings)
                    counted, method = _("open points of this kind on the round"), _("a new round in the same place")
                    kind = YardstickKind.INSPECTIONS
                else:
                    alike = self._in_the_last_year(challenge)
                    counted, method = _("accidents and near misses of this kind in a year"), _("the incident register")
                    kind = YardstickKind.INCIDENTS
                return _Criterion(counted, str(alike), "0", method, _yardstick(kind, finding, alike, 0))
            if finding.source is SourceKind.ABSENCE and finding.score is not None:
                return _Criterion(
                    _("sickness absence"),
                    f"{self._number(round(finding.score, 1))} %",
                    _("the mean of the departments"),
                    _("next year's absence figures"),
                    _yardstick(YardstickKind.ABSENCE, finding, finding.score, None),
                )
        return _Criterion(
            indicator,
            _("the level at the start"),
            _("an agreed target"),
            _("a count at the start and again at the follow-up"),
        )

    def _in_the_last_year(self, challenge: Challenge) -> int:
        """Count the accidents and near misses of the year up to the latest; those without a date are counted too."""
        incidents = [finding for finding in self._of(challenge) if finding.source is SourceKind.INCIDENT]
        latest = max((finding.observed_on for finding in incidents if finding.observed_on), default=None)
        return sum(
            finding.occurrences
            for finding in incidents
            if finding.observed_on is None or latest is None or (latest - finding.observed_on).days < 365
        )

    def _number(self, value: float) -> str:
        text = f"{value:g}"
        return text if self.language == "en" else text.replace(".", ",")

    def _evaluation(self, challenge: Challenge, theme: Theme, period: Period) -> str:
        text = _("{evaluation} The effect, wanted and unwanted, is judged on {date}.").format(
            evaluation=theme.evaluation.pick(self.language), date=_day(period.follow_up)
        )
        if challenge.kind is ChallengeKind.STANDING:
            text += " " + _("The condition is standing: review it at least once a year and keep the row open.")
        return text

    def _mind(self, period: Period, department: str, said: Sequence[Finding]) -> str:
        """Return events and vacations of the period, and what the sources say of deadlines."""
        known = self.departments[department]
        events = self.schedule.events_in(period, (department, *known.path), self.events)
        lines = [
            _("{event} ({start} to {end})").format(event=event.name, start=_day(event.start), end=_day(event.end))
            if event.end != event.start
            else _("{event} ({start})").format(event=event.name, start=_day(event.start))
            for event in events[:_MOST_EVENTS]
        ]
        if events[_MOST_EVENTS:]:
            more = len(events) - _MOST_EVENTS
            lines.append(
                ngettext("{count} more event in the calendar", "{count} more events in the calendar", more).format(
                    count=more
                )
            )
        weeks = [str(week) for week in self.schedule.vacations_in(period)]
        if weeks:
            lines.append(
                ngettext("Vacation in week {weeks}", "Vacation in weeks {weeks}", len(weeks)).format(
                    weeks=", ".join(weeks)
                )
            )
        for finding in said:
            if finding.deadline and finding.deadline < self.schedule.as_of and finding is said[0]:
                lines.append(_("The source's deadline {date} has passed.").format(date=_day(finding.deadline)))
            elif finding.deadline and finding.deadline != period.deadline:
                lines.append(
                    _("Deadline in the source: {date} ({finding})").format(
                        date=_day(finding.deadline), finding=_short(finding.text)
                    )
                )
            elif finding.deadline_text:
                lines.append(_("The source says “{deadline}”.").format(deadline=finding.deadline_text))
        return "\n".join(dict.fromkeys(lines)) or _("No known events in the period.")

    def _note(self, challenge: Challenge) -> str:
        if challenge.parked:
            return _("Later: the department works on its more urgent challenges first.")
        return ""

    # People ----------------------------------------------------------------------------------------------------------

    def _responsible(self, role: str, department: str, theme: Theme) -> str:
        at_the_top = not self.departments[department].path
        if theme.zero_tolerance and role in ("senior_management", "managers_manager") and at_the_top:
            role = "hr"  # nobody looks into a matter that may concern themselves
        return _capital(self._person(role, department))

    def _person(self, role: str, department: str) -> str:
        """Return who holds a role, with the name when the organisation tells it."""
        line = [department, *reversed(self.departments[department].path)]
        if role == "managers_manager" and len(line) == 1:
            role = "senior_management"  # nobody is above the top
        title = self.catalogue.roles[role].pick(self.language)
        names = {
            "manager": [self.departments[name].leader for name in line],
            "managers_manager": [self.departments[name].leader for name in line[1:]],
            "senior_management": [self.departments[line[-1]].leader],
            "osh_rep": [self.departments[name].osh_representative for name in line],
        }
        name = next((name for name in names.get(role, ()) if name), "")
        # The abbreviation of a role would be a bracket in a bracket.
        return _("{name} ({role})").format(name=name, role=title.partition(" (")[0]) if name else title

    def _people(self, roles: Sequence[str], department: str) -> str:
        people = [
            _("the employees in {department}").format(department=department)
            if role == "employees"
            else self._person(role, department)
            for role in roles
        ]
        return _capital(", ".join(dict.fromkeys(people)))


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rsplit(" ", 1)[0] + " …"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _yardstick(kind: YardstickKind, finding: Finding, value: float, goal: float | None, key: str = "") -> Yardstick:
    """Return what a criterion is measured by, where and how the finding was."""
    return Yardstick(
        *(kind, key, finding.theme_id or "", finding.department[-1], float(value)), goal, finding.respondents
    )
