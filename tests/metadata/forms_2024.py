"""The 2024 set of forms on complaints, denunciations and petitions, with their column-number cells as printed.

04/XLD prints ``8=…=15+18`` where 16 is the total that 18 is a part of; 02/XLD prints no chain on column 8 although
the two forms beside it do. Both stay as they are: they are what the linter is for.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.metadata import column_trees

_XLD01 = """
- Đơn vị :: A
- Tổng số đơn phải xử lý
  - Tổng số :: 1=2+3=4+5
  - Kỳ trước chuyển sang :: 2
  - Tiếp nhận trong kỳ :: 3
- Số đơn đã xử lý :: 4
- Số đơn chưa xử lý (chuyển kỳ sau xử lý) :: 5
- Đủ điều kiện xử lý
  - Số đơn :: 6= 8+9+10= 11+12+13= 14+18
  - Số vụ việc :: 7
- Phân loại đơn theo nội dung
  - Khiếu nại :: 8
  - Tố cáo :: 9
  - Kiến nghị, phản ánh :: 10
- Phân loại đơn theo tình trạng giải quyết
  - Đã giải quyết
    - Lần đầu :: 11
    - Nhiều lần :: 12
  - Chưa giải quyết xong :: 13
- Kết quả xử lý đơn
  - Đơn thuộc thẩm quyền
    - Tổng số :: 14=15+16+17
    - Khiếu nại :: 15
    - Tố cáo :: 16
    - Kiến nghị, phản ánh :: 17
  - Đơn không thuộc thẩm quyền
    - Tổng số :: 18 = 19+20+21
    - Hướng dẫn :: 19
    - Chuyển đơn :: 20
    - Đôn đốc giải quyết :: 21
- Số văn bản phúc đáp nhận được do chuyển đơn :: 22
"""

_XLD02 = """
- Đơn vị :: A
- Tổng số đơn phải xử lý
  - Tổng số :: 1=2+3
  - Số đơn kỳ trước chuyển sang :: 2
  - Số đơn tiếp nhận trong kỳ :: 3
- Đơn đã xử lý
  - Tổng :: 4=5+6
  - Đơn kỳ trước chuyển sang :: 5
  - Đơn tiếp nhận trong kỳ :: 6
- Đủ điều kiện xử lý
  - Số đơn :: 7
  - Số vụ việc :: 8
- Phân loại vụ việc khiếu nại theo nội dung
  - Lĩnh vực hành chính
    - Tổng :: 9=10+11+12
    - Chế độ, chính sách :: 10
    - Đất đai, nhà cửa :: 11
    - Khác :: 12
  - Lĩnh vực tư pháp :: 13
  - Lĩnh vực Đảng, đoàn thể :: 14
  - Lĩnh vực khác :: 15
- Phân loại vụ việc khiếu nại theo tình trạng giải quyết
  - Đã được giải quyết
    - Lần đầu :: 16
    - Lần 2 :: 17
    - Đã có bản án của tòa :: 18
  - Chưa giải quyết xong :: 19
- Kết quả xử lý đơn
  - Vụ việc thuộc thẩm quyền
    - Tổng :: 20=21+22
    - Lần đầu :: 21
    - Lần 2 :: 22
  - Vụ việc không thuộc thẩm quyền
    - Tổng :: 23=24+25
    - Hướng dẫn :: 24
    - Đôn đổc giải quyết :: 25
- Số văn bản phúc đáp nhận được do chuyển đơn :: 26
"""

_XLD03 = """
- Đơn vị :: A
- Tổng số đơn phải xử lý
  - Tổng số :: 1=2+3
  - Số đơn kỳ trước chuyển sang :: 2
  - Số đơn tiếp nhận trong kỳ :: 3
- Đơn đã xử lý
  - Tổng :: 4=5+6
  - Đơn kỳ trước chuyển sang :: 5
  - Đơn tiếp nhận trong kỳ :: 6
- Đủ điều kiện xử lý
  - Số đơn :: 7
  - Số vụ việc :: 8=9+14+15+16+17=18+19+20=21+24
- Phân loại vụ việc tố cáo theo nội dung
  - Lĩnh vực hành chính
    - Tổng cộng :: 9=10+11+12+13
    - Chế độ, chính sách :: 10
    - Đất đai, nhà cửa :: 11
    - Công chức, công vụ :: 12
    - Khác :: 13
  - Tham nhũng :: 14
  - Lĩnh vực tư pháp :: 15
  - Lĩnh vực Đảng, đoàn thể :: 16
  - Lĩnh vực khác :: 17
- Phân loại vụ việc theo tình trạng giải quyết
  - Tố cáo tiếp
    - Quá thời hạn chưa giải quyết :: 18
    - Đã có kết luận giải quyết :: 19
  - Chưa giải quyết :: 20
- Kết quả xử lý
  - Vụ việc thuộc thẩm quyền
    - Tổng số :: 21=22+23
    - Tố cáo lần đầu :: 22
    - Tố cáo tiếp :: 23
  - Vụ việc không thuộc thẩm quyền
    - Tổng số :: 24=25+26
    - Chuyển đơn :: 25
    - Đôn đốc giải quyết :: 26
- Số văn bản phúc đáp nhận được do chuyển đơn :: 27
"""

_XLD04 = """
- Đơn vị :: A
- Tổng số đơn phải xử lý
  - Tổng số đơn :: 1=2+3
  - Số đơn kỳ trước chuyển sang :: 2
  - Số đơn tiếp nhận trong kỳ :: 3
- Đơn đã xem xét về điều kiện xử lý
  - Tổng số đơn :: 4 =5+6
  - Số đơn kỳ trước chuyển sang :: 5
  - Số đơn tiếp nhận trong kỳ :: 6
- Đơn đủ điều kiện xử lý
  - Số đơn :: 7
  - Số vụ việc :: 8=9+10+11+12=13+14=15+18
- Phân loại vụ việc theo nội dung
  - Chế độ, chính sách :: 9
  - Đất đai :: 10
  - Tư pháp :: 11
  - Khác :: 12
- Phân loại vụ việc theo tình trạng giải quyết
  - Đã được giải quyết :: 13
  - Chưa được giải quyết :: 14
- Kết quả xử lý đơn
  - Vụ việc thuộc thẩm quyền :: 15
  - Vụ việc không thuộc thẩm quyền
    - Tổng số :: 16 =17+18
    - Chuyển đơn :: 17
    - Đôn đổc giải quyết :: 18
- Kết quả giải quyết vụ việc thuộc thẩm quyền
  - Vụ việc đã giải quyết :: 19
  - Vụ việc chưa giải quyết :: 20
"""

_FORMS = {
    "f_01xld": ("01/XLD", "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN", _XLD01),
    "f_02xld": ("02/XLD", "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN KHIẾU NẠI", _XLD02),
    "f_03xld": ("03/XLD", "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN TỐ CÁO", _XLD03),
    "f_04xld": ("04/XLD", "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN KIẾN NGHỊ, PHẢN ÁNH", _XLD04),
}


@cache
def _form(form_id: str) -> dict[str, Any]:
    code, title, header = _FORMS[form_id]
    return column_trees.form(form_id, code, title, header)


def documents(*wanted: str) -> dict[str, Any]:
    """Fresh documents of a regime with these forms (without names: all four) and the checks that their lines stand for."""
    forms = [column_trees.copied(_form(form_id)) for form_id in wanted or _FORMS]
    return column_trees.regime(*forms, *(column_trees.printed_rules(form) for form in forms))
