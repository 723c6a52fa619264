#include "app/gui/lab/learn/learn_sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kMaxQuickCondition = 100;  ///< condition numbers up to which a picture is learned quickly
constexpr double kMaxWrittenLoss = 1e12;    ///< losses outside these limits are written as "more than" or "less than"
constexpr double kMinWrittenLoss = 1e-6;
constexpr double kMinTrueLoss = 1e-3;  ///< smaller losses are rounding errors

std::string numbers_of(const FilterLearner& learner) {
    return learner.size() == 3 ? tr("nine numbers") : tr("{} numbers", learner.size() * learner.size());
}

bool has_few_outputs(const FilterLearner& learner) {
    return learner.moments()->windows < learner.moments()->taps();
}

std::string few_outputs(const FilterLearner& learner) {
    const std::int64_t outputs = learner.moments()->windows;
    return tr_count(outputs,
                    "One output value cannot determine {2}: many filters give this output. Choose a larger picture.",
                    "{1} output values cannot determine {2}: many filters give this output. Choose a larger picture.",
                    with_separators(outputs), numbers_of(learner));
}

/// "about 4,000": rounded to one significant digit.
std::string about(double count) {
    const double unit = std::pow(10.0, std::floor(std::log10(count)));
    return tr("about {}", with_separators(std::llround(std::round(count / unit) * unit)));
}

/// The loss at which descent ends.
double final_loss(const FilterLearner& learner) {
    const std::vector<double> end = learner.destination();
    LearnOptions options{.start = LearnStart::given, .given = {learner.size(), {}}, .subtract_mean = true};
    for (std::size_t i = 0; i < end.size(); ++i) options.given.values.at(i) = static_cast<float>(end[i]);
    return FilterLearner(learner.moments(), options).loss();
}

std::string end_sentence(const FilterLearner& learner) {
    const double rest = learner.loss() > kMinTrueLoss ? final_loss(learner) : 0;
    if (rest > kMinTrueLoss)
        return tr("Learned as far as a filter can: no {} give this target exactly, so the loss stays at {}.",
                  numbers_of(learner), plain_loss(rest));
    if (!std::isfinite(learner.condition_number()))
        return tr(
            "The output is the target. Many other filters give it too, so these values need not be the hidden ones.");
    if (learner.steps() == 0) return tr("These values give the target from the start: there is nothing to learn.");
    return tr("Learned: more steps change nothing.");
}

}  // namespace

std::string plain_loss(double loss) {
    if (!(loss <= kMaxWrittenLoss)) return tr("more than {}", with_separators(std::llround(kMaxWrittenLoss)));
    if (loss == 0) return "0";
    if (loss < kMinWrittenLoss) return tr("less than 0.000001");
    if (loss >= 1000) return with_separators(std::llround(loss));
    const int decimals = std::max(1, 2 - static_cast<int>(std::floor(std::log10(loss))));
    return fmt::format("{:.{}f}", loss, std::min(decimals, 8));
}

std::string speed_sentence(const FilterLearner& learner) {
    if (has_few_outputs(learner)) return {};
    const double condition = learner.condition_number();
    if (!std::isfinite(condition))
        return tr(
            "The pixels under the filter always vary together in this picture: many filters give the same output. "
            "Choose a larger picture, or one with more detail.");
    if (condition <= kMaxQuickCondition)
        return tr("Neighbouring pixels of this picture differ: all values are learned quickly.");
    return tr(
        "Neighbouring pixels of this picture are nearly equal, so that exchanging two values hardly changes the "
        "output: the last digits need {} steps.",
        about(condition));
}

std::string state_sentence(const FilterLearner& learner, double relative_rate) {
    if (has_few_outputs(learner)) return few_outputs(learner);
    if (learner.diverged()) return tr("The values have diverged. Choose a rate below 1 and start again.");
    if (relative_rate > 1) return tr("The rate is too high: every step goes too far, and the loss grows.");
    if (learner.converged()) return end_sentence(learner);
    return {};
}

}  // namespace convscope
