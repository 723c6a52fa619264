// Draws text, lines and pictures into a picture in memory or onto the pages of a PDF, with cairo and pango. Must not
// include ImGui. A canvas may be used on any thread, by one at a time.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/paper/box.h"
#include "core/image/colours/map_overlay.h"

namespace convscope {

enum class TextAlign { left, centre, right };

/// Words of a paragraph in one style.
struct TextRun {
    std::string text;
    bool bold = false, italic = false, code = false;
    bool operator==(const TextRun&) const = default;
};

struct TextStyle {
    double size = 13;  ///< in the canvas's units
    Rgb colour = {26, 31, 39};
    bool bold = false;
    TextAlign align = TextAlign::left;
};

/// Pages of width x height points, 1/72 inch.
struct PageSize {
    double width = 0, height = 0;
};
inline constexpr PageSize kA4{595.276, 841.89};
inline constexpr PageSize kLetter{612, 792};

class Canvas {
  public:
    /// A picture; both sides are at least 1.
    Canvas(Size pixels, Rgb ground);
    /// A PDF whose first page is open. `title` is the document's.
    Canvas(const PageSize& page, const std::string& title);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    void fill(const Box& box, Rgb colour, double opacity = 1);
    /// The outline lies inside the box.
    void outline(const Box& box, Rgb colour, double width = 1);
    void line(double from_x, double from_y, double to_x, double to_y, Rgb colour, double width = 1);
    /// Diagonal lines: what is covered.
    void hatch(const Box& box, Rgb colour, double distance, double width = 1);
    /// Fills the box with the picture. Pixels that are enlarged at least twice stay squares; otherwise the picture is
    /// smooth.
    void picture(const Box& box, const ColourBytes& picture, double opacity = 1);
    /// Nothing is drawn outside the box until end_clip().
    void begin_clip(const Box& box);
    void end_clip();

    /// One line in the middle of the box's height, cut with dots if it is too long.
    void label(const Box& box, std::string_view text, const TextStyle& style);
    /// A paragraph from the box's upper edge on, broken at the box's width. Returns its height.
    double paragraph(const Box& box, std::span<const TextRun> runs, const TextStyle& style);
    double paragraph(const Box& box, std::string_view text, const TextStyle& style);
    /// The height that paragraph() returns.
    double paragraph_height(double width, std::span<const TextRun> runs, const TextStyle& style) const;
    /// The width of one line.
    double text_width(std::string_view text, const TextStyle& style) const;

    /// The picture's RGB bytes.
    ColourBytes pixels() const;
    /// Ends the page and begins another.
    void next_page();
    /// The bytes of the PDF; nothing can be drawn after this.
    std::string finish_pdf();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace convscope
