#include "app/lesson/sheet/sheet_pdf.h"

#include <fmt/format.h>

#include <utility>

#include "app/lesson/sheet/sheet_pieces.h"
#include "app/paper/map_picture.h"

namespace convscope {

namespace {

constexpr double kMargin = 44, kFooter = 20;

/// True for blocks that stay on the page of the step's text before them: what is asked, and what it is asked about.
bool belongs_to_text(const SheetBlock& block) {
    return !std::holds_alternative<SheetHeading>(block) && !std::holds_alternative<SheetText>(block) &&
           !std::holds_alternative<SheetNote>(block);
}

/// For each block, true if the next one is on the same page: from a step's heading to its last figure or question.
std::vector<bool> kept_blocks(const std::vector<SheetBlock>& blocks) {
    std::vector<bool> kept(blocks.size(), false);
    bool follows = false;  // a figure or question follows in this step
    for (std::size_t i = blocks.size(); i > 0; --i) {
        kept[i - 1] = follows;
        if (belongs_to_text(blocks[i - 1])) follows = true;
        const auto* const heading = std::get_if<SheetHeading>(&blocks[i - 1]);
        if (heading != nullptr && heading->level == 2) follows = false;
    }
    return kept;
}

struct PlacedPiece {
    const SheetPiece* piece;
    double y;
};
using SheetPage = std::vector<PlacedPiece>;

/// The height of the piece and those that must be on its page.
double group_height(const std::vector<SheetPiece>& pieces, std::size_t first) {
    double height = pieces[first].height;
    for (std::size_t i = first; pieces[i].keeps_next && i + 1 < pieces.size(); ++i)
        height += pieces[i + 1].gap + pieces[i + 1].height;
    return height;
}

std::vector<SheetPage> divided(const std::vector<SheetPiece>& pieces, const PageSize& page) {
    std::vector<SheetPage> pages(1);
    const double end = page.height - kMargin - kFooter;
    double y = kMargin;
    bool is_bound = false;  // to the piece before
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const bool at_top = pages.back().empty();
        const double top = at_top ? y : y + pieces[i].gap;
        // A group that is higher than a page is divided all the same.
        const bool fits = top + (is_bound ? pieces[i].height : group_height(pieces, i)) <= end;
        if (!fits && !at_top) {
            pages.emplace_back();
            pages.back().push_back({&pieces[i], kMargin});
            y = kMargin + pieces[i].height;
        } else {
            pages.back().push_back({&pieces[i], top});
            y = top + pieces[i].height;
        }
        is_bound = pieces[i].keeps_next;
    }
    return pages;
}

void draw_footer(Canvas& canvas, const LessonSheet& sheet, const PageSize& page, std::size_t number,
                 std::size_t count) {
    const Box footer{kMargin, page.height - kMargin, page.width - 2 * kMargin, 14};
    canvas.label({footer.x, footer.y, footer.w - 60, footer.h}, sheet.title, {.size = 8.5, .colour = ink::kMuted});
    canvas.label(footer, fmt::format("{} / {}", number, count),
                 {.size = 8.5, .colour = ink::kMuted, .align = TextAlign::right});
}

}  // namespace

SheetPdf sheet_pdf(const LessonSheet& sheet, const PageSize& page) {
    Canvas canvas(page, sheet.title);
    const double width = page.width - 2 * kMargin;
    std::vector<SheetPiece> pieces = sheet_head(canvas, sheet, width);
    const std::vector<bool> kept = kept_blocks(sheet.blocks);
    for (std::size_t i = 0; i < sheet.blocks.size(); ++i) {
        for (SheetPiece& piece : sheet_pieces(canvas, sheet.blocks[i], width)) pieces.push_back(std::move(piece));
        if (kept[i]) pieces.back().keeps_next = true;
    }
    const std::vector<SheetPage> pages = divided(pieces, page);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (i > 0) canvas.next_page();
        for (const PlacedPiece& placed : pages[i])
            placed.piece->draw(canvas, {kMargin, placed.y, width, placed.piece->height});
        draw_footer(canvas, sheet, page, i + 1, pages.size());
    }
    return {canvas.finish_pdf(), static_cast<int>(pages.size())};
}

}  // namespace convscope
