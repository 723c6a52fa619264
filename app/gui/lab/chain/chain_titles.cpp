#include "app/gui/lab/chain/chain_titles.h"

#include <fmt/format.h>

#include <string>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kChainTitle = 22;
constexpr float kChainTitleLine = 18;

/// Joins the words into the fewest lines that fit into the width.
std::vector<std::string> chain_lines(const Ui& ui, const std::vector<std::string>& words, float width) {
    std::vector<std::string> lines;
    for (const std::string& word : words) {
        const std::string longer = lines.empty() ? word : lines.back() + " " + word;
        if (lines.empty() || ui.text_width(longer, Type::caption) > width)
            lines.push_back(word);
        else
            lines.back() = longer;
    }
    return lines;
}

/// "3 × 3, same, ReLU" or "max 2 × 2", as parts that are not broken.
std::vector<std::string> operation_words(const ChainStage& stage, bool pooled) {
    const int side = pooled ? kChainPoolSize : stage.kernel_size();
    const std::string window = fmt::format("{0} \u00d7 {0}", side);
    if (pooled) return {stage.pooling == Pooling::max ? tr("max") : tr("mean"), window};
    std::vector<std::string> words{window};
    const auto add = [&words](std::string_view word) {
        words.back() += ",";
        words.emplace_back(word);
    };
    if (stage.border != Border::valid) add(tr("same"));
    if (stage.activation == Activation::relu) add(tr("ReLU"));
    return words;
}

std::string column_name(const ChainColumn& column) {
    if (column.stage < 0) return tr("Input");
    return column.pooled ? tr("Pooled") : stage_name(column.stage);
}

}  // namespace

ColumnTitle column_title(const ChainScene& scene, const ChainColumn& column, float width) {
    std::vector<std::string> operation;
    if (column.stage >= 0)
        operation = chain_lines(scene.ui, operation_words(scene.shown.chain.stage(column.stage), column.pooled), width);
    const std::vector<std::string> size{fmt::format("{} \u00d7", column.size.rows), std::to_string(column.size.cols),
                                        fmt::format("\u00d7 {}", column.maps)};
    return {column_name(column), std::move(operation), chain_lines(scene.ui, size, width)};
}

float title_height(const Ui& ui, int lines) {
    return ui.px(kChainTitle) + ui.px(kChainTitleLine) * static_cast<float>(lines);
}

void draw_column_title(Ui& ui, std::string_view name, const ColumnTitle& title, Rect place) {
    ui.mark(name, place);
    const Rect head = place.cut_top(ui.px(kChainTitle));
    const Type type = ui.text_width(title.name) <= head.w ? Type::text : Type::caption;
    ui.text(head, title.name, Role::text, type, Align::centre);
    const float line = ui.px(kChainTitleLine);
    place.cut_top(place.h - line * static_cast<float>(title.lines()));
    for (const std::string& text : title.operation)
        ui.text(place.cut_top(line), text, Role::muted, Type::caption, Align::centre);
    for (const std::string& text : title.size)
        ui.text(place.cut_top(line), text, Role::text, Type::caption, Align::centre);
}

}  // namespace convscope
