"""Codes about templates and their documents (``template.*``, ``schema.*``, ``field.*``)."""

from metadata.errors import entry

entry("template.not_json", 422, "Tài liệu chứa dữ liệu loại {kind} không lưu được.", "The document holds data of type {kind} that cannot be kept.",
      "Dùng chữ, số nguyên hoặc số viết thành chữ.", "Use text, integers or numbers written as text.")
entry("template.spec_unknown", 422, "Không nhận ra loại tài liệu “{spec}”.", "Unknown kind of document “{spec}”.",
      "Kiểm tra thuộc tính spec, ví dụ form/1.", "Check the spec property, e.g. form/1.")
entry("template.schema", 422, "Tài liệu sai cấu trúc: {message}.", "The document breaks its schema: {message}.",
      "Sửa thuộc tính được nêu.", "Correct the property named.")
entry("template.too_large", 413, "Mẫu quá lớn: {what} là {count}, giới hạn {limit}.", "The template is too large: {what} is {count}, the limit is {limit}.",
      "Tách thành nhiều biểu.", "Split it into several forms.")
entry("template.tree", 422, "Cây dòng hoặc cột hỏng ở “{id}”: {why}.", "The row or column tree is broken at “{id}”: {why}.",
      "Hoàn tác thao tác vừa làm hoặc xoá mục đó.", "Undo the last step or remove the item.")
entry("template.reference", 422, "“{id}” trỏ tới “{target}” không có trong mẫu.", "“{id}” refers to “{target}”, which is not in the template.",
      "Chọn lại mục đích hoặc bỏ liên kết.", "Choose another target or remove the link.")
entry("template.code_duplicate", 422, "Mã “{code}” dùng cho nhiều mục: {ids}.", "Code “{code}” is used more than once: {ids}.",
      "Đặt mã khác cho một trong các mục.", "Give one of them another code.")
entry("template.code_missing", 422, "“{id}” chưa có mã nên công thức không gọi tới được.", "“{id}” has no code, so formulas cannot name it.",
      "Đặt mã cho dòng hoặc cột.", "Give the row or column a code.")
entry("template.number_duplicate", 422, "Số cột “{number}” in hai lần trong bảng “{section}”.", "Column number “{number}” is printed twice in table “{section}”.",
      "Đánh lại số cột.", "Renumber the columns.")
entry("template.number_missing", 422, "Cột “{label}” chưa có số: bảng có {columns} cột số liệu mà chỉ {numbered} cột được đánh số.", "Column “{label}” has no number: the table has {columns} data columns and only {numbered} are numbered.",
      "Đánh số cột hoặc bỏ dòng số cột.", "Number it or drop the number row.")
entry("template.number_jump", 422, "Sau cột {before} là cột {number}: bảng có {columns} cột số liệu nhưng số cột không liền nhau.", "Column {number} follows column {before}: the table has {columns} data columns, but their numbers do not run on.",
      "Đối chiếu với bản in: đánh lại số cột, hoặc thêm cột còn thiếu.", "Check against the print: renumber the columns, or add the one that is missing.")
entry("template.number_letter", 422, "Cột chữ in “{number}”, theo thứ tự phải là “{expected}”.", "The caption column prints “{number}” where “{expected}” is next.",
      "Sửa thành “{expected}” hoặc thêm cột chữ còn thiếu.", "Make it “{expected}” or add the caption column that is missing.")
entry("template.number_of_stub", 422, "Cột số liệu “{label}” đánh bằng chữ “{number}” như cột tên dòng, trong khi các cột khác đánh bằng số.", "Data column “{label}” is lettered “{number}” like a column of captions, while the others are numbered.",
      "Đánh số cho cột, hoặc đặt cột là cột tên dòng.", "Number it, or make it a column of captions.")
entry("template.caption_repeated", 422, "Hai mục cùng cấp cùng tên “{label}”: {first} và {second}.", "Two neighbours have the same caption “{label}”: {first} and {second}.",
      "Đối chiếu với bản in: nếu một mục chép nhầm thì sửa tên, nếu bản in đúng như vậy thì giữ nguyên.", "Check against the print: correct the one that is a slip, or leave them as printed.")
entry("template.relation_omitted", 422, "Dưới {column} “{label}” không in quan hệ với {groups}, trong khi {forms} có in.", "Nothing is printed under {column_en} “{label}” about {groups}, while {forms} print it.",
      "Đối chiếu với bản in; đề nghị ghi {proposal}.", "Check against the print; {proposal} is proposed.")
entry("template.partition_unchecked", 422, "Các phần của {group} cộng lại thành {whole}, nhưng chưa có kiểm tra cộng.", "The parts of {group_en} add up to {whole_en}, but no check says so.",
      "Thêm kiểm tra {proposal}.", "Add the check {proposal}.")
entry("template.partition_at_most", 422, "Các phần của {group} cộng lại thành {whole}, nhưng kiểm tra {rule} chỉ đòi không vượt quá.", "The parts of {group_en} add up to {whole_en}, but check {rule} only asks that they do not exceed it.",
      "Sửa kiểm tra thành {proposal}.", "Make the check {proposal}.")
entry("template.part_equal", 422, "Kiểm tra {relation} coi {group} là chia hết {whole}, mà “trong đó” chỉ là một phần.", "Check {relation} takes {group_en} for all of {whole_en}, but “trong đó” is a part only.",
      "Sửa kiểm tra thành {proposal}; nếu các phần đúng là chia hết thì sửa tiêu đề thành “Chia ra”.", "Make the check {proposal}; if the parts are all there is, say “Chia ra” in the caption.")
entry("template.part_computed", 422, "Công thức {relation} coi {group} là chia hết {whole}, mà “trong đó” chỉ là một phần.", "Formula {relation} takes {group_en} for all of {whole_en}, but “trong đó” is a part only.",
      "Nếu các phần đúng là chia hết thì sửa tiêu đề thành “Chia ra”; nếu không, để {whole} nhập tay và thêm kiểm tra {proposal}.", "If the parts are all there is, say “Chia ra” in the caption; else let {whole_en} be entered and add the check {proposal}.")
entry("template.part_added", 422, "Phép cộng ra {whole} cộng cả {part}, là phần “trong đó” đã tính rồi.", "The sum of {whole_en} adds {part_en}, a “trong đó” that is counted already.",
      "Bỏ phần “trong đó” khỏi phép cộng: {proposal}.", "Take the part out of the sum: {proposal}.")
entry("template.caption_empty", 422, "Cột hoặc dòng “{id}” chưa có tên.", "Column or row “{id}” has no caption.", "Đặt tên.", "Give it a caption.")
entry("template.unit_unknown", 422, "Không có đơn vị tính “{unit}” trong danh mục.", "Unit of measure “{unit}” is not in the catalogue.",
      "Chọn đơn vị tính trong danh mục{proposal}.", "Choose one from the catalogue{proposal}.")
entry("template.default_invalid", 422, "Giá trị mặc định không hợp với chính quy tắc của nó.", "The default breaks its own rule.",
      "Sửa giá trị mặc định hoặc quy tắc.", "Correct the default or the rule.")
entry("template.cell_rule", 422, "Ô “{key}”: {why}.", "Cell “{key}”: {why}.", "Sửa thuộc tính của ô.", "Correct the cell's properties.")
entry("template.given_many", 422, "Dòng mở “{row}” cho sẵn {count} dòng mà chỉ nhận nhiều nhất {limit}.", "Open row “{row}” gives {count} rows but takes {limit} at most.",
      "Tăng số dòng nhiều nhất hoặc bớt dòng cho sẵn.", "Raise the greatest number of rows, or give fewer.")
entry("template.given_unnamed", 422, "Một dòng cho sẵn của dòng mở “{row}” chưa có tên.", "A row given under open row “{row}” has no caption.",
      "Đặt tên cho dòng hoặc bỏ dòng đó.", "Give it a caption or remove it.")
entry("template.given_catalogue", 422, "Dòng mở “{row}” lấy từ danh mục, nhưng một dòng cho sẵn chưa chọn mục của danh mục.", "Open row “{row}” takes its rows from a list, but a row given names no member of it.",
      "Chọn mục cho dòng đó hoặc bỏ dòng.", "Choose the member or remove the row.")
entry("template.given_twice", 422, "Dòng mở “{row}” cho sẵn hai dòng cùng là “{label}”.", "Open row “{row}” gives “{label}” twice.",
      "Bỏ một dòng hoặc đổi tên.", "Remove one of them or rename it.")
entry("template.file_most", 422, "“{label}” nhận tệp tới {size} MB, nhưng hệ thống chỉ nhận tệp tới {limit} MB.", "“{label}” takes files of up to {size} MB; the system takes {limit} MB at the most.",
      "Đặt {limit} MB trở xuống.", "Say {limit} MB or less.")
entry("template.evidence_nowhere", 422, "Cột “{label}” đòi tài liệu kiểm chứng nhưng dòng không có ô tệp để gắn.", "Column “{label}” asks for evidence but its row has no file cell.",
      "Thêm cột loại tệp cho cùng bên nhập, hoặc bỏ yêu cầu kèm tài liệu.", "Add a file column for the same party, or drop the demand.")
entry("template.no_regime", 422, "Gói chưa có chế độ báo cáo.", "The package has no regime.", "Thêm một chế độ báo cáo.", "Add one regime.")
entry("template.many_regimes", 422, "Gói có nhiều chế độ báo cáo: {ids}.", "The package has several regimes: {ids}.",
      "Tách mỗi chế độ thành một gói.", "One regime a package.")
entry("template.no_data_cells", 422, "Biểu “{form}” chưa có ô số liệu nào.", "Form “{form}” has no cell that holds data.",
      "Thêm dòng và cột số liệu.", "Add data rows and columns.")
entry("template.code", 422, "Mã “{code}” không đúng mẫu.", "Code “{code}” does not match the pattern.",
      "Dùng chữ cái, chữ số, dấu . _ / -.", "Use letters, digits, . _ / -.")
entry("template.node_code", 422, "Mã “{value}” không dùng được: mã chỉ gồm chữ cái không dấu (A–Z, a–z), chữ số và dấu gạch dưới “_”, bắt đầu bằng chữ cái, tối đa 32 ký tự; không có dấu cách, không có dấu tiếng Việt.",
      "The code “{value}” cannot be used: codes have unaccented letters (A–Z, a–z), digits and the underscore “_”, begin with a letter and have at most 32 characters; no blanks, no accents.",
      "Dùng mã “{proposal}”, hoặc gõ mã khác.", "Use “{proposal}”, or type another code.")
entry("template.rounded_sum", 422, "Kiểm tra tổng của {whole} không cho phép lệch, trong khi số liệu làm tròn theo {unit}: cộng các số đã làm tròn có thể lệch tổng đã làm tròn.", "The check of the total {whole_en} allows no difference, though the figures are rounded ({unit}): the sum of rounded figures may differ from the rounded sum.",
      "Đặt sai số “theo làm tròn” cho kiểm tra này; nếu tổng đúng là phải khớp từng số thì không cần làm gì.", "Let its tolerance follow rounding; if the total must hold to the last digit, leave it as it is.")
entry("template.total_first", 422, "{whole} mở đầu như tổng của {count} dòng cùng cấp bên dưới, nhưng chưa có kiểm tra hay công thức cộng.", "{whole_en} opens like the total of the {count} rows beside it below, but no check or formula adds them up.",
      "Nếu đúng là tổng, thêm kiểm tra {proposal}; nếu các dòng không cộng thành tổng thì không cần làm gì.", "If it is their total, add the check {proposal}; if they do not add up, leave it as it is.")
entry("template.total_displaced", 422, "{column} {way}, nên công thức của {rows} không dùng ở cột này.", "{column_en} {way_en}, so the formula of {rows_en} is not used there.",
      "Đặt công thức của dòng ({formula}) cho các ô đó; nếu đúng là không cộng thì ghi loại của cột vào chính các ô đó.", "Give these cells the formula of the row ({formula}); if they are not to be added up, say the column's kind in the cells themselves.")
entry("template.carried_unsigned", 422, "{column} không nhận số âm nhưng lấy số từ ô nhận số âm (dòng “{row}”, {count} dòng).", "{column_en} takes no negative number but repeats a cell that does (row “{row}”; {count} in all).",
      "Cho cột nhận số âm; nếu không, báo cáo có số âm chuyển sang sẽ không gửi được.", "Let the column take negative numbers; otherwise a report into which one is carried cannot be sent.")
entry("template.example_failed", 422, "Ví dụ {index} của kiểm tra “{rule}” không cho kết quả mong đợi ({expect}).", "Example {index} of check “{rule}” does not give the expected result ({expect}).",
      "Sửa ví dụ hoặc sửa kiểm tra.", "Correct the example or the check.")
entry("template.adjust_nothing", 422, "Biểu {form} cho điều chỉnh số tổng hợp nhưng không có số nào điều chỉnh được: mọi ô đều tự tính hoặc nằm ở dòng do đơn vị thêm.",
      "Totals of form {form} may be adjusted, but there is none to adjust: every cell is computed or stands in rows that units add.",
      "Bỏ cho phép điều chỉnh, hoặc cho các ô cần điều chỉnh gộp từ đơn vị (cộng) thay vì tự tính.", "Take the permission away, or let the cells be brought together from the units (sum) instead of being computed.")
entry("template.placeholder_unknown", 422, "Không có chỗ điền tên “{name}”.", "There is no placeholder called “{name}”.",
      "Chỉ dùng: {known}.", "Use only: {known}.")
entry("field.key_reserved", 422, "Mã “{id}” không dùng được.", "Id “{id}” cannot be used.",
      "Dùng chữ cái, chữ số và dấu _, bắt đầu bằng chữ cái.", "Use letters, digits and _, starting with a letter.")
entry("schema.ref_external", 422, "Lược đồ trỏ ra ngoài tài liệu: “{ref}”.", "The schema refers outside the document: “{ref}”.",
      "Chỉ dùng tham chiếu bắt đầu bằng “#/”.", "Use only references that start with “#/”.")
entry("schema.ref_cycle", 422, "Tham chiếu “{ref}” quay về chính nó.", "Reference “{ref}” leads back to itself.",
      "Bỏ tham chiếu vòng.", "Remove the circular reference.")
entry("schema.ref_unknown", 422, "Không có “{ref}” trong lược đồ.", "There is no “{ref}” in the schema.",
      "Kiểm tra lại tham chiếu.", "Check the reference.")
entry("schema.pattern_unsafe", 422, "Biểu thức mẫu có thể chạy không dừng: “{pattern}”.", "The pattern may never finish: “{pattern}”.",
      "Bỏ phép lặp lồng trong phép lặp.", "Avoid a repetition inside a repetition.")
entry("schema.pattern_invalid", 422, "Biểu thức mẫu sai: “{pattern}”.", "The pattern is not valid: “{pattern}”.",
      "Sửa biểu thức.", "Correct the pattern.")
entry("schema.keyword_not_allowed", 422, "Từ khoá “{keyword}” không được dùng trong lược đồ.", "Keyword “{keyword}” is not allowed in a schema.",
      "Bỏ từ khoá đó.", "Remove the keyword.")
entry("schema.too_deep", 422, "Lược đồ lồng quá sâu (giới hạn {limit} tầng).", "The schema is nested too deeply (limit {limit}).",
      "Làm phẳng lược đồ.", "Flatten the schema.")
entry("schema.invalid", 422, "Lược đồ sai: {message}.", "The schema is not valid: {message}.", "Sửa lược đồ.", "Correct the schema.")
entry("ui.key_not_allowed", 422, "Thuộc tính hiển thị “{key}” không được dùng.", "Display property “{key}” is not allowed.",
      "Chỉ dùng các thuộc tính trong danh mục.", "Use only the listed properties.")
entry("schema.value", 422, "Giá trị “{value}” không đạt quy tắc {rule}.", "Value “{value}” breaks rule {rule}.",
      "Sửa giá trị.", "Correct the value.")
entry("template.property_retired", 422, "“{name}” không còn trong ngôn ngữ: hệ thống vẫn đọc nhưng không làm gì theo đó. {why}", "“{name_en}” is no longer part of the language: it is read and nothing acts on it. {why_en}",
      "Bỏ đi, hoặc để nguyên: không ảnh hưởng đến số liệu.", "Remove it, or leave it: no figure depends on it.")
