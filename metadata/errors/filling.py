"""Codes about help while filling: figures unlike those before, and what people say to each other about a cell."""

from metadata.errors import entry

entry("magnitude.up", 422, "{value} gấp khoảng {factor} lần các kỳ trước ({usual}); có thể nhập nhầm đơn vị tính.",
      "{value} is about {factor} times the periods before ({usual}); the unit of measure may be wrong.",
      "Xem lại đơn vị tính của ô; nếu số đúng, ghi lý do khi trình ký.", "Look at the unit of the cell; if the figure is right, say why when you submit it.")
entry("magnitude.down", 422, "{value} chỉ bằng khoảng 1/{factor} các kỳ trước ({usual}); có thể nhập nhầm đơn vị tính.",
      "{value} is about 1/{factor} of the periods before ({usual}); the unit of measure may be wrong.",
      "Xem lại đơn vị tính của ô; nếu số đúng, ghi lý do khi trình ký.", "Look at the unit of the cell; if the figure is right, say why when you submit it.")
entry("comment.unknown", 404, "Không tìm thấy trao đổi này.", "There is no such exchange.",
      "Tải lại trang để thấy các trao đổi hiện có.", "Reload the page to see the exchanges there are.")
entry("comment.empty", 422, "Chưa ghi nội dung trao đổi.", "Nothing was written.",
      "Ghi nội dung, hoặc đánh dấu “Cần theo dõi”.", "Write something, or mark the cell to be followed up.")
entry("comment.full", 409, "Báo cáo đã có {limit} trao đổi, không thêm được nữa.", "The report has {limit} exchanges already; no more can be added.",
      "Ghi tiếp vào một trao đổi đã có.", "Go on in one of those there are.")
entry("comment.long", 409, "Trao đổi này đã có {limit} câu trả lời, không thêm được nữa.", "This exchange has {limit} answers already; no more can be added.",
      "Đánh dấu đã xong rồi mở trao đổi mới.", "Mark it as settled and begin a new one.")
entry("comment.theirs", 403, "Trao đổi này do bên kia mở; bên mở mới đánh dấu xong được.", "The other side began this exchange; only they can settle it.",
      "Ghi câu trả lời; bên kia sẽ đánh dấu xong.", "Write an answer; they will settle it.")
entry("comment.settled", 409, "Trao đổi này đã xong.", "This exchange is settled.",
      "Mở lại rồi ghi tiếp, hoặc mở trao đổi mới.", "Open it again, or begin a new one.")
entry("file.content", 422, "Nội dung tệp “{name}” không đúng loại mà tên tệp nói, hoặc là chương trình.", "What file “{name}” holds is not what its name says, or it is a program.",
      "Mở tệp, lưu lại đúng loại (ví dụ PDF) rồi chọn lại.", "Open it, save it as the right type (e.g. PDF) and choose it again.")
entry("file.quota", 413, "Báo cáo đã có {used} MB tệp đính kèm; thêm tệp này thì quá giới hạn {limit} MB.", "The report has {used} MB of files already; with this one it would exceed {limit} MB.",
      "Nén tệp, hoặc bỏ bớt tệp đã gắn rồi chọn lại.", "Compress the file, or remove attached ones and choose it again.")
entry("rows.given", 422, "Dòng “{label}” của mục {row} là dòng cho sẵn của biểu nên không xoá được.", "Row “{label}” of {row} is given by the form and cannot be deleted.",
      "Giữ dòng này; không phát sinh thì để trống hoặc ghi “-”.", "Keep the row; leave it blank or enter “-” where there is nothing to report.")
entry("rows.given_renamed", 422, "Dòng cho sẵn “{label}” của mục {row} không đổi tên được thành “{value}”.", "Row “{label}” of {row} is given by the form and cannot be renamed “{value}”.",
      "Giữ tên dòng; nội dung khác thì thêm dòng mới bên dưới.", "Keep its caption; enter something else in a row of its own below.")
