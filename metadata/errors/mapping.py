"""Codes of the mapping from one release to the next (``mapping.*``)."""

from metadata.errors import entry

entry("mapping.homeless", 422, "Biểu {form}: số liệu ở {place} của bản đang dùng chưa có chỗ trong bản mới.", "Form {form}: figures at {place_en} of the release in force have no place in the new one.",
      "Ở trang Chuyển đổi số liệu: chọn ô mới nhận số liệu này, hoặc ghi lý do bỏ.", "On the page Data conversion: choose where they go, or say why they are dropped.")
entry("mapping.unsaid", 422, "Biểu {form}: {place} của bản mới chưa rõ lấy số liệu cũ từ đâu.", "Form {form}: it is not said where {place_en} of the new release takes old figures from.",
      "Ở trang Chuyển đổi số liệu: chọn ô cũ, hoặc chọn “không có ở biểu cũ”.", "On the page Data conversion: choose the old places, or “not in the old form”.")
entry("mapping.twice", 422, "Biểu {form}: số liệu ở {place} của bản đang dùng được chuyển vào hai chỗ ({targets}).", "Form {form}: figures at {place_en} of the release in force go to two places ({targets_en}).",
      "Giữ một chỗ; chỗ kia dùng công thức hoặc “không có ở biểu cũ”.", "Keep one; let the other use a formula or “not in the old form”.")
entry("mapping.unit", 422, "Biểu {form}: {place} tính bằng {new}, còn ô cũ tính bằng {old}.", "Form {form}: {place_en} is in {new}, the old place in {old}.",
      "Chọn ô cũ khác, hoặc dùng công thức đổi đơn vị.", "Choose another old place, or convert by a formula.")
entry("mapping.decimals", 422, "Biểu {form}: {place} giữ {new} chữ số thập phân, ô cũ có {old}: số liệu cũ sẽ không vừa ô mới.", "Form {form}: {place_en} keeps {new} decimals, the old place {old}: old figures would not fit.",
      "Tăng số chữ số thập phân, hoặc dùng công thức.", "Allow more decimals, or use a formula.")
entry("mapping.type", 422, "Biểu {form}: {place} nhận {new}, còn ô cũ chứa {old}.", "Form {form}: {place_en} takes {new_en}, the old place holds {old_en}.",
      "Chọn ô cũ cùng loại, hoặc chọn “không có ở biểu cũ”.", "Choose an old place of the same kind, or “not in the old form”.")
entry("mapping.not_additive", 422, "Biểu {form}: {place} cộng nhiều ô cũ, nhưng {old} không cộng được.", "Form {form}: {place_en} adds several old places, but {old_en} cannot be added.",
      "Dùng công thức, hoặc chọn một ô cũ.", "Use a formula, or choose one old place.")
entry("mapping.count", 422, "Biểu {form}: {place} chọn “{how}” nhưng có {count} ô cũ.", "Form {form}: {place_en} is “{how_en}” but names {count} old places.",
      "“Giữ nguyên” cần đúng một ô cũ; “cộng” cần từ hai ô.", "“As it is” needs one old place, “sum” two or more.")
entry("mapping.place", 422, "Biểu {form}: không có chỗ “{key}” trong {side}.", "Form {form}: there is no place “{key}” in {side_en}.",
      "Sửa lại ở trang Chuyển đổi số liệu.", "Correct it on the page Data conversion.")
entry("mapping.formula", 422, "Biểu {form}: công thức của {place} không dùng được: {why}", "Form {form}: the formula of {place_en} cannot be used: {why_en}",
      "Viết bằng mã cột, mã dòng của biểu cũ, không gọi biểu hay kỳ khác.", "Write it with codes of the old form, without other forms or periods.")
entry("mapping.dropped_used", 422, "Biểu {form}: {place} của bản đang dùng vừa được chuyển đi vừa được khai là bỏ.", "Form {form}: {place_en} of the release in force is both taken over and dropped.",
      "Bỏ khai “bỏ”, hoặc chọn ô cũ khác.", "Do not drop it, or choose another old place.")
entry("mapping.other_caption", 422, "Biểu {form}: {place} giữ mã cũ nhưng tên đã khác hẳn (“{old}”); số liệu cũ vẫn vào đây.", "Form {form}: {place_en} keeps its id but is now called quite differently (it was “{old}”); old figures still go here.",
      "Xem ở trang Chuyển đổi số liệu xem có đúng là một chỉ tiêu không.", "Look on the page Data conversion whether it is the same figure.")
entry("mapping.other_base", 422, "Tài liệu chuyển đổi số liệu của biểu {form} viết cho một bản khác, không phải bản đang dùng.", "The mapping of form {form} was written for another release than the one in force.",
      "Ở trang Chuyển đổi số liệu: bấm “Dùng cho bản đang dùng” (mã {base}) rồi xem lại từng chỗ, hoặc bỏ chuyển đổi nếu mọi ô giữ nguyên.", "On the page Data conversion: take it over to the release in force ({base}) and look at each place, or remove it when every place stays as it is.")
entry("mapping.unwritten", 422, "Biểu {form}: {count} chỗ của bản đang dùng không còn trong bản mới ({places}); chưa nói số liệu ở đó đi đâu.", "Form {form}: {count} places of the release in force are gone ({places_en}); it is not said where their figures go.",
      "Ở trang Chuyển đổi số liệu: nhận đề xuất, hoặc chọn chỗ mới, hoặc ghi lý do bỏ.", "On the page Data conversion: take the proposals, or choose a new place, or say why they are dropped.")
