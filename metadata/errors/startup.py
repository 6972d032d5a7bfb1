"""Codes that stop the software before it serves anything (``startup.*``)."""

from metadata.errors import entry

entry("startup.foreign_package", 500, "Gói “{package}” thuộc về “{owner}”, không phải của Khuôn.", "The package “{package}” belongs to “{owner}”, not to Khuôn.",
      "Cài Khuôn vào một môi trường Python riêng (make demo tự làm việc này).", "Install Khuôn into a Python environment of its own (make demo does so).")
entry("startup.port_taken", 500, "Cổng {port} đang được chương trình khác dùng.", "Port {port} is used by another program.",
      "Chọn cổng khác, ví dụ: KHUON_PORT=8090 make demo.", "Choose another one, for example: KHUON_PORT=8090 make demo.")
entry("startup.store_behind", 500, "Kho dữ liệu đang ở phiên bản {found}, phần mềm cần {needed}.", "The store is at revision {found}, the software needs {needed}.",
      "Sao lưu rồi chạy: khuon db upgrade.", "Back up, then run: khuon db upgrade.")
