#include "app/gui/lab/fit_problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/filter/geometry.h"

namespace convscope {

namespace {

std::string counted(int count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

bool fits(Size input, FilterSettings settings, int size, int dilation) {
    settings.kernel = Kernel{size, {}};
    settings.dilation = dilation;
    return geometry_problem(input, settings).empty();
}

/// "the border zero or replicate", "a 3 × 3 filter", "dilation 1": remedies each of which is enough.
std::vector<std::string> remedies_for(Size input, const FilterSettings& settings, const FitRemedies& remedies) {
    std::vector<std::string> found;
    if (remedies.borders)
        found.emplace_back(remedies.keep_border ? "the border zero, replicate or keep"
                                                : "the border zero or replicate");
    if (remedies.filter_size)
        for (int size = settings.kernel.size - 2; size >= 3; size -= 2)
            if (fits(input, settings, size, settings.dilation)) {
                found.push_back(fmt::format("a {0} \u00d7 {0} filter", size));
                break;
            }
    if (remedies.dilation)
        for (int dilation = settings.dilation - 1; dilation >= 1; --dilation)
            if (fits(input, settings, settings.kernel.size, dilation)) {
                found.push_back(fmt::format("dilation {}", dilation));
                break;
            }
    if (found.empty()) found.emplace_back("a larger picture");
    return found;
}

/// "a", "a, or b", "a, b, or c".
std::string listed(const std::vector<std::string>& words) {
    if (words.size() == 1) return words[0];
    return fmt::format("{}, or {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
}

}  // namespace

std::string fit_problem(Size input, const FilterSettings& settings, const FitRemedies& remedies) {
    if (input.area() <= 0 || geometry_problem(input, settings).empty()) return {};
    const int extent = geometry(input, settings).rows.extent;
    return fmt::format(
        "The filter\u2019s window is {0} \u00d7 {0} pixels, but the picture has only {1} and {2}. Choose {3}.", extent,
        counted(input.rows, "row"), counted(input.cols, "column"), listed(remedies_for(input, settings, remedies)));
}

}  // namespace convscope
