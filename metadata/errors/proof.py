"""Codes of what was proven of the rules of a form, and of what could not be (``proof.*``).

``{rules}`` and ``{by}`` are rules with their conditions in words, ``{cells}`` cells, ``{rows}`` a remark on open rows or empty.
"""

from metadata.errors import entry

# ---------------------------------------------------------------- findings

entry("proof.unsendable", 422, "Không báo cáo nào gửi được, kể cả khi để trống mọi ô: không có cách nào đạt {rules}{rows}.",
      "No form can be sent, not even one left blank: there is no way to satisfy {rules}{rows}.",
      "Sửa hoặc bỏ một trong các kiểm tra này, hoặc chuyển thành cảnh báo.", "Correct or drop one of these checks, or make it a warning.")
entry("proof.contradiction", 422, "Các kiểm tra {rules} mâu thuẫn nhau: hễ {when} thì ít nhất một kiểm tra báo lỗi, nhập thế nào cũng vậy{rows}.",
      "Checks {rules} contradict each other: once {when}, at least one of them fails, whatever is entered{rows}.",
      "Sửa hoặc bỏ một trong các kiểm tra này; bỏ bất kỳ kiểm tra nào thì phần còn lại hết mâu thuẫn.", "Correct or drop one of these checks; without any one of them the rest agree.")
entry("proof.impossible", 422, "Kiểm tra {rules} không thể đạt: hễ {when} thì báo lỗi, nhập thế nào cũng vậy{rows}.",
      "Check {rules} cannot hold: once {when} it fails, whatever is entered{rows}.",
      "Sửa điều kiện của kiểm tra, hoặc giới hạn nhập của ô (số âm, nhỏ nhất, lớn nhất).", "Correct the condition, or the limits of the cell (sign, least, most).")
entry("proof.cell_unusable", 422, "Không thể nhập gì vào {cells}: hễ có số liệu ở đó thì không có cách nào đạt {rules}{rows}.",
      "Nothing can be entered in {cells}: with a value there, there is no way to satisfy {rules}{rows}.",
      "Sửa một trong các kiểm tra, hoặc khoá ô nếu đúng là không dùng.", "Correct one of the checks, or block the cell if it is not meant to be used.")
entry("proof.always_warns", 422, "Hễ {when} thì báo cáo luôn bị cảnh báo hoặc báo lỗi: không có cách nào đạt {rules}{rows}.",
      "Once {when}, the form always draws a warning or an error: there is no way to satisfy {rules}{rows}.",
      "Sửa điều kiện của cảnh báo: cảnh báo lúc nào cũng có thì không ai đọc.", "Correct the warning: nobody reads one that is always there.")
entry("proof.never_fails", 422, "Kiểm tra {rules} không bao giờ báo, nhập thế nào cũng đạt: {why}{rows}.",
      "Check {rules} can never fire, whatever is entered: {why}{rows}.",
      "Bỏ kiểm tra, hoặc xem lại điều kiện có viết ngược dấu hay nhầm ô không.", "Drop the check, or see whether its sign or a cell is mistaken.")
entry("proof.implied", 422, "Kiểm tra {rules} là thừa: khi {by} đạt thì nó luôn đạt{rows}.",
      "Check {rules} is redundant: whenever {by} holds, it holds{rows}.",
      "Có thể bỏ, hoặc giữ nếu muốn có câu báo riêng cho chỗ này.", "It can be dropped, or kept for the sake of its own message.")
entry("proof.equivalent", 422, "Kiểm tra {rules} và {by} luôn cùng đạt, cùng sai{rows}.",
      "Checks {rules} and {by} always hold and fail together{rows}.",
      "Giữ một trong hai.", "Keep one of the two.")
entry("proof.duplicate", 422, "Kiểm tra {rules} lặp lại {by}: cùng điều kiện ở cùng các ô.",
      "Check {rules} repeats {by}: the same condition over the same cells.",
      "Giữ một trong hai.", "Keep one of the two.")
entry("proof.forced", 422, "Ở {cells} chỉ có thể là {value} hoặc trống: {rules} không cho số nào khác{rows}.",
      "Only {value} can stand in {cells}, or nothing: {rules} allow no other number{rows}.",
      "Nếu không cố ý, sửa một trong các kiểm tra này; nếu cố ý, có thể đổi thành ô tính hoặc ô khoá.", "Unless it is meant, correct one of these checks; if it is, a computed or blocked cell says it better.")
entry("proof.empty_fails", 422, "Báo cáo để trống hoàn toàn không gửi được: {rules} báo lỗi.",
      "A form left blank cannot be sent: {rules} fails.",
      "Đơn vị không có phát sinh sẽ vướng; nếu không cố ý, cho kiểm tra bỏ qua khi ô trống.", "A unit with nothing to report is stuck; unless that is meant, let the check be silent on blanks.")
entry("proof.zero_fails", 422, "Báo cáo ghi toàn số 0 không gửi được: {rules} báo lỗi.",
      "A form of zeros cannot be sent: {rules} fails.",
      "Đơn vị không có phát sinh thường ghi 0; nếu không cố ý, sửa điều kiện để 0 được chấp nhận.", "A unit with nothing to report often writes 0; unless that is meant, let the condition accept it.")

# ---------------------------------------------------------------- not proven

entry("proof.time", 422, "Chưa chứng minh xong kiểm tra {rules} trong thời gian cho phép.", "Check {rules} was not proven within the time allowed.",
      "Chạy lại với thời gian dài hơn.", "Run again with more time.")
entry("proof.across_time", 422, "Chưa kịp xét kiểm tra {rules} cùng với các biểu khác trong thời gian cho phép.", "There was no time to look at check {rules} together with the other forms.",
      "Chạy lại với thời gian dài hơn.", "Run again with more time.")
entry("proof.stopped", 422, "Việc chứng minh bị dừng giữa chừng nên chưa xét xong kiểm tra {rules}.", "Proving stopped half way, so check {rules} is not settled.",
      "Chạy lại; nếu vẫn vậy, báo cho bộ phận kỹ thuật.", "Run again; if it stays so, tell the technical department.")
entry("proof.product", 422, "Chưa chứng minh hết kiểm tra {rules}: có phép nhân hai ô với nhau.", "Check {rules} is not fully proven: it multiplies one cell by another.",
      "Xem lại bằng mắt.", "Review it by eye.")
entry("proof.ratio", 422, "Chưa chứng minh hết kiểm tra {rules}: có phép chia cho một ô.", "Check {rules} is not fully proven: it divides by a cell.",
      "Xem lại bằng mắt.", "Review it by eye.")
entry("proof.quotient", 422, "Chưa chứng minh hết kiểm tra {rules}: so sánh hai kết quả chia không hết.", "Check {rules} is not fully proven: it compares two quotients without a finite decimal.",
      "Xem lại bằng mắt.", "Review it by eye.")
entry("proof.text", 422, "Chưa chứng minh hết kiểm tra {rules}: so sánh chữ theo thứ tự.", "Check {rules} is not fully proven: it compares texts by their order.",
      "Xem lại bằng mắt.", "Review it by eye.")
entry("proof.function", 422, "Chưa chứng minh hết kiểm tra {rules}: dùng một hàm ngoài phạm vi chứng minh.", "Check {rules} is not fully proven: it uses a function beyond what can be proven.",
      "Xem lại bằng mắt.", "Review it by eye.")
entry("proof.open_rows", 422, "Kiểm tra {rules} mới được chứng minh với tối đa {most} dòng tự thêm.", "Check {rules} is proven for up to {most} lines of an open row only.",
      "Xem lại trường hợp nhiều dòng bằng mắt.", "Review the case of more lines by eye.")
entry("proof.doubt", 422, "Kết quả chứng minh kiểm tra {rules} không khớp với khi chạy thử nên không được dùng.", "What was proven of check {rules} does not agree with a trial run and is not used.",
      "Báo cho bộ phận kỹ thuật.", "Tell the technical department.")
entry("proof.broken", 422, "Biểu còn công thức hoặc kiểm tra chưa đọc được ({rules}) nên phần đó chưa được chứng minh.", "The form has formulas or checks that cannot be read ({rules}); that part is not proven.",
      "Sửa các lỗi công thức trước.", "Correct the formulas first.")

# ---------------------------------------------------------------- no example

entry("proof.no_failing", 422, "Không có ví dụ sai: kiểm tra này không bao giờ báo.", "There is no failing example: this check can never fire.",
      "Xem kết quả chứng minh của kiểm tra.", "See what was proven of the check.")
entry("proof.no_passing", 422, "Không có ví dụ đúng: hễ được xét thì kiểm tra này báo lỗi.", "There is no passing example: this check fails whenever it is judged.",
      "Xem kết quả chứng minh của kiểm tra.", "See what was proven of the check.")
entry("proof.example_not_found", 422, "Chưa tìm được ví dụ {kind} cho kiểm tra này.", "No {kind} example was found for this check.",
      "Tự nhập một ví dụ.", "Enter an example by hand.")
entry("proof.no_place", 422, "Kiểm tra này không được lập ở ô nào của biểu nên không có ví dụ.", "This check stands at no cell of the form, so it has no example.",
      "Xem lại dòng, cột của kiểm tra.", "See the rows and columns of the check.")

# ---------------------------------------------------------------- asking

entry("proof.busy", 409, "Máy đang kiểm chứng một biểu khác.", "Another form is being proven just now.",
      "Máy sẽ tự kiểm chứng lại sau lần sửa tới, hoặc bấm Kiểm chứng.", "It is proven by itself after the next edit; or ask for the proof.")
