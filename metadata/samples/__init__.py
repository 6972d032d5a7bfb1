"""Filled examples of a template: run by the judge, compared with what they expect.

``verdict``  runs one example and says what differs
``names``    what officials call its cells and checks
``trial``    what every check of a form says of every example
"""

from metadata.samples.trial import Tried, try_rules
from metadata.samples.verdict import Verdict, verdict, verdicts

__all__ = ["Tried", "Verdict", "try_rules", "verdict", "verdicts"]
