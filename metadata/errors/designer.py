"""Codes of the designer: drafts, operations, review and publishing (``draft.*``, ``regime.*``, ``publish.*``)."""

from metadata.errors import entry

entry("draft.operation_unknown", 422, "Không có thao tác tên “{name}”.", "There is no operation called “{name}”.",
      "Tải lại trang thiết kế.", "Reload the designer.")
entry("draft.operation_shape", 422, "Thao tác thiếu hoặc sai phần “{key}”.", "Part “{key}” of the operation is missing or wrong.",
      "Tải lại trang thiết kế.", "Reload the designer.")
entry("draft.no_place", 409, "Chỗ cần sửa không còn trong bản thảo.", "The place to change is no longer in the draft.",
      "Có thể người khác vừa xoá hoặc chuyển nó; xem lại bảng rồi làm lại.", "Somebody may have removed or moved it; look again and repeat.")
entry("draft.conflict", 409, "Hai người cùng sửa một chỗ; chưa ghi thay đổi của bạn.", "Two people changed the same place; your change was not kept.",
      "Xem giá trị của bạn và của người kia, rồi chọn một.", "Compare your value with theirs and choose one.")
entry("draft.later_work", 409, "Chưa hoàn lại được vì chỗ đó đã được sửa tiếp: {named}.", "It cannot be taken back: the place was changed since by {named}.",
      "Mở lịch sử để hoàn lại các thay đổi sau trước, hoặc sửa tay chỗ đó.", "Revert the later changes first in the history, or correct the place by hand.")
entry("draft.already_reverted", 409, "Thay đổi này đã được hoàn lại rồi.", "This change was taken back already.",
      "Xem các thay đổi mới hơn trong lịch sử.", "See the newer changes in the history.")
entry("draft.point_name", 422, "Chưa đặt tên cho mốc.", "The point has no name.", "Ghi một tên ngắn, ví dụ “Trước khi gộp cột”.", "Write a short name, e.g. “Before merging columns”.")
entry("draft.id_taken", 409, "Mã “{id}” đã có trong biểu.", "Id “{id}” is already in the form.",
      "Tạo mục mới với mã khác.", "Make the new item under another id.")
entry("draft.id_reused", 409, "Mã “{id}” từng là của mục khác đã xoá; không dùng lại.", "Id “{id}” belonged to something else that was removed; ids are never reused.",
      "Hoàn tác việc xoá, hoặc tạo mục mới với mã khác.", "Undo the removal, or use another id.")
entry("draft.cycle", 422, "Không chuyển một mục vào trong chính nó.", "Something cannot be moved into itself.",
      "Chọn chỗ khác.", "Choose another place.")
entry("draft.protected", 422, "“{key}” do hệ thống quản lý, không sửa ở đây được.", "“{key}” is managed by the system and cannot be changed here.",
      "Dùng lệnh riêng cho việc này.", "Use the command made for it.")
entry("draft.not_editable", 409, "Bản thảo đang ở trạng thái “{state}” nên không sửa được.", "The draft is in state “{state}” and cannot be changed.",
      "Rút về trước khi sửa, hoặc chờ bị trả lại.", "Take it back first, or wait until it is returned.")
entry("draft.nothing_to_undo", 409, "Không còn thao tác nào của bạn để hoàn tác.", "You have no operation left to undo.",
      "Chỉ hoàn tác được thao tác của chính mình.", "Only your own operations can be undone.")
entry("draft.nothing_to_redo", 409, "Không còn thao tác nào để làm lại.", "There is no operation left to redo.",
      "Làm lại chỉ có ngay sau khi hoàn tác.", "Redo follows an undo directly.")
entry("draft.exists", 409, "Chế độ báo cáo này đã có một bản thảo đang mở.", "This regime already has an open draft.",
      "Mở bản thảo đó để làm tiếp.", "Open that draft and go on.")
entry("draft.base_unknown", 422, "Số bản “{base}” không có trong bản thảo.", "Revision “{base}” is not in the draft.",
      "Tải lại trang thiết kế.", "Reload the designer.")
entry("draft.unchanged", 422, "Bản thảo không khác bản đang dùng.", "The draft does not differ from the release in force.",
      "Sửa trước khi gửi duyệt.", "Change something before submitting.")
entry("template.has_errors", 422, "Mẫu còn {count} lỗi nên chưa gửi duyệt được.", "The template has {count} errors and cannot be submitted.",
      "Sửa các lỗi được liệt kê.", "Correct the errors listed.")
entry("regime.code_taken", 409, "Đã có chế độ báo cáo mang mã “{code}”.", "There already is a regime with code “{code}”.",
      "Chọn mã khác.", "Choose another code.")
entry("regime.field_missing", 422, "Chưa điền “{field}”.", "“{field}” is empty.", "Điền rồi gửi lại.", "Fill it in and send again.")
entry("publish.valid_from", 422, "Kỳ bắt đầu hiệu lực “{value}” không đúng.", "“{value}” is not a period to start from.",
      "Ghi dạng 2026-Q1, 2026-03, 2026-H1 hoặc 2026.", "Write 2026-Q1, 2026-03, 2026-H1 or 2026.")
entry("publish.valid_before_former", 422, "Hiệu lực phải bắt đầu sau bản trước ({former}).", "It must take effect after the former release ({former}).",
      "Chọn kỳ muộn hơn.", "Choose a later period.")
entry("copies.no_member", 422, "Chưa chọn mục nào của danh mục “{list}”, hoặc có mục không còn trong danh mục.", "No member of the list “{list}” is chosen, or one of them is gone.",
      "Chọn ít nhất một mục đang có trong danh mục.", "Choose at least one member that the list has.")
entry("copies.too_many_tables", 422, "Nhân như vậy biểu sẽ có {count} phần; mỗi biểu nhiều nhất {limit} phần.", "The form would have {count} sections; at most {limit} are allowed.",
      "Chọn nhiều nhất {room} mục; các mục còn lại nhân trong một biểu khác.", "Choose at most {room} members; copy for the others in another form.")
entry("copies.too_many_cells", 422, "Nhân như vậy biểu sẽ có {count} ô; mỗi biểu nhiều nhất {limit} ô.", "The form would have {count} cells; at most {limit} are allowed.",
      "Chọn nhiều nhất {room} mục, hoặc bớt dòng, cột của bảng trước khi nhân.", "Choose at most {room} members, or remove rows or columns first.")
