// A filter that learns: gradient descent on the values of a kernel, and its bias, until its output matches the target.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/filter/learn/symmetric_eigen.h"
#include "core/filter/learn/window_moments.h"
#include "core/filter/settings.h"

namespace convscope {

/// The start values of a kernel: all 0, uniformly random in -1..1, or those of LearnOptions::given.
enum class LearnStart { zeros, random, given };

struct LearnOptions {
    LearnStart start = LearnStart::zeros;
    std::uint64_t seed = 1;  ///< seed of a random start
    Kernel given = {};       ///< start values of a given start
    /// On: the picture's mean is subtracted from every window, and the bias is always the best one for the kernel. Off:
    /// the kernel sees the values 0..255 and the bias is learned like its values, with the input 1.
    bool subtract_mean = true;
    /// The learning rate as a fraction of the largest stable one: from 1 on, descent diverges.
    double relative_rate = .5;
    bool operator==(const LearnOptions&) const = default;
};

/// The loss after a number of steps.
struct LossPoint {
    std::int64_t step = 0;
    double loss = 0;
    bool operator==(const LossPoint&) const = default;
};

/// The state of a learner, from which another learner with the same pictures and options can continue.
struct LearnProgress {
    std::int64_t steps = 0;
    std::vector<double> values;  ///< size * size, row by row
    double bias = 0;             ///< ignored with subtract_mean, where the bias follows from the values
    double loss = 0;
    std::vector<LossPoint> history;
    bool operator==(const LearnProgress&) const = default;
};

/// Learns output = sum(window * kernel) + bias (no padding, stride or dilation; no weight, no activation). The loss is
/// the mean squared difference from the target over all pixels, and every step follows its exact gradient. The loss is
/// quadratic in kernel and bias, so that WindowMoments hold all that a step needs: a step takes microseconds for a
/// picture of any size. Copies of a learner are independent and share the moments.
class FilterLearner {
  public:
    /// Throws std::invalid_argument as window_moments() does.
    FilterLearner(const Plane& input, const Plane& target, int size, const LearnOptions& options);
    /// `options.given` must have the moments' size; if not, throws std::invalid_argument.
    FilterLearner(std::shared_ptr<const WindowMoments> moments, const LearnOptions& options);

    /// Makes `count` steps: value -= rate * gradient for all values at once. Does nothing once the values have
    /// diverged.
    void step(int count = 1);
    std::int64_t steps() const { return steps_; }
    /// Sets the rate from the next step on. `rate` must be above 0.
    void set_relative_rate(double rate) { options_.relative_rate = rate; }

    LearnProgress progress() const;
    /// Continues from `progress`. Returns false and changes nothing if there are too few or too many values, or if they
    /// do not give the loss that is stored with them: then they were learned from different pictures.
    bool resume(const LearnProgress& progress);

    Kernel kernel() const;
    /// The values in double precision, row by row.
    std::span<const double> values() const { return std::span(parameters_).first(taps()); }
    double bias() const;
    /// d loss / d value, row by row; a step subtracts rate() times it.
    std::span<const double> gradient() const { return std::span(gradient_).first(taps()); }
    /// d loss / d bias; 0 with subtract_mean, where the bias is always the best one.
    double bias_gradient() const { return options_.subtract_mean ? 0 : gradient_.back(); }
    /// The mean squared difference, at least 0.
    double loss() const { return loss_; }

    /// The largest learning rate at which descent is stable: 1 / the largest eigenvalue of the inputs' matrix of mean
    /// products, because the second derivative of the loss is twice that matrix.
    double stable_rate() const { return stable_rate_; }
    double rate() const { return options_.relative_rate * stable_rate_; }
    /// The largest eigenvalue divided by the smallest one, of the matrix of the values under the taps (without the
    /// bias). The slowest direction needs about that many steps. Infinite if a direction cannot be learned at all.
    double condition_number() const { return condition_number_; }

    /// The largest distance between a value and its value in the least-squares filter, at which descent ends.
    /// Directions that the picture does not determine count as 0.
    double remaining_distance() const;
    /// The least-squares filter, at which descent from the present values ends.
    std::vector<double> destination() const;
    /// True if remaining_distance() is at most kConvergedDistance.
    bool converged() const { return remaining_distance() <= kConvergedDistance; }
    /// True if a value has become larger than kDivergedValue.
    bool diverged() const { return diverged_; }

    /// The losses from the start to now, at most kMaxLossPoints: if there would be more, every second one is dropped.
    const std::vector<LossPoint>& history() const { return history_; }
    const LearnOptions& options() const { return options_; }
    const std::shared_ptr<const WindowMoments>& moments() const { return moments_; }
    int size() const { return moments_->size; }

    static constexpr double kConvergedDistance = 5e-4;
    static constexpr double kDivergedValue = 1e6;
    static constexpr std::size_t kMaxLossPoints = 1024;

  private:
    std::size_t taps() const { return static_cast<std::size_t>(moments_->taps()); }
    void set_start();
    void make_loss();
    void analyse();
    void update_gradient();
    void record_loss();

    std::shared_ptr<const WindowMoments> moments_;
    LearnOptions options_;
    std::vector<double> parameters_;  ///< the kernel's values; without subtract_mean also the bias
    // loss = p * matrix * p - 2 * linear * p + constant, where p are the parameters.
    std::vector<double> matrix_;
    std::vector<double> linear_;
    double constant_ = 0;
    SymmetricEigen eigen_;  ///< eigenvalues and eigenvectors of matrix_
    double stable_rate_ = 0;
    double condition_number_ = 1;
    std::vector<double> gradient_;
    double loss_ = 0;
    std::int64_t steps_ = 0;
    bool diverged_ = false;
    std::vector<LossPoint> history_;
    std::int64_t history_interval_ = 1;  ///< steps between two points
};

/// The loss and its derivatives, by the definition: one pass over the pictures for given values (size * size, row by
/// row) and bias, in double precision. The tests compare FilterLearner with it.
struct LossGradient {
    double loss = 0;
    std::vector<double> values;
    double bias = 0;
};
LossGradient loss_reference(const Plane& input, const Plane& target, std::span<const double> values, int size,
                            double bias);

}  // namespace convscope
