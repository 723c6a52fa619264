// Draws text, rectangles and outlines in the interface's colours, fonts and scale.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

#include "app/gui/toolkit/fonts.h"
#include "app/gui/toolkit/rect.h"
#include "app/gui/toolkit/theme.h"

namespace convscope {

enum class Align { left, centre, right };

/// A text as it was drawn: shortened if it did not fit.
struct DrawnText {
    Rect rect;
    std::string text;
    float height = 0;  ///< of its line, in screen pixels
    bool is_cut = false;
};

class Painter {
  public:
    const Theme& theme() const { return *theme_; }
    ImU32 colour(Role role) const { return (*theme_)[role]; }
    /// Screen pixels per pixel of the design: 1 is 100 %.
    float scale() const { return scale_; }
    /// A length of the design in whole screen pixels.
    float px(float length) const;
    /// True if the window is so low that panels leave out what is not needed: 1280 x 720 at 100 %.
    bool is_short_window() const;
    float line_width() const { return scale_ >= 1.5F ? 2.0F : 1.0F; }
    ImFont* font(Type type) const { return fonts_[type]; }
    float text_width(std::string_view text, Type type = Type::text) const;
    float text_height(Type type = Type::text) const;
    ImDrawList& draw() const { return *ImGui::GetWindowDrawList(); }

    /// One line of text in `rect`, centred vertically. A text that is too wide ends with an ellipsis.
    void text(Rect rect, std::string_view text, Role role = Role::text, Type type = Type::text,
              Align align = Align::left);
    void text(Rect rect, std::string_view text, ImU32 colour, Type type, Align align);
    /// Text broken into lines at spaces: a number is never divided. Returns the height it takes.
    float paragraph(Rect rect, std::string_view text, Role role = Role::text, Type type = Type::text);
    /// The size of the text as a paragraph of this width.
    ImVec2 paragraph_size(std::string_view text, float width, Type type = Type::text) const;
    void fill(Rect rect, ImU32 colour, float radius = 0) const;
    void outline(Rect rect, ImU32 colour, float radius, float width) const;

    /// Records all drawn texts from now on, so that tests can read what a user reads, and covers find the places of a
    /// value.
    void record_texts() { records_texts_ = true; }
    /// The texts drawn so far in this frame, in the order of drawing; empty unless recorded.
    const std::vector<DrawnText>& texts() const { return texts_; }
    /// Removes the recorded texts in a part of the window over which something opaque is drawn.
    void forget_texts(Rect part);

    /// The text, with an ellipsis in place of its end if it is wider.
    std::string shortened(std::string_view text, float width, Type type = Type::text) const;

    /// The characters of this frame's texts that the fonts lack.
    const Characters& missing_characters() const { return missing_; }

  protected:
    /// Notes the characters that the fonts lack. For texts that Dear ImGui draws; those of this class are noted anyway.
    void note_characters(std::string_view text) const;
    /// Sets the theme, fonts and scale of the frame that begins.
    void set_looks(const Theme& theme, const Fonts& fonts, float scale);

  private:
    /// The text with line breaks instead of spaces where a line of this width ends.
    std::string broken_into_lines(std::string_view text, float width, Type type) const;

    const Theme* theme_ = nullptr;
    Fonts fonts_;
    float scale_ = 1;
    bool records_texts_ = false;
    std::vector<DrawnText> texts_;
    mutable Characters missing_;  ///< measuring a text notes its characters too
};

}  // namespace convscope
