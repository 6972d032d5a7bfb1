"""Filled examples that are kept with a template (``example.*``)."""

from metadata.errors import entry

entry("example.total", 422, "Ví dụ “{title}”: {cell} tính ra {got}, ví dụ ghi {expected}.", "Example “{title}”: {cell_en} comes to {got_en}, the example says {expected_en}.",
      "Sửa công thức, hoặc sửa số mong đợi của ví dụ.", "Correct the formula, or the figure that the example expects.")
entry("example.open", 422, "Ví dụ “{title}”: {cell} chưa tính được vì thiếu số của kỳ khác hoặc biểu khác.", "Example “{title}”: {cell_en} cannot be computed, a figure of another period or form is missing.",
      "Mở ví dụ và nhập số của kỳ khác, biểu khác.", "Open the example and enter the figures of the other period or form.")
entry("example.not_failed", 422, "Ví dụ “{title}”: kiểm tra {rule} phải báo mà không báo.", "Example “{title}”: check {rule_en} should have found a fault and did not.",
      "Sửa kiểm tra, hoặc bỏ mong đợi này khỏi ví dụ.", "Correct the check, or take this expectation out of the example.")
entry("example.failed", 422, "Ví dụ “{title}”: kiểm tra {rule} báo ngoài mong đợi ({sentence}).", "Example “{title}”: check {rule_en} found a fault that was not expected ({sentence_en}).",
      "Sửa kiểm tra, hoặc ghi kiểm tra này vào những điều phải báo của ví dụ.", "Correct the check, or list it among those that must find a fault.")
entry("example.rule_gone", 422, "Ví dụ “{title}” mong kiểm tra “{rule}” báo, nhưng kiểm tra đó không còn.", "Example “{title}” expects check “{rule}” to find a fault, but it is gone.",
      "Thêm lại kiểm tra, hoặc bỏ mong đợi này khỏi ví dụ.", "Add the check again, or take this expectation out of the example.")
entry("example.cell_gone", 422, "Ví dụ “{title}” mong có số ở ô {cell}, nhưng ô đó không còn hoặc không còn tính bằng công thức.", "Example “{title}” expects a figure in cell {cell}, which is gone or no longer computed.",
      "Bỏ số mong đợi này khỏi ví dụ, hoặc đặt lại công thức cho ô.", "Take this figure out of the example, or give the cell its formula again.")
entry("example.value_refused", 422, "Ví dụ “{title}”: {cell} không nhận giá trị này: {why}", "Example “{title}”: {cell_en} does not take this value: {why_en}",
      "Mở ví dụ và nhập lại ô đó.", "Open the example and enter the cell again.")
entry("example.value_homeless", 422, "Ví dụ “{title}” có {count} số nhập ở ô không còn để nhập: {cells}.", "Example “{title}” holds {count} figures in cells that are no longer entered: {cells}.",
      "Mở ví dụ và lưu lại để bỏ các số đó.", "Open the example and save it again to let them go.")
