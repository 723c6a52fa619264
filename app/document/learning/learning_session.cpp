#include "app/document/learning/learning_session.h"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "core/base/json_reader.h"
#include "core/base/text/translation.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

constexpr int kMaxSeed = 1 << 30;
constexpr std::int64_t kMaxSteps = std::int64_t{1} << 52;
constexpr double kMaxLoss = 1e30;

std::string learn_name(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

/// The progress to write; nullopt if no step was made or the values have diverged.
std::optional<LearnProgress> progress_of(const LabLearning& learning) {
    if (!learning.learner) return learning.kept;
    if (learning.learner->steps() == 0 || learning.learner->diverged() || !std::isfinite(learning.learner->loss()))
        return std::nullopt;
    return learning.learner->progress();
}

Json progress_json(const LearnProgress& progress) {
    Json history = Json::array();
    for (const LossPoint& point : progress.history) {
        history.push_back(point.step);
        history.push_back(point.loss);
    }
    return {{"steps", progress.steps},
            {"values", progress.values},
            {"bias", progress.bias},
            {"loss", progress.loss},
            {"history", std::move(history)}};
}

double finite_number(const JsonReader& reader, std::string_view key, const ParsedJson& value) {
    if (!value.is_number() || !std::isfinite(value.get<double>())) reader.fail(key, tr("is not a list of numbers"));
    return value.get<double>();
}

LearnProgress read_progress(const JsonReader& reader, int size) {
    LearnProgress progress;
    progress.steps = reader.integer64("steps", 0, kMaxSteps);
    progress.bias = reader.number("bias", -kMaxLoss, kMaxLoss);
    progress.loss = reader.number("loss", 0, kMaxLoss);
    const ParsedJson& values = reader.array("values");
    if (values.size() != static_cast<std::size_t>(size) * static_cast<std::size_t>(size))
        reader.fail("values", tr("does not have as many values as the filter"));
    progress.values.reserve(values.size());
    for (const ParsedJson& value : values) progress.values.push_back(finite_number(reader, "values", value));
    const ParsedJson& history = reader.array("history");
    if (history.size() % 2 != 0 || history.size() > 2 * FilterLearner::kMaxLossPoints)
        reader.fail("history", tr("is not a list of steps and losses"));
    progress.history.reserve(history.size() / 2);
    for (std::size_t i = 0; i + 1 < history.size(); i += 2) {
        const std::optional<std::int64_t> step = integer_within(history[i], 0, progress.steps);
        const bool is_ascending = step && (progress.history.empty() || *step > progress.history.back().step);
        if (!is_ascending) reader.fail("history", tr("has step numbers that do not increase"));
        progress.history.push_back({*step, finite_number(reader, "history", history[i + 1])});
    }
    return progress;
}

}  // namespace

Json learning_json(const LabLearning& learning) {
    Json json{{"target", learn_name(kLearnTargetNames, learning.target)},
              {"preset", learning.preset},
              {"revealed", learning.revealed},
              {"own", to_json(learning.own)},
              {"start", learn_name(kLearnStartNames, learning.options.start)},
              {"seed", learning.options.seed % kMaxSeed},
              {"subtract_mean", learning.options.subtract_mean},
              {"rate", learning.options.relative_rate},
              {"steps_per_frame", learning.steps_per_frame},
              {"gradient", learning.shows_gradient}};
    if (const auto progress = progress_of(learning)) json["progress"] = progress_json(*progress);
    return json;
}

LabLearning read_learning(const JsonReader& reader) {
    LabLearning learning;
    learning.target = static_cast<LearnTarget>(reader.one_of("target", kLearnTargetNames));
    learning.preset = reader.text("preset");
    if (find_preset(learning.preset) == nullptr || find_preset(learning.preset)->kernel.size != 3)
        reader.fail("preset", tr("is not a filter of 3 x 3 values"));
    learning.revealed = reader.boolean("revealed");
    learning.own = read_lab_filter(reader.object("own"));
    learning.options.start = static_cast<LearnStart>(reader.one_of("start", std::span(kLearnStartNames).first(2)));
    learning.options.seed = static_cast<std::uint64_t>(reader.integer("seed", 0, kMaxSeed));
    learning.options.subtract_mean = reader.boolean("subtract_mean");
    learning.options.relative_rate = reader.number("rate", kMinRelativeRate, kMaxRelativeRate);
    learning.steps_per_frame = reader.integer("steps_per_frame", 1, kMaxStepsPerFrame);
    learning.shows_gradient = reader.boolean("gradient");
    if (reader.has("progress")) learning.kept = read_progress(reader.object("progress"), learning.size());
    return learning;
}

}  // namespace convscope
