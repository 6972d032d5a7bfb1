"""Codes about files of office programs that are read (``file.*``)."""

from metadata.errors import entry

entry("file.type", 422, "Đây là {what}, không đọc được ở đây dù đuôi tệp là gì.", "This is {what_en}, which cannot be read here whatever its name ends in.",
      "Mở tệp bằng Excel, Word hoặc LibreOffice, bỏ mật khẩu nếu có, rồi lưu lại thành .xlsx (bảng) hoặc .docx (văn bản).",
      "Open it in Excel, Word or LibreOffice, remove the password if it has one, and save it as .xlsx (tables) or .docx (documents).")
entry("file.malformed", 422, "Tệp bị hỏng hoặc có phần không đúng quy cách: “{what}”.", "The file is damaged or holds a part out of order: “{what}”.",
      "Mở bằng Excel hoặc Word rồi lưu lại thành tệp mới.", "Open it in Excel or Word and save it as a new file.")
entry("file.unpacked_too_large", 413, "Tệp khi giải nén lớn quá {limit} MB.", "Unpacked, the file is larger than {limit} MB.",
      "Chỉ giữ các trang có biểu mẫu rồi lưu lại.", "Keep only the sheets with forms and save again.")
entry("file.too_many_rows", 413, "Tệp có hơn {limit} dòng.", "The file has more than {limit} rows.",
      "Bỏ các dòng số liệu, chỉ giữ biểu mẫu.", "Remove the data and keep the form.")
entry("file.too_many_cells", 413, "Tệp có hơn {limit} ô hoặc vùng ô gộp quá rộng.", "The file has more than {limit} cells, or a merged area that is too wide.",
      "Bỏ các ô thừa ngoài biểu mẫu.", "Remove cells outside the form.")
entry("file.too_many_columns", 413, "Trang “{sheet}” có hơn {limit} cột có chữ.", "Sheet “{sheet}” has more than {limit} columns with something in them.",
      "Chia biểu thành nhiều bảng hoặc bỏ các cột thừa rồi lưu lại.", "Split the form into several tables, or remove the columns it does not need, and save again.")
entry("file.too_many_sheets", 413, "Tệp có hơn {limit} trang hoặc bảng.", "The file has more than {limit} sheets or tables.",
      "Chia tệp thành nhiều tệp nhỏ.", "Split the file into smaller ones.")
entry("file.xml_forbidden", 422, "Tệp chứa khai báo không được nhận trong phần “{part}”.", "Part “{part}” of the file holds declarations that are not taken.",
      "Mở bằng Excel hoặc Word rồi lưu lại thành tệp mới.", "Open it in Excel or Word and save it as a new file.")
entry("file.external_link", 422, "Tệp liên kết tới sổ tính khác.", "The file links to another workbook.",
      "Trong Excel chọn Dữ liệu, Sửa liên kết, Ngắt liên kết rồi lưu lại.", "In Excel break the links and save again.")
entry("file.reading_stopped", 422, "Tệp đọc quá lâu hoặc cần quá nhiều bộ nhớ nên đã dừng.", "Reading the file took too long or too much memory and was stopped.",
      "Chỉ giữ trang có biểu mẫu rồi lưu lại.", "Keep only the sheet with the form and save again.")
entry("file.formula_in_input", 422, "Ô nhập chứa công thức ({formula}); số mà tệp lưu kèm có thể đã cũ nên không được nhận.",
      "An entry cell holds a formula ({formula}); the figure kept with it may be stale and is not taken.",
      "Trong Excel chép ô đó rồi dán lại bằng “Dán giá trị”, hoặc nhập số vào biểu.", "In Excel copy the cell and paste it back as a value, or enter the figure in the form.")
entry("file.hidden_content", 422, "Ô nằm ở dòng, cột hoặc trang bị ẩn trong tệp.", "The cell stands in a hidden row, column or sheet of the file.",
      "Bỏ ẩn để xem trong tệp, hoặc chọn nhận từng ô ở đây.", "Unhide it in the file to look at it, or choose here to take it.")
