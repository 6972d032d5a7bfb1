"""Codes of files and pasted blocks that forms are read from (``source.*``)."""

from metadata.errors import entry

entry("source.nothing", 422, "Chưa có tệp hay bảng nào để đọc.", "There is no file or table to read.",
      "Chọn một tệp .xlsx, .docx, hoặc dán một bảng từ Excel hay Word.", "Choose an .xlsx or .docx file, or paste a table from Excel or Word.")
entry("source.too_large", 413, "Tệp hoặc bảng dán lớn hơn {limit}.", "The file or pasted table is larger than {limit}.",
      "Bỏ ảnh và trang không phải biểu mẫu, hoặc tách thành nhiều tệp.", "Remove pictures and sheets that are no forms, or split the file.")
entry("source.outside", 422, "Vùng {area} không nằm trong trang thứ {sheet} của tệp.", "Area {area} is not inside sheet {sheet} of the file.",
      "Tải lại trang rồi chọn lại vùng.", "Reload the page and choose the area again.")
entry("source.too_much", 422, "Đã sửa quá {limit} lần trên một tệp.", "One file was corrected more than {limit} times.",
      "Nhận biểu vào bản thảo rồi sửa tiếp ở đó.", "Take the forms into a draft and go on there.")
entry("source.nothing_to_undo", 409, "Không còn chỗ sửa nào để hoàn tác.", "There is no correction left to undo.",
      "Các chỗ đã sửa có trong thẻ “Đã sửa”.", "Corrections are listed under “Corrected”.")
entry("source.nothing_to_redo", 409, "Không còn chỗ sửa nào để làm lại.", "There is no correction left to redo.",
      "Làm lại chỉ có ngay sau khi hoàn tác.", "Redo follows an undo directly.")
entry("source.accepted", 409, "Biểu đọc từ tệp này đã được nhận vào một bản thảo.", "A draft has taken the forms of this file already.",
      "Mở bản thảo đó; muốn đọc lại thì tải tệp lên lần nữa.", "Open that draft; to read the file again upload it again.")
entry("source.no_form", 422, "Chưa chọn biểu nào để nhận.", "No form was chosen to take.",
      "Chọn ít nhất một biểu; nếu chưa nhận ra biểu nào thì chỉ rõ dòng tiêu đề cột trên trang gốc.",
      "Choose at least one form; when none was recognised show where the column captions are.")
entry("source.form_unknown", 422, "Không có biểu “{form}” trong phần đọc được.", "There is no form “{form}” in what was read.",
      "Tải lại trang.", "Reload the page.")
