"""Write the inputs of the layouts anew, and beside each what is read from it."""

from __future__ import annotations

import shutil
import sys

from layouts import CASES, cases, dumped, expected_file

for name, write in cases().items():
    if not sys.argv[1:] or name in sys.argv[1:]:
        folder = CASES / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write(folder)
        expected_file(name).write_text(dumped(folder), encoding="utf-8", newline="\n")
