"""Notes in columns whose headers tell what each note is."""

from __future__ import annotations

from list_grids import CONTEXT, checked, codes, sheet

from handleplan_batch.model import ImporterName, Polarity, Reading
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers import read_sheet


def read(*rows: tuple[Value, ...]) -> Reading:
    return checked(read_sheet(sheet(*rows), CONTEXT))


def test_notes_under_plan_doing_and_done_are_matters_that_are_begun_or_put_right() -> None:
    reading = read(
        ("APV-tavle Plejen", None, None),
        ("Plan", "I gang", "Færdig"),
        ("Støj i køkkenet", "Nye løftehjælpemidler", "Gulv repareret"),
        ("For få stole i mødelokalet", None, None),
    )
    assert [(one.text, one.begun, one.solved) for one in reading.findings] == [
        ("Støj i køkkenet", False, False),
        ("Nye løftehjælpemidler", True, False),
        ("Gulv repareret", False, True),
        ("For få stole i mødelokalet", False, False),
    ]
    assert codes(reading) == [("notes-on-board", "2")]


def test_the_four_fields_of_a_swot_tell_what_is_good_bad_and_wished_for_and_threats_are_no_violence() -> None:
    reading = read(
        ("Styrker", "Svagheder"),
        ("Godt kollegaskab", "Tunge løft af gryder"),
        ("Muligheder", "Trusler"),
        ("Nye maskiner i 2026", "Besparelser giver travlhed"),
    )
    assert [(one.text, one.polarity, one.category) for one in reading.findings] == [
        ("Godt kollegaskab", Polarity.POSITIVE, ""),
        ("Tunge løft af gryder", Polarity.PROBLEM, ""),
        ("Nye maskiner i 2026", Polarity.AMBITION, ""),
        ("Besparelser giver travlhed", Polarity.PROBLEM, ""),
    ]
    assert (reading.sheets[0].rows_used, reading.sheets[0].rows_set_aside) == (2, 1)


def test_a_list_of_problems_with_their_solutions_beside_them_is_no_board() -> None:
    reading = read(
        ("Udfordringer", "Løsninger"), ("Støj fra gangen", "Døren lukkes"), ("Træk ved porten", "Tæpper sættes op")
    )
    assert "notes-on-board" not in dict(codes(reading))


def test_crosses_under_words_for_how_far_tasks_are_are_no_notes() -> None:
    reading = read(("Plan", "I gang", "Færdig"), ("x", None, None), (None, "x", None))
    assert reading.sheets[0].importer is ImporterName.UNKNOWN
