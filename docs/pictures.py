"""Makes the pictures of the documentation from sample_data: ``python docs/pictures.py`` renews docs/pictures/.

Needs LibreOffice (``soffice``), poppler (``pdftoppm``, ``pdftotext``) and the font Carlito, which is as wide as Excel's
Calibri. The plan is that of a fixed day, so the pictures change only when the workbook does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
DAY = date(2026, 11, 23)
SHEETS = {
    "handling-nu": "Handling nu",
    "overblik": "Overblik:",
    "handleplan": "Handleplan:",
    "opfoelgning": "Opfølgning",
    "udfordringer": "Udfordringer",
    "lovtjek": "Lovtjek",
}
"""Name of the picture -> how the first page of its sheet begins."""
TEMPLATE = "skabelon"
WIDTHS = (1280, 1120, 960, 800, 640)
"""Pixels; the widest is taken whose file is small enough."""
MOST_BYTES = 145_000


def main() -> None:
    """Build the sample's plan and a template, and write a picture of the first page of each sheet."""
    sys.path.insert(0, str(ROOT))
    from handleplan_batch import batch
    from handleplan_batch.language import set_language
    from handleplan_batch.workbook import TEMPLATES

    set_language("da")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        batch.build(batch.Sources([ROOT / "sample_data"], DAY), folder / "handleplan.xlsx")
        pdf = printed(folder / "handleplan.xlsx")
        for name, start in SHEETS.items():
            page = first_page(pdf, start)
            if page is None:
                sys.exit(f"no page of {pdf.name} begins with “{start}”")
            picture(pdf, page, name)
        batch.init(folder / "apv", sample=False)
        picture(printed(folder / "apv" / TEMPLATES[0].path), 1, TEMPLATE)


def printed(workbook: Path) -> Path:
    """Return a workbook as LibreOffice prints it."""
    profile = f"-env:UserInstallation=file://{workbook.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", workbook.parent, workbook]
    subprocess.run(command, check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def first_page(pdf: Path, start: str) -> int | None:
    """Return the number of the first page that begins with a text, 1 for the first; None when there is none."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    for number, page in enumerate(text.split("\f"), start=1):
        head = [line.strip() for line in page.splitlines() if line.strip()][:3]  # a note may stand beside the title
        if any(line.startswith(start) for line in head):
            return number
    return None


def picture(pdf: Path, page: int, name: str) -> None:
    """Write a page as a picture, as wide as its file may be."""
    target = PICTURES / f"{name}.png"
    for width in WIDTHS:
        size = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
        where = ["-f", str(page), "-l", str(page)]
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", *size, *where, pdf, target.with_suffix("")],
            check=True,
        )
        if target.stat().st_size <= MOST_BYTES:
            break


if __name__ == "__main__":
    main()
