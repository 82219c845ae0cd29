"""Published figures, comments and records -> findings with theme, department and the urgency each alone calls for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log10
from pathlib import PurePath
from typing import Any

from handleplan_batch.judging.disclosure import Published
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.suppression import Group, Rule, apart, heads, shown
from handleplan_batch.judging.theming import Placement, Theming
from handleplan_batch.language import _, current_language, ngettext, number_text, share_text
from handleplan_batch.mapping import corrected
from handleplan_batch.model import (
    CellRef,
    Comment,
    Correction,
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
    SourceKind.INSPECTION: "accidents",
    SourceKind.INCIDENT: "accidents",
    SourceKind.DISCUSSION: "osh_organisation",
    SourceKind.PLAN: "osh_organisation",
    SourceKind.ABSENCE: "sickness_absence",
}
_PLACES_AT_ONCE = frozenset({"physical", "ergonomic", "chemical", "biological", "accidents"})
"""Areas whose acute comments point to the cell, so that the danger can be found and removed at once."""
_MOST_QUOTES = 3
_QUOTED_LENGTH = range(12, 241)
"""Characters of a comment that may be quoted: a long one tells of its writer."""
_LONG_WORD = 5
"""Letters from which a word for a person is found within others too (afdelingslederen)."""


_STEPS_OF_SEVERITY = 4
"""How many steps the words for the severity of an incident have."""
_ORDER = re.compile(r"påbud(?:det|dene)?\b|arbejdstilsyn|prohibition notice|improvement notice", re.IGNORECASE)
"""What tells that an acute matter is an order from the authority."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding with what its urgency is counted from. Never leaves ``judging``."""

    finding: Finding
    severity: float = 0.0
    """How bad, 0–1."""
    persons: float = 0.0
    """How many persons or observations it stands for; 0 when that is not known or not to be told."""
    below_parent: float = 0.0
    """Points (0–100) below the rest of the parent department."""
    why: str = ""
    """The severity in words."""
    weak: bool = False
    """Too little to make a challenge alone (a single comment): it supports others."""
    occurred: bool = False
    """Whether it says that something happened that must not occur, whatever the number."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Turns what was read and published into evidence, by the rules of ``urgency.toml``."""

    organisation: Organisation
    themes: Mapping[str, Theme]
    theming: Theming
    rules: Mapping[str, Any]
    settings: Settings
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    person_words: frozenset[str] = frozenset()
    """Small letters: words that make a comment one of or about a person, which is never quoted."""
    case_words: frozenset[str] = frozenset()
    """Small letters: words that make a matter the case of one person (``hun``, ``eleven``)."""
    health_words: frozenset[str] = frozenset()
    """Small letters: words for somebody's health or conduct (``sygemeldt``, ``diskusprolaps``, ``lyver``)."""
    case_ends: tuple[str, ...] = ()
    """Small letters: what compounds end with that are case words too (``afdelingslederen``)."""
    _greatest: dict[tuple[str, str], float] = field(default_factory=dict)
    _gravest: dict[tuple[str, str], float] = field(default_factory=dict)

    # Surveys ---------------------------------------------------------------------------------------------------------

    def survey(self, published: Published) -> Iterator[Evidence]:
        """Yield a finding per question and department whose published figures call for one.

        A department that is shown speaks for itself. One above it speaks when nothing below it did (many small
        departments can show together what none of them can alone), or when the persons that no shown department below
        stands for answer badly, so that their answers are not lost and nothing is said twice.
        """
        asked: dict[tuple[str, str], dict[str, Measurement]] = {}
        for measurement in published.measurements:
            if measurement.level == "question":
                # Two scales make two questions of one text.
                asked.setdefault((measurement.key, str(measurement.where)), {})[measurement.department] = measurement
        for (key, _where), measured in asked.items():
            is_occurrence = key in published.occurrences
            below = self._shown_below(measured)
            spoken_below: set[str] = set()
            for entry in reversed(self.organisation.departments):
                measurement_here = measured.get(entry.name)
                if measurement_here is None or measurement_here.suppressed:
                    continue
                parts = [measured[name] for name in below.get(entry.name, ())]
                if entry.name in spoken_below and not self._rest_is_bad(measurement_here, parts, is_occurrence):
                    continue
                evidence = self._measured(measurement_here, is_occurrence)
                if evidence is not None:
                    spoken_below.update(entry.path)
                    yield evidence
        for question, name in published.occurring:
            yield self._occurring(question, name)

    def _shown_below(self, measured: Mapping[str, Measurement]) -> dict[str | None, list[str]]:
        """Return for each department that is shown the shown ones nearest below it."""
        seen = {name for name, one in measured.items() if not one.suppressed}
        blocks = heads(self.organisation, seen)
        below: dict[str | None, list[str]] = {}
        for entry in self.organisation.departments:
            if entry.name in seen and entry.path:
                below.setdefault(blocks[entry.path[-1]], []).append(entry.name)
        return below

    def _rest_is_bad(self, whole: Measurement, below: Iterable[Measurement], is_occurrence: bool) -> bool:
        """Whether those of a department whom no shown department below stands for answer badly.

        Worked out from published figures only; the disclosure rules see to it that such a rest is large enough.
        """
        parts = list(below)
        if any(part.unfavourable is None or not part.respondents for part in (whole, *parts)):
            return False  # a summed-up table need not tell enough to work it out
        persons, bad, total = _sums(whole)
        for part in parts:
            part_persons, part_bad, part_total = _sums(part)
            persons, bad, total = persons - part_persons, bad - part_bad, total - part_total
        if persons < 1:
            return False
        if is_occurrence:
            return bad >= 0.5  # a person; less is rounding
        rules = self.rules["survey"]
        return bool(bad / persons >= rules["some_share"] or total / persons <= rules["some_score"])

    def _measured(self, measurement: Measurement, is_occurrence: bool) -> Evidence | None:
        judged = self._reported(measurement) if is_occurrence else self._answered_badly(measurement)
        if judged is None:
            return None
        level, text, why = judged
        rules, theme = self.rules["survey"], self.themes[measurement.theme_id]
        share, low, score, persons = (
            measurement.unfavourable,
            measurement.low,
            measurement.score,
            measurement.respondents,
        )
        text = text.format(
            share=share_text(share or 0.0),
            question=measurement.key,
            count=_("an unknown number of") if persons is None else persons,
            score=f"{score or 0.0:.0f}",
        )
        where = measurement.where or CellRef("")
        finding = Finding(
            id=_identity("survey", measurement.key, *_place(where), measurement.department),
            source=SourceKind.SURVEY,
            where=where,
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
        if low is not None:
            severity = min(1.0, low / 0.6)
        else:  # of a mean, what it lacks of the limit between some and none
            severity = 0.5 * (share if share is not None else max(0.0, 1 - (score or 0.0) / rules["some_score"]))
        severity = max(severity, 0.7 if is_occurrence else 0.0)
        # Of summed-up results only the parent's own figure is known, which the department is part of.
        apart = measurement.difference if measurement.rest_difference is None else measurement.rest_difference
        below = max(0.0, -(apart or 0.0))
        return Evidence(finding, severity, (share or 0.0) * (persons or 0), below, why, occurred=is_occurrence)

    def _reported(self, measurement: Measurement) -> tuple[Level, str, str] | None:
        """Return level, text and reason of what must not occur; None when nobody reports it."""
        if not measurement.unfavourable:
            return None
        rules = self.rules["zero_tolerance"]
        immediate = 0 < rules["immediate_low"] <= (measurement.low or 0.0)
        text = _("{share} gave another answer than the best to “{question}” ({count} answers)")
        why = _("reported by {share} of those who answered").format(share=share_text(measurement.unfavourable))
        return Level.IMMEDIATE if immediate else Level(rules["level"]), text, why

    def _answered_badly(self, measurement: Measurement) -> tuple[Level, str, str] | None:
        """Return the same of other questions; None when the answers call for nothing.

        A summed-up table may tell a share or a mean alone. Where it does not tell how many answered, chance cannot be
        allowed for, and the finding is never level 2.
        """
        rules = self.rules["survey"]
        share, low = measurement.unfavourable, measurement.low
        score = 100.0 if measurement.score is None else measurement.score
        if low is not None and low < rules["least_low"]:
            return None
        if (share or 0.0) >= rules["strong_share"] or score <= rules["strong_score"]:
            level = Level.HIGH if (low or 0.0) >= rules["high_low"] else Level.MEDIUM
        elif (share or 0.0) >= rules["some_share"] or score <= rules["some_score"]:
            level = Level.LOW
        else:
            return None
        if share is None:
            text = _("The mean of “{question}” is {score} of 100 ({count} answers)")
            return level, text, _("a mean of {score} of 100, where 100 is best").format(score=f"{score:.0f}")
        text = _("{share} answered in the bad end of “{question}” ({count} answers, score {score} of 100)")
        if measurement.score is None:
            text = _("{share} answered in the bad end of “{question}” ({count} answers)")
        if low is None:
            return level, text, _("{share} in the bad end").format(share=share_text(share))
        why = _("{share} in the bad end, at least {low} when chance is allowed for")
        return level, text, why.format(share=share_text(share), low=share_text(low))

    def _occurring(self, question: Question, department: str) -> Evidence:
        text = _("Occurs according to the answers; the number is hidden to protect those who answered")
        finding = Finding(
            id=_identity("occurring", question.text, *_place(question.where), department),
            source=SourceKind.SURVEY,
            where=question.where,
            text=text,
            department=(department,),
            theme_id=question.theme_id,
            polarity=Polarity.PROBLEM,
            level=Level(self.rules["zero_tolerance"]["level"]),
        )
        return Evidence(finding, 0.7, why=text, occurred=True)

    # Comments --------------------------------------------------------------------------------------------------------

    def comments(self, comments: Iterable[Comment], published: Published) -> Iterator[Evidence]:
        """Yield one finding per theme, department and polarity, with how many comments it stands for.

        Comments themselves are not copied. A department that is not large enough speaks through the nearest one
        above that is; where even the whole workplace is too small, only that there are comments is said, and
        what must always be told (zero tolerance, acute danger). An acute danger in the physical surroundings points to
        its cell instead of being counted, so that it can be found.
        """
        large = published.commented
        grouped: dict[tuple[str | None, str, Polarity, bool], list[Comment]] = {}
        quotable: set[Comment] = set()
        withheld: list[Comment] = []
        ordered = sorted(comments, key=lambda comment: place_order(comment.where))
        places = self.theming.place_texts((comment.text, "") for comment in ordered)
        for comment, placed in zip(ordered, places, strict=True):
            denies = placed.polarity is Polarity.POSITIVE and placed.reasons  # "ingen problemer med støj"
            if not placed.theme_ids and (denies or placed.polarity is Polarity.NEUTRAL):
                continue  # says nothing ("ved ikke", "-"), or that nothing is wrong
            if self._may_be_quoted(comment, placed):
                quotable.add(comment)
            own = self.organisation.place(comment.department)
            near = next((name for name in (own, *self.organisation.ancestors(own)) if name in large), None)
            name = near or self.organisation.root
            for theme_id in placed.theme_ids or (None,):
                theme = self.themes[theme_id] if theme_id else None
                # The danger is that of the sentence that tells of it; what else the comment touches on is not acute.
                acute = placed.acute and theme_id in (placed.dangers or (theme_id,))
                if acute and theme is not None and theme.area in _PLACES_AT_ONCE:
                    yield self._acute_comment(comment, theme.id, name)
                elif near is None and not acute and not (theme and theme.zero_tolerance):
                    withheld.append(comment)
                else:
                    grouped.setdefault((theme_id, name, placed.polarity, acute), []).append(comment)
        if withheld:
            yield self._withheld(withheld)
        order = {entry.name: place for place, entry in enumerate(self.organisation.departments)}
        for (theme_id, name, polarity, acute), said in sorted(
            grouped.items(), key=lambda item: (item[0][0] or "", order[item[0][1]], item[0][2], item[0][3])
        ):
            evidence = self._commented(theme_id, name, polarity, acute, said, name in published.traced)
            quotes = self._quotes(theme_id, said, quotable) if name in large else ()
            yield replace(evidence, finding=replace(evidence.finding, quotes=quotes)) if quotes else evidence

    def _may_be_quoted(self, comment: Comment, placed: Placement) -> bool:
        """Whether a comment tells of matters, and of no person and nothing sensitive."""
        return (
            self.settings.quotes
            and not placed.acute
            and not any(self.themes[one].sensitive or self.themes[one].zero_tolerance for one in placed.theme_ids)
            and len(comment.text) in _QUOTED_LENGTH
            and "[" not in comment.text  # something was removed
            and not any(self._is_of_a_person(word) for word in re.findall(r"\w+", comment.text.casefold()))
        )

    def _is_of_a_person(self, word: str) -> bool:
        return word in self.person_words or any(len(one) >= _LONG_WORD and one in word for one in self.person_words)

    def _quotes(self, theme_id: str | None, said: list[Comment], quotable: Container[Comment]) -> tuple[str, ...]:
        """Return the shortest of what may be quoted, where so many wrote about a theme that nobody is pointed out.

        Physical matters keep the cell that they stand in, so that the place can be found; of others not even the order
        of the file is kept.
        """
        several = len({(comment.where.file, comment.where.sheet, comment.where.row) for comment in said})
        if theme_id is None or several < self.settings.general_limit:
            return ()
        chosen = sorted((comment for comment in said if comment in quotable), key=lambda one: (len(one.text), one.text))
        texts: dict[str, str] = {}
        for comment in chosen:
            text = " ".join(comment.text.split())
            where = f" ({comment.where})" if self.themes[theme_id].area in _PLACES_AT_ONCE else ""
            texts.setdefault(text.casefold(), _("“{text}”").format(text=text) + where)
        return tuple(list(texts.values())[:_MOST_QUOTES])

    def _withheld(self, comments: list[Comment]) -> Evidence:
        text = _(
            "There are comments, but nothing tells that {limit} persons or more answered: read them in the source"
        ).format(limit=self.settings.comment_limit)
        where = replace(comments[0].where, row=None)
        return Evidence(
            Finding(
                id=_identity("withheld", *_place(where)),
                source=SourceKind.COMMENT,
                where=where,
                text=text,
                department=(self.organisation.root,),
                polarity=Polarity.NEUTRAL,
            )
        )

    def _acute_comment(self, comment: Comment, theme_id: str, department: str) -> Evidence:
        text = _("A comment describes an acute danger ({theme}). Read it in the source, and act at once").format(
            theme=self._name(theme_id)
        )
        finding = Finding(
            # Made of the place, not of the words: a hash of a comment would let a guess at it be tried.
            id=_identity("acute", *_place(comment.where), theme_id),
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
        self,
        theme_id: str | None,
        department: str,
        polarity: Polarity,
        acute: bool,
        said: list[Comment],
        traced: bool,
    ) -> Evidence:
        where = replace(said[0].where, row=None) if traced else CellRef("")
        count, problem = len(said), polarity is Polarity.PROBLEM
        theme = self.themes[theme_id] if theme_id else None
        zero = theme is not None and theme.zero_tolerance
        untold = zero or (theme is not None and theme.sensitive and count < self.settings.general_limit)
        if theme is None:
            text = ngettext(
                "{count} comment has no known theme and should be read",
                "{count} comments have no known theme and should be read",
                count,
            ).format(count=count)
        elif untold:
            text = _("Mentioned in comments; the number is hidden to protect those who wrote")
        elif polarity is Polarity.POSITIVE:
            text = ngettext(
                "{count} positive comment on {theme}", "{count} positive comments on {theme}", count
            ).format(count=count, theme=_inside(self._name(theme.id)))
        elif polarity is Polarity.AMBITION:
            text = ngettext("{count} wish concerning {theme}", "{count} wishes concerning {theme}", count).format(
                count=count, theme=_inside(self._name(theme.id))
            )
        else:
            text = ngettext("{count} comment on {theme}", "{count} comments on {theme}", count).format(
                count=count, theme=_inside(self._name(theme.id))
            )
        level = None
        if theme is not None and problem:
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
            occurrences=1 if untold else count,
        )
        least = self.rules["comments"]["challenge_from"]
        # Where the number is hidden nothing may depend on it.
        weak = not acute and not zero and (untold or not least or count < least)
        severity = 1.0 if acute else 0.7 if zero else 0.2
        why = _("acute danger") if acute else text
        return Evidence(finding, severity, 0 if untold else count, why=why, weak=weak, occurred=zero and problem)

    # Records ---------------------------------------------------------------------------------------------------------

    def records(self, findings: Iterable[Finding]) -> Iterator[Evidence]:
        """Yield what lists hold (risks, rounds, incidents, absence, notes, plans) with theme, department and level."""
        records = list(findings)
        for record in records:
            if record.source is SourceKind.RISK_ASSESSMENT and record.score is not None:
                sheet = (record.where.file, record.where.sheet)
                self._greatest[sheet] = max(self._greatest.get(sheet, 0.0), record.score)
            if record.source is SourceKind.INCIDENT:
                sheet = (record.where.file, record.where.sheet)
                self._gravest[sheet] = max(self._gravest.get(sheet, 0.0), record.severity or 0.0)
        absences = [
            replace(record, department=(self.organisation.place(record.department),))
            for record in records
            if record.source is SourceKind.ABSENCE
        ]
        hidden = self._small(absences)
        told = [record for record in absences if record.department[0] not in hidden]
        usual, before, past = _usual_absence(told), _absence_before(told), _absence_of_past_years(told)
        for record, placed in zip(records, self._placed(records), strict=True):
            zero = [theme_id for theme_id in placed.theme_ids if self.themes[theme_id].zero_tolerance]
            # "Ulykke" says what kind of record it is; what went wrong (a slippery floor) is the better theme.
            fallback = _FALLBACK_THEMES[record.source]
            is_kind = fallback == "accidents"
            telling = [theme_id for theme_id in placed.theme_ids if not is_kind or theme_id != fallback]
            theme_id = next(iter((*zero, *telling)), fallback)
            finding = replace(
                record,
                department=(self.organisation.place(record.department),),
                theme_id="sickness_absence" if record.source is SourceKind.ABSENCE else theme_id,
                theme_reason=", ".join(placed.reasons),
                polarity=record.polarity or self._polarity(record.source, placed.polarity),
                acute=record.acute or (placed.acute and _tells_danger(record)),
            )
            if finding.source is not SourceKind.ABSENCE:
                finding = self._without_the_case(corrected(finding, self.corrections))
            if finding.source is SourceKind.ABSENCE:
                is_past = (finding.department[0], finding.observed_on) in past
                known = Polarity.NEUTRAL if is_past else record.polarity
                yield self._absent(finding, usual, before, hidden, known)
            elif finding.polarity is not Polarity.PROBLEM and not finding.standing:
                level = Level.OBSERVATION if finding.polarity is Polarity.AMBITION else None
                yield Evidence(replace(finding, level=level, acute=False))
            elif finding.solved:
                yield self._solved(replace(finding, acute=False))
            else:
                yield self._judged(finding)

    def _placed(self, records: Sequence[Finding]) -> list[Placement]:
        """Return what is said by each record's words and the source's own subject word.

        The subject of a risk is often the task or the place where it is met ("Sengekørsel"): what can go wrong is about
        the hazard, and the subject only chooses among its themes, or is asked where it has none, or none that a word of
        it names ("Forflytning" – "Beboeren er tung").
        """
        risky = [record.source is SourceKind.RISK_ASSESSMENT and bool(record.category) for record in records]
        texts = [f"{record.text}. {record.cause}" for record in records]
        subjects = [set(one.theme_ids) for one in self.theming.place_texts(("", record.category) for record in records)]
        kinds = [{_FALLBACK_THEMES[record.source]} for record in records]
        # "Arbejdsulykke" says what kind of record it is, and not what it is about.
        hints = [
            "" if is_risk or subject == kind else record.category
            for record, is_risk, subject, kind in zip(records, risky, subjects, kinds, strict=True)
        ]
        places = self.theming.place_texts(zip(texts, hints, strict=True))
        at = [number for number, is_risk in enumerate(risky) if is_risk]
        hinted = self.theming.place_texts((texts[number], records[number].category) for number in at)
        for number, other in zip(at, hinted, strict=True):
            alone, subject = places[number], subjects[number] - kinds[number]
            themes = set(alone.theme_ids)
            named = set(self.theming.listed(texts[number]).theme_ids) - kinds[number]
            if themes <= kinds[number] or (subject and not subject & themes and (not named or named & subject)):
                places[number] = replace(other, acute=alone.acute, polarity=alone.polarity)
            else:
                chosen = [one for one in other.theme_ids if one in subject & themes]
                places[number] = replace(alone, theme_ids=tuple(dict.fromkeys((*chosen, *alone.theme_ids))))
        return places

    def _solved(self, finding: Finding) -> Evidence:
        """Judge what is marked as put right: done, unless much risk is left or the matter must never occur."""
        if self.themes[finding.theme_id or ""].zero_tolerance and finding.source is not SourceKind.PLAN:
            return self._judged(finding)
        if finding.source is SourceKind.RISK_ASSESSMENT and finding.residual is not None:
            level, severity, why = self._risk(finding, finding.residual)
            if level <= Level.MEDIUM:
                why = _("{why}, left after what was done").format(why=why)
                persons = float(finding.exposed or finding.occurrences)
                left = replace(finding, level=level, score=finding.residual, residual=None, solved=False)
                return Evidence(left, severity, persons, why=why)
        return Evidence(finding, 0.1, why=_("already put right"), weak=True)

    @staticmethod
    def _polarity(source: SourceKind, said: Polarity) -> Polarity:
        # A list of hazards holds problems whatever its wording; only the discussion's notes are read for their tone.
        return said if source is SourceKind.DISCUSSION else Polarity.PROBLEM

    def _judged(self, finding: Finding) -> Evidence:
        level, severity, why = self._alone(finding)
        lasting = Level(self.rules["accident"]["lasting"]["level"])
        if finding.lasting and lasting < level:
            level, severity, why = lasting, 1.0, _("an accident that killed somebody or left a lasting injury")
        theme = self.themes[finding.theme_id or ""]
        if theme.zero_tolerance and finding.source is SourceKind.INCIDENT:
            # The plan is open to everybody at the workplace: it names the matter, never the case.
            text = _("A registered incident; the course of events stands in the source only")
            finding = replace(finding, text=text, place="", cause="")
        if theme.zero_tolerance:
            level, severity = min(level, Level(self.rules["zero_tolerance"]["level"])), max(severity, 0.7)
        if finding.acute:
            ordered = _ORDER.search(finding.text) is not None
            why = _("an order from the authority") if ordered else _("acute danger")
            level, severity = Level.IMMEDIATE, 1.0
        # An action that was not finished tells of no person.
        persons = 0.0 if finding.source is SourceKind.PLAN else float(finding.exposed or finding.occurrences)
        return Evidence(replace(finding, level=level), severity, persons, why=why, occurred=theme.zero_tolerance)

    def _without_the_case(self, finding: Finding) -> Finding:
        """Return a finding as a plan that is open to all at the workplace may tell it: the matter, not the case."""
        theme = self.themes[finding.theme_id or ""]
        if not (self._is_a_case(finding, theme) or self._tells_of_health(finding)):
            return finding
        text = _("A matter of one or a few persons ({theme}); what is written of it stands in the source only")
        finding = replace(finding, text=text.format(theme=self._name(theme.id)), place="", cause="", proposal="")
        return replace(finding, existing="", goal="", progress="")

    def _is_a_case(self, finding: Finding, theme: Theme) -> bool:
        """Whether what a round, the discussion or an earlier plan says of a sensitive matter is about few persons.

        So it is in a department below the limit, and where a name was removed; on what must never occur also where the
        words tell of one person. A risk assessment tells of what may happen, and to whom it does is not known.
        """
        if finding.source not in _MAY_TELL_OF_ONE or not (theme.zero_tolerance or theme.sensitive):
            return False
        employees = self.organisation[finding.department[0]].employees
        if employees is not None and employees < self.settings.sensitive_limit:
            return True
        said = f"{finding.text} {finding.cause} {finding.place}"
        return _names_somebody(said) or (theme.zero_tolerance and self._is_of_one(_words_of(said)))

    def _is_of_one(self, words: frozenset[str]) -> bool:
        return not self.case_words.isdisjoint(words) or any(word.endswith(self.case_ends) for word in words)

    def _tells_of_health(self, finding: Finding) -> bool:
        """Whether a finding of whatever theme tells of somebody's health: beside a removed name, or ``hun``.

        In a risk assessment ``hun`` may be anybody.
        """
        said = f"{finding.text} {finding.cause} {finding.place} {finding.proposal} {finding.progress}"
        words = _words_of(said)
        if self.health_words.isdisjoint(words):
            return False
        one = self._is_of_one(words) or any(  # "Medarbejder med angst"
            person in self.person_words and health in self.health_words
            for person, health in _WITH.findall(said.casefold())
        )
        return _names_somebody(said) or (one and finding.source in _MAY_TELL_OF_ONE)

    def _alone(self, finding: Finding) -> tuple[Level, float, str]:
        """Return the level, the severity 0–1 and the words for what the finding alone says."""
        levels = self.rules["level"]
        if finding.source is SourceKind.RISK_ASSESSMENT and finding.score is not None:
            return self._risk(finding, finding.score)
        if finding.source is SourceKind.INCIDENT and finding.absence_days:
            days = finding.absence_days
            why = ngettext("accident with {days} day of absence", "accident with {days} days of absence", int(days))
            why, severity = why.format(days=_number(days)), min(1.0, 0.6 + 0.2 * log10(days + 1))
            level, step = levels["accident"], self.rules["accident"]
            if 0 < step["absence_days"] <= days and level > step["highest"]:
                return Level(level - 1), severity, _("{why}, and therefore one level more urgent").format(why=why)
            return Level(level), severity, why
        if finding.source is SourceKind.INCIDENT:
            near = finding.absence_days is None
            level, severity = (levels["near_miss"], 0.3) if near else (levels["accident"], 0.45)
            why = _("near miss, or an incident without known absence") if near else _("accident without absence")
            step = self._potential(finding)
            if step and (worse := self.rules["accident"]["potential"]["levels"][step - 1]) < level:
                level, severity = worse, 0.15 + 0.15 * step
                why = _("{why}, that was or could have been serious (severity {severity})").format(
                    why=why, severity=_number(finding.severity or 0)
                )
            return Level(level), severity, why
        if finding.source is SourceKind.INSPECTION:
            return Level(levels["inspection"]), 0.4, _("found on a safety round")
        if finding.source is SourceKind.PLAN and not finding.standing:
            return self._left(finding)
        if finding.standing:
            return Level(levels["standing"]), 0.3, _("standing condition to keep under watch")
        return Level(levels["discussion"]), 0.35, _("raised in writing by the workplace itself")

    def _potential(self, finding: Finding) -> int:
        """Return how bad an incident was or could have been, 1–4; 0 where it is not told, or on a scale of its own.

        Words go to 4; numbers that go to 5 have one step more.
        """
        greatest = self._gravest[finding.where.file, finding.where.sheet]
        if finding.severity is None or not 1 <= finding.severity <= greatest <= _STEPS_OF_SEVERITY + 1:
            return 0
        return max(1, int(finding.severity) - (greatest > _STEPS_OF_SEVERITY))

    def _left(self, finding: Finding) -> tuple[Level, float, str]:
        """Judge what an earlier plan left unfinished, by the priority it had there."""
        levels, priority = self.rules["level"], finding.severity
        level = levels["plan"] if priority is None else levels["plan_priorities"][int(priority) - 1]
        why = _("stood in an earlier plan and is not finished")
        if finding.deadline is not None:
            why = _("stood in an earlier plan with the deadline {date}, and is not finished").format(
                date=f"{finding.deadline:%d-%m-%Y}"
            )
        return Level(level), 0.35 if priority is None else 0.15 + 0.15 * priority, why

    def _risk(self, finding: Finding, score: float) -> tuple[Level, float, str]:
        rules, method = self.rules["risk"], finding.method or RiskMethod.GIVEN
        if method is RiskMethod.GIVEN:
            greatest = self._greatest[finding.where.file, finding.where.sheet] or 1.0
            share = score / greatest
            why = _("risk score {score}, where the greatest on the sheet is {greatest}").format(
                score=_number(score), greatest=_number(greatest)
            )
            return _band(share, rules["given"]["levels"]), min(1.0, share) * 0.8, why
        if method in _LEVELS:
            why = _("risk level {level} of {greatest}").format(level=_number(score), greatest=rules["greatest"][method])
        elif method in _METHOD_NAMES:
            why = _("risk score {score} ({method})").format(score=_number(score), method=_METHOD_NAMES[method])
        else:  # a matrix's sides beside the score would read as its factors
            why = _("risk score {score} of {greatest}").format(score=_number(score), greatest=rules["greatest"][method])
        level = _band(score, rules[method])
        fatal = rules["fatal"]
        if (
            method is RiskMethod.MATRIX_5
            and score == finding.score  # the factors are those from before the measures
            and 0 < fatal["severity"] <= (finding.severity or 0)
            and (finding.likelihood or 0) >= fatal["likelihood"]
        ):
            level = Level.IMMEDIATE
            why = _("{why}, and the consequence can be death or lasting injury").format(why=why)
        share = score / rules["greatest"][method]
        return level, min(1.0, share**0.5 if method is RiskMethod.KINNEY else share), why

    def _employees(self, finding: Finding) -> int | None:
        return finding.exposed if finding.exposed is not None else self.organisation[finding.department[0]].employees

    def _small(self, absences: Iterable[Finding]) -> frozenset[str]:
        """Return the departments whose absence would tell of a few persons, directly or by subtraction."""
        sizes: dict[str, Group] = {}
        for finding in absences:
            employees = self._employees(finding)
            if employees is not None:
                name = finding.department[0]
                sizes[name] = min(Group(employees), sizes.get(name, Group(employees)))
        rule = Rule(self.settings.sensitive_limit)
        return frozenset(sizes) - shown(self.organisation, apart(sizes, self.organisation), rule, sizes)

    def _absent(
        self,
        finding: Finding,
        usual: Mapping[object, float],
        before: Mapping[tuple[str, object], float],
        hidden: frozenset[str],
        by_target: Polarity | None,
    ) -> Evidence:
        """Judge absence by the workplace's own target where the source told it.

        Else by the departments' mean, and by the department's own figure of the year before.
        """
        rules = self.rules["absence"]
        name = finding.department[0]
        if name in hidden:
            above = (one for one in self.organisation.ancestors(name) if one not in hidden)
            return Evidence(
                replace(
                    finding,
                    text=_("Sickness absence (the figure is hidden, since it would tell of a few persons)"),
                    department=(next(above, self.organisation.root),),
                    score=None,
                    exposed=None,
                    absence_days=None,
                    polarity=Polarity.NEUTRAL,
                )
            )
        mean = usual.get(finding.observed_on)
        if finding.score is None or not mean:
            return Evidence(replace(finding, polarity=Polarity.NEUTRAL))
        much = finding.score - mean >= rules["points_above"] and finding.score / mean >= rules["ratio_above"]
        earlier = before.get((name, finding.observed_on), 0.0)
        more = 0 < earlier <= finding.score - rules["points_risen"] and finding.score / earlier >= rules["ratio_risen"]
        if by_target is Polarity.NEUTRAL or (by_target is None and not (much or more)):
            return Evidence(replace(finding, polarity=Polarity.NEUTRAL))
        if by_target is None and not much:
            why = _("sickness absence {score} %, up from {earlier} % the year before").format(
                score=_decimal(finding.score), earlier=_decimal(earlier)
            )
        elif by_target is None:
            why = _("sickness absence {score} %, where the mean of the departments is {mean} %").format(
                score=_decimal(finding.score), mean=_decimal(mean)
            )
        else:
            why = _("sickness absence {score} %, which is above the workplace's own target").format(
                score=_decimal(finding.score)
            )
        level = Level(self.rules["level"]["absence"])
        judged = replace(finding, polarity=Polarity.PROBLEM, level=level)
        return Evidence(judged, min(1.0, finding.score / mean / 4), float(self._employees(finding) or 0), why=why)

    def _name(self, theme_id: str) -> str:
        return self.themes[theme_id].name.pick(current_language())


_WITH = re.compile(r"(\w+) (?:med|with) ([\w-]+)")
_MAY_TELL_OF_ONE = frozenset({SourceKind.INSPECTION, SourceKind.DISCUSSION, SourceKind.PLAN})


def _names_somebody(text: str) -> bool:
    """Whether a name was removed from a text."""
    return _("[name removed]") in text.casefold()


def _words_of(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, those with a hyphen whole and in parts."""
    # A person's own “I” is a capital; «i» is Danish, Norwegian and Swedish for in.
    said = (*re.findall(r"\w+", text), *re.findall(r"\w+(?:-\w+)+", text))
    return frozenset(word.casefold() for word in said if word != "i")


def _tells_danger(record: Finding) -> bool:
    """Whether grave words of a record tell of a danger that is there.

    A risk assessment says what could happen; where it has a level of its own, that says how urgent it is.
    """
    if record.source is SourceKind.RISK_ASSESSMENT and record.score is not None:
        return _ORDER.search(f"{record.text}. {record.cause}") is not None
    return record.source is not SourceKind.ABSENCE


_METHOD_NAMES = {
    RiskMethod.KINNEY: "Fine-Kinney",
    RiskMethod.FMEA: "FMEA",
}
_LEVELS = frozenset({RiskMethod.LEVELS_3, RiskMethod.LEVELS_4, RiskMethod.LEVELS_5})


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


def _absence_by_year(records: Iterable[Finding]) -> dict[str, dict[int, list[Finding]]]:
    years: dict[str, dict[int, list[Finding]]] = {}
    for record in records:
        if record.score is not None and record.observed_on is not None:
            years.setdefault(record.department[0], {}).setdefault(record.observed_on.year, []).append(record)
    return years


def _absence_of_past_years(records: Iterable[Finding]) -> frozenset[tuple[str, object]]:
    """Return department and day of the yearly figures that a later year of the same department has taken over from.

    How it was calls for nothing where it is known how it is now. Months and quarters are left as they are.
    """
    return frozenset(
        (name, told[year][0].observed_on)
        for name, told in _absence_by_year(records).items()
        for year in told
        if year < max(told) and len(told[year]) == len(told[max(told)]) == 1
    )


def _absence_before(records: Iterable[Finding]) -> dict[tuple[str, object], float]:
    """Return department and day of its latest yearly figure in percent -> the figure of the year before.

    A department with several figures a year, of months or quarters, has none.
    """
    found: dict[tuple[str, object], float] = {}
    for name, told in _absence_by_year(records).items():
        latest = told[max(told)]
        earlier = told.get(max(told) - 1, [])
        if len(latest) == len(earlier) == 1 and earlier[0].score is not None:
            found[name, latest[0].observed_on] = earlier[0].score
    return found


def _identity(*parts: str) -> str:
    digest = hashlib.blake2s("\x1f".join(parts).encode(), digest_size=5).hexdigest()
    return f"{parts[0]}-{digest}"


def _place(where: CellRef) -> tuple[str, str, str]:
    """Return a place as it is told apart in ids: the same whatever folder the file lies in."""
    return _file_name(where.file), where.sheet, where.a1


@lru_cache(maxsize=1000)
def _file_name(path: str) -> str:
    return PurePath(path).name


def place_order(where: CellRef) -> tuple[str, str, int, int]:
    """Return what to sort places by: file, sheet, column, row."""
    return where.file, where.sheet, where.column or 0, where.row or 0


def _sums(measurement: Measurement) -> tuple[int, float, float]:
    """Return persons, of them in the bad end, and the sum of their scores; nothing where hidden."""
    persons = measurement.respondents or 0
    return persons, persons * (measurement.unfavourable or 0.0), persons * (measurement.score or 0.0)


def _decimal(value: float) -> str:
    return number_text(f"{value:.1f}")


def _number(value: float) -> str:
    return number_text(f"{value:g}")


def _inside(name: str) -> str:
    """Return a theme's name as it stands inside a sentence; an abbreviation (CNC, PFAS) keeps its capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
