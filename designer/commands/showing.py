"""Any template or submission as text: for reviews by eye, for support, for logs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from designer.commands.packages import FILE, read_template
from metadata.documents import Form
from metadata.errors import fail
from metadata.template import Template
from renderers.listing import template_lines
from renderers.text import lines_of


@click.command()
@click.argument("path", type=FILE, required=False)
@click.option("--form", help="Chỉ một biểu: mã in trên biểu hoặc định danh.")
@click.option("--submission", help="Mã báo cáo trong kho, thay cho gói.")
def show(path: Path | None, form: str | None, submission: str | None) -> None:
    """In bộ biểu mẫu của một gói hay thư mục, hoặc một báo cáo trong kho, ra chữ."""
    if (path is None) == (submission is None):
        raise click.UsageError("cần đúng một nguồn: PATH hoặc --submission / exactly one source is needed")
    lines = package_lines(path, form) if path else submission_lines(str(submission), form)
    for line in lines:
        click.echo(line)


def chosen(forms: list[Form], name: str | None) -> list[Form]:
    """The forms of that id or printed code, all without a name. Raises ``template.reference``."""
    found = [form for form in forms if name in {None, form.id, form.code}]
    if not found:
        raise fail("template.reference", str(name), id="PATH", target=str(name))
    return found


def package_lines(path: Path, form: str | None) -> Iterator[str]:
    """The regime of a package, its forms as they print, their cells, checks and consolidation."""
    template = Template(read_template(path))
    return template_lines(template, chosen(template.forms, form))


def submission_lines(submission_id: str, form: str | None) -> Iterator[str]:
    """Whose report it is and its state, then each form as filled."""
    from designer.app import create_app
    from runtime import store
    from runtime.printing import submission_report
    from runtime.store.models import Submission
    from runtime.submissions.opened import Opened

    with create_app().app_context():
        db = store.session()
        submission = db.get(Submission, submission_id)
        if submission is None:
            raise fail("not_found", submission_id)
        opened = Opened(db, submission)
        yield f"{submission.unit.name} · {submission.period} · {submission.state}"
        for shown in chosen(opened.forms, form):
            yield ""
            yield from lines_of(submission_report(opened, shown.id))
