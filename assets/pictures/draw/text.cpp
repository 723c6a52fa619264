// A printed page: strokes of every direction, in sizes from a headline down to small print.
#include <array>
#include <cstddef>
#include <vector>

#include "assets/pictures/draw/drawings.h"
#include "assets/pictures/draw/stroke_font.h"

namespace convscope::draw {

namespace {

constexpr int kSize = 512, kCell = 16, kCells = kSize / kCell;

struct Line {
    std::string_view words;
    Vec2 origin;
    double size;  ///< height of a capital in pixels
};
constexpr std::array kLines{
    Line{"Convolution", {31, 80}, 58},
    Line{"How a filter finds the lines in a picture", {33, 114}, 17.5},
    Line{"A filter passes over the picture, pixel by pixel.", {33, 150}, 15},
    Line{"Each new value is the sum of nine neighbours,", {33, 174}, 15},
    Line{"every one multiplied by the filter value at the", {33, 198}, 15},
    Line{"same place. Where the picture is even, a filter", {33, 222}, 15},
    Line{"that adds up to 0 answers 0. Where dark meets", {33, 246}, 15},
    Line{"bright, it answers loud and clear.", {33, 270}, 15},
    Line{"Upright filters see the upright strokes of these letters, l and i and H and T, and half of", {33, 302}, 8.6},
    Line{"every b and d. Turned by 90 degrees, the same nine numbers see what lies flat:", {33, 318.5}, 8.6},
    Line{"the bars of e, z, E and =. Curves such as o, c and S answer to both in turn, and", {33, 335}, 8.6},
    Line{"max-pooling (2*2) keeps the strongest of every four: 512/2 = 256, 256/2 = 128.", {33, 351.5}, 8.6},
    Line{"HEx OSk", {33, 437}, 64},
    Line{"0123456789  + - = * ?", {33, 472}, 17},
    Line{"The quick brown fox jumps over the lazy dog. Pack my box with five dozen jugs. 3 + 4 = 7", {33, 493}, 6.2},
};

class Page {
  public:
    Page() {
        for (const Line& line : kLines) {
            const double nib = std::max(0.068 * line.size, 0.55);
            for (const Segment& segment : write(line.words, line.origin, line.size)) add({segment, nib});
        }
    }

    bool is_ink(Vec2 p) const {
        const int col = static_cast<int>(p.x) / kCell, row = static_cast<int>(p.y) / kCell;
        const std::vector<Stroke>& strokes = cells_.at(static_cast<std::size_t>(row * kCells + col));
        return std::any_of(strokes.begin(), strokes.end(), [p](const Stroke& stroke) {
            const Segment& path = stroke.path;
            return segment_distance(under_nib(p), under_nib(path.from), under_nib(path.to)) < stroke.nib;
        });
    }

  private:
    struct Stroke {
        Segment path;
        double nib;  ///< half the nib's width in pixels
    };

    // A broad nib at an angle is an ellipse; in these coordinates it is a circle.
    static Vec2 under_nib(Vec2 p) {
        const Vec2 nib_axes = rotated(p, 0.42);
        return {nib_axes.x, nib_axes.y * 1.75};
    }

    void add(const Stroke& stroke) {
        const Segment& path = stroke.path;
        const auto cell = [](double v) { return std::clamp(static_cast<int>(std::floor(v / kCell)), 0, kCells - 1); };
        const int top = cell(std::min(path.from.y, path.to.y) - stroke.nib);
        const int bottom = cell(std::max(path.from.y, path.to.y) + stroke.nib);
        const int left = cell(std::min(path.from.x, path.to.x) - stroke.nib);
        const int right = cell(std::max(path.from.x, path.to.x) + stroke.nib);
        for (int row = top; row <= bottom; ++row)
            for (int col = left; col <= right; ++col)
                cells_[static_cast<std::size_t>(row * kCells + col)].push_back(stroke);
    }

    std::vector<std::vector<Stroke>> cells_{std::size_t{kCells} * kCells};
};

}  // namespace

Drawing text() {
    return {"pictures/text", kSize, 1, 5, [page = Page()](const Sample& sample) {
                const double paper = 0.93 + 0.02 * fractal(sample.at * (1.0 / 40));
                return grey(page.is_ink(sample.at) ? 0.1 : paper);
            }};
}

}  // namespace convscope::draw
