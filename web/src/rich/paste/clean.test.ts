/** What Word, LibreOffice, Google Docs, WPS, Excel and web pages put on the clipboard, as paragraphs; nothing goes without a word. */

import { beforeEach, describe, expect, it } from "vitest";

import { plainOf, valueOf } from "../model";
import { cleanHtml, cleanText } from "./clean";

beforeEach(() => { document.documentElement.lang = "vi"; });

/** A line a paragraph: the sign and the text, marked passages in [b:…]. */
function read(html: string): string[] {
  const { paragraphs } = cleanHtml(html);
  const shown = paragraphs.map((one) => ({ ...one, runs: one.runs.map(({ text, marks }) => ({ text: marks ? `[${marks}:${text}]` : text })) }));
  return plainOf({ rich: shown }).split("\n");
}

const said = (html: string) => cleanHtml(html).left.sentence;

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset=utf-8>
<title>Báo cáo</title><style><!-- p.MsoNormal {mso-style-unhide:no; font-family:"Times New Roman",serif;} @list l0:level1 {mso-level-text:"%1\\.";} --></style></head>
<body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->
<h2 style='margin-left:0cm'><span style='font-size:14.0pt'>1. Kết quả<o:p></o:p></span></h2>
<p class=MsoNormal style='text-align:justify'><span style='font-size:14.0pt;
mso-fareast-language:VI'>Thu ngân sách <b style='mso-bidi-font-weight:normal'>đạt 105%</b> dự
toán<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a>,
tăng <i>12,5%</i> so với <st1:place w:st="on">Hưng Yên</st1:place>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]><span>Công nghiệp tăng 8%<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:"Courier New";mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Dệt may</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Nông nghiệp<a class=msocomanchor id="_anchor_1" href="#_msocom_1" language=JavaScript>[NVA1]</a></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Rà soát</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span><![endif]>Báo cáo</p>
<p class=MsoNormal><![if !vml]><img width=200 height=100 src="file:///C:/Users/cb/AppData/Local/Temp/msohtmlclip1/01/clip_image002.png" v:shapes="Picture_1"><![endif]></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=100 style='border:solid'><p class=MsoNormal>Chỉ tiêu</p></td><td><p class=MsoNormal>Kết quả</p></td></tr>
<tr><td><p class=MsoNormal>Thu</p></td><td><p class=MsoNormal>1.234</p></td></tr></table>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1">[1]</a> Số ước</p></div></div>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Xem lại</p></div></div>
<!--EndFragment--></body></html>`;

describe("Word", () => {
  it("gives headings, marks and both kinds of lists", () => {
    expect(read(WORD)).toEqual([
      "[b:1. Kết quả]",
      "Thu ngân sách [b:đạt 105%] dự toán, tăng [i:12,5%] so với Hưng Yên.",
      "- Công nghiệp tăng 8%",
      "  + Dệt may",
      "- Nông nghiệp",
      "1. Rà soát",
      "2. Báo cáo",
      "Chỉ tiêu; Kết quả",
      "Thu; 1.234",
    ]);
  });

  it("says what it left out", () => {
    expect(said(WORD)).toBe("1 bảng chuyển thành dòng chữ; 1 hình không nhận, đính kèm ở phần tài liệu; 1 chú thích cuối trang bị bỏ; 1 nhận xét bị bỏ");
  });

  it("keeps a number that our lists would not give: text refers to it", () => {
    const item = (sign: string, text: string) => `<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${sign}<span>&nbsp; </span></span>${text}</p>`;
    expect(read(item("3.", "Ba") + item("4.", "Bốn"))).toEqual(["3. Ba", "4. Bốn"]);
    expect(cleanHtml(item("3.", "Ba")).paragraphs[0]!.list).toBeUndefined();
    expect(read(item("1.1.", "Mục con"))).toEqual(["1.1. Mục con"]);
    expect(read(item("I.", "Một") + item("II.", "Hai"))).toEqual(["1. Một", "2. Hai"]);
    expect(said(item("I.", "Một"))).toContain("đổi cách đánh số");
  });

  it("leaves out what was struck by tracked changes and what is hidden, and says so", () => {
    const html = "<p>Đạt <del cite='mailto:A' datetime='2026'>90%</del><ins cite='mailto:A'>95%</ins><span style='display:none;mso-hide:all'>nháp</span></p>";
    expect(read(html)).toEqual(["Đạt 95%"]);
    expect(said(html)).toBe("1 chỗ đã gạch xoá bị bỏ; 1 chỗ chữ ẩn bị bỏ");
  });

  it("warns of letters drawn by an old font", () => {
    const html = "<p><span style='font-family:.VnTime'>Hµ Néi</span></p>";
    expect(read(html)).toEqual(["Hà Nội"]);
    expect(said(html)).toContain("1 chỗ chữ phông cũ");
  });

  it("knows an old font from the style sheet, and where another font stands inside of it", () => {
    const sheet = '<style><!-- p.MsoNormal, li.MsoNormal {margin:0cm; font-family:".VnTime","sans-serif";} .in {font-family:VNI-Times} --></style>';
    const html = `${sheet}<p class=MsoNormal>KÕt qu¶ <b>tèt</b> <span style='font-family:"Times New Roman"'>tại 25 °C</span> <font class=in>ñaït</font></p><h2 style='font-family:.VnTimeH'>b¸o c¸o</h2>`;
    expect(read(html)).toEqual(["Kết quả [b:tốt] tại 25 °C đạt", "[b:BÁO CÁO]"]);
  });

  it("leaves Unicode alone when no font says otherwise", () => {
    expect(read("<p style='font-family:Arial'>Hµ Néi, 5 µm</p>")).toEqual(["Hµ Néi, 5 µm"]);
  });
});

describe("LibreOffice", () => {
  const HTML = `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><style type="text/css">p { line-height: 115% }</style></head><body lang="vi-VN" dir="ltr">
<p align="justify" style="line-height: 100%; margin-bottom: 0cm"><font face="Times New Roman, serif"><font size="4" style="font-size: 14pt">Diện tích <u>120</u> m<sup>2</sup>, khí CO<sub>2</sub><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></font></font></p>
<ol><li><p style="margin-bottom: 0cm">Một</p></li><ol type="a"><li><p>Con</p></li></ol><li><p>Hai</p><p>nối tiếp</p></li></ol>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Ghi chú</p></div></body></html>`;

  it("gives lists, powers and underlined text", () => {
    expect(read(HTML)).toEqual(["Diện tích [u:120] m², khí CO₂", "1. Một", "  a) Con", "2. Hai nối tiếp"]);
    expect(said(HTML)).toBe("1 chú thích cuối trang bị bỏ");
  });
});

describe("Google Docs", () => {
  const HTML = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:700;font-style:normal;text-decoration:none;white-space:pre-wrap;">Đánh giá: </span><span style="font-weight:400;font-style:italic;">tốt</span></p>
<ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc;font-weight:400" aria-level="1"><p dir="ltr" role="presentation"><span>Một</span></p></li><ul><li dir="ltr" style="list-style-type:circle" aria-level="2"><p><span style="text-decoration:underline;">Con</span></p></li></ul><li aria-level="1"><p><a href="https://hungyen.gov.vn" style="text-decoration:none;"><span>Hai</span></a></p></li></ul></b><br class="Apple-interchange-newline">`;

  it("takes marks from styles, not from the wrapping element", () => {
    expect(read(HTML)).toEqual(["[b:Đánh giá: ][i:tốt]", "- Một", "  + [u:Con]", "- Hai"]);
    expect(said(HTML)).toBe("1 liên kết chỉ giữ chữ");
  });
});

describe("WPS and Excel", () => {
  it("reads WPS lists and marks", () => {
    const html = `<html><head><meta name="Generator" content="WPS Office"></head><body><!--StartFragment--><p class=MsoNormal style="margin-left:21.0000pt;mso-list:l0 level1 lfo1;"><![if !supportLists]><span style="font-family:宋体;"><span style='mso-list:Ignore;'>a)<span>&nbsp;</span></span></span><![endif]><b><span style="mso-spacerun:'yes';font-weight:bold;">Nội dung</span></b></p><!--EndFragment--></body></html>`;
    expect(read(html)).toEqual(["1. [b:Nội dung]"]);
    expect(said(html)).toContain("1 mục đổi cách đánh số");
  });

  it("makes a line of every row of a sheet", () => {
    const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0><col width=64><tr height=20><td class=xl65>Xã A</td><td align=right x:num="1234">1.234</td></tr><tr><td></td><td></td></tr></table></body></html>`;
    expect(read(html)).toEqual(["Xã A; 1.234"]);
    expect(said(html)).toBe("1 bảng chuyển thành dòng chữ");
  });
});

describe("hostile and odd clipboards", () => {
  it("takes text only: no script runs, no address and no style comes along", () => {
    const html = `<p onclick="alert(1)" style="background:url(javascript:alert(1))">a<script>window.hit = 1</script><img src=x onerror="window.hit = 1"><iframe srcdoc="<script>parent.hit=1</script>"></iframe><a href="javascript:alert(1)">b</a><svg onload="window.hit=1"><text>c</text></svg><math><mtext></mtext></math></p>`;
    expect(valueOf(cleanHtml(html).paragraphs)).toEqual({ t: "ab" });
    expect((window as { hit?: number }).hit).toBeUndefined();
    expect(said(html)).toBe("2 hình không nhận, đính kèm ở phần tài liệu; 2 đối tượng nhúng bị bỏ; 1 liên kết chỉ giữ chữ");
  });

  it("makes a line of what Word breaks with a sign of its own", () => {
    expect(cleanText("một\u000bhai").paragraphs).toHaveLength(2);
  });
  it("takes control and direction signs out and counts them", () => {
    const { paragraphs, left } = cleanText("a\u0007b\u202egpj.exe\r\nhai\u00a0ba\r\n");
    expect(valueOf(paragraphs)).toEqual({ t: "abgpj.exe\nhai ba" });
    expect(left.sentence).toBe("2 ký tự điều khiển bị bỏ");
  });

  it("goes as deep as a page can be nested", () => {
    const deep = 1000;
    expect(read(`<b>${"<div>".repeat(deep)}đáy${"</div>".repeat(deep)}</b>`)).toEqual(["[b:đáy]"]);
  });

  it("reads a sentence about style= as text", () => {
    expect(read("<p>thuộc tính style=đậm và 1 &lt; 2</p>")).toEqual(["thuộc tính style=đậm và 1 < 2"]);
  });
});
