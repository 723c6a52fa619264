#include "app/lesson/sheet/output/sheet_pdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "app/lesson/sheet/sheet_pieces.h"
#include "app/paper/map_picture.h"

namespace convscope {

namespace {

constexpr double kMargin = 44, kFooter = 20;
constexpr double kColumnGap = 22, kHeadGap = 14;

/// True for what is asked, and what it is asked about: all but text and notes.
bool belongs_to_text(const SheetBlock& block) {
    return !std::holds_alternative<SheetHeading>(block) && !std::holds_alternative<SheetText>(block) &&
           !std::holds_alternative<SheetNote>(block);
}

/// True for small print, which belongs to the figure before it.
bool is_caption(const SheetBlock& block) {
    const auto* const text = std::get_if<SheetText>(&block);
    return text != nullptr && text->quiet;
}

bool starts_step(const SheetBlock& block) {
    const auto* const heading = std::get_if<SheetHeading>(&block);
    return heading != nullptr && heading->level == 2;
}

/// The pieces of all blocks. From a step's heading to its first figure or question they stay in one column, and up to
/// its last one on one page if there is room.
std::vector<SheetPiece> bound_pieces(const Canvas& canvas, const std::vector<SheetBlock>& blocks, double width) {
    std::vector<SheetPiece> pieces;
    bool is_open = false;  // no figure or question so far in this step
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        for (SheetPiece& piece : sheet_pieces(canvas, blocks[i], width)) pieces.push_back(std::move(piece));
        if (starts_step(blocks[i])) is_open = true;
        if (belongs_to_text(blocks[i])) is_open = false;
        // A caption stays with its figure, and an answer with the room to calculate.
        if (i + 1 < blocks.size() && !pieces.empty() &&
            (is_caption(blocks[i + 1]) || std::holds_alternative<SheetAnswer>(blocks[i + 1])))
            pieces.back().keeps_next = true;
        const auto next_step =
            std::find_if(blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1, blocks.end(), starts_step);
        const bool follows =
            std::any_of(blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1, next_step, belongs_to_text);
        if (pieces.empty() || !follows) continue;
        pieces.back().joins_next = true;
        if (is_open) pieces.back().keeps_next = true;
    }
    return pieces;
}

struct PlacedPiece {
    const SheetPiece* piece;
    Box box;
};
using SheetPage = std::vector<PlacedPiece>;

/// The height of the piece and of those after it, as long as `is_bound` holds for the one before.
double group_height(const std::vector<SheetPiece>& pieces, std::size_t first, bool SheetPiece::*is_bound) {
    double height = pieces[first].height;
    for (std::size_t i = first; i + 1 < pieces.size() && (pieces[i].keeps_next || pieces[i].*is_bound); ++i)
        height += pieces[i + 1].gap + pieces[i + 1].height;
    return height;
}

double column_width(const PageSize& page, int columns) {
    return (page.width - 2 * kMargin - (columns - 1) * kColumnGap) / columns;
}

/// Gaps between the pieces as a share of the usual ones, and whether a step may go on on the next page.
struct Spacing {
    double gaps = 1;
    bool divides_steps = false;
};
/// The second and third are used where they save a page.
constexpr std::array<Spacing, 3> kSpacings{{{1, false}, {0.6, false}, {0.6, true}}};

/// Places pieces below each other, column by column.
class ColumnFlow {
  public:
    ColumnFlow(const PageSize& page, int columns, const Spacing& spacing)
        : width_(column_width(page, columns)),
          end_(page.height - kMargin - kFooter),
          columns_(columns),
          spacing_(spacing) {}

    /// Pieces over all columns, at the top of the first page.
    void place_head(const std::vector<SheetPiece>& pieces, double width) {
        for (const SheetPiece& piece : pieces) {
            if (top_ > kMargin) top_ += piece.gap;
            pages_.back().push_back({&piece, {kMargin, top_, width, piece.height}});
            top_ += piece.height;
        }
        top_ += kHeadGap;
        y_ = top_;
    }
    void place(const std::vector<SheetPiece>& pieces) {
        bool is_kept = false, is_joined = false;  // to the piece before
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (y_ > top_ && !fits(pieces, i, is_kept, is_joined)) next_column();
            add(pieces[i]);
            is_kept = pieces[i].keeps_next;
            is_joined = pieces[i].joins_next;
        }
    }
    std::vector<SheetPage> take() { return std::move(pages_); }

  private:
    /// True if the piece, and those that it is bound to, are placed in this column. A group that is higher than a
    /// column is divided all the same, and one that is joined only may go on in the next column of the page.
    bool fits(const std::vector<SheetPiece>& pieces, std::size_t first, bool is_kept, bool is_joined) const {
        const double room = end_ - y_ - spacing_.gaps * pieces[first].gap;
        if (is_kept) return pieces[first].height <= room;
        const bool is_last_column = column_ + 1 == columns_;
        const bool needs_all = is_last_column && !is_joined && !spacing_.divides_steps;
        return group_height(pieces, first, needs_all ? &SheetPiece::joins_next : &SheetPiece::keeps_next) <= room;
    }
    void next_column() {
        if (++column_ == columns_) {
            pages_.emplace_back();
            column_ = 0;
            top_ = kMargin;
        }
        y_ = top_;
    }
    void add(const SheetPiece& piece) {
        if (y_ > top_) y_ += spacing_.gaps * piece.gap;
        pages_.back().push_back({&piece, {kMargin + column_ * (width_ + kColumnGap), y_, width_, piece.height}});
        y_ += piece.height;
    }

    double width_, end_;
    int columns_, column_ = 0;
    Spacing spacing_;
    double top_ = kMargin, y_ = kMargin;  ///< of the columns of this page; where the next piece is placed
    std::vector<SheetPage> pages_ = std::vector<SheetPage>(1);
};

/// The pages with the widest spacing that needs no more pages than the closest one.
std::vector<SheetPage> laid_out(const PageSize& page, int columns, const std::vector<SheetPiece>& head,
                                const std::vector<SheetPiece>& pieces) {
    std::vector<SheetPage> best;
    for (const Spacing& spacing : kSpacings) {
        ColumnFlow flow(page, columns, spacing);
        flow.place_head(head, page.width - 2 * kMargin);
        flow.place(pieces);
        std::vector<SheetPage> pages = flow.take();
        if (best.empty() || pages.size() < best.size()) best = std::move(pages);
    }
    return best;
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
    const std::vector<SheetPiece> head = sheet_head(canvas, sheet, width);
    const std::vector<SheetPiece> pieces = bound_pieces(canvas, sheet.blocks, column_width(page, sheet.columns));
    const std::vector<SheetPage> pages = laid_out(page, sheet.columns, head, pieces);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (i > 0) canvas.next_page();
        for (const PlacedPiece& placed : pages[i]) placed.piece->draw(canvas, placed.box);
        draw_footer(canvas, sheet, page, i + 1, pages.size());
    }
    return {canvas.finish_pdf(), static_cast<int>(pages.size())};
}

}  // namespace convscope
