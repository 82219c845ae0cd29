"""Make the sample data: one year of working environment files from the invented organisation Fjordbo.

Run ``python make_sample_data.py`` to write the files beside this script, or give another folder. Everything in them is
invented and stands here as data: the organisation, the questions, what is wrong and right in each department, and the
texts. The seed and the dates are fixed, so the same run gives the same bytes. README.md tells the story.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

import xlsxwriter

SEED = 20261123
WRITTEN_ON = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
"""The created date of every workbook; without it the bytes would follow the clock."""

Cell = str | int | float | date | datetime | None
Row = Sequence[Cell]
Family = Literal["grad-5", "frekvens-5", "enig-5", "tilfreds-5", "ja-nej", "haendelse"]


# --- The organisation -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Department:
    """One department, as it stands in the organisation file."""

    area: str
    name: str
    leader: str
    representative: str
    staff: int
    """Employees in the autumn of 2026."""
    respondents: int
    """How many of them answered the survey; 240 in all."""
    aliases: str
    """Other names in use, joined with ``;``."""


ORGANISATION = "Fjordbo"
TOP = ("Kirsten Holm", "Pernille Lind", "Fjordbo i alt;Hele Fjordbo")
"""Leader, representative and aliases of the whole organisation."""

BO, PRODUKTION = "Bo- og aktivitetstilbud", "Produktion"
DRIFT, STAB = "Drift og logistik", "Administration og rådgivning"

AREAS: Mapping[str, tuple[str, str, str]] = {
    BO: ("Anders Kjær", "Mette Lund", "Botilbuddet;Bo og aktivitet"),
    PRODUKTION: ("Torben Lauritsen", "Rikke Holst", "Produktionen;Køkken og værksted"),
    DRIFT: ("Gitte Ravn", "Dennis Friis", "Drift;Service og logistik"),
    STAB: ("Ulla Nørgaard", "Pernille Lind", "Stab og rådgivning"),
}

STRAND, SKOV, NAT, AKTIVITET = "Hus Strand", "Hus Skov", "Natteam", "Aktivitetshuset"
KOEKKEN, VAERKSTED = "Produktionskøkken", "Værksted og teknik"
LAGER, VASKERI, EJENDOM, INDKOEB = "Lager og kørsel", "Vaskeri", "Ejendom og have", "Indkøb"
RAADGIVNING, ADMINISTRATION = "Rådgivning", "Administration"

DEPARTMENTS = (
    Department(BO, STRAND, "Lene Bruun", "Mette Lund", 31, 26, "Strandhuset;Hus Strand dag"),
    Department(BO, SKOV, "Jonas Toft", "Sofie Dahl", 29, 24, "Skovhuset;Hus Skov dag"),
    Department(BO, NAT, "Hanne Vestergaard", "Kim Østergaard", 27, 22, "Nathold;Natholdet"),
    Department(BO, AKTIVITET, "Camilla Krogh", "Peter Bang", 21, 18, "Aktivitetscenteret;Dagtilbuddet"),
    Department(PRODUKTION, KOEKKEN, "Susanne Mørk", "Rikke Holst", 38, 32, "Køkkenet;Centralkøkkenet"),
    Department(PRODUKTION, VAERKSTED, "Brian Thorsen", "Allan Juhl", 26, 22, "Værkstedet;Teknisk værksted"),
    Department(DRIFT, LAGER, "Claus Winther", "Dennis Friis", 31, 26, "Lageret;Lager & kørsel"),
    Department(DRIFT, VASKERI, "Inge Madsen", "Tina Beck", 11, 9, "Vaskeriet"),
    Department(DRIFT, EJENDOM, "Søren Bjerre", "Dennis Friis", 9, 7, "Ejendomsdrift;Gartnerne"),
    Department(DRIFT, INDKOEB, "Marianne Falk", "Dennis Friis", 5, 4, "Indkøbsafdelingen"),
    Department(STAB, RAADGIVNING, "Thomas Ejlersen", "Maja Krarup", 34, 29, "Rådgivningen;Rådgivningsteamet"),
    Department(STAB, ADMINISTRATION, "Birgit Aagaard", "Pernille Lind", 25, 21, "Adm.;Administrationen;Økonomi og løn"),
)


# --- The survey: questions --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """One survey question in our own words."""

    key: str
    """Short name, used where problems and strengths are planted."""
    text: str
    family: Family
    high_is_good: bool
    """Whether much of what is asked about, or a yes, is good for the working environment."""
    theme_id: str


QUESTIONS = (
    Question("noise", "I hvor høj grad er du generet af støj, hvor du arbejder?", "grad-5", False, "noise"),
    Question(
        "temperature",
        "I hvor høj grad er du generet af for meget varme eller kulde, hvor du arbejder?",
        "grad-5", False, "temperature",
    ),
    Question("air", "I hvor høj grad er luftkvaliteten god, hvor du arbejder?", "grad-5", True, "air_quality"),
    Question(
        "dust",
        "I hvor høj grad er du generet af støv, røg eller dampe i dit arbejde?",
        "grad-5", False, "dust_fumes",
    ),
    Question("lifting", "I hvor høj grad er du belastet af tunge løft i dit arbejde?", "grad-5", False, "lifting"),
    Question(
        "postures",
        "I hvor høj grad er du belastet af dårlige arbejdsstillinger, fx foroverbøjet eller med arme over skuldrene?",
        "grad-5", False, "postures",
    ),
    Question(
        "slips",
        "Hvor ofte er der rod eller glatte gulve, så du risikerer at falde eller snuble?",
        "frekvens-5", False, "slips_falls",
    ),
    Question("machines", "Maskiner og værktøj i min afdeling mangler vedligeholdelse.", "enig-5", False, "machinery"),
    Question(
        "traffic",
        "Er der risiko for påkørsel af truck, varevogn eller lastbil, hvor du arbejder?",
        "ja-nej", False, "traffic",
    ),
    Question(
        "escape",
        "Er der god og fri adgang til flugtveje og nødudgange, hvor du arbejder?",
        "ja-nej", True, "fire_emergency",
    ),
    Question(
        "chemicals",
        "Har du fået tilstrækkelig instruktion i at bruge kemikalier og rengøringsmidler?",
        "ja-nej", True, "chemicals",
    ),
    Question(
        "repetitive",
        "Har du ensidigt gentaget arbejde, som giver dig smerter?",
        "ja-nej", False, "repetitive_work",
    ),
    Question(
        "accident",
        "Har du det seneste år været ude for en ulykke eller en nærved-hændelse på arbejdet?",
        "ja-nej", False, "accidents",
    ),
    Question(
        "welfare",
        "Hvor tilfreds er du med rengøring, toiletter og omklædning på din arbejdsplads?",
        "tilfreds-5", True, "welfare_cleaning",
    ),
    Question(
        "screen",
        "Hvor tilfreds er du med din plads til skærmarbejde (skærm, kontorstol og bord)?",
        "tilfreds-5", True, "screen_work",
    ),
    Question(
        "it",
        "I hvor høj grad giver it-systemer og it-udstyr dig problemer i hverdagen?",
        "grad-5", False, "digital_remote",
    ),
    Question("time_pressure", "Hvor ofte er du under tidspres i dit arbejde?", "frekvens-5", False, "workload"),
    Question("breaks", "Hvor ofte har du tid nok til at holde dine pauser?", "frekvens-5", True, "workload"),
    Question(
        "roles",
        "I hvor høj grad er roller og ansvar klart fordelt i din afdeling?",
        "grad-5", True, "unclear_demands",
    ),
    Question(
        "conflicting",
        "I hvor høj grad er modstridende krav et problem i dit arbejde?",
        "grad-5", False, "unclear_demands",
    ),
    Question(
        "emotional",
        "I hvor høj grad belaster tunge sager og svære samtaler dig følelsesmæssigt?",
        "grad-5", False, "emotional_demands",
    ),
    Question(
        "schedule",
        "Hvor ofte er du generet af sene ændringer i din arbejdstid eller vagtplan?",
        "frekvens-5", False, "working_hours",
    ),
    Question(
        "lone",
        "I hvor høj grad er du tryg ved at arbejde alene, når det er nødvendigt?",
        "grad-5", True, "lone_work",
    ),
    Question(
        "leader_help",
        "I hvor høj grad kan du få hjælp fra din nærmeste leder, når du har brug for det?",
        "grad-5", True, "leadership",
    ),
    Question("leader_seen", "Ledelsen er for lidt synlig i vores hverdag.", "enig-5", False, "leadership"),
    Question(
        "colleagues",
        "Hvor ofte oplever du et godt samarbejde og sammenhold med dine kolleger?",
        "frekvens-5", True, "collaboration",
    ),
    Question(
        "influence",
        "I hvor høj grad har du indflydelse på, hvordan du tilrettelægger din arbejdsdag?",
        "grad-5", True, "influence",
    ),
    Question(
        "courses",
        "Hvor tilfreds er du med dine muligheder for kurser og efteruddannelse?",
        "tilfreds-5", True, "development",
    ),
    Question(
        "recognition",
        "Hvor ofte får du anerkendelse for et godt stykke arbejde?",
        "frekvens-5", True, "recognition_trust",
    ),
    Question(
        "trust",
        "Jeg har tillid til, at jeg trygt kan sige fra, hvis noget er forkert.",
        "enig-5", True, "recognition_trust",
    ),
    Question(
        "information",
        "Hvor ofte mangler du information om ændringer, der berører dine opgaver?",
        "frekvens-5", False, "information",
    ),
    Question("change", "Forandringer bliver gennemført på en god måde hos os.", "enig-5", True, "change"),
    Question(
        "instruction",
        "I hvor høj grad mangler du oplæring og instruktion til dine opgaver?",
        "grad-5", False, "instruction",
    ),
    Question(
        "newcomers",
        "Nye medarbejdere og vikarer får en god introduktion hos os.",
        "enig-5", True, "vulnerable_workers",
    ),
    Question(
        "proud",
        "Jeg er stolt af mit arbejde og vil gerne anbefale arbejdspladsen til andre.",
        "enig-5", True, "wellbeing_meaning",
    ),
    Question(
        "joy",
        "Hvor tilfreds er du med trivsel og arbejdsglæde i din afdeling?",
        "tilfreds-5", True, "wellbeing_meaning",
    ),
    Question("stress", "Hvor ofte går du hjem fra arbejde udmattet eller stresset?", "frekvens-5", False, "stress"),
    Question(
        "tone",
        "Hvor ofte oplever du en hård eller dårlig tone i din afdeling?",
        "frekvens-5", False, "offensive_behaviour",
    ),
    Question(
        "safe_from_violence",
        "I hvor høj grad er du tryg ved den måde, vold og trusler bliver forebygget på?",
        "grad-5", True, "violence_threats",
    ),
    Question(
        "threats",
        "Er du blevet truet af borgere eller andre på arbejdet i løbet af de seneste 12 måneder?",
        "haendelse", False, "violence_threats",
    ),
    Question(
        "violence",
        "Er du blevet slået, sparket eller på anden måde udsat for vold på arbejdet i løbet af de seneste 12 måneder?",
        "haendelse", False, "violence_threats",
    ),
    Question(
        "bullying",
        "Er du blevet mobbet eller udsat for udelukkelse på arbejdet i løbet af de seneste 12 måneder?",
        "haendelse", False, "bullying",
    ),
    Question(
        "sexual",
        "Har du været udsat for seksuel chikane på arbejdet i løbet af de seneste 12 måneder?",
        "haendelse", False, "sexual_harassment",
    ),
    Question(
        "absence",
        "Har du haft sygefravær det seneste år, som skyldtes problemer i arbejdsmiljøet?",
        "ja-nej", False, "sickness_absence",
    ),
    Question(
        "follow_up",
        "I hvor høj grad bliver der fulgt godt op på APV og handleplan i din afdeling?",
        "grad-5", True, "osh_organisation",
    ),
)  # fmt: skip

ANSWERS: Mapping[Family, tuple[str, ...]] = {
    "grad-5": ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad"),
    "frekvens-5": ("Altid", "Ofte", "Somme tider", "Sjældent", "Aldrig"),
    "enig-5": ("Helt enig", "Delvist enig", "Hverken enig eller uenig", "Delvist uenig", "Helt uenig"),
    "tilfreds-5": ("Meget tilfreds", "Tilfreds", "Hverken tilfreds eller utilfreds", "Utilfreds", "Meget utilfreds"),
    "ja-nej": ("Ja", "Nej"),
    "haendelse": ("Ja, dagligt", "Ja, ugentligt", "Ja, månedligt", "Ja, af og til", "Nej"),
}
"""The answers of each family from most to least."""


# --- The survey: what is planted --------------------------------------------------------------------------------------

ORDINARY = 78
"""Mean of an ordinary department on an ordinary question, 0–100 with 100 best."""

ORDINARY_BY_QUESTION: Mapping[str, float] = {
    "time_pressure": 67, "stress": 72, "follow_up": 68, "courses": 71, "it": 72, "change": 70, "recognition": 72,
}  # fmt: skip
"""Questions where people answer less brightly everywhere."""

PLANTED: Mapping[str, Mapping[str, float]] = {
    STRAND: {
        "time_pressure": 36, "breaks": 42, "stress": 56, "information": 38, "safe_from_violence": 52,
        "proud": 91, "colleagues": 89,
    },
    SKOV: {
        "schedule": 32, "information": 40, "leader_help": 44, "leader_seen": 38, "emotional": 62, "colleagues": 88,
    },
    NAT: {
        "safe_from_violence": 33, "lone": 26, "information": 44, "stress": 50, "leader_seen": 56, "colleagues": 90,
    },
    AKTIVITET: {question.key: 89 for question in QUESTIONS},
    KOEKKEN: {
        "noise": 28, "temperature": 31, "lifting": 30, "slips": 45, "tone": 47, "postures": 60, "air": 66,
        "newcomers": 61, "proud": 89,
    },
    VAERKSTED: {"machines": 33, "dust": 31, "noise": 69, "air": 62, "influence": 90, "instruction": 84},
    LAGER: {"lifting": 55, "slips": 65, "time_pressure": 60, "leader_help": 90, "recognition": 87, "colleagues": 88},
    VASKERI: {"temperature": 55, "postures": 50, "colleagues": 56, "tone": 55, "trust": 58},
    EJENDOM: {"influence": 91, "machines": 82},
    INDKOEB: {"time_pressure": 40, "breaks": 50},
    RAADGIVNING: {
        "time_pressure": 27, "breaks": 38, "emotional": 29, "stress": 43, "colleagues": 94, "proud": 88, "trust": 87,
    },
    ADMINISTRATION: {
        "roles": 36, "conflicting": 31, "air": 32, "it": 55, "noise": 66, "influence": 87, "welfare": 90,
    },
}  # fmt: skip
"""Mean 0–100 (100 best) per department and question; what is not here is ordinary."""

PLANTED_YES_NO: Mapping[tuple[str, str], int] = {
    (LAGER, "traffic"): 17, (EJENDOM, "traffic"): 1,
    (KOEKKEN, "escape"): 9,
    (EJENDOM, "chemicals"): 4, (VAERKSTED, "chemicals"): 3,
    (VASKERI, "repetitive"): 6, (KOEKKEN, "repetitive"): 3,
    (LAGER, "accident"): 6, (KOEKKEN, "accident"): 6, (NAT, "accident"): 6, (VAERKSTED, "accident"): 4,
    (STRAND, "accident"): 3,
    (NAT, "absence"): 5, (RAADGIVNING, "absence"): 5, (KOEKKEN, "absence"): 3,
}  # fmt: skip
"""How many give the unfavourable answer; nobody else does."""

DAILY, WEEKLY, MONTHLY, NOW_AND_THEN = ANSWERS["haendelse"][:4]
PLANTED_EVENTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    (NAT, "threats"): (DAILY, *[WEEKLY] * 2, *[MONTHLY] * 4, *[NOW_AND_THEN] * 5),
    (NAT, "violence"): (*[MONTHLY] * 3, *[NOW_AND_THEN] * 5),
    (STRAND, "threats"): (MONTHLY, *[NOW_AND_THEN] * 3),
    (STRAND, "violence"): (*[NOW_AND_THEN] * 2,),
    (VASKERI, "bullying"): (MONTHLY, NOW_AND_THEN),
    (KOEKKEN, "sexual"): (NOW_AND_THEN, NOW_AND_THEN),
}
"""The answers other than «Nej» to the zero-tolerance questions."""

NOT_RELEVANT: Mapping[str, tuple[str, ...]] = {
    "screen": (KOEKKEN, VAERKSTED, LAGER, VASKERI, EJENDOM, NAT),
    "machines": (RAADGIVNING, ADMINISTRATION),
    "chemicals": (RAADGIVNING, ADMINISTRATION, INDKOEB),
    "lone": (ADMINISTRATION, KOEKKEN),
    "schedule": (ADMINISTRATION,),
    "safe_from_violence": (ADMINISTRATION, VAERKSTED, LAGER),
}
"""Where about a third answer «Ikke relevant»."""

PHYSICAL, PSYCHOSOCIAL = "Kommentarer til det fysiske arbejdsmiljø", "Kommentarer til det psykiske arbejdsmiljø"

COMMENTS: tuple[tuple[str, str, str], ...] = (
    (KOEKKEN, PHYSICAL, "Opvaskemaskinen larmer så meget, at vi må råbe til hinanden hele formiddagen."),
    (KOEKKEN, PHYSICAL, "Om sommeren er der over 30 grader ved ovnene, og emhætten kan ikke følge med."),
    (KOEKKEN, PHYSICAL,
     "Vi løfter gryder og kasser på 20-25 kg fra gulvet mange gange om dagen. Flere rulleborde ville hjælpe."),
    (KOEKKEN, PHYSICAL,
     "Nødudgangen ved varemodtagelsen er tit spærret af rullebure. Vi kan ikke komme ud, hvis det brænder."),
    (KOEKKEN, PHYSICAL, "Gulvet ved opvasken er farligt glat, når der er skyllet ned."),
    (KOEKKEN, PHYSICAL, "Koldt om vinteren, når porten til varemodtagelsen står åben, og for varmt resten af året."),
    (KOEKKEN, PHYSICAL, "Ondt i skuldrene efter at have båret plader op i de øverste stikvogne."),
    (VAERKSTED, PHYSICAL,
     "Rundsaven mangler afskærmning, og nødstoppet virker ikke hver gang. En dag kommer nogen alvorligt til skade."),
    (VAERKSTED, PHYSICAL, "Svejserøgen hænger i lokalet, fordi udsugningen er for svag."),
    (VAERKSTED, PHYSICAL, "Der er træstøv overalt, også i frokostrummet."),
    (VAERKSTED, PHYSICAL, "Søjleboremaskinen og kompressoren har ikke haft eftersyn længe."),
    (VAERKSTED, PHYSICAL, "God plads og fint dagslys på værkstedet."),
    (VAERKSTED, PHYSICAL, "-"),
    (LAGER, PHYSICAL, "Trucks og gående bruger samme kørevej ved porten. Jeg har selv måttet springe til side."),
    (LAGER, PHYSICAL, "Lastbilerne bakker ind til rampen uden hjælper, og det er mørkt derude om morgenen."),
    (LAGER, PHYSICAL, "Mange tunge kasser skal løftes ned fra øverste hylde."),
    (LAGER, PHYSICAL, "Den nye palleløfter har sparet os for mange tunge løft. Stor forbedring!"),
    (LAGER, PHYSICAL, "Chauffører udefra går rundt på lageret uden refleksvest."),
    (VASKERI, PHYSICAL,
     "Vi folder med den samme bevægelse i timevis, og det kan mærkes i skuldre og håndled."),
    (VASKERI, PHYSICAL, "Meget varmt ved tørretumblerne om eftermiddagen."),
    (EJENDOM, PHYSICAL, "Vi mangler sikkerhedsdatablade på dansk til nogle af ukrudtsmidlerne."),
    (EJENDOM, PHYSICAL, "Alt ok, ingen problemer."),
    (INDKOEB, PHYSICAL, "Ved ikke"),
    (ADMINISTRATION, PHYSICAL, "Tung luft allerede kl. 10, og vinduerne kan ikke åbnes."),
    (ADMINISTRATION, PHYSICAL, "Tør luft og hovedpine sidst på dagen. Ventilationen bør tjekkes."),
    (ADMINISTRATION, PHYSICAL, "Mit hæve-sænke-bord har været i stykker siden foråret."),
    (ADMINISTRATION, PHYSICAL, "Snak i storrummet gør det svært at koncentrere sig om lønkørslen."),
    (RAADGIVNING, PHYSICAL, "Samtalerummene er lydte, så man kan høre alt ude på gangen."),
    (STRAND, PHYSICAL, "Loftliften i stuen driller, så vi nogle gange må forflytte uden."),
    (SKOV, PHYSICAL, "Gangen flyder med kørestole og kasser, så man er ved at snuble over dem."),
    (NAT, PHYSICAL, "Udelyset mellem husene er i stykker, så der er bælgmørkt, når vi går runden."),
    (AKTIVITET, PHYSICAL, "Lyse lokaler, god plads og altid pænt rengjort."),
    (RAADGIVNING, PSYCHOSOCIAL,
     "Sagsmængden er blevet for stor. Jeg når ikke at skrive notater, før næste borger sidder der."),
    (RAADGIVNING, PSYCHOSOCIAL, "Vi har for mange sager, og frokosten bliver tit sprunget over."),
    (RAADGIVNING, PSYCHOSOCIAL, "Vi mangler fast supervision efter de svære samtaler."),
    (RAADGIVNING, PSYCHOSOCIAL, "Det er følelsesmæssigt hårdt, når man har tre tunge sager på én dag."),
    (RAADGIVNING, PSYCHOSOCIAL, "Verdens bedste kolleger! Godt sammenhold, og vi hjælper altid hinanden."),
    (RAADGIVNING, PSYCHOSOCIAL, "Jeg sover dårligt op til telefonvagten."),
    (RAADGIVNING, PSYCHOSOCIAL, "Jeg ønsker mig en fast formiddag om ugen uden afbrydelser."),
    (NAT, PSYCHOSOCIAL, "Jeg er alene på vagt i to huse, og overfaldsalarmen virker ikke i kælderen."),
    (NAT, PSYCHOSOCIAL, "Vi bliver truet næsten hver uge, og bagefter sker der ikke noget."),
    (NAT, PSYCHOSOCIAL, "Vi vil gerne være to på vagt i weekenden i stedet for at arbejde alene."),
    (NAT, PSYCHOSOCIAL, "Sammenholdet i natteamet er helt i top."),
    (STRAND, PSYCHOSOCIAL, "Med to ubesatte stillinger har vi travlt hver eneste dag, og pauserne bliver droppet."),
    (STRAND, PSYCHOSOCIAL, "Information om ændringer når først frem til os, når de er trådt i kraft."),
    (STRAND, PSYCHOSOCIAL, "Meningsfuldt arbejde. Jeg er stolt af det, vi gør for beboerne."),
    (SKOV, PSYCHOSOCIAL, "Vagtplanen bliver lavet om med få dages varsel, så man må aflyse sine aftaler."),
    (SKOV, PSYCHOSOCIAL, "Vi mangler en fast leder. Den konstituerede har for lidt tid til os."),
    (SKOV, PSYCHOSOCIAL, "Beskeder drukner i tre kanaler. Det ville være godt med ét sted til al information."),
    (SKOV, PSYCHOSOCIAL, "Ingen kommentarer"),
    (AKTIVITET, PSYCHOSOCIAL, "Vores leder er god til at lytte, og vi bliver hørt, når vi foreslår noget."),
    (ADMINISTRATION, PSYCHOSOCIAL,
     "Det er uklart, hvem der beslutter, når områderne vil noget forskelligt."),
    (ADMINISTRATION, PSYCHOSOCIAL, "Modstridende krav fra to områder på samme tid. Hvem prioriterer?"),
    (ADMINISTRATION, PSYCHOSOCIAL, "It-systemet går ned mindst en gang om ugen."),
    (KOEKKEN, PSYCHOSOCIAL, "Tonen er hård, når det går stærkt, og eleverne får skældud."),
    (KOEKKEN, PSYCHOSOCIAL, "Stolt af den mad, vi sender ud!"),
    (VAERKSTED, PSYCHOSOCIAL, "Vi har stor indflydelse på vores opgaver. Det fungerer rigtig godt."),
    (LAGER, PSYCHOSOCIAL, "Chefen er god til at give ros, og vi løser tingene i fællesskab."),
    (VASKERI, PSYCHOSOCIAL, "Der er meget sladder, og nogle bliver holdt udenfor."),
    (EJENDOM, PSYCHOSOCIAL, "Intet at bemærke"),
)  # fmt: skip
"""Department, column and text of the 60 comments."""


# --- Risk assessments -------------------------------------------------------------------------------------------------

RISK_HEADER = (
    "Nr.", "Afdeling", "Arbejdsopgave", "Fare", "Sandsynlighed", "Konsekvens", "Risikotal",
    "Eksisterende foranstaltninger", "Forslag til tiltag", "Ansvarlig", "Frist", "Restrisiko",
)  # fmt: skip

RISKS: tuple[tuple[str, str, str, int, int, str, str, str, date, int], ...] = (
    ("Køkkenet", "Opvask af gryder og service",
     "Støj fra opvaskemaskine og gryder, målt til 84-87 dB(A) i spidsbelastningen",
     5, 3, "Høreværn er udleveret", "Støjkappe på opvaskemaskinen, akustikplader i loftet og gummi på afsætningsborde",
     "Susanne Mørk", date(2027, 2, 26), 6),
    ("Køkkenet", "Løft af gryder, kasser og sække", "Tunge løft op til 25 kg fra gulv til bord", 4, 4,
     "Ét løftebord, som deles af to hold", "Levering i 10 kg-enheder, to ekstra løfteborde og rulleborde",
     "Susanne Mørk", date(2027, 1, 29), 6),
    ("Køkkenet", "Madlavning ved ovne og kipgryder", "Varme over 30 grader ved ovnene i sommermånederne", 4, 3,
     "Ekstra pauser og koldt vand", "Ny emhætte og køling af lokalet sammen med ombygningen i juni",
     "Torben Lauritsen", date(2027, 6, 18), 4),
    ("Køkkenet", "Tømning af kipgryder", "Skoldning ved tømning af 150 liters kipgryder", 3, 4,
     "Lange handsker og forklæde", "Tømning med aftapningshane i stedet for kip og fast instruktion",
     "Susanne Mørk", date(2027, 1, 15), 4),
    ("Køkkenet", "Rengøring af gulve", "Glatte gulve ved opvasken giver fald", 4, 3, "Skilte og skridsikre sko",
     "Bedre afløb og skridsikker belægning ved opvasken", "Torben Lauritsen", date(2027, 3, 12), 4),
    ("Køkkenet", "Varemodtagelse", "Flugtvej og nødudgang er spærret af rullebure, når der er levering", 4, 5,
     "Gul afmærkning på gulvet", "Fast plads til rullebure i lagergangen og daglig kontrol kl. 9",
     "Susanne Mørk", date(2026, 12, 4), 5),
    ("Køkkenet", "Brug af skæremaskine", "Skæreskader ved rengøring af skæremaskinens klinge", 2, 4,
     "Skærehandsker og afskærmning", "Skriftlig instruktion ved maskinen", "Susanne Mørk", date(2027, 1, 29), 4),
    ("Værkstedet", "Savning på bordrundsav",
     "Rundsaven fra 2009 mangler afskærmning og spaltekniv, og nødstoppet svigter",
     4, 5, "Kun øvede medarbejdere må bruge saven", "Tag saven ud af drift nu og udskift den med en CE-mærket sav",
     "Brian Thorsen", date(2026, 12, 11), 5),
    ("Værkstedet", "Svejsning", "Svejserøg i lokalet, fordi udsugningen er for svag", 4, 4,
     "Rumventilation og masker", "Ny punktudsugning på svejsearme og måling efter montering",
     "Brian Thorsen", date(2027, 2, 12), 6),
    ("Værkstedet", "Slibning og pudsning af træ", "Træstøv ved slibning uden tilsluttet udsugning", 3, 4,
     "Støvmasker", "Udsugning på alle slibemaskiner og støvsugning i stedet for fejning",
     "Brian Thorsen", date(2027, 2, 12), 4),
    ("Værkstedet", "Maling og lakering", "Opløsningsmidler ved brug af lak", 2, 4, "Malerum med udsugning",
     "Udskift til vandbaserede produkter", "Brian Thorsen", date(2027, 3, 19), 3),
    ("Værkstedet", "Reparation af møbler", "Akavede arbejdsstillinger ved montering på gulvet", 2, 3, "Knæpuder",
     "Hæve-sænke-arbejdsbord", "Brian Thorsen", date(2027, 4, 30), 2),
)  # fmt: skip
"""Department, task, hazard, likelihood, consequence, what is done, proposal, responsible, deadline, residual risk."""

KINNEY_HEADER = (
    "Nr.", "Afdeling", "Arbejdsopgave", "Fare", "Sandsynlighed (S)", "Eksponering (E)", "Konsekvens (K)", "Risikotal",
    "Eksisterende foranstaltninger", "Forslag til tiltag", "Ansvarlig", "Frist",
)  # fmt: skip

KINNEY_RISKS: tuple[tuple[str, str, Cell, Cell, Cell, Cell, str, str, str, date], ...] = (
    ("Varemodtagelse", "Påkørsel: truck og gående bruger samme kørevej ved porten", 3, 10, 15, 450,
     "Gule striber på gulvet", "Adskil gående og truck med rækværk og egen dør, spejle ved porten",
     "Claus Winther", date(2026, 12, 18)),
    ("Aflæsning på rampe", "Lastbil bakker mod rampen uden hjælper i mørke", 3, 6, 7, 126,
     "Baklys på bilerne", "Fast hjælper ved bakning, udelys med sensor og stopklodser", "Claus Winther",
     date(2027, 1, 22)),
    ("Pluk af varer", "Tunge løft af kasser fra øverste hylde", 6, 6, 3, 108, "Palleløfter og trappestige",
     "Flyt tunge varer til hoftehøjde og nedsæt kassevægten til 12 kg", "Claus Winther", date(2027, 2, 19)),
    ("Aflæsning i varemodtagelsen", "Fald over kanten fra 1,2 meters højde", "3", "3", "7", "63", "Gul kant",
     "Rækværk med låge på rampen", "Gitte Ravn", date(2027, 2, 5)),
    ("Levering til husene", "Trafikulykke ved kørsel i glat føre", 1, 3, 15, 45, "Vinterdæk",
     "Køreplan med luft i vintermånederne og glatførekursus", "Claus Winther", date(2027, 1, 29)),
    ("Truckopladning", "Brand og eksplosion ved opladning af batterier", "0,5", 6, 15, 45,
     "Opladning ved port", "Egen ventileret ladeplads med brandslukker", "Claus Winther", date(2027, 3, 5)),
    ("Åbning af kasser", "Snitsår af hobbykniv", 6, 6, 1, 36, "Handsker", "Sikkerhedsknive med skjult klinge",
     "Dennis Friis", date(2026, 12, 11)),
    ("Reparation af reoler", "Nedstyrtning fra stige ved udskiftning af reoldele", 1, "0,5", 15, "7,5",
     "Typegodkendt stige", "Lift lejes til opgaven", "Claus Winther", date(2027, 4, 16)),
)  # fmt: skip
"""Task, hazard, S, E, K, risk number, what is done, proposal, responsible, deadline; some numbers typed as text."""


# --- The safety round -------------------------------------------------------------------------------------------------

ROUND_HEADER = (
    "Dato", "Afdeling", "Sted", "Punkt", "Vurdering", "Bemærkning", "Handling", "Ansvarlig", "Frist", "Status",
)  # fmt: skip

ROUND_POINTS: tuple[Row, ...] = (
    (date(2026, 11, 17), KOEKKEN, "Varemodtagelse", "Flugtveje", "Ikke OK", "Nødudgangen er spærret af fire rullebure",
     "Rullebure flyttes til lagergangen, og der sættes spærrebom op", "Susanne Mørk", date(2026, 11, 30), "I gang"),
    (date(2026, 11, 17), KOEKKEN, "Opvask", "Gulve", "Ikke OK", "Vandet løber ikke til afløbet, gulvet er glat",
     "Tilbud på ny belægning og rende", "Torben Lauritsen", date(2027, 1, 15), "Ikke startet"),
    (date(2026, 11, 17), KOEKKEN, "Opvask", "Støj", "Ikke OK", "Støj over 85 dB(A), når der skylles gryder",
     "Støjkappe på opvaskemaskinen", "Susanne Mørk", date(2027, 2, 26), "Ikke startet"),
    (date(2026, 11, 17), KOEKKEN, "Koldt køkken", "Brandslukker og brandtæppe", "OK", "Efterset i marts"),
    (date(2026, 11, 17), VAERKSTED, "Maskinrum", "Maskiner og afskærmning", "Ikke OK",
     "Rundsav uden afskærmning, nødstop skal trykkes flere gange", "Saven tages ud af drift, ny sav bestilles",
     "Brian Thorsen", date(2026, 11, 27), "I gang"),
    (date(2026, 11, 17), VAERKSTED, "Svejseplads", "Udsugning", "Ikke OK", "Svejserøg trækker ud i værkstedet",
     "Servicebesøg og tilbud på ny punktudsugning", "Brian Thorsen", date(2026, 12, 18), "I gang"),
    (date(2026, 11, 17), VAERKSTED, "Malerum", "Kemikalier", "OK", "Sikkerhedsdatablade er på plads"),
    (date(2026, 11, 17), VAERKSTED, "Lager for emner", "Orden", "Ikke OK", "Brædder og ledninger i gangarealet",
     "Ryddet under runderingen", "Brian Thorsen", None, "Løst på stedet"),
    (date(2026, 11, 18), LAGER, "Port 2", "Intern transport", "Ikke OK",
     "Ingen adskillelse af truck og gående, striberne på gulvet er slidt væk", "Rækværk og egen dør til gående",
     "Claus Winther", date(2026, 12, 18), "I gang"),
    (date(2026, 11, 18), LAGER, "Rampe", "Belysning", "Ikke OK", "To af fire lamper på rampen er gået",
     "Lamper skiftet dagen efter", "Søren Bjerre", None, "Udført"),
    (date(2026, 11, 18), LAGER, "Reoler", "Eftersyn af reoler", "OK", "Eftersyn udført i august"),
    (date(2026, 11, 18), VASKERI, "Foldebord", "Arbejdshøjde", "Ikke OK", "Foldebordet kan ikke indstilles i højden",
     "Indkøb af hæve-sænke-bord og plan for rotation", "Inge Madsen", date(2027, 2, 12), "Ikke startet"),
    (date(2026, 11, 18), EJENDOM, "Kemiskab", "Farlige stoffer", "Ikke OK",
     "Ukrudtsmiddel uden dansk sikkerhedsdatablad",
     "Datablad hentes, instruktion til alle", "Søren Bjerre", date(2026, 12, 11), "I gang"),
    (date(2026, 11, 19), "Strandhuset", "Bad i stueetagen", "Loftlift", "Ikke OK", "Loftliften stopper midt i løftet",
     "Service bestilt, mobil lift bruges imens", "Lene Bruun", date(2026, 12, 4), "I gang"),
    (date(2026, 11, 19), "Strandhuset", "Medicinrum", "Førstehjælpskasse", "Ikke OK", "Udløbet øjenskyl",
     "Skiftet under runderingen", "Mette Lund", None, "Løst på stedet"),
    (date(2026, 11, 19), "Skovhuset", "Gang på 1. sal", "Gangarealer", "Ikke OK",
     "Kørestole og kasser i gangen, risiko for at snuble",
     "Depotet ryddes og mærkes op", "Jonas Toft", date(2026, 12, 11), "Ikke startet"),
    (date(2026, 11, 19), AKTIVITET, "Værkstedsrum", "Flugtveje", "OK", "Fri adgang og tydelig skiltning"),
    (date(2026, 11, 19), "Nathold", "Kælder i Hus Strand", "Overfaldsalarm", "Ikke OK",
     "Overfaldsalarmen har ingen dækning i kælderen", "Forstærker sættes op, indtil da går man to",
     "Hanne Vestergaard", date(2026, 11, 30), "I gang"),
    (date(2026, 11, 20), "Adm.", "Storrum", "Ventilation", "Ikke OK",
     "CO2 målt til 1.450 ppm kl. 11, ventilationen kører på halv kraft",
     "Ventilationen indreguleres, og der luftes ud kl. 10 og 13", "Birgit Aagaard", date(2026, 12, 18), "I gang"),
    (date(2026, 11, 20), RAADGIVNING, "Samtalerum", "Indretning og flugtvej fra samtalerum", "OK",
     "Rådgiver sidder nærmest døren i alle rum"),
)  # fmt: skip


# --- Incidents --------------------------------------------------------------------------------------------------------

INCIDENT_HEADER = ("Dato", "Afdeling", "Hændelsestype", "Beskrivelse", "Fraværsdage", "Forebyggende tiltag")

INCIDENTS: tuple[tuple[date, str, str, str, int, str], ...] = (
    (date(2026, 1, 14), KOEKKEN, "Ulykke", "Gled på vådt gulv ved opvasken og slog hoften", 4,
     "Skilte og hyppigere aftørring"),
    (date(2026, 1, 31), NAT, "Vold", "Vold fra beboer, som slog medarbejderen på armen under alenearbejde", 2,
     "Gennemgang af risikovurdering for beboeren"),
    (date(2026, 2, 19), LAGER, "Nærved", "Truck måtte bremse hårdt op for gående ved port 2", 0, "Striber malet op"),
    (date(2026, 3, 12), VAERKSTED, "Nærved", "Træstykke slog tilbage fra rundsaven, ingen kom til skade", 0,
     "Instruktion gentaget"),
    (date(2026, 3, 22), NAT, "Vold", "Trusler om vold fra beboer ved aftensrunde, gentaget over flere timer", 0,
     "Afløsning fra Hus Skov tilkaldt"),
    (date(2026, 4, 9), KOEKKEN, "Ulykke", "Fik hold i ryggen ved tungt løft af kasse med kartofler på 25 kg", 9,
     "Mindre kasser efterspurgt hos leverandøren"),
    (date(2026, 5, 5), STRAND, "Vold", "Medarbejder blev sparket over benet under et måltid", 1,
     "Ny bordplan og samtale om forebyggelse"),
    (date(2026, 5, 27), LAGER, "Ulykke", "Fald over kanten ved aflæsning, forstuvet fod", 12, "Rækværk ønskes"),
    (date(2026, 6, 18), EJENDOM, "Ulykke", "Snublede over haveslange på terrassen og slog knæet", 0,
     "Slangeopruller sat op"),
    (date(2026, 7, 3), KOEKKEN, "Nærved", "Gryde tabt fra øverste hylde, landede ved siden af medarbejder", 0,
     "Tunge gryder flyttet ned"),
    (date(2026, 8, 16), NAT, "Vold",
     "Beboer kastede med en stol og truede medarbejderen, alarmen virkede ikke i kælderen", 6,
     "Alarm meldt til teknisk service"),
    (date(2026, 9, 2), VAERKSTED, "Ulykke", "Skar sig i hånden på rundsaven, to sting", 5,
     "Saven må kun bruges af to personer"),
    (date(2026, 9, 24), LAGER, "Nærved", "Lastbil bakkede mod rampen, mens en medarbejder stod bag bilen", 0,
     "Aftale om hjælper ved bakning"),
    (date(2026, 10, 11), NAT, "Vold", "Medarbejder blev spyttet på og truet af beboer i vagtskiftet", 0,
     "Fast overlap på 15 minutter prøves"),
)  # fmt: skip


# --- Sickness absence -------------------------------------------------------------------------------------------------

ABSENCE_HEADER = ("Afdeling", "Periode", "Antal ansatte", "Sygedage", "Fraværsprocent", "Langtid %")
WORKING_DAYS_2025 = 225

ABSENCE: tuple[tuple[str, int, int, int], ...] = (
    (STRAND, 32, 425, 41), (SKOV, 29, 372, 38), (NAT, 26, 503, 58), (AKTIVITET, 21, 118, 12), (KOEKKEN, 37, 598, 46),
    (VAERKSTED, 26, 252, 30), (LAGER, 30, 331, 35), (VASKERI, 11, 141, 44), (EJENDOM, 9, 71, 20), (INDKOEB, 5, 34, 0),
    (RAADGIVNING, 33, 512, 55), (ADMINISTRATION, 25, 239, 31),
)  # fmt: skip
"""Department, employees, sick days in 2025, share of the days in periods of more than 28 days in per cent."""


# --- The annual discussion --------------------------------------------------------------------------------------------

DISCUSSION_HEADER = (
    "Afdeling", "Type", "Emne", "Drøftelse", "Mål for det kommende år", "Ansvarlig", "Frist", "Mål fra sidste år",
    "Opnået?",
)  # fmt: skip

DISCUSSION: tuple[Row, ...] = (
    (NAT, "Udfordring", "Vold og trusler om natten",
     "Antallet af episoder er steget, og halvdelen har ikke fået opfølgning. Personalet er ofte alene i huset.",
     "Alle episoder er registreret og fulgt op inden for 24 timer", "Hanne Vestergaard", date(2027, 3, 31)),
    (RAADGIVNING, "Udfordring", "Arbejdsmængde",
     "Sagsmængden pr. rådgiver er vokset med en femtedel på to år, uden at opgaver er taget væk.",
     "Højst 32 aktive sager pr. rådgiver", "Thomas Ejlersen", date(2027, 4, 30)),
    (ADMINISTRATION, "Udfordring", "Uklare roller",
     "Det er uklart, hvem der prioriterer, når områderne beder om noget forskelligt på samme tid.",
     "Én indgang til prioritering af opgaver", "Birgit Aagaard", date(2027, 2, 26)),
    (BO, "Udfordring", "Information i husene",
     "Beslutninger når for sent ud til dag- og nathold, fordi der bruges flere kanaler.",
     "Fast ugentlig information ét sted", "Anders Kjær", date(2027, 1, 29)),
    (LAGER, "Udfordring", "Truck og gående",
     "Truck og gående er for tæt på hinanden ved port 2, og det er ved at gå galt. Trafikken skal adskilles.",
     "Truck og gående er adskilt ved begge porte", "Claus Winther", date(2026, 12, 18)),
    (ORGANISATION, "Ambition", "Sygefravær", "Vi vil bruge fraværstallene sammen med APV'en og ikke hver for sig.",
     "Sygefraværet er under 5 procent ved udgangen af 2027", "Kirsten Holm", date(2027, 12, 17)),
    (PRODUKTION, "Ambition", "Lærested for unge",
     "Køkken og værksted vil være et godt sted at være elev og få den rigtige oplæring.",
     "Alle elever har en navngiven mentor og en plan for oplæring fra første dag", "Torben Lauritsen",
     date(2027, 8, 2)),
    (BO, "Ambition", "Faglig udvikling", "Personalet ønsker en fælles faglig ramme på tværs af husene.",
     "80 procent af personalet har gennemført kurset i lavaffektiv tilgang", "Anders Kjær", date(2027, 11, 30)),
    (RAADGIVNING, "Vedvarende", "Høje følelsesmæssige krav",
     "Samtaler med mennesker i krise er kernen i arbejdet og går ikke væk. Det skal vi holde øje med.",
     "Fast supervision hver sjette uge", "Thomas Ejlersen", date(2027, 6, 30)),
    (NAT, "Vedvarende", "Natarbejde",
     "Natarbejde er et vilkår. Helbredskontrol tilbydes, og vagter planlægges med hviletid.",
     "Alle har fået tilbudt helbredskontrol", "Hanne Vestergaard", date(2027, 5, 31)),
    (AKTIVITET, "Positivt", "Ledelse og indflydelse",
     "Korte morgenmøder, hvor alle er med til at planlægge dagen, virker rigtig godt."),
    (RAADGIVNING, "Positivt", "Kollegial støtte",
     "Godt sammenhold i teamet. Kollegerne hjælper hinanden, og makkerordningen bliver brugt."),
    (LAGER, "Opfølgning", "Tunge løft", "Ny palleløfter er købt, men der løftes stadig fra øverste hylde.",
     "Tunge varer står i hoftehøjde", "Claus Winther", date(2027, 2, 19), "Halvt så mange tunge løft på lageret",
     "Delvist"),
    (ADMINISTRATION, "Opfølgning", "Velfærdsforhold", "Nyt frokostrum er taget i brug, og toiletterne er sat i stand.",
     None, "Birgit Aagaard", None, "Nyt frokostrum og istandsatte toiletter inden sommer", "Ja"),
)  # fmt: skip


# --- The calendar -----------------------------------------------------------------------------------------------------

CALENDAR_HEADER = ("Begivenhed", "Start", "Slut", "Afdeling")

CALENDAR: tuple[Row, ...] = (
    ("Juleferie og lukkedage", date(2026, 12, 23), date(2027, 1, 3)),
    ("MUS-runde", date(2027, 1, 18), date(2027, 2, 12)),
    ("Vinterferie (uge 7)", date(2027, 2, 15), date(2027, 2, 19)),
    ("Nyt journal- og vagtplansystem tages i brug", date(2027, 3, 1), date(2027, 4, 9), BO),
    ("Flytning til Havnehuset", date(2027, 4, 12), date(2027, 4, 23), ADMINISTRATION),
    ("Tilsyn fra Socialtilsynet", date(2027, 5, 11), date(2027, 5, 12), BO),
    ("Ombygning af emhætte og køling", date(2027, 6, 7), date(2027, 6, 18), KOEKKEN),
    ("Sommerferie (uge 28-30)", date(2027, 7, 12), date(2027, 8, 1)),
    ("Budget for 2028", date(2027, 8, 16), date(2027, 9, 30)),
    ("Årlig arbejdsmiljødrøftelse", date(2027, 11, 11), date(2027, 11, 11)),
)


# --- Answering the survey ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Respondent:
    """One person's answers on their way into the survey file."""

    answered_at: datetime
    department: Department
    answers: dict[str, str | None]
    """Answer by question key; None is a blank."""
    comments: dict[str, str]
    """Comment by column header."""


GOES_WITH: Mapping[str, tuple[str, ...]] = {"stress": ("time_pressure", "breaks")}
"""What goes together person by person: an outcome -> loads."""

SURVEY_OPENS = date(2026, 9, 28)
SURVEY_DAYS = 19


def answer_survey(rng: random.Random) -> list[Respondent]:
    """Return the 240 answers in the order they came in."""
    respondents: list[Respondent] = []
    for department in DEPARTMENTS:
        group = [Respondent(answered_at(rng, department), department, {}, {}) for _ in range(department.respondents)]
        outlooks = [rng.gauss(0, 5) for _ in group]
        for question in QUESTIONS:
            for respondent, answer in zip(group, answer_question(rng, department, question, outlooks), strict=True):
                respondent.answers[question.key] = answer
        respondents += group
    place_comments(rng, respondents)
    for outcome, loads in GOES_WITH.items():
        for load in loads:
            go_together(random.Random(f"{SEED} {outcome} {load}"), respondents, outcome, load)
    return sorted(respondents, key=lambda respondent: respondent.answered_at)


def answered_at(rng: random.Random, department: Department) -> datetime:
    """Pick a time in the survey period: the night team answers at night, the others by day."""
    day = SURVEY_OPENS + timedelta(days=min(int(rng.expovariate(1 / 6)), SURVEY_DAYS - 1))
    hours = (0, 1, 2, 4, 5, 23) if department.name == NAT else range(7, 16)
    return datetime.combine(day, time(rng.choice(hours), rng.randrange(60), rng.randrange(60)))


def answer_question(
    rng: random.Random, department: Department, question: Question, outlooks: Sequence[float]
) -> list[str | None]:
    """Answer one question for one department; a person's outlook pulls all their answers the same way."""
    planted = (department.name, question.key)
    size = len(outlooks)
    if question.family == "haendelse":
        events = PLANTED_EVENTS.get(planted, ())
        told: list[str | None] = [*events, *["Nej"] * (size - len(events))]
        rng.shuffle(told)
        return told
    if question.family == "ja-nej":
        bad, good = ("Nej", "Ja") if question.high_is_good else ("Ja", "Nej")
        unfavourable = PLANTED_YES_NO.get(planted, 0)
        said = [bad] * unfavourable + [good] * (size - unfavourable)
        rng.shuffle(said)
        return [answer if answer == bad else left_out(rng, department, question, answer) for answer in said]
    ordinary = ORDINARY_BY_QUESTION.get(question.key, ORDINARY) + rng.uniform(-3, 3)
    mean = PLANTED[department.name].get(question.key, ordinary)
    best_first = ANSWERS[question.family] if question.high_is_good else ANSWERS[question.family][::-1]
    goodness = [min(max(rng.gauss(mean + outlook, 16), 0), 100) for outlook in outlooks]
    return [left_out(rng, department, question, best_first[4 - round(good / 25)]) for good in goodness]


def go_together(rng: random.Random, respondents: Sequence[Respondent], outcome: str, load: str) -> None:
    """Hand the answers to ``load`` out anew in each department, the worse to those with a worse ``outcome``.

    How many gave each answer stays the same in every department.
    """

    def badness(question_key: str, answer: str | None) -> float:
        question = next(one for one in QUESTIONS if one.key == question_key)
        best_first = ANSWERS[question.family] if question.high_is_good else ANSWERS[question.family][::-1]
        return best_first.index(answer) if answer in best_first else len(best_first) / 2

    for department in DEPARTMENTS:
        group = [one for one in respondents if one.department is department]
        answers = sorted((one.answers[load] for one in group), key=lambda answer: badness(load, answer))
        group.sort(key=lambda one: badness(outcome, one.answers[outcome]) + rng.gauss(0, 1.0))
        for respondent, answer in zip(group, answers, strict=True):
            respondent.answers[load] = answer


def left_out(rng: random.Random, department: Department, question: Question, answer: str) -> str | None:
    """Return the answer, or now and then «Ved ikke», «Ikke relevant» or a blank instead."""
    if department.name in NOT_RELEVANT.get(question.key, ()) and rng.random() < 0.33:
        return "Ikke relevant"
    dice = rng.random()
    if dice < 0.012:
        return None
    return "Ved ikke" if dice < 0.03 else answer


def place_comments(rng: random.Random, respondents: Sequence[Respondent]) -> None:
    """Give each comment to someone in its department who has not yet filled that column."""
    by_department: defaultdict[str, list[Respondent]] = defaultdict(list)
    for respondent in respondents:
        by_department[respondent.department.name].append(respondent)
    for department, column, text in COMMENTS:
        free = [respondent for respondent in by_department[department] if column not in respondent.comments]
        rng.choice(free).comments[column] = text


# --- Rows of each file ------------------------------------------------------------------------------------------------


def organisation_rows() -> list[Row]:
    """List the whole, then each area followed by its departments."""
    rows: list[Row] = [(ORGANISATION, None, None, TOP[0], TOP[1], None, TOP[2])]
    for area, (leader, representative, aliases) in AREAS.items():
        rows.append((ORGANISATION, area, None, leader, representative, None, aliases))
        rows += [
            (ORGANISATION, area, unit.name, unit.leader, unit.representative, unit.staff, unit.aliases)
            for unit in DEPARTMENTS
            if unit.area == area
        ]
    return rows


def survey_rows(respondents: Sequence[Respondent]) -> list[Row]:
    """List the respondents, numbered in the order they answered."""
    return [
        (
            number,
            respondent.answered_at,
            respondent.department.name,
            *(respondent.answers[question.key] for question in QUESTIONS),
            respondent.comments.get(PHYSICAL),
            respondent.comments.get(PSYCHOSOCIAL),
        )
        for number, respondent in enumerate(respondents, start=1)
    ]


def risk_rows() -> list[Row]:
    """List the 5×5 assessment with its risk numbers worked out."""
    return [
        (number, unit, task, hazard, likely, severe, likely * severe, existing, proposal, responsible, due, residual)
        for number, (unit, task, hazard, likely, severe, existing, proposal, responsible, due, residual) in enumerate(
            RISKS, start=1
        )
    ]


def kinney_rows() -> list[Row]:
    """List the Fine-Kinney assessment of the store."""
    return [(number, LAGER, *risk) for number, risk in enumerate(KINNEY_RISKS, start=1)]


def absence_rows() -> list[Row]:
    """List the departments and the whole, which weighs long absence by days."""
    total_staff = sum(staff for _, staff, _, _ in ABSENCE)
    total_days = sum(days for _, _, days, _ in ABSENCE)
    total_long = round(sum(days * long for _, _, days, long in ABSENCE) / total_days)
    rows = [*ABSENCE, (ORGANISATION, total_staff, total_days, total_long)]
    return [
        (unit, 2025, staff, days, round(100 * days / (staff * WORKING_DAYS_2025), 1), long)
        for unit, staff, days, long in rows
    ]


# --- Writing ----------------------------------------------------------------------------------------------------------


def write_workbook(
    path: Path, sheet: str, header: Sequence[str], rows: Sequence[Row], *, title: Sequence[str] = (), width: int = 18
) -> None:
    """Write one sheet as people make them: a title and a blank row if any, a bold header, then the rows."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": title[0] if title else sheet, "author": ORGANISATION, "created": WRITTEN_ON})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "header": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"}),
        "time": book.add_format({"num_format": "dd-mm-yyyy hh:mm", "valign": "top", "align": "left"}),
    }
    page = book.add_worksheet(sheet)
    page.set_column(0, len(header) - 1, width)
    for number, line in enumerate(title):
        page.write_string(number, 0, line, formats["title"] if number == 0 else None)
    top = len(title) + 1 if title else 0
    for column, label in enumerate(header):
        page.write_string(top, column, label, formats["header"])
    for row_number, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                page.write_string(row_number, column, value, formats["text"])
            elif isinstance(value, datetime):
                page.write_datetime(row_number, column, value, formats["time"])
            elif isinstance(value, date):
                page.write_datetime(row_number, column, value, formats["date"])
            else:
                page.write_number(row_number, column, value)
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, top + len(rows), len(header) - 1)
    book.close()


def write_incidents(path: Path) -> None:
    """Write the incidents as Danish Excel saves CSV: semicolons, cp1252, Windows line ends."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(INCIDENT_HEADER)
        writer.writerows((day.strftime("%d-%m-%Y"), *rest) for day, *rest in INCIDENTS)


def check_story() -> None:
    """Stop if a department is unknown, a text is there twice, or the counts in README.md no longer hold."""
    names = {unit.name for unit in DEPARTMENTS} | set(AREAS) | {ORGANISATION}
    names |= {alias for unit in DEPARTMENTS for alias in unit.aliases.split(";")}
    used: list[Cell] = [*(row[1] for row in ROUND_POINTS), *(row[0] for row in RISKS), *(row[1] for row in INCIDENTS)]
    used += [
        *(row[0] for row in ABSENCE),
        *(row[0] for row in DISCUSSION),
        *(row[3] for row in CALENDAR if len(row) > 3),
    ]
    assert set(used) <= names, f"not in the organisation: {set(used) - names}"
    assert (len(QUESTIONS), len(COMMENTS)) == (45, 60)
    assert sum(unit.respondents for unit in DEPARTMENTS) == 240
    assert max(Counter(text for _, _, text in COMMENTS).values()) == 1


def make_sample_data(folder: Path) -> None:
    """Write all nine files into the folder."""
    check_story()
    folder.mkdir(parents=True, exist_ok=True)
    write_workbook(
        folder / "organisation.xlsx",
        "Organisation",
        ("Niveau 1", "Niveau 2", "Afdeling", "Leder", "Arbejdsmiljørepræsentant", "Antal ansatte", "Andre navne"),
        organisation_rows(),
        width=26,
    )
    staff = sum(unit.staff for unit in DEPARTMENTS)
    respondents = answer_survey(random.Random(SEED))
    write_workbook(
        folder / "apv_survey_2026.xlsx",
        "Besvarelser",
        ("ID", "Svartidspunkt", "Afdeling", *(question.text for question in QUESTIONS), PHYSICAL, PSYCHOSOCIAL),
        survey_rows(respondents),
        title=(
            "APV 2026 - Fjordbo",
            f"Svarprocent: {100 * len(respondents) / staff:.0f} % ({len(respondents)} af {staff}), "
            "besvaret 28. september - 16. oktober 2026",
        ),
    )
    write_workbook(
        folder / "risikovurdering_koekken_vaerksted.xlsx",
        "Risikovurdering",
        RISK_HEADER,
        risk_rows(),
        title=(
            "Risikovurdering af Produktionskøkken og Værksted, september 2026",
            "Sandsynlighed 1 (meget usandsynlig) til 5 (ofte), konsekvens 1 (ubetydelig) til 5 (meget alvorlig)",
        ),
        width=22,
    )
    write_workbook(
        folder / "risikovurdering_lager_kinney.xlsx",
        "Risikovurdering",
        KINNEY_HEADER,
        kinney_rows(),
        title=("Risikovurdering af Lager og kørsel, september 2026 (Fine-Kinney)",),
        width=22,
    )
    write_workbook(
        folder / "rundering_2026.xlsx",
        "Rundering",
        ROUND_HEADER,
        ROUND_POINTS,
        title=("Sikkerhedsrundering efterår 2026",),
        width=22,
    )
    write_incidents(folder / "ulykker_naerved_2026.csv")
    write_workbook(
        folder / "sygefravaer_2025.xlsx",
        "Sygefravær",
        ABSENCE_HEADER,
        absence_rows(),
        title=(
            "Sygefravær 2025 fordelt på afdelinger",
            f"Fraværsprocent af {WORKING_DAYS_2025} arbejdsdage. Langtid: andel af sygedagene i forløb over 28 dage",
        ),
    )
    write_workbook(
        folder / "droeftelse_2026.xlsx",
        "Drøftelse",
        DISCUSSION_HEADER,
        DISCUSSION,
        title=("Årlig arbejdsmiljødrøftelse, 12. november 2026",),
        width=26,
    )
    write_workbook(folder / "kalender_2026_2027.xlsx", "Kalender", CALENDAR_HEADER, CALENDAR, width=30)


def main() -> None:
    """Read the folder from the command line and write the files."""
    parser = argparse.ArgumentParser(description="Write the sample data of the invented organisation Fjordbo.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent, help="where to write")
    make_sample_data(parser.parse_args().folder)


if __name__ == "__main__":
    main()
