"""Proving the rules of a template: what contradicts, never fires, adds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from designer.commands.output import SIGNS
from designer.commands.packages import FILE, read_template
from designer.commands.showing import chosen
from renderers.monospace import printable

if TYPE_CHECKING:
    from metadata.proofs import Proof

_SUMMARY = {
    "vi": "{code}: {rules} kiểm tra, {findings} phát hiện, {unproven} điều chưa chứng minh, {examples} ví dụ; {seconds:.1f} giây{cut}",
    "en": "{code}: {rules} checks, {findings} findings, {unproven} things not proven, {examples} examples; {seconds:.1f} seconds{cut}",
}
_CUT = {"vi": " (chưa xong)", "en": " (not finished)"}


@click.command()
@click.argument("path", type=FILE)
@click.option("--form", help="Chỉ một biểu: mã in trên biểu hoặc định danh.")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Thời gian cho mỗi biểu.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả đầy đủ dạng JSON, mỗi biểu một dòng.")
@click.pass_obj
def prove(lang: str, path: Path, form: str | None, seconds: float, *, as_json: bool) -> None:
    """Chứng minh các kiểm tra của một gói hay thư mục: mâu thuẫn, thừa, không bao giờ báo."""
    from metadata.proofs import prove as prove_form
    from metadata.template import Template

    template = Template(read_template(path))
    wrong = False
    for one in chosen(template.forms, form):
        proof = prove_form(template, one.id, seconds=seconds)
        wrong = wrong or any(finding.severity == "error" for finding in proof.findings)
        if as_json:
            click.echo(json.dumps(proof.as_dict(), ensure_ascii=False))
            continue
        for line in lines(proof, one.code, len(template.rules(one.id)), lang):
            click.echo(line)
    if wrong:
        raise SystemExit(1)


def lines(proof: Proof, code: str, rules: int, lang: str) -> Iterator[str]:
    """A proof as text: the sum of it, then a paragraph for each finding, then what is not proven."""
    examples = sum(map(len, proof.examples.values()))
    yield _SUMMARY[lang].format(
        code=printable(code), rules=rules, findings=len(proof.findings), unproven=len(proof.unproven), examples=examples, seconds=proof.seconds,
        cut="" if proof.complete else _CUT[lang],
    )  # fmt: skip
    for finding in proof.findings:
        yield f"{SIGNS[finding.severity]} {printable(finding.message[lang])} [{finding.code}]"
        yield f"  {printable(finding.todo[lang])}"
    for one in proof.unproven:
        yield f"? {printable(one.message[lang])} [{one.code}]"
