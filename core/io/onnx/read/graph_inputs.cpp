#include "core/io/onnx/read/graph_inputs.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/open_side.h"

namespace convscope::onnx {

namespace {

constexpr std::size_t kMaxInputAxes = 16;

/// True for images with open rows or columns and known channels, channels first or last.
bool has_open_sides(const std::vector<std::optional<std::int64_t>>& dims) {
    return dims.size() == 4 && (dims[1] ? !dims[2] || !dims[3] : !dims[2] && dims[3]);
}

}  // namespace

Dims input_dims(const Graph& graph, const GraphInput& input, Batch batch, const NpyArray* feed) {
    const auto fail = [&](const std::string& fault, const std::string& remedy) {
        throw LoadError(graph.file, fault, remedy, tr("input \"{}\"", display_text(input.name)));
    };
    if (!input.dims && feed == nullptr)
        fail(tr("does not give its input's shape"), tr("export it with the shape of its input"));
    Dims dims;
    const std::size_t rank = input.dims ? input.dims->size() : feed->shape.size();
    if (rank > kMaxInputAxes) fail(tr("has an input of too many axes"), tr("open a model for images or vectors"));
    for (std::size_t axis = 0; axis < rank; ++axis) {
        const std::optional<std::int64_t> length = input.dims ? (*input.dims)[axis] : std::nullopt;
        const bool is_fed = feed != nullptr && feed->shape.size() == rank && feed->shape[axis] > 0;
        if (length)
            dims.push_back(*length);
        else if (axis == 0 && batch == Batch::outermost)
            dims.push_back(0);
        else if (is_fed)
            dims.push_back(feed->shape[axis]);
        else if (axis == 0)
            dims.push_back(1);
        else if (has_open_sides(*input.dims))
            dims.push_back(kOpenSide);
        else
            fail(tr("leaves the size of its input open"),
                 tr("export it with a fixed size (batch, rows and columns may stay open)"));
    }
    return dims;
}

std::vector<std::size_t> input_axis_order(const Dims& dims, const Node* consumer) {
    std::vector<std::size_t> order(dims.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (dims.empty() || dims[0] != kBatchAxis) return order;
    if (dims.size() == 4) {
        const auto is_channel_count = [](std::int64_t length) { return length == 1 || length == 3 || length == 4; };
        const bool is_transposed = consumer != nullptr && consumer->kind == "Transpose";
        if (!is_transposed && (is_channel_count(dims[1]) || !is_channel_count(dims[3]))) order = {0, 2, 3, 1};
    }
    constexpr std::array<std::string_view, 6> kOverChannels{"Conv",          "MaxPool",           "AveragePool",
                                                            "GlobalMaxPool", "GlobalAveragePool", "BatchNormalization"};
    if (dims.size() == 3 && consumer != nullptr &&
        std::ranges::find(kOverChannels, consumer->kind) != kOverChannels.end())
        order = {0, 2, 1};
    return order;
}

}  // namespace convscope::onnx
