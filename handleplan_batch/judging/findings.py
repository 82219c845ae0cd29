"""Published figures, comments and records -> findings with theme, department and the urgency each alone calls for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import log10
from typing import Any

from handleplan_batch.judging.disclosure import Published, publishable
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.theming import Theming
from handleplan_batch.language import _, current_language, ngettext
from handleplan_batch.model import (
    CellRef,
    Comment,
    Finding,
    Level,
    Measurement,
    Polarity,
    Question,
    RiskMethod,
    SourceKind,
    Theme,
)
from handleplan_batch.settings import Settings

# A listed hazard, incident or matter always gets a row; without a theme word it goes to the theme of its kind.
_FALLBACK_THEMES = {
    SourceKind.RISK_ASSESSMENT: "accidents",
    SourceKind.INSPECTION: "slips_falls",
    SourceKind.INCIDENT: "accidents",
    SourceKind.DISCUSSION: "osh_organisation",
    SourceKind.ABSENCE: "sickness_absence",
}
_PLACES_AT_ONCE = frozenset({"physical", "ergonomic", "chemical", "biological", "accidents"})
"""Areas whose acute comments point to the cell, so that the danger can be found and removed at once."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding with what its urgency is counted from. Never leaves ``judging``."""

    finding: Finding
    severity: float = 0.0
    """How bad, 0–1."""
    persons: float = 0.0
    """How many persons or occurrences it stands for."""
    below_parent: float = 0.0
    """Points (0–100) below the parent department's score."""
    why: str = ""
    """The severity in words."""
    weak: bool = False
    """Too little to make a challenge alone (a single comment): it supports others."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Turns what was read and published into evidence, by the rules of ``urgency.toml``."""

    organisation: Organisation
    themes: Mapping[str, Theme]
    theming: Theming
    rules: Mapping[str, Any]
    settings: Settings
    _greatest: dict[tuple[str, str], float] = field(default_factory=dict)

    # Surveys ---------------------------------------------------------------------------------------------------------

    def survey(self, published: Published) -> Iterator[Evidence]:
        """Yield a finding per question and department whose published figures call for one.

        A department that is shown speaks for itself. Those above it are looked at only where a department directly
        below is hidden, so that its answers are not lost and nothing is said twice.
        """
        by_place = {
            (measurement.key, measurement.department): measurement
            for measurement in published.measurements
            if measurement.level == "question"
        }
        hidden_below: set[tuple[str, str]] = set()
        has_below: set[tuple[str, str]] = set()
        for (key, name), measurement in by_place.items():
            for above in self.organisation.ancestors(name)[:1]:
                has_below.add((key, above))
                if measurement.suppressed:
                    hidden_below.add((key, above))
        for place, measurement in by_place.items():
            if not measurement.suppressed and (place not in has_below or place in hidden_below):
                yield from self._measured(measurement, measurement.key in published.occurrences)
        for question, name in published.occurring:
            yield self._occurring(question, name)

    def _measured(self, measurement: Measurement, is_occurrence: bool) -> Iterator[Evidence]:
        rules, theme = self.rules["survey"], self.themes[measurement.theme_id]
        share, low, score = measurement.unfavourable or 0.0, measurement.low or 0.0, measurement.score or 0.0
        persons = measurement.respondents or 0
        if is_occurrence:
            if not share:
                return
            immediate = low >= self.rules["zero_tolerance"]["immediate_low"]
            level = Level.IMMEDIATE if immediate else Level(self.rules["zero_tolerance"]["level"])
        elif low < rules["least_low"]:
            return
        elif share >= rules["strong_share"] or score <= rules["strong_score"]:
            level = Level.HIGH if low >= rules["high_low"] else Level.MEDIUM
        elif share >= rules["some_share"] or score <= rules["some_score"]:
            level = Level.LOW
        else:
            return
        text = _("{share} answered in the bad end of “{question}” ({count} answers, score {score} of 100)").format(
            share=_percent(share), question=measurement.key, count=persons, score=f"{score:.0f}"
        )
        why = _("{share} in the bad end, at least {low} when chance is allowed for").format(
            share=_percent(share), low=_percent(low)
        )
        finding = Finding(
            id=_identity("survey", measurement.key, measurement.department),
            source=SourceKind.SURVEY,
            where=measurement.where or CellRef(""),
            text=text,
            department=(measurement.department,),
            theme_id=theme.id,
            polarity=Polarity.PROBLEM,
            score=measurement.score,
            level=level,
            respondents=persons,
            unfavourable=share,
            question=measurement.key,
        )
        severity = max(min(1.0, low / 0.6), 0.7 if is_occurrence else 0.0)
        yield Evidence(finding, severity, share * persons, max(0.0, -(measurement.difference or 0.0)), why)

    def _occurring(self, question: Question, department: str) -> Evidence:
        text = _("Occurs according to the answers; the number is hidden to protect those who answered")
        finding = Finding(
            id=_identity("occurring", question.text, department),
            source=SourceKind.SURVEY,
            where=question.where,
            text=text,
            department=(department,),
            theme_id=question.theme_id,
            polarity=Polarity.PROBLEM,
            level=Level(self.rules["zero_tolerance"]["level"]),
        )
        return Evidence(finding, 0.7, 1, why=text)

    # Comments --------------------------------------------------------------------------------------------------------

    def comments(self, comments: Iterable[Comment], respondents: Mapping[str, int]) -> Iterator[Evidence]:
        """Yield one finding per theme, department and polarity, with how many comments it stands for.

        Comments themselves are not copied. A department below the comment limit speaks through the nearest one above
        that is large enough. An acute danger in the physical surroundings points to its cell instead of being counted,
        so that it can be found.
        """
        safe = publishable(respondents, self.organisation, self.settings.comment_limit)
        grouped: dict[tuple[str | None, str, Polarity, bool], list[Comment]] = {}
        for comment in comments:
            placed = self.theming.place_text(comment.text)
            if placed.polarity is Polarity.NEUTRAL and not placed.theme_ids:
                continue  # "ved ikke", "-": says nothing
            own = self.organisation.place(comment.department)
            name = next(
                (name for name in (own, *self.organisation.ancestors(own)) if name in safe), self.organisation.root
            )
            for theme_id in placed.theme_ids or (None,):
                if placed.acute and theme_id and self.themes[theme_id].area in _PLACES_AT_ONCE:
                    yield self._acute_comment(comment, theme_id, name)
                else:
                    grouped.setdefault((theme_id, name, placed.polarity, placed.acute), []).append(comment)
        order = {entry.name: place for place, entry in enumerate(self.organisation.departments)}
        for (theme_id, name, polarity, acute), said in sorted(
            grouped.items(), key=lambda item: (item[0][0] or "", order[item[0][1]], item[0][2], item[0][3])
        ):
            yield self._commented(theme_id, name, polarity, acute, said)

    def _acute_comment(self, comment: Comment, theme_id: str, department: str) -> Evidence:
        text = _("A comment describes an acute danger ({theme}). Read it in the source, and act at once").format(
            theme=self._name(theme_id)
        )
        finding = Finding(
            id=_identity("acute", comment.text, department),
            source=SourceKind.COMMENT,
            where=comment.where,
            text=text,
            department=(department,),
            theme_id=theme_id,
            polarity=Polarity.PROBLEM,
            acute=True,
            level=Level.IMMEDIATE,
        )
        return Evidence(finding, 1.0, 1, why=_("acute danger"))

    def _commented(
        self, theme_id: str | None, department: str, polarity: Polarity, acute: bool, said: list[Comment]
    ) -> Evidence:
        where = min((comment.where for comment in said), key=lambda ref: (ref.file, ref.sheet, ref.column or 0))
        where = replace(where, row=None)
        count, problem = len(said), polarity is Polarity.PROBLEM
        theme = self.themes[theme_id] if theme_id else None
        if theme is None:
            text = ngettext(
                "{count} comment has no known theme and should be read",
                "{count} comments have no known theme and should be read",
                count,
            ).format(count=count)
        elif theme.zero_tolerance:
            text = _("Mentioned in comments; the number is hidden to protect those who wrote")
        elif polarity is Polarity.POSITIVE:
            text = ngettext(
                "{count} positive comment on {theme}", "{count} positive comments on {theme}", count
            ).format(count=count, theme=self._name(theme.id))
        elif polarity is Polarity.AMBITION:
            text = ngettext("{count} wish concerning {theme}", "{count} wishes concerning {theme}", count).format(
                count=count, theme=self._name(theme.id)
            )
        else:
            text = ngettext("{count} comment on {theme}", "{count} comments on {theme}", count).format(
                count=count, theme=self._name(theme.id)
            )
        level = None
        if theme is not None and problem:
            zero = theme.zero_tolerance
            level = Level(self.rules["zero_tolerance"]["level"] if zero else self.rules["level"]["comment"])
            level = Level.IMMEDIATE if acute else level
        finding = Finding(
            id=_identity("comments", str(theme_id), department, polarity, str(acute)),
            source=SourceKind.COMMENT,
            where=where,
            text=text,
            department=(department,),
            theme_id=theme_id,
            polarity=polarity,
            acute=acute,
            level=level,
            occurrences=1 if theme is not None and theme.zero_tolerance else count,
        )
        weak = not acute and not (theme and theme.zero_tolerance) and count < self.rules["comments"]["challenge_from"]
        severity = 1.0 if acute else 0.7 if theme and theme.zero_tolerance else 0.2
        return Evidence(finding, severity, finding.occurrences, why=_("acute danger") if acute else text, weak=weak)

    # Records ---------------------------------------------------------------------------------------------------------

    def records(self, findings: Iterable[Finding]) -> Iterator[Evidence]:
        """Yield what lists hold (risks, rounds, incidents, absence, discussion) with theme, department and level."""
        records = list(findings)
        for record in records:
            if record.source is SourceKind.RISK_ASSESSMENT and record.score is not None:
                sheet = (record.where.file, record.where.sheet)
                self._greatest[sheet] = max(self._greatest.get(sheet, 0.0), record.score)
        usual = _usual_absence(records)
        for record in records:
            placed = self.theming.place_text(f"{record.text}. {record.cause}", record.category)
            theme_id = next(iter(placed.theme_ids), None) or _FALLBACK_THEMES[record.source]
            finding = replace(
                record,
                department=(self.organisation.place(record.department),),
                theme_id="sickness_absence" if record.source is SourceKind.ABSENCE else theme_id,
                theme_reason=", ".join(placed.reasons),
                polarity=record.polarity or self._polarity(record.source, placed.polarity),
                acute=(record.acute or placed.acute) and record.source is not SourceKind.ABSENCE,
            )
            if finding.source is SourceKind.ABSENCE:
                yield self._absent(finding, usual)
            elif finding.polarity is not Polarity.PROBLEM and not finding.standing:
                level = Level.OBSERVATION if finding.polarity is Polarity.AMBITION else None
                yield Evidence(replace(finding, level=level, acute=False))
            elif finding.solved:
                yield Evidence(replace(finding, acute=False), 0.1, 1, why=_("already put right"), weak=True)
            else:
                yield self._judged(finding)

    @staticmethod
    def _polarity(source: SourceKind, said: Polarity) -> Polarity:
        # A list of hazards holds problems whatever its wording; only the discussion's notes are read for their tone.
        return said if source is SourceKind.DISCUSSION else Polarity.PROBLEM

    def _judged(self, finding: Finding) -> Evidence:
        level, severity, why = self._alone(finding)
        theme = self.themes[finding.theme_id or ""]
        if theme.zero_tolerance and finding.source is SourceKind.INCIDENT:
            # The plan is open to everybody at the workplace: it names the matter, never the case.
            text = _("A registered incident ({theme}); the course of events stands in the source only")
            finding = replace(finding, text=text.format(theme=self._name(theme.id)), place="", cause="")
        if theme.zero_tolerance:
            level, severity = min(level, Level(self.rules["zero_tolerance"]["level"])), max(severity, 0.7)
        if finding.acute:
            level, severity, why = Level.IMMEDIATE, 1.0, _("acute danger, or an order from the authority")
        persons = float(finding.exposed or finding.occurrences)
        return Evidence(replace(finding, level=level), severity, persons, why=why)

    def _alone(self, finding: Finding) -> tuple[Level, float, str]:
        """Return the level, the severity 0–1 and the words for what the finding alone says."""
        levels = self.rules["level"]
        if finding.source is SourceKind.RISK_ASSESSMENT and finding.score is not None:
            return self._risk(finding, finding.score)
        if finding.source is SourceKind.INCIDENT and finding.absence_days:
            days = finding.absence_days
            why = ngettext("accident with {days} day of absence", "accident with {days} days of absence", int(days))
            severity = min(1.0, 0.6 + 0.2 * log10(days + 1))
            return Level(levels["accident_with_absence"]), severity, why.format(days=f"{days:g}")
        if finding.source is SourceKind.INCIDENT:
            near = finding.absence_days is None
            kind = "near_miss" if near else "accident"
            why = _("near miss, or an incident without known absence") if near else _("accident without absence")
            return Level(levels[kind]), 0.3 if near else 0.45, why
        if finding.source is SourceKind.INSPECTION:
            return Level(levels["inspection"]), 0.4, _("found on a safety round")
        if finding.standing:
            return Level(levels["standing"]), 0.3, _("standing condition to keep under watch")
        return Level(levels["discussion"]), 0.35, _("raised in writing by the workplace itself")

    def _risk(self, finding: Finding, score: float) -> tuple[Level, float, str]:
        rules, method = self.rules["risk"], finding.method or RiskMethod.GIVEN
        if method is RiskMethod.GIVEN:
            greatest = self._greatest[finding.where.file, finding.where.sheet] or 1.0
            share = score / greatest
            why = _("risk score {score}, where the greatest on the sheet is {greatest}").format(
                score=f"{score:g}", greatest=f"{greatest:g}"
            )
            return _band(share, rules["given"]["levels"]), min(1.0, share) * 0.8, why
        why = _("risk score {score} ({method})").format(score=f"{score:g}", method=_METHOD_NAMES[method])
        level = _band(score, rules[method])
        fatal = rules["fatal"]
        if (
            method is RiskMethod.MATRIX_5
            and (finding.severity or 0) >= fatal["severity"]
            and (finding.likelihood or 0) >= fatal["likelihood"]
        ):
            level = Level.IMMEDIATE
            why = _("{why}, and the consequence can be death or lasting injury").format(why=why)
        share = score / rules["greatest"][method]
        return level, min(1.0, share**0.5 if method is RiskMethod.KINNEY else share), why

    def _absent(self, finding: Finding, usual: Mapping[object, float]) -> Evidence:
        rules = self.rules["absence"]
        name = finding.department[0]
        employees = finding.exposed if finding.exposed is not None else self.organisation[name].employees
        if employees is not None and employees < self.settings.sensitive_limit:
            above = next(iter(self.organisation.ancestors(name)), name)
            text = _("Sickness absence (the figure is hidden: fewer than {limit} employees)").format(
                limit=self.settings.sensitive_limit
            )
            return Evidence(
                replace(
                    finding,
                    text=text,
                    department=(above,),
                    score=None,
                    exposed=None,
                    absence_days=None,
                    polarity=Polarity.NEUTRAL,
                )
            )
        mean = usual.get(finding.observed_on)
        if finding.score is None or not mean:
            return Evidence(replace(finding, polarity=Polarity.NEUTRAL))
        if finding.score - mean < rules["points_above"] or finding.score / mean < rules["ratio_above"]:
            return Evidence(replace(finding, polarity=Polarity.NEUTRAL))
        why = _("sickness absence {score} %, where the mean of the departments is {mean} %").format(
            score=_decimal(finding.score), mean=_decimal(mean)
        )
        level = Level(self.rules["level"]["absence"])
        judged = replace(finding, polarity=Polarity.PROBLEM, level=level)
        return Evidence(judged, min(1.0, finding.score / mean / 4), float(employees or 1), why=why)

    def _name(self, theme_id: str) -> str:
        return self.themes[theme_id].name.pick(current_language())


_METHOD_NAMES = {
    RiskMethod.MATRIX_3: "3×3",
    RiskMethod.MATRIX_4: "4×4",
    RiskMethod.MATRIX_5: "5×5",
    RiskMethod.KINNEY: "Fine-Kinney",
}


def _band(value: float, lowest: list[float]) -> Level:
    """Return the first level whose lowest value is reached, the last level when none is."""
    return next((level for level, least in zip(Level, lowest, strict=False) if value >= least), Level.OBSERVATION)


def _usual_absence(records: Iterable[Finding]) -> dict[object, float]:
    """Return the mean percent of absence per period, weighted by employees where the rows tell them."""
    sums: dict[object, tuple[float, float]] = {}
    for record in records:
        if record.source is SourceKind.ABSENCE and record.score is not None:
            weight = float(record.exposed or 1)
            total, weights = sums.get(record.observed_on, (0.0, 0.0))
            sums[record.observed_on] = (total + record.score * weight, weights + weight)
    return {period: total / weights for period, (total, weights) in sums.items()}


def _identity(*parts: str) -> str:
    digest = hashlib.blake2s("\x1f".join(parts).encode(), digest_size=5).hexdigest()
    return f"{parts[0]}-{digest}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _decimal(value: float) -> str:
    text = f"{value:.1f}"
    return text if current_language() == "en" else text.replace(".", ",")
