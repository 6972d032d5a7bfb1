"""Typed operations on the documents of a draft.

Nothing here reads a clock, a database or the network: a function takes documents and an
operation and answers new documents and the primitive *changes* that lead there. The log keeps
the changes, so that every operation can be undone exactly, whatever it was.

``changes``    a change of one place, applying and inverting changes, merging id lists
``places``     where things stand in a form, read-only
``editing``    the working copy that collects changes
``structure``  rows, columns, headings, sections, items of ordered maps
``contents``   values, rules, printed relations, forms
``formulas``   formulas that are refused at the door
``integrity``  what must hold after every operation: shape, ids, sizes
``wire``       operations as they come over the wire
``labels``     the line an operation gets in the history
"""

from designer.operations.changes import ABSENT, Change, apply_changes, revert
from designer.operations.run import Applied, Context, run

__all__ = ["ABSENT", "Applied", "Change", "Context", "apply_changes", "revert", "run"]
