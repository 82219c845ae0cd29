"""Turns a folder of Danish workplace-assessment spreadsheets into a ranked, six-part action plan workbook."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("handleplan-batch")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"
