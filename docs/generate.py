"""Writes the pages that say what the program itself says: ``python docs/generate.py`` renews them, a test compares.

docs/commands.md is the help of every command, docs/problems.md every problem code with its cause and cure, and
docs/settings.md every key of handleplan.toml.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parent
PAGES = ("commands.md", "problems.md", "settings.md")


def commands() -> str:
    """Return the help of every command, in Danish, as Click writes it."""
    import click

    from handleplan_batch.cli import handleplan

    def pages(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
        context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
        context.help_option_names = ["-h", "--help"]
        text = command.get_help(context)
        yield f"## `{context.command_path}`\n\n```text\n{text.rstrip()}\n```\n"
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                if found is not None:
                    yield from pages(found, below, context)

    head = (
        "# Kommandoer\n\nLavet af `python docs/generate.py`; ret i programmet, ikke her. Det samme får du med "
        "`handleplan KOMMANDO --help`,\npå engelsk med `handleplan --lang en KOMMANDO --help`.\n\n"
        "`--lang`, `-v`, `-vv` og `-q` hører til alle kommandoer og kan stå før eller efter: "
        "`handleplan check apv2026 -v`.\n"
    )
    return "\n".join([head, *pages(handleplan, "handleplan", None), _COMPLETION])


_COMPLETION = """## Fuldførelse med Tab

Kommandoer, valg og filnavne kan fuldføres med Tab. Skriv linjen i den fil, din kommandolinje læser ved start:

| kommandolinje | fil | linje |
|---|---|---|
| PowerShell | den, `$PROFILE` peger på | linjerne nedenfor |
| bash | `~/.bashrc` | `eval "$(_HANDLEPLAN_COMPLETE=bash_source handleplan)"` |
| zsh | `~/.zshrc` | `eval "$(_HANDLEPLAN_COMPLETE=zsh_source handleplan)"` |
| fish | `~/.config/fish/completions/handleplan.fish` | `_HANDLEPLAN_COMPLETE=fish_source handleplan \\| source` |

```powershell
$env:_HANDLEPLAN_COMPLETE = "powershell_source"
handleplan | Out-String | Invoke-Expression
Remove-Item Env:_HANDLEPLAN_COMPLETE
```

Den gamle kommandoprompt (cmd) kan ikke fuldføre andet end filnavne.
"""


def problems() -> str:
    """Return every problem code with what it says and what to do, in Danish and then in English."""
    from handleplan_batch.language import _, set_language
    from handleplan_batch.model import ProblemLevel
    from handleplan_batch.problems import PROBLEMS

    levels = {
        "da": {ProblemLevel.ERROR: "Fejl", ProblemLevel.WARNING: "Advarsler", ProblemLevel.NOTE: "Bemærkninger"},
        "en": {ProblemLevel.ERROR: "Errors", ProblemLevel.WARNING: "Warnings", ProblemLevel.NOTE: "Notes"},
    }
    about = {
        (
            "da",
            ProblemLevel.ERROR,
        ): "`!!` – filen kan ikke bruges, og der bliver ikke skrevet nogen plan (afslutningskode 3), "
        "medmindre `--keep-going` er valgt.",
        ("da", ProblemLevel.WARNING): "`!` – noget er ikke taget med eller bør ses efter (afslutningskode 1).",
        ("da", ProblemLevel.NOTE): "`-` – til orientering; vises af `check` og med `-v`.",
        ("en", ProblemLevel.ERROR): "`!!` – the file cannot be used, and no plan is written (exit code 3), unless "
        "`--keep-going` is chosen.",
        ("en", ProblemLevel.WARNING): "`!` – something was left out or should be looked at (exit code 1).",
        ("en", ProblemLevel.NOTE): "`-` – for your information; shown by `check` and with `-v`.",
    }
    heads = {"da": "| kode | det er sket | det gør du |", "en": "| code | what happened | what to do |"}
    lines = [
        "# Hvad programmet siger, og hvad du gør",
        "",
        "Lavet af `python docs/generate.py`; ret i programmet, ikke her. Koden står i JSON.",
        "Det, der står i { }, bliver udfyldt. [In English](#in-english).",
    ]
    for language in ("da", "en"):
        set_language(language)
        if language == "en":
            lines += ["", "# In English"]
        for level in ProblemLevel:
            lines += [
                "",
                f"## {levels[language][level]}",
                "",
                about[language, level],
                "",
                heads[language],
                "|---|---|---|",
            ]
            for code, kind in PROBLEMS.items():
                if kind.level is level:
                    sentence, cure = _cell(_(kind.sentence)), _cell(_(kind.cure)) if kind.cure else ""
                    lines.append(f"| `{code}` | {sentence} | {cure} |")
    set_language("da")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def settings() -> str:
    """Return every setting with its default, and the file as ``init`` makes it, in Danish and then in English."""
    from handleplan_batch.language import set_language
    from handleplan_batch.settings import documented, render_settings

    words = {
        "da": (
            "| afsnit | indstilling | kan være | standard | betyder |",
            "*jeres egne ord*",
            "## Filen, som `init` laver den",
        ),
        "en": (
            "| section | setting | may be | default | means |",
            "*your own words*",
            "## The file as `init` makes it",
        ),
    }
    lines = [
        "# Indstillinger i handleplan.toml",
        "",
        "Lavet af `python docs/generate.py`; ret i programmet, ikke her. [In English](#in-english).",
        "",
        "`handleplan init MAPPE` lægger filen i mappen, og `check` og `build` finder den selv dér; en fil et andet",
        "sted angives med `--config FIL`. Uden fil gælder standarden. Åbn den i Notesblok. Er noget forkert, siger",
        "programmet fil, linje og ord, og der bliver ikke skrevet nogen plan (afslutningskode 5). Ark og kolonner, der",
        "er misforstået, rettes med `check --write-mapping`, se [Hvilke regneark bliver forstået](layouts.md).",
    ]
    for language in ("da", "en"):
        set_language(language)
        head, own, whole = words[language]
        if language == "en":
            lines += ["", "# In English"]
        lines += ["", head, "|---|---|---|---|---|"]
        for one in documented():
            name, default = f"`{one.name}`" if one.name else own, f"`{one.default}`" if one.default else ""
            values = f"`{one.values}`" if "=" in one.values else _cell(one.values)
            lines.append(f"| `[{one.section}]` | {name} | {values} | {default} | {_cell(one.explanation)} |")
        lines += ["", whole, "", "```toml", render_settings().rstrip(), "```"]
    set_language("da")
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Return the text of each page."""
    return dict(zip(PAGES, (commands(), problems(), settings()), strict=True))


def main() -> None:
    """Write the pages, or with ``--check`` end with 1 when one of them is not up to date."""
    from handleplan_batch.language import set_language

    set_language("da")
    stale = []
    for name, text in pages().items():
        page = DOCS / name
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                page.write_text(text, encoding="utf-8", newline="\n")
    if stale and "--check" in sys.argv:
        sys.exit(f"not up to date: {', '.join(stale)}; run python docs/generate.py")


if __name__ == "__main__":
    sys.path.insert(0, str(DOCS.parent))
    main()
