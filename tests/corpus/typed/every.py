"""All cases: importing this module registers them."""

from tests.corpus.typed import blocks, excel_odd, excel_rows, excel_units, families_money, families_social, word
from tests.corpus.typed.case import CASES

__all__ = ["CASES", "blocks", "excel_odd", "excel_rows", "excel_units", "families_money", "families_social", "word"]
