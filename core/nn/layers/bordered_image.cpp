#include "core/nn/layers/bordered_image.h"

#include "core/nn/layers/batch.h"

namespace convscope::nn {

namespace {

Region moved(const Region& region, std::int64_t rows, std::int64_t cols) {
    return {{region.rows.begin + rows, region.rows.end + rows},
            {region.cols.begin + cols, region.cols.end + cols},
            region.channels};
}

/// Copies the part that two images have in common and makes the rest of `to` 0. `to` begins `rows` above and `cols`
/// left of `from`; both have the same channels.
void copy_common(std::span<const float> from, const Shape& from_shape, std::int64_t rows, std::int64_t cols,
                 std::span<float> to, const Shape& to_shape) {
    std::ranges::fill(to, 0.F);
    const Interval common_rows = intersection({0, from_shape.rows()}, {-rows, to_shape.rows() - rows});
    const Interval common_cols = intersection({0, from_shape.cols()}, {-cols, to_shape.cols() - cols});
    if (common_cols.empty()) return;
    const std::int64_t values = (common_cols.end - common_cols.begin) * from_shape.channels();
    for (std::int64_t row = common_rows.begin; row < common_rows.end; ++row)
        std::copy_n(&value_at(from, from_shape, {row, common_cols.begin, 0}), values,
                    &value_at(to, to_shape, {row + rows, common_cols.begin + cols, 0}));
}

}  // namespace

void BorderedImage::forward(const ForwardCall& call) const {
    const Shape& image = call.input_shapes.front();
    for (std::int64_t n = 0; n < call.batch; ++n)
        copy_common(example(call.inputs.front(), n, image), image, growth_.top, growth_.left,
                    example(call.output, n, call.output_shape), call.output_shape);
}

void BorderedImage::backward(const BackwardCall& call) const {
    const ForwardCall& f = call.forward;
    const Shape& image = f.input_shapes.front();
    if (call.input_gradients.front().empty()) return;
    for (std::int64_t n = 0; n < f.batch; ++n)
        copy_common(example(call.output_gradient, n, f.output_shape), f.output_shape, -growth_.top, -growth_.left,
                    example(call.input_gradients.front(), n, image), image);
}

void BorderedImage::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    const Shape& image = call.input_shapes.front();
    const Position from{at.row - growth_.top, at.col - growth_.left, at.channel};
    explanation.combination = Combination::copy;
    if (!contains(image, from)) return;
    const double value = value_at(call.inputs.front(), image, from);
    explanation.terms.push_back({.from = from, .value = value, .product = value});
}

Region BorderedImage::source(const Region& output, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return moved(output, -growth_.top, -growth_.left);
}

Region BorderedImage::reach(const Region& input, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return moved(input, growth_.top, growth_.left);
}

}  // namespace convscope::nn
