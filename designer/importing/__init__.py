"""From the annex of a circular to forms: a workbook, a Word table or a pasted block, understood and corrected.

``proposal``  what an annex seems to mean
"""
