"""Codes about values in cells (``cell.*``, ``number.*``, ``text.*``)."""

from metadata.errors import entry

entry("cell.shape", 422, "Giá trị gửi lên không đúng dạng của một ô.", "The value sent is not in the form of a cell value.",
      "Nhập lại ô này.", "Enter the cell again.")
entry("cell.not_a_number", 422, "“{value}” không phải là số.", "“{value}” is not a number.",
      "Nhập số theo cách viết Việt Nam, ví dụ 1.234.567,89; nếu không có thì gõ “-”.",
      "Type digits the Vietnamese way, e.g. 1.234.567,89; type “-” if there is none.")
entry("cell.ambiguous_number", 422, "“{value}” có thể là một nghìn mấy hoặc một phẩy mấy.",
      "“{value}” may mean thousands or decimals.",
      "Viết lại: 1234 nếu là nghìn, 1,234 nếu là số thập phân.", "Write 1234 for thousands or 1,234 for decimals.")
entry("cell.not_a_date", 422, "“{value}” không phải là ngày có thật.", "“{value}” is not a real date.",
      "Nhập ngày/tháng/năm, ví dụ 05/07/2026.", "Type day/month/year, e.g. 05/07/2026.")
entry("cell.not_a_choice", 422, "“{value}” không có trong danh sách lựa chọn.", "“{value}” is not one of the choices.",
      "Chọn một giá trị trong danh sách.", "Pick a value from the list.")
entry("cell.not_text", 422, "Ô này nhận chữ.", "This cell takes text.", "Nhập lại bằng chữ.", "Enter text.")
entry("cell.not_a_target", 422, "Chỉ tiêu chưa đủ: cần dấu so sánh và số.", "The target lacks a comparator or a number.",
      "Chọn dấu (≥, ≤, khoảng…) rồi nhập số.", "Choose a comparator and enter the number.")
entry("cell.not_a_file", 422, "Ô này nhận tệp đính kèm.", "This cell takes an attached file.",
      "Tải tệp lên.", "Upload a file.")
entry("cell.file_type", 422, "Tệp “{name}” không thuộc loại được nhận ({accept}).", "File “{name}” is not of an accepted type ({accept}).",
      "Chọn tệp đúng loại.", "Choose a file of an accepted type.")
entry("cell.file_size", 422, "Tệp “{name}” lớn {size} MB, quá giới hạn {limit} MB của ô.", "File “{name}” has {size} MB; the cell takes {limit} MB at most.",
      "Nén hoặc tách tệp rồi chọn lại.", "Compress or split the file and choose it again.")
entry("cell.evidence", 422, "Chưa có tài liệu kiểm chứng cho số liệu ở ô “{cell}”.", "The figure in “{cell}” has no evidence yet.",
      "Gắn tệp chứng minh vào ô tài liệu cùng dòng, hoặc để số liệu là 0.", "Attach a file in the same row, or make the figure 0.")
entry("cell.too_long", 422, "Nội dung dài {length} ký tự, quá giới hạn {limit}.", "The text has {length} characters; the limit is {limit}.",
      "Rút gọn nội dung hoặc đính kèm tệp.", "Shorten it or attach a file.")
entry("cell.out_of_range", 422, "{value} nằm ngoài khoảng cho phép ({low} đến {high}).", "{value} is outside the allowed range ({low} to {high}).",
      "Kiểm tra lại số liệu và đơn vị tính.", "Check the figure and its unit.")
entry("cell.negative", 422, "{value} là số âm; ô này không nhận số âm.", "{value} is negative; this cell takes none.",
      "Kiểm tra lại dấu của số.", "Check the sign.")
entry("cell.required", 422, "Ô bắt buộc chưa có số liệu.", "A required cell is empty.",
      "Nhập số liệu; nếu không phát sinh thì nhập 0 hoặc “-”.", "Enter a figure; 0 or “-” if there is none.")
entry("cell.dash_not_allowed", 422, "Ô này không nhận dấu “-”.", "This cell does not take “-”.",
      "Nhập một số; nếu bằng không thì nhập 0.", "Enter a number; 0 if it is zero.")
entry("cell.x_not_allowed", 422, "Dấu X chỉ do biểu mẫu quy định, không nhập được.", "X is set by the form only.",
      "Để trống hoặc nhập “-”.", "Leave it blank or enter “-”.")
entry("cell.computed", 422, "Ô này được tính tự động, không nhập được.", "This cell is computed and cannot be entered.",
      "Sửa các ô mà nó được tính từ đó.", "Change the cells it is computed from.")
entry("cell.blocked", 422, "Ô này bị khoá (X) theo biểu mẫu.", "This cell is blocked (X) by the form.",
      "Bỏ qua ô này.", "Skip this cell.")
entry("cell.carried", 422, "Ô này được chuyển từ kỳ trước hoặc biểu khác, muốn sửa phải ghi lý do.",
      "This cell is carried over; changing it needs a reason.",
      "Chọn “Sửa số chuyển sang” và ghi lý do.", "Choose “Override” and give a reason.")
entry("cell.not_yours", 422, "Ô này do bên khác nhập.", "Another party fills this cell.",
      "Bỏ qua ô này.", "Skip this cell.")
entry("cell.unknown", 422, "Biểu không có ô “{key}”.", "The form has no cell “{key}”.",
      "Tải lại trang rồi nhập lại.", "Reload the page and enter it again.")
entry("number.scale", 422, "Số có nhiều chữ số thập phân hơn quy định ({decimals}).", "The number has more decimals than allowed ({decimals}).",
      "Làm tròn đến {decimals} chữ số thập phân.", "Round it to {decimals} decimals.")
entry("number.too_long", 422, "Số quá dài (trên {limit} chữ số).", "The number is too long (over {limit} digits).",
      "Kiểm tra lại số và đơn vị tính.", "Check the number and its unit.")
entry("text.surrogate", 400, "Nội dung có ký tự hỏng, không lưu được.", "The text has a broken character.",
      "Xoá ký tự lạ rồi nhập lại.", "Remove the odd character and enter it again.")
entry("text.piled_marks", 422, "Nội dung có hơn {limit} dấu chồng lên một chữ.", "The text has more than {limit} marks piled on one letter.",
      "Xoá các dấu thừa rồi nhập lại.", "Remove the extra marks and enter it again.")
entry("text.control_character", 422, "Nội dung có ký tự điều khiển {char}.", "The text has the control character {char}.",
      "Xoá ký tự đó rồi nhập lại.", "Remove the character and enter it again.")
entry("text.legacy_encoding", 422, "Nội dung có vẻ gõ bằng phông chữ cũ (TCVN3, VNI), đọc là “{reading}”.", "The text seems to come from an old font (TCVN3, VNI) and reads “{reading}”.",
      "Gõ lại bằng Unicode nếu đúng như vậy; phần mềm không tự sửa.", "Type it again in Unicode if that is so; nothing is changed by itself.")
entry("cell.step", 422, "{value} không đúng bước nhảy {step}.", "{value} is not a multiple of {step}.",
      "Nhập bội số của {step}.", "Enter a multiple of {step}.")
entry("period.unknown", 422, "“{period}” không phải là kỳ báo cáo.", "“{period}” is not a period.",
      "Ví dụ: 2026, 2026-Q3, 2026-H1, 2026-9M, 2026-09.", "For example 2026, 2026-Q3, 2026-H1, 2026-9M, 2026-09.")
