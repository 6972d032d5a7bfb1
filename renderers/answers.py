"""Sections that are no tables, fields, outlines and files, as captions with answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from metadata.documents import CellSpec, FieldsSection, FilesSection, Form, Heading, OutlineSection, Section
from metadata.slots import field_spec, figure_spec, text_spec
from renderers.display import NO_CELL
from renderers.document import Answer, Answers, Cell

CellOf = Callable[[str, CellSpec], Cell]
"""(key of the answer, its properties) -> the drawn answer."""

_OUTLINE_KINDS: Final[Mapping[str, Literal["heading", "text", "figure"]]] = {
    "heading": "heading",
    "text": "text",
    "figure": "figure",
}


def answers_of(form: Form, section: Section, cell: CellOf) -> Answers:
    """The section with every answer drawn by `cell`."""
    if isinstance(section, OutlineSection):
        return Answers(section.id, section.title, "outline", _outline(form, section, cell))
    if isinstance(section, FieldsSection):
        fields = [
            Answer(item.id, item.label, "field", cell(item.id, field_spec(form, item)))
            for item in section.fields.values()
        ]
        return Answers(section.id, section.title, "fields", tuple(fields))
    if isinstance(section, FilesSection):
        files = [
            Answer(item.id, item.label, "file", cell(item.id, CellSpec(kind="file"))) for item in section.files.values()
        ]
        return Answers(section.id, section.title, "files", tuple(files))
    raise TypeError(f"no drawing for a section of kind {section.kind}")


def _outline(form: Form, section: OutlineSection, cell: CellOf) -> tuple[Answer, ...]:
    answers = []
    for heading, depth in section.headings.walk():
        plain = heading.kind == "heading"
        drawn = NO_CELL if plain else cell(heading.id, outline_spec(form, heading))
        answers.append(Answer(heading.id, heading.label, _OUTLINE_KINDS[heading.kind], drawn, depth + 1))
    return tuple(answers)


def outline_spec(form: Form, heading: Heading) -> CellSpec:
    """Properties of an outline answer: text to write, or a figure computed from cells."""
    if heading.kind == "figure":
        return figure_spec(form, heading)
    return text_spec(heading)
