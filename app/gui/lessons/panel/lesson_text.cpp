#include "app/gui/lessons/panel/lesson_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/paper/line_breaks.h"

namespace convscope {

namespace {

constexpr float kLine = 23;  ///< from one line to the next
constexpr float kHeadingLine = 28;
constexpr float kBlockGap = 10;
constexpr float kItemGap = 4;
constexpr float kIndent = 22;     ///< of each depth of a list
constexpr float kTallest = 1.5F;  ///< height of a picture, as a part of the column's width
constexpr float kSlant = 0.2F;    ///< sideways shift of italic letters, as a part of their height
constexpr float kBoldOffset = 0.6F;
constexpr std::size_t kMaxJoined = 2;  ///< bytes of a word that is never divided from the one before it

/// Chinese signs of punctuation that never begin a line: the commas, the full stop, the closing bracket and so on.
constexpr std::array<std::string_view, 9> kClosingSigns{"\u201d", "\u3001", "\u3002", "\uff01", "\uff09",
                                                        "\uff0c", "\uff1a", "\uff1b", "\uff1f"};

struct WordStyle {
    Type type = Type::text;
    bool strong = false, emphasised = false, code = false;
    bool operator==(const WordStyle&) const = default;
};

WordStyle style_of(const TextSpan& span, bool heading) {
    if (span.code) return {Type::code, span.strong, span.emphasised, true};
    return {heading ? Type::heading : Type::text, span.strong, span.emphasised, false};
}

/// True if the word begins with a sign of Chinese punctuation that closes what stands before it.
bool is_punctuated(std::string_view word) {
    return std::ranges::any_of(kClosingSigns, [&](std::string_view sign) { return word.starts_with(sign); });
}

/// Places words from left to right and line after line. Consecutive words of one style in one line are drawn as one
/// text.
class TextFlow {
  public:
    TextFlow(Ui& ui, Rect column, Role role, bool draws) : ui_(ui), column_(column), role_(role), draws_(draws) {}

    void add(std::string_view text, const WordStyle& style) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
            if (end == 0) {
                if (text.front() == '\n')
                    new_line();
                else
                    space_ = x_ > 0;
                text.remove_prefix(1);
                continue;
            }
            add_word(text.substr(0, end), style);
            text.remove_prefix(end);
        }
    }

    /// Ends the block. Returns its height.
    float end(float line) {
        flush();
        return static_cast<float>(lines_) * line;
    }
    void set_line(float line) { line_ = line; }

  private:
    /// Adds a word, which may be divided between Chinese characters.
    void add_word(std::string_view word, const WordStyle& style) {
        // A sign of punctuation stays with the word before it, and a per cent sign with its number.
        bool joined = (!space_ && (word.size() <= kMaxJoined || is_punctuated(word))) || word.front() == '%';
        for (const std::string_view part : line_parts(word)) {
            add_part(part, style, joined);
            joined = false;
        }
    }
    void add_part(std::string_view part, const WordStyle& style, bool joined) {
        const float gap = space_ ? ui_.text_width(" ", style.code ? Type::text : style.type) : 0;
        const float width = ui_.text_width(part, style.type);
        if (x_ > 0 && x_ + gap + width > column_.w && !joined) {
            new_line();
        } else if (space_ && style == style_ && !run_.empty()) {
            run_ += ' ';
            x_ += gap;
        } else if (space_) {
            flush();
            x_ += gap;
        }
        if (run_.empty() || style != style_) {
            flush();
            run_x_ = x_;
            style_ = style;
        }
        run_ += part;
        x_ += width;
        space_ = false;
    }
    void new_line() {
        flush();
        ++lines_;
        x_ = 0;
        space_ = false;
    }
    void flush() {
        if (draws_ && !run_.empty()) draw_run();
        run_.clear();
    }
    void draw_run() {
        const float width = ui_.text_width(run_, style_.type);
        const Rect place{column_.x + run_x_, column_.y + static_cast<float>(lines_ - 1) * line_, width + ui_.px(2),
                         line_};
        if (style_.code)
            ui_.fill({place.x - ui_.px(2), place.y + ui_.px(1), width + ui_.px(4), place.h - ui_.px(2)},
                     ui_.colour(Role::raised), ui_.px(3));
        ImDrawList& draw = ui_.draw();
        const int first = draw.VtxBuffer.Size;
        ui_.text(place, run_, role_, style_.type);
        if (style_.strong) {
            ImFont* const font = ui_.font(style_.type);
            draw.AddText(
                font, font->FontSize,
                {std::round(place.x) + ui_.scale() * kBoldOffset, std::round(place.y + (place.h - font->FontSize) / 2)},
                ui_.colour(role_), run_.data(), run_.data() + run_.size());
        }
        if (!style_.emphasised) return;
        for (int i = first; i < draw.VtxBuffer.Size; ++i) {
            ImVec2& at = draw.VtxBuffer[i].pos;
            at.x += (place.y + place.h * 0.7F - at.y) * kSlant;
        }
    }

    Ui& ui_;
    Rect column_;
    Role role_;
    bool draws_;
    float line_ = 0;
    float x_ = 0;      ///< end of the last word, from the column's left edge
    float run_x_ = 0;  ///< start of the run
    bool space_ = false;
    int lines_ = 1;
    std::string run_;
    WordStyle style_;
};

class TextColumn {
  public:
    TextColumn(Ui& ui, Rect place, const LessonTextures* textures, bool draws)
        : ui_(ui), place_(place), textures_(textures), draws_(draws) {}

    void add(const TextBlock& block) {
        if (height_ > 0) height_ += ui_.px(block.kind == BlockKind::item ? kItemGap : kBlockGap);
        switch (block.kind) {
            case BlockKind::code:
                return add_code(block);
            case BlockKind::picture:
                add_picture(block);
                return add_flow(block);
            case BlockKind::heading:
            case BlockKind::paragraph:
            case BlockKind::item:
                return add_flow(block);
        }
    }
    float height() const { return height_; }

  private:
    Rect rest() const { return {place_.x, place_.y + height_, place_.w, kUnboundedHeight}; }

    void add_flow(const TextBlock& block) {
        const bool heading = block.kind == BlockKind::heading;
        Rect column = rest();
        const float line = ui_.px(heading ? kHeadingLine : kLine);
        if (block.level > 0 && !heading) {
            const float indent = ui_.px(kIndent) * static_cast<float>(block.level);
            if (block.kind == BlockKind::item) show_bullet(block, {column.x, column.y, indent, line});
            column.cut_left(indent);
        }
        TextFlow flow(ui_, column, block.kind == BlockKind::picture ? Role::muted : Role::text, draws_);
        flow.set_line(line);
        for (const TextSpan& span : block.spans) flow.add(span.text, style_of(span, heading));
        height_ += flow.end(line);
    }
    void show_bullet(const TextBlock& block, Rect place) {
        if (!draws_) return;
        const std::string sign = block.number > 0 ? std::to_string(block.number) + "." : "\u2022";
        place.w -= ui_.px(6);
        ui_.text(place, sign, Role::text, Type::text, Align::right);
    }
    void add_picture(const TextBlock& block) {
        const gl::Texture* const texture = textures_ == nullptr ? nullptr : textures_->find(block.picture);
        if (texture == nullptr) return;
        const auto rows = static_cast<float>(texture->size().rows), cols = static_cast<float>(texture->size().cols);
        const float scale = std::min(place_.w / cols, place_.w * kTallest / rows);
        const Rect box{place_.x, place_.y + height_, cols * scale, rows * scale};
        height_ += box.h + ui_.px(kItemGap);
        if (!draws_) return;
        ui_.mark("lesson.picture." + block.picture.filename().string(), box);
        ui_.draw().AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture->id())), {box.x, box.y},
                            {box.right(), box.bottom()});
    }
    void add_code(const TextBlock& block) {
        const std::string_view code = block.spans.empty() ? std::string_view() : block.spans.front().text;
        const auto lines = static_cast<float>(std::ranges::count(code, '\n') + (code.ends_with('\n') ? 0 : 1));
        Rect box = rest();
        box.h = lines * ui_.px(20) + ui_.px(12);
        height_ += box.h;
        if (!draws_) return;
        ui_.fill(box, ui_.colour(Role::raised), ui_.px(6));
        Rect inside = box.inset(ui_.px(8), ui_.px(6));
        for (std::string_view left = code; !left.empty();) {
            const std::size_t end = std::min(left.find('\n'), left.size());
            ui_.text(inside.cut_top(ui_.px(20)), left.substr(0, end), Role::text, Type::code);
            left.remove_prefix(std::min(end + 1, left.size()));
        }
    }

    Ui& ui_;
    Rect place_;
    const LessonTextures* textures_;
    bool draws_;
    float height_ = 0;
};

}  // namespace

float show_lesson_text(Ui& ui, Rect place, const LessonText& text, const LessonTextures* textures) {
    TextColumn column(ui, place, textures, true);
    for (const TextBlock& block : text) column.add(block);
    return column.height();
}

float lesson_text_height(Ui& ui, float width, const LessonText& text, const LessonTextures* textures) {
    TextColumn column(ui, {0, 0, width, kUnboundedHeight}, textures, false);
    for (const TextBlock& block : text) column.add(block);
    return column.height();
}

}  // namespace convscope
