"""Codes about packages: a template as one file (``package.*``)."""

from metadata.errors import entry

entry("package.not_a_package", 422, "Tệp không phải là gói mẫu biểu của Khuôn ({why}).", "The file is not a Khuôn package ({why}).",
      "Chọn tệp có đuôi .khuon được xuất từ hệ thống.", "Choose a .khuon file that was exported from the system.")
entry("package.workbook", 422, "Đây là tệp Excel, không phải gói mẫu biểu.", "This is an Excel workbook, not a package.",
      "Muốn nộp số liệu thì mở biểu để dán; muốn đưa mẫu vào thì chọn tệp .khuon.", "To enter data open the form and paste; to import a template choose a .khuon file.")
entry("package.entry", 422, "Gói có mục không được phép: “{name}”.", "The package holds an entry that is not allowed: “{name}”.",
      "Xuất lại gói từ hệ thống nguồn.", "Export the package again.")
entry("package.hash", 422, "Nội dung “{name}” không khớp với mã băm ghi trong gói.", "The content of “{name}” does not match the hash in the package.",
      "Tệp đã bị sửa hoặc hỏng; xuất lại gói.", "The file was changed or damaged; export it again.")
entry("package.too_large", 413, "Gói quá lớn: {what} vượt {limit}.", "The package is too large: {what} exceeds {limit}.",
      "Tách chế độ báo cáo thành nhiều gói.", "Split the regime into several packages.")
entry("package.missing", 422, "Gói thiếu “{name}”.", "The package lacks “{name}”.", "Xuất lại gói từ hệ thống nguồn.", "Export the package again.")
entry("package.gone", 410, "Gói đang xem không còn trên máy chủ.", "The package that was looked at is no longer here.",
      "Chọn lại tệp gói và xem trước lần nữa.", "Choose the package file again.")
