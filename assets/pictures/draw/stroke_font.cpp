#include "assets/pictures/draw/stroke_font.h"

#include <array>
#include <cstddef>
#include <numbers>
#include <sstream>
#include <stdexcept>
#include <string>

namespace convscope::draw {

namespace {

constexpr double kCapHeight = 14;
constexpr double kSpacing = 2.9;  // between two letters
constexpr double kWordSpace = 5;

// Strokes on a grid whose baseline is y = 0, the x-height 9.5, capitals and ascenders 14, descenders -4.5.
//   L x y x y ...              straight lines
//   C x y x y ...              a smooth curve through the points
//   A cx cy rx ry from to      an arc, in degrees counterclockwise from the right
struct Glyph {
    char letter;
    double width;
    std::string_view strokes;
};
constexpr std::array kGlyphs{
    Glyph{'A', 11, "L 0 0 5.5 14 11 0 L 2 5 9 5"},
    Glyph{'B', 9, "L 0 0 0 14 5 14 A 5 10.75 3.2 3.25 90 -90 L 5 7.5 0 7.5 L 5 7.5 A 5 3.75 4 3.75 90 -90 L 5 0 0 0"},
    Glyph{'C', 10.5, "A 6.5 7 6.5 7 48 312"},
    Glyph{'D', 11, "L 4 0 0 0 0 14 4 14 A 4 7 7 7 90 -90"},
    Glyph{'E', 8, "L 8 0 0 0 0 14 8 14 L 0 7.4 6.8 7.4"},
    Glyph{'F', 7.5, "L 0 0 0 14 7.5 14 L 0 7.2 6.3 7.2"},
    Glyph{'G', 11.5, "A 6.5 7 6.5 7 48 318 L 11.3 2.4 11.3 6.6 7.2 6.6"},
    Glyph{'H', 10.5, "L 0 0 0 14 L 10.5 0 10.5 14 L 0 7.3 10.5 7.3"},
    Glyph{'I', 0.5, "L 0.25 0 0.25 14"},
    Glyph{'J', 5.5, "L 5.5 14 5.5 4 A 2.5 4 3 4 0 -120"},
    Glyph{'K', 9.5, "L 0 0 0 14 L 9 14 0 5.8 L 3 8.6 9.6 0"},
    Glyph{'L', 7.5, "L 0 14 0 0 7.5 0"},
    Glyph{'M', 13, "L 0 0 1 14 6.5 2.5 12 14 13 0"},
    Glyph{'N', 10.5, "L 0 0 0 14 10.5 0 10.5 14"},
    Glyph{'O', 13, "A 6.5 7 6.5 7 0 360"},
    Glyph{'P', 8.5, "L 0 0 0 14 4.6 14 A 4.6 10.2 3.9 3.8 90 -90 L 4.6 6.4 0 6.4"},
    Glyph{'Q', 13, "A 6.5 7 6.5 7 0 360 L 7.5 3.6 12.6 -1.4"},
    Glyph{'R', 9.5, "L 0 0 0 14 4.6 14 A 4.6 10.4 3.8 3.6 90 -90 L 4.6 6.8 0 6.8 L 4.2 6.8 9.6 0"},
    Glyph{'S', 8.5,
          "C 8 11.6 7 13.4 4.6 14 2 13.5 0.7 11.6 1 9.4 3.2 7.7 5.8 6.6 8 4.6 8 2.2 6.4 0.4 4 0 1.4 0.8 0 2.8"},
    Glyph{'T', 10, "L 0 14 10 14 L 5 14 5 0"},
    Glyph{'U', 10, "L 0 14 0 5 A 5 5 5 5 180 360 L 10 5 10 14"},
    Glyph{'V', 11, "L 0 14 5.5 0 11 14"},
    Glyph{'W', 15.5, "L 0 14 3.9 0 7.75 13 11.6 0 15.5 14"},
    Glyph{'X', 10, "L 0.3 14 10 0 L 9.7 14 0 0"},
    Glyph{'Y', 10, "L 0 14 5 6.8 10 14 L 5 6.8 5 0"},
    Glyph{'Z', 9.5, "L 0.4 14 9.3 14 0 0 9.5 0"},
    Glyph{'a', 7.5,
          "A 3.6 6.3 3.7 3.2 145 0 L 7.3 6.3 7.3 0 C 7.3 5.6 4 5.2 1.2 4.4 0.1 2.5 1 0.6 3 0 5.4 0.6 7.3 2.6"},
    Glyph{'b', 8.5, "L 0 0 0 14 A 4.25 4.75 4.25 4.75 0 360"},
    Glyph{'c', 7.5, "A 4.5 4.75 4.5 4.75 50 310"},
    Glyph{'d', 8.5, "L 8.5 0 8.5 14 A 4.25 4.75 4.25 4.75 0 360"},
    Glyph{'e', 8.5, "L 0.2 5 8.5 5 A 4.3 4.75 4.25 4.75 0 312"},
    Glyph{'f', 5, "C 5.4 13.6 4 14 2.6 13.2 2 11.2 2 9.4 L 2 10 2 0 L 0 9.2 4.6 9.2"},
    Glyph{'g', 8.5, "A 4.25 4.75 4.25 4.75 0 360 L 8.5 9.5 8.5 -0.5 A 4.4 -0.5 4.1 4 0 -150"},
    Glyph{'h', 7.5, "L 0 0 0 14 L 0 5.5 A 3.75 5.75 3.75 3.75 180 0 L 7.5 5.75 7.5 0"},
    Glyph{'i', 0.5, "L 0.25 0 0.25 9.5 L 0.15 12.9 0.35 12.9"},
    Glyph{'j', 2, "L 1.9 9.5 1.9 -1.5 A -0.3 -1.5 2.2 3 0 -80 L 1.8 12.9 2 12.9"},
    Glyph{'k', 7, "L 0 0 0 14 L 6.6 9.5 0 4 L 2.4 6 7.2 0"},
    Glyph{'l', 0.5, "L 0.25 0 0.25 14"},
    Glyph{'m', 13,
          "L 0 0 0 9.5 A 3.25 6.25 3.25 3.25 180 0 L 6.5 6.25 6.5 0 A 9.75 6.25 3.25 3.25 180 0 L 13 6.25 13 0"},
    Glyph{'n', 7.5, "L 0 0 0 9.5 A 3.75 5.75 3.75 3.75 180 0 L 7.5 5.75 7.5 0"},
    Glyph{'o', 8.5, "A 4.25 4.75 4.25 4.75 0 360"},
    Glyph{'p', 8.5, "L 0 -4.5 0 9.5 A 4.25 4.75 4.25 4.75 0 360"},
    Glyph{'q', 8.5, "L 8.5 -4.5 8.5 9.5 A 4.25 4.75 4.25 4.75 0 360"},
    Glyph{'r', 4.5, "L 0 0 0 9.5 A 3.6 5.5 3.6 4 180 75"},
    Glyph{'s', 6.5, "C 6.2 8 5 9.2 3.2 9.5 1.2 9 0.5 7.6 1 6 3.2 5 5.6 4 6.4 2.4 5.6 0.7 3.2 0 1.2 0.5 0 1.7"},
    Glyph{'t', 5, "L 2 13 2 3 A 4.6 3 2.6 3 180 285 L 0 9.3 5 9.3"},
    Glyph{'u', 7.5, "L 0 9.5 0 3.75 A 3.75 3.75 3.75 3.75 180 360 L 7.5 9.5 7.5 0"},
    Glyph{'v', 8, "L 0 9.5 4 0 8 9.5"},
    Glyph{'w', 12, "L 0 9.5 3 0 6 9 9 0 12 9.5"},
    Glyph{'x', 7.5, "L 0.2 9.5 7.5 0 L 7.3 9.5 0 0"},
    Glyph{'y', 8, "L 0 9.5 4.1 0 L 8 9.5 3.4 -1.8 A 0.6 -1.2 3 3 -20 -95"},
    Glyph{'z', 7, "L 0.3 9.5 6.8 9.5 0 0 7 0"},
    Glyph{'0', 8.5, "A 4.25 7 4.25 7 0 360"},
    Glyph{'1', 5, "L 0.5 11 4 14 4 0"},
    Glyph{'2', 8.5, "A 4.1 10 3.9 4 165 -20 C 7.8 8.6 5 4.8 0 0 L 0 0 8.5 0"},
    Glyph{'3', 8, "A 3.8 10.5 3.5 3.5 150 -90 L 3.8 7 2.6 7 L 3.8 7 A 3.8 3.5 4.1 3.5 90 -150"},
    Glyph{'4', 9, "L 6.8 0 6.8 14 0 4 9 4"},
    Glyph{'5', 8, "L 7.2 14 1.2 14 0.6 7.6 A 3.7 4.4 4.2 4.4 130 -145"},
    Glyph{'6', 8.5, "A 4.25 4.4 4.25 4.4 0 360 C 0.1 5 1.2 9.4 3.6 12.4 5.6 14"},
    Glyph{'7', 8, "L 0 14 8 14 2.6 0"},
    Glyph{'8', 8.5, "A 4.25 10.6 3.5 3.4 0 360 A 4.25 3.6 4.25 3.6 0 360"},
    Glyph{'9', 8.5, "A 4.25 9.6 4.25 4.4 0 360 C 8.4 9 7.3 4.6 4.9 1.6 2.9 0"},
    Glyph{'.', 1, "L 0.4 0.2 0.6 0.2"},
    Glyph{',', 1.5, "L 0.8 0.3 0.2 -2.2"},
    Glyph{':', 1, "L 0.4 0.3 0.6 0.3 L 0.4 7.6 0.6 7.6"},
    Glyph{'-', 5, "L 0 5.2 5 5.2"},
    Glyph{'+', 8, "L 0 6 8 6 L 4 2 4 10"},
    Glyph{'=', 8, "L 0 4.2 8 4.2 L 0 7.8 8 7.8"},
    Glyph{'*', 7, "L 0.4 2.8 6.6 9 L 0.4 9 6.6 2.8"},
    Glyph{'/', 6, "L 0 -2 6 14.5"},
    Glyph{'(', 3, "A 6 6 6 9.5 125 235"},
    Glyph{')', 3, "A -3 6 6 9.5 55 -55"},
    Glyph{'\'', 1, "L 0.5 14 0.5 10.8"},
    Glyph{'?', 7.5, "A 3.6 10.6 3.6 3.4 165 -60 C 5.4 7.7 3.7 6.4 3.6 3.8 L 3.5 0.2 3.7 0.2"},
};

const Glyph& glyph_of(char letter) {
    for (const Glyph& glyph : kGlyphs) {
        if (glyph.letter == letter) return glyph;
    }
    throw std::invalid_argument(std::string("the stroke font has no '") + letter + "'");
}

std::vector<double> numbers_in(std::istringstream& stream) {
    std::vector<double> numbers;
    for (double number = 0; stream >> number;) numbers.push_back(number);
    stream.clear();
    return numbers;
}

std::vector<Vec2> points_of(const std::vector<double>& numbers) {
    std::vector<Vec2> points;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) points.push_back({numbers[i], numbers[i + 1]});
    return points;
}

// The Catmull-Rom spline through the points; the first and the last one count twice.
std::vector<Vec2> curve(const std::vector<Vec2>& p) {
    constexpr int kSteps = 8;
    std::vector<Vec2> out;
    for (std::size_t i = 0; i + 1 < p.size(); ++i) {
        const Vec2 before = p[i == 0 ? 0 : i - 1], after = p[std::min(i + 2, p.size() - 1)];
        for (int k = 0; k <= kSteps; ++k) {
            const double t = static_cast<double>(k) / kSteps;
            out.push_back((p[i] * 2 + (p[i + 1] - before) * t +
                           (before * 2 - p[i] * 5 + p[i + 1] * 4 - after) * (t * t) +
                           (p[i] * 3 - before - p[i + 1] * 3 + after) * (t * t * t)) *
                          0.5);
        }
    }
    return out;
}

std::vector<Vec2> arc(const std::vector<double>& n) {
    constexpr int kSteps = 28;
    std::vector<Vec2> out;
    for (int k = 0; k <= kSteps; ++k) {
        const double angle = mix(n.at(4), n.at(5), static_cast<double>(k) / kSteps) * std::numbers::pi / 180;
        out.push_back({n[0] + n[2] * std::cos(angle), n[1] + n[3] * std::sin(angle)});
    }
    return out;
}

void append_glyph(const Glyph& glyph, Vec2 origin, double scale, std::vector<Segment>& out) {
    std::istringstream stream{std::string(glyph.strokes)};
    for (char kind = 0; stream >> kind;) {
        const std::vector<double> numbers = numbers_in(stream);
        std::vector<Vec2> line = kind == 'A' ? arc(numbers) : points_of(numbers);
        if (kind == 'C') line = curve(line);
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            out.push_back(
                {origin + Vec2{line[i].x, -line[i].y} * scale, origin + Vec2{line[i + 1].x, -line[i + 1].y} * scale});
        }
    }
}

}  // namespace

std::vector<Segment> write(std::string_view line, Vec2 origin, double size) {
    const double scale = size / kCapHeight;
    std::vector<Segment> out;
    for (const char letter : line) {
        if (letter != ' ') append_glyph(glyph_of(letter), origin, scale, out);
        origin.x += text_width({&letter, 1}, size) + kSpacing * scale;
    }
    return out;
}

double text_width(std::string_view line, double size) {
    double width = -kSpacing;
    for (const char letter : line) width += kSpacing + (letter == ' ' ? kWordSpace - kSpacing : glyph_of(letter).width);
    return width * size / kCapHeight;
}

}  // namespace convscope::draw
