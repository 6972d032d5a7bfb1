"""The form as react-jsonschema-form reads it: a JSON Schema (2020-12) and a uiSchema.

One property a section. A grid or list is one opaque object drawn by the own table field; fields, outline texts
and files are ordinary properties. Values keep their wire meaning: numbers are decimal *text*, because JSON
numbers lose digits. uiSchema keys, widgets and fields come from closed lists; nothing that a designer wrote
can become a key, a class or a style.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from metadata.celltypes import file_limit
from metadata.documents import (
    CellSpec,
    FieldsSection,
    FileItem,
    FilesSection,
    Form,
    GridSection,
    OutlineSection,
    Section,
)
from metadata.errors import fail
from metadata.slots import field_spec
from renderers.answers import outline_spec
from renderers.display import Dimensions, unit_label
from renderers.table import spec_json

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
UI_KEYS: Final = frozenset(
    {"ui:field", "ui:widget", "ui:order", "ui:title", "ui:description", "ui:help", "ui:readonly", "ui:options"}
)
UI_OPTIONS: Final = frozenset({"section", "spec", "rows", "accept", "max_mb", "unit", "party", "level"})
WIDGETS: Final = frozenset({"text", "textarea", "decimal", "date", "radio", "select"})
FIELDS: Final = frozenset({"table", "target", "attachment", "heading", "rich"})
_RADIO_MOST: Final = 4
_SHORT_TEXT: Final = 200
_DECIMAL: Final = r"^-?(0|[1-9][0-9]*)([.][0-9]+)?$|^-$"

Pair = tuple[dict[str, Any], dict[str, Any]]


def fill_schema(form: Form, dimensions: Dimensions | None = None) -> dict[str, Any]:
    """`{"schema": …, "uiSchema": …}` of a form."""
    properties: dict[str, Any] = {}
    ui: dict[str, Any] = {"ui:order": list(form.sections)}
    for section in form.sections.values():
        properties[section.id], ui[section.id] = _section(form, section, dimensions or {})
    schema = {
        "$schema": DIALECT,
        "type": "object",
        "title": form.title,
        "properties": properties,
        "additionalProperties": False,
    }
    check_ui(ui)
    return {"schema": schema, "uiSchema": ui}


def check_ui(ui: Mapping[str, Any], place: str = "") -> None:
    """Raise `ui.key_not_allowed` for a key, widget, field or option outside the closed lists."""
    for key, value in ui.items():
        here = f"{place}/{key}"
        if key.startswith("ui:"):
            allowed = key in UI_KEYS
            if key == "ui:widget":
                allowed = value in WIDGETS
            elif key == "ui:field":
                allowed = value in FIELDS
            elif key == "ui:options":
                allowed = isinstance(value, Mapping) and set(value) <= UI_OPTIONS
            if not allowed:
                raise fail("ui.key_not_allowed", here, key=key)
        elif isinstance(value, Mapping):
            check_ui(value, here)
        else:
            raise fail("ui.key_not_allowed", here, key=key)


def _section(form: Form, section: Section, dimensions: Dimensions) -> Pair:
    if isinstance(section, GridSection):
        schema = {"type": "object", "title": section.title, "additionalProperties": True}
        return schema, {"ui:field": "table", "ui:options": {"section": section.id}}
    if isinstance(section, FieldsSection):
        pairs = {
            item.id: _question(item.label, field_spec(form, item), dimensions) for item in section.fields.values()
        }
        required = [item.id for item in section.fields.values() if item.cell.required]
    elif isinstance(section, OutlineSection):
        pairs, required = _outline(form, section, dimensions), []
    elif isinstance(section, FilesSection):
        pairs = {item.id: _file(item) for item in section.files.values()}
        required = [item.id for item in section.files.values() if item.required]
    else:
        raise TypeError(f"no schema for a section of kind {section.kind}")
    return _object(section.title, pairs, required)


def _object(title: str, pairs: Mapping[str, Pair], required: list[str]) -> Pair:
    schema: dict[str, Any] = {
        "type": "object",
        "title": title,
        "properties": {key: schema for key, (schema, _) in pairs.items()},
        "additionalProperties": False,
    }
    if required:
        schema["required"] = required
    return schema, {"ui:order": list(pairs)} | {key: ui for key, (_, ui) in pairs.items() if ui}


def _outline(form: Form, section: OutlineSection, dimensions: Dimensions) -> dict[str, Pair]:
    pairs: dict[str, Pair] = {}
    for heading, depth in section.headings.walk():
        if heading.kind == "heading":
            pairs[heading.id] = ({"type": "null", "title": heading.label}, {"ui:field": "heading", **_level(depth, {})})
        else:
            spec = outline_spec(form, heading)
            schema, ui = _question(heading.label, spec, dimensions)
            if heading.kind == "text" and not spec.rich:
                ui = ui | {"ui:widget": "textarea", "ui:options": {**ui.get("ui:options", {}), "rows": 4 if depth else 6}}
            pairs[heading.id] = schema, ui | _level(depth, ui) | ({"ui:help": heading.guidance} if heading.guidance else {})
    return pairs


def _level(depth: int, ui: Mapping[str, Any]) -> dict[str, Any]:
    """How deep a heading stands, for the page to indent it as paper does."""
    return {"ui:options": {**ui.get("ui:options", {}), "level": depth}} if depth else {}


def _question(label: str, spec: CellSpec, dimensions: Dimensions) -> Pair:
    schema: dict[str, Any] = {"title": label}
    ui: dict[str, Any] = {}
    shape, extra = _KINDS[spec.kind or "number"](spec, dimensions)
    schema |= shape
    ui |= extra
    if spec.guidance:
        ui["ui:help"] = spec.guidance
    if spec.kind in ("computed", "carried", "blocked") or spec.party == "lead":
        schema["readOnly"] = True
        ui["ui:readonly"] = True
    if spec.party == "lead":
        ui["ui:options"] = {**ui.get("ui:options", {}), "party": "lead"}
    return schema, ui


def _number(spec: CellSpec, dimensions: Dimensions) -> Pair:
    options: dict[str, Any] = {"spec": spec_json(spec, dimensions)}
    if spec.unit:
        options["unit"] = unit_label(spec.unit)
    return {"type": "string", "format": "decimal", "pattern": _DECIMAL}, {"ui:widget": "decimal", "ui:options": options}


def _text(spec: CellSpec, dimensions: Dimensions) -> Pair:
    if spec.rich:
        ui = {"ui:field": "rich", "ui:options": {"spec": spec_json(spec, dimensions)}}
        return {"type": "object", "additionalProperties": True}, ui
    schema: dict[str, Any] = {"type": "string"}
    if spec.max_length:
        schema["maxLength"] = spec.max_length
    short = spec.max_length is not None and spec.max_length <= _SHORT_TEXT
    return schema, {"ui:widget": "text" if short else "textarea"}


def _choice(spec: CellSpec, dimensions: Dimensions) -> Pair:
    choices = spec_json(spec, dimensions).get("choices", [])
    schema: dict[str, Any] = {"type": "string"}
    if choices:
        schema["oneOf"] = [{"const": choice["value"], "title": choice["label"]} for choice in choices]
    return schema, {"ui:widget": "radio" if len(choices) <= _RADIO_MOST else "select"}


def _date(_spec: CellSpec, _dimensions: Dimensions) -> Pair:
    return {"type": "string", "format": "date"}, {"ui:widget": "date"}


def _target(spec: CellSpec, dimensions: Dimensions) -> Pair:
    ui = {"ui:field": "target", "ui:options": {"spec": spec_json(spec, dimensions)}}
    return {"type": "object", "additionalProperties": True}, ui


def _attachment(spec: CellSpec, _dimensions: Dimensions) -> Pair:
    options: dict[str, Any] = {"accept": list(spec.accept or ("pdf",)), "max_mb": file_limit(spec.max_mb)}
    return {"type": "object", "additionalProperties": True}, {"ui:field": "attachment", "ui:options": options}


def _file(item: FileItem) -> Pair:
    schema, ui = _attachment(CellSpec(accept=item.accept, max_mb=item.max_mb), {})
    return {"title": item.label} | schema, ui


_KINDS: Final = {
    "number": _number,
    "computed": _number,
    "carried": _number,
    "blocked": _number,
    "text": _text,
    "choice": _choice,
    "date": _date,
    "target": _target,
    "file": _attachment,
}
