"""Risk assessments as different people make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from layouts import Writer
from layouts.books import CREATED, Rows, delimited, xlsx


def painted(
    path: Path, rows: Rows, *, merged: Sequence[str] = (), fills: Mapping[str, str] | None = None, name: str = "Risici"
) -> None:
    """Write a sheet with merged cells and cells with a fill, each by its address."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
        for span in merged:
            first = span.split(":")[0]
            row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
            sheet.merge_range(span, rows[row][column])
        for cell, colour in (fills or {}).items():
            sheet.write_blank(cell, None, book.add_format({"bg_color": f"#{colour}"}))


def before_and_after(folder: Path) -> None:
    """Groups of headers over S, K and R; departments and tasks once for their rows; a total and a signature below."""
    rows: Rows = [
        ("Risikovurdering 2026 – Metalværkstedet",),
        (),
        (
            "Nr.",
            "Afdeling",
            "Opgave",
            "Fare",
            "Før tiltag",
            None,
            None,
            "Tiltag",
            "Efter tiltag",
            None,
            None,
            "Ansvarlig",
            "Frist",
            "Status",
        ),
        (None, None, None, None, "S", "K", "R", None, "S", "K", "R", None, None, None),
        (
            1,
            "Smedjen",
            "Svejsning",
            "Røg i åndedrættet",
            4,
            4,
            16,
            "Punktudsug på alle pladser",
            2,
            4,
            8,
            "Gitte",
            "31-03-2027",
            "I gang",
        ),
        (2, None, None, "Stråling mod øjne", 3, 4, 12, "Gardiner", 1, 4, 4, "Gitte", "snarest", "Udført"),
        (
            3,
            None,
            "Slibning",
            "Støj fra vinkelsliber",
            5,
            3,
            15,
            "Kabine",
            3,
            3,
            9,
            "Omar",
            "uge 14 2027",
            "Ikke startet",
        ),
        (4, "Lageret", "Aflæsning", "Påkørsel af truck", 2, 5, 10, "Optegnede gangzoner", 1, 5, 5, "Omar", None, None),
        (5,),
        (6,),
        ("I alt", None, None, None, None, None, 53),
        (),
        ("Underskrift", None, "_____________"),
    ]
    merged = ["A1:N1", "E3:G3", "I3:K3", *(f"{letter}3:{letter}4" for letter in "ABCDHLMN")]
    painted(folder / "risikovurdering.xlsx", rows, merged=merged)


def in_one_cell(folder: Path) -> None:
    """Both factors in one cell, and the measures over several rows."""
    rows: Rows = [
        ("Aktivitet", "Risiko", "Vurdering (S x K)", "Foranstaltning", "Hvem", "Hvornår"),
        ("Bad af borger", "Glat gulv", "S3 K4", "Skridsikre måtter", "Leder", "01.05.2027"),
        (None, None, None, "Fodtøj med greb", None, None),
        ("Forflytning", "Tunge løft", "S4 K3", "Loftlift", "Leder", "ultimo juni 2027"),
        ("Natarbejde", "Alene ved trusler", "S2 K5", "Alarm", "AMR", "løbende"),
    ]
    delimited(folder / "risici.csv", rows)


def one_is_worst(folder: Path) -> None:
    """A scale that runs the other way, as its legend below the list says."""
    rows: Rows = [
        ("Fare", "Sandsynlighed", "Konsekvens", "Tiltag"),
        ("Fald fra stige", 2, 1, "Stillads"),
        ("Kolde hænder", 1, 4, "Handsker"),
        ("Snit i finger", 3, 3, "Kniv med skjold"),
        (),
        ("Forklaring",),
        ("Sandsynlighed: 1 = meget sandsynlig, 4 = usandsynlig",),
        ("Konsekvens: 1 = død, 2 = alvorlig skade, 4 = ubetydelig",),
    ]
    xlsx(folder / "omvendt.xlsx", {"Liste": rows})


def versions(folder: Path) -> None:
    """Last year's list above this year's, with the scale and the matrix on sheets of their own."""
    headers = ("Fare", "Sandsynlighed", "Konsekvens", "Risikotal", "Nye tiltag")
    rows: Rows = [
        ("Version 1 – januar 2025",),
        headers,
        ("Træk fra porten", 4, 2, 8, "Lufttæppe"),
        ("Fald på glat gulv", 3, 4, 12, "Måtter"),
        (),
        ("Version 2 – marts 2026",),
        headers,
        ("Træk fra porten", 2, 2, 4, None),
        ("Fald på glat gulv", 3, 4, 12, "Ny belægning"),
        ("Vold ved skranken", 3, 5, 15, "To på vagt"),
    ]
    scale: Rows = [
        ("Værdi", "Sandsynlighed"),
        (1, "Meget usandsynlig"),
        (2, "Usandsynlig"),
        (3, "Mulig"),
        (4, "Sandsynlig"),
        (5, "Meget sandsynlig"),
    ]
    matrix: Rows = [
        (None, "Ubetydelig", "Moderat", "Katastrofal"),
        ("Meget sandsynlig", "Middel", "Høj", "Høj"),
        ("Mulig", "Lav", "Middel", "Høj"),
        ("Usandsynlig", "Lav", "Lav", "Middel"),
    ]
    xlsx(folder / "risici.xlsx", {"Risici": rows, "Skala": scale, "Matrix": matrix})


def matrix_of_texts(folder: Path) -> None:
    """The risks stand in the cells of the matrix, several in one."""
    rows: Rows = [
        ("Risikomatrix for receptionen",),
        (None, None, "Konsekvens"),
        (None, None, "Ubetydelig", "Moderat", "Alvorlig"),
        ("Sandsynlighed", "Sandsynlig", "Træk fra døren", "Lange køer\nSur lugt fra køkkenet", "Råb og trusler"),
        (None, "Mulig", "Printeren strejker", None, "Fald på trappen"),
        (None, "Usandsynlig", None, "Strømmen går", "Brand i arkivet"),
    ]
    xlsx(folder / "matrix.xlsx", {"Ark1": rows})


def hse(folder: Path) -> None:
    """The five questions of the British template, without any score."""
    rows: Rows = [
        ("Risk assessment",),
        ("Company name: Birch Bakery", None, "Date of next review:", date(2027, 3, 1)),
        (),
        (
            *(
                "What are the hazards?",
                "Who might be harmed and how?",
                "What are you already doing to control the risks?",
            ),
            *("What further action do you need to take to control the risks?", "Who needs to carry out the action?"),
            *("When is the action needed by?", "Done"),
        ),
        ("Flour dust", "Bakers may get asthma", "Extraction", "Health checks", "Owner", date(2027, 1, 15), None),
        ("Hot ovens", "Burns on hands and arms", "Gloves", "New gloves", "Owner", date(2026, 12, 1), "Yes"),
        ("Slips", "Staff and customers", "Mats", None, None, None, None),
    ]
    xlsx(folder / "hse.xlsx", {"Assessment": rows})


def fmea(folder: Path) -> None:
    """Failure modes with severity, occurrence and detection up to ten, once more after the actions."""
    rows: Rows = [
        (
            "Proces",
            "Fejlmåde",
            "Fejlvirkning",
            "Alvor (S)",
            "Årsag",
            "Forekomst (O)",
            "Opdagelse (D)",
            "RPN",
            "Anbefalet handling",
            "Ansvarlig",
            "S",
            "O",
            "D",
            "RPN",
        ),
        (
            "Aftapning",
            "Slange springer af",
            "Ætsning",
            9,
            "Slidt spændbånd",
            4,
            6,
            216,
            "Nye koblinger",
            "Teknik",
            9,
            2,
            3,
            54,
        ),
        (
            "Aftapning",
            "Beholder løber over",
            "Glat gulv",
            5,
            "Ingen føler",
            6,
            3,
            90,
            "Niveauføler",
            "Teknik",
            5,
            2,
            2,
            20,
        ),
        ("Pakning", "Kasse tabes", "Skadet fod", 6, "Tung kasse", 3, 2, 36, None, None, None, None, None, None),
    ]
    delimited(folder / "fmea.csv", rows, delimiter="\t", encoding="utf-16")


def chemicals(folder: Path) -> None:
    """A list of products with hazard statements and substitution."""
    rows: Rows = [
        ("Afdeling:", "Laboratoriet"),
        (
            "Produkt",
            "Leverandør",
            "Anvendelse",
            "H-sætninger",
            "Eksponering",
            "Værnemidler",
            "Substitution mulig?",
            "Ansvarlig",
        ),
        (
            "Saltsyre 30 %",
            "Kemihandel",
            "Rens af glas",
            "H290, H314",
            "Ugentlig",
            "Handsker, briller",
            "Ja, til citronsyre",
            "Lene",
        ),
        ("Epoxylim", "Limhuset", "Reparation", "H315, H317, H319", "Sjælden", "Handsker", "Nej", "Lene"),
        ("Ingen",),
    ]
    xlsx(folder / "kemi.xlsx", {"Kemiliste": rows})


def priorities(folder: Path) -> None:
    """A list of problems with the priorities A, B and C, and headings among them."""
    rows: Rows = [
        ("Arbejdsmiljøproblem", "Prioritet", "Løsningsforslag", "Ansvarlig", "Tidsfrist"),
        ("Indeklima", None, None, None, None),
        ("Det trækker ved vinduerne", "B", "Tætning", "Pedel", "Q1 2027"),
        ("Tung luft i mødelokalet", "C", "Udluftning", "Alle", "løbende"),
        ("Ergonomi", None, None, None, None),
        ("For få hæve-sænkeborde", "A", "Indkøb", "Leder", "15-01-2027"),
    ]
    xlsx(folder / "apv.xlsx", {"Problemer": rows})


def colours(folder: Path) -> None:
    """Ratings that are nothing but the colour of the cell, and departments in merged cells."""
    rows: Rows = [
        ("Afdeling", "Fare", "Vurdering", "Tiltag"),
        ("Nord", "Støj ved opvask", None, "Kappe"),
        (None, "Tunge løft", None, "Lift"),
        ("Syd", "Kolde lokaler", None, "Varme"),
        (None, "Glat trappe", None, "Skridlister"),
    ]
    fills = {"C2": "FF0000", "C3": "FFC000", "C4": "00B050", "C5": "D9D9D9"}
    painted(folder / "farver.xlsx", rows, merged=["A2:A3", "A4:A5"], fills=fills)


def crossed_levels(folder: Path) -> None:
    """Levels as columns with a cross, with and without a header over them; an example, a sum and signatures below."""
    xlsx(
        folder / "apv-rengøring.xlsx",
        {
            "Niveau": [
                ("Risikovurdering – rengøring",),
                ("Fare/belastning", "Lav", "Middel", "Høj", "Bemærkninger", "Handling"),
                ("(Eks.) Mørk trappe", "x", None, None, None, "Ny pære"),
                ("Våde gulve", None, "x", None, "Trappe B", "Skilt"),
                ("Tunge spande", None, None, "X", "12 liter", "Mindre spande"),
                ("Kalkfjerner", "x", None, None, None, None),
                (),
                ("Underskrifter:",),
                ("Leder", None, None, None, "AMR"),
            ],
            "Faktorer": [
                ("Opgave", "Fare", "Sandsynlighed", None, None, "Konsekvens", None, None, "Tiltag"),
                (None, None, "Lav", "Mellem", "Høj", "Lille", "Middel", "Stor", None),
                ("Gavl", "Fald fra stillads", None, "x", None, None, None, "x", "Rækværk"),
                ("Nedbrydning", "Støv med kvarts", None, None, "x", None, None, "x", "Vandtåge"),
                ("Oprydning", "Søm i brædder", "x", None, None, "x", None, None, "Sko"),
            ],
        },
    )


def tasks(folder: Path) -> None:
    """Lifts told by the task alone, with a weight and a colour in words; its total is none of them."""
    xlsx(
        folder / "løftevurdering.xlsx",
        {
            "Køkken": [
                ("Løftevurdering – køkkenet",),
                ("Arbejdsopgave", "Byrde (kg)", "Antal pr. dag", "Vurdering", "Forslag"),
                ("Grydevogn over dørtrin", 60, 12, "Gul", "Rampe"),
                ("Melsæk fra gulv", 25, 8, "Rød", "Sækkelift"),
                ("Bakke i stativ", 4, 90, "Grøn", "Ingen"),
                ("Løft pr. dag", None, 110, None, None),
            ]
        },
    )


CASES: dict[str, Writer] = {
    "risk_crossed_levels": crossed_levels,
    "risk_tasks": tasks,
    "risk_colours": colours,
    "risk_before_and_after": before_and_after,
    "risk_in_one_cell": in_one_cell,
    "risk_one_is_worst": one_is_worst,
    "risk_versions": versions,
    "risk_matrix_of_texts": matrix_of_texts,
    "risk_hse": hse,
    "risk_fmea": fmea,
    "risk_chemicals": chemicals,
    "risk_priorities": priorities,
}
