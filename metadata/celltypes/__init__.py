"""Kinds of cell, one file a kind; see :mod:`metadata.celltypes.base`."""

from metadata.celltypes.base import CellType, cell_type, cell_types, check_value, show
from metadata.celltypes.text import FILE_MOST, file_limit

__all__ = ["FILE_MOST", "CellType", "cell_type", "cell_types", "check_value", "file_limit", "show"]
