"""What is read from workbooks, Word tables and pasted blocks."""

from __future__ import annotations

import unicodedata
from io import BytesIO

from docx import Document
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from runtime.workbooks import read_book, read_paste
from tests.runtime.workbooks.made import saved


def test_an_annex_as_a_person_sees_it() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Phụ lục"
    sheet["A1"] = "Tổng số đơn"
    sheet["A1"].font = Font(bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", indent=2, wrap_text=True)
    sheet.merge_cells("A1:B2")
    sheet["C1"], sheet["C2"], sheet["C3"] = 1234.5, "=SUM(A1:A2)", True
    sheet["D1"].fill = PatternFill("solid", fgColor="FFD9D9D9")
    sheet["E1"] = CellRichText("Số dân", TextBlock(InlineFont(vertAlign="superscript"), "(1)"))
    sheet.row_dimensions[3].hidden = True
    choice = DataValidation(type="list", formula1='"Có,Không"')
    choice.add("C4:C9")
    sheet.add_data_validation(choice)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8
    sheet.print_title_rows = "1:2"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    read = read_book(saved(book), "phụ lục.xlsx")
    first, second = read.sheets
    assert (read.name, read.kind, first.name, second.hidden) == ("phụ lục.xlsx", "xlsx", "Phụ lục", True)
    cell = first.cells[0, 0]
    assert (cell.text, cell.bold, cell.align, cell.indent, cell.wrap) == ("Tổng số đơn", True, "center", 2, True)
    assert first.merges == ((0, 0, 1, 1),)
    assert (0, 1) not in first.cells
    assert (first.cells[0, 2].number, first.cells[1, 2].formula, first.cells[2, 2].text) == ("1234.5", "=SUM(A1:A2)", "TRUE")
    assert first.cells[0, 3].fill == "D9D9D9"
    assert (first.cells[0, 4].text, first.cells[0, 4].marks) == ("Số dân(1)", ("(1)",))
    assert first.hidden_rows == {2}
    assert [(c.area, c.values) for c in first.choices] == [((3, 2, 8, 2), ("Có", "Không"))]
    assert (first.paper, first.landscape, first.repeated) == ("A3", True, (0, 1))


def test_old_fonts_and_decomposed_text_become_unicode_and_the_original_is_kept() -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A1"].font = "Hµ Néi", Font(name=".VnTime")
    sheet["A2"], sheet["A2"].font = "Hµ Néi", Font(name=".VnTimeH")
    sheet["A3"], sheet["A3"].font = "Haø Noäi", Font(name="VNI-Times")
    sheet["A4"] = unicodedata.normalize("NFD", "Hà Nội")
    sheet["A5"] = CellRichText(TextBlock(InlineFont(rFont=".VnTime"), "§¬n"), " khiếu nại")
    cells = read_book(saved(book), "x.xlsx").sheets[0].cells
    assert [cells[row, 0].text for row in range(5)] == ["Hà Nội", "HÀ NỘI", "Hà Nội", "Hà Nội", "Đơn khiếu nại"]
    assert [cells[row, 0].encoding for row in range(5)] == ["tcvn3", "tcvn3", "vni", "nfd", "tcvn3"]
    assert cells[0, 0].original == "Hµ Néi"


def test_a_table_of_a_word_document() -> None:
    document = Document()
    document.add_paragraph("Biểu số 01/XLD")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Đơn vị"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Số đơn"
    table.cell(1, 1).text, table.cell(1, 2).text = "Mới", "Cũ"
    document.add_paragraph("Ghi chú: số liệu lũy kế")
    stream = BytesIO()
    document.save(stream)
    read = read_book(stream.getvalue(), "x.docx")
    (sheet,) = read.sheets
    assert (read.kind, sheet.rows, sheet.columns) == ("docx", 3, 3)
    assert sheet.merges == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert [sheet.cells[at].text for at in ((0, 0), (0, 1), (1, 1), (1, 2))] == ["Đơn vị", "Số đơn", "Mới", "Cũ"]
    assert (sheet.before, sheet.after) == (("Biểu số 01/XLD",), ("Ghi chú: số liệu lũy kế",))


def test_a_block_from_excel() -> None:
    html = (
        "<html><head><style>.x1{background:#D9D9D9;font-weight:700}</style></head><body><table>"
        "<tr><td rowspan=2 class=x1>Đơn vị</td><td colspan=2>Số đơn</td></tr><tr><td>Mới</td><td>Cũ<br>năm trước</td></tr>"
        "</table></body></html>"
    )
    (sheet,) = read_paste(html, "").sheets
    assert (sheet.rows, sheet.columns, sheet.merges) == (2, 3, ((0, 0, 1, 0), (0, 1, 0, 2)))
    assert (sheet.cells[0, 0].fill, sheet.cells[0, 0].bold) == ("D9D9D9", True)
    assert (sheet.cells[1, 1].text, sheet.cells[1, 2].text) == ("Mới", "Cũ\nnăm trước")


def test_a_block_of_text_and_one_with_wild_spans() -> None:
    (sheet,) = read_paste("", 'A\tB\n"hai\ndòng"\t1').sheets
    assert [sheet.cells[at].text for at in ((0, 0), (0, 1), (1, 0), (1, 1))] == ["A", "B", "hai\ndòng", "1"]
    (wild,) = read_paste("<table><tr><td colspan=-3 rowspan=x>a</td><td colspan='99999999999'>b</td></tr></table>", "").sheets
    assert (wild.columns, wild.merges) == (2, ())
