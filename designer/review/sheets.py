"""The form on a desk: the old side, the new side, and both on one another, with the changes to mark on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from designer.review.desk import Case
from designer.tables import table_of
from metadata.celltypes import cell_types
from metadata.diff import Change, Diff
from metadata.diff.overlay import overlay
from metadata.documents import FieldsSection, FilesSection, Form, GridSection, OutlineSection
from metadata.errors import KhuonError
from metadata.template import Template
from renderers.wording import wording
from runtime.releases import template_of
from runtime.store.models import Release

#: Kinds of changes that are read beside each other in words, by the part of the page they belong to.
PARTS: Final[Mapping[str, str]] = {
    "rule": "rules",
    "rules": "rules",
    "consolidation": "consolidation",
    "layout": "layout",
    "footnote": "layout",
    "signer": "layout",
    "regime": "regime",
    "deadline": "regime",
    "round": "regime",
    "reporters": "regime",
    "indicator": "lists",
    "dimension": "lists",
    "member": "lists",
    "form": "form",
    "other": "form",
}

Section = dict[str, Any]


def island(case: Case, old: Template | None, form_id: str | None, lang: str) -> dict[str, Any]:
    """Data of the island: forms, every change, and the sections of one form. Without a choice the first changed form."""
    forms = forms_of(old, case.template, case.diff)
    changed = [form for form in forms if form["changes"]]
    shown = next((form for form in forms if form["id"] == form_id), next(iter(changed or forms), None))
    return {
        "draft": case.draft.id,
        "forms": forms,
        "form": shown["id"] if shown else None,
        "first": case.former is None,
        "changes": changes_json(case.diff, lang),
        "sections": sections_of(old, case.template, shown["id"], lang) if shown else [],
    }


def former_template(db: Session, former: Release | None) -> Template | None:
    """The template of the release before, kept by its hash."""
    return template_of(db, former.hash) if former else None


def forms_of(old: Template | None, new: Template | None, diff: Diff) -> list[dict[str, Any]]:
    """Forms of either side for the tabs, in the new order, with how many changes each has."""
    after = {form.id: form for form in new.forms} if new else {}
    before = {form.id: form for form in old.forms} if old else {}
    counts: dict[str, int] = {}
    for change in diff.changes:
        if change.form:
            counts[change.form] = counts.get(change.form, 0) + 1
    return [
        {
            "id": form.id,
            "code": form.code,
            "title": form.title,
            "changes": counts.get(form.id, 0),
            "state": "added" if form.id not in before else "removed" if form.id not in after else "kept",
        }
        for form in (*after.values(), *(form for key, form in before.items() if key not in after))
    ]


def changes_json(diff: Diff, lang: str) -> list[dict[str, Any]]:
    """Every change with its number, for the list, the marks and what stands beside each other in words."""
    return [
        {
            "n": number,
            "text": change.words.of(lang),
            "subject": change.subject.of(lang),
            "layer": change.layer,
            "class": change.level,
            "kind": change.kind,
            "form": change.form,
            "part": part_of(change),
            "at": check_of(change),
            "marks": dict(change.marks),
            "sides": change.sides.as_json(lang) if change.sides else None,
        }
        for number, change in enumerate(diff.changes)
    ]


def part_of(change: Change) -> str:
    """The part of the page on which old and new of the change are read; empty for what is marked on a table."""
    return PARTS.get(change.kind.partition(".")[0], "")


def check_of(change: Change) -> str:
    """The check that a change is about, as ``document/check``: where a comment on it stands. Empty for everything else."""
    path = change.place.split("/")
    return "/".join(path[1:3]) if change.kind.startswith("rule.") and len(path) > len(("form", "document")) else ""


def sections_of(old: Template | None, new: Template | None, form_id: str, lang: str) -> list[Section]:
    """Every section of a form on both sides and laid on one another; a side that has none is null."""
    sides = [_form(template, form_id) for template in (old, new)]
    documents = [template.documents.get(form_id) if template else None for template in (old, new)]
    merged, gone = overlay(*documents)
    whole = (new if sides[1] else old), merged
    both = _merged(*whole, form_id)
    if both is None:
        return []
    return [_section(sides, both, key, gone, (old, new), lang) for key in both[1].sections]


def _form(template: Template | None, form_id: str) -> Form | None:
    return next((form for form in template.forms if form.id == form_id), None) if template else None


def _merged(template: Template | None, document: Mapping[str, Any], form_id: str) -> tuple[Template, Form] | None:
    """The merged form inside the template of its side; None for one that cannot be read as a form."""
    if template is None:
        return None
    try:
        made = Template({**template.documents, form_id: document})
    except KhuonError:
        return None
    form = _form(made, form_id)
    return (made, form) if form else None


def _section(
    sides: list[Form | None],
    both: tuple[Template, Form],
    key: str,
    gone: frozenset[str],
    templates: tuple[Template | None, Template | None],
    lang: str,
) -> Section:
    section = both[1].sections[key]
    before, after = (form.sections.get(key) if form else None for form in sides)
    told: Section = {
        "id": key,
        "title": section.title,
        "kind": section.kind,
        "state": "added" if before is None else "removed" if after is None else "kept",
    }
    if isinstance(section, GridSection):
        tables = [
            table_of(template, form, key, lang=lang) if template and form and isinstance(form.sections.get(key), GridSection) else None
            for template, form in zip(templates, sides, strict=True)
        ]
        return told | {"old": tables[0], "new": tables[1], "both": _both(both, key, gone, templates[0], lang)}
    return told | {
        "old": items_of(before, lang) if before is not None else None,
        "new": items_of(after, lang) if after is not None else None,
        "both": items_of(section, lang),
    }


def _both(both: tuple[Template, Form], key: str, gone: frozenset[str], old: Template | None, lang: str) -> dict[str, Any]:
    """The merged table; formulas of what was removed are read where they stood."""
    template, form = both
    before = wording(old, form.id, key, lang) if old is not None and _form(old, form.id) else None
    after = wording(template, form.id, key, lang)

    def said(row: str, column: str, formula: str) -> str:
        return before(row, column, formula) if before and (row in gone or column in gone) else after(row, column, formula)

    return table_of(template, form, key, lang=lang, formula_words=said)


def items_of(section: Any, lang: str) -> list[dict[str, Any]]:
    """Headings, questions or files, one line each: id, words, depth and what kind of answer it takes."""
    if isinstance(section, OutlineSection):
        return [_item(node.id, node.label, depth, None, lang) for node, depth in section.headings.walk()]
    if isinstance(section, FieldsSection):
        return [_item(key, field.label, 0, field.cell.kind or "number", lang) for key, field in section.fields.items()]
    if isinstance(section, FilesSection):
        return [_item(key, item.label, 0, "file", lang) for key, item in section.files.items()]
    return []


def _item(key: str, text: str, depth: int, kind: str | None, lang: str) -> dict[str, Any]:
    known = cell_types().get(kind or "")
    detail = "" if known is None else known.label_en if lang == "en" else known.label_vi
    return {"id": key, "text": text, "depth": depth, "detail": detail}
