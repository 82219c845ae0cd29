"""Lists as different people make them: earlier plans, rounds, incidents, absence, notes, and dates of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from layouts import Writer
from layouts.books import delimited, xlsx

# Earlier plans --------------------------------------------------------------------------------------------------------


def plan_seed_template(folder: Path) -> None:
    """The six parts of the template as columns, with numbers, under a title that tells the year."""
    xlsx(
        folder / "vores plan.xlsx",
        {
            "Ark1": [
                ("Handleplan 2025 for Børnehuset Krible",),
                (),
                (
                    *("1. Udfordring/ambition", "2. Indsats(er)", "3. Ansvarlig", "4. Periode"),
                    *("5. Forventede forbedringer", "6. Opfølgning på indsatsen"),
                ),
                (
                    "Larm i garderoben",
                    "Halve grupper ad gangen",
                    "Pædagogisk leder",
                    "1/3-30/6",
                    "Færre råb",
                    "På p-møde",
                ),
                ("Løft ved pusleborde", "Trappestiger", "AMR", "uge 10-14", "Mindre ondt i ryggen", None),
                ("Skænderier mellem børn", "Voksne på legepladsen", "Alle stuer", "løbende", None, "Hver måned"),
            ]
        },
    )


def plan_responsible_per_phase(folder: Path) -> None:
    """Each phase with somebody responsible of its own: the one right of the solution carries it out."""
    header = ("Problem", "Ansvarlig", "Årsag", "Ansvarlig", "Løsning", "Ansvarlig", "Frist", "Opfølgning", "Ansvarlig")
    xlsx(
        folder / "apv-plan.xlsx",
        {
            "Overblik": [
                header,
                ("Tunge melsække", "Ib", "Leveres på gulv", "Ib", "Sækkelift", "Kaj", "1/6-2025", "Rundering", "Lis"),
                ("Mel i luften", "Ib", "Åben blander", "Ib", "Låg på blander", "Bo", "medio 2025", None, None),
            ]
        },
    )


def plan_permanent_conditions(folder: Path) -> None:
    """A section of its own for what cannot be solved, with the header once more."""
    header = ("Problem", "Tiltag", "Ansvarlig", "Gennemføres", "Følges op")
    xlsx(
        folder / "handlingsplan.xlsx",
        {
            "Plan": [
                ("Handlingsplan efter APV",),
                header,
                ("Rod på reolerne", "Faste pladser", "Lagerchef", "marts 2026", "juni 2026"),
                ("Glat rampe", "Skridsikker belægning", "Drift", "31-05-2026", "juni 2026"),
                (),
                ("Vedvarende forhold",),
                header,
                ("Skiftende arbejdstider", "Vagtplan fire uger frem", "Lagerchef", "løbende", "hvert kvartal"),
            ]
        },
    )


def plan_several_actions(folder: Path) -> None:
    """Several actions under one problem, whose cell stands once; statuses in many words."""
    delimited(
        folder / "plan.csv",
        [
            ("Udfordring", "Handling", "Tovholder", "Deadline", "Status", "% udført"),
            ("Støj fra telefoner", "Akustikplader", "Drift", "1/5-26", "Ikke påbegyndt", "0 %"),
            ("", "Stillerum", "Teamleder", "01.03.26", "Lukket", "100 %"),
            ("", "Headset", "IT", "Q1 2026", "Afventer budget", "50 %"),
            ("Vrede borgere i skranken", "Skærm af glas", "Leder", "2025-11-30", "Virkede ikke", "100 %"),
            ("Kulde om morgenen", "Varme tændes kl. 6", "Drift", "asap", "Bortfaldet", ""),
        ],
    )


def plan_priorities_with_legend(folder: Path) -> None:
    """Numbers as priorities, which only a legend below the list explains; theme headings between the rows."""
    xlsx(
        folder / "apv.xlsx",
        {
            "Handleplan 2026": [
                ("Prioritet", "Problem", "Løsning", "Ansvarlig", "Hvornår"),
                (None, "Ergonomi"),
                (1, "Skærme står for lavt", "Arme til skærme", "Drift", "15/2"),
                (3, "Slidte stole", "Nye stole", "Drift", "2. halvår"),
                (None, "Psykisk arbejdsmiljø"),
                (2, "Mange afbrydelser", "Fokustid", "Leder", "inden jul"),
                (),
                (),
                ("Forklaring",),
                ("1 = høj, 2 = middel, 3 = lav",),
            ]
        },
    )


def plan_form(folder: Path) -> None:
    """The printed template filled in, one part under the other, twice, and once left empty."""
    labels = (
        *("1. Udfordring/ambition", "2. Indsats(er)", "3. Ansvarlig", "4. Periode"),
        *("5. Forventede forbedringer (succeskriterier)", "6. Opfølgning på indsatsen"),
    )
    told = (
        (
            "Dårlig luft i mødelokalerne",
            "CO2-måler og udluftning",
            "Servicechef",
            "1. marts – 30. juni 2026",
            "Klare hoveder",
            "Måling",
        ),
        (
            "Svært at sige fra",
            "Fast punkt på teammøder",
            "Teamledere",
            "Igangsættes: 1/2-26\nImplementeres: 1/5-26",
            None,
            None,
        ),
        (None, None, None, None, None, None),
    )
    rows: list[tuple[str | None, ...]] = [("Handleplan",), ("Afdeling:", "Borgerservice")]
    for texts in told:
        rows += [(), *zip(labels, texts, strict=True)]
    xlsx(folder / "skabelon udfyldt.xlsx", {"Handleplan": rows})


def plan_side_by_side(folder: Path) -> None:
    """The parts down the side and a plan in each column."""
    xlsx(
        folder / "tre planer.xlsx",
        {
            "Ark1": [
                ("Problem", "Træk fra porten", "Støv", "Stress i december"),
                ("Løsning", "Lamelgardin", "Sug ved sav", "Vikarer"),
                ("Ansvarlig", "Bo", "Lis", "Chefen"),
                ("Frist", date(2026, 2, 1), "uge 9 2026", "inden jul"),
                ("Status", "Udført", "I gang", None),
            ]
        },
    )


# Rounds ---------------------------------------------------------------------------------------------------------------


def round_columns_of_crosses(folder: Path) -> None:
    """Crosses in three columns; department and date stand above the list; a sheet for each round."""

    def sheet(day: str, department: str, *rows: tuple[str | None, ...]) -> list[tuple[str | None, ...]]:
        return [
            ("Sikkerhedsrundering",),
            (f"Dato: {day}", None, f"Afdeling: {department}"),
            ("Deltagere: leder og AMR",),
            ("Punkt", "I orden", "Ikke i orden", "Ikke relevant", "Bemærkning", "Ansvarlig", "Frist"),
            *rows,
        ]

    xlsx(
        folder / "runderinger.xlsx",
        {
            "Forår": sheet(
                *(
                    "12-03-2026",
                    "Værksted",
                    ("Flugtveje", "x"),
                    ("Slibemaskine", None, "x", None, "Skærm mangler", "Bo", "uge 14"),
                ),
                *(("Truck", None, None, "x"), ("Øjenskyl", None, "x (for gammel)")),
            ),
            "Efterår": sheet("1. oktober 2026", "Lager", ("Reoler", None, "x", None, "Bulet stolpe"), ("Orden", "x")),
        },
    )


def round_rooms_across(folder: Path) -> None:
    """Points down the side, rooms across, verdicts in the cells."""
    xlsx(
        folder / "arbejdsmiljørundering.xlsx",
        {
            "Skema": [
                ("Arbejdsmiljørundering marts 2026",),
                ("Tjekpunkt", "Reception", "Kontor 1", "Kontor 2", "Køkken", "Bemærkning"),
                ("Belysning", "OK", "OK", "Ikke OK", "OK", "Blinker"),
                ("Ledninger på gulv", "OK", "Ikke OK", "OK", "OK", None),
                ("Udsugning", "IR", "IR", "IR", "OK", None),
            ]
        },
    )


def round_questions_both_ways(folder: Path) -> None:
    """Yes is good news to some questions and bad to others; a topic with a bare yes is asked about."""
    delimited(
        folder / "rundering.csv",
        [
            ("Spørgsmål", "Ja/Nej", "Bemærkning"),
            ("Er gulvet rent?", "Ja", ""),
            ("Er der snublefare?", "Ja", "Kabel ved port"),
            ("Er der træk?", "Nej", ""),
            ("Er lyset tilstrækkeligt?", "Nej", ""),
            ("Støj", "Ja", ""),
        ],
    )


def round_observations(folder: Path) -> None:
    """A list of what was seen, only known as a round by its name; what was solved on the spot is told."""
    xlsx(
        folder / "Safety walk uge 12.xlsx",
        {
            "Liste": [
                ("Foto", "Beskrivelse", "Risiko", "Løst på stedet", "Forslag", "Ansvarlig", "Status"),
                (1, "Kabel over gangen", "Rød", "Ja", "Kabelbakke", "Drift", None),
                (2, "Skilt mangler ved port", "Gul", "Nej", "Nyt skilt", "Drift", "Åben"),
                (3, "Låge klemmer", "Grøn", None, "Smør hængsler", "Drift", "Lukket"),
            ]
        },
    )


# Incidents ------------------------------------------------------------------------------------------------------------


def incidents_form_with_cpr(folder: Path) -> None:
    """A register with names and CPR numbers, which are named and never read."""
    xlsx(
        folder / "arbejdsskader.xlsx",
        {
            "2026": [
                (
                    *("Navn (tilskadekomne)", "Cprnr.", "Arbejdssted", "Stillingsbetegnelse", "Dato for hændelsen"),
                    *("Klokkeslæt for hændelsen (ca.)", "Beskrivelse af hændelsen", "Forventet fravær"),
                ),
                (
                    "Per Prøve",
                    "010190-1234",
                    "Plejehjem",
                    "Assistent",
                    "3/2-26",
                    "ca. 14",
                    "Vred ryggen i et løft",
                    "4–6 dage",
                ),
                (
                    "Pia Prøve",
                    "020290-1234",
                    "Plejehjem",
                    "Assistent",
                    "d. 5/2-26",
                    "8.30",
                    "Slået af en dør",
                    "mere end 6 uger",
                ),
                ("Pil Prøve", "030390-1234", "Køkken", "Kok", "9/2-26", None, "Snit i en finger", "Ingen"),
            ]
        },
    )


def incidents_norwegian(folder: Path) -> None:
    """An unnamed index first, and headers that end in a colon."""
    delimited(
        folder / "hendelser.csv",
        [
            ("", "Dato:", "Avdeling:", "Type hendelse:", "Hendelse:", "Årsak:", "Tiltak:"),
            ("0", "04.03.2026", "Verksted", "Nestenulykke", "Stige veltet", "Løs fot", "Ny stige"),
            ("1", "09.03.2026", "Kai", "Ulykke", "Klemt hånd", "Dårlig sikt", "Lys"),
        ],
        encoding="utf-8",
    )


def incidents_counts(folder: Path) -> None:
    """Counts per month, and per year and kind."""
    xlsx(
        folder / "ulykker.xlsx",
        {
            "Statistik": [
                ("Arbejdsulykker pr. måned 2025",),
                ("Afdeling", "Januar", "Februar", "Marts", "I alt"),
                ("Lager", 2, 0, 1, 3),
                ("Køkken", 1, 1, 0, 2),
            ],
            "Udvikling": [
                ("År", "Arbejdsulykker", "Heraf med fravær", "Vold og trusler"),
                (2024, 9, 4, 0),
                (2025, 5, 3, 6),
            ],
        },
    )


# Absence and notes ----------------------------------------------------------------------------------------------------


def absence_months_across(folder: Path) -> None:
    """Months across with a mean: the mean is the record."""
    xlsx(
        folder / "fravær.xlsx",
        {
            "Tal": [
                ("Sygefravær i procent, 2025",),
                ("Afdeling", "Antal ansatte", "Jan", "Feb", "Mar", "Gennemsnit"),
                ("Køkken", 20, 0.054, 0.061, 0.042, 0.052),
                ("Lager", 30, 0.021, 0.022, 0.019, 0.021),
                ("I alt", 50, 0.034, 0.038, 0.028, 0.033),
            ]
        },
    )


def absence_unclear(folder: Path) -> None:
    """Figures that may be percent or days are not used."""
    xlsx(
        folder / "sygefravær.xlsx",
        {"Ark1": [("Enhed", 2023, 2024, 2025), ("Køkken", 5, 6, 7), ("Lager", 2, 3, 2)]},
    )


def notes_minutes(folder: Path) -> None:
    """Minutes with several matters in a cell, and last year's goals in another sheet."""
    xlsx(
        folder / "referat.xlsx",
        {
            "Drøftelse": [
                ("Referat af årlig arbejdsmiljødrøftelse 12. marts 2026",),
                ("Punkt", "Referat", "Beslutning", "Ansvarlig", "Frist"),
                ("Trivsel", "Godt samarbejde i teams. Der mangler hænder om fredagen", "Ny vagtplan", "Leder", "1/5"),
                ("Nye mål", "Alle nye får en makker", "Makkerordning", "AMR", "2. halvår 2026"),
                ("Eventuelt", "Intet", None, None, None),
            ],
            "Sidste år": [
                ("Mål fra sidste år", "Opnået?", "Begrundelse"),
                ("Færre løft", "Delvist", "Liften kom sent"),
                ("Alle har haft MUS", "Ja", None),
                ("Fravær under 5 %", "Nej", "Influenza"),
            ],
        },
    )


def dates_of_every_kind(folder: Path) -> None:
    """Deadlines as people write them; what is no date is kept in words."""
    deadlines = (
        *(date(2026, 5, 3), "03-05-2026", "3.5.2026", "3/5-26", "d. 3/5 26", "2026-05-03", 46145, "3. maj 2026"),
        *("uge 12, 2026", "u. 12/26", "uge 12", "12/2026", "marts 2026", "mar-26", "1. kvartal 2026", "Q2 26"),
        *("primo marts 26", "ultimo 2026", "medio juni", "efterår 2026", "1.-3. juni 2026", "jan–mar 2026"),
        *("1/5-30/6-2026", "inden jul 2026", "inden jul", "før sommerferien", "løbende", "snarest", "05/28/2026"),
        *("kl. 10-12 d. 3/5-26", "1/5-26, udskudt til 1/9-26", "tidligst 1/5-26", "uge 25/26"),
    )
    rows = [(f"Sag {number}", "Løses", "Bo", deadline) for number, deadline in enumerate(deadlines, start=1)]
    xlsx(folder / "frister.xlsx", {"Ark1": [("Problem", "Løsning", "Ansvarlig", "Frist"), *rows]})


def lists_beside_each_other(folder: Path) -> None:
    """Two rounds of the same form and a list of near misses, with blank columns between."""
    kitchen = [
        ("Rundering, køkken", "", ""),
        ("Observation", "Frist", "Ansvarlig"),
        ("Gulvet er glat ved opvasken", "uge 12 2026", "Bo"),
        ("Emhætten larmer", date(2026, 4, 1), "Lis"),
    ]
    store = [
        ("Rundering, lager", "", ""),
        ("Observation", "Frist", "Ansvarlig"),
        ("Reol 4 er påkørt", date(2026, 3, 1), "Kim"),
    ]
    misses = [
        ("Nærved-hændelser", "", ""),
        ("Dato", "Hvad skete der?", "Sted"),
        (date(2026, 1, 7), "Tabte en gryde tæt på foden", "Køkken"),
        (date(2026, 1, 9), "Truck nær ved at ramme en kollega", "Lager"),
        (date(2026, 1, 20), "Snublede over en palle", "Lager"),
    ]
    sides = (kitchen, store, misses)
    rows = []
    for place in range(max(map(len, sides))):
        row: list[object] = []
        for side in sides:
            row += [value or None for value in side[place]] if place < len(side) else [None] * 3
            row.append(None)
        rows.append(tuple(row))
    xlsx(folder / "marts.xlsx", {"Ark1": rows})


def incidents_filled_in(folder: Path) -> None:
    """Reports as forms: one on a sheet, and two below one another."""
    labels = ("Dato:", "Afdeling:", "Hændelse:", "Årsag:", "Tiltag:")
    reports = (
        (date(2026, 2, 3), "Lager", "Gled på isen ved porten", "Der var ikke saltet", "Salt hver morgen"),
        (date(2026, 3, 3), "Køkken", "Brændte hånden på ovnpladen", "Travlt", "Nye ovnhandsker"),
    )
    xlsx(
        folder / "ulykker.xlsx",
        {
            "Skema": [
                ("Ulykkesrapport",),
                (),
                ("Skadelidte:", "Mona Lund", "Afdeling:", "Lager"),
                ("Dato:", date(2026, 2, 3), "Fravær (dage):", 5),
                ("Hændelsesforløb:", "Faldt ned fra en stige, da et trin knækkede"),
                ("Årsag:", "Slidt trin"),
                ("Forebyggende tiltag:", "Stiger efterses hver måned"),
                ("Underskrift:", "Kaj Berg"),
            ],
            "To": [row for report in reports for row in (*zip(labels, report, strict=True), ())],
        },
    )


def round_equipment(folder: Path) -> None:
    """Inspections of equipment, on one sheet with the next day, on another with how often."""
    xlsx(
        folder / "eftersyn.xlsx",
        {
            "Lager": [
                ("Lovpligtige eftersyn 2026",),
                ("Udstyr", "Placering", "Sidste eftersyn", "Næste eftersyn", "Udført af", "Bemærkninger"),
                ("Truck 1", "Hal A", date(2025, 3, 2), date(2026, 3, 2), "Mona Lund", None),
                ("Port 2", "Hal A", date(2026, 2, 2), date(2027, 2, 2), "Mona Lund", "OK"),
                ("Reol 4", "Hal B", date(2026, 5, 4), date(2027, 5, 4), "Mona Lund", "2 skæve stolper"),
                ("Stige 7", "Hal B", None, None, None, None),
            ],
            "Plejecenter": [
                ("Hjælpemiddel", "Interval", "Sidst efterset", "Status"),
                ("Loftlift stue 3", "12 mdr.", date(2025, 6, 1), None),
                ("Badestol", "24 mdr.", date(2025, 6, 1), "Godkendt"),
                ("Plejeseng 12", "24 mdr.", date(2026, 1, 5), "Ikke godkendt"),
            ],
        },
    )


def notes_lines(folder: Path) -> None:
    """Minutes as lines below one another."""
    lines = (
        "Referat af AMO-møde den 12. marts 2026",
        "Deltagere: Mona Lund, Kaj Berg",
        "1. Godkendelse af dagsorden",
        "Godkendt.",
        "2. Ulykker siden sidst",
        "Rampen ved lageret er glat i frostvejr.",
        "Beslutning: Der lægges måtter. Ansvarlig: Pedel. Frist: 1. april 2026",
        "3. APV",
        "Mange nævner støj i kantinen.",
        "4. Eventuelt",
        "Intet.",
    )
    xlsx(folder / "amo.xlsx", {"Referat": [(line,) for line in lines]})


def round_measurements(folder: Path) -> None:
    """Measurements with the limits in a row, in a column, and without any."""
    xlsx(
        folder / "målinger.xlsx",
        {
            "Indeklima": [
                ("Indeklimamålinger, uge 10 2026",),
                ("Rum", "Temperatur (°C)", "CO2 (ppm)", "Støj dB(A)", "Lux"),
                ("Grænseværdi", "20-24", "1000", "55", "500"),
                ("Kontor 1", 22.1, 850, 48, 520),
                ("Mødelokale", 25.6, 1450, 50, 310),
            ],
            "Stoffer": [
                ("Stof", "Målt (mg/m3)", "Grænseværdi (mg/m3)", "Sted", "Bemærkning"),
                ("Træstøv", 1.4, 1, "Snedkeri", "Udsugningen var slukket"),
                ("Toluen", "<0,5", 94, "Lakering", None),
            ],
            "Uden grænser": [("Rum", "CO2 (ppm)"), ("Kontor 3", 1450), ("Kontor 4", 800)],
        },
    )


def round_certificates(folder: Path) -> None:
    """Certificates that expire, a row each and a column each."""
    xlsx(
        folder / "certifikater.xlsx",
        {
            "Liste": [
                ("Navn", "Afdeling", "Kursus", "Udløber", "Bemærkning"),
                ("Mona Lund", "Lager", "Truckcertifikat", date(2026, 2, 1), "Sygemeldt"),
                ("Kaj Berg", "Lager", "Førstehjælp", date(2028, 2, 1), None),
            ],
            "Oversigt": [
                ("Navn", "Afdeling", "Førstehjælp udløber", "Truck gyldig til"),
                ("Mona Lund", "Lager", date(2026, 9, 1), None),
                ("Kaj Berg", "Lager", date(2028, 2, 1), date(2027, 2, 1)),
            ],
        },
    )


def register_of_persons(folder: Path) -> None:
    """Who has which course, with crosses and with dates; neither is a survey."""
    names = ("Mona Lund", "Kaj Berg", "Per Friis", "Rita Holt", "Ole Dam", "Kim Skov")
    xlsx(
        folder / "kompetencer.xlsx",
        {
            "Kryds": [
                ("Navn", "Førstehjælp", "Truckkort", "Brandøvelse"),
                *((name, "x", None if place % 2 else "x", "x") for place, name in enumerate(names)),
            ],
            "Ja og nej": [
                ("Medarbejder", "Afdeling", "Førstehjælp", "Hjertestarter", "Truckcertifikat"),
                *((name, ("Lager", "Kontor")[place % 2], "Ja", "Nej", "Ja") for place, name in enumerate(names)),
            ],
        },
    )


def round_thumbs(folder: Path) -> None:
    """Crosses under thumbs; and what was seen, with an OK at the end for what is put right."""
    xlsx(
        folder / "arbejdsmiljørunde.xlsx",
        {
            "Tjekliste": [
                ("Arbejdsmiljørunde, 14. april 2026",),
                ("Sted", "Tjekpunkt", "👍", "👎", "Bemærkning"),
                ("Reoler", "Er bæreevnen skiltet?", "x", None, None),
                ("Reoler", "Er reolerne hele?", None, "x", "Stolpe 4 er bulet"),
                ("Dør 3", "Er flugtvejen fri?", None, "x", "Paller foran døren"),
            ],
            "Set": [
                ("Arbejdsmiljørunde uge 15, 2026",),
                ("Sted", "Hvad så vi?", "Alvor", "Hvem retter?", "Senest", "OK"),
                ("Gang B", "Kabel over gulvet", "Gul", "Pedel", "20/4", None),
                ("Kantine", "Emhætten er fedtet", "Rød", "Køkken", "16/4", "OK"),
                ("Deltagere: AMR og leder",),
            ],
        },
    )


def incidents_swedish(folder: Path) -> None:
    """The type under the header for the event, the day of the event beside that of the report."""
    xlsx(
        folder / "tillbud.xlsx",
        {
            "Blad1": [
                ("Anmäld", "Händelsedatum", "Avdelning", "Händelse", "Beskrivning", "Orsak", "Åtgärd", "Klart"),
                (
                    date(2026, 1, 12),
                    date(2026, 1, 9),
                    "Syd",
                    "Tillbud",
                    "Halkade på trappa",
                    "Is",
                    "Sanda",
                    date(2026, 2, 1),
                ),
                (
                    date(2026, 1, 21),
                    date(2026, 1, 20),
                    "Syd",
                    "Olycka",
                    "Vrickade foten",
                    "Lyft",
                    "Två",
                    date(2026, 3, 1),
                ),
            ]
        },
    )


def plan_with_footer(folder: Path) -> None:
    """How many there are, and who signs, below a list whose first column repeats; ``1 = haster`` tells the order."""
    xlsx(
        folder / "handleplan.xlsx",
        {
            "Ark1": [
                ("Handleplan 2025 – kontoret",),
                ("Emne", "Problem", "Handling", "Ansvarlig", "Frist", "Prioritet"),
                ("Indeklima", "Varmt om eftermiddagen", "Solafskærmning", "Drift", "maj 2025", 1),
                (None, "Tør luft", "Befugter", "Drift", "juni 2025", 3),
                ("Ergonomi", "Gamle stole", "Nye stole", "Leder", "sep. 2025", 2),
                ("Antal problemer:", 3),
                ("Prioritet: 1 = haster, 2 = inden jul, 3 = når der er tid",),
                ("Underskrifter:",),
                ("Leder", None, "AMR"),
                ("Dato: 1-2-2025",),
            ]
        },
    )


CASES: dict[str, Writer] = {
    case.__name__: case
    for case in (
        *(plan_seed_template, plan_responsible_per_phase, plan_permanent_conditions, plan_several_actions),
        *(plan_priorities_with_legend, plan_form, plan_side_by_side, plan_with_footer),
        *(round_columns_of_crosses, round_rooms_across, round_questions_both_ways, round_observations),
        *(incidents_form_with_cpr, incidents_norwegian, incidents_swedish, incidents_counts, round_thumbs),
        *(
            notes_lines,
            incidents_filled_in,
            round_measurements,
            round_equipment,
            round_certificates,
            register_of_persons,
        ),
        *(absence_months_across, absence_unclear, notes_minutes, dates_of_every_kind, lists_beside_each_other),
    )
}
