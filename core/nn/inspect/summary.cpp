#include "core/nn/inspect/summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "core/base/text/printable.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/explain.h"

namespace convscope::nn {

namespace {

/// The mean distance between the receptive fields of neighbouring positions along one axis, from the first, middle and
/// last field, because in upsampled maps the distances differ. nullopt unless the fields move forwards.
std::optional<double> stride_of(Interval first, Interval middle, Interval last, std::int64_t steps) {
    if (steps == 0) return 1;  // a single position
    const bool begins = middle.begin > first.begin && last.begin >= middle.begin;
    const bool ends = middle.end > first.end && last.end >= middle.end;
    if (!begins || !ends) return std::nullopt;
    return static_cast<double>(middle.begin - first.begin) / static_cast<double>(steps);
}

/// The receptive field of all channels of the layer's middle pixel, including padding. (After a Concatenate the
/// channels' fields differ.)
std::optional<ReceptiveField> receptive_field(const Model& model, int index) {
    const Shape& shape = model.node(index).shape;
    const int input = model.inputs().front();
    if (!shape.is_image() || !model.node(input).shape.is_image()) return std::nullopt;
    const auto field_of = [&](std::int64_t row, std::int64_t col) {
        return receptive_field(model, index, {{row, row + 1}, {col, col + 1}, {0, shape.channels()}}, input, true);
    };
    const std::int64_t row = shape.rows() / 2, col = shape.cols() / 2;
    const Region here = field_of(row, col);
    if (here.empty()) return std::nullopt;
    const Region first = field_of(0, 0), last = field_of(shape.rows() - 1, shape.cols() - 1);
    return ReceptiveField{here.rows.length(), here.cols.length(), stride_of(first.rows, here.rows, last.rows, row),
                          stride_of(first.cols, here.cols, last.cols, col)};
}

std::string field_text(const SummaryRow& row) {
    if (!row.field) return "";
    if (row.field->rows == row.field->cols) return fmt::format("{}", row.field->rows);
    return fmt::format("{} x {}", row.field->rows, row.field->cols);
}

constexpr std::size_t kColumns = 8;
using Line = std::array<std::string, kColumns>;

std::string table(const std::vector<Line>& lines, std::size_t columns) {
    std::array<std::size_t, kColumns> widths{};
    for (const Line& line : lines)
        for (std::size_t c = 0; c < columns; ++c) widths[c] = std::max(widths[c], line[c].size());
    std::string text;
    for (const Line& line : lines) {
        std::string row;
        for (std::size_t c = 0; c < columns; ++c) {
            // Names are aligned to the left, numbers to the right.
            const bool left = c < 3 || c == kColumns - 1;
            row += left ? fmt::format("{:<{}}", line[c], widths[c]) : fmt::format("{:>{}}", line[c], widths[c]);
            row += "  ";
        }
        row.erase(row.find_last_not_of(' ') + 1);
        text += row;
        text += '\n';
    }
    return text;
}

}  // namespace

std::string stride_text(const ReceptiveField& field, std::string_view times) {
    const auto text = [](std::optional<double> stride) {
        return stride ? fmt::format("{:.4g}", *stride) : std::string(tr("none"));
    };
    if (field.row_stride == field.col_stride) return text(field.row_stride);
    return fmt::format("{} {} {}", text(field.row_stride), times, text(field.col_stride));
}

Summary summarise(const Model& model) {
    Summary summary{.model = model.info().name};
    for (int i = 0; i < model.size(); ++i) {
        const Node& node = model.node(i);
        SummaryRow row{.node = i,
                       .name = node.name,
                       .type = node.display_name.kind,
                       .shape = node.declared_shape(),
                       .parameters = parameter_count(node),
                       .trainable = trainable_count(model, i)};
        if (!node.inputs.empty()) row.multiply_adds = node.layer->multiply_adds(model.input_shapes(i));
        row.field = receptive_field(model, i);
        for (const int input : node.inputs) row.inputs.push_back(model.node(input).name);
        summary.parameters += row.parameters;
        summary.trainable += row.trainable;
        summary.multiply_adds += row.multiply_adds;
        if (i > 0 || !model.is_chain()) summary.rows.push_back(std::move(row));
    }
    return summary;
}

std::string to_text(const Summary& summary) {
    std::vector<Line> lines{{"Layer", "Type", "Output shape", "Parameters", "Receptive field", "Stride on input",
                             "Multiply-adds", "Connected to"}};
    bool chain = true;
    for (std::size_t i = 0; i < summary.rows.size(); ++i) {
        const SummaryRow& row = summary.rows[i];
        const bool follows = i == 0 || row.inputs == std::vector<std::string>{summary.rows[i - 1].name};
        if (!follows || (i == 0 && row.inputs.empty())) chain = false;
        lines.push_back({printable(row.name), printable(row.type), to_string(row.shape), with_commas(row.parameters),
                         field_text(row), row.field ? stride_text(*row.field, "x") : "", with_commas(row.multiply_adds),
                         printable(fmt::format("{}", fmt::join(row.inputs, ", ")))});
    }
    return fmt::format(
        "Model \"{}\"\n\n{}\nTotal parameters: {}\nTrainable: {}\nNot trainable: {}\nMultiply-adds per example: {}\n",
        printable(summary.model), table(lines, chain ? kColumns - 1 : kColumns), with_commas(summary.parameters),
        with_commas(summary.trainable), with_commas(summary.parameters - summary.trainable),
        with_commas(summary.multiply_adds));
}

std::string with_commas(std::int64_t number) {
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = text.size(); at > first + 3; at -= 3) text.insert(at - 3, 1, ',');
    return text;
}

}  // namespace convscope::nn
