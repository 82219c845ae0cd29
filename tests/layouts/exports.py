"""Answers as survey tools export them, with the code books that come with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import xlsxwriter

from layouts import Writer
from layouts.books import CREATED, Rows, delimited, xlsx

GRADES = ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad")
AGREE = ("Helt enig", "Enig", "Hverken enig eller uenig", "Uenig", "Helt uenig")
AGREE_EN = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
TEAMS = ("Vaskeriet", "Pakkeriet", "Kontoret")
NOISE, HELP, TIME = (
    "I hvor høj grad er du generet af støj?",
    "I hvor høj grad får du hjælp af dine kolleger?",
    "I hvor høj grad har du tid nok til dine opgaver?",
)
START = datetime(2026, 9, 7, 8, 5)  # noqa: DTZ001


def spread(values: Sequence[object], count: int, step: int = 1, first: int = 0) -> list[object]:
    """Return that many of the values, going round them in steps."""
    return list(islice(cycle(values[first:] + values[:first]), 0, count * step, step))


def columns(*given: Sequence[object]) -> list[tuple[object, ...]]:
    """Return the rows of columns."""
    return list(zip(*given, strict=True))


def moments(count: int) -> list[datetime]:
    return [START + timedelta(minutes=17 * number) for number in range(count)]


# --- SurveyXact -------------------------------------------------------------------------------------------------------

_SX_HEAD = ("respondentid", "organization", "created", "s_4", "s_5", "s_6", "s_11_1", "s_11_2", "s_12")


def _sx_data(count: int) -> list[tuple[object, ...]]:
    return columns(
        range(901, 901 + count),
        spread(TEAMS, count),
        [moment.strftime("%d-%m-%Y %H:%M") for moment in moments(count)],
        spread((1, 2, 3, 4, 5, 0), count),
        spread((5, 4, 2), count),
        spread((1, 2, 8, 15), count),
        spread((0, 1), count),
        spread((1, 0, 0), count),
        spread(("Vi mangler en ekstra vogn\ntil vasketøjet", None, None, "Gulvet er glat ved døren"), count),
    )


_SX_LABELS = [
    *[("s_4", code, label) for code, label in enumerate(("Ved ikke ", *GRADES))],
    *[("s_5", code, label) for code, label in enumerate(reversed(GRADES), 1)],
    *[("s_6", code, label) for code, label in ((1, "Altid"), (2, "Ofte"), (8, "Sjældent"), (15, "Aldrig"))],
    *[(name, code, label) for name in ("s_11_1", "s_11_2") for code, label in ((0, "Ikke valgt"), (1, "Valgt"))],
    *[("statoverall_4", code, label) for code, label in ((0, "Ikke valgt"), (1, "Valgt"))],
]
_SX_QUESTIONS = [
    ("questionName", "variableName", "subType", "questionText", "choiceValue", "choiceText"),
    *[("s_4", "s_4", "Single", NOISE, code, label) for code, label in enumerate(GRADES, 1)],
    ("s_5", "s_5", "Single", HELP, 5, GRADES[0]),
    ("s_6", "s_6", "Single", "Hvor ofte har du tid nok til dine opgaver?", 1, "Altid"),
    ("s_11", "s_11_1", "Multiple", "Hvad bør vi begynde med?", 1, "Lyset"),
    ("s_11", "s_11_2", "Multiple", "Hvad bør vi begynde med?", 2, "Luften"),
    ("s_12", "s_12", "String", "Er der andet, vi bør vide?", None, None),
]


def surveyxact_numbers(folder: Path) -> None:
    """Data in numbers, labels without headers, a file of questions; three who did not complete."""
    done = [1] * 9 + [0] * 3
    rows = [(*row, mark) for row, mark in zip(_sx_data(12), done, strict=True)]
    delimited(folder / "dataset.csv", [(*_SX_HEAD, "statoverall_4"), *rows])
    delimited(folder / "labels.csv", _SX_LABELS)
    delimited(folder / "questions.csv", _SX_QUESTIONS)


def surveyxact_cut_names(folder: Path) -> None:
    """Names cut to eight characters, with labels and a structure that have them whole."""
    head = ("response", "organiza", "stoej_pa", "hjaelp_f", "stato_4", "statc_11")
    rows = columns(
        range(1, 11), spread(TEAMS, 10), spread((1, 2, 5), 10), spread((5, 4, 4, 1), 10), [1] * 9 + [0], [0] * 10
    )
    delimited(folder / "data.csv", [head, *rows])
    grades = [(code, label) for code, label in enumerate(GRADES, 1)]
    delimited(
        folder / "labels.csv",
        [
            ("variable", "value", "label"),
            *[("stoej_paa_arbejdet", *pair) for pair in grades],
            *[("hjaelp_fra_kolleger", *pair) for pair in grades],
        ],
    )
    delimited(
        folder / "structure.csv",
        [
            ("variableName", "subType", "questionText"),
            ("stoej_paa_arbejdet", "Single", NOISE),
            ("hjaelp_fra_kolleger", "Single", HELP),
            ("organization", "String", "Organisation"),
        ],
    )


def surveyxact_two_years(folder: Path) -> None:
    """Two surveys with the same names of variables, whose codes run opposite ways, in one folder."""
    for year, grades in ((2024, GRADES), (2026, GRADES[::-1])):
        rows = columns(range(year, year + 10), spread(TEAMS, 10), spread((1, 2, 5), 10), spread((5, 4, 4, 1), 10))
        delimited(folder / f"apv_{year}_data.csv", [("respondentid", "organization", "s_1", "s_2"), *rows])
        labels = [(name, code, label) for name in ("s_1", "s_2") for code, label in enumerate(grades, 1)]
        delimited(folder / f"apv_{year}_labels.csv", [("variable", "value", "label"), *labels])
    questions = [("variabel", "spørgsmål"), ("s_1", NOISE), ("s_2", HELP)]
    delimited(folder / "spoergsmaal.csv", questions)


# --- Enalyzer ---------------------------------------------------------------------------------------------------------


def enalyzer_label_numbers(folder: Path) -> None:
    """Label numbers: 1 is the option shown first, which may be best or worst."""
    rows = columns(range(1, 13), spread(TEAMS, 12), spread((1, 2, 3, 4, 5), 12), spread((2, 2, 1, 4), 12))
    xlsx(folder / "enalyzer.xlsx", {"Data": [("Respondent ID", "Afdeling", NOISE, HELP), *rows]})


def enalyzer_texts(folder: Path) -> None:
    """Answers in words, the text of "Andet" in a column of its own, dates the American way."""
    rows = columns(
        range(1, 11),
        ["09-14-2026"] * 10,
        spread(TEAMS, 10),
        spread(GRADES, 10),
        spread(("Støv", "Kulde", "Andet"), 10),
        spread((None, None, "Trapperne er meget stejle hos os"), 10),
    )
    head = ("Respondent ID", "Besvaret", "Afdeling", NOISE, "Hvad generer dig mest?", "Hvad generer dig mest? - Andet")
    xlsx(folder / "enalyzer.xlsx", {"Data": [head, *rows]})


# --- LimeSurvey -------------------------------------------------------------------------------------------------------


def limesurvey_code_and_text(folder: Path) -> None:
    """Headers with code and text, attributes, timing; two who did not submit."""
    head = (
        "id. Svar-ID",
        "submitdate. Dato for indsendelse",
        "lastpage. Sidste side",
        "startlanguage. Startsprog",
        "seed. Seed",
        "attribute_1. Afdeling",
        "Q01[SQ001]. I hvor høj grad er du generet af: [Støj]",
        "Q01[SQ002]. I hvor høj grad er du generet af: [Træk]",
        "Q02. Er du tryg ved at sige din mening?",
        "Q03[other]. Hvad skal vi se på? [Andet]",
        "interviewtime. Samlet tid",
        "groupTime1. Gruppetid: Fysisk",
    )
    done = [moment.isoformat(" ") for moment in moments(9)] + [""] * 2
    rows = columns(
        *(range(1, 12), done, [3] * 11, ["da"] * 11, range(77001, 77012), spread(TEAMS, 11)),
        *(spread(GRADES, 11), spread(GRADES, 11, 2), spread(("Ja", "Nej"), 11)),
        ["Vi har for få stikkontakter på gangen", *[""] * 10],
        *([412.5] * 11, [80.1] * 11),
    )
    delimited(folder / "results-survey.csv", [head, *rows], delimiter=",", encoding="utf-8")


def limesurvey_codes(folder: Path) -> None:
    """Codes as headers and as answers, and an overview of the codes beside it."""
    head = ("id", "submitdate", "lastpage", "startlanguage", "G01Q01[SQ001]", "G01Q01[SQ002]", "G02Q03")
    rows = columns(
        range(1, 11),
        [moment.isoformat(" ") for moment in moments(10)],
        *([2] * 10, ["da"] * 10, spread(("A1", "A2", "A5"), 10), spread(("A4", "A3", "A3", "A2"), 10)),
        spread(("Y", "N", "N"), 10),
    )
    delimited(folder / "results.csv", [head, *rows], delimiter=",")
    answers = "; ".join(f"A{number}={label}" for number, label in enumerate(GRADES, 1))
    xlsx(
        folder / "koder.xlsx",
        {
            "Koder": [
                ("Kode", "Spørgsmål", "Svarmuligheder"),
                ("G01Q01_SQ001", NOISE, answers),
                ("G01Q01_SQ002", TIME, answers),
                ("G02Q03", "Er du tryg ved at sige din mening?", "Y=Ja; N=Nej"),
            ]
        },
    )


# --- Microsoft Forms --------------------------------------------------------------------------------------------------


def ms_forms_danish(folder: Path) -> None:
    """Fixed columns in Danish, blanks that do not break at the ends, a question twice, several answers joined."""
    head = (
        *("Id", "Starttidspunkt", "Fuldførelsestidspunkt", "Mail", "Navn", "Tidspunkt for seneste ændring"),
        "Hvilken afdeling arbejder du i?\xa0\xa0",
        "Jeg har indflydelse på mit arbejde\xa0",
        "Jeg bliver forstyrret af støj",
        "Jeg bliver forstyrret af støj2",
        "Hvad skal vi se på først?",
        "Uddyb gerne\xa0",
    )
    times = moments(12)
    rows = columns(
        *(range(1, 13), times, [moment + timedelta(minutes=6) for moment in times], ["anonymous"] * 12),
        *([None] * 12, [None] * 12, spread(TEAMS, 12), spread(AGREE, 12), spread(AGREE, 12, 2), spread(AGREE, 12, 3)),
        spread(("Lys;", "Lys;Støj;", "Pauser;Støj;"), 12),
        spread((None, None, "Ventilationen larmer om morgenen"), 12),
    )
    xlsx(folder / "forms.xlsx", {"Sheet1": [head, *rows]})


def ms_forms_english_quiz(folder: Path) -> None:
    """Fixed columns in English with points and feedback, as a form made as a quiz gives them."""
    asked = ("I get the help I need from my manager", "I am often bothered by noise at work")
    head = ["ID", "Start time", "Completion time", "Email", "Name", "Total points", "Quiz feedback", "Department"]
    for text in asked:
        head += [text, f"Points - {text}", f"Feedback - {text}"]
    times = moments(10)
    blank, zero = [None] * 10, [0] * 10
    rows = columns(
        *(range(1, 11), times, times, [f"p{number}@example.org" for number in range(10)], ["Invented Person"] * 10),
        *(zero, blank, spread(("Sales", "Stock"), 10)),
        *(spread(AGREE_EN, 10), zero, blank, spread(AGREE_EN, 10, 2), zero, blank),
    )
    xlsx(folder / "forms.xlsx", {"Form1": [head, *rows]})


# --- Google Forms -----------------------------------------------------------------------------------------------------


def google_forms_grid(folder: Path) -> None:
    """Grid headers, dotted times, check-boxes joined by commas."""
    head = (
        *("Tidsstempel", "Mailadresse", "Hvor arbejder du?"),
        "Hvor tilfreds er du med følgende? [Lyset ved din plads]",
        "Hvor tilfreds er du med følgende? [Luften i rummet]",
        "Hvad bruger du til daglig?",
        "Har du forslag til forbedringer?",
    )
    happy = ("Meget tilfreds", "Tilfreds", "Hverken tilfreds eller utilfreds", "Utilfreds", "Meget utilfreds")
    rows = columns(
        [moment.strftime("%d/%m/%Y %H.%M.%S") for moment in moments(10)],
        [f"deltager{number}@example.dk" for number in range(10)],
        *(spread(TEAMS, 10), spread(happy, 10), spread(happy, 10, 3)),
        spread(("Skærm, Headset", "Headset", "Truck, Skærm", "Skærm, Headset, Truck", "Truck"), 10),
        spread(("", "Flyt printeren væk fra vores borde", ""), 10),
    )
    delimited(folder / "svar.csv", [head, *rows], delimiter=",", encoding="utf-8")


# --- SurveyMonkey -----------------------------------------------------------------------------------------------------


def surveymonkey_two_lines(folder: Path) -> None:
    """The question over the first of its columns, the names of the rows in a second line, a ranking, 100 points."""
    head = (
        *("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"),
        *("First Name", "Last Name", "Custom Data 1", "I hvilken afdeling er du ansat?"),
        *("Hvor ofte oplever du følgende?", None, "Ranger det vigtigste", None, None),
        *("Fordel 100 point", None, None, "Andre bemærkninger"),
    )
    lower = (
        *[None] * 9,
        "Response",
        *("Tidspres", "Støj fra kolleger", "Løn", "Ro", "Fællesskab", "Mad", "Lys", "Luft", "Open-Ended Response"),
    )
    often = ("Altid", "Ofte", "Sommetider", "Sjældent", "Aldrig")
    rows = columns(
        *(range(8001, 8013), [55] * 12, moments(12), moments(12), spread(("192.0.2.7", "192.0.2.8"), 12)),
        *([None] * 12, [None] * 12, [None] * 12, [None] * 12, spread(TEAMS, 12)),
        *(spread(often, 12), spread(often, 12, 2), spread((1, 2, 3), 12), spread((2, 3, 1), 12), spread((3, 1, 2), 12)),
        *(spread((50, 20), 12), spread((30, 20), 12), spread((20, 60), 12)),
        spread((None, "Vi bør have flere pauser i løbet af dagen"), 12),
    )
    xlsx(folder / "monkey.xlsx", {"Sheet": [head, lower, *rows]})


# --- Qualtrics --------------------------------------------------------------------------------------------------------


def _qualtrics_rows() -> Rows:
    names = (
        *("StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "ResponseId"),
        *("RecipientEmail", "UserLanguage", "Q1", "Q2_1", "Q2_2", "Q3"),
    )
    texts = (
        *("Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished"),
        *("Response ID", "Recipient Email", "User Language", "Which department do you work in?"),
        *("How much do you agree? - I have enough time for my tasks", "How much do you agree? - I feel stressed"),
        "What should we change?",
    )
    ids = [f'{{"ImportId":"{name}"}}' for name in names]
    times = [moment.isoformat(" ") for moment in moments(11)]
    rows = columns(
        *(times, times, ["IP Address"] * 10 + ["Survey Preview"], ["192.0.2.1"] * 11, [100] * 9 + [40, 100]),
        *(range(200, 211), ["True"] * 9 + ["False", "True"], [f"R_{number}x" for number in range(11)], [None] * 11),
        *(["EN"] * 11, spread(("Lab", "Office"), 11), spread(AGREE_EN, 11), spread(AGREE_EN, 11, 2)),
        spread(("We should have a quiet room for calls", None, None), 11),
    )
    return [names, texts, ids, *rows]


def qualtrics_workbook(folder: Path) -> None:
    """Names, texts and import ids above the answers; one unfinished, one preview."""
    xlsx(folder / "qualtrics.xlsx", {"Sheet0": _qualtrics_rows()})


def qualtrics_text(folder: Path) -> None:
    """The same as delimited text."""
    delimited(folder / "qualtrics.csv", _qualtrics_rows(), delimiter=",", encoding="utf-8")


# --- REDCap, Kobo -----------------------------------------------------------------------------------------------------


def redcap_dictionary(folder: Path) -> None:
    """Codes as headers and answers, with the data dictionary; an option a column; one form not completed."""
    head = ("record_id", "redcap_event_name", "afd", "stoej", "hjaelp", "emner___1", "emner___2", "apv_complete")
    rows = columns(
        *(range(1, 11), ["runde_1"] * 10, spread((1, 2), 10), spread((1, 2, 3, 4, 5, 9), 10), spread((5, 4, 3), 10)),
        *(spread((0, 1), 10), spread((1, 1, 0), 10), [2] * 9 + [0]),
    )
    delimited(folder / "apv_data.csv", [head, *rows], delimiter=",")
    grades = " | ".join(f"{code}, {label}" for code, label in enumerate(GRADES, 1))
    dictionary = [
        (
            *("Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label"),
            *("Choices, Calculations, OR Slider Labels", "Field Note", "Identifier?", "Required Field?"),
        ),
        ("record_id", "apv", None, "text", "Record ID", None, None, None, None),
        ("afd", "apv", "Om dig", "dropdown", "Afdeling", "1, Sengeafsnit | 2, Ambulatorium", None, None, "y"),
        ("stoej", "apv", "<b>Fysisk</b>", "radio", f"<p>{NOISE}</p>", grades, None, None, "y"),
        ("hjaelp", "apv", None, "radio", HELP, grades, None, None, "y"),
        ("emner", "apv", None, "checkbox", "Hvad bør vi tage fat i?", "1, Vagtplan | 2, Støj", None, None, None),
    ]
    delimited(folder / "apv_DataDictionary.csv", dictionary, delimiter=",")


def kobo_form(folder: Path) -> None:
    """Headers as paths with codes below, and the form (XLSForm) in a workbook beside."""
    head = (
        "start",
        "end",
        "om/afd",
        "psyk/stoej",
        "psyk/tid",
        "psyk/emner",
        "psyk/emner/lys",
        "psyk/emner/ro",
        "_uuid",
    )
    times = [moment.isoformat() for moment in moments(10)]
    rows = columns(
        *(times, times, spread(("vask", "pak"), 10), spread(("g1", "g2", "g5"), 10), spread(("g4", "g3"), 10)),
        *(spread(("lys", "lys ro", "ro"), 10), spread((1, 1, 0), 10), spread((0, 1, 1), 10)),
        [f"a{number}-b" for number in range(10)],
    )
    xlsx(folder / "data.xlsx", {"apv": [head, *rows]})
    xlsx(
        folder / "formular.xlsx",
        {
            "survey": [
                ("type", "name", "label::English (en)", "label::Dansk (da)", "required"),
                ("start", "start", None, None, None),
                ("end", "end", None, None, None),
                ("begin_group", "om", "About you", "Om dig", None),
                ("select_one enheder", "afd", "Department", "Afdeling", "true"),
                ("end_group", None, None, None, None),
                ("begin_group", "psyk", "Work", "Arbejdet", None),
                ("select_one grad", "stoej", "Are you bothered by noise?", NOISE, "true"),
                ("select_one grad", "tid", "Do you have enough time?", TIME, "true"),
                ("select_multiple emner", "emner", "What first?", "Hvad skal vi begynde med?", None),
                ("end_group", None, None, None, None),
            ],
            "choices": [
                ("list_name", "name", "label::English (en)", "label::Dansk (da)"),
                ("enheder", "vask", "Laundry", "Vaskeriet"),
                ("enheder", "pak", "Packing", "Pakkeriet"),
                *[("grad", f"g{number}", f"Degree {number}", label) for number, label in enumerate(GRADES, 1)],
                ("emner", "lys", "Light", "Lys"),
                ("emner", "ro", "Quiet", "Ro"),
            ],
        },
    )


# --- Plain sheets -----------------------------------------------------------------------------------------------------


def plain_merged_groups(folder: Path) -> None:
    """Merged names of groups above the questions, a merged title, a row of totals below."""
    with xlsxwriter.Workbook(folder / "trivsel.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Svar")
        sheet.merge_range(0, 0, 0, 6, "Trivselsmåling 2026 – Bakkegården")
        sheet.write(1, 0, "Svarprocent: 80 % (12/15)")
        sheet.merge_range(3, 0, 4, 0, "Afdeling")
        sheet.merge_range(3, 1, 3, 2, "Hvor tilfreds er du med")
        sheet.merge_range(3, 3, 3, 4, "Nærmeste leder")
        sheet.merge_range(3, 5, 3, 6, "Fysisk arbejdsmiljø")
        lower = ("Lyset", "Luften", "Hjælp", "Ros", "Er du generet af støj?", "Er du generet af træk?")
        for column, text in enumerate(lower, 1):
            sheet.write(4, column, text)
        happy = ("Meget tilfreds", "Tilfreds", "Utilfreds", "Meget utilfreds")
        rows = columns(
            *(spread(TEAMS, 12), spread(happy, 12), spread(happy, 12, 3), spread(GRADES, 12), spread(GRADES, 12, 2)),
            *(spread(("Ja", "Nej", "Nej"), 12), spread(("Nej", "Ja"), 12)),
        )
        for row, cells in enumerate([*rows, ("I alt", 12)], 5):
            for column, value in enumerate(cells):
                sheet.write(row, column, value)


def plain_codes_over_texts(folder: Path) -> None:
    """Codes of the questions above their texts, a code book in the same workbook, a note below."""
    rows = columns(spread(TEAMS, 10), spread((1, 2, 5, 9), 10), spread((5, 4, 1), 10))
    grades = "; ".join(f"{code} = {label}" for code, label in enumerate(GRADES, 1))
    xlsx(
        folder / "apv.xlsx",
        {
            "Data": [("Afd", "Q1", "Q2"), ("Afdeling", NOISE, HELP), *rows, (), ("Udtrukket af HR",)],
            "Kodebog": [("Variabel", "Spørgsmål", "Koder"), ("Q1", NOISE, grades), ("Q2", HELP, grades)],
        },
    )


def plain_respondents_in_columns(folder: Path) -> None:
    """A column per respondent, a row per question."""
    answers = [spread(GRADES, 8), spread(GRADES, 8, 2), spread(GRADES, 8, 3, 1)]
    heads = [f"Respondent {number}" for number in range(1, 9)]
    rows: Rows = [
        ("Spørgsmål", *heads),
        ("Afdeling", *spread(TEAMS, 8)),
        *[(text, *given) for text, given in zip((NOISE, HELP, TIME), answers, strict=True)],
    ]
    xlsx(folder / "svar.xlsx", {"Ark1": rows})


def plain_empty_form(folder: Path) -> None:
    """A form with an example, numbered rows and zeros from formulas: nobody has answered."""
    head = ("Nr.", "Afdeling", NOISE, HELP, TIME, "I alt")
    example = ("Eksempel", "Køkken", GRADES[1], GRADES[0], GRADES[2], 3)
    xlsx(folder / "skema.xlsx", {"Skema": [head, example, *[(number, *[None] * 4, 0) for number in range(1, 13)]]})


def plain_levels(folder: Path) -> None:
    """Four levels of the organisation, background, personal columns and free questions about the department."""
    head = (
        *(
            "Medarb.nr.",
            "Initialer",
            "Org. enhed 1",
            "Org. enhed 2",
            "Org. enhed 3",
            "Hvad er din alder?",
            "Kønsidentitet",
        ),
        *("Hvor længe har du været ansat på arbejdspladsen?", NOISE, HELP),
        "Hvordan kan vi forbedre samarbejdet i din afdeling?",
    )
    rows = columns(
        *(range(4001, 4013), spread(("ab", "cd", "ef"), 12), ["Kommunen"] * 12, spread(("Teknik", "Social"), 12)),
        *(spread(("Vej", "Hjemmepleje", "Park", "Botilbud"), 12), spread(("20-29", "30-39"), 12)),
        *(spread(("Kvinde", "Mand"), 12), spread(("0-1 år", "2-5 år"), 12), spread(GRADES, 12), spread(GRADES, 12, 2)),
        ["Flere fælles møder på tværs af vagterne", *[None] * 10, "Vi skal spise frokost sammen oftere"],
    )
    xlsx(folder / "svar.xlsx", {"Besvarelser": [head, *rows]})


CASES: dict[str, Writer] = {
    "enalyzer_label_numbers": enalyzer_label_numbers,
    "enalyzer_texts": enalyzer_texts,
    "google_forms_grid": google_forms_grid,
    "kobo_form": kobo_form,
    "limesurvey_code_and_text": limesurvey_code_and_text,
    "limesurvey_codes": limesurvey_codes,
    "ms_forms_danish": ms_forms_danish,
    "ms_forms_english_quiz": ms_forms_english_quiz,
    "plain_codes_over_texts": plain_codes_over_texts,
    "plain_empty_form": plain_empty_form,
    "plain_levels": plain_levels,
    "plain_merged_groups": plain_merged_groups,
    "plain_respondents_in_columns": plain_respondents_in_columns,
    "qualtrics_text": qualtrics_text,
    "qualtrics_workbook": qualtrics_workbook,
    "redcap_dictionary": redcap_dictionary,
    "surveymonkey_two_lines": surveymonkey_two_lines,
    "surveyxact_cut_names": surveyxact_cut_names,
    "surveyxact_numbers": surveyxact_numbers,
    "surveyxact_two_years": surveyxact_two_years,
}
