"""The formula language: one typed tree, several targets, the same answer in each.

``tokens``, ``parser``, ``syntax``   text to syntax over a closed grammar
``scope``, ``resolve``, ``typing``   syntax to the typed tree (``tree``)
``functions``                        the catalogue, one declaration a function
``targets``                          closures, asteval, JSON for the browser, words
``bind``, ``graph``, ``program``     a form's formulas and checks, bound to its cells, in order
``relation``                         the printed relation line, the second surface of the same rules
"""
