// The probe images of digits: pen strokes in two hands with six pens.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/random.h"
#include "core/nn/input/probes/probe_images.h"

namespace convscope::nn {

namespace {

constexpr int kSide = 28;
constexpr double kWhite = 255;

struct Point {
    double x = 0, y = 0;
};
using Line = std::vector<Point>;

// The strokes of the digits, 20 units high, with y pointing down.
//   L x y x y ...  straight lines
//   C x y x y ...  a smooth curve through the points
using Hand = std::array<std::string_view, 10>;
constexpr Hand kFirstHand{
    "C 7 0 2 3 0 10 2 17 7 20 12 17 14 10 12 3 7 0",
    "L 4 0 4 20",
    "C 1 5 3 1 7 0 11 2 12 6 9 11 5 15 0 20 L 0 20 13 20",
    "C 1 2 5 0 10 1 12 4 10 8 5 10 C 5 10 10 10 13 14 11 18 6 20 1 18",
    "L 3 0 0 11 13 11 L 10 0 10 20",
    "L 12 0 3 0 2 8 C 2 8 7 7 12 10 12 16 7 20 1 18",
    "C 9 0 4 4 1 10 1 16 5 20 10 19 12 15 9 11 5 11 1 15",
    "L 0 1 12 1 5 20",
    "C 7 10 2 7 2 2 7 0 12 2 12 6 7 10 1 14 2 19 7 20 12 18 12 13 7 10",
    "C 12 5 9 0 4 0 1 5 3 9 8 9 12 5 C 12 3 11 12 9 20",
};
constexpr Hand kSecondHand{
    "C 9 0 4 2 1 8 1 14 4 19 8 19 12 15 13 8 12 3 9 0",
    "L 1 4 5 0 5 20",
    "C 1 4 5 0 10 1 12 5 8 12 3 17 1 19 4 18 8 19 13 20",
    "C 2 1 7 0 11 3 9 8 5 9 C 5 9 11 11 12 16 8 20 3 20 0 18",
    "L 10 20 10 0 0 13 14 13",
    "L 13 1 4 0 3 9 C 3 9 8 7 12 10 13 14 10 19 5 20 0 18",
    "C 6 0 2 7 0 14 3 19 8 20 12 16 10 12 5 11 1 15",
    "L 0 2 12 0 C 12 0 8 9 6 20",
    "C 11 3 8 0 3 2 3 6 8 10 11 14 9 19 4 20 2 16 5 11 10 7 11 3",
    "C 11 4 7 0 2 2 1 7 5 10 10 8 11 4 L 11 2 11 20",
};

/// The Catmull-Rom spline through the points; the first and the last one count twice.
Line curve(const Line& p) {
    constexpr int kSteps = 6;
    Line line;
    line.reserve(p.size() * (kSteps + 1));
    for (std::size_t i = 0; i + 1 < p.size(); ++i) {
        const Point before = p[i == 0 ? 0 : i - 1], after = p[std::min(i + 2, p.size() - 1)];
        for (int step = 0; step <= kSteps; ++step) {
            const double t = static_cast<double>(step) / kSteps;
            const auto at = [t](double a, double b, double c, double d) {
                return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
                              (3 * b - a - 3 * c + d) * t * t * t);
            };
            line.push_back({at(before.x, p[i].x, p[i + 1].x, after.x), at(before.y, p[i].y, p[i + 1].y, after.y)});
        }
    }
    return line;
}

/// The lines of the strokes. Each point p of the text becomes moved(p).
template <class Moved>
std::vector<Line> lines_of(std::string_view strokes, const Moved& moved) {
    std::vector<Line> lines;
    std::istringstream stream{std::string(strokes)};
    for (char kind = 0; stream >> kind;) {
        Line points;
        for (Point point; stream >> point.x >> point.y;) points.push_back(moved(point));
        stream.clear();
        lines.push_back(kind == 'C' ? curve(points) : points);
    }
    return lines;
}

double squared_distance(Point p, Point from, Point to) {
    const double dx = to.x - from.x, dy = to.y - from.y;
    const double length = dx * dx + dy * dy;
    const double along = length > 0 ? std::clamp(((p.x - from.x) * dx + (p.y - from.y) * dy) / length, 0.0, 1.0) : 0;
    const double x = p.x - from.x - along * dx, y = p.y - from.y - along * dy;
    return x * x + y * y;
}

/// One way of writing: the digit is scaled, rotated and slanted, and every point of it moves a little at random.
struct Pen {
    double radius = 1.2;  ///< radius of the nib, in pixels
    double slant = 0;     ///< the shift to the right per unit of height
    double turn = 0;      ///< rotation in radians, clockwise
    double size = 1;
    double light = 1;  ///< brightness of the strokes: 1 is white
};
constexpr std::array kPens{Pen{.radius = 1.1},
                           Pen{.radius = 1.5, .slant = 0.25, .turn = 0.1},
                           Pen{.radius = 1.3, .slant = -0.2, .turn = 0.2, .size = 0.85},
                           Pen{.radius = 0.7, .slant = 0.4, .turn = -0.2, .light = 0.85},
                           Pen{.radius = 1.9, .slant = 0.1, .turn = -0.25, .size = 0.95},
                           Pen{.radius = 0.9, .slant = 0.6, .turn = 0.1, .size = 0.8}};
constexpr double kMaxMove = 1.6;  // largest random movement of a point, in pixels

/// The centre of gravity of the lines' ink.
Point centre_of(std::span<const Line> lines) {
    double sum = 0, across = 0, down = 0;
    for (const Line& line : lines)
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const double length = std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
            sum += length;
            across += length * (line[i].x + line[i + 1].x) / 2;
            down += length * (line[i].y + line[i + 1].y) / 2;
        }
    return {across / sum, down / sum};
}

/// The distance from `p` to the nearest of the lines.
double distance(Point p, std::span<const Line> lines) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const Line& line : lines)
        for (std::size_t i = 0; i + 1 < line.size(); ++i)
            nearest = std::min(nearest, squared_distance(p, line[i], line[i + 1]));
    return std::sqrt(nearest);
}

/// The digit with the centre of its ink in the middle, as in MNIST. `seed` determines the random movements.
Picture drawn(std::string_view strokes, const Pen& pen, std::uint64_t seed) {
    std::uint64_t counter = 0;
    const auto moved = [&](Point p) {
        const auto at_random = [&] { return kMaxMove * (2 * double{random_unit(seed, counter++)} - 1); };
        const Point q{p.x - pen.slant * p.y + at_random(), p.y + at_random()};
        return Point{pen.size * (q.x * std::cos(pen.turn) - q.y * std::sin(pen.turn)),
                     pen.size * (q.x * std::sin(pen.turn) + q.y * std::cos(pen.turn))};
    };
    const std::vector<Line> lines = lines_of(strokes, moved);
    const Point centre = centre_of(lines);
    std::vector<std::uint8_t> values;
    values.reserve(static_cast<std::size_t>(kSide) * kSide);
    constexpr double kMiddle = kSide / 2.0;
    for (int row = 0; row < kSide; ++row)
        for (int col = 0; col < kSide; ++col) {
            const Point here{col + 0.5 - kMiddle + centre.x, row + 0.5 - kMiddle + centre.y};
            const double light = std::clamp(pen.radius + 0.5 - distance(here, lines), 0.0, 1.0);
            values.push_back(static_cast<std::uint8_t>(std::lround(kWhite * pen.light * light)));
        }
    Picture picture;
    picture.planes.emplace_back(Size{kSide, kSide}, std::move(values));
    return picture;
}

}  // namespace

const std::vector<ProbeImage>& digit_probes() {
    static const std::vector<ProbeImage> probes = [] {
        std::vector<ProbeImage> drawings;
        drawings.reserve(2 * kPens.size() * kFirstHand.size());
        for (const Pen& pen : kPens)
            for (const Hand* hand : {&kFirstHand, &kSecondHand})
                for (std::size_t digit = 0; digit < hand->size(); ++digit)
                    drawings.push_back({drawn(hand->at(digit), pen, drawings.size()), digit});
        return drawings;
    }();
    return probes;
}

}  // namespace convscope::nn
