"""Codes about outputs (``renderer.*``)."""

from metadata.errors import entry

entry("renderer.unknown", 404, "Không có định dạng xuất “{name}”.", "There is no output format “{name}”.",
      "Chọn một trong: {known}.", "Choose one of: {known}.")
entry("renderer.text_too_long", 422, "Nội dung ô dài {length} ký tự, trang tính chỉ chứa được {limit}.",
      "The cell's text has {length} characters; a worksheet cell holds {limit}.",
      "Rút gọn nội dung ô đó, hoặc xuất sang định dạng khác.", "Shorten that text, or use another format.")
entry("renderer.too_large", 422, "Bảng có {rows} dòng × {columns} cột, quá giới hạn {limit} ô của định dạng này.",
      "The table has {rows} rows × {columns} columns; this format takes at most {limit} cells.",
      "Chia nhỏ báo cáo hoặc xuất sang CSV.", "Split the report or export as CSV.")
entry("renderer.not_a_table_file", 422, "Tệp không phải bảng CSV do hệ thống xuất ra.",
      "The file is not a CSV table exported by this system.",
      "Xuất lại tệp CSV rồi thử lại.", "Export the CSV file again and retry.")
