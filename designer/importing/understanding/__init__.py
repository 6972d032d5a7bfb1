"""From cells to meaning: what the sheets of an official annex are as forms.

``plane``           a sheet with its merged areas resolved
``regions``         parts of a sheet that hang together
``blocks``          tables, where their headers end
``numbering``       the column-number line
``header``          the tree of captions
``stubs``           columns that caption rows
``markers``         A, I, 1, 1.1, a, -: schemes of row markers
``rows``, ``outline`` rows, and which stands under which
``cells``           kinds, units, blocked cells
``sheet_formulas``  the sheet's formulas in our language
``surroundings``, ``foot`` lines above and below tables
``compose``         documents
``settling``        documents that compile
``findings``, ``ledger`` what became of every cell
"""

from designer.importing.understanding.reading import understand

__all__ = ["understand"]
