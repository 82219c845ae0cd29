"""Turns a folder of Danish workplace-assessment spreadsheets into a ranked, six-part action plan workbook."""


def __getattr__(name: str) -> str:
    """Return ``__version__``, looked up when somebody asks for it: that takes as long as all of the help."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("handleplan-batch")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0+unknown"
