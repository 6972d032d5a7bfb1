"""Codes about moving templates and submissions along (``workflow.*``)."""

from metadata.errors import entry

entry("workflow.transition", 409, "Không thể “{event}” khi đang ở trạng thái “{state}”.", "“{event}” is not possible in the state “{state}”.",
      "Tải lại trang để xem trạng thái mới nhất.", "Reload the page to see the newest state.")
entry("workflow.four_eyes", 403, "Người soạn, người duyệt và lãnh đạo phải là ba người khác nhau.", "Author, leader and approver must be different people.",
      "Chuyển cho một người khác chưa tham gia bản này.", "Leave it to someone who had no part in this draft.")
entry("workflow.content_changed", 409, "Nội dung đã thay đổi sau khi bạn mở xem.", "The content has changed since you opened it.",
      "Xem lại nội dung mới rồi quyết định.", "Look at the new content, then decide.")
entry("workflow.content_hash", 422, "Thiếu mã nội dung đã xem.", "The hash of what was shown is missing.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("workflow.reason_required", 422, "Cần ghi lý do.", "A reason is needed.",
      "Viết ít nhất một lý do cụ thể để bên kia biết phải sửa gì.", "Write at least one concrete reason, so the other side knows what to change.")
entry("workflow.state", 409, "Không làm được việc này khi đang ở trạng thái “{state}”.", "This cannot be done in the state “{state}”.",
      "Tải lại trang để xem trạng thái mới nhất.", "Reload the page to see the newest state.")
entry("period.closed", 403, "Kỳ báo cáo đã đóng lúc {closes}.", "The period closed at {closes}.",
      "Đề nghị cơ quan chủ trì gia hạn.", "Ask the lead agency for an extension.")
entry("period.not_open", 409, "Kỳ báo cáo mở từ ngày {opens}.", "The period opens on {opens}.",
      "Quay lại từ ngày đó.", "Come back from that day.")
