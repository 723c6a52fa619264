// The results of one output pixel after its products: sum, weight, bias and activation, one below the other.
#pragma once

#include <string>
#include <vector>

#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/widgets/numbers/product_grids.h"

namespace convscope {

/// One line of the results.
struct FilterResultLine {
    std::string name, operation;
    double value = 0;
    bool strong = false;
    StepKind kind = StepKind::product;  ///< the step that gives the value
    bool has_no_effect = false;         ///< true for a weight of 1 or a bias of 0
};

/// The types of the numbers and of the operations next to them.
struct ResultsStyle {
    Type type = Type::text;
    Type label = Type::caption;
    bool stacked = false;   ///< the operations are above their results, which needs less width
    bool is_short = false;  ///< lines without an effect are omitted
};

std::vector<FilterResultLine> result_lines(const FilterSettings& settings, const PixelExplanation& pixel);
Extent results_extent(const Ui& ui, const std::vector<FilterResultLine>& lines, const NumberFormat& format,
                      const ResultsStyle& style);
/// Draws the lines in the middle of the height of `rest`. In the sum pass results that are not reached are not shown.
void show_results(LabScene& scene, Rect rest, const std::vector<FilterResultLine>& lines, const NumberFormat& format,
                  const ResultsStyle& style, const Explained& explained);

}  // namespace convscope
