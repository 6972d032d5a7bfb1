"""From the annex of a circular to forms: a workbook, a Word table or a pasted block, understood and corrected.

``proposal``       what an annex seems to mean
``understanding``  from cells to meaning
``said``, ``stored``, ``sources`` what was taken in and what a person said of it
``accepting``      forms into a draft
``view``, ``api``, ``pages`` the page
"""
