"""Plain text: a report in a fixed-width font, for terminals, logs and review by eye."""

from __future__ import annotations

from collections.abc import Iterator

from renderers.document import MOTTO, Answers, Report, Table
from renderers.monospace import LINE_WIDTH, draw, pad, printable, wrap


def lines_of(report: Report, line_width: int = LINE_WIDTH) -> Iterator[str]:
    """Lines of the report, none longer than `line_width` unless a single column is wider."""
    yield from _head(report, line_width)
    for section in report.sections:
        if section.title:
            yield ""
            yield from wrap(section.title, line_width)
        if isinstance(section, Table):
            if report.unit_line:
                yield pad(printable(report.unit_line), line_width, "right")
            yield from draw(section, line_width)
        else:
            yield from _answers(section, line_width)
    if report.notes:
        yield ""
        yield "Ghi chú:"
        for note in report.notes:
            yield from wrap(f"({note.mark}) {note.text}" if note.mark else note.text, line_width)
    if report.signers:
        yield ""
        room = max(line_width // len(report.signers), 1)
        yield "".join(pad(printable(signer.title), room, "centre") for signer in report.signers).rstrip()
        yield "".join(pad(printable(signer.note), room, "centre") for signer in report.signers).rstrip()
        for said in ("name", "signed"):
            if any(getattr(signer, said) for signer in report.signers):
                yield "".join(pad(printable(getattr(signer, said)), room, "centre") for signer in report.signers).rstrip()


def _head(report: Report, line_width: int) -> Iterator[str]:
    left = list(report.block.left)
    right = [*(MOTTO if report.block.motto else ()), *report.block.right]
    half = line_width // 2
    for index in range(max(len(left), len(right))):
        one = left[index] if index < len(left) else ""
        two = right[index] if index < len(right) else ""
        yield (pad(printable(one), half, "centre") + pad(printable(two), half, "centre")).rstrip()
    if left or right:
        yield ""
    for text in (*report.block.heading, *report.block.sub):
        for line in wrap(text, line_width):
            yield pad(line, line_width, "centre").rstrip()


def _answers(section: Answers, line_width: int) -> Iterator[str]:
    for answer in section.answers:
        indent = "  " * max(answer.depth - 1, 0)
        room = max(line_width - len(indent), 20)
        if answer.kind == "heading":
            text = answer.label
        elif answer.kind == "text":
            text = f"{answer.label}\n{answer.cell.text}" if answer.cell.text else answer.label
        else:
            text = f"{answer.label}: {answer.cell.text or '……'} {answer.cell.unit}".rstrip()
        for line in wrap(text, room):
            yield indent + line


class TextRenderer:
    """Plain text in UTF-8."""

    name = "text"
    media_type = "text/plain; charset=utf-8"
    suffix = ".txt"

    def render(self, report: Report) -> bytes:
        """All lines, without blanks at their ends."""
        return ("\n".join(line.rstrip() for line in lines_of(report)) + "\n").encode()


RENDERER = TextRenderer()
