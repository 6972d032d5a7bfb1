"""Codes of the review of templates: the policy, comments (``policy.*``, ``publish.approvals``, ``review.*``)."""

from metadata.errors import entry

entry("policy.needs_approver", 403, "Thay đổi loại {level} phải được Sở phê duyệt; lãnh đạo không tự ban hành được.",
      "A change of class {level} needs the IT department; the leader cannot publish it alone.",
      "Bấm “Trình phê duyệt”.", "Use “Send to approval”.")
entry("policy.needs_second", 403, "Thay đổi loại {level} cần hai người phê duyệt; bạn là người thứ nhất.",
      "A change of class {level} needs two approvers; you are the first.",
      "Bấm “Đồng ý (người thứ nhất)”; người thứ hai sẽ ban hành.", "Use “Agree (first of two)”; the second person publishes.")
entry("policy.last_one", 409, "Bản này không cần thêm người đồng ý.", "Nobody else has to agree to this one.",
      "Bấm “Phê duyệt và ban hành”.", "Use “Approve and publish”.")
entry("policy.route", 422, "Đường phê duyệt “{route}” không có trong danh sách.", "“{route}” is not one of the routes.",
      "Chọn một đường phê duyệt trong danh sách.", "Pick a route from the list.")
entry("policy.order", 422, "Loại {level} không được duyệt nhẹ hơn loại {lower}.", "Class {level} may not take a lighter route than class {lower}.",
      "Chọn đường phê duyệt của loại {level} ít nhất bằng loại {lower}.", "Give class {level} at least the route of class {lower}.")
entry("policy.changed", 409, "Chính sách vừa được người khác đặt lại trong lúc bạn mở trang.", "Somebody else has set the policy while you had the page open.",
      "Xem đường phê duyệt mới ở cột “Người đặt”, rồi lưu lại nếu vẫn muốn đổi.", "Look at what was set, then save again if you still want to change it.")
entry("publish.approvals", 403, "Chưa đủ phê duyệt theo chính sách để ban hành.", "The approvals that the policy asks for are missing.",
      "Trình lại theo đúng đường phê duyệt.", "Send it along the route of approval again.")
entry("review.open_comments", 409, "Còn {count} ý kiến chưa giải quyết.", "{count} comments are still open.",
      "Giải quyết từng ý kiến, hoặc đánh dấu từng ý kiến mà bạn chấp nhận để lại.", "Resolve each, or tick each one that you knowingly leave open.")
entry("review.comment_empty", 422, "Ý kiến chưa có nội dung.", "The comment is empty.",
      "Viết điều cần sửa hoặc cần hỏi.", "Write what to change or what to ask.")
entry("review.comment_place", 422, "Chỗ “{place}” không có trong biểu.", "“{place}” does not stand in the form.",
      "Tải lại trang rồi chọn lại ô.", "Reload the page and pick the cell again.")
entry("review.comment_closed", 409, "Ý kiến này đã được giải quyết.", "This comment is resolved already.",
      "Mở lại ý kiến nếu còn điều cần trao đổi.", "Reopen it if there is more to say.")
entry("review.comments_many", 409, "Bản thảo đã có {limit} ý kiến.", "The draft has {limit} comments already.",
      "Trả lại bản thảo kèm lý do thay vì viết thêm.", "Return the draft with reasons instead of writing more.")
entry("link.hours", 422, "Thời hạn của đường dẫn chưa đúng.", "The link's time is not one of those offered.",
      "Chọn 4 giờ, 1 ngày, 3 ngày hoặc 7 ngày.", "Choose 4 hours, 1 day, 3 days or 7 days.")
entry("link.many", 409, "Bản thảo đã có {limit} đường dẫn còn hạn.", "The draft has {limit} living links already.",
      "Thu hồi đường dẫn không còn dùng rồi tạo lại.", "End a link that is no longer used, then make a new one.")
entry("link.ended", 404, "Đường dẫn này không mở được.", "This link does not open.",
      "Xin đường dẫn mới từ người đã gửi.", "Ask the person who sent it for a new one.")
entry("link.tries", 429, "Đã thử quá nhiều lần từ máy này.", "Too many tries from this address.",
      "Đường dẫn này không đúng hoặc đã hết hạn; xin đường dẫn mới từ người đã gửi. Đường dẫn đúng vẫn mở được ngay.",
      "This link is wrong or has ended; ask the person who sent it for a new one. A right link opens at once.")
