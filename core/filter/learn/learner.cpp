#include "core/filter/learn/learner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "core/base/random.h"

namespace convscope {

namespace {

/// Eigenvalues below this fraction of the largest one are rounding errors and count as 0.
constexpr double kMinCurvature = 1e-12;

/// Two losses count as equal if they differ by less than this fraction of them.
constexpr double kMaxLossDifference = 1e-6;

double product(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// The covariance of the entries i and j of the moments' vector.
double covariance(const WindowMoments& m, int i, int j) {
    return m.mean(i, j) - m.mean(i, m.one_index()) * m.mean(j, m.one_index());
}

/// The mean of the picture's values under tap i, without the centring of WindowMoments.
double input_mean(const WindowMoments& m, int i) {
    return m.input_centre + m.mean(i, m.one_index());
}
double target_mean(const WindowMoments& m) {
    return m.target_centre + m.mean(m.target_index(), m.one_index());
}

double ratio_of_ends(const std::vector<double>& descending) {
    const double high = descending.front(), low = descending.back();
    return low > kMinCurvature * high ? high / low : std::numeric_limits<double>::infinity();
}

}  // namespace

FilterLearner::FilterLearner(const Plane& input, const Plane& target, int size, const LearnOptions& options)
    : FilterLearner(std::make_shared<const WindowMoments>(window_moments(input, target, size)), options) {}

FilterLearner::FilterLearner(std::shared_ptr<const WindowMoments> moments, const LearnOptions& options)
    : moments_(std::move(moments)), options_(options) {
    if (options_.start == LearnStart::given && options_.given.size != moments_->size)
        throw std::invalid_argument("The filter to start from has a different size.");
    make_loss();
    analyse();
    set_start();
    update_gradient();
    record_loss();
}

void FilterLearner::set_start() {
    parameters_.assign(linear_.size(), 0);
    for (std::size_t i = 0; i < taps(); ++i) {
        if (options_.start == LearnStart::random) parameters_[i] = 2 * double{random_unit(options_.seed, i)} - 1;
        if (options_.start == LearnStart::given) parameters_[i] = options_.given.values.at(i);
    }
}

void FilterLearner::make_loss() {
    const WindowMoments& m = *moments_;
    const int target = m.target_index();
    const int taps = m.taps();
    const bool centred = options_.subtract_mean;
    // Without subtract_mean the bias is one more parameter, whose input is 1.
    const int count = centred ? taps : taps + 1;
    const auto mean = [&](int i) { return i < taps ? input_mean(m, i) : 1.0; };
    matrix_.assign(static_cast<std::size_t>(count) * static_cast<std::size_t>(count), 0);
    linear_.assign(static_cast<std::size_t>(count), 0);
    for (int i = 0; i < count; ++i) {
        const auto row = static_cast<std::size_t>(i) * static_cast<std::size_t>(count);
        for (int j = 0; j < count; ++j) {
            double& element = matrix_[row + static_cast<std::size_t>(j)];
            element = i < taps && j < taps ? covariance(m, i, j) : 0;
            if (!centred) element += mean(i) * mean(j);
        }
        double& element = linear_[static_cast<std::size_t>(i)];
        element = i < taps ? covariance(m, i, target) : 0;
        if (!centred) element += mean(i) * target_mean(m);
    }
    constant_ = covariance(m, target, target) + (centred ? 0 : target_mean(m) * target_mean(m));
}

void FilterLearner::analyse() {
    eigen_ = symmetric_eigen(matrix_, linear_.size());
    const double highest = eigen_.values.front();
    stable_rate_ = highest > 0 ? 1 / highest : 0;  // equal pixels cannot teach anything
    if (options_.subtract_mean) {
        condition_number_ = ratio_of_ends(eigen_.values);
        return;
    }
    std::vector<double> kernel_matrix;
    for (std::size_t i = 0; i < taps(); ++i) {
        const auto row = std::span<const double>(matrix_).subspan(i * linear_.size(), taps());
        kernel_matrix.insert(kernel_matrix.end(), row.begin(), row.end());
    }
    condition_number_ = ratio_of_ends(symmetric_eigen(std::move(kernel_matrix), taps()).values);
}

void FilterLearner::update_gradient() {
    const std::size_t count = parameters_.size();
    gradient_.resize(count);
    loss_ = constant_;
    for (std::size_t i = 0; i < count; ++i) {
        const double half = product(std::span<const double>(matrix_).subspan(i * count, count), parameters_);
        gradient_[i] = 2 * (half - linear_[i]);
        loss_ += parameters_[i] * (half - 2 * linear_[i]);
    }
    loss_ = std::max(loss_, 0.0);
    diverged_ = std::ranges::any_of(parameters_, [](double p) { return !(std::abs(p) <= kDivergedValue); });
}

void FilterLearner::record_loss() {
    if (steps_ % history_interval_ != 0) return;
    history_.push_back({steps_, loss_});
    if (history_.size() < kMaxLossPoints) return;
    history_interval_ *= 2;
    std::erase_if(history_, [&](const LossPoint& point) { return point.step % history_interval_ != 0; });
}

void FilterLearner::step(int count) {
    for (int i = 0; i < count && !diverged_; ++i) {
        for (std::size_t p = 0; p < parameters_.size(); ++p) parameters_[p] -= rate() * gradient_[p];
        ++steps_;
        update_gradient();
        record_loss();
    }
}

LearnProgress FilterLearner::progress() const {
    return {.steps = steps_,
            .values = {values().begin(), values().end()},
            .bias = bias(),
            .loss = loss_,
            .history = history_};
}

bool FilterLearner::resume(const LearnProgress& progress) {
    if (progress.values.size() != taps()) return false;
    const std::vector<double> start = parameters_;
    std::ranges::copy(progress.values, parameters_.begin());
    if (!options_.subtract_mean) parameters_.back() = progress.bias;
    update_gradient();
    // The loss is a difference of sums as large as the target's mean square.
    if (!(std::abs(loss_ - progress.loss) <= kMaxLossDifference * (progress.loss + constant_))) {
        parameters_ = start;
        update_gradient();
        return false;
    }
    steps_ = progress.steps;
    history_ = progress.history;
    history_interval_ = history_.size() < 2 ? 1 : std::max<std::int64_t>(1, history_[1].step - history_[0].step);
    return true;
}

Kernel FilterLearner::kernel() const {
    Kernel kernel{moments_->size, {}};
    for (std::size_t i = 0; i < taps(); ++i) kernel.values.at(i) = static_cast<float>(parameters_[i]);
    return kernel;
}

double FilterLearner::bias() const {
    if (!options_.subtract_mean) return parameters_.back();
    double bias = target_mean(*moments_);
    for (std::size_t i = 0; i < taps(); ++i) bias -= parameters_[i] * input_mean(*moments_, static_cast<int>(i));
    return bias;
}

std::vector<double> FilterLearner::destination() const {
    // Newton's step: gradient = 2 * matrix * (p - destination), direction by direction.
    std::vector<double> end = parameters_;
    for (std::size_t i = 0; i < eigen_.size(); ++i) {
        if (eigen_.values[i] <= kMinCurvature * eigen_.values.front()) continue;
        const auto direction = eigen_.vector(i);
        const double distance = product(direction, gradient_) / (2 * eigen_.values[i]);
        for (std::size_t p = 0; p < end.size(); ++p) end[p] -= distance * direction[p];
    }
    end.resize(taps());
    return end;
}

double FilterLearner::remaining_distance() const {
    const std::vector<double> end = destination();
    double largest = 0;
    for (std::size_t i = 0; i < taps(); ++i) largest = std::max(largest, std::abs(end[i] - parameters_[i]));
    return largest;
}

}  // namespace convscope
