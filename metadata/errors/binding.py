"""Codes about indicators and what rows and columns are bound to (``binding.*``, ``indicator.*``)."""

from metadata.errors import entry

entry("binding.member_unknown", 422, "“{label}” gắn với mục phân tổ “{member}” không có trong danh mục nào của mẫu.", "“{label}” is bound to member “{member}”, which no list of the template has.",
      "Chọn lại mục phân tổ, hoặc thêm mục vào danh mục.", "Choose the member again, or add it to the list.")
entry("binding.two_indicators", 422, "Ô dòng “{row}” × cột “{column}” mang hai chỉ tiêu: {first} theo dòng, {second} theo cột.", "The cell of row “{row}” and column “{column}” has two indicators: {first} by its row, {second} by its column.",
      "Giữ chỉ tiêu ở một phía; phía kia chỉ gắn mục phân tổ.", "Keep the indicator on one side and bind only members on the other.")
entry("binding.two_members", 422, "Ô dòng “{row}” × cột “{column}” gắn với hai mục của danh mục “{list}”.", "The cell of row “{row}” and column “{column}” is bound to two members of list “{list}”.",
      "Bỏ mục phân tổ ở dòng hoặc ở cột.", "Remove the member from the row or from the column.")
entry("binding.list_foreign", 422, "Chỉ tiêu {indicator} không kê danh mục “{list}” trong các phân tổ của nó.", "Indicator {indicator} does not name list “{list}” among its disaggregations.",
      "Thêm danh mục vào phân tổ của chỉ tiêu, hoặc bỏ mục phân tổ.", "Add the list to the indicator, or remove the member.")
entry("binding.unit", 422, "Biểu ghi đơn vị tính “{said}”, chỉ tiêu {indicator} tính bằng “{wanted}”.", "The form says unit “{said}”, indicator {indicator} is measured in “{wanted}”.",
      "Sửa đơn vị tính của cột hoặc của chỉ tiêu.", "Correct the unit of the column or of the indicator.")
entry("binding.asked_twice", 422, "Cùng một số liệu ({indicator}) được hỏi hai lần trong biểu: “{first}” và “{second}”.", "The same figure ({indicator}) is asked for twice in the form: “{first}” and “{second}”.",
      "Bỏ một chỗ, hoặc gắn mục phân tổ cho khác nhau; có thể cho một chỗ lấy số từ chỗ kia bằng công thức.", "Drop one, tell them apart by members, or let one read the other by a formula.")
entry("indicator.used", 409, "“{name}” đang được dùng ở {count} chỗ nên không xoá được: {places}.", "“{name}” is used in {count} places and cannot be removed: {places}.",
      "Gỡ ở các chỗ đó trước, rồi xoá.", "Unbind it there first, then remove it.")
