"""Hostile formulas of the project's own, beside those of the payload file: by name, each with the code it is refused with, or None for a harmless value.

All of the classes formula_escape, formula_bomb, numbers and unicode: letters that look alike, marks nobody sees, names of Python and of
the evaluators, walls of brackets, numbers without end, ranges wider than the table, signs of other languages.
"""

from __future__ import annotations

from typing import Final

FORBIDDEN, UNKNOWN, SYNTAX, NAME = "formula.syntax_forbidden", "formula.unknown_function", "formula.syntax", "formula.unknown_name"
DEEP, BUDGET, LONG = "formula.too_deep", "formula.budget", "formula.too_long"

LOOK_ALIKE: Final = {
    "cyrillic c": ("с1 + c2", NAME), "greek omicron": ("cοunt(c1)", UNKNOWN), "full-width name": ("ｃ1", NAME), "full-width bracket": ("sum（c1）", SYNTAX), "full-width digit": ("１ + c1", SYNTAX),
    "mathematical letters": ("𝐬𝐮𝐦(c1)", UNKNOWN), "long s": ("ſum(c1)", UNKNOWN), "dotless i": ("ıf(c1 > 0, 1, 2)", UNKNOWN), "kelvin sign": ("K1 + c1", NAME), "roman numeral": ("cⅠ", NAME),
    "superscript": ("c1 + c1²", NAME), "arabic digit": ("c١ + 1", NAME), "devanagari number": ("१ + 1", SYNTAX), "fraction": ("c1 + ½", NAME), "full-width plus": ("c1 ＋ c2", SYNTAX),
    "heavy minus": ("c1 ➖ c2", SYNTAX), "fraction slash": ("c1 ⁄ c2", SYNTAX), "asterisk operator": ("c1 ∗ c2", SYNTAX), "greek question mark": ("sum(c1\u037e c2)", None), "modifier apostrophe": ("t1 = ʼaʼ", NAME),
}  # fmt: skip
UNSEEN: Final = {
    "zero-width space": ("c1\u200b + c2", SYNTAX), "zero-width joiner": ("c\u200d1", SYNTAX), "byte order mark": ("\ufeffc1", SYNTAX), "soft hyphen": ("c\u00ad1", SYNTAX), "right-to-left override": ("c1 + \u202ec2", SYNTAX),
    "isolate": ("\u2066c1\u2069", SYNTAX), "override in a text": ('c4 = "a\u202eb"', SYNTAX), "NUL in a text": ('c4 = "a\x00b"', SYNTAX), "NUL": ("c1\x00", SYNTAX), "escape": ("\x1b[2Jc1", SYNTAX), "line separator": ("c1\u2028+ c2", None),
    "combining mark on a sign": ("c1 +\u0301 c2", SYNTAX), "combining mark on a code": ("c1\u0301 + c2", NAME), "combining mark splits a function": ("su\u0323m(c1)", UNKNOWN), "enclosing mark": ("c1\u20dd", NAME), "lone surrogate": ("c1\ud800", SYNTAX),
    "surrogate in a text": ("c4 = '\ud83d'", SYNTAX), "tag letters": ("c1\U000e0063\U000e0031", SYNTAX), "private use": ("c1 \ue000 c2", SYNTAX), "variation selector": ("c1\ufe0f", NAME), "interlinear": ("\ufff9c1", SYNTAX), "no-break spaces": ("c1\u00a0+\u202fc2", None),
}  # fmt: skip
ESCAPES: Final = {
    "dunder of a cell": ("c1.__class__", FORBIDDEN), "dunder of a call": ("sum(c1).__class__", FORBIDDEN), "dunder of a text": ("'a'.__class__.__mro__[1]", FORBIDDEN), "dunder name": ("__import__('os').system('id')", UNKNOWN), "builtins": ("__builtins__", FORBIDDEN),
    "mangled row": ("r1.__dict__", FORBIDDEN), "three steps": ("r1.c1.real", FORBIDDEN), "call of a cell": ("r1.c1()", FORBIDDEN), "call of a result": ("sum(c1)(c2)", FORBIDDEN), "index": ("c1[0]", FORBIDDEN), "slice": ("c1[::]", FORBIDDEN), "lambda": ("(lambda: 1)()", FORBIDDEN),
    "comprehension": ("sum(c1 for x in c2)", FORBIDDEN), "star": ("sum(*c1)", SYNTAX), "double star": ("sum(**c1)", BUDGET), "keyword": ("sum(values=c1)", NAME), "yield": ("(yield c1)", FORBIDDEN), "await": ("await c1", FORBIDDEN), "assert": ("assert c1", FORBIDDEN),
    "format": ("'{0.__class__}'.format(c1)", FORBIDDEN), "percent format": ("'%s' % c1", FORBIDDEN), "f-string": ('f"{c1}"', FORBIDDEN), "bytes": ("b'a'", FORBIDDEN), "raw text": ("r'a' = c4", FORBIDDEN), "template": ("`${c1}`", FORBIDDEN), "comment": ("c1 # c2", FORBIDDEN),
    "statement": ("c1; import os", SYNTAX), "two lines": ("c1\nimport os", FORBIDDEN), "decorator": ("@c1", FORBIDDEN), "walrus": ("(c9:=5)", FORBIDDEN), "assignment": ("c3 = c1 = 5", None), "name of the judge": ("values(c1)", UNKNOWN), "name of a helper": ("add_(c1, c2)", UNKNOWN),
    "constant of the second opinion": ("k0 + x0", NAME), "symbol table": ("symtable", NAME), "numpy": ("sqrt(c1)", UNKNOWN), "type": ("type(c1)", UNKNOWN), "eval": ("eval('1')", UNKNOWN), "exec in Vietnamese": ("thực_thi(c1)", UNKNOWN), "none": ("None", FORBIDDEN), "self": ("self", NAME),
    "constructor": ("constructor(c1)", UNKNOWN), "prototype": ("c1.constructor", "formula.unknown_name"), "proto": ("c1.__proto__", FORBIDDEN), "window": ("window.alert(1)", FORBIDDEN), "SQL": ("c1 OR 1=1 --", SYNTAX), "SQL union": ("c1) UNION SELECT (1", SYNTAX),
    "workbook command": ("cmd|'/c calc'!A1", FORBIDDEN), "web service": ('WEBSERVICE("http://x")', UNKNOWN), "hyperlink": ('=HYPERLINK("http://x","y")', UNKNOWN), "external sheet": ("[x.xlsx]S!A1", FORBIDDEN), "other unit": ("unit('33.B').c1", "formula.reference_out_of_scope"),
    "shadowed function": ("sum + sum(c1)", FORBIDDEN), "function as a row": ("sum.c1", FORBIDDEN), "function in a range": ("sum(sum:c3)", FORBIDDEN), "form of no code": ("form(f_kn.c1, c2)", "formula.unknown_form"), "a form's own name": ("f_kn", NAME),
}  # fmt: skip
BOMBS: Final = {
    "power": ("9**9**9", BUDGET), "caret": ("9^9^9", BUDGET), "deep brackets": ("(" * 5_000 + "1" + ")" * 5_000, DEEP), "brackets to the limit": ("(" * 63 + "c1" + ")" * 63, None), "one bracket too many": ("(" * 64 + "c1" + ")" * 64, DEEP),
    "open brackets": ("(" * 100_000, DEEP), "mixed signs": ("-+" * 3_000 + "1", DEEP), "not not": ("not " * 900 + "c1 > 0", DEEP), "spread signs": ("- " * 1_500 + "1", DEEP), "calls": ("abs(" * 300 + "c1" + ")" * 300, DEEP), "choices": ("if(c1>0,1," * 300 + "2" + ")" * 300, DEEP),
    "trailing choices": ("c1 if c2>0 else " * 200 + "c3", DEEP), "leading choices": ("(" * 30 + "c1" + " if c2>0 else 1)" * 30, None), "choice in a condition": ("if(" * 200 + "c1>0" + ",1,2)>0" * 199 + ",1,2)", DEEP), "long number": ("9" * 3_999, "formula.number_too_long"),
    "long fraction": ("0." + "3" * 3_000, "formula.number_too_long"), "exponent": ("1e999999999", SYNTAX), "hexadecimal": ("0xFFFFFFFFFF", SYNTAX), "complex": ("1j", SYNTAX), "underscores": ("1_000_000", SYNTAX), "long text": ("c4 = '" + "a" * 3_900 + "'", "formula.text_too_long"),
    "long name": ("c" * 3_999, NAME), "near miss": ("c1" + "l" * 3_900 + "(1)", UNKNOWN), "million characters": ("c1+" * 333_333 + "c1", LONG), "blanks": (" " * 1_000_000, LONG), "many terms": ("+".join(["c1"] * 1_300), None), "too many terms": ("+".join(["1"] * 1_999), None),
    "many factors": ("*".join(["9" * 38] * 100), None), "many comparisons": ("<".join(["1"] * 1_900), None), "many arguments": ("sum(" + ",".join(["c1"] * 1_200) + ")", None), "wide range": ("sum(A1:XFD1048576)", "formula.range_too_large"), "range on range": ("sum(" + ",".join(["c1:c3"] * 660) + ")", None),
    "ranges beyond": ("sum(" + ",".join(["c1:c3"] * 668) + ")", LONG), "column of letters": ("sum(AAAA1:ZZZZ9999999)", NAME), "all quotes": ("'" * 3_999, SYNTAX), "all dots": ("." * 3_999, SYNTAX), "all commas": ("," * 3_999, SYNTAX), "all colons": (":" * 3_999, SYNTAX),
    "all combining marks": ("c" + "\u0301" * 3_900, NAME), "growing under NFC": ("\u0958" * 3_900, LONG), "tiny quotients": ("1" + "/9999999999" * 300, None), "quotient without end": ("1/3" * 1 + "*7/11*13/17" * 150, None), "factorial": ("factorial(9999999)", UNKNOWN),
    "repeated text": ("'ab' * 1000000000", "formula.type"), "rounding far": ("round(c1, 999999999999)", "formula.argument"), "rounding back": ("round(c1, -999999999999)", "formula.argument"), "division by nothing": ("1/(0/(0/(0/0)))", None),
}  # fmt: skip
LINES: Final = {
    "ten thousand ellipses": "9=" + "…" * 10_000, "dots": "9=1" + "." * 490, "ellipsis chain": "9=1" + "+..." * 120 + "+8", "nothing but equals": "=" * 499, "nothing but signs": "9=" + "+-" * 240, "sums without end": "9" + "=1+2" * 120, "look-alike digits": "９=1１+12",
    "arabic digits": "٩=١+٢", "turned around": "9=\u202e11+12", "unseen": "9=\u200b11+12", "a formula": "9=sum(11,12)", "attributes": "9=11.__class__", "markup": "9=<b>11</b>", "a long number": "9=" + "1" * 400, "backwards": "9=17+...+14", "itself": "9=9", "brackets": "9=" + "(" * 200 + "11" + ")" * 200,
    "surrogate": "9=\ud800", "NUL": "9=11\x00", "nested dots": "9=1.1.1.1.1.1.1", "letters": "A=B+C", "empty": "", "only left": "9", "no left": "=11+12", "million": "9=" + "1+" * 500_000 + "1",
}  # fmt: skip
ALL: Final[dict[str, tuple[str, str | None]]] = {**LOOK_ALIKE, **UNSEEN, **ESCAPES, **BOMBS}
