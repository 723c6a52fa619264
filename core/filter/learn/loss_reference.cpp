#include "core/filter/learn/learner.h"

namespace convscope {

LossGradient loss_reference(const Plane& input, const Plane& target, std::span<const double> values, int size,
                            double bias) {
    LossGradient result;
    result.values.assign(values.size(), 0);
    const auto value = [&](int i, int j) { return static_cast<std::size_t>(i * size + j); };
    for (int row = 0; row < target.rows(); ++row)
        for (int col = 0; col < target.cols(); ++col) {
            double output = bias;
            for (int i = 0; i < size; ++i)
                for (int j = 0; j < size; ++j) output += values[value(i, j)] * input.at(row + i, col + j);
            const double error = output - target.at(row, col);
            result.loss += error * error;
            result.bias += 2 * error;
            for (int i = 0; i < size; ++i)
                for (int j = 0; j < size; ++j) result.values[value(i, j)] += 2 * error * input.at(row + i, col + j);
        }
    const auto pixels = static_cast<double>(target.size().area());
    result.loss /= pixels;
    result.bias /= pixels;
    for (double& derivative : result.values) derivative /= pixels;
    return result;
}

}  // namespace convscope
