"""From one release to the next: where stored values go, what is checked of it, and what is proposed.

``base``      the name of what a mapping starts from, the same in every installation
``places``    columns, rows, cells and answers of a form as places that a mapping names
``routes``    for every cell of the new form the cells of the old one, by the mapping or by the same id
``findings``  whether a mapping is total and whether units, kinds and formulas agree
``propose``   a mapping proposed by id, caption, number, indicator and structure, each with a confidence
``derived``   formulas over the old form, run by the ordinary programs
``convert``   values of a filled old form as values of the new form
"""

from metadata.mapping.base import base_of
from metadata.mapping.convert import Conversion, Converted
from metadata.mapping.findings import check_mappings, findings_of, whole
from metadata.mapping.places import Place, Places
from metadata.mapping.propose import Proposal, propose
from metadata.mapping.routes import Route, Routes, mappings_of

__all__ = ["Conversion", "Converted", "Place", "Places", "Proposal", "Route", "Routes", "base_of", "check_mappings", "findings_of", "mappings_of", "propose", "whole"]
