"""The form's own workbook: taken away to be filled, and brought back.

``writing``   the workbook as it is taken away; beside it ``fingerprint``, its hidden sheet
``reading``   every cell found again in the file that came back, and ``inserted``, rows added between rows
``found``     what was found in a workbook that came back: the types between reading and judging
``judging``   what bringing it back would change, cell by cell, and what is refused; beside it ``belonging`` (whose it is), ``earlier``
              (what it started from), ``rows``, ``older`` (a workbook of an older release), ``looking`` and ``typed`` (one cell)
``uploads``   what the same copy brought before
``preview``   what was judged, as it is shown
``taking``    the save that is made of it
"""
