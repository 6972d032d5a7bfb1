"""Codes about the library of parts (``library.*``)."""

from metadata.errors import entry

entry("library.unknown", 404, "Thư viện không có phần “{part}” bản {rev}.", "The library has no part “{part}” revision {rev}.",
      "Nhập gói có mang theo phần này, hoặc bỏ ghim để biểu đứng riêng.", "Import a package that carries the part, or unpin it.")
entry("library.not_yours", 403, "Phần “{name}” của đơn vị khác hoặc đi kèm phần mềm; không ghi bản mới đè lên được.", "Part “{name}” belongs to another unit or comes with the software; no revision can be added to it.",
      "Lưu thành phần mới của đơn vị mình.", "Save it as a new part of your unit.")
entry("library.code_taken", 409, "Thư viện đã có phần khác mang mã “{code}”.", "The library has another part with code “{code}”.",
      "Đặt mã khác, hoặc ghi thành bản mới của phần đó.", "Choose another code, or save a revision of that part.")
entry("library.unchanged", 422, "Phần “{name}” không khác bản đang có trong thư viện.", "Part “{name}” does not differ from the revision in the library.",
      "Không cần ghi bản mới.", "No revision is needed.")
entry("library.nothing_chosen", 422, "Chưa chọn cột hoặc dòng nào để lưu thành phần thư viện.", "No columns or rows are chosen to be saved as a part.",
      "Chọn các cột (hoặc dòng) liền nhau trên bảng rồi lưu.", "Select columns or rows on the table, then save.")
entry("library.other_axis", 422, "Phần này là {kind}, không chèn vào chỗ đang chọn được.", "The part is of kind {kind} and does not fit the place selected.",
      "Chọn một bảng, rồi chèn.", "Select a table, then insert.")
entry("library.too_large", 422, "Phần có {count} mục; mỗi phần nhiều nhất {limit} mục.", "The part has {count} nodes; at most {limit} are allowed.",
      "Chia thành nhiều phần nhỏ.", "Divide it into smaller parts.")
entry("library.clash", 409, "{place}: biểu đã sửa thành “{yours}”, bản mới của phần ghi “{theirs}”.", "{place}: the form was changed to “{yours}”, the new revision says “{theirs}”.",
      "Sửa lại chỗ đó, hoặc áp dụng mà giữ chỗ đã sửa.", "Change the place, or apply and keep what was changed.")
entry("library.no_newer", 409, "Phần này đã ở bản mới nhất.", "The part is at its newest revision.", "Không cần làm gì.", "Nothing needs to be done.")
entry("library.package_clash", 409, "Phần “{name}” bản {rev} trong gói khác bản {rev} đã có ở đây.", "Part “{name}” revision {rev} of the package differs from revision {rev} here.",
      "Chọn giữ bản ở đây, hoặc nhận thành bản mới.", "Keep the one here, or take it as a new revision.")
entry("library.document", 422, "“{name}” không phải một phần thư viện đúng dạng: {why}.", "“{name}” is not a sound part of a library: {why}.",
      "Xuất lại từ hệ thống nguồn.", "Export it again.")
