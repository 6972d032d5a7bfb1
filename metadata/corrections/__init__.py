"""The smallest correction of a form that fails its checks: the fewest cells whose change makes every error go away.

:func:`smallest_correction` is the door. How it searches, and why what it finds is the smallest, stands in :mod:`metadata.corrections.search`.
"""

from metadata.corrections.correct import smallest_correction, specs_of
from metadata.corrections.model import Change, Correction
from metadata.corrections.words import cell_names

__all__ = ["Change", "Correction", "cell_names", "smallest_correction", "specs_of"]
