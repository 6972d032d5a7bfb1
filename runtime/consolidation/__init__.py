"""From the units' numbers to the consolidated report.

``engines``   add a block of units, one file an engine
``block``     units × slots in, one row of totals out; levels and deltas
"""
