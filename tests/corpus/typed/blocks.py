"""Blocks from the clipboard: what Word, Excel and a text editor leave there."""

from __future__ import annotations

from tests.corpus.typed.case import Typed, case

_TABLE = """
Bảng dán | Bảng dán

- STT @marker
- Nội dung chi @caption
- Dự toán
  - Tổng số
  - Chi thường xuyên
  - Chi đầu tư
- Thực hiện

| 1 | Sự nghiệp giáo dục
| 2 | Sự nghiệp y tế
  | - | Tuyến tỉnh
  | - | Tuyến xã
| | Cộng
"""

_MSO = "<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:12.0pt;font-family:\"Times New Roman\",serif'>{}<o:p></o:p></span></b></p>"


def _mso(text: str) -> str:
    return _MSO.format(text) if text else "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"


@case(_TABLE)
def pasted_from_word() -> Typed:
    """A table of Word: its styles, conditional comments, empty paragraphs of hard blanks, captions over two paragraphs."""
    cell = "<td width=64 {} style='width:48.0pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0in 5.4pt 0in 5.4pt'>{}</td>"
    head = "<tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>" + cell.format("rowspan=2", _mso("STT")) + cell.format("rowspan=2", _mso("Nội dung") + _mso("chi"))
    head += cell.format("colspan=3", _mso("Dự toán")) + cell.format("rowspan=2", _mso("Thực hiện")) + "</tr>"
    head += "<tr>" + "".join(cell.format("", _mso(text)) for text in ("Tổng số", "Chi <br>\nthường xuyên", "Chi đầu tư")) + "</tr>"
    lines = (("1", "Sự nghiệp giáo dục"), ("2", "Sự nghiệp y tế"), ("-", "Tuyến tỉnh"), ("-", "Tuyến xã"), ("", "Cộng"))
    body = "".join("<tr>" + "".join(cell.format("", _mso(text)) for text in (*line, "", "", "", "")) + "</tr>" for line in lines)
    html = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>'
        '<style><!-- /* Font Definitions */ @font-face {font-family:"Cambria Math";} p.MsoNormal {mso-style-unhide:no;} --></style>'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>"
        f"<body lang=EN-US><!--StartFragment--><table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0>{head}{body}</table><!--EndFragment--></body></html>"
    )
    return Typed(html=html, text="STT\tNội dung chi")


@case(_TABLE)
def pasted_from_excel() -> Typed:
    """A block of Excel: classes, ``mso-number-format``, values of formulas only."""
    rows = [
        "<td rowspan=2 class=xl65 style='height:30.0pt;width:48pt'>STT</td><td rowspan=2 class=xl65>Nội dung chi</td><td colspan=3 class=xl66 style='border-left:none'>Dự toán</td><td rowspan=2 class=xl65>Thực hiện</td>",
        "<td class=xl67>Tổng số</td><td class=xl67>Chi thường<br>\n    xuyên</td><td class=xl67>Chi đầu tư</td>",
    ]
    for marker, text in (("1", "Sự nghiệp giáo dục"), ("2", "Sự nghiệp y tế"), ("-", "Tuyến tỉnh"), ("-", "Tuyến xã"), ("", "Cộng")):
        number = "align=right x:num" if marker.isdigit() else ""
        rows.append(f"<td height=20 {number}>{marker or '&nbsp;'}</td><td class=xl68>{text}</td>" + "<td class=xl69>&nbsp;</td>" * 4)
    html = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!-- .xl65 {mso-number-format:"\\@"; border:.5pt solid windowtext;} --></style></head><body>'
        "<table border=0 cellpadding=0 cellspacing=0 width=384 style='border-collapse:collapse'><!--StartFragment--><col width=64 span=6>"
        + "".join(f"<tr height=20>{row}</tr>" for row in rows)
        + "<!--EndFragment--></table></body></html>"
    )
    return Typed(html=html, text="")


@case(_TABLE)
def pasted_as_plain_text() -> Typed:
    """Tabs and line ends only; a caption with a line break stands in quotes, as Excel writes it."""
    lines = ['STT\t"Nội dung\nchi"\tDự toán\t\t\tThực hiện', "\t\tTổng số\tChi thường xuyên\tChi đầu tư\t"]
    lines += ["1\tSự nghiệp giáo dục\t\t\t\t", "2\tSự nghiệp y tế\t\t\t\t", "-\tTuyến tỉnh\t\t\t\t", "-\tTuyến xã\t\t\t\t", "\tCộng\t\t\t\t"]
    return Typed(text="\r\n".join(lines) + "\r\n")


@case(
    """
Biểu số 07 | KẾT QUẢ SẢN XUẤT VỤ ĐÔNG XUÂN

- Chỉ tiêu :: A @caption
- Đơn vị tính :: B @unit
- Mã số :: C @code
- Vụ này :: 1
- Vụ trước :: 2
- So sánh (%) :: 3 {phan_tram} = c1 / c2 * 100

# I. | TRỒNG TRỌT
  # 1. | Lúa
    01 | | Diện tích | ha
    02 | | Sản lượng | tấn
# II. | CHĂN NUÔI
  03 | 1. | Đàn trâu | con
  04 | 2. | Đàn bò | con
""",
)
def pasted_from_a_web_page() -> Typed:
    """A table of a legal site: everything in ``<p>``, title above as cells of the same table."""
    def cell(text: str, more: str = "") -> str:
        return f"<td {more} valign=top><p>{text}</p></td>"

    rows = ["<td colspan=6><p><b>Biểu số 07</b></p></td>", "<td colspan=6><p><b>KẾT QUẢ SẢN XUẤT VỤ ĐÔNG XUÂN</b></p></td>"]
    lines = (
        "Chỉ tiêu|Đơn vị tính|Mã số|Vụ này|Vụ trước|So sánh (%)", "A|B|C|1|2|3=1/2", "<b>I. TRỒNG TRỌT</b>|||||", "1. Lúa|||||", "&nbsp;&nbsp;&nbsp;Diện tích|ha|01|||",
        "&nbsp;&nbsp;&nbsp;Sản lượng|tấn|02|||", "<b>II. CHĂN NUÔI</b>|||||", "1. Đàn trâu|con|03|||", "2. Đàn bò|con|04|||",
    )  # fmt: skip
    rows += ["".join(cell(part) for part in line.split("|")) for line in lines]
    return Typed(html="<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
