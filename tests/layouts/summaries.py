"""Results that were summed up before they came here, as survey tools and consultants hand them over."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from layouts import Writer
from layouts.books import CREATED, Rows, delimited, xlsx

NOISE = "I hvor høj grad er du generet af støj?"
HELP = "Får du den hjælp fra din leder, du har brug for?"
VOICE = "Har du indflydelse på, hvordan du løser dine opgaver?"
BUSY = "Hvor ofte har du for travlt til at holde pause?"
BULLIED = "Har du været udsat for mobning de seneste 12 måneder?"
DEGREES = ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad")


def one_sheet(name: str, rows: Rows) -> Writer:
    """Return what writes a workbook of one sheet."""
    return lambda folder: xlsx(folder / "resultater.xlsx", {name: rows})


def merged(folder: Path) -> None:
    """Department names in merged cells above N and mean; the question's header spans both lines."""
    with xlsxwriter.Workbook(folder / "pivot.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Ark1")
        sheet.merge_range(0, 0, 1, 0, "Spørgsmål")
        for column, name in ((1, "Hjemmepleje Nord"), (3, "Hjemmepleje Syd"), (5, "Hele organisationen")):
            sheet.merge_range(0, column, 0, column + 1, name)
            sheet.write_row(1, column, ["N", "Gns. (1-5)"])
        sheet.write_row(2, 0, [HELP, 14, 3.1, 18, 4.2, 32, 3.7])
        sheet.write_row(3, 0, [BUSY, 14, 4.0, "<5", "-", 18, 3.8])


LONG: Rows = [
    ("Spørgsmål", "Afdeling", "Antal svar", "Gennemsnit (1-5)", "2022"),
    (NOISE, "Køkken", "12", "4,3", "3,5"),
    (NOISE, "Lager", "22", "2,1", "2,0"),
    (NOISE, "Kantine", "<5", "-", "-"),
    (NOISE, "I alt", "36", "2,9", "2,6"),
    (VOICE, "Køkken", "12", "2,2", "3,0"),
    (VOICE, "Lager", "22", "4,4", "4,1"),
    (VOICE, "Kantine", "3", "For få svar", ""),
    (VOICE, "I alt", "37", "3,6", "3,7"),
]

CASES: dict[str, Writer] = {
    "summary_long": lambda folder: delimited(folder / "trivsel.csv", LONG),
    "summary_wide": one_sheet(
        "Gennemsnit",
        [
            ("Trivselsmåling 2024 – gennemsnit på en skala fra 1-5, hvor 5 er bedst",),
            (),
            ("Spørgsmål", "Køkken", "Lager", "I alt", "Landsgennemsnit"),
            ("Antal besvarelser", 12, 22, 34, None),
            (NOISE, 2.2, 3.8, 3.2, 3.4),
            (HELP, 4.1, "*", 3.6, 3.7),
            ("Gennemsnit", 3.2, 3.8, 3.4, 3.6),
        ],
    ),
    "summary_years": one_sheet(
        "Plejehjemmet Åbo", [("Score 0-100",), ("Udsagn", 2021, 2023, 2025), (HELP, 61, 64, 70), (VOICE, 55, None, 49)]
    ),
    "summary_by_department": one_sheet(
        "Ark1",
        [
            ("Afdeling", "N", "Støj (1-5)", "Indflydelse (1-5)", "Trivsel (1-5)"),
            ("Køkken", 12, 3.4, 2.2, 3.3),
            ("Lager", 13, 3.1, 2.5, 3.6),
            ("Hele organisationen", 25, 3.2, 2.4, 3.4),
            ("Benchmark", None, 3.0, 3.1, 3.5),
        ],
    ),
    "summary_percent_per_answer": one_sheet(
        "Fordeling",
        [
            ("Spørgsmål", *DEGREES, "Ved ikke", "N"),
            (NOISE, "10 %", "20 %", "30 %", "30 %", "5 %", "5 %", 40),
            (HELP, "40 %", "30 %", "20 %", "10 %", "0 %", "0 %", 40),
        ],
    ),
    "summary_count_per_answer": one_sheet(
        "Fordeling",
        [
            ("Afdeling: Lager",),
            ("Udsagn", "Helt enig", "Enig", "Hverken eller", "Uenig", "Helt uenig", "Total"),
            ("Jeg er tilfreds med mit arbejde", 3, 8, 5, 4, 2, 22),
            ("Jeg har for mange opgaver", 6, 9, 4, 2, 1, 22),
        ],
    ),
    "summary_answer_per_row": one_sheet(
        "Frekvenser",
        [
            ("Spørgsmål", "Svar", "Antal", "Procent"),
            (NOISE, "I høj grad", 10, 0.5),
            (None, "Delvist", 6, 0.3),
            (None, "I ringe grad", 4, 0.2),
            (None, "I alt", 20, 1),
            (BULLIED, "Ja", 4, 0.2),
            (None, "Nej", 16, 0.8),
            (None, "I alt", 20, 1),
        ],
    ),
    "summary_positive_and_negative": one_sheet(
        "Ark1",
        [
            ("Tema", "Enhed", "Andel positive", "Andel negative", "Antal besvarelser"),
            ("Støj", "Lager", 0.35, 0.4, 20),
            ("Støj", "Køkken", 0.55, 0.2, 15),
            ("Ledelse", "Lager", 0.75, 0.1, 20),
            ("Ledelse", "Køkken", 0.4, 0.5, 15),
        ],
    ),
    "summary_share_agreeing": one_sheet(
        "Ark1",
        [
            ("Udsagn", "% enige", "N"),
            ("Jeg har indflydelse på mit arbejde", 65, 40),
            ("Jeg er stresset", 35, 40),
            ("Vi har en kaffemaskine", 90, 40),
        ],
    ),
    "summary_share_high_degree": one_sheet(
        "Ark1",
        [
            ("Spørgsmål", "Afdeling", "% i høj grad eller meget høj grad", "Svar"),
            (NOISE, "Nord", "42 %", 33),
            (NOISE, "Syd", "12 %", 28),
            (HELP, "Nord", "81 %", 33),
            (HELP, "Syd", "39 %", 28),
        ],
    ),
    "summary_bullying": one_sheet(
        "Krænkelser",
        [
            ("Spørgsmål", "Afdeling", "N", "% ja"),
            (BULLIED, "Lager", 22, 14),
            (BULLIED, "Køkken", 12, 8),
            (BULLIED, "I alt", 34, 12),
        ],
    ),
    "summary_headings_and_title": one_sheet(
        "Rapport",
        [
            ("Resultater 2025",),
            ("Afdeling: Lager",),
            ("Svarprocent: 92 % (23/25)",),
            ("Spørgsmål", "Score (0-100)", "Benchmark", "Udvikling"),
            ("Trivsel",),
            ("Er du tilfreds med dit arbejde?", 72, 70, 3),
            (VOICE, 55, 60, -5),
            ("Krav",),
            ("Er du stresset?", 44, 50, 1),
            ("Høj score er godt på alle spørgsmål i rapporten.",),
        ],
    ),
    "summary_blocks": one_sheet(
        "Rapport",
        [
            ("Afdeling: Lager",),
            ("Spørgsmål", "Gns. (1-5)", "N"),
            (NOISE, 3.2, 12),
            (HELP, 4.2, 12),
            (),
            ("Afdeling: Køkken",),
            ("Spørgsmål", "Gns. (1-5)", "N"),
            (NOISE, 3.0, 14),
            (HELP, 3.1, 14),
        ],
    ),
    "summary_merged_headers": merged,
    "summary_four_years": one_sheet(
        "Udvikling",
        [
            ("År", "Spørgsmålsformulering", "Antal svarpersoner", "Gennemsnit (1-5)", "hoej_score_godt"),
            (2018, "Tid nok til opgaverne", 940, 2.6, 0),
            (2020, "Tid nok til opgaverne", 1012, 2.7, 0),
            (2022, "Tid nok til opgaverne", 987, 2.9, 0),
            (2024, "Tid nok til opgaverne", 1033, 3.1, 0),
        ],
    ),
    "summary_response_rates": one_sheet(
        "Svarprocent",
        [
            ("Afdeling", "Antal inviterede", "Antal svar", "Svarprocent"),
            ("Køkken", 20, 12, "60 %"),
            ("Lager", 20, 18, "90 %"),
        ],
    ),
    "summary_not_told": one_sheet(
        "Indeks 0-100",
        [
            ("Dimension", "Lager", "Køkken", "Hele organisationen", "Landsgennemsnit"),
            ("Indflydelse", 52, 44, 48, 50),
            ("Stress", 30, 25, 27, 26),
        ],
    ),
    "summary_without_ends": one_sheet(
        "Ark1", [("Spørgsmål", "Gennemsnit", "N"), (NOISE, 3.2, 12), (HELP, 4.2, 12), (VOICE, 3.9, 12)]
    ),
    "summary_answers_by_department": one_sheet(
        "Krydstabel",
        [
            ("Spørgsmål", "Lager", None, None, "Køkken", None, None),
            (None, "I høj grad", "Delvist", "I ringe grad", "I høj grad", "Delvist", "I ringe grad"),
            (VOICE, 10, 5, 5, 2, 6, 9),
            (NOISE, 3, 5, 12, 9, 6, 2),
        ],
    ),
    "summary_headings_are_departments": one_sheet(
        "Rapport",
        [
            ("Alle skalaer går fra 1-5",),
            ("Spørgsmål", "Score", "Antal svar"),
            ("Lager",),
            (VOICE, "3,2 ", 12),
            (HELP, 4.2, 12),
            ("Køkken",),
            (VOICE, 3.0, 14),
            (HELP, 3.1, 14),
            ("I alt",),
            (VOICE, 3.1, 26),
            (HELP, 3.6, 26),
        ],
    ),
    "summary_number_in_the_cell": one_sheet(
        "Ark1",
        [
            ("Gennemsnit på skala 1-5 (antal svar i parentes)",),
            ("Spørgsmål", "Lager", "Køkken"),
            (NOISE, "3,4 (12)", "2,2 (14)"),
            (VOICE, "3,1 (12)", "2,9 (14)"),
        ],
    ),
    "summary_questions_as_headings": one_sheet(
        "Ark1",
        [
            ("Enhed", "Meget tilfreds", "Tilfreds", "Hverken/eller", "Utilfreds", "Meget utilfreds"),
            ("Hvor tilfreds er du med dit job?",),
            ("Lager", 10, 5, 5, 1, 1),
            ("Køkken", 2, 3, 15, 1, 2),
            ("Hvor tilfreds er du med din leder?",),
            ("Lager", 4, 5, 5, 4, 4),
            ("Køkken", 9, 9, 3, 1, 1),
        ],
    ),
    "summary_sex_not_understood": one_sheet(
        "Ark1",
        [
            ("Spørgsmål", "Køn", "N", "Gns. (1-5)"),
            (NOISE, "Kvinde", 20, 3.1),
            (NOISE, "Mand", 12, 3.3),
            (VOICE, "Kvinde", 20, 3.1),
            (VOICE, "Mand", 12, 3.3),
        ],
    ),
    "summary_english": one_sheet(
        "Sheet1",
        [
            ("Question", "Department", "Responses", "Mean (1-5)", "Previous"),
            ("Are you bothered by noise?", "Kitchen", 12, 3.5, 3.1),
            ("Are you bothered by noise?", "Total", 42, 3.0, 3.1),
        ],
    ),
    "summary_norwegian": one_sheet(
        "Ark1",
        [
            ("Spørsmål", "Avdeling", "Antall svar", "Snitt (1-5)", "Forrige"),
            ("Får du støtte fra lederen din?", "Kjøkken", 12, 3.5, 3.9),
            ("Får du støtte fra lederen din?", "Totalt", 42, 3.0, 3.1),
        ],
    ),
    "summary_swedish": one_sheet(
        "Blad1",
        [
            ("Skala 1-5, högt är bra",),
            ("Fråga", "Avdelning", "Antal svar", "Medel", "Föregående"),
            ("Har du stöd av din chef?", "Kök", 12, 3.5, 3.3),
            ("Har du stöd av din chef?", "Totalt", 42, 3.0, 3.1),
        ],
    ),
    "summary_answer_blocks": one_sheet(
        "Rapport",
        [
            ("APV 2025 – samlet rapport",),
            (),
            (NOISE,),
            ("n = 24",),
            ("Svarmulighed", "Antal", "Procent"),
            *((answer, number, f"{number / 24:.0%}") for answer, number in zip(DEGREES, (6, 5, 4, 5, 4), strict=True)),
            ("I alt", 24, "100 %"),
            (),
            (BUSY,),
            ("n = 23",),
            ("Svarmulighed", "Antal", "Procent"),
            ("Altid", 8, "35 %"),
            ("Ofte", 9, "39 %"),
            ("Sjældent", 6, "26 %"),
            ("I alt", 23, "100 %"),
        ],
    ),
    "summary_blocks_of_departments": one_sheet(
        "Kryds",
        [
            ("Spørgsmål: Er du generet af støj?",),
            ("Svar", "Drift", "Lager (n=4)", "I alt"),
            ("Ja", "40 %", "75 %", "45 %"),
            ("Nej", "60 %", "25 %", "55 %"),
            (),
            (f"Spørgsmål: {VOICE}",),
            ("Svar", "Drift", "Lager (n=4)", "I alt"),
            ("Ja", "70 %", "25 %", "65 %"),
            ("Nej", "30 %", "75 %", "35 %"),
        ],
    ),
    "summary_blocks_with_questions_in_headers": one_sheet(
        "Rapport",
        [
            ("Er du generet af støj?", "Antal", "Procent"),
            ("Ja", 12, "40 %"),
            ("Nej", 18, "60 %"),
            (),
            (HELP, "Antal", "Procent"),
            ("Altid", 10, "33 %"),
            ("Ofte", 8, "27 %"),
            ("Sjældent", 12, "40 %"),
        ],
    ),
    "summary_few_answers": one_sheet(
        "Ark1",
        [
            ("Afdeling", "Inviterede", "Svarprocent", "Indflydelse (0-100)", "Samarbejde (0-100, 100 er bedst)"),
            ("Drift", 10, "30 %", 40, 50),
            ("Lager", 20, "90 %", 60, 55),
            ("Kontor", 8, "For få svar", 20, 10),
        ],
    ),
    "summary_change_and_benchmark": one_sheet(
        "Resultat",
        [
            ("Indeks 0-100. Høj score er god",),
            ("Tema", "Spørgsmål", "Resultat 2025", "Resultat 2023", "Udvikling", "Benchmark", "Antal svar"),
            ("Ledelse", HELP, 62, 58, 4, 65, 80),
            ("Indflydelse", VOICE, 55, 60, -5, 57, 80),
        ],
    ),
    "summary_tables_with_other_columns": one_sheet(
        "Rapport",
        [
            ("Afdeling: Lager",),
            ("Gennemsnit på skala 1-5 (5 er bedst)",),
            ("Spørgsmål", "N", "Gns."),
            (NOISE, 12, 3.2),
            (HELP, 12, 4.2),
            (),
            ("Svarfordeling",),
            ("Spørgsmål", *DEGREES, "I alt"),
            (VOICE, 2, 3, 4, 2, 1, 12),
            ("Spørgsmål", "Ja", "Nej", "N"),
            (BULLIED, 0, 12, 12),
        ],
    ),
    "summary_blocks_under_names": one_sheet(
        "Rapport",
        [
            ("Trivselsmåling 2025, skala 1-5 (5 er bedst)",),
            ("Køkken (n=14)",),
            ("Spørgsmål", "Gns."),
            (VOICE, 3.1),
            (HELP, 3.5),
            ("Lager (n=23)",),
            ("Spørgsmål", "Gns."),
            (VOICE, 2.1),
            (HELP, 2.5),
        ],
    ),
    "summary_three_header_lines": one_sheet(
        "Pivot",
        [
            (None, 2022, None, None, None, 2024, None, None, None),
            (None, "Køkken", None, "Lager", None, "Køkken", None, "Lager", None),
            ("Spørgsmål", *("n", "Gns. (1-5, 5 er bedst)") * 4),
            (VOICE, 10, 3.0, 20, 3.2, 12, 3.4, 22, 3.6),
            (HELP, 10, 2.0, 20, 2.2, 12, 2.4, "<5", "-"),
        ],
    ),
    "summary_pivot": one_sheet(
        "Ark2",
        [
            ("Skala 1-5",),
            ("Rækkenavne", "Middel af Indflydelse", "Middel af Støj", "Antal af ID"),
            ("Køkken", 2.8, 3.25, 12),
            ("Lager", 3.9, 2.1, 22),
            ("Hovedtotal", 3.5, 2.5, 34),
        ],
    ),
    "summary_pivot_of_answers": one_sheet(
        "Ark3",
        [
            (BULLIED,),
            ("Antal af Svar", "Kolonnenavne"),
            ("Rækkenavne", "Ja", "Nej", "Hovedtotal"),
            ("Køkken", 4, 8, 12),
            ("Lager", 6, 16, 22),
            ("Hovedtotal", 10, 24, 34),
        ],
    ),
    "summary_women_and_men": one_sheet(
        "Ark1",
        [
            ("Score 0-100, 100 er bedst",),
            ("Spørgsmål", "Kvinder", "Mænd", "Under 30 år", "I alt", "Gns. alle skoler", "Bedste skole", "Mål"),
            (NOISE, 44, 61, 50, 52, 60, 81, 70),
            (HELP, 70, 66, 59, 68, 66, 90, 75),
        ],
    ),
    "summary_us_and_the_others": one_sheet(
        "Ark1",
        [
            ("Score 0-100, 100 er bedst",),
            ("Spørgsmål", "Os", "Kommunen", "Sammenlignelige skoler", "2022"),
            (NOISE, 61, 66, 64, 58),
            (HELP, 70, 62, 60, 71),
        ],
    ),
    "summary_months": one_sheet(
        "Puls",
        [
            ("Pulsmåling 2025, 1-5 (5 er bedst)",),
            ("Spørgsmål", "Jan", "Feb", "Mar"),
            (VOICE, 3.1, 3.2, 3.4),
            (HELP, 2.1, 2.2, 2.4),
        ],
    ),
    "summary_questions_go_on": one_sheet(
        "Ark1",
        [
            ("Hvor generet er du af … (1 = slet ikke, 5 = i høj grad)", "N", "Gns."),
            ("Belysning", 22, 2.2),
            ("Træk", 22, 3.1),
            ("Støj", 22, 4.2),
        ],
    ),
    "summary_questions_above_answers": one_sheet(
        "Ark1",
        [
            ("Svar", VOICE, HELP, NOISE),
            ("I høj grad", "25 %", "30 %", "35 %"),
            ("Delvist", "50 %", "45 %", "40 %"),
            ("I ringe grad", "25 %", "25 %", "25 %"),
            ("N", 20, 20, 19),
        ],
    ),
    "summary_scale_of_each_question": one_sheet(
        "Ark1",
        [
            ("Spørgsmål", "Skala", "N", "Gns."),
            (VOICE, "1-5", 20, 3.4),
            ("Hvor tilfreds er du med dit job alt i alt?", "0-10", 20, 7.1),
            (BULLIED, "1-2", 20, 1.9),
        ],
    ),
    "summary_number_below_each_question": one_sheet(
        "Ark1",
        [
            ("Gennemsnit 1-5 (5 er bedst)",),
            ("Spørgsmål", "Køkken", "Lager"),
            (VOICE, 3.1, 2.2),
            ("n", 12, "<5"),
            (HELP, 3.5, 3.3),
            ("n", 11, 14),
        ],
    ),
    "summary_turned": one_sheet(
        "Ark1",
        [
            ("Spørgsmål", "N", "Gns. (1-5)"),
            (VOICE, 40, 3.2),
            ("Jeg har for mange opgaver (vendt)", 40, 4.0),
        ],
    ),
    "summary_question_on_the_sheet": one_sheet(
        "Jeg er tilfreds med mit arbejde",
        [
            ("Svar", "Køkken", "Lager", "I alt"),
            ("Helt enig", 3, 6, 9),
            ("Enig", 5, 8, 13),
            ("Hverken/eller", 2, 4, 6),
            ("Uenig", 1, 3, 4),
            ("Helt uenig", 1, 2, 3),
            ("I alt", 12, 23, 35),
        ],
    ),
    "summary_forms_page": one_sheet(
        "Ark1",
        [
            ("APV 2026",),
            (f"1. {NOISE}", "Flere detaljer"),
            ("12 svar",),
            ("I høj grad", 3),
            ("Delvist", 5),
            ("I ringe grad", 4),
            (),
            ("2. Hvor god er din leder til at lytte?", "Flere detaljer"),
            ("12 svar",),
            ("4.08 Gennemsnitlig bedømmelse",),
            (),
            (f"3. {BULLIED}", "Flere detaljer"),
            ("Ja", 1),
            ("Nej", 11),
        ],
    ),
}
