"""Codes about the request itself (``http.*``, ``json.*``, ``query.*``, ``server.*``)."""

from metadata.errors import entry

entry("http.host", 400, "Địa chỉ máy chủ trong yêu cầu không đúng.", "The host of the request is not one of ours.",
      "Mở lại hệ thống bằng địa chỉ được cấp.", "Open the system by its own address.")
entry("http.bad_request", 400, "Yêu cầu không đọc được.", "The request cannot be read.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("http.method", 405, "Địa chỉ này không nhận cách gọi {method}.", "This address does not take {method}.",
      "Dùng các nút trên trang.", "Use the buttons on the page.")
entry("http.too_large", 413, "Nội dung gửi lên quá lớn.", "What was sent is too large.",
      "Chia nhỏ hoặc giảm dung lượng tệp.", "Split it or make the file smaller.")
entry("http.media_type", 415, "Loại nội dung không được nhận; cần {wanted}.", "The content type is not taken; {wanted} is needed.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("json.invalid", 400, "Nội dung gửi lên không phải JSON đúng cú pháp.", "What was sent is not valid JSON.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("json.encoding", 400, "Nội dung gửi lên không phải UTF-8.", "What was sent is not UTF-8.",
      "Lưu lại bằng mã UTF-8.", "Save it as UTF-8.")
entry("json.duplicate_key", 422, "Khoá “{key}” xuất hiện hai lần.", "The key “{key}” stands twice.",
      "Chỉ giữ một.", "Keep one.")
entry("json.unknown_key", 422, "Khoá “{key}” không được nhận.", "The key “{key}” is not taken.",
      "Bỏ khoá này; các trường do hệ thống quản lý không nhận từ bên ngoài.", "Remove it; fields of the server are not taken from outside.")
entry("json.missing_key", 422, "Thiếu khoá “{key}”.", "The key “{key}” is missing.",
      "Bổ sung khoá này.", "Add it.")
entry("json.too_many_keys", 413, "Nội dung có quá nhiều khoá (giới hạn {limit}).", "There are too many keys (limit {limit}).",
      "Chia nhỏ nội dung gửi.", "Send it in parts.")
entry("json.too_deep", 422, "Nội dung lồng nhau quá sâu (giới hạn {limit} tầng).", "The content is nested too deeply (limit {limit}).",
      "Giảm số tầng.", "Make it flatter.")
entry("json.schema", 422, "Giá trị không đúng quy định: {reason}.", "The value does not fit: {reason}.",
      "Kiểm tra lại giá trị ở vị trí được nêu.", "Check the value at the place named.")
entry("number.not_finite", 400, "“{value}” không phải là số hữu hạn.", "“{value}” is not a finite number.",
      "Nhập một số cụ thể.", "Enter a number.")
entry("query.sort", 422, "Không sắp xếp được theo “{value}”.", "Sorting by “{value}” is not possible.",
      "Chọn một trong: {allowed}.", "Choose one of: {allowed}.")
entry("query.page_size", 422, "Số dòng mỗi trang phải từ 1 đến {limit}.", "The page size is 1 to {limit}.",
      "Chọn số nhỏ hơn.", "Choose a smaller one.")
entry("query.page", 422, "Số trang không hợp lệ.", "The page number is not valid.",
      "Quay lại trang đầu.", "Go back to the first page.")
entry("query.filter", 422, "Giá trị lọc “{name}” không hợp lệ.", "The value of the filter “{name}” is not valid.",
      "Chọn giá trị trong danh sách.", "Pick a value from the list.")
entry("version.required", 428, "Thiếu số phiên bản của nội dung đang sửa (If-Match).", "The version being changed (If-Match) is missing.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("idempotency.required", 428, "Thiếu khoá chống gửi trùng (Idempotency-Key).", "The header Idempotency-Key is missing.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("idempotency.expired", 409, "Yêu cầu này đã được dùng cho việc khác hoặc đã hết hạn.", "This request was used for something else or has expired.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("rate.exceeded", 429, "Bạn gửi quá nhiều yêu cầu cùng lúc.", "Too many requests at once.",
      "Chờ yêu cầu trước xong rồi thử lại.", "Wait for the one before to finish.")
entry("file.name", 422, "Tên tệp có ký tự không được nhận.", "The file name has characters that are not taken.",
      "Đổi tên tệp rồi tải lại.", "Rename the file and upload it again.")
entry("server.failure", 500, "Hệ thống gặp lỗi khi xử lý.", "The system failed to handle the request.",
      "Thử lại; nếu vẫn lỗi, gửi mã {instance} cho bộ phận kỹ thuật.", "Try again; if it fails again, send the code {instance} to support.")
entry("server.busy", 503, "Hệ thống đang bận ghi dữ liệu.", "The system is busy writing.",
      "Thử lại sau vài giây; nội dung đang nhập vẫn còn.", "Try again in a few seconds; what you typed is kept.")
entry("conflict", 409, "Dữ liệu vừa được người khác ghi cùng lúc.", "Somebody else wrote the same data at the same moment.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("config.secret_key", 500, "Khoá bí mật (KHUON_SECRET_KEY) quá ngắn hoặc ai cũng biết.", "The secret key (KHUON_SECRET_KEY) is too short or widely known.",
      "Đặt một chuỗi ngẫu nhiên ít nhất {least} ký tự, hoặc bỏ trống để hệ thống tự tạo.", "Set at least {least} random characters, or leave it empty and one is made.")
entry("config.value", 500, "Thiết lập {name} có giá trị không hợp lệ: “{value}”.", "The setting {name} has no valid value: “{value}”.",
      "Sửa lại thiết lập.", "Correct the setting.")
