"""Documents of the metadata language and their typed counterparts.

``load(data)`` validates a document against its JSON Schema (2020-12, in ``metadata/schemas``) and
returns the frozen dataclass. The JSON stays the record; the dataclass is how code reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from metadata.documents.filled import FilledExample, read_example
from metadata.documents.form import (
    BASE_CELL,
    CellSpec,
    Column,
    Field,
    FieldsSection,
    FileItem,
    FilesSection,
    Footnote,
    Form,
    GridSection,
    Heading,
    Option,
    OutlineSection,
    Row,
    Section,
    Signer,
    read_form,
)
from metadata.documents.mapping import FormMapping, Source, read_mapping
from metadata.documents.openrows import GivenRow, OpenRows
from metadata.documents.others import (
    Consolidation,
    Dimension,
    Example,
    How,
    Indicator,
    Layout,
    Member,
    Release,
    Rule,
    Rules,
    read_consolidation,
    read_dimension,
    read_indicator,
    read_layout,
    read_release,
    read_rules,
)
from metadata.documents.part import PART_KINDS, Part, Pin, part_hash, pins_of, read_part
from metadata.documents.regime import Deadline, Regime, Round, read_regime
from metadata.documents.schema import KINDS, kind_of, problems_of, schema_of, valid_id, validate
from metadata.documents.trees import Tree, map_problems, tree_problems
from metadata.errors import KhuonError, Problem

Document = Form | Rules | FilledExample | Consolidation | Layout | Indicator | Dimension | Regime | Release | FormMapping | Part

_READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Document]]] = {
    "form": read_form,
    "rules": read_rules,
    "example": read_example,
    "consolidation": read_consolidation,
    "layout": read_layout,
    "indicator": read_indicator,
    "dimension": read_dimension,
    "regime": read_regime,
    "release": read_release,
    "mapping": read_mapping,
    "part": read_part,
}


def shape_problems(data: Mapping[str, Any]) -> list[Problem]:
    """Breaches of trees and ordered maps anywhere in a document that holds its schema."""
    found: list[Problem] = []
    stack: list[tuple[str, Any]] = [(str(data.get("id", "")), data)]
    while stack:
        place, item = stack.pop()
        if isinstance(item, dict):
            if "root" in item and "nodes" in item:
                found.extend(tree_problems(item, place))
            if "order" in item and "items" in item:
                found.extend(map_problems(item, place))
            stack.extend((f"{place}/{key}", value) for key, value in item.items())
    return found


def document_problems(data: Mapping[str, Any]) -> list[Problem]:
    """Everything structurally wrong with one document; empty when it can be loaded."""
    try:
        return problems_of(data) or shape_problems(data)
    except KhuonError as error:
        return list(error.problems)


def load(data: Mapping[str, Any]) -> Document:
    """Typed counterpart of a document. Raises KhuonError naming every place that is wrong."""
    validate(data)
    broken = shape_problems(data)
    if broken:
        raise KhuonError(*broken)
    return _READERS[kind_of(data)](data)


__all__ = [
    "BASE_CELL", "KINDS", "PART_KINDS", "CellSpec", "Column", "Consolidation", "Deadline", "Dimension", "Document", "Example",
    "Field", "FieldsSection", "FileItem", "FilesSection", "FilledExample", "Footnote", "Form", "FormMapping", "GivenRow", "GridSection", "Heading", "How",
    "Indicator", "Layout", "Member", "OpenRows", "Option", "OutlineSection", "Part", "Pin", "Regime", "Release", "Round", "Row",
    "Rule", "Rules", "Section", "Signer", "Source", "Tree", "document_problems", "kind_of", "load", "part_hash", "pins_of", "read_indicator", "read_part", "schema_of",
    "shape_problems", "valid_id",
]
