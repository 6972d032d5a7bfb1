"""The Vietnamese line an operation gets in the history and on the undo button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from designer.operations.changes import Documents, Json, value_at
from designer.operations.names import TIERS, VALUES, property_name
from metadata.errors import fail
from metadata.measures import measures

_AXIS: Final = {"columns": "cột", "rows": "dòng", "headings": "đề mục"}
_ITEMS: Final = {
    "footnotes": "ghi chú",
    "signers": "chỗ ký",
    "fields": "câu hỏi",
    "files": "tệp đính kèm",
    "deadlines": "hạn gửi",
    "rounds": "lần báo cáo",
    "members": "mục danh mục",
    "sections": "phần",
}
_DOCUMENTS: Final = {
    "regime/1": "chế độ báo cáo",
    "example/1": "ví dụ kiểm thử",
    "consolidation/1": "cách tổng hợp",
    "layout/1": "trang in",
    "indicator/1": "chỉ tiêu",
    "mapping/1": "chuyển đổi số liệu",
    "dimension/1": "danh mục",
    "rules/1": "các kiểm tra",
}


def label_of(operation: Mapping[str, Any], before: Documents, after: Documents) -> str:
    """What the operation did, in one line. Raises ``draft.operation_unknown`` for a foreign name."""
    make = _LABELS.get(operation["op"])
    if make is None:
        raise fail("draft.operation_unknown", name=operation["op"])
    return make(operation, before, after)


def shorten(text: str, limit: int = 60) -> str:
    """The text on one line, cut with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _quoted(value: Json) -> str:
    return f' "{shorten(value)}"' if isinstance(value, str) and value.strip() else ""


def _node(operation: Mapping[str, Any], documents: Documents) -> str:
    node = value_at(
        documents,
        (operation["doc"], "sections", "items", operation["section"], operation["axis"], "nodes", operation["id"]),
    )
    return _AXIS[operation["axis"]] + _name(node)


def _name(value: Json) -> str:
    if not isinstance(value, dict):
        return ""
    for key in ("label", "title", "name", "text", "tier", "number", "code"):
        if value.get(key):
            return _quoted(TIERS.get(value[key], value[key]) if key == "tier" else value[key])
    return ""


def _item(operation: Mapping[str, Any], documents: Documents) -> str:
    path = operation["path"]
    return _ITEMS.get(path[-1], "mục") + _name(value_at(documents, (*path, "items", operation["id"])))


def _section(operation: Mapping[str, Any], documents: Documents) -> str:
    return "phần" + _name(value_at(documents, (operation["doc"], "sections", "items", operation["id"])))


def _rule(operation: Mapping[str, Any], documents: Documents) -> str:
    for doc in (operation["rules"], *documents):
        rule = value_at(documents, (doc, "items", operation["id"]))
        if isinstance(rule, dict) and "expr" in rule:
            return "kiểm tra" + _quoted(rule.get("printed") or rule["expr"])
    return "kiểm tra"


def _column(operation: Mapping[str, Any], documents: Documents) -> str:
    node = value_at(
        documents,
        (operation["doc"], "sections", "items", operation["section"], "columns", "nodes", operation["column"]),
    )
    if isinstance(node, dict) and node.get("number"):
        return f"cột {node['number']}"
    return "cột" + _name(node)


def _form(documents: Documents, form_id: str) -> str:
    form = documents.get(form_id, {})
    return f"biểu {form['code']}" if form.get("code") else "biểu"


def _set(operation: Mapping[str, Any], before: Documents, after: Documents) -> str:
    path = operation["path"]
    if len(path) == 1:
        return _whole(path[0], before, after)
    document = after.get(path[0]) or before.get(path[0]) or {}
    if document.get("spec") == "mapping/1":
        return _mapping(path, operation.get("value"), document, after)
    what = property_name(path[-1], path[-2] if len(path) > 1 else "")
    owner = _owner(path, before) or _owner(path, after)
    value = operation.get("value")
    if value is None:
        return shorten(f"Bỏ {what} của {owner}" if owner else f"Bỏ {what}", 200)
    shown = _shown(path[-1], value)
    tail = f" thành{shown}" if shown else ""
    return shorten(f"Đổi {what} của {owner}{tail}" if owner else f"Đổi {what}{tail}", 200)


def _mapping(path: list[str], value: Json, document: Json, documents: Documents) -> str:
    """``Chuyển đổi số liệu biểu 01/XLD: cột 2``: where figures of the release before go."""
    head = f"Chuyển đổi số liệu {_form(documents, str(document.get('form', '')))}"
    if len(path) < 3:
        return head
    if path[1] == "dropped":
        return f"{head}: {'thôi bỏ' if value is None else 'bỏ'} một chỗ của biểu cũ"
    sections = value_at(documents, (str(document.get("form", "")), "sections", "items"))
    return shorten(f"{head}: {' × '.join(_place(sections, part) for part in path[2].split(':'))}", 200)


def _place(sections: Json, key: str) -> str:
    for section in sections.values() if isinstance(sections, dict) else ():
        for axis in ("columns", "rows"):
            node = value_at(section, (axis, "nodes", key))
            if isinstance(node, dict):
                number = node.get("number") or node.get("marker")
                return f"{_AXIS[axis]} {number}" if number else _AXIS[axis] + _name(node)
    return key


def _shown(key: str, value: Json) -> str:
    """The new value for people: a name for what has one, "có" or "không" for a mark, nothing for what has many parts."""
    names = VALUES.get(key, {})
    if isinstance(value, bool):
        return " có" if value else " không"
    if isinstance(value, int):
        return f" {value}"
    if isinstance(value, list) and value and all(isinstance(item, str) and item in names for item in value):
        return " " + "; ".join(names[str(item)] for item in value)
    if key == "unit" and isinstance(value, str) and value in measures():
        return f' "{measures()[value].symbol}"'
    return f' "{names[value]}"' if isinstance(value, str) and value in names else _quoted(value)


def _owner(path: list[str], documents: Documents) -> str:
    """The nearest named thing above a place."""
    for depth in range(len(path) - 1, 0, -1):
        value = value_at(documents, path[:depth])
        kind = _kind_at(path[:depth])
        if kind and isinstance(value, dict):
            return kind + _name(value) if kind != "ô" else _cell(path[: depth - 2], path[depth - 1], documents)
    document = documents.get(path[0], {})
    if document.get("spec") == "form/1":
        return _form(documents, path[0])
    if document.get("spec") == "example/1":
        return _DOCUMENTS["example/1"] + _name(document)
    return "chế độ báo cáo" if document.get("spec") == "regime/1" else ""


def _whole(doc: str, before: Documents, after: Documents) -> str:
    """A document that came or went."""
    document = after.get(doc) or before.get(doc) or {}
    kind = _DOCUMENTS.get(str(document.get("spec")), "tài liệu")
    form = _form(after, str(document["form"])) if "form" in document else ""
    return shorten(f"{'Thêm' if doc in after else 'Bỏ'} {kind}{_name(document)}{f' của {form}' if form else ''}", 200)


def _cell(section: list[str], key: str, documents: Documents) -> str:
    """``ô dòng "Cấp xã" × cột 3``."""
    row, _, column = key.partition(":")
    names = []
    for axis, part in (("rows", row), ("columns", column)):
        node = value_at(documents, (*section, axis, "nodes", part))
        number = node.get("number") or node.get("marker") if isinstance(node, dict) else None
        names.append(f"{_AXIS[axis]} {number}" if number else _AXIS[axis] + _name(node))
    return "ô " + " × ".join(names)


def _kind_at(path: list[str]) -> str:
    if len(path) < 2:
        return ""
    if path[-2] == "nodes" and len(path) > 2:
        return _AXIS.get(path[-3], "mục")
    if path[-2] == "items":
        return "kiểm tra" if len(path) == 3 else _ITEMS.get(path[-3], "mục")
    return "ô" if path[-2] == "cells" and "sections" in path else ""


_Label = Callable[[Mapping[str, Any], Documents, Documents], str]
_LABELS: Final[Mapping[str, _Label]] = {
    "set": _set,
    "insert_node": lambda op, _before, after: f"Thêm {_node(op, after)}",
    "remove_node": lambda op, before, _after: f"Xoá {_node(op, before)}",
    "move_node": lambda op, _before, after: f"Chuyển {_node(op, after)}",
    "insert_item": lambda op, _before, after: f"Thêm {_item(op, after)}",
    "remove_item": lambda op, before, _after: f"Xoá {_item(op, before)}",
    "move_item": lambda op, _before, after: f"Chuyển {_item(op, after)}",
    "insert_section": lambda op, _before, after: f"Thêm {_section(op, after)}",
    "remove_section": lambda op, before, _after: f"Xoá {_section(op, before)}",
    "move_section": lambda op, _before, after: f"Chuyển {_section(op, after)}",
    "set_relation": lambda op, _before, after: f"Dòng quan hệ của {_column(op, after)}:{_quoted(op['text']) or ' bỏ'}",
    "set_rule": lambda op, _before, after: f"Ghi {_rule(op, after)}",
    "remove_rule": lambda op, before, _after: f"Xoá {_rule(op, before)}",
    "add_form": lambda op, _before, after: f"Thêm {_form(after, op['id'])}",
    "remove_form": lambda op, before, _after: f"Xoá {_form(before, op['id'])}",
}
