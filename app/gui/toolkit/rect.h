// Rectangles in screen pixels, and layout by cutting pieces off them.
#pragma once

#include <algorithm>

namespace convscope {

/// The height, in screen pixels, of a scrolling area: more than any content needs.
inline constexpr float kUnboundedHeight = 1e5F;

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    float centre_x() const { return x + w / 2; }
    float centre_y() const { return y + h / 2; }
    bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
    bool operator==(const Rect&) const = default;

    /// Cuts a strip off this rectangle and returns it. Also cuts off `gap` pixels next to the strip.
    Rect cut_top(float height, float gap = 0) {
        const Rect piece{x, y, w, std::min(height, h)};
        const float cut = std::min(height + gap, h);
        y += cut;
        h -= cut;
        return piece;
    }
    Rect cut_bottom(float height, float gap = 0) {
        const float cut = std::min(height, h);
        const Rect piece{x, bottom() - cut, w, cut};
        h = std::max(0.0F, h - height - gap);
        return piece;
    }
    Rect cut_left(float width, float gap = 0) {
        const Rect piece{x, y, std::min(width, w), h};
        const float cut = std::min(width + gap, w);
        x += cut;
        w -= cut;
        return piece;
    }
    Rect cut_right(float width, float gap = 0) {
        const float cut = std::min(width, w);
        const Rect piece{right() - cut, y, cut, h};
        w = std::max(0.0F, w - width - gap);
        return piece;
    }
    Rect inset(float horizontal, float vertical) const {
        return {x + horizontal, y + vertical, std::max(0.0F, w - 2 * horizontal), std::max(0.0F, h - 2 * vertical)};
    }
    Rect inset(float margin) const { return inset(margin, margin); }
    /// Piece `index` of `count` columns of equal width with `gap` between them.
    Rect column(int index, int count, float gap) const {
        const float width = (w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
        return {x + static_cast<float>(index) * (width + gap), y, width, h};
    }
    /// Piece `index` of `count` rows of equal height with `gap` between them.
    Rect row(int index, int count, float gap) const {
        const float height = (h - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
        return {x, y + static_cast<float>(index) * (height + gap), w, height};
    }
};

/// The part of the window that lies in both; its width and height are 0 if there is none.
inline Rect common_part(Rect a, Rect b) {
    const float x = std::max(a.x, b.x);
    const float y = std::max(a.y, b.y);
    return {x, y, std::max(0.0F, std::min(a.right(), b.right()) - x),
            std::max(0.0F, std::min(a.bottom(), b.bottom()) - y)};
}

}  // namespace convscope
