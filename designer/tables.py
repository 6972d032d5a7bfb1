"""Tables of a draft as the desks and the trial show them: formulas in words, the reporting unit's row with a caption."""

from __future__ import annotations

from typing import Any

from metadata.documents import Form
from metadata.template import Template
from renderers.table import FormulaWords, table_model
from renderers.wording import wording
from runtime.words import t


def table_of(
    template: Template,
    form: Form,
    section_id: str,
    audience: str | None = None,
    on: str | None = None,
    *,
    lang: str,
    formula_words: FormulaWords | None = None,
) -> dict[str, Any]:
    """The table model of a grid or list. A row that stands for the reporting unit says so: no unit is known yet."""
    words = formula_words or wording(template, form.id, section_id, lang)
    model = table_model(form, section_id, audience, on, lang=lang, dimensions=template.dimensions, formula_words=words)
    for row in model["rows"]:
        if row["role"] == "unit" and not row["label"]:
            row["label"] = t("table.unit_row", lang)
    return model
