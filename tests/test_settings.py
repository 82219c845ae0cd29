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


def test_a_file_that_is_no_toml_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TOML"):
        loaded(tmp_path, "[privacy\n")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"mangler\.toml"):
        load_settings(tmp_path / "mangler.toml")
