"""Programs: the formulas and checks of one form, bound to its cells and ready to run."""

from metadata.formula.program.build import bind_text, build, decimals_of, scope_of
from metadata.formula.program.filled import Filling, filling
from metadata.formula.program.model import Check, External, Failure, Formula, Result, Tolerance
from metadata.formula.program.run import Program, template_key, with_instance

__all__ = [
    "Check", "External", "Failure", "Filling", "Formula", "Program", "Result", "Tolerance", "bind_text", "build", "decimals_of", "filling", "scope_of",
    "template_key", "with_instance",
]
