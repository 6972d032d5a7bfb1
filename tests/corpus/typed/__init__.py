"""A second corpus: annexes typed one by one, as offices type them, without looking at the reader.

The first corpus draws noted forms by program; here every sheet, document and block is written by hand, with the slips of
people: merged areas that are missing or wrong, captions broken over lines, rows indented by blanks, notes and signers in
odd places. ``case`` says what a case is, ``page`` types sheets, the others hold the cases.
"""
