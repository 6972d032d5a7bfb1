"""Codes about filling, sending, receiving and consolidating."""

from metadata.errors import entry

entry("version.conflict", 409, "Người khác vừa sửa {count} ô mà bạn cũng đang sửa.", "Somebody else has just changed {count} cells that you are changing.",
      "Xem hai giá trị của từng ô rồi chọn giá trị đúng.", "Look at both values of each cell and choose the right one.")
entry("version.cell", 409, "Ô {key} đã được người khác sửa.", "Cell {key} was changed by somebody else.",
      "Chọn giữ giá trị của bạn hoặc nhận giá trị mới.", "Keep your value or take the new one.")
entry("version.rows", 409, "Danh sách dòng của mục {row} đã được người khác sửa.", "The list of rows under {row} was changed by somebody else.",
      "Tải lại trang để thấy các dòng mới rồi sửa tiếp.", "Reload the page to see the new rows and go on.")
entry("submission.already_submitted", 409, "Báo cáo đã gửi nên không lưu thêm được.", "The report was already sent; nothing more can be saved.",
      "Nếu cần sửa, hãy thu hồi trước khi cơ quan nhận tiếp nhận, hoặc đề nghị trả lại.",
      "To change it, recall it before it is received, or ask for it to be returned.")
entry("submission.not_editable", 409, "Báo cáo đang ở trạng thái không sửa được.", "The report is in a state in which it cannot be changed.",
      "Tải lại trang để thấy trạng thái hiện tại.", "Reload the page to see its state.")
entry("submission.has_errors", 422, "Báo cáo còn {count} lỗi nên chưa gửi được.", "The report still has {count} errors and cannot be sent.",
      "Sửa các lỗi được liệt kê rồi gửi lại.", "Correct the errors listed and send again.")
entry("submission.reason_required", 422, "Còn {count} cảnh báo chưa có giải trình.", "{count} warnings have no explanation yet.",
      "Sửa số liệu hoặc ghi lý do cho từng cảnh báo.", "Correct the figures or give a reason for each warning.")
entry("submission.check_failed", 422, "{sentence}", "{sentence}", "Sửa các ô được nêu.", "Correct the cells named.")
entry("submission.warning", 422, "{sentence}", "{sentence}", "Sửa các ô được nêu hoặc ghi lý do.", "Correct the cells named or give a reason.")
entry("submission.return_reason", 422, "Trả lại báo cáo phải ghi lý do.", "Returning a report needs a reason.",
      "Ghi lý do chung hoặc lý do ở từng ô.", "Give a reason, in general or per cell.")
entry("submission.text_too_long", 422, "Nội dung dài {length} ký tự, quá giới hạn {limit}.", "The text has {length} characters; the limit is {limit}.",
      "Rút gọn nội dung.", "Shorten it.")
entry("submission.receive_first", 409, "Báo cáo chưa được tiếp nhận nên chưa nhập được phần của cơ quan chủ trì.",
      "The report has not been received yet; the lead agency's cells are still closed.",
      "Bấm “Nhận báo cáo” rồi nhập.", "Receive the report, then fill them.")
entry("submission.not_appraisable", 409, "Phần của cơ quan chủ trì chỉ nhập được sau khi tiếp nhận và trước khi chấp nhận báo cáo.",
      "The lead agency's cells are open only after receipt and before acceptance.",
      "Tải lại trang để thấy trạng thái hiện tại.", "Reload the page to see its state.")
entry("submission.appraisal", 422, "Phần của cơ quan chủ trì còn {count} lỗi nên chưa chấp nhận được.",
      "The lead agency's cells still have {count} errors; the report cannot be accepted.",
      "Tiếp nhận, nhập đủ và sửa các ô được liệt kê rồi chấp nhận.", "Receive it, complete and correct the cells listed, then accept.")
entry("submission.unknown_form", 404, "Báo cáo không có biểu “{form}”.", "The report has no form “{form}”.",
      "Chọn biểu trong danh sách của báo cáo.", "Choose a form from the report's list.")
entry("submission.newer_release", 409, "Biểu mẫu của kỳ này đã có phiên bản {no}; báo cáo còn theo phiên bản cũ.",
      "Release {no} now holds for this period; the report still follows an older one.",
      "Chuyển báo cáo sang phiên bản mới; số liệu đã nhập được giữ.", "Move the report to the new release; what was entered is kept.")
entry("period.wrong_kind", 422, "“{period}” không phải là một kỳ của chế độ báo cáo này.", "“{period}” is not a period of this regime.",
      "Chọn kỳ trong danh sách.", "Choose a period from the list.")
entry("collection.exists", 409, "Đợt thu báo cáo của kỳ {period} đã được mở.", "The collection of period {period} is open already.",
      "Mở đợt đã có trong danh sách.", "Open the existing one from the list.")
entry("collection.no_release", 409, "Không có phiên bản biểu mẫu nào đã công bố áp dụng cho kỳ {period}.", "No published release holds for period {period}.",
      "Công bố một phiên bản áp dụng cho kỳ này trước.", "Publish a release that holds for the period first.")
entry("collection.no_reporters", 409, "Không có đơn vị nào thuộc diện báo cáo trong kỳ {period}.", "No unit has to report in period {period}.",
      "Kiểm tra loại đơn vị báo cáo trong chế độ và hiệu lực của các đơn vị.", "Check the kinds of reporting units and the validity of units.")
entry("collection.date", 422, "“{value}” không phải là thời điểm hợp lệ.", "“{value}” is not a valid date and time.",
      "Nhập ngày giờ, ví dụ 2026-07-15.", "Enter a date, e.g. 2026-07-15.")
entry("rows.unknown", 422, "Biểu không có mục thêm dòng “{row}”.", "The form has no open row “{row}”.",
      "Tải lại trang rồi nhập lại.", "Reload the page and enter it again.")
entry("rows.too_many", 422, "Mục {row} có {count} dòng, quá giới hạn {limit}.", "{row} has {count} rows; the limit is {limit}.",
      "Bớt dòng.", "Remove rows.")
entry("rows.bad_id", 422, "Mã dòng “{id}” không hợp lệ hoặc bị trùng.", "Row id “{id}” is invalid or occurs twice.",
      "Tải lại trang rồi nhập lại.", "Reload the page and enter it again.")
entry("rows.item", 422, "“{item}” không có trong danh mục của mục {row}.", "“{item}” is not in the catalogue of {row}.",
      "Chọn trong danh mục.", "Choose from the catalogue.")
entry("rows.item_twice", 422, "Mục {row} có hai dòng cùng là “{item}”; số liệu có thể bị tính hai lần.", "{row} lists “{item}” twice; its figures may be counted twice.",
      "Gộp vào một dòng rồi xoá dòng thừa, hoặc nêu lý do khi gửi.", "Join them in one row and delete the other, or give a reason when sending.")
entry("file.missing", 422, "Chưa chọn tệp để tải lên.", "No file was chosen.", "Chọn một tệp.", "Choose a file.")
entry("file.unknown", 422, "Tệp đính kèm chưa được tải lên hệ thống.", "The attached file was not uploaded.",
      "Tải tệp lên lại.", "Upload the file again.")
entry("file.too_large", 413, "Tệp lớn {size} MB, quá giới hạn {limit} MB.", "The file has {size} MB; the limit is {limit} MB.",
      "Giảm dung lượng tệp.", "Make the file smaller.")
entry("consolidation.none_accepted", 409, "Chưa có báo cáo nào được tiếp nhận để tổng hợp.", "No report has been accepted yet.",
      "Tiếp nhận ít nhất một báo cáo rồi tổng hợp.", "Accept at least one report first.")
entry("consolidation.missing_units", 409, "Còn {count} đơn vị chưa có số liệu; biểu này chỉ tổng hợp khi đủ đơn vị.", "{count} units are missing; this form is consolidated only when all are there.",
      "Tiếp nhận hoặc loại trừ (có lý do) các đơn vị còn thiếu.", "Accept or exclude (with a reason) the missing units.")
entry("consolidation.not_run", 409, "Chưa tổng hợp kỳ này.", "The period has not been consolidated yet.",
      "Bấm “Tổng hợp”.", "Press “Consolidate”.")
entry("consolidation.adjust_not_allowed", 409, "Biểu này không cho điều chỉnh số tổng hợp.", "Totals of this form may not be adjusted.",
      "Trả lại báo cáo cho đơn vị sửa, rồi tổng hợp lại.", "Return the unit's report to be corrected, then consolidate again.")
entry("consolidation.adjust_cell", 422, "Không điều chỉnh được ô “{cell}”.", "“{cell}” cannot be adjusted.",
      "Ô công thức tự tính theo ô khác; số của từng đơn vị và dòng đơn vị thêm thì sửa ở báo cáo của đơn vị.",
      "Computed cells follow other cells; a unit's own figures and added rows are corrected in the unit's report.")
entry("consolidation.adjust_value", 422, "Chưa nhập số mới.", "No new figure was entered.",
      "Nhập số mới; để trở về số tổng hợp thì bấm “Bỏ điều chỉnh”.", "Enter the new figure; to go back to the total take the adjustment back.")
entry("consolidation.adjust_same", 422, "Số mới trùng với số đang có.", "The new figure is the one that is there.",
      "Nhập số khác.", "Enter another figure.")
entry("consolidation.adjust_reason", 422, "Điều chỉnh số tổng hợp phải ghi lý do.", "An adjustment needs a reason.",
      "Ghi lý do điều chỉnh.", "Give the reason.")
entry("consolidation.changed", 409, "Số liệu tổng hợp vừa thay đổi so với lúc bạn mở trang.", "The consolidated figures have changed since you opened the page.",
      "Xem lại số hiện tại rồi điều chỉnh tiếp; những gì bạn đã nhập vẫn còn ở đây.", "Look at the figures now there and go on; what you typed is still here.")
entry("consolidation.older_release", 409, "Báo cáo tổng hợp này làm theo phiên bản biểu mẫu cũ.", "The consolidated report was made on an older release.",
      "Bấm “Tổng hợp lại” rồi điều chỉnh.", "Consolidate again, then adjust.")
entry("rows.too_few", 422, "{row}: có {count} dòng, cần ít nhất {limit}.", "{row}: {count} rows, at least {limit} needed.",
      "Thêm dòng.", "Add rows.")
