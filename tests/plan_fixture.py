"""A rich invented plan: three departments, eight challenges, fourteen actions, and texts that try to break things."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from handleplan_batch.model import (
    Action,
    ActionType,
    CellRef,
    Certainty,
    Challenge,
    ChallengeKind,
    ColumnUse,
    Department,
    Finding,
    Iglo,
    ImporterName,
    Lack,
    Level,
    Measurement,
    Plan,
    Polarity,
    PreventionLevel,
    Problem,
    ProblemLevel,
    Question,
    Reason,
    Rule,
    RuleCheck,
    RuleState,
    SheetEntry,
    Shortfall,
    SourceKind,
    Text,
    Theme,
)

CREATED = date(2026, 11, 22)
KITCHEN, STORE, CARE = "Køkken", "Lager & værksted", "Hjemmepleje Øst"

_SURVEY, _RISK = "apv_2026.xlsx", "risikovurdering lager.xlsx"
_NONE = Text("", "")


def _rule(number: int, level: ProblemLevel, asks: str, **fields: Any) -> Rule:
    lack = Lack(level, Text("Det mangler.", "It is missing."), Text("Skriv det.", "Write it."))
    basis = "BEK 65/2024 § 2" if level is ProblemLevel.ERROR else "God praksis"
    return Rule(f"R{number:02}", level, basis, Text(asks, asks), {"": lack}, **fields)


LAW = (
    _rule(1, ProblemLevel.ERROR, "Hver åben række beskriver problemet.", in_force=date(2024, 2, 1)),
    _rule(3, ProblemLevel.WARNING, "Hver åben række siger, hvad problemet skyldes."),
    _rule(5, ProblemLevel.ERROR, "Hver åben række har præcis én tovholder.", in_force=date(2024, 2, 1)),
    _rule(14, ProblemLevel.NOTE, "Der er mål for det kommende år.", checked=date(2026, 11, 1)),
    _rule(19, ProblemLevel.ERROR, "Intet fra sidste år forsvinder.", yourself=Text("Se efter selv.", "Look yourself.")),
    _rule(25, ProblemLevel.NOTE, "Ses efter inden {days} dage.", limits={"days": 400}),
)


def _theme(theme_id: str, danish: str, english: str) -> Theme:
    return Theme(
        id=theme_id,
        area="psychosocial",
        name=Text(danish, english),
        keywords=(),
        exceptions=(),
        zero_tolerance=theme_id == "threats",
        sensitive=theme_id == "threats",
        outcome=theme_id == "stress",
        nature=_NONE,
        cause=_NONE,
        indicator=_NONE,
        evaluation=_NONE,
        feedback=_NONE,
        adjust=_NONE,
        link="",
        goal="",
    )


THEMES = {
    theme.id: theme
    for theme in (
        _theme("workload", "Stor arbejdsmængde og tidspres", "High workload and time pressure"),
        _theme("threats", "Vold og trusler om vold", "Violence and threats"),
        _theme("noise", "Støj", "Noise"),
        _theme("lifting", "Tunge løft", "Heavy lifting"),
        _theme("slips_falls", "Fald og snublen", "Slips and falls"),
        _theme("stress", "Stress", "Stress"),
        _theme("influence", "Indflydelse på eget arbejde", "Influence at work"),
    )
}

_CHALLENGES = (
    ("c-slip", ChallengeKind.CHALLENGE, "slips_falls", STORE, Level.IMMEDIATE, 88.0),
    ("c-threat", ChallengeKind.CHALLENGE, "threats", CARE, Level.IMMEDIATE, 81.5),
    ("c-work-k", ChallengeKind.CHALLENGE, "workload", KITCHEN, Level.HIGH, 64.0),
    ("c-lift", ChallengeKind.CHALLENGE, "lifting", STORE, Level.HIGH, 60.0),
    ("c-noise", ChallengeKind.CHALLENGE, "noise", KITCHEN, Level.MEDIUM, 41.0),
    ("c-stress", ChallengeKind.CHALLENGE, "stress", CARE, Level.MEDIUM, 38.0),
    ("c-night", ChallengeKind.STANDING, "workload", CARE, Level.LOW, 22.0),
    ("c-say", ChallengeKind.AMBITION, "influence", KITCHEN, Level.OBSERVATION, 12.0),
)
_WORDS = {
    "c-slip": (
        "Glat gulv ved rampen til lageret",
        "Gulvet er glat, når det regner, og to er faldet på et halvt år. Alle 18 på lageret går der dagligt med varer.",
        "Regnvand løber ind under porten, og belægningen er slidt.",
    ),
    "c-threat": (
        "Vold og trusler om vold i Hjemmepleje Øst forekommer (antal skjult)",
        "Trusler forekommer ved besøg om aftenen. Det kan føre til både fysiske skader og langvarig utryghed.",
        "Alene-arbejde hos borgere med udadreagerende adfærd, og aftaler om besøg kendes ikke af alle.",
    ),
    "c-work-k": (
        "Stor arbejdsmængde og tidspres i køkkenet op til frokost",
        "24 af 31 svarer «altid» eller «ofte», at de ikke kan nå opgaverne. Det sker hver dag mellem kl. 10 og 12.",
        "Levering og klargøring falder sammen, og to stillinger har været ubesat siden marts.",
    ),
    "c-lift": (
        "Tunge løft ved aflæsning",
        "Kasser på 25–32 kg løftes over skulderhøjde 40 gange om dagen af fire medarbejdere.",
        "Reolerne er for høje, og løftevognen er tit i stykker.",
    ),
    "c-noise": ("Støj fra opvasken", "78 dB(A) målt ved opvasken, hvor seks arbejder fire timer om dagen.", ""),
    "c-stress": ("Stress", "=SUM(A1) er en formel, og denne tekst er det ikke 😀", "-5 grader i garagen"),
    "c-night": ("Nattevagter", "Natarbejde er en del af opgaven og kan ikke undgås.", "Døgndækning."),
    "c-say": ("Vi vil have mere indflydelse på vagtplanen", "Et ønske fra den årlige drøftelse.", ""),
}

_ACTIONS = (
    # challenge, type, prevention level, iglo, text, responsible, status, days to the deadline
    (
        "c-slip",
        0,
        0,
        3,
        "Spær rampen af, indtil gulvet er tørt, og læg måtter i dag.",
        "Driftsleder Lager",
        "in_progress",
        5,
    ),
    (
        "c-slip",
        0,
        1,
        3,
        "Ny skridsikker belægning på rampen og en rist foran porten, så vandet ikke løber ind. "
        "Indhent to tilbud, og aftal en dag, hvor porten kan undværes.",
        "",
        "not_started",
        -3,
    ),
    ("c-threat", 2, 1, 3, "To sammen ved aftenbesøg hos borgere på listen.", "Områdeleder", "not_started", 20),
    (
        "c-threat",
        1,
        2,
        2,
        "Alarmknap på telefonen og en fast aftale om, hvem der svarer.",
        "It-afdelingen",
        "waiting",
        12,
    ),
    ("c-threat", 3, 3, 1, "Øv nedtrapning af konflikter hvert halve år.", "+45 12 34 56 78", "not_started", 90),
    (
        "c-work-k",
        2,
        1,
        1,
        "Flyt leveringen til kl. 7, så den ikke falder sammen med frokosten.",
        "Køkkenchef",
        "done",
        -40,
    ),
    ("c-work-k", 0, 0, 3, "Besæt de to ledige stillinger.", "Lederens leder", "effect_reached", -60),
    (
        "c-lift",
        0,
        1,
        3,
        "Sænk de øverste hylder til under skulderhøjde.",
        "Driftsleder Lager",
        "effect_not_reached",
        45,
    ),
    ("c-lift", 0, 2, 3, "Køb en løftevogn mere.\nService hver tredje måned.", "Teknisk service", "not_started", 60),
    ("c-noise", 0, 0, 3, "Skift opvaskemaskinens bakker til plast.", "Køkkenchef", "dropped", -10),
    ("c-noise", 1, 3, 0, "Høreværn ved opvasken, indtil bakkerne er skiftet.", "Køkkenchef", "in_progress", 30),
    ("c-stress", 1, 2, 1, "Fast fælles morgenmøde på ti minutter.", "Gruppeleder", "not_started", 75),
    ("c-night", 0, 1, 3, "Følg anbefalingerne om højst tre nattevagter i træk.", "Vagtplanlægger", "not_started", 120),
    ("c-say", 2, 1, 1, "Prøv ønskevagtplan i tre måneder.", "Køkkenchef", "not_started", 100),
)


def _challenge(rank: int, row: tuple[str, ChallengeKind, str, str, Level, float]) -> Challenge:
    challenge_id, kind, theme_id, department, level, points = row
    findings = tuple(
        finding.id for finding in FINDINGS if finding.theme_id == theme_id and department in finding.department
    )
    return Challenge(
        id=challenge_id,
        kind=kind,
        theme_id=theme_id,
        department=department,
        level=level,
        points=points,
        reasons=(
            Reason("severity", "Alvorlig risiko i risikovurderingen (20 af 25)", points * 0.7),
            Reason("extent", "Berører mange: 24 af 31", points * 0.3),
        ),
        finding_ids=findings,
        rank=rank,
        protective=("Godt sammenhold i gruppen (82 af 100)",) if department == KITCHEN else (),
        cause_theme_id="workload" if theme_id == "stress" else None,
        parked=rank == 8,
    )


def _finding(number: int, source: SourceKind, theme_id: str | None, department: str, text: str) -> Finding:
    survey = source is SourceKind.SURVEY
    return Finding(
        id=f"f-{number:04}",
        source=source,
        where=CellRef(_SURVEY if survey else _RISK, "Svar" if survey else "Risici", number + 1, 3),
        text=text,
        department=(department,),
        theme_id=theme_id,
        theme_reason="støj, larm" if theme_id == "noise" else "",
        polarity=Polarity.POSITIVE if "sammenhold" in text else Polarity.PROBLEM,
        level=Level.HIGH,
        score=34.5 if survey else 20.0,
        respondents=31 if survey else None,
        observed_on=None if survey else date(2026, 9, 14),
        solved=number == 6,
    )


FINDINGS = (
    _finding(1, SourceKind.RISK_ASSESSMENT, "slips_falls", STORE, "Glat rampe ved regnvejr"),
    _finding(
        2, SourceKind.SURVEY, "workload", KITCHEN, "24 af 31 (77 %) svarer i den dårlige ende: Når du dine opgaver?"
    ),
    _finding(3, SourceKind.RISK_ASSESSMENT, "lifting", STORE, "Løft af kasser over skulderhøjde"),
    _finding(4, SourceKind.COMMENT, "noise", KITCHEN, "Larmen fra opvasken er værst\nom eftermiddagen 🙉"),
    _finding(5, SourceKind.SURVEY, "workload", KITCHEN, "Godt sammenhold i gruppen"),
    _finding(6, SourceKind.INSPECTION, "slips_falls", STORE, "Ledning på tværs af gangen, fjernet"),
    _finding(7, SourceKind.COMMENT, None, CARE, '=HYPERLINK("http://example.org") og @SUM(1)'),
)


def _action(number: int, row: tuple[str, int, int, int, str, str, str, int]) -> Action:
    challenge_id, kind, prevention, iglo, text, responsible, status, days = row
    rank = next(place for place, entry in enumerate(_CHALLENGES, start=1) if entry[0] == challenge_id)
    _, challenge_kind, theme_id, department, level, _points = _CHALLENGES[rank - 1]
    challenge, nature, cause = _WORDS[challenge_id]
    deadline = CREATED + timedelta(days=days)
    started = status not in ("not_started", "waiting")
    return Action(
        id=f"H-{number:04}",
        challenge_id=challenge_id,
        rank=rank,
        urgency=level,
        challenge=challenge,
        kind=challenge_kind,
        department=department,
        theme=THEMES[theme_id].name.da,
        nature=nature,
        cause=cause,
        reasons="Alvorlig risiko i risikovurderingen (20 af 25). Berører mange: 24 af 31.",
        sources="Risikovurdering, APV-spørgeskema",
        action_type=list(ActionType)[kind],
        action=text,
        prevention_level=list(PreventionLevel)[prevention],
        iglo=list(Iglo)[iglo],
        responsible=responsible,
        informed="Alle medarbejdere i afdelingen",
        involved="Arbejdsmiljøgruppen og to medarbejdere, der kender opgaven",
        preparation="Gennemgang på et morgenmøde, og en kort vejledning hænger ved arbejdsstedet.",
        start=deadline - timedelta(days=30),
        deadline=deadline,
        follow_up=deadline + timedelta(days=30),
        mind="Uge 52: juleferie. MUS i januar.",
        improvement="I kan se, at gulvet er tørt, og høre på møderne, at ingen længere går udenom.",
        criterion="Antal fald går fra 2 pr. halvår til 0 inden 30-06-2027, talt i ulykkesregistret.",
        evaluation="Samme spørgsmål igen om et halvt år, og en rundering efter 30 dage.",
        unintended="Længere vej med varerne kan give travlhed et andet sted.",
        feedback="Ti minutter på personalemødet efter en måned.",
        adjust="Arbejdsmiljøgruppen retter indsatsen til på det næste møde.",
        fallback="Tag udfordringen op igen med lederens leder, og få råd udefra.",
        own_priority="2" if number == 5 else "",
        status=status,
        progress=0.4 if status == "in_progress" else None,
        updated_on=date(2026, 11, 20) if started else None,
        baseline="62" if started else "",
        target="75" if started else "",
        effect_judged_on=date(2026, 11, 18) if status.startswith("effect") else None,
        effect={"effect_reached": "reached", "effect_not_reached": "partly"}.get(status, ""),
        effect_reason="Bakkerne fås ikke i plast." if status == "dropped" else "",
        measure_id=f"{theme_id}-1",
        guidance="https://at.dk/arbejdsmiljoeproblemer/" if number % 2 else "",
        draft=not started,
    )


def _measurements() -> tuple[Measurement, ...]:
    figures = {
        ("workload", KITCHEN): (31, 34.0),
        ("workload", STORE): (18, 61.0),
        ("workload", CARE): (44, 48.5),
        ("noise", KITCHEN): (30, 45.0),
        ("noise", STORE): (18, 72.0),
        ("influence", KITCHEN): (31, 58.0),
        ("influence", CARE): (44, 82.0),
        ("threats", CARE): None,
        ("threats", KITCHEN): None,
    }
    question = CellRef(_SURVEY, "Svar", 1, 7)
    rows = []
    for (theme_id, department), figure in figures.items():
        count, score = figure or (None, None)
        share = None if score is None else round(1 - score / 100, 2)
        for level, key in (("theme", theme_id), ("question", f"Oplever du {THEMES[theme_id].name.da.lower()}?")):
            rows.append(
                Measurement(
                    level=level,
                    key=key,
                    theme_id=theme_id,
                    department=department,
                    respondents=count,
                    score=score,
                    unfavourable=share,
                    low=None if share is None else round(share - 0.1, 2),
                    high=None if share is None else round(share + 0.1, 2),
                    difference=None if score is None else score - 50,
                    off_scale=None if score is None else 0.04,
                    suppressed=figure is None,
                    where=question if level == "question" else None,
                )
            )
    return tuple(rows)


def make_plan(language: str = "da", created_on: date = CREATED) -> Plan:
    """Return the plan; ``language`` chooses theme names, and the plan's own texts stay Danish."""
    return Plan(
        created_on=created_on,
        language=language,
        organisation="Fælleshuset & Co. <test>",
        sheets=(
            SheetEntry(
                file=_SURVEY,
                sheet="Svar",
                importer=ImporterName.SURVEY,
                header_row=1,
                rows_read=96,
                rows_used=93,
                rows_set_aside=2,
                rows_rejected=1,
                respondents=93,
                columns={"department": "Afdeling", "comment": "Har du andet på hjerte?"},
                sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ),
            SheetEntry(
                file=_RISK,
                sheet="Risici",
                importer=ImporterName.RISK_ASSESSMENT,
                header_row=4,
                rows_read=12,
                rows_used=12,
                uses=(
                    ColumnUse(1, "Fare", "hazard"),
                    ColumnUse(2, "Bemærkninger", "ignore"),
                    ColumnUse(3, "Bilag", "ignore", filled=False),
                ),
            ),
            SheetEntry(file="noter.xlsx", sheet="Ark1", importer=ImporterName.UNKNOWN, header_row=None, rows_read=3),
        ),
        questions=(
            Question(
                where=CellRef(_SURVEY, "Svar", 1, 7),
                text="Når du dine opgaver?",
                scale="frequency-5",
                answers=("Altid", "Ofte", "Sommetider", "Sjældent", "Aldrig"),
                scores=(100.0, 75.0, 50.0, 25.0, 0.0),
                best="Altid",
                worst="Aldrig",
                certainty=Certainty.INFERRED,
                reason="ordet «når»",
                theme_id="workload",
                theme_certainty=Certainty.KNOWN,
            ),
            Question(
                where=CellRef(_SURVEY, "Svar", 1, 8),
                text="Kode 17",
                scale="unknown",
                answers=("1", "2"),
                scores=(None, None),
                best=None,
                worst=None,
                certainty=Certainty.UNKNOWN,
            ),
        ),
        departments=(Department(KITCHEN), Department(STORE), Department(CARE), Department("Administration")),
        respondents={KITCHEN: 31, STORE: 18, CARE: 44, "Administration": None},
        measurements=_measurements(),
        findings=FINDINGS,
        challenges=tuple(_challenge(rank, row) for rank, row in enumerate(_CHALLENGES, start=1)),
        actions=tuple(_action(number, row) for number, row in enumerate(_ACTIONS, start=1)),
        shortfalls=(
            Shortfall(
                "R05", ProblemLevel.ERROR, "H-0002", "Der er ingen tovholder.", "Skriv én person.", "BEK 65/2024 § 2"
            ),
            Shortfall(
                "R03", ProblemLevel.WARNING, "H-0010", "Årsagen er ikke undersøgt.", "Undersøg den.", "BEK 65/2024 § 2"
            ),
            Shortfall(
                "R14", ProblemLevel.NOTE, "", "Mål for næste år mangler.", "Tag det op på drøftelsen.", "God praksis"
            ),
        ),
        problems=(
            Problem("unrecognised-sheet", CellRef("noter.xlsx", "Ark1"), {"count": "3"}),
            Problem("bad-date", CellRef(_RISK, "Risici", 9, 8)),
            Problem("unknown-direction", CellRef(_SURVEY, "Svar", 1, 8), {"question": "Kode 17"}),
        ),
        themes=THEMES,
        limits={"general": 5, "sensitive": 10, "comments": 10},
        law=LAW,
        checks=(
            RuleCheck("R01", RuleState.MET, ("H-0001", "H-0002")),
            RuleCheck("R03", RuleState.SHORT, ("H-0010",)),
            RuleCheck("R05", RuleState.SHORT, ("H-0001", "H-0002")),
            RuleCheck("R14", RuleState.SHORT),
            RuleCheck("R19", RuleState.BY_HAND),
            RuleCheck("R25", RuleState.NOTHING),
        ),
    )
