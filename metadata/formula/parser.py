"""Formula text to syntax nodes, by precedence climbing over a closed grammar.

What the grammar does not name cannot be written: there is no attribute, subscript, lambda, comprehension, assignment,
power, whole division or text formatting to switch off. The loops keep chains flat; only brackets, signs, calls and
choices nest, at most :data:`limits.DEPTH` deep, so that no input can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from metadata.errors import KhuonError
from metadata.formula import habits, limits
from metadata.formula.functions import find_function, function_names
from metadata.formula.phrases import phrased
from metadata.formula.refusals import forbidden, oddity, proposals, refuse
from metadata.formula.syntax import (
    Between,
    Choice,
    Comparison,
    Factors,
    Invocation,
    Junction,
    Literal,
    Name,
    Negation,
    Span,
    Syntax,
    Terms,
)  # fmt: skip
from metadata.formula.tokens import Token, normalise, syntax_error, tokenise

COMPARISONS: Final = ("==", "!=", "<", "<=", ">", ">=")
# Functions of spreadsheets that reach other sheets or computed addresses.
_REACHING: Final = frozenset({"ref", "indirect", "offset", "address", "unit", "sheet", "importrange", "vlookup", "hlookup", "lookup", "index"})
_CHOICE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN = range(1, 9)
_BINDING: Final[Mapping[str, Mapping[str, int]]] = {
    "word": {"if": _CHOICE, "or": _OR, "and": _AND},
    "sign": {**dict.fromkeys(COMPARISONS, _COMPARE), "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT},
}


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = phrased(tokenise(text, joined=True))
        self.semicolons = ";" in text and any(token.kind == "sign" and text[token.span[0]] == ";" for token in self.tokens)
        self.at = 0
        self.token = self.tokens[0]  # the one at `at`
        self.depth = 0
        self.nodes = 0

    # -- tokens

    def take(self) -> Token:
        token = self.token
        self.at += 1
        self.token = self.tokens[self.at]
        return token

    def is_sign(self, *texts: str) -> bool:
        kind, text, _ = self.token
        return kind == "sign" and text in texts

    def is_word(self, word: str) -> bool:
        kind, text, _ = self.token
        return kind == "word" and text == word

    def expect(self, text: str) -> Token:
        if not self.is_sign(text):
            raise self.unexpected(f"cần “{text}”", f"“{text}” is expected")
        return self.take()

    def first(self) -> Token:
        """The present token as a message names it: of two joined codes the first."""
        kind, text, span = self.token
        if kind != "dotted":
            return self.token
        name = text.partition(".")[0]
        return Token("name", name, (span[0], len(name)))

    def unexpected(self, why: str, why_en: str) -> KhuonError:
        token = self.first()
        if token.kind == "forbidden":
            return forbidden(token.text, token.span)
        if token.kind == "power":
            return refuse("formula.budget", token.span, what="phép luỹ thừa", what_en="a power")
        return syntax_error(token.span, why, why_en)

    def since(self, start: Span) -> Span:
        last = self.tokens[self.at - 1].span
        return start[0], last[0] + last[1] - start[0]

    def count(self) -> None:
        self.nodes += 1
        if self.nodes > limits.NODES:
            raise refuse("formula.budget", self.first().span, what=f"quá {limits.NODES} thành phần", what_en=f"over {limits.NODES} parts")

    # -- expressions

    def whole(self) -> Syntax:
        node = self.expression(0)
        if self.token.kind != "end":
            self.refuse_decimal_comma()
            text = self.first().text
            raise self.unexpected(f"thừa “{text}”", f"“{text}” is one too many")
        return node

    def expression(self, least: int) -> Syntax:
        self.depth += 1
        if self.depth > limits.DEPTH:
            raise refuse("formula.too_deep", self.first().span, limit=limits.DEPTH)
        node = self.prefix()
        while (power := self.binding()) and power >= least:
            node = self.infix(node, power)
        self.depth -= 1
        return node

    def binding(self) -> int:
        kind, text, _ = self.token
        return _BINDING[kind].get(text, 0) if kind in _BINDING else 0

    def infix(self, left: Syntax, power: int) -> Syntax:
        self.count()
        start = left.span
        if power == _SUM:
            return self.terms(left, start)
        if power == _PRODUCT:
            factors: list[tuple[str, Syntax]] = [("*", left)]
            while self.is_sign("*", "/"):
                factors.append((self.take().text, self.expression(_SIGN)))
            return Factors(tuple(factors), self.since(start))
        if power == _COMPARE:
            operands, operators = [left], []
            while self.token.kind == "sign" and self.token.text in COMPARISONS:
                operators.append(self.take().text)
                operands.append(self.expression(_SUM))
            return Comparison(tuple(operands), tuple(operators), self.since(start))
        if power == _CHOICE:
            return self.choice(left, start)
        word = self.token.text
        items = [left]
        while self.is_word(word):
            self.take()
            items.append(self.expression(power + 1))
        return Junction(word, tuple(items), self.since(start))

    def terms(self, left: Syntax, start: Span) -> Syntax:
        # A sign in front of the first term belongs to the chain: -a + b is one chain of two terms.
        terms: list[tuple[int, Syntax]] = list(left.items) if isinstance(left, Terms) and len(left.items) == 1 else [(1, left)]
        while self.is_sign("+", "-"):
            sign = 1 if self.take().text == "+" else -1
            terms.append((sign, self.expression(_PRODUCT)))
        return Terms(tuple(terms), self.since(start))

    def choice(self, yes: Syntax, start: Span) -> Syntax:
        self.take()
        test = self.expression(_OR)
        if not self.is_word("else"):
            raise self.unexpected("thiếu “else”", "“else” is missing")
        self.take()
        return Choice(test, yes, self.expression(_CHOICE), self.since(start))

    def prefix(self) -> Syntax:
        self.count()
        token = self.token
        if token.kind == "number":
            self.take()
            return self.closed(Literal(Decimal(token.text), token.span))
        if token.kind == "text":
            self.take()
            return self.closed(Literal(token.text, token.span))
        if token.kind == "dotted":
            self.take()
            return Name(tuple(token.text.split(".")), token.span)
        if token.kind == "name":
            return self.named()
        if token.kind == "word":
            return self.word()
        if self.is_sign("-", "+"):
            self.take()
            inner = self.expression(_SIGN)
            return Terms(((-1 if token.text == "-" else 1, inner),), self.since(token.span))
        if self.is_sign("("):
            return self.bracket()
        raise self.unexpected("cần một số, mã ô hoặc hàm", "a number, code or function is expected")

    def bracket(self) -> Syntax:
        start = self.take().span
        if self.is_sign(")"):
            raise forbidden("()", start)
        node = self.expression(0)
        if self.is_sign(","):
            self.refuse_decimal_comma()
            raise forbidden("(a, b)", self.since(start))
        self.expect(")")
        return self.closed(node)

    def word(self) -> Syntax:
        token = self.take()
        if token.text == "not":
            inner = self.expression(_NOT)
            return Negation(inner, self.since(token.span))
        if token.text in {"true", "false"}:
            return Literal(token.text == "true", token.span)
        if token.text in {"and", "or"} and self.is_sign("("):
            return self.junction(token)
        if token.text == "if" and self.is_sign("("):
            arguments, comma = self.arguments()
            span = self.since(token.span)
            if len(arguments) != 3 and comma:
                raise decimal_comma(self.text, comma)
            if len(arguments) != 3:
                raise refuse("formula.arguments", span, name="if", expected="3 tham số", expected_en="3 arguments", count=len(arguments),
                             usage="if(điều kiện, giá trị đúng, giá trị sai)")
            test, yes, no = arguments
            return self.closed(Choice(test, yes, no, span))
        raise syntax_error(token.span, f"“{token.text}” không đúng chỗ", f"“{token.text}” is out of place")

    def junction(self, word: Token) -> Syntax:
        """``AND(a, b)`` as in a spreadsheet: the same as ``a and b``."""
        arguments, _ = self.arguments()
        span = self.since(word.span)
        if len(arguments) < 2:
            raise refuse("formula.arguments", span, name=word.text, expected="2 tham số trở lên", expected_en="2 arguments or more",
                         count=len(arguments), usage=f"{word.text}(c1 > 0, c2 > 0)")
        return self.closed(Junction(word.text, tuple(arguments), span))

    def arguments(self) -> tuple[list[Syntax], Span | None]:
        """Arguments, and where a comma among them looks like that of a decimal: ``0,5``."""
        self.expect("(")
        found: list[Syntax] = []
        doubtful: Span | None = None
        while not self.is_sign(")"):
            found.append(self.expression(0))
            if self.is_sign(","):
                doubtful = doubtful or self.comma_in_number()
                if doubtful and self.semicolons:
                    raise decimal_comma(self.text, doubtful)
                self.take()
                if self.is_sign(")"):
                    raise self.unexpected("thừa dấu phẩy", "a comma too many")
            elif not self.is_sign(")"):
                raise self.unexpected("cần “,” hoặc “)”", "“,” or “)” is expected")
        self.take()
        return found, doubtful

    def comma_in_number(self) -> Span | None:
        """The span of ``0,5`` when the comma here stands between two numbers without a blank."""
        before, comma, after = self.tokens[self.at - 1], self.token, self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        touching = sum(before.span) == comma.span[0] and sum(comma.span) == after.span[0]
        numbers = before.kind == after.kind == "number" and "." not in before.text + after.text
        return (before.span[0], sum(after.span) - before.span[0]) if numbers and touching and self.text[comma.span[0]] == "," else None

    def refuse_decimal_comma(self) -> None:
        span = self.comma_in_number() if self.is_sign(",") else None
        if span:
            raise decimal_comma(self.text, span)

    # -- names and calls

    def named(self) -> Syntax:
        token = self.take()
        if self.is_sign("("):
            return self.call(token)
        name = self.dotted(token)
        if not self.is_sign(":"):
            return name
        self.take()
        if self.token.kind not in {"name", "dotted"}:
            raise self.unexpected("sau “:” cần một mã", "a code is expected after “:”")
        last = self.dotted(self.take())
        return Between(name, last, self.since(token.span))

    def dotted(self, token: Token) -> Name:
        if not self.is_sign("."):
            return Name(tuple(token.text.split(".")), token.span)
        parts = [token.text]
        while self.is_sign("."):
            self.take()
            if self.token.kind == "number":
                raise syntax_error(self.since(token.span), "mã không bắt đầu bằng chữ số", "a code does not start with a digit")
            if self.token.kind not in {"name", "dotted", "word", "forbidden"}:
                raise self.unexpected("sau dấu chấm cần một mã", "a code is expected after the dot")
            parts.extend(self.take().text.split("."))
        span = self.since(token.span)
        hidden = parts[1].startswith("_") or not parts[1].isascii()
        if len(parts) > 2 or hidden or self.is_sign("("):
            raise forbidden(".".join(parts), span)
        return Name(tuple(parts), span)

    def call(self, token: Token) -> Syntax:
        function = find_function(token.text)
        if function is None:
            if token.text.lower() in _REACHING:
                raise refuse("formula.reference_out_of_scope", token.span, name=token.text, **habits.of_function(token.text))
            near = habits.of_function(token.text) or proposals(token.text, function_names())
            raise refuse("formula.unknown_function", token.span, name=token.text, **oddity(token.text), **near)
        arguments, comma = self.arguments()
        written = all(isinstance(item, Literal) for item in arguments)
        if comma and (len(arguments) > function.most if function.most is not None else not written):
            raise decimal_comma(self.text, comma)
        return self.closed(Invocation(function.name, tuple(arguments), self.since(token.span)))

    def closed(self, node: Syntax) -> Syntax:
        """A value is complete: nothing may hang on it with a dot, and no bracket may follow it."""
        if self.is_sign("."):
            dot = self.take()
            raise forbidden("." + (self.first().text if self.first().kind in {"name", "word", "forbidden"} else ""), dot.span)
        if self.is_sign("("):
            raise forbidden("(…)(…)", self.token.span)
        return node


def decimal_comma(text: str, span: Span) -> KhuonError:
    """``formula.syntax`` for ``0,5``."""
    written = text[span[0] : sum(span)]
    point, apart = written.replace(",", "."), written.replace(",", ", ")
    return syntax_error(
        span, f"số thập phân viết bằng dấu chấm: {point}; hai tham số thì cách ra: {apart}", f"a decimal takes a point: {point}; two arguments take a blank: {apart}"
    )


def read(text: str) -> Syntax:
    """Syntax of a formula's text.

    Raises ``formula.too_long``, ``too_deep``, ``budget``, ``syntax``, ``syntax_forbidden``, ``unknown_function``,
    ``reference_out_of_scope``, ``number_too_long``, ``text_too_long``.
    """
    body = normalise(text)
    stripped = body.lstrip()
    if stripped.startswith("=") and not stripped.startswith("=="):  # as people begin a formula in a spreadsheet
        body = body.replace("=", " ", 1)
    if not body.strip():
        raise syntax_error((0, 1), "công thức trống", "the formula is empty")
    return _Reader(body).whole()
