"""Codes about formulas, checks and printed relation lines (``formula.*``).

Codes about a text carry ``offset`` and ``length`` (characters) so that an editor can underline the part meant.
"""

from metadata.errors import entry

entry("formula.syntax", 422, "Công thức sai cách viết ở ký tự {position}: {why}.", "The formula cannot be read at character {position}: {why_en}.",
      "Sửa chỗ được gạch chân. Số thập phân viết bằng dấu chấm, tham số cách nhau bằng dấu phẩy hoặc chấm phẩy.",
      "Correct the underlined part. Decimals take a point, arguments a comma or semicolon.")
entry("formula.syntax_forbidden", 422, "“{what}” không được dùng trong công thức.", "“{what}” is not allowed in a formula.",
      "Chỉ dùng số, chữ trong nháy, mã ô, + − × ÷, so sánh, and/or/not, if và các hàm trong danh mục{instead}.",
      "Use only numbers, quoted text, codes, + - * /, comparisons, and/or/not, if, and the listed functions{instead_en}.")
entry("formula.budget", 422, "Công thức vượt giới hạn tính toán: {what}.", "The formula exceeds the computing budget: {what_en}.",
      "Viết công thức ngắn hơn; không có phép luỹ thừa: c1 ^ 2 viết c1 * c1.", "Write a shorter formula; there is no power operator: c1 ^ 2 is written c1 * c1.")
entry("formula.too_long", 422, "Công thức dài {length} ký tự, quá giới hạn {limit}.", "The formula has {length} characters; the limit is {limit}.",
      "Tách thành nhiều ô tính.", "Split it into several computed cells.")
entry("formula.too_deep", 422, "Công thức lồng quá {limit} tầng.", "The formula nests deeper than {limit} levels.",
      "Tách phần bên trong thành một ô tính riêng.", "Move the inner part to a computed cell of its own.")
entry("formula.number_too_long", 422, "Số trong công thức dài quá {limit} chữ số.", "A number in the formula has more than {limit} digits.",
      "Kiểm tra lại số.", "Check the number.")
entry("formula.text_too_long", 422, "Đoạn chữ trong công thức dài quá {limit} ký tự.", "A text in the formula has more than {limit} characters.",
      "Rút gọn đoạn chữ.", "Shorten the text.")
entry("formula.unknown_function", 422, "Không có hàm “{name}”{odd}.", "There is no function “{name}”{odd_en}.",
      "Chọn hàm trong danh mục{proposal}.", "Choose a function from the list{proposal_en}.")
entry("formula.unknown_name", 422, "Không có dòng hay cột nào mang mã “{name}”{odd}.", "No row or column has the code “{name}”{odd_en}.",
      "Chọn ô bằng cách bấm vào bảng{proposal}.", "Point at the cell in the table{proposal_en}.")
entry("formula.unknown_form", 422, "Không có biểu “{name}” trong chế độ báo cáo này.", "There is no form “{name}” in this regime.",
      "Công thức chỉ đọc các biểu của chính chế độ này; số đã báo cáo ở chế độ khác thì dùng chung chỉ tiêu. Chọn một biểu trong danh sách{proposal}.",
      "A formula reads the forms of its own regime only; share the indicator for what another regime asks for. Choose one of the forms{proposal_en}.")
entry("formula.ambiguous_name", 422, "Mã “{name}” có ở nhiều bảng: {sections}.", "Code “{name}” stands in several tables: {sections}.",
      "Đặt mã khác nhau cho các bảng của một biểu.", "Give the tables of one form different codes.")
entry("formula.not_a_cell", 422, "“{name}” không phải một ô: cần mã dòng, dấu chấm, mã cột.", "“{name}” is not a cell: write row code, dot, column code.",
      "Ví dụ: r01.c2.", "For example r01.c2.")
entry("formula.reference_out_of_scope", 422, "“{name}” trỏ ra ngoài biểu và kỳ mà công thức được phép đọc.", "“{name}” points outside what a formula may read.",
      "Dùng form(biểu, ô), prev(ô), prev_year(ô) hoặc ytd(ô){proposal}.", "Use form(form, cell), prev(cell), prev_year(cell) or ytd(cell){proposal_en}.")
entry("formula.reference_unresolved", 422, "Không xác định được ô “{name}” khi tính “{place_name}”.", "Cell “{name}” cannot be determined when computing “{place_name}”.",
      "Ghi rõ cả dòng và cột, ví dụ r01.c2.", "Name both row and column, e.g. r01.c2.")
entry("formula.open_outside", 422, "“{name}” là dòng tự thêm, chỉ gộp được bằng sum, count, avg, min, max.", "“{name}” is an open row: outside it, only sum, count, avg, min, max can read it.",
      "Viết sum(children()) hoặc sum({name}).", "Write sum(children()) or sum({name}).")
entry("formula.nested_open", 422, "Dòng tự thêm “{name}” nằm trong dòng tự thêm “{outer}”: công thức không gộp được.", "Open row “{name}” stands inside open row “{outer}”: formulas cannot add it up.",
      "Đưa dòng tự thêm ra ngoài hoặc dùng danh sách riêng.", "Move it out or use a list of its own.")
entry("formula.range_too_large", 422, "Vùng “{name}” có {count} ô, quá giới hạn {limit}.", "Range “{name}” has {count} cells; the limit is {limit}.",
      "Chọn vùng nhỏ hơn.", "Choose a smaller range.")
entry("formula.range_mixed", 422, "Hai đầu của vùng “{name}” không cùng loại hoặc không cùng bảng.", "The ends of range “{name}” are not of one kind or table.",
      "Chọn hai cột hoặc hai dòng của cùng một bảng.", "Choose two columns or two rows of one table.")
entry("formula.arguments", 422, "Hàm {name} nhận {expected}, nhưng có {count} tham số.", "Function {name} takes {expected_en}, but got {count}.",
      "Xem cách viết: {usage}.", "See its form: {usage}.")
entry("formula.argument", 422, "Tham số {index} của hàm {name} phải là {expected}.", "Argument {index} of function {name} must be {expected_en}.",
      "Xem cách viết: {usage}.", "See its form: {usage}.")
entry("formula.group_outside", 422, "{name} cho nhiều ô, phải nằm trong sum, count, avg, min hoặc max.", "{name} gives several cells and must stand inside sum, count, avg, min or max.",
      "Ví dụ: sum(range(c2, c5)).", "For example sum(range(c2, c5)).")
entry("formula.weights", 422, "Số ô và trọng số của wmean không đi thành cặp: {values} ô, {weights} trọng số.", "Cells and weights of wmean do not pair up: {values} cells, {weights} weights.",
      "Trọng số là cột hoặc dòng của cùng các ô, hoặc một vùng có cùng số ô.", "Weights are a column or row of the same cells, or a range of as many cells.")
entry("formula.unknown_measure", 422, "Không có đơn vị tính “{name}” trong danh mục.", "There is no unit of measure “{name}” in the catalogue.",
      "Chọn đơn vị tính trong danh mục{proposal}.", "Choose one of the catalogue{proposal_en}.")
entry("formula.measures_apart", 422, "Không quy đổi được “{source}” sang “{target}”: hai đơn vị tính khác loại.", "“{source}” does not convert to “{target}”: they measure different things.",
      "Kiểm tra lại đơn vị tính.", "Check the units of measure.")
entry("formula.type", 422, "Không thể {act} {left} với {right}.", "Cannot {act_en} {left_en} and {right_en}.",
      "Kiểm tra loại của các ô được gọi tới; hỏi ô có trống không thì viết count(ô) = 0.", "Check the kinds of the cells named; whether a cell is blank is asked by count(cell) = 0.")
entry("formula.result_type", 422, "Công thức của ô phải cho ra số, nhưng cho ra {found}.", "A cell's formula must give a number, but gives {found_en}.",
      "Sửa công thức hoặc đổi loại ô.", "Correct the formula or the kind of the cell.")
entry("formula.not_a_condition", 422, "Kiểm tra phải là một so sánh, nhưng “{text}” cho ra {found}.", "A check must be a comparison, but “{text}” gives {found_en}.",
      "Ví dụ: c9 = c11 + c12 + c13.", "For example c9 = c11 + c12 + c13.")
entry("formula.mixed_names", 422, "Công thức gọi cả cột và dòng mà không rõ ô nào: {names}.", "The formula names both columns and rows without saying which cell: {names}.",
      "Ghi rõ từng ô, ví dụ r01.c2.", "Name each cell, e.g. r01.c2.")
entry("formula.cycle", 422, "Các ô tính vòng quanh nhau: {path}.", "Cells depend on each other in a circle: {path}.",
      "Bỏ một mắt trong vòng.", "Break one link of the circle.")
entry("formula.missing", 422, "Ô tính “{name}” chưa có công thức.", "Computed cell “{name}” has no formula.",
      "Nhập công thức hoặc đổi loại ô.", "Enter a formula or change the kind of the cell.")
entry("formula.div0", 422, "Công thức chia cho số 0: kết quả luôn để trống.", "The formula divides by 0: its result is always blank.",
      "Sửa số chia.", "Correct the divisor.")
entry("formula.relation_syntax", 422, "Không đọc được dòng quan hệ “{line}” ở ký tự {position}.", "The relation line “{line}” cannot be read at character {position}.",
      "Viết như trên biểu in, ví dụ 9=11+12+13=14+...+17.", "Write it as printed, e.g. 9=11+12+13=14+...+17.")
entry("formula.relation_unknown", 422, "Dòng quan hệ gọi tới “{number}” nhưng bảng không có số đó.", "The relation line names “{number}”, which the table does not have.",
      "Kiểm tra lại số cột{proposal}.", "Check the column number{proposal_en}.")
entry("formula.relation_ellipsis", 422, "Dấu ba chấm giữa “{first}” và “{last}” không rõ gồm những cột nào.", "The ellipsis between “{first}” and “{last}” does not say which columns.",
      "Viết rõ từng cột.", "Write every column.")
entry("formula.relation_itself", 422, "Dòng quan hệ “{line}” cộng cột {left} vào chính nó.", "The relation line “{line}” adds column {left} to itself.",
      "Bỏ cột {left} khỏi vế phải: {left} = {proposal}.", "Take column {left} out of the right side: {left} = {proposal}.")
entry("formula.relation_twice", 422, "Dòng quan hệ “{line}” cộng cột {number} hai lần.", "The relation line “{line}” adds column {number} twice.",
      "Đối chiếu với bản in; có lẽ phải là {left} = {proposal}.", "Check against the print; {left} = {proposal} may be meant.")
entry("formula.relation_part", 422, "Dòng quan hệ “{line}” cộng cột {part}, mà cột {part} chỉ là một phần của cột {whole}.", "The relation line “{line}” adds column {part}, which is only a part of column {whole}.",
      "Đối chiếu với bản in; có lẽ phải là {left} = {proposal}.", "Check against the print; {left} = {proposal} may be meant.")
entry("formula.relation_unheld", 422, "Dòng in “{line}” có {relation}, nhưng chưa có kiểm tra hay công thức nào giữ quan hệ này.", "The printed line “{line}” says {relation}, which no check or formula holds.",
      "Thêm kiểm tra {relation}, hoặc sửa dòng in.", "Add the check {relation}, or correct the line.")
entry("formula.relation_unprinted", 422, "Kiểm tra hoặc công thức {relation} không có trên dòng in “{line}”.", "The check or formula {relation} is not on the printed line “{line}”.",
      "Đối chiếu với bản in: ghi thêm vào dòng in thành {proposal_line}, hoặc bỏ kiểm tra này.", "Check against the print: make the line {proposal_line}, or drop the check.")
