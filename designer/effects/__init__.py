"""What a draft does to the data that units have already stated on the release before it.

``sides``      one stored report on its own release and under the draft, computed and checked by the code of real reports
``found``      what is found over many reports: places without a home, checks, totals, reports under way
``totals``     the consolidated report of a period under the release in force and under the draft
``work``       many reports within bounds of number and time; worked out once for one content of draft and store
``seen``       the same for one official: figures only of the units that he may read
``pages``      the page, the part of it that other pages fetch, and the same over HTTP
"""

from designer.effects.found import Effects
from designer.effects.seen import seen_by
from designer.effects.work import effects_of

__all__ = ["Effects", "effects_of", "seen_by"]
