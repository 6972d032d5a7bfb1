"""Figures of the project, measured on the machine at hand.

Each module here has ``measure() -> Iterator[Figure]``; ``run`` prints them all. Only medians and ratios
to a named baseline of the same run are worth comparing: machines are shared and noisy.
"""

from benchmarks.figure import Figure, run

__all__ = ["Figure", "run"]
