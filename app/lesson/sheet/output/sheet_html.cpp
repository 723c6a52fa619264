#include "app/lesson/sheet/output/sheet_html.h"

#include <fmt/format.h>

#include "app/lesson/sheet/output/lesson_html.h"
#include "app/paper/map_picture.h"
#include "core/base/text/base64.h"
#include "core/base/text/short_number.h"
#include "core/image/files/save.h"

namespace convscope {

namespace {

constexpr std::string_view kStyle = R"(
body { font: 16px/1.45 Inter, "DejaVu Sans", sans-serif; color: #1a1f27; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.9rem; margin: 0 0 .2rem; } h2 { font-size: 1.3rem; margin: 2rem 0 .4rem; break-after: avoid; }
.quiet { color: #424b59; } .names span { display: inline-block; min-width: 18rem; border-bottom: 1px solid #424b59; margin: .8rem 1rem 0 0; }
.figure { display: flex; gap: 1.2rem; align-items: flex-start; margin: .8rem 0; break-inside: avoid; flex-wrap: wrap; }
.figure figure { margin: 0; flex: 1 1 0; min-width: 9rem; max-width: 16rem; } figcaption { font-size: .85rem; font-weight: 600; }
.figure img { width: 100%; image-rendering: pixelated; border: 1px solid #424b59; display: block; }
.figure img.smooth { image-rendering: auto; }
.view { position: relative; } .view i { position: absolute; border: 2px solid #14459f; outline: 1px solid #fff; min-width: 5px; min-height: 5px; box-sizing: border-box; }
.arrow { align-self: center; font-size: 1.4rem; color: #424b59; }
.covered { border: 1px solid #424b59; display: flex; align-items: center; justify-content: center; font-size: 1.6rem; color: #424b59; background: repeating-linear-gradient(135deg, #fff 0 8px, #dfe3ea 8px 10px); }
.legend { display: flex; font-size: .75rem; justify-content: space-between; color: #424b59; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .plain td, .plain th { border-bottom: 1px solid #bec5cf; padding: .2rem .7rem; text-align: right; } .plain td:first-child, .plain th:first-child { text-align: left; }
.product { display: flex; align-items: center; gap: .7rem; margin: .8rem 0 .3rem; break-inside: avoid; } .product td { border: 1px solid #bec5cf; min-width: 2.6rem; height: 1.8rem; text-align: center; }
.figure .numbers { flex: 0 0 auto; min-width: 0; } .figure td { border: 1px solid #bec5cf; min-width: 2.6rem; height: 2.2rem; text-align: center; }
.pos { background: #f2a65e; } .neg { background: #86b6ea; }
.blank { display: inline-block; min-width: 7rem; height: 1.6rem; border: 1px solid #424b59; vertical-align: middle; }
.line { display: inline-block; min-width: 16rem; border-bottom: 1px solid #424b59; } .solved { color: #14459f; font-weight: 600; }
.choices { list-style: none; padding: 0; } .choices li { margin: .35rem 0; break-inside: avoid; } .choices .right { font-weight: 600; } .choices .comment { margin-left: 3rem; font-size: .88rem; color: #424b59; font-weight: 400; }
.room { border: 1px solid #bec5cf; background: repeating-linear-gradient(#fff 0 27px, #e2e6ec 27px 28px); margin: .6rem 0; }
.note { border-left: 3px solid #14459f; padding-left: .8rem; margin: .7rem 0; font-size: .92rem; break-inside: avoid; } .note b.title { color: #14459f; }
.bars div { display: flex; gap: .6rem; align-items: center; } .bars .label { width: 9rem; } .bars .value { width: 4rem; text-align: right; border: 1px solid transparent; height: 1.4rem; } .bars .value:empty { border-color: #bec5cf; } .bars .bar { height: .7rem; background: #14459f; }
@media print { body { margin: 0; max-width: none; font-size: 14px; } h2 { margin: 1rem 0 .3rem; } p { margin: .4rem 0; } .figure figure { max-width: 9.5rem; } }
)";

std::string run_html(const std::vector<TextRun>& runs) {
    std::vector<TextSpan> spans;
    spans.reserve(runs.size());
    for (const TextRun& run : runs) spans.push_back({run.text, run.bold, run.italic, run.code});
    return span_html(spans);
}

std::string block_html(const SheetHeading& heading) {
    return fmt::format("<h{0}>{1}</h{0}>\n", heading.level, html_escaped(heading.text));
}

std::string block_html(const SheetText& text) {
    const std::string words = run_html(text.runs);
    if (text.depth == 0) return fmt::format("<p{}>{}</p>\n", text.quiet ? " class=\"quiet\"" : "", words);
    return fmt::format("<p style=\"margin:.2rem 0 .2rem {:.1f}rem\">{} {}</p>\n", text.depth * 1.2,
                       html_escaped(text.bullet), words);
}

/// The rectangle of a mark, as shares of the picture.
std::string mark_html(const SheetPicture& picture) {
    if (!picture.mark) return {};
    const Box& mark = *picture.mark;
    const double width = picture.size.cols, height = picture.size.rows;
    return fmt::format("<i style=\"left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%\"></i>", 100 * mark.x / width,
                       100 * mark.y / height, 100 * mark.w / width, 100 * mark.h / height);
}

std::string table_html(const PaperTable& table) {
    std::string html = "<table>";
    for (int r = 0; r < table.rows; ++r) {
        html += "<tr>";
        for (int c = 0; c < table.cols; ++c) {
            const PaperCell& cell = table.cells[static_cast<std::size_t>(r * table.cols + c)];
            const std::string_view kind = !cell.ground                     ? ""
                                          : *cell.ground == ink::kPositive ? " class=\"pos\""
                                                                           : " class=\"neg\"";
            html += fmt::format("<td{}>{}</td>", kind, html_escaped(cell.text));
        }
        html += "</tr>";
    }
    return html + "</table>";
}

std::string picture_html(const SheetPicture& picture) {
    std::string html =
        fmt::format("<figure{}><figcaption>{} <span class=\"quiet\">{}</span></figcaption>",
                    picture.table ? " class=\"numbers\"" : "", html_escaped(picture.title), html_escaped(picture.note));
    if (picture.table) return html + table_html(*picture.table) + "</figure>\n";
    if (!picture.pixels) {
        html += fmt::format("<div class=\"covered\" style=\"aspect-ratio:{}/{}\">?</div></figure>\n", picture.size.cols,
                            picture.size.rows);
        return html;
    }
    const std::string png = png_bytes("", picture.pixels->size, 3, picture.pixels->values);
    html += fmt::format(R"(<div class="view"><img alt=""{} src="data:image/png;base64,{}">{}</div>)",
                        picture.pixels->size.cols > 128 ? " class=\"smooth\"" : "", to_base64(png), mark_html(picture));
    if (picture.scale) {
        const Range part = legend_range(*picture.scale, picture.kind);
        html += fmt::format("<div class=\"legend\"><span>{}</span><span>{}</span></div>", short_number(part.low),
                            short_number(part.high));
    }
    return html + "</figure>\n";
}

std::string block_html(const SheetFigure& figure) {
    std::string html = "<div class=\"figure\">\n";
    for (std::size_t i = 0; i < figure.pictures.size(); ++i) {
        if (i > 0 && figure.arrows) html += "<span class=\"arrow\">\u2192</span>\n";
        html += picture_html(figure.pictures[i]);
    }
    return html + "</div>\n";
}

std::string block_html(const SheetProduct& product) {
    return fmt::format("<div class=\"product\">{} <span>\u00d7</span> {} <span>=</span> {}</div>\n<p><b>{}</b>{}</p>\n",
                       table_html(product.window), table_html(product.filter), table_html(product.products),
                       html_escaped(product.result), product.blank ? " <span class=\"blank\"></span>" : "");
}

std::string block_html(const SheetBars& bars) {
    std::string html = "<div class=\"bars\">\n";
    for (const SheetBars::Row& row : bars.rows)
        html += fmt::format("<div><span class=\"label\">{}</span><span class=\"value\">{}</span>{}</div>\n",
                            html_escaped(row.label), html_escaped(row.value),
                            row.value.empty()
                                ? std::string()
                                : fmt::format(R"(<span class="bar" style="width:{:.1f}rem"></span>)", 16 * row.part));
    return html + "</div>\n";
}

std::string block_html(const SheetTable& table) {
    std::string html = "<table class=\"plain\">\n<tr>";
    for (const std::string& head : table.head) html += "<th>" + html_escaped(head) + "</th>";
    html += "</tr>\n";
    for (const auto& row : table.rows) {
        html += "<tr>";
        for (const std::string& cell : row) html += "<td>" + html_escaped(cell) + "</td>";
        html += "</tr>\n";
    }
    return html + "</table>\n";
}

std::string block_html(const SheetChoices& choices) {
    std::string html = "<ul class=\"choices\">\n";
    for (const SheetChoice& choice : choices.choices) {
        html += fmt::format("<li{}>{} {}&ensp;{}", choice.checked ? " class=\"right\"" : "",
                            choice.checked ? "\u2611" : "\u2610", choice.letter, run_html(choice.runs));
        if (!choice.comment.empty()) html += "<div class=\"comment\">" + run_html(choice.comment) + "</div>";
        html += "</li>\n";
    }
    return html + "</ul>\n";
}

std::string block_html(const SheetAnswer& answer) {
    return fmt::format("<p><b>{}</b> {}</p>\n", html_escaped(answer.label),
                       answer.answer.empty() ? std::string("<span class=\"line\">&nbsp;</span>")
                                             : "<span class=\"solved\">" + html_escaped(answer.answer) + "</span>");
}

std::string block_html(const SheetRoom& room) {
    return fmt::format("<div class=\"room\" style=\"height:{}px\"></div>\n", room.lines * 28);
}

std::string block_html(const SheetNote& note) {
    std::string html = R"(<div class="note"><b class="title">)" + html_escaped(note.title) + "</b>\n";
    for (const SheetText& text : note.text) html += block_html(text);
    return html + "</div>\n";
}

}  // namespace

std::string sheet_html(const LessonSheet& sheet) {
    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n<p "
        "class=\"quiet\">{}</p>\n",
        html_escaped(sheet.language), html_escaped(sheet.title), kStyle, html_escaped(sheet.title),
        html_escaped(sheet.subtitle));
    if (!sheet.names.empty()) {
        html += "<p class=\"names\">";
        for (const std::string& name : sheet.names) html += "<span>" + html_escaped(name) + "</span> ";
        html += "</p>\n";
    }
    for (const SheetBlock& block : sheet.blocks)
        html += std::visit([](const auto& part) { return block_html(part); }, block);
    return html + "</body>\n</html>\n";
}

}  // namespace convscope
