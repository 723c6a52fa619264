#include "core/nn/plan/resampling_operator.h"

#include "core/nn/plan/kernels/parallel_ranges.h"

namespace convscope::nn {

ResamplingOperator::ResamplingOperator(const ResampledImage& layer, const Shape& input, const Shape& output)
    : ReferenceOperator(layer, {input}, output), input_(input), output_(output) {
    const ResampledAxes axes = layer.axes(input, output);
    rows_.reserve(static_cast<std::size_t>(output.rows()));
    for (std::int64_t row = 0; row < output.rows(); ++row) rows_.push_back(axes.rows.taps(row));
    cols_.reserve(static_cast<std::size_t>(output.cols()));
    for (std::int64_t col = 0; col < output.cols(); ++col) cols_.push_back(axes.cols.taps(col));
}

void ResamplingOperator::resample_row(const float* image, const ResampledTaps& row, float* to) const {
    const std::int64_t channels = input_.channels(), row_size = input_.cols() * channels;
    for (const ResampledTaps& col : cols_) {
        bool first = true;
        for (const ResampledTap& r : row)
            for (const ResampledTap& c : col) {
                const float* const from = image + r.position * row_size + c.position * channels;
                const auto share = static_cast<float>(r.share * c.share);
                for (std::int64_t channel = 0; channel < channels; ++channel)
                    to[channel] = first ? share * from[channel] : to[channel] + share * from[channel];
                first = false;
            }
        to += channels;
    }
}

Work ResamplingOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        const std::int64_t row_size = output_.cols() * output_.channels();
        parallel_ranges(arrays.all_cores && arrays.count * output_.count() > kFewValues, arrays.count * output_.rows(),
                        [&](std::int64_t begin, std::int64_t end) {
                            for (std::int64_t i = begin; i < end; ++i) {
                                const std::int64_t example = i / output_.rows(), row = i % output_.rows();
                                resample_row(arrays.inputs[0] + example * input_.count(),
                                             rows_[static_cast<std::size_t>(row)],
                                             arrays.pre_activation + i * row_size);
                            }
                        });
    };
}

}  // namespace convscope::nn
