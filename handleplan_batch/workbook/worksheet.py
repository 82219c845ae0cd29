"""A sheet of xlsxwriter's that does not look for Excel's newer functions in every formula anew."""

from __future__ import annotations

import re
from functools import cached_property

from xlsxwriter.worksheet import Worksheet

_CALLED = re.compile(r"[\w.]+(?=\()")
"""Names of the functions that a formula calls, and what looks like one in its texts."""


class QuickWorksheet(Worksheet):
    """A worksheet to which formulas are written four times faster than to xlsxwriter's own, to the same effect.

    xlsxwriter searches each formula for each of thirty functions that a file must name otherwise. Here it is asked once
    for each function that occurs; a formula without such functions is left as it is.
    """

    @cached_property
    def _other_names(self) -> dict[str, bool]:
        """Whether xlsxwriter names a function otherwise, for the functions asked about."""
        return {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        for name in set(_CALLED.findall(formula)):
            if name not in self._other_names:
                call = f"{name}("
                self._other_names[name] = super()._prepare_formula(call, expand_future_functions) != call
            if self._other_names[name]:
                break
        else:
            if formula[-1:] != "}":
                return formula.removeprefix("=")
        return str(super()._prepare_formula(formula, expand_future_functions))
