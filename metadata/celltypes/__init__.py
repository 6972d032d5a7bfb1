"""Kinds of cell, one file a kind; see :mod:`metadata.celltypes.base`."""

from metadata.celltypes.base import CellType, cell_type, cell_types, check_value, show

__all__ = ["CellType", "cell_type", "cell_types", "check_value", "show"]
