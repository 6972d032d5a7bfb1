"""Codes about who enters, checks and signs a report, and about entering it on behalf of its unit."""

from metadata.errors import entry

entry("signing.head_sends", 403, "Chế độ báo cáo này do thủ trưởng đơn vị ký và gửi.", "In this regime the head of the unit signs and sends.",
      "Trình ký để thủ trưởng đơn vị xem và gửi.", "Submit the report for signing; the head looks at it and sends it.")
entry("signing.other_checks", 403, "Người kiểm tra phải khác người nhập số liệu ({names}).", "Whoever checks must not have entered the figures ({names}).",
      "Bấm “Chuyển kiểm tra” để một người khác trong đơn vị kiểm tra.", "Hand the report over, so that somebody else of the unit checks it.")
entry("signing.three_people", 403, "Người nhập, người kiểm tra và người ký phải là ba người khác nhau.", "Those who enter, check and sign must be three different people.",
      "Để một thủ trưởng chưa nhập và chưa kiểm tra báo cáo này ký và gửi.", "Let a head who had no part in this report sign and send it.")
entry("signing.no_checker", 409, "Chế độ báo cáo này không đòi người khác kiểm tra.", "This regime does not ask for somebody else to check.",
      "Bấm “Trình ký” khi đã nhập xong.", "Submit the report for signing when it is filled.")
entry("signing.own_work", 409, "Không có ai khác vừa chuyển báo cáo này để kiểm tra hoặc ký.", "Nobody else has just passed this report on to be checked or signed.",
      "Muốn sửa báo cáo của chính mình thì sửa ngay trên biểu, hoặc bấm “Mở lại để sửa”.", "To change what you passed on yourself, change it in the form, or take it back.")
entry("signing.other_accepts", 403, "Người đã nhập thay hoặc gửi thay báo cáo này không tự chấp nhận được.", "Whoever entered or sent this report on behalf may not accept it.",
      "Để một người tiếp nhận khác của cơ quan chấp nhận: {names}.", "Let another receiver of the agency accept it: {names}.")
entry("signing.recall_late", 409, "Nơi nhận đã tiếp nhận báo cáo nên đơn vị không thu hồi được nữa.", "The receiver has taken the report in, so the unit can no longer recall it.",
      "Cần sửa thì đề nghị nơi nhận trả lại: viết ở “Trao đổi” về ô cần sửa.", "To change it, ask the receiver to return it: write about the cell under “Exchanges”.")
entry("behalf.taken", 409, "{unit} đang nhập thay báo cáo này.", "{unit} is entering this report on behalf already.",
      "Mở báo cáo để xem, hoặc chờ {unit} kết thúc nhập thay.", "Open the report to look at it, or wait until {unit} has ended it.")
entry("behalf.none", 409, "Báo cáo này hiện không có ai nhập thay.", "Nobody is entering this report on behalf.",
      "Tải lại trang để xem trạng thái mới nhất.", "Reload the page to see the newest state.")
entry("note.unknown", 404, "Không tìm thấy ý kiến này trên ô.", "There is no such remark on a cell.",
      "Tải lại trang để thấy các ý kiến hiện có.", "Reload the page to see the remarks there are.")
