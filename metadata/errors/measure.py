"""Units of measure that do not go together in formulas, checks and consolidation."""

from metadata.errors import entry

entry("measure.mixed_sum", 422, "Cộng trừ lẫn đơn vị tính trong “{formula}”: “{text}” theo {unit}, “{against}” theo {wanted}.", "Units of measure are mixed in “{formula}”: “{text}” is in {unit_en}, “{against}” in {wanted_en}.",
      "Bỏ “{text}” khỏi phép cộng trừ, hoặc sửa đơn vị tính của ô đó thành {wanted}.", "Take “{text}” out of the sum, or set the unit of measure of that cell to {wanted_en}.")
entry("measure.mixed_comparison", 422, "So sánh hai đơn vị tính khác loại trong “{formula}”: “{text}” theo {unit}, “{against}” theo {wanted}.", "Different kinds of units are compared in “{formula}”: “{text}” is in {unit_en}, “{against}” in {wanted_en}.",
      "Gọi ô khác thay cho “{text}”, hoặc sửa đơn vị tính của ô đó thành {wanted}.", "Name another cell instead of “{text}”, or set the unit of measure of that cell to {wanted_en}.")
entry("measure.mixed_choice", 422, "Chọn giữa hai đơn vị tính khác loại trong “{formula}”: “{text}” theo {unit}, “{against}” theo {wanted}.", "“{formula}” chooses between different kinds of units: “{text}” is in {unit_en}, “{against}” in {wanted_en}.",
      "Gọi ô khác thay cho “{text}”, hoặc sửa đơn vị tính của ô đó thành {wanted}.", "Name another cell instead of “{text}”, or set the unit of measure of that cell to {wanted_en}.")
entry("measure.result", 422, "Ô ghi theo {wanted} nhưng công thức “{formula}” cho ra {unit}.", "The cell is in {wanted_en}, but its formula “{formula}” gives {unit_en}.",
      "Sửa đơn vị tính của ô thành {unit}, hoặc sửa công thức.", "Set the unit of measure of the cell to {unit_en}, or correct the formula.")
entry("measure.converted", 422, "Quy đổi “{text}” từ {wanted}, nhưng ô ghi theo {unit}.", "“{text}” is converted from {wanted_en}, but is in {unit_en}.",
      "Viết {unit} trong hàm quy đổi, hoặc sửa đơn vị tính của ô.", "Name {unit_en} in the conversion, or correct the unit of measure of the cell.")
entry("measure.scale", 422, "Thiếu quy đổi trong “{formula}”: “{text}” theo {unit}, cần theo {wanted} (gấp nhau {times} lần).", "A conversion is missing in “{formula}”: “{text}” is in {unit_en}, {wanted_en} is needed (they differ {times} times).",
      "Viết {proposal}, hoặc đặt cùng một đơn vị tính cho các ô.", "Write {proposal}, or give the cells the same unit of measure.")
entry("measure.percent", 422, "Tỷ số và tỷ lệ phần trăm lẫn nhau trong “{formula}”: “{text}” lệch 100 lần.", "“{formula}” mixes a ratio with a percentage: “{text}” is off 100 times.",
      "Viết {proposal}.", "Write {proposal}.")
entry("measure.percent_factor", 422, "“{text}” nhân với tỷ lệ phần trăm mà chưa chia cho 100.", "“{text}” multiplies by a percentage without dividing by 100.",
      "Viết {proposal}.", "Write {proposal}.")
entry("measure.not_additive", 422, "“{formula}” cộng các ô theo {unit}: tổng của “{text}” không có nghĩa.", "“{formula}” adds cells in {unit_en}: a total of “{text}” means nothing.",
      "Tính lại từ tổng tử số và tổng mẫu số: {proposal}.", "Compute it again from the totals of parts and wholes: {proposal}.")
entry("measure.consolidated", 422, "Tổng hợp cộng “{key}” của các đơn vị, mà ô này ghi theo {unit}.", "Consolidation adds “{key}” of the units, but the cell is in {unit}.",
      "Chọn bình quân có quyền số hoặc công thức tổng hợp cho ô này, thí dụ {proposal}.", "Choose a weighted mean or a formula for this cell, for example {proposal}.")
