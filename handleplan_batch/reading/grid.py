"""Any file -> grids of values with their coordinates. The only module that knows file formats."""
