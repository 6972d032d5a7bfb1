"""Annex-like workbooks made by code out of real forms, in the layouts that offices use, and what must come out of them."""
