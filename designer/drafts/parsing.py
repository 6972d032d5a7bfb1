"""A formula, a check or a printed line as it is typed: what it means in words, what it names, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.operations.formulas import REFUSED
from designer.operations.relations import compared, printed_rules
from metadata.errors import KhuonError, Problem
from metadata.formula.functions import find_function
from metadata.formula.phrases import phrased
from metadata.formula.program.build import bind_text, scope_of
from metadata.formula.resolve import parse_checks, parse_value
from metadata.formula.scope import Scope
from metadata.formula.targets.browser import tree_json
from metadata.formula.tokens import Token, tokenise
from metadata.formula.words import check_in_words, in_words
from metadata.template import Template

KINDS = ("formula", "rule", "relation")


@dataclass(frozen=True, slots=True)
class Question:
    """A text and where it is typed; row and column may be unknown yet."""

    form: str
    section: str
    row: str | None
    column: str | None
    text: str
    kind: str


@dataclass(slots=True)
class Answer:
    """What is known about the text. ``refs`` are the names in it with their place (characters)."""

    words: str = ""
    tree: list[Any] | None = None
    refs: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    comparison: dict[str, Any] | None = None

    def as_json(self, lang: str, text: str) -> dict[str, Any]:
        """The wire form; problems carry ``start`` and ``end`` for underlining."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        return {
            "ok": not errors,
            # Saving it would be refused: the editor keeps it open instead of losing what was typed.
            "refused": any(problem.code in REFUSED for problem in errors),
            "tree": self.tree,
            "words": self.words,
            "refs": self.refs,
            "problems": [_spanned(problem, lang, text) for problem in self.problems],
            "rules": self.rules,
            "comparison": self.comparison,
        }


def _spanned(problem: Problem, lang: str, text: str) -> dict[str, Any]:
    start = problem.args.get("offset")
    first = start if isinstance(start, int) else 0
    length = problem.args.get("length")
    last = first + length if isinstance(length, int) and isinstance(start, int) else len(text)
    return {
        "code": problem.code,
        "message": problem.sentence(lang),
        "hint": problem.hint(lang),
        "severity": problem.severity,
        "start": first,
        "end": last,
    }


def understand(documents: Mapping[str, dict[str, Any]], question: Question, lang: str = "vi") -> Answer:
    """Read the text in its place. Nothing is raised for what is wrong with the text itself.

    Raises ``template.reference`` for a form that the draft does not have.
    """
    template = Template(documents)
    template.form(question.form)
    answer = Answer()
    if question.kind == "relation":
        _relation(documents, template, question, answer, lang)
        return answer
    section = question.section if question.kind == "formula" and question.section else None
    scope = scope_of(template, question.form, section)
    try:
        answer.refs = references(question.text, scope)
        if question.kind == "rule":
            answer.words = check_in_words(parse_checks(question.text, scope), scope, lang, full=True)
        else:
            answer.words = in_words(parse_value(question.text, scope), scope, lang, full=True)
            answer.tree = _bound(template, question)
    except KhuonError as error:
        answer.problems = list(error.problems)
    return answer


def _bound(template: Template, question: Question) -> list[Any] | None:
    if question.row is None or question.column is None:
        return None
    return tree_json(bind_text(template, question.form, question.text, question.row, question.column))


def _relation(
    documents: Mapping[str, dict[str, Any]], template: Template, question: Question, answer: Answer, lang: str
) -> None:
    column = question.column or ""
    answer.comparison = compared(template, question.form, question.section, column, question.text)
    if not question.text.strip():
        return
    found, answer.problems = printed_rules(documents, question.form, question.section, column, question.text)
    scope = scope_of(template, question.form, question.section)
    for rule in found:
        try:
            words = check_in_words(parse_checks(rule["expr"], scope), scope, lang, full=True)
        except KhuonError as error:
            answer.problems.extend(error.problems)
            words = ""
        answer.rules.append({"expr": rule["expr"], "printed": rule["printed"], "words": words})
    answer.words = "; ".join(rule["words"] for rule in answer.rules)


def references(text: str, scope: Scope) -> list[dict[str, Any]]:
    """Names in a text with what they stand for: column, row, cell, single, form, function or unknown."""
    tokens = phrased(tokenise(text))
    found: list[dict[str, Any]] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind != "name":
            index += 1
            continue
        joined = _is_joined(tokens, index)
        last = tokens[index + 2] if joined else token
        code = f"{token.text}.{last.text}" if joined else token.text
        kind = "cell" if joined else _kind(code, tokens, index, scope)
        end = last.span[0] + last.span[1]
        found.append({"code": code, "start": token.span[0], "end": end, "kind": kind})
        index += 3 if joined else 1
    return found


def _is_joined(tokens: list[Token], index: int) -> bool:
    following = tokens[index + 1 : index + 3]
    return len(following) == 2 and following[0].text == "." and following[1].kind == "name"


def _kind(code: str, tokens: list[Token], index: int, scope: Scope) -> str:
    called = index + 1 < len(tokens) and tokens[index + 1].text == "("
    if called:
        return "function" if find_function(code) else "unknown"
    if scope.columns(code):
        return "column"
    if scope.rows(code):
        return "row"
    if code in scope.names.singles:
        return "single"
    return "form" if code in scope.forms else "unknown"
