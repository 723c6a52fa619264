#include "app/gui/lab/fit_problem.h"

#include <algorithm>
#include <vector>

#include "core/base/text/translation.h"
#include "core/filter/geometry.h"

namespace convscope {

namespace {

bool fits(Size input, FilterSettings settings, int size, int dilation) {
    settings.kernel = Kernel{size, {}};
    settings.dilation = dilation;
    return geometry_problem(input, settings).empty();
}

/// "the border zero or replicate", "a 3 × 3 filter", "dilation 1": remedies each of which is enough.
std::vector<std::string> remedies_for(Size input, const FilterSettings& settings, const FitRemedies& remedies) {
    std::vector<std::string> found;
    if (remedies.borders)
        found.emplace_back(remedies.keep_border ? tr("the border zero, replicate or keep")
                                                : tr("the border zero or replicate"));
    if (remedies.filter_size)
        for (int size = settings.kernel.size - 2; size >= 3; size -= 2)
            if (fits(input, settings, size, settings.dilation)) {
                found.push_back(tr("a {0} \u00d7 {0} filter", size));
                break;
            }
    if (remedies.dilation)
        for (int dilation = settings.dilation - 1; dilation >= 1; --dilation)
            if (fits(input, settings, settings.kernel.size, dilation)) {
                found.push_back(tr("dilation {}", dilation));
                break;
            }
    if (found.empty()) found.emplace_back(tr("a larger picture"));
    return found;
}

/// "a", "a, or b", "a, b, or c".
std::string listed(const std::vector<std::string>& words) {
    if (words.size() == 1) return words[0];
    std::string text = words.front();
    // Translators: two neighbouring parts of a list, caption or title.
    for (std::size_t i = 1; i + 1 < words.size(); ++i) text = tr("{}, {}", text, words[i]);
    return tr("{}, or {}", text, words.back());
}

}  // namespace

std::string fit_problem(Size input, const FilterSettings& settings, const FitRemedies& remedies) {
    if (input.area() <= 0 || geometry_problem(input, settings).empty()) return {};
    const int extent = geometry(input, settings).rows.extent;
    return tr("The filter\u2019s window is {0} \u00d7 {0} pixels, but the picture has only {1} and {2}. Choose {3}.",
              extent, tr_count(input.rows, "{} row", "{} rows"), tr_count(input.cols, "{} column", "{} columns"),
              listed(remedies_for(input, settings, remedies)));
}

}  // namespace convscope
