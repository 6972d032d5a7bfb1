"""Proofs over the rules of a form: contradictions, rules that never fire or add nothing, cells with one value, examples.

:func:`prove` asks a solver in a process of its own; importing this package loads none. What is proven, and why that is sound:
``docs/explanation/proofs.md``.
"""

from metadata.proofs.launch import prove
from metadata.proofs.report import Finding, Proof, Unproven

__all__ = ["Finding", "Proof", "Unproven", "prove"]
