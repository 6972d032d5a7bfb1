"""Codes about narrative text with marks and lists (``rich.*``)."""

from metadata.errors import entry

entry("rich.shape", 422, "Đoạn viết sai dạng ở phần “{part}”: chỉ nhận đoạn văn, chữ đậm, nghiêng, gạch chân và danh sách hai bậc.",
      "The text is malformed at “{part}”: it takes paragraphs, bold, italic, underline and lists of two levels only.",
      'Sửa theo tài liệu của giao diện lập trình, hoặc gửi chữ thường dạng {{"t": …}}.', 'Follow the reference of the API, or send plain text as {{"t": …}}.')
entry("rich.too_much", 422, "Đoạn viết quá dài: nhiều nhất {paragraphs} đoạn văn.", "The text is too long: {paragraphs} paragraphs at most.",
      "Rút gọn nội dung hoặc đính kèm tệp.", "Shorten it or attach a file.")
entry("rich.not_taken", 422, "Ô này chỉ nhận chữ thường, không nhận chữ đậm, nghiêng, gạch chân hay danh sách.", "This cell takes plain text only, without marks and lists.",
      "Nhập lại nội dung bằng chữ thường.", "Enter the content as plain text.")
