"""Codes about who may do what (``auth.*``, ``forbidden``, ``not_found``, ``csrf``, ``account.*``, ``unit.*``)."""

from metadata.errors import entry

entry("auth.required", 401, "Bạn cần đăng nhập để tiếp tục.", "You need to sign in to go on.",
      "Đăng nhập lại; nội dung đang nhập vẫn được giữ trên màn hình.", "Sign in again; what you typed stays on the screen.")
entry("auth.failed", 401, "Tên đăng nhập hoặc mật khẩu không đúng.", "The user name or the password is wrong.",
      "Kiểm tra bàn phím và bộ gõ tiếng Việt rồi thử lại.", "Check the keyboard and the input method, then try again.")
entry("auth.locked", 429, "Tài khoản tạm khoá vì nhập sai {tries} lần.", "The account is locked after {tries} wrong tries.",
      "Thử lại sau {minutes} phút hoặc nhờ quản trị đơn vị đặt lại mật khẩu.", "Try again in {minutes} minutes or ask the unit's administrator for a new password.")
entry("auth.change_password", 403, "Bạn phải đổi mật khẩu trước khi làm việc.", "You must change your password before you go on.",
      "Mở trang Đổi mật khẩu.", "Open the page Change password.")
entry("auth.password_wrong", 422, "Mật khẩu hiện tại không đúng.", "The current password is wrong.",
      "Nhập lại mật khẩu đang dùng.", "Enter the password you use now.")
entry("auth.password_weak", 422, "Mật khẩu mới chưa đủ mạnh: cần ít nhất {least} ký tự, không chứa tên đăng nhập, không phải mật khẩu phổ biến.",
      "The new password is too weak: at least {least} characters, without the user name, not a common one.",
      "Dùng một câu ngắn dễ nhớ, ví dụ bốn từ không liên quan.", "Use a short phrase, such as four unrelated words.")
entry("auth.password_same", 422, "Mật khẩu mới trùng mật khẩu cũ.", "The new password equals the old one.",
      "Chọn mật khẩu khác.", "Choose another one.")
entry("auth.password_repeat", 422, "Hai lần nhập mật khẩu mới không giống nhau.", "The two new passwords differ.",
      "Nhập lại cả hai ô.", "Enter both again.")
entry("forbidden", 403, "Vai trò đang dùng không được làm việc này.", "The role you act in may not do this.",
      "Đổi vai trò ở góc trên bên phải, hoặc hỏi quản trị đơn vị.", "Switch the role at the top right, or ask the unit's administrator.")
entry("not_found", 404, "Không tìm thấy nội dung này.", "There is nothing here that you can see.",
      "Kiểm tra địa chỉ, hoặc đổi sang vai trò được xem.", "Check the address, or switch to a role that may see it.")
entry("csrf", 403, "Yêu cầu không đến từ trang của hệ thống nên bị từ chối.", "The request did not come from a page of this system.",
      "Tải lại trang rồi làm lại.", "Reload the page and do it again.")
entry("role.unknown", 422, "Bạn không giữ vai trò này.", "You do not hold this role.",
      "Chọn một vai trò trong danh sách.", "Pick a role from the list.")
entry("account.login_pattern", 422, "Tên đăng nhập chỉ gồm chữ thường không dấu, số, dấu chấm, gạch ngang, gạch dưới (3 đến 64 ký tự).",
      "A user name has lower-case letters a-z, digits, dot, dash, underscore (3 to 64 characters).",
      "Sửa lại tên đăng nhập.", "Change the user name.")
entry("account.login_taken", 409, "Tên đăng nhập “{login}” đã có người dùng.", "The user name “{login}” is taken.",
      "Chọn tên khác.", "Choose another one.")
entry("account.name_required", 422, "Chưa nhập họ tên.", "The name is missing.", "Nhập họ và tên.", "Enter the full name.")
entry("account.own_roles", 403, "Không ai tự cấp hoặc tự đổi vai trò của chính mình.", "Nobody grants or changes roles of their own.",
      "Nhờ một quản trị khác.", "Ask another administrator.")
entry("account.role_reserved", 403, "Vai trò “{role}” nhìn thấy toàn tỉnh nên chỉ quản trị cấp cao nhất được cấp.",
      "The role “{role}” sees the whole province; only the topmost administrator grants it.",
      "Gửi đề nghị lên quản trị cấp tỉnh.", "Ask the administrator of the province.")
entry("account.dates", 422, "Ngày kết thúc đứng trước ngày bắt đầu.", "The last day is before the first day.",
      "Sửa lại hai ngày.", "Correct the two days.")
entry("account.role_overlap", 409, "Người này đã giữ vai trò đó tại đơn vị trong thời gian này.", "The person already holds that role at the unit in this time.",
      "Sửa thời hạn của vai trò đang có.", "Change the dates of the role held.")
entry("code.pattern", 422, "Mã “{value}” chỉ được gồm chữ cái không dấu, số, dấu chấm, gạch ngang, gạch dưới, gạch chéo.",
      "The code “{value}” may have unaccented letters, digits, dot, dash, underscore and slash only.",
      "Gõ lại mã bằng bàn phím, không dán từ nơi khác.", "Type the code again instead of pasting it.")
entry("unit.code_taken", 409, "Mã đơn vị “{code}” đã được dùng.", "The unit code “{code}” is taken.",
      "Chọn mã khác; mã cũ không bao giờ dùng lại.", "Choose another one; codes are never reused.")
entry("unit.unknown", 422, "Không có đơn vị này trong phạm vi quản trị của bạn.", "There is no such unit in your care.",
      "Chọn đơn vị trong danh sách.", "Pick a unit from the list.")
entry("unit.cycle", 422, "Đơn vị không thể trực thuộc chính nó hoặc đơn vị dưới nó.", "A unit cannot be under itself or under one below it.",
      "Chọn đơn vị cấp trên khác.", "Choose another parent.")
entry("unit.dates", 422, "Thời hạn của đơn vị không hợp lệ: {reason}.", "The unit's dates do not fit: {reason}.",
      "Sửa lại ngày.", "Correct the dates.")
entry("unit.name_required", 422, "Chưa nhập tên đơn vị.", "The unit's name is missing.", "Nhập tên đơn vị.", "Enter the name.")
entry("account.foreign_roles", 403, "Tài khoản này giữ vai trò ở đơn vị ngoài phạm vi quản trị của bạn.", "This account holds roles at units outside of your care.",
      "Nhờ quản trị cấp trên.", "Ask the administrator above you.")
entry("account.own_account", 403, "Không tự khoá hoặc đặt lại mật khẩu của chính mình ở đây.", "You cannot lock or reset your own account here.",
      "Đổi mật khẩu ở trang Tài khoản của tôi.", "Use the page My account to change your password.")
