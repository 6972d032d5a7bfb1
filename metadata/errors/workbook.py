"""Codes about a form's own workbook that comes back (``workbook.*``)."""

from metadata.errors import entry

_AGAIN_VI = "Ở trang nhập biểu chọn Tệp Excel, “Tải tệp Excel để nhập” để lấy đúng tệp của biểu này, rồi chép số liệu sang."
_AGAIN_EN = "On the filling page choose Excel file, “Download Excel to fill” for the right workbook, and copy the figures into it."

entry("workbook.not_ours", 422, "Tệp này không phải tệp Excel mà phần mềm tạo ra cho biểu, nên không biết ô nào là ô nào.",
      "This is not the workbook that was made for the form, so nobody knows which cell is which.", _AGAIN_VI, _AGAIN_EN)
entry("workbook.other_form", 422, "Đây là tệp của biểu {code}, không phải của biểu đang mở.", "This is the workbook of form {code}, not of the form that is open.",
      "Mở biểu {code} rồi nhận tệp ở đó.", "Open form {code} and bring the file back there.")
entry("workbook.other_unit", 422, "Đây là tệp của {unit}, không phải của đơn vị đang lập báo cáo.", "This is the workbook of {unit}, not of the unit that reports here.",
      _AGAIN_VI, _AGAIN_EN)
entry("workbook.other_period", 422, "Đây là tệp của {period}, không phải của kỳ đang lập.", "This is the workbook of {period}, not of the period that is open.",
      "Mở báo cáo của {period} rồi nhận tệp ở đó, hoặc tải tệp của kỳ này.", "Open the report of {period} and bring the file back there, or take the workbook of this period.")
entry("workbook.other_report", 422, "Đây là tệp của một báo cáo khác (chế độ hoặc lần báo cáo khác).", "This is the workbook of another report (another regime or round).",
      _AGAIN_VI, _AGAIN_EN)
entry("workbook.other_release", 422, "Tệp theo mẫu biểu phiên bản {old}, báo cáo theo phiên bản {new}, và không có tài liệu nói ô cũ nào thành ô mới nào.",
      "The workbook follows release {old} of the form, the report release {new}, and nothing says which old cell became which new one.", _AGAIN_VI, _AGAIN_EN)
entry("workbook.homeless", 422, "Biểu của phiên bản mới không còn ô này nên số trong tệp không có chỗ.", "The form of the new release has no such cell; the figure in the workbook has no place.",
      "Xem lại mẫu mới; nếu cần, ghi vào phần thuyết minh.", "Look at the new form; if needed, state it in the narrative.")
entry("workbook.error_value", 422, "Ô trong tệp đang báo lỗi {value} của Excel.", "The cell shows the spreadsheet error {value}.",
      "Sửa trong tệp rồi nhận lại, hoặc nhập số vào biểu.", "Correct it in the file and bring it back, or enter the figure in the form.")
entry("workbook.date_in_number", 422, "Excel đã đổi nội dung ô thành ngày {value}, không còn biết số đã gõ.", "The spreadsheet turned what was typed into the day {value}; the figure is no longer known.",
      "Gõ lại số trong biểu, dấu thập phân là dấu phẩy.", "Enter the figure again in the form, with a comma for decimals.")
entry("workbook.digits", 422, "Số {value} dài hơn {limit} chữ số: Excel chỉ giữ {limit} chữ số, các chữ số sau có thể đã thành 0.",
      "{value} has more than the {limit} digits that a spreadsheet keeps; the last ones may have become 0.",
      "So với hồ sơ rồi mới nhận, hoặc gõ số này dưới dạng chữ (định dạng ô là Text).", "Compare it with your records before taking it, or type it as text in the file.")
entry("workbook.merged", 422, "Ô đã bị gộp với ô khác trong tệp nên không biết số thuộc ô nào.", "The cell was merged with others, so nobody knows whose figure it is.",
      "Bỏ gộp ô trong tệp rồi nhận lại, hoặc nhập số vào biểu.", "Unmerge the cells and bring the file back, or enter the figure in the form.")
entry("workbook.clash", 409, "Ô này vừa đổi trong tệp vừa đổi trong biểu sau khi tải tệp: trong biểu đang là {now}.", "The cell changed in the workbook and, since it was taken away, in the form too: the form now has {now}.",
      "Chọn giá trị đúng.", "Choose the right value.")
entry("workbook.again", 409, "Biểu đang là {now}, do bạn nhận từ một tệp cùng lần tải; tệp này ghi khác: có thể là tệp ấy sửa tiếp, có thể là tệp của người khác.",
      "The form has {now}, which you brought by a file of this same download; this file says otherwise. It may be that file edited again, or another person's.",
      "Tệp của bạn sửa tiếp: nhận theo tệp. Tệp của người khác: hỏi người đó rồi chọn.", "If it is your file edited again, take it as in the file; if it is another's, ask that person and choose.")
entry("workbook.reverted", 409, "Trong biểu đang là {now}, do tệp này đưa vào lần trước; nay ô trong tệp lại như lúc tải.", "The form has {now}, which this file brought before; now the cell is as it was taken away.",
      "Nếu đúng là muốn trả về như cũ, nhận theo tệp.", "If it is meant to go back, take it as in the file.")
entry("workbook.row_caption", 422, "Cạnh dòng này tệp ghi “{text}”, không phải tên dòng của biểu (có thể bảng đã bị sắp xếp hoặc ghi đè), nên không chắc số thuộc dòng nào.",
      "Beside this row the file says “{text}”, which is not its caption in the form (the table may have been sorted or typed over), so it is not sure whose figure it is.",
      "So số với tên dòng trong tệp rồi chọn, hoặc trả lại thứ tự dòng và nhận lại.", "Compare the figure with the caption in the file and choose, or put the rows back in order and bring the file again.")
entry("workbook.resorted", 422, "Các dòng trong tệp đã bị sắp xếp lại: {rows} dòng được nhận theo tên dòng đứng cạnh số.", "The rows of the file were sorted: {rows} rows were found by the captions beside their figures.",
      "Không phải làm gì nếu các ô dưới đây đúng.", "Nothing to do if the cells below are right.")
entry("workbook.stale", 422, "Tệp ghi được tải ở lần lưu thứ {version} của biểu, còn biểu ở đây mới lưu {now} lần: kho số liệu đã được phục hồi từ bản cũ, hoặc trang ẩn của tệp đã bị sửa.",
      "The file says that it was taken at version {version} of the form, which has only {now} here: the store was restored from an older copy, or the hidden sheet was changed.",
      "Xem kỹ từng thay đổi trước khi nhận.", "Look at each change before taking it.")
entry("workbook.row_removed", 409, "Dòng này đã bị xoá trong biểu sau khi tải tệp.", "This row was removed from the form after the workbook was taken away.",
      "Nếu vẫn cần, thêm dòng trong biểu rồi nhập số.", "If it is still needed, add the row in the form and enter its figures.")
entry("workbook.row_unnamed", 422, "Dòng thêm trong tệp chưa có tên.", "The row added in the workbook has no caption.",
      "Ghi tên dòng trong biểu sau khi nhận.", "Give it a caption in the form after taking it.")
entry("workbook.row_item", 422, "“{value}” không có trong danh mục của mục {row}.", "“{value}” is not in the catalogue of {row}.",
      "Chọn trong danh mục.", "Choose from the catalogue.")
entry("workbook.rows_full", 422, "Mục {row} chỉ nhận {limit} dòng; dòng này không còn chỗ.", "{row} takes {limit} rows; there is no room for this one.",
      "Bớt dòng rồi nhận lại.", "Remove rows and bring the file back.")
entry("workbook.locked", 422, "Ô khoá đã bị sửa trong tệp; giá trị trong biểu giữ nguyên.", "A locked cell was changed in the workbook; the form keeps its own value.",
      "Không phải làm gì; số tính tự động sẽ theo các ô nhập.", "Nothing to do; computed figures follow the entered ones.")
entry("workbook.carried", 422, "Số chuyển sang đã bị sửa trong tệp; muốn sửa phải ghi lý do.", "A carried figure was changed in the workbook; changing it needs a reason.",
      "Chọn ô trong biểu, bấm “Sửa số chuyển sang” và ghi lý do.", "Select the cell in the form, choose “Override” and give a reason.")
entry("workbook.old_font", 422, "Ô dùng phông chữ cũ: “{original}” được đọc là “{reading}”.", "The cell is in an old font: “{original}” was read as “{reading}”.",
      "Xem cách đọc có đúng không; nếu sai, gõ lại trong biểu.", "See whether it was read rightly; if not, type it in the form.")
entry("workbook.formatting", 422, "Đoạn viết trong biểu có chữ đậm, nghiêng, gạch chân hoặc danh sách; nhận chữ của tệp thì các định dạng đó mất.", "The text in the form has marks or lists; they go when the text of the workbook is taken.",
      "Nếu muốn giữ định dạng, bỏ qua ô này và sửa trong biểu.", "To keep them, leave this cell out and edit it in the form.")
entry("workbook.layout", 422, "Bố cục tệp đã bị thay đổi: {moved} ô ở chỗ khác so với lúc tải; vẫn nhận đúng theo tên ô.", "The layout of the workbook was changed: {moved} cells stand elsewhere than when it was made; they were found by their names.",
      "Không phải làm gì nếu các ô dưới đây đúng.", "Nothing to do if the cells below are right.")
entry("workbook.missing", 422, "Ô này không còn trong tệp (dòng, cột hoặc trang đã bị xoá); giá trị trong biểu giữ nguyên.", "The cell is no longer in the workbook (its row, column or sheet was deleted); the form keeps its value.",
      "Nhập trong biểu nếu cần.", "Enter it in the form if needed.")
entry("workbook.foreign", 422, "“{text}” đứng ngoài các ô của biểu nên không được nhận.", "“{text}” stands outside the cells of the form and is not taken.",
      "Nếu là số liệu, chuyển vào đúng ô.", "If it is a figure, move it into its cell.")
entry("workbook.choice", 422, "Đề xuất đã chọn cho ô {key} không có trong các đề xuất của bản xem trước.", "The proposal chosen for cell {key} is not among those of the preview.",
      "Xem trước lại tệp rồi chọn lại.", "Preview the file again and choose again.")
entry("workbook.refusals", 422, "Tệp còn {count} ô không nhận được; chưa lưu gì.", "{count} cells of the workbook cannot be taken; nothing was saved.",
      "Sửa các ô được nêu, chọn đề xuất trong “take”, hoặc gửi “partial”: true để nhận phần còn lại.", "Correct the cells named, choose proposals in “take”, or send “partial”: true for the rest.")
