#include "core/io/onnx/operators/borders.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/windows.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"

namespace convscope::onnx {

namespace {

/// A value as an image: the one or two axes that grow are its rows and columns, all other axes its channels.
struct FramedValue {
    Value value;
    std::size_t rows, cols;  ///< axes of the value; equal if one axis grows, which then is the columns

    bool has_rows() const { return rows != cols; }
};

FramedValue framed(const Call& call, Value value, const Growths& growths) {
    const bool is_image = value.rank() == 4 && value.length(0) == kBatchAxis &&
                          std::ranges::all_of(growths, [](const auto& growth) { return growth.first >= 2; });
    if (is_image) return {as_image(call, value), 2, 3};
    if (growths.size() > 2)
        call.refuse(tr("pads or crops more than two axes"), tr("pad or crop rows and columns only"));
    const std::size_t rows = growths.begin()->first, cols = growths.rbegin()->first;
    Factors order = value.factors_of(rows == cols ? std::vector{cols} : std::vector{rows, cols});
    const Factors channels = selected(value.memory, order, false);
    order.insert(order.end(), channels.begin(), channels.end());
    const std::int64_t height = rows != cols ? value.length(rows) : 1, width = value.length(cols);
    const nn::Shape shape{height, width, value.count() / (height * width)};
    return {call.arranged(std::move(value), order, shape), rows, cols};
}

nn::Border border_of(const Growths& growths, const FramedValue& frame, int sign) {
    const auto side = [&](std::size_t axis) {
        const auto found = growths.find(axis);
        const Growth growth = found == growths.end() ? Growth{} : found->second;
        return Growth{std::max<std::int64_t>(0, sign * growth.before), std::max<std::int64_t>(0, sign * growth.after)};
    };
    const Growth rows = frame.has_rows() ? side(frame.rows) : Growth{}, cols = side(frame.cols);
    return {rows.before, rows.after, cols.before, cols.after};
}

void check_growths(const Call& call, const Growths& growths) {
    for (const auto& [axis, growth] : growths)
        for (const std::int64_t end : {growth.before, growth.after})
            if (end < -nn::kMaxSide || end > nn::kMaxSide) call.refuse(tr("pads by {}", end), kExportAgain);
}

nn::BorderFill fill_of(const Call& call) {
    const std::string mode = call.text("mode", "constant");
    if (mode == "edge") return {.mode = nn::BorderFill::Mode::edge};
    if (mode == "reflect") return {.mode = nn::BorderFill::Mode::reflect};
    if (mode != "constant")
        call.refuse(tr("pads in mode {}", display_text(mode)), tr("use the mode constant, edge or reflect"));
    if (call.opset() < 11 || call.has_attribute("value")) return {.value = call.number("value", 0)};
    const Constant* const value = call.optional_constant(2);
    return {.value = value != nullptr && value->count() == 1 ? value->number(0) : 0};
}

/// The lengths of the parts into which Split cuts an axis of this length. Without lengths in the file the parts are
/// equal; if the length is not a multiple of their number, the last part is shorter.
Dims split_lengths(const Call& call, std::int64_t length) {
    const auto count = static_cast<std::int64_t>(call.node().outputs.size());
    if (const auto stated = call.list("split", 1, 13)) {
        if (std::ssize(*stated) < count || std::ranges::any_of(*stated, [&](std::int64_t part) { return part < 1; }) ||
            value_count(*stated) == std::nullopt ||
            std::accumulate(stated->begin(), stated->end(), std::int64_t{0}) != length)
            call.refuse(tr("splits an axis of length {} into lengths {}", length, dims_text(*stated)),
                        tr("split it into parts of at least 1 whose sum is that length"));
        return *stated;
    }
    const std::int64_t part = (length + count - 1) / count;
    if (length <= (count - 1) * part)
        call.refuse(tr_count(count, "splits an axis of length {1} into {0} part",
                             "splits an axis of length {1} into {0} parts", length),
                    kExportAgain);
    Dims lengths(static_cast<std::size_t>(count), part);
    lengths.back() = length - (count - 1) * part;
    return lengths;
}

}  // namespace

Value grown(const Call& call, Value value, Growths growths, nn::BorderFill fill) {
    std::erase_if(growths, [](const auto& growth) { return growth.second == Growth{}; });
    if (growths.empty()) return value;
    check_growths(call, growths);
    FramedValue frame = framed(call, std::move(value), growths);
    Value& result = frame.value;
    const nn::Border crop = border_of(growths, frame, -1), padding = border_of(growths, frame, 1);
    if (crop != nn::Border()) result.node = call.add(std::make_shared<nn::Cropping2D>(crop), {result.node});
    if (padding != nn::Border())
        result.node = call.add(std::make_shared<nn::ZeroPadding2D>(padding, fill), {result.node});
    // Rows are outermost in memory, then columns.
    const nn::Shape& shape = call.shape(result);
    if (frame.has_rows() && growths.contains(frame.rows)) result.replace_axis(frame.rows, shape.rows(), 0);
    if (growths.contains(frame.cols))
        result.replace_axis(frame.cols, shape.cols(), frame.has_rows() ? result.axes[frame.rows].size() : 0);
    return std::move(result);
}

Growths pad_growths(const Call& call, std::size_t rank) {
    const std::optional<std::vector<std::int64_t>> pads = call.list(call.opset() < 2 ? "paddings" : "pads", 1, 11);
    if (!pads) call.refuse(tr("has no pads"), kExportAgain);
    std::vector<std::size_t> axes;
    if (const Constant* const axes_input = call.opset() >= 18 ? call.optional_constant(3) : nullptr)
        axes = call.axes(axes_input->integers(), rank);
    else
        for (std::size_t axis = 0; axis < rank; ++axis) axes.push_back(axis);
    if (pads->size() != 2 * axes.size())
        call.refuse(tr("has {} for {}", tr_count(std::ssize(*pads), "{} pad", "{} pads"),
                       tr_count(std::ssize(axes), "{} axis", "{} axes")),
                    kExportAgain);
    Growths growths;
    for (std::size_t i = 0; i < axes.size(); ++i) growths[axes[i]] = {(*pads)[i], (*pads)[i + axes.size()]};
    return growths;
}

void read_pad(const Call& call) {
    const Value& value = call.value(0);
    call.set(grown(call, value, pad_growths(call, value.rank()), fill_of(call)));
}

void read_split(const Call& call) {
    const Value& value = call.value(0);
    const std::size_t axis = call.axis_attribute(0, value.rank());
    const std::int64_t length = value.length(axis);
    std::int64_t begin = 0;
    const Dims lengths = split_lengths(call, length);
    for (std::size_t i = 0; i < call.node().outputs.size(); begin += lengths[i++]) {
        const std::string& output = call.node().outputs[i];
        const Growth growth{-begin, begin + lengths[i] - length};
        if (!output.empty()) call.assembly().set(output, grown(call, value, {{axis, growth}}, {}));
    }
}

}  // namespace convscope::onnx
