"""The knowledge files are whole, and faults in them are named with file and line."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from handleplan_batch.catalogue import PROPOSALS, SHIPPED, TABLES, Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.model import ActionType, Measure, PreventionLevel
from handleplan_batch.reading.scrub import scrub

CATALOGUE = Catalogue()
MEASURES = [measure for measures in CATALOGUE.measures.values() for measure in measures]


def copied(folder: Path, file: str, old: str, new: str, encoding: str = "utf-8-sig") -> Catalogue:
    """The shipped catalogue with one change in one file."""
    for path in SHIPPED.iterdir():
        if path.suffix in {".csv", ".toml"}:
            shutil.copy(path, folder)
    text = (folder / file).read_text(encoding="utf-8-sig")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding=encoding, newline="")
    return Catalogue(folder)


def test_all_themes_are_there_with_text_in_both_languages() -> None:
    assert len(CATALOGUE.themes) == 45
    for theme in CATALOGUE.themes.values():
        pairs = (theme.name, theme.nature, theme.cause, theme.indicator, theme.evaluation, theme.feedback, theme.adjust)
        assert all(text.strip() for pair in pairs for text in pair), theme.id
        assert all(pair.da != pair.en for pair in pairs), theme.id
        assert theme.keywords
        assert re.fullmatch(r"https?://\S+", theme.link), theme.id


@pytest.mark.parametrize("theme_id", CATALOGUE.themes)
def test_every_theme_has_two_measures_of_each_type_and_one_that_changes_the_work(theme_id: str) -> None:
    measures = CATALOGUE.measures[theme_id]
    types = Counter(measure.action_type for measure in measures)
    assert all(types[wanted] >= 2 for wanted in ActionType)
    assert {PreventionLevel.ELIMINATE, PreventionLevel.CHANGE} & {measure.prevention_level for measure in measures}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_measure_is_complete(measure: Measure) -> None:
    roles = {measure.responsible, *measure.informed, *measure.involved}
    assert roles <= set(CATALOGUE.roles)
    assert {"employees", "osh_rep"} & set(measure.involved) or measure.responsible == "osh_rep"
    assert 1 <= measure.weeks <= 52
    assert measure.complexity in {"simple", "complicated", "complex"}
    pairs = (measure.text, measure.preparation, measure.see, measure.hear, measure.unintended, measure.fallback)
    assert all(len(text) > 15 for pair in (*pairs, measure.indicator) for text in pair)
    assert all(pair.da != pair.en for pair in (*pairs, measure.indicator))
    assert all(measure.target)
    for text in (*measure.indicator, *measure.target):
        assert text[-1] != "."  # they become parts of a sentence
    assert all(text[-1] in ".!?»”" for pair in pairs for text in pair)
    assert not re.search(r"[{}«»]", " ".join(pair.en for pair in (*pairs, measure.indicator)))


@pytest.mark.parametrize("theme_id", CATALOGUE.themes)
def test_every_theme_has_a_measure_of_each_type_for_any_place(theme_id: str) -> None:
    anywhere = {measure.action_type for measure in CATALOGUE.measures[theme_id] if not measure.fits}
    assert anywhere == set(ActionType)


def test_measures_of_a_catalogue_without_the_column_of_places_are_for_anywhere(tmp_path: Path) -> None:
    catalogue = copied(tmp_path, "measures.csv", ";fits", ";note")
    assert not any(measure.fits for measures in catalogue.measures.values() for measure in measures)


def test_no_theme_has_two_rows() -> None:
    """The later one would hide the words of the other."""
    ids = [row["theme_id"] for row in CATALOGUE.table("themes")]
    assert len(set(ids)) == len(ids)


def test_no_two_measures_say_the_same() -> None:
    texts = [text for measure in MEASURES for text in measure.text]
    assert len(set(texts)) == len(texts)
    assert len({measure.id for measure in MEASURES}) == len(MEASURES)


def test_nobody_looks_into_a_matter_that_may_concern_themselves() -> None:
    for theme_id in ("bullying", "sexual_harassment", "offensive_behaviour"):
        assert "manager" not in {measure.responsible for measure in CATALOGUE.measures[theme_id]}
    violence = [measure.responsible for measure in CATALOGUE.measures["violence_threats"]]
    assert violence.count("manager") <= len(violence) / 2


def test_substitution_can_always_be_chosen_where_stop_holds() -> None:
    for theme_id in ("chemicals", "dust_fumes"):
        for kind in (ActionType.PREVENTIVE, ActionType.DIFFERENT):
            levels = {m.prevention_level for m in CATALOGUE.measures[theme_id] if m.action_type is kind}
            assert PreventionLevel.ELIMINATE in levels


def test_texts_go_with_proposals_of_every_type_in_both_fields() -> None:
    for key in PROPOSALS:
        types = Counter(measure.action_type for measure in CATALOGUE.measures[key])
        assert all(types[kind] >= 2 for kind in (ActionType.PREVENTIVE, ActionType.HANDLING, ActionType.TRAINING))


def test_measures_do_not_begin_alike() -> None:
    for language in ("da", "en"):
        starts = Counter(
            " ".join(measure.text.pick(language).split()[:2]) for measure in MEASURES if measure.theme_id[0] != "*"
        )
        assert max(starts.values()) <= 12, starts.most_common(3)


def test_what_excel_saves_back_is_read(tmp_path: Path) -> None:
    catalogue = copied(tmp_path, "roles.csv", "lederens leder", "chefens chef på øen", encoding="cp1252")
    assert catalogue.roles["managers_manager"].da == "chefens chef på øen"


def test_columns_may_stand_in_any_order_with_others_beside_them(tmp_path: Path) -> None:
    (tmp_path / "roles.csv").write_text("name_en;note;role;name_da\nboss;x;manager;chef\n", encoding="utf-8-sig")
    for name in TABLES:
        if name != "roles":
            shutil.copy(SHIPPED / f"{name}.csv", tmp_path)
    assert Catalogue(tmp_path).roles["manager"] == ("chef", "boss")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("roles.csv", "role;", "rolle;", "roles.csv, linje 1"),
        ("measures.csv", "workload-preventive-1;workload;", "workload-preventive-1;arbejde;", "measures.csv, linje 2"),
        ("measures.csv", ";preventive;", ";forebyg;", "measures.csv, linje 2"),
        ("measures.csv", "manager;managers_manager|union_rep;osh_rep|employees;6;", "manager;x;y;snart;", "snart"),
        ("measures.csv", ";https://bfa-service.dk/hfk;", ";bfa-service;", "«bfa-service»"),
        ("measures.csv", ";https://bfa-service.dk/hfk;", ";https://bfa-service.dk/hfk;i går", "«i går»"),
    ],
)
def test_a_fault_in_a_table_is_named_with_its_line(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    catalogue = copied(tmp_path, file, old, new)
    with pytest.raises(SettingsError, match=re.escape(said)):
        _ = (catalogue.roles, catalogue.measures)


def test_a_theme_without_measures_is_named(tmp_path: Path) -> None:
    catalogue = copied(tmp_path, "themes.csv", "\nnoise;", "\nnoise2;")
    text = (tmp_path / "measures.csv").read_text(encoding="utf-8-sig")
    kept = [line for line in text.splitlines() if not line.startswith("noise-")]
    (tmp_path / "measures.csv").write_text("\n".join(kept), encoding="utf-8-sig")
    with pytest.raises(SettingsError, match="noise2"):
        _ = catalogue.measures


def test_a_missing_file_is_the_programs_own_and_a_broken_one_is_named(tmp_path: Path) -> None:
    assert Catalogue(tmp_path).themes == CATALOGUE.themes
    (tmp_path / "law.toml").write_text("[R01\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"law\.toml"):
        Catalogue(tmp_path).rules("law")


def test_every_rule_of_the_law_says_what_is_missing_and_what_to_do() -> None:
    rules = {code: rule for code, rule in CATALOGUE.rules("law").items() if code.startswith("R")}
    assert len(rules) >= 15
    for code, rule in rules.items():
        assert set(rule) >= {"level", "basis", "da", "en", "remedy_da", "remedy_en"}, code


def test_an_unknown_kind_of_name_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"names\.csv.*2.*firs.*kind"):
        _ = copied(tmp_path, "names.csv", "\nfirst;", "\nfirs;").names


def test_a_name_is_of_one_kind_only() -> None:
    kinds = ("first", "first_capital", "first_word")
    names = [name for kind in kinds for name in CATALOGUE.names[kind]]
    assert len(set(names)) == len(names)
    assert not set(CATALOGUE.names["last"]) & {*names, *CATALOGUE.names["last_word"]}


def test_names_of_ones_own_are_obeyed(tmp_path: Path) -> None:
    catalogue = copied(tmp_path, "names.csv", "\nfirst;", "\nfirst;Xylofina\nkeep;Hanne Holms Legat\nfirst;")
    assert scrub("Vi savner Xylofina og Hanne Holms Legat", catalogue).removed == 1


def test_a_theme_is_called_by_its_id_or_its_name_in_either_language() -> None:
    catalogue = Catalogue()
    for name in ("noise", "Støj og akustik", "støj  og akustik", catalogue.themes["noise"].name.en):
        assert catalogue.theme_called(name) == "noise"
    with pytest.raises(SettingsError, match="Mente du «Støj og akustik»"):
        catalogue.theme_called("Støj og akkustik")
    with pytest.raises(SettingsError, match="ikke et tema i kataloget"):
        catalogue.theme_called("xyz")
