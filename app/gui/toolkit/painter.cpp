#include "app/gui/toolkit/painter.h"

#include <algorithm>
#include <cmath>

#include "app/paper/line_breaks.h"
#include "core/base/utf8.h"

namespace convscope {

namespace {

constexpr std::string_view kEllipsis = "\u2026";
constexpr float kShortWindow = 760;

}  // namespace

void Painter::set_looks(const Theme& theme, const Fonts& fonts, float scale) {
    theme_ = &theme;
    fonts_ = fonts;
    scale_ = scale;
    texts_.clear();
    missing_.clear();
}

void Painter::note_characters(std::string_view text) const {
    missing_.merge(convscope::missing_characters(*fonts_.text, text));
}

float Painter::px(float length) const {
    return std::round(length * scale_);
}

float Painter::text_width(std::string_view text, Type type) const {
    note_characters(text);
    ImFont* f = fonts_[type];
    return f->CalcTextSizeA(f->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

bool Painter::is_short_window() const {
    return ImGui::GetIO().DisplaySize.y < px(kShortWindow);
}

float Painter::text_height(Type type) const {
    return fonts_[type]->FontSize;
}

std::string Painter::shortened(std::string_view text, float width, Type type) const {
    if (text_width(text, type) <= width) return std::string(text);
    std::string start(text);
    std::string result;
    do {
        start.resize(utf8_prefix(start, start.size() - 1).size());
        result = start + std::string(kEllipsis);
    } while (!start.empty() && text_width(result, type) > width);
    return result;
}

void Painter::text(Rect rect, std::string_view text, Role role, Type type, Align align) {
    this->text(rect, text, colour(role), type, align);
}

void Painter::text(Rect rect, std::string_view text, ImU32 colour, Type type, Align align) {
    std::string replacement;
    float width = text_width(text, type);
    if (width > rect.w + 1 && !text.empty()) {
        replacement = shortened(text, rect.w, type);
        text = replacement;
        width = text_width(text, type);
    }
    float x = rect.x;
    if (align == Align::centre) x += (rect.w - width) / 2;
    if (align == Align::right) x += rect.w - width;
    if (records_texts_) texts_.push_back({rect, std::string(text), text_height(type), !replacement.empty()});
    ImFont* f = fonts_[type];
    const ImVec2 at{std::round(x), std::round(rect.y + (rect.h - f->FontSize) / 2)};
    draw().AddText(f, f->FontSize, at, colour, text.data(), text.data() + text.size());
}

std::string Painter::broken_into_lines(std::string_view text, float width, Type type) const {
    const float space = text_width(" ", type);
    std::string result;
    float used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
        for (const std::string_view part : line_parts(text.substr(at, end - at))) {
            const float needed = text_width(part, type);
            if (used > 0 && used + needed > width) {
                // The space before a word that does not fit becomes the end of the line.
                if (result.back() == ' ') result.pop_back();
                result += '\n';
                used = 0;
            }
            result += part;
            used += needed;
        }
        if (end < text.size()) {
            result += text[end];
            used = text[end] == '\n' ? 0 : used + space;
        }
        at = end + 1;
    }
    return result;
}

ImVec2 Painter::paragraph_size(std::string_view text, float width, Type type) const {
    const std::string lines = broken_into_lines(text, width, type);
    ImFont* f = fonts_[type];
    // Dear ImGui breaks only words that are longer than a line.
    return f->CalcTextSizeA(f->FontSize, FLT_MAX, width + 1, lines.data(), lines.data() + lines.size());
}

float Painter::paragraph(Rect rect, std::string_view text, Role role, Type type) {
    const std::string lines = broken_into_lines(text, rect.w, type);
    ImFont* f = fonts_[type];
    const char* end = lines.data() + lines.size();
    const float height = f->CalcTextSizeA(f->FontSize, FLT_MAX, rect.w + 1, lines.data(), end).y;
    const Rect used{rect.x, rect.y, rect.w, std::min(rect.h, height)};
    if (records_texts_) texts_.push_back({used, std::string(text), text_height(type)});
    draw().AddText(f, f->FontSize, {rect.x, rect.y}, colour(role), lines.data(), end, rect.w + 1);
    return height;
}

void Painter::forget_texts(Rect part) {
    std::erase_if(texts_, [&](const DrawnText& drawn) { return part.contains(drawn.rect.x, drawn.rect.centre_y()); });
}

void Painter::fill(Rect rect, ImU32 colour, float radius) const {
    draw().AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, colour, radius);
}

void Painter::outline(Rect rect, ImU32 colour, float radius, float width) const {
    const float half = width / 2;
    draw().AddRect({rect.x + half, rect.y + half}, {rect.right() - half, rect.bottom() - half}, colour, radius, 0,
                   width);
}

}  // namespace convscope
