"""Formulas of spreadsheets in our language."""

from __future__ import annotations

import pytest

from metadata.formula.from_excel import Range, UntranslatedError, translate


class Addressed:
    """Calls column 3 ``c3``; row 0 is the row of the formula."""

    def one(self, place: Range) -> str:
        return f"c{place.left}" if place.top == 0 else f"r{place.top}.c{place.left}"

    def many(self, place: Range) -> list[str]:
        return [f"c{place.left}:c{place.right}"] if place.right > place.left else [self.one(place)]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("=B1+C1-D1", "c1 + c2 - c3"),
        ("=SUM(B1:D1)", "sum(c1:c3)"),
        ("=sum(B1;C1)", "sum(c1, c2)"),
        ("=SUM(B1:C1,E1*2)", "sum(c1:c2, c4 * 2)"),
        ("=$B$1*(C1+D1)", "c1 * (c2 + c3)"),
        ("=B1-(C1-D1)", "c1 - (c2 - c3)"),
        ("=B1/(C1*D1)", "c1 / (c2 * c3)"),
        ("=ROUND(B1/C1*100,2)", "round(c1 / c2 * 100, 2)"),
        ('=IF(C1=0,"",B1/C1)', "c1 / c2"),
        ('=IF(C1<>0,B1/C1,"")', "c1 / c2"),
        ("=IF(C1=0,0,B1/C1)", "if(c2 == 0, 0, c1 / c2)"),
        ('=IFERROR(B1/C1,"")', "c1 / c2"),
        ("=IFERROR(B1/C1,0)", "coalesce(c1 / c2, 0)"),
        ("=IF(AND(B1>0,C1>=2),1,0)", "if((c1 > 0 and c2 >= 2), 1, 0)"),
        ("=SUBTOTAL(9,B1:D1)", "sum(c1:c3)"),
        ("=PRODUCT(B1,C1)", "c1 * c2"),
        ("=AVERAGE(B1:D1)", "avg(c1:c3)"),
        ("=-B1+C1", "-c1 + c2"),
        ("=+B1+C1", "c1 + c2"),
        ("=B1*50%", "c1 * (50 / 100)"),
        ("=B4", "r3.c1"),
        ("=ABS(B1-C1)", "abs(c1 - c2)"),
        ('=IF(COUNT(B1:D1)=0,"",SUM(B1:D1))', "sum(c1:c3)"),
        ('=IF(OR(NOT(ISNUMBER(B1)),N(C1)=0),"",ROUND(B1/C1*100,2))', "round(c1 / c2 * 100, 2)"),
        ('=IF(B1="","",B1*2)', "c1 * 2"),
        ('=IF(ISERROR(B1/C1),"",B1/C1)', "c1 / c2"),
        ('=IF(AND(B1<>"",C1>0),B1/C1,"-")', "c1 / c2"),
    ],
)
def test_what_it_becomes(formula: str, said: str) -> None:
    assert translate(formula, Addressed()) == said


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("=VLOOKUP(B1,C1:D9,2)", "function"),
        ("=B1^2", "operator"),
        ("=B1&C1", "operator"),
        ("=SUM(", "syntax"),
        ("=B1:C1", "range"),
        ('=IF(B1=0,"không",1)', "text"),
        ('=IF(B1="có",1,0)', "text"),
        ('=IF(B1="",1,0)', "text"),
        ('=IF(C1>5,"",B1/C1)', "text"),
        ("=B1>C1", "no_number"),
        ("=Ten_Vung*2", "name"),
        ("=" + "(" * 90 + "B1" + ")" * 90, "too_deep"),
        ("=" + "-" * 90 + "B1", "too_deep"),
        ("=B1" + "+B1" * 4_000, "too_long"),
    ],
)
def test_what_it_refuses(formula: str, reason: str) -> None:
    with pytest.raises(UntranslatedError) as refused:
        translate(formula, Addressed())
    assert refused.value.reason == reason
