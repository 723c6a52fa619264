#include "app/cli/reports/filter_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string_view>
#include <vector>

#include "app/cli/json.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

template <typename Enum, std::size_t N>
std::string name_of(Enum value, const std::array<std::string_view, N>& names) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

/// Writes whole numbers exactly, others as the shortest decimal of the nearest float: 64 x 0.1 is written 6.4.
std::string readable_text(double value) {
    constexpr double kMaxExact = 9007199254740992;  // 2^53: a double cannot represent every larger integer
    if (value == std::trunc(value) && std::abs(value) < kMaxExact) return fmt::format("{:.0f}", value + 0.0);
    return number_text(static_cast<float>(value));
}

/// Arranges size x size cell texts in columns of equal width; returns one string per row.
std::vector<std::string> grid(int size, const std::function<std::string(std::size_t)>& cell) {
    const auto count = static_cast<std::size_t>(size);
    std::vector<std::string> cells;
    std::size_t width = 0;
    for (std::size_t i = 0; i < count * count; ++i) {
        cells.push_back(cell(i));
        width = std::max(width, cells.back().size());
    }
    std::vector<std::string> rows(count);
    for (std::size_t i = 0; i < cells.size(); ++i)
        rows[i / count] += fmt::format("{:>{}}{}", cells[i], width, i % count + 1 < count ? " " : "");
    return rows;
}

std::string size_line(std::string_view name, Size size, Range range) {
    return fmt::format("{} {} x {}, values {} to {}\n", name, size.rows, size.cols, readable_text(range.low),
                       readable_text(range.high));
}

std::string products_text(const PixelExplanation& pixel) {
    const auto grid_of = [&](auto member) {
        return grid(pixel.taps, [&, member](std::size_t i) { return readable_text(pixel.terms[i].*member); });
    };
    // Padding is printed in parentheses.
    const std::vector<std::string> neighbours = grid(pixel.taps, [&](std::size_t i) {
        const std::string value = readable_text(pixel.terms[i].value);
        return pixel.terms[i].inside ? value : "(" + value + ")";
    });
    const std::vector<std::string> filter = grid_of(&Term::filter), products = grid_of(&Term::product);
    const std::size_t first_width = std::max(neighbours[0].size(), std::string_view("neighbours").size());
    const std::size_t second_width = std::max(filter[0].size(), std::string_view("filter").size());
    std::string text = fmt::format("  {:<{}}   {:<{}}   products\n", "neighbours", first_width, "filter", second_width);
    for (std::size_t r = 0; r < neighbours.size(); ++r)
        text +=
            fmt::format("  {:<{}}   {:<{}}   {}\n", neighbours[r], first_width, filter[r], second_width, products[r]);
    return text;
}

std::string median_text(const PixelExplanation& pixel) {
    std::string text = "  neighbours\n";
    for (const std::string& row : grid(pixel.taps, [&](std::size_t i) { return readable_text(pixel.terms[i].value); }))
        text += "  " + row + "\n";
    text += "  in order of size";
    for (const double value : pixel.sorted) text += " " + readable_text(value);
    return text + fmt::format("\n  the middle one of {} is {}\n", pixel.sorted.size(), readable_text(pixel.activated));
}

std::string pixel_text(const PixelExplanation& pixel, const FilterSettings& settings) {
    std::string text = fmt::format("\npixel {},{} of the filtered picture\n", pixel.row, pixel.col);
    if (pixel.kept) return text + fmt::format("  border, kept from the input: {}\n", readable_text(pixel.activated));
    if (settings.median) return text + median_text(pixel);
    text += products_text(pixel);
    text += fmt::format("  sum {}\n", readable_text(pixel.sum));
    text += fmt::format("  x weight {} = {}\n", readable_text(settings.weight), readable_text(pixel.weighted));
    text += fmt::format("  + bias {} = {}\n", readable_text(settings.bias), readable_text(pixel.biased));
    text += fmt::format("  activation {} = {}\n", name_of(settings.activation, kActivationNames),
                        readable_text(pixel.activated));
    return text;
}

std::string pool_text(const FilterRun& run) {
    if (!run.pool) return "\nthis pixel is in no complete pooling block\n";
    const PoolExplanation& pool = *run.pool;
    std::string text = fmt::format("\npooling block {},{}, the {} of\n", pool.row, pool.col,
                                   name_of(run.settings.pooling, kPoolingNames));
    const auto cell = [&](std::size_t i) {
        return readable_text(pool.candidates[i]) + (static_cast<int>(i) == pool.winner ? "*" : " ");
    };
    for (const std::string& row : grid(pool.size, cell))
        text += "  " + row.substr(0, row.find_last_not_of(' ') + 1) + "\n";
    return text + fmt::format("  = {}\n", readable_text(pool.value));
}

/// The shortest decimal that reads back as the float: a weight of 0.1 is written 0.1.
Json shortest_json(float value) {
    return std::isfinite(value) ? Json(std::strtod(number_text(value).c_str(), nullptr)) : Json(nullptr);
}

/// All digits, so that products and sums can be checked; without negative zeros.
Json exact_json(double value) {
    return value + 0.0;
}

Json square_array(int size, const std::function<Json(std::size_t)>& cell) {
    Json rows = Json::array();
    const auto count = static_cast<std::size_t>(size);
    for (std::size_t r = 0; r < count; ++r) {
        Json row = Json::array();
        for (std::size_t c = 0; c < count; ++c) row.push_back(cell(r * count + c));
        rows.push_back(row);
    }
    return rows;
}

Json settings_json(const FilterSettings& s) {
    return {{"median", s.median},
            {"kernel", square_array(s.kernel.size, [&](std::size_t i) { return shortest_json(s.kernel.values[i]); })},
            {"weight", shortest_json(s.weight)},
            {"bias", shortest_json(s.bias)},
            {"stride", s.stride},
            {"dilation", s.dilation},
            {"border", name_of(s.border, kBorderNames)},
            {"activation", name_of(s.activation, kActivationNames)},
            {"pool", name_of(s.pooling, kPoolingNames)},
            {"pool_size", s.pool_size}};
}

Json image_json(Size size, Range range, const std::string& rows_formula, const std::string& cols_formula) {
    return {{"rows", size.rows},
            {"cols", size.cols},
            {"low", shortest_json(range.low)},
            {"high", shortest_json(range.high)},
            {"formula", {{"rows", rows_formula}, {"cols", cols_formula}}}};
}

Json pool_json(const PoolExplanation& pool) {
    return {{"row", pool.row},
            {"col", pool.col},
            {"size", pool.size},
            {"candidates", square_array(pool.size, [&](std::size_t i) { return exact_json(pool.candidates[i]); })},
            {"winner", pool.winner < 0 ? Json(nullptr) : Json(pool.winner)},
            {"value", exact_json(pool.value)}};
}

Json pixel_json(const PixelExplanation& pixel, const std::optional<PoolExplanation>& pool) {
    const int taps = pixel.kept ? 0 : pixel.taps;
    const auto terms = [&](double Term::*member) {
        return square_array(taps, [&, member](std::size_t i) { return exact_json(pixel.terms[i].*member); });
    };
    Json sorted = Json::array();
    for (const double value : pixel.sorted) sorted.push_back(exact_json(value));
    return {{"row", pixel.row},
            {"col", pixel.col},
            {"kept", pixel.kept},
            {"neighbours", terms(&Term::value)},
            {"inside", square_array(taps, [&](std::size_t i) { return Json(pixel.terms[i].inside); })},
            {"filter", terms(&Term::filter)},
            {"products", terms(&Term::product)},
            {"sorted", std::move(sorted)},
            {"sum", exact_json(pixel.sum)},
            {"weighted", exact_json(pixel.weighted)},
            {"biased", exact_json(pixel.biased)},
            {"activated", exact_json(pixel.activated)},
            {"pool", pool ? pool_json(*pool) : Json(nullptr)}};
}

}  // namespace

std::string text_report(const FilterRun& run) {
    const FilterResult& result = run.result;
    std::string text = size_line("filtered", result.filtered.size(), result.filtered_range);
    const std::string problem = pooling_problem(run.plane.size(), run.settings);
    if (!problem.empty()) text += "no pooled picture: " + problem + "\n";
    const bool pools = run.settings.pooling != Pooling::none && problem.empty();
    if (pools) text += size_line("pooled", result.pooled.size(), result.pooled_range);
    if (run.pixel) text += pixel_text(*run.pixel, run.settings);
    if (run.pixel && pools) text += pool_text(run);
    return text;
}

std::string json_report(const FilterRun& run) {
    const FilterResult& result = run.result;
    const Geometry g = geometry(run.plane.size(), run.settings);
    const Border border = run.settings.border;
    Json report{{"input",
                 {{"file", run.input},
                  {"rows", run.plane.rows()},
                  {"cols", run.plane.cols()},
                  {"channel", name_of(run.channel, kChannelNames)}}},
                {"settings", settings_json(run.settings)},
                {"filtered", image_json(result.filtered.size(), result.filtered_range, output_formula(g.rows, border),
                                        output_formula(g.cols, border))}};
    if (!result.pooled.empty())
        report["pooled"] =
            image_json(result.pooled.size(), result.pooled_range, pooled_formula(g.rows), pooled_formula(g.cols));
    else if (run.settings.pooling != Pooling::none)
        report["pooled"] = nullptr;  // the filtered picture is smaller than a block
    if (run.pixel) report["pixel"] = pixel_json(*run.pixel, run.pool);
    return json_line(report) + "\n";
}

}  // namespace convscope
