"""handleplan.toml is checked with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from handleplan_batch.errors import SettingsError
from handleplan_batch.language import set_language
from handleplan_batch.settings import Settings, load_settings, render_settings


def loaded(folder: Path, text: str) -> Settings:
    path = folder / "handleplan.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings(None) == Settings()


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_file_that_init_makes_changes_nothing_until_a_line_is_uncommented(tmp_path: Path, language: str) -> None:
    set_language(language)
    text = render_settings()
    assert loaded(tmp_path, text) == Settings()
    uncommented = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    settings = loaded(tmp_path, uncommented)
    assert (settings.general_limit, settings.vacation_weeks) == (5, (28, 29, 30, 52, 53))
    assert list(settings.directions.values()) == ["5"]
    assert list(settings.themes.values()) == ["lighting"]


def test_settings_are_read(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        "[privacy]\ngeneral_limit = 10\n[calendar]\nvacation_weeks = [29]\n"
        '[directions]\n"Er der støj?" = "Nej"\nLys = 5\n',
    )
    assert settings.general_limit == 10
    assert settings.vacation_weeks == (29,)
    assert settings.directions == {"Er der støj?": "Nej", "Lys": "5"}


def test_limits_come_by_name_and_one_that_is_set_goes_first(tmp_path: Path) -> None:
    settings = loaded(tmp_path, '[privacy]\ngeneral_limit = 12\npreset = "au"\n')
    assert (settings.general_limit, settings.sensitive_limit, settings.comment_limit) == (12, 40, 10)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[privacy]\ngeneral_limit = 2\n", "linje 2, general_limit"),
        ("[privacy]\n\ngeneral_limit = true\n", "linje 3, general_limit"),
        ('[plan]\n[privacy]\npreset = "ku"\n', "linje 3, preset"),
        ("[privacy]\npreset = 10\n", "linje 2, preset"),
        ("[privacy]\ngeneral_limit = [5]\n", "linje 2, general_limit"),
        ("[calendar]\nvacation_weeks = 28\n", "linje 2, vacation_weeks"),
        ("[calendar]\nvacation_weeks = [54]\n", "linje 2, vacation_weeks"),
        ("[plan]\n[privacy]\ngenerel_limit = 5\n", "linje 3, generel_limit"),
        ("# hej\n[privat]\ngeneral_limit = 5\n", "linje 2, privat"),
        ("general_limit = 5\n", "general_limit"),
        ('[directions]\n"Er der støj?" = 1.5\n', "linje 2, Er der støj?"),
    ],
)
def test_a_wrong_line_is_named_with_its_key(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(SettingsError, match=r"handleplan\.toml") as caught:
        loaded(tmp_path, text)
    assert place in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("[privacy\n", "linje 1, [privacy", "mangler et [ eller ]"),
        ("[calendar]\nvacation_weeks = [28, 29\n\n", "linje 2, vacation_weeks", "mangler et [ eller ]"),
        ("[directions]\nLys = “5”\n", "linje 2, Lys", "lige"),
        ('[directions]\n"Er der støj? = "Nej"\n', "linje 2", "mangler et anførselstegn"),
        ("[plan]\nactions_per_challenge 3\n", "linje 2, actions_per_challenge 3", "navn = værdi"),
        ("[plan]\n\n[plan]\n", "linje 3, [plan]", "to gange"),
        ("[directions]\nLys = Ja\n", "linje 2, Lys", "tekster skal stå i anførselstegn"),
        ("[plan]\nactions_per_challenge = 2,5\n", "linje 2, actions_per_challenge", "tal uden"),
        ('[themes]\nLys = "C:\\apv"\n', "linje 2, Lys", "stier med /"),
    ],
)
def test_a_line_that_is_no_toml_is_told_with_the_likeliest_reason(
    tmp_path: Path, text: str, place: str, why: str
) -> None:
    with pytest.raises(SettingsError, match=r"handleplan\.toml") as caught:
        loaded(tmp_path, text)
    assert place in str(caught.value)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[privacy]\ngenerel_limit = 5\n", "mente du general_limit"),
        ("[privacy]\nnonsense = 5\n", "kendte er preset, general_limit"),
        ("[direction]\nLys = 5\n", "mente du directions"),
        ("general_limit = 5\n", "skal stå under [privacy]"),
        ("plan = 3\n", "skriv [plan] på en linje for sig"),
    ],
)
def test_a_name_that_is_not_known_is_met_with_the_one_that_was_meant(tmp_path: Path, text: str, meant: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(tmp_path, text)
    assert meant in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_may_be_saved_by_any_notepad(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "handleplan.toml"
    path.write_text('[directions]\n"Er der støj på Ærø?" = "Nej"\n', encoding=encoding)
    assert load_settings(path).directions == {"Er der støj på Ærø?": "Nej"}


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"mangler\.toml"):
        load_settings(tmp_path / "mangler.toml")
