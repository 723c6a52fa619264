// Pad, Slice and Gather: axes that grow or are cut at their ends.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "core/io/onnx/operators.h"
#include "core/nn/layers/cropping2d.h"
#include "core/nn/layers/zero_padding2d.h"

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;

/// What an axis gains before and after its values; negative: loses.
struct Growth {
    std::int64_t before = 0, after = 0;
};
using Growths = std::map<std::size_t, Growth>;

/// The value with up to two axes as rows and cols of an image, all others as channels.
struct Framed {
    OnnxValue value;
    std::size_t rows, cols;  ///< axes; the same where there is one alone, which then are the cols
};

Framed framed(const OnnxCall& call, OnnxValue value, const Growths& growths) {
    const bool image = value.rank() == 4 && value.length(0) == kBatch &&
                       std::ranges::all_of(growths, [](const auto& growth) { return growth.first >= 2; });
    if (image) return {onnx_image(call, std::move(value)), 2, 3};
    if (growths.size() > 2) call.refuse("changes more than two axes", "rows and cols work");
    const std::size_t rows = growths.begin()->first, cols = growths.rbegin()->first;
    OnnxFactors order;
    if (rows != cols) order = value.axes[rows];
    order.insert(order.end(), value.axes[cols].begin(), value.axes[cols].end());
    const std::int64_t height = rows != cols ? value.length(rows) : 1, width = value.length(cols);
    for (const std::size_t factor : value.memory)
        if (std::ranges::find(order, factor) == order.end()) order.push_back(factor);
    const nn::Shape shape{height, width, value.count() / (height * width)};
    return {call.assembly().arranged(call.node(), std::move(value), order, shape), rows, cols};
}

/// The axis as one factor of another length, where its factors began in memory.
void resize(OnnxValue& value, std::size_t axis, std::int64_t length, bool is_rows) {
    auto place =
        value.axes[axis].empty() ? value.memory.end() : std::ranges::find(value.memory, value.axes[axis].front());
    if (value.axes[axis].empty())
        place = value.memory.begin() + (is_rows ? 0 : static_cast<std::ptrdiff_t>(value.memory.size()));
    const auto index = place - value.memory.begin();
    for (const std::size_t factor : value.axes[axis]) std::erase(value.memory, factor);
    value.axes[axis].clear();
    if (length == 1) return;
    value.axes[axis].push_back(value.lengths.size());
    value.memory.insert(value.memory.begin() + index, value.lengths.size());
    value.lengths.push_back(length);
}

nn::Border border_of(const Growths& growths, const Framed& frame, int sign) {
    const auto part = [&](std::size_t axis) {
        const auto found = growths.find(axis);
        const Growth growth = found == growths.end() ? Growth{} : found->second;
        return Growth{std::max<std::int64_t>(0, sign * growth.before), std::max<std::int64_t>(0, sign * growth.after)};
    };
    const Growth rows = frame.rows == frame.cols ? Growth{} : part(frame.rows), cols = part(frame.cols);
    return {rows.before, rows.after, cols.before, cols.after};
}

OnnxValue grown(const OnnxCall& call, OnnxValue value, Growths growths, nn::BorderFill fill) {
    std::erase_if(growths, [](const auto& growth) { return growth.second.before == 0 && growth.second.after == 0; });
    if (growths.empty()) return value;
    for (const auto& [axis, growth] : growths) {
        if (value.length(axis) == kBatch) throw OnnxBatchInTheWay();
        for (const std::int64_t end : {growth.before, growth.after})
            if (end < -nn::kMaxSide || end > nn::kMaxSide) call.refuse(fmt::format("pads by {}", end), kOnnxRemedy);
    }
    Framed frame = framed(call, std::move(value), growths);
    const nn::Border cut = border_of(growths, frame, -1), added = border_of(growths, frame, 1);
    if (cut != nn::Border()) frame.value.node = call.add(std::make_shared<nn::Cropping2D>(cut), {frame.value.node});
    if (added != nn::Border())
        frame.value.node = call.add(std::make_shared<nn::ZeroPadding2D>(added, fill), {frame.value.node});
    const nn::Shape shape = call.assembly().shape(frame.value);
    if (growths.contains(frame.cols)) {
        // An axis of length 1 lies behind the rows, in front of the rest.
        if (frame.value.axes[frame.cols].empty()) {
            const bool has_rows = frame.rows != frame.cols;
            const std::size_t behind = has_rows ? frame.value.axes[frame.rows].size() : 0;
            frame.value.memory.insert(frame.value.memory.begin() + static_cast<std::ptrdiff_t>(behind),
                                      frame.value.lengths.size());
            frame.value.axes[frame.cols].push_back(frame.value.lengths.size());
            frame.value.lengths.push_back(1);
        }
        resize(frame.value, frame.cols, shape.cols(), false);
    }
    if (frame.rows != frame.cols && growths.contains(frame.rows)) resize(frame.value, frame.rows, shape.rows(), true);
    return frame.value;
}

/// What is left of an axis as growth: indexes that count up one by one.
Growth kept(const OnnxCall& call, const OnnxSlice& slice, std::int64_t length) {
    for (std::size_t i = 1; i < slice.indexes.size(); ++i)
        if (slice.indexes[i] != slice.indexes[i - 1] + 1)
            call.refuse("takes values out of their order", "a part in one piece works");
    if (slice.indexes.empty()) call.refuse("takes nothing", kOnnxRemedy);
    return {-slice.indexes.front(), slice.indexes.back() + 1 - length};
}

nn::BorderFill fill_of(const OnnxCall& call) {
    const std::string mode = call.text("mode", "constant");
    if (mode == "edge") return {.mode = nn::BorderFill::Mode::edge};
    if (mode == "reflect") return {.mode = nn::BorderFill::Mode::reflect};
    if (mode != "constant")
        call.refuse(fmt::format("pads by the mode {}", onnx_shown(mode)), "constant, edge and reflect work");
    if (call.opset() < 11 || call.has_attribute("value")) return {.value = call.number("value", 0)};
    const OnnxConstant* const value = call.optional_constant(2);
    return {.value = value != nullptr && value->count() == 1 ? value->number(0) : 0};
}

}  // namespace

void read_onnx_pad(const OnnxCall& call) {
    const OnnxValue& value = call.value(0);
    std::optional<std::vector<std::int64_t>> pads = call.list(call.opset() < 2 ? "paddings" : "pads", 1, 11);
    if (!pads) call.refuse("has no pads", kOnnxRemedy);
    std::vector<std::size_t> axes;
    if (const OnnxConstant* const given = call.opset() >= 18 ? call.optional_constant(3) : nullptr)
        axes = call.axes(given->wholes(), value.rank());
    else
        for (std::size_t axis = 0; axis < value.rank(); ++axis) axes.push_back(axis);
    if (pads->size() != 2 * axes.size())
        call.refuse(fmt::format("has {} pads for {} axes", pads->size(), axes.size()), kOnnxRemedy);
    Growths growths;
    for (std::size_t i = 0; i < axes.size(); ++i) growths[axes[i]] = {(*pads)[i], (*pads)[i + axes.size()]};
    call.set(grown(call, value, growths, fill_of(call)));
}

void read_onnx_slice(const OnnxCall& call) {
    const OnnxValue& value = call.value(0);
    Growths growths;
    for (const OnnxSlice& slice : slices_of(call, value.dims()))
        growths[slice.axis] = kept(call, slice, value.length(slice.axis));
    call.set(grown(call, value, growths, {}));
}

/// One index, or some in a row: what a Slice does.
void read_onnx_gather(const OnnxCall& call) {
    const OnnxValue& value = call.value(0);
    const OnnxConstant& given = call.constant(1);
    const std::size_t axis = call.axis(call.whole("axis", 0), value.rank());
    if (given.rank() > 1) call.refuse("takes values by a table of indexes", "one index works, or a list");
    if (value.length(axis) == kBatch) throw OnnxBatchInTheWay();
    OnnxSlice slice{.axis = axis, .indexes = given.wholes()};
    for (std::int64_t& index : slice.indexes) {
        if (index < 0) index += value.length(axis);
        if (index < 0 || index >= value.length(axis)) call.refuse("takes an index that is not there", kOnnxRemedy);
    }
    OnnxValue taken = grown(call, value, {{axis, kept(call, slice, value.length(axis))}}, {});
    if (given.rank() == 0) taken.axes.erase(taken.axes.begin() + static_cast<std::ptrdiff_t>(axis));
    call.set(std::move(taken));
}

}  // namespace convscope
