#include "app/lesson/sheet/sheet_pieces.h"

#include <algorithm>
#include <numeric>

#include "app/paper/map_picture.h"

namespace convscope {

namespace {

constexpr double kBody = 10.5, kQuiet = 9, kNumbers = 10;
constexpr double kParagraphGap = 6, kStepGap = 16;
constexpr double kIndent = 16;   ///< of a list
constexpr double kLine = 20;     ///< height of a line to write on
constexpr double kBoxSide = 10;  ///< of a box to tick

using Pieces = std::vector<SheetPiece>;
using Draw = std::function<void(Canvas&, const Box&)>;

TextStyle text_style(const SheetText& text) {
    return {.size = text.quiet ? kQuiet : kBody, .colour = text.quiet ? ink::kMuted : ink::kText};
}

TextRun plain_run(std::string text) {
    return {std::move(text)};
}

SheetPiece piece(double height, double gap, Draw draw) {
    return {.height = height, .gap = gap, .draw = std::move(draw)};
}

Pieces pieces_of(const Canvas& canvas, const SheetHeading& heading, double width) {
    const TextStyle style{.size = heading.level == 2 ? 14.0 : 11.5, .bold = true};
    const TextRun run = plain_run(heading.text);
    SheetPiece made =
        piece(canvas.paragraph_height(width, {&run, 1}, style) + 2, heading.level == 2 ? kStepGap : kBlockGap,
              [&heading, style](Canvas& to, const Box& box) { to.paragraph(box, heading.text, style); });
    made.keeps_next = true;
    return {made};
}

double text_height(const Canvas& canvas, const SheetText& text, double width) {
    return canvas.paragraph_height(width - text.depth * kIndent, text.runs, text_style(text));
}

void draw_text(Canvas& canvas, Box box, const SheetText& text) {
    const double indent = text.depth * kIndent;
    if (!text.bullet.empty())
        canvas.paragraph({box.x + indent - kIndent, box.y, kIndent, box.h}, text.bullet, text_style(text));
    canvas.paragraph({box.x + indent, box.y, box.w - indent, box.h}, text.runs, text_style(text));
}

Pieces pieces_of(const Canvas& canvas, const SheetText& text, double width) {
    return {piece(text_height(canvas, text, width), text.depth > 0 ? 3 : kParagraphGap,
                  [&text](Canvas& to, const Box& box) { draw_text(to, box, text); })};
}

Pieces pieces_of(const Canvas& /*canvas*/, const SheetFigure& figure, double width) {
    return figure_pieces(figure, width);
}

/// The sizes of the three tables of a product.
struct ProductSizes {
    Box cell;     ///< at (0, 0)
    double text;  ///< size of the numbers
    double height;
};
constexpr double kSign = 22;  ///< room for a sign between two tables

/// `across`: the number of tables beside each other.
ProductSizes product_sizes(const Canvas& canvas, const SheetProduct& product, double width, int across) {
    const double most = (width - (across - 1) * kSign) / (across * product.window.cols);
    const double wanted = table_cell_width(canvas, {&product.window, &product.filter, &product.products}, kNumbers);
    const double cell_w = std::min(std::max(wanted, 36.0), most);
    constexpr double kCellHeight = 19;
    return {{0, 0, cell_w, kCellHeight},
            wanted > cell_w ? kNumbers * cell_w / wanted : kNumbers,
            kCellHeight * product.window.rows};
}

void draw_sign(Canvas& canvas, const Box& box, std::string_view sign) {
    canvas.label(box, sign, {.size = 14, .colour = ink::kMuted, .align = TextAlign::centre});
}

/// "sum = 577", or a blank after the sign.
void draw_result(Canvas& canvas, const Box& box, const SheetProduct& product) {
    const TextStyle style{.size = kBody, .bold = true};
    const double width = std::min(canvas.text_width(product.result, style) + 4, box.w);
    canvas.label({box.x, box.y, width, box.h}, product.result, style);
    if (product.blank)
        canvas.outline({box.x + width + 6, box.y, std::clamp(box.w - width - 6, 30.0, 90.0), box.h}, ink::kMuted, 0.8);
}

/// Window and filter in one row, the products with their sum in the next.
SheetPiece narrow_product(const Canvas& canvas, const SheetProduct& product, double width) {
    constexpr double kGap = 7;
    const ProductSizes sizes = product_sizes(canvas, product, width, 2);
    return piece(2 * sizes.height + kGap, kBlockGap, [&product, sizes](Canvas& to, const Box& box) {
        double x = draw_table(to, box.x, box.y, product.window, sizes.cell, sizes.text).right();
        draw_sign(to, {x, box.y, kSign, sizes.height}, "\u00d7");
        draw_table(to, x + kSign, box.y, product.filter, sizes.cell, sizes.text);
        const double y = box.y + sizes.height + kGap;
        draw_sign(to, {box.x, y, kSign, sizes.height}, "=");
        x = draw_table(to, box.x + kSign, y, product.products, sizes.cell, sizes.text).right() + 10;
        draw_result(to, {x, y + (sizes.height - kLine) / 2, box.right() - x, kLine}, product);
    });
}

Pieces pieces_of(const Canvas& canvas, const SheetProduct& product, double width) {
    if (is_narrow(width)) return {narrow_product(canvas, product, width)};
    const ProductSizes sizes = product_sizes(canvas, product, width, 3);
    return {piece(sizes.height + kLine + 6, kBlockGap, [&product, sizes](Canvas& to, const Box& box) {
        double x = draw_table(to, box.x, box.y, product.window, sizes.cell, sizes.text).right();
        draw_sign(to, {x, box.y, kSign, sizes.height}, "\u00d7");
        x = draw_table(to, x + kSign, box.y, product.filter, sizes.cell, sizes.text).right();
        draw_sign(to, {x, box.y, kSign, sizes.height}, "=");
        draw_table(to, x + kSign, box.y, product.products, sizes.cell, sizes.text);
        draw_result(to, {box.x, box.y + sizes.height + 6, box.w, kLine}, product);
    })};
}

Pieces pieces_of(const Canvas& canvas, const SheetBars& bars, double width) {
    constexpr double kRow = 15, kValue = 54;
    double labels = 40;
    for (const SheetBars::Row& row : bars.rows)
        labels = std::max(labels, canvas.text_width(row.label, {.size = kNumbers}) + 10);
    labels = std::min(labels, width / 2);
    const double height = kRow * static_cast<double>(bars.rows.size());
    return {piece(height, kBlockGap, [&bars, labels](Canvas& to, const Box& box) {
        double y = box.y;
        for (const SheetBars::Row& row : bars.rows) {
            to.label({box.x, y, labels, kRow}, row.label, {.size = kNumbers});
            const Box value{box.x + labels, y + 1.5, kValue, kRow - 3};
            if (row.value.empty())
                to.outline(value, ink::kLine, 0.8);
            else
                to.label(value, row.value, {.size = kNumbers, .align = TextAlign::right});
            const double room = std::min(box.w - labels - kValue - 10, 220.0);
            if (!row.value.empty())
                to.fill({value.right() + 8, y + 4, std::max(0.6, room * std::clamp(row.part, 0.0, 1.0)), kRow - 8},
                        ink::kAccent);
            y += kRow;
        }
    })};
}

/// The columns of a table: as wide as their texts, which are smaller if the table would be too wide.
struct TableColumns {
    std::vector<double> widths;
    double text = kNumbers;
};

TableColumns table_columns(const Canvas& canvas, const SheetTable& table, double width) {
    TableColumns columns;
    for (std::size_t c = 0; c < table.head.size(); ++c) {
        double widest = canvas.text_width(table.head[c], {.size = kNumbers, .bold = true});
        for (const auto& row : table.rows) widest = std::max(widest, canvas.text_width(row[c], {.size = kNumbers}));
        columns.widths.push_back(widest + 14);
    }
    const double whole = std::accumulate(columns.widths.begin(), columns.widths.end(), 0.0);
    if (whole <= width) return columns;
    for (double& each : columns.widths) each *= width / whole;
    columns.text = std::max(6.5, kNumbers * width / whole);
    return columns;
}

void draw_row(Canvas& canvas, const Box& box, const std::vector<std::string>& cells, const TableColumns& columns,
              bool bold) {
    double x = box.x;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        canvas.label({x + 2, box.y, columns.widths[c] - 4, box.h}, cells[c],
                     {.size = columns.text, .bold = bold, .align = c == 0 ? TextAlign::left : TextAlign::right});
        x += columns.widths[c];
    }
    canvas.line(box.x, box.bottom(), x, box.bottom(), ink::kLine, 0.7);
}

Pieces pieces_of(const Canvas& canvas, const SheetTable& table, double width) {
    constexpr double kRow = 16;
    const TableColumns columns = table_columns(canvas, table, width);
    SheetPiece head = piece(kRow, kBlockGap, [&table, columns](Canvas& to, const Box& box) {
        draw_row(to, box, table.head, columns, true);
    });
    Pieces pieces{head};
    for (const auto& row : table.rows) {
        pieces.back().keeps_next = true;
        pieces.push_back(
            piece(kRow, 0, [&row, columns](Canvas& to, const Box& box) { draw_row(to, box, row, columns, false); }));
    }
    return pieces;
}

void draw_tick_box(Canvas& canvas, const Box& box, bool checked) {
    canvas.outline(box, ink::kText, 0.9);
    if (!checked) return;
    canvas.line(box.x + 2, box.y + 5.5, box.x + 4.3, box.y + 8, ink::kAccent, 1.6);
    canvas.line(box.x + 4.3, box.y + 8, box.x + 8.4, box.y + 2, ink::kAccent, 1.6);
}

SheetPiece choice_piece(const Canvas& canvas, const SheetChoice& choice, double width) {
    constexpr double kText = 34;  ///< x of the text, after box and letter
    const TextStyle style{.size = kBody, .bold = choice.checked};
    const TextStyle comment{.size = kQuiet, .colour = ink::kMuted};
    const double text = canvas.paragraph_height(width - kText, choice.runs, style);
    const double below =
        choice.comment.empty() ? 0 : canvas.paragraph_height(width - kText, choice.comment, comment) + 1;
    return piece(text + below, 5, [&choice, style, comment, text](Canvas& to, const Box& box) {
        draw_tick_box(to, {box.x + 1, box.y + 2, kBoxSide, kBoxSide}, choice.checked);
        to.paragraph({box.x + 18, box.y, 16, text}, choice.letter, {.size = kBody, .colour = ink::kMuted});
        to.paragraph({box.x + kText, box.y, box.w - kText, text}, choice.runs, style);
        if (!choice.comment.empty())
            to.paragraph({box.x + kText, box.y + text + 1, box.w - kText, 0}, choice.comment, comment);
    });
}

Pieces pieces_of(const Canvas& canvas, const SheetChoices& choices, double width) {
    Pieces pieces;
    for (const SheetChoice& choice : choices.choices) {
        if (!pieces.empty()) pieces.back().keeps_next = true;
        pieces.push_back(choice_piece(canvas, choice, width));
    }
    return pieces;
}

Pieces pieces_of(const Canvas& canvas, const SheetAnswer& answer, double /*width*/) {
    const TextStyle style{.size = kBody, .bold = true};
    const double label = canvas.text_width(answer.label, style) + 6;
    return {piece(kLine, kBlockGap, [&answer, style, label](Canvas& to, const Box& box) {
        to.label({box.x, box.y, label, kLine}, answer.label, style);
        TextStyle filled = style;
        filled.colour = ink::kAccent;
        const Box place{box.x + label, box.y, std::min(220.0, box.w - label), kLine};
        if (answer.answer.empty())
            to.line(place.x, place.bottom() - 4, place.right(), place.bottom() - 4, ink::kMuted, 0.8);
        else
            to.label({place.x, place.y, box.right() - place.x, kLine}, answer.answer, filled);
    })};
}

Pieces pieces_of(const Canvas& /*canvas*/, const SheetRoom& room, double /*width*/) {
    return {piece(room.lines * kLine, kBlockGap, [](Canvas& to, const Box& box) {
        to.outline(box, ink::kLine, 0.8);
        for (int line = 1; box.y + line * kLine < box.bottom() - 2; ++line)
            to.line(box.x, box.y + line * kLine, box.right(), box.y + line * kLine, Rgb{226, 230, 236}, 0.6);
    })};
}

Pieces pieces_of(const Canvas& canvas, const SheetNote& note, double width) {
    constexpr double kBar = 10;
    const TextStyle title{.size = kQuiet, .colour = ink::kAccent, .bold = true};
    double height = 14;
    for (const SheetText& text : note.text) height += text_height(canvas, text, width - kBar) + 3;
    return {piece(height, kBlockGap, [&note, title](Canvas& to, const Box& box) {
        to.fill({box.x, box.y, 2.4, box.h}, ink::kAccent);
        Box inside = box;
        inside.cut_left(kBar);
        to.label(inside.cut_top(14), note.title, title);
        for (const SheetText& text : note.text) {
            draw_text(to, inside, text);
            inside.cut_top(text_height(to, text, inside.w) + 3);
        }
    })};
}

}  // namespace

std::vector<SheetPiece> sheet_pieces(const Canvas& canvas, const SheetBlock& block, double width) {
    return std::visit([&](const auto& part) { return pieces_of(canvas, part, width); }, block);
}

std::vector<SheetPiece> sheet_head(const Canvas& canvas, const LessonSheet& sheet, double width) {
    const TextStyle title{.size = 20, .bold = true};
    const TextStyle quiet{.size = kBody, .colour = ink::kMuted};
    const TextRun run = plain_run(sheet.title);
    Pieces head{piece(canvas.paragraph_height(width, {&run, 1}, title), 0,
                      [&sheet, title](Canvas& to, const Box& box) { to.paragraph(box, sheet.title, title); }),
                piece(16, 2, [&sheet, quiet](Canvas& to, const Box& box) { to.label(box, sheet.subtitle, quiet); })};
    if (!sheet.names.empty())
        head.push_back(piece(kLine + 4, 4, [&sheet, quiet](Canvas& to, const Box& box) {
            const auto each = box.w / static_cast<double>(sheet.names.size());
            double x = box.x;
            for (const std::string& name : sheet.names) {
                const double label = to.text_width(name, quiet) + 6;
                to.label({x, box.y, label, box.h}, name, quiet);
                to.line(x + label, box.bottom() - 5, x + each - 14, box.bottom() - 5, ink::kMuted, 0.8);
                x += each;
            }
        }));
    for (SheetPiece& part : head) part.keeps_next = true;
    return head;
}

}  // namespace convscope
