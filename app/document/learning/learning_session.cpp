#include "app/document/learning/learning_session.h"

#include <string>

#include "core/filter/presets.h"

namespace convscope {

namespace {

constexpr int kMaxSeed = 1 << 30;

std::string learn_name(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

}  // namespace

Json learning_json(const LabLearning& learning) {
    return {{"open", learning.open},
            {"target", learn_name(kLearnTargetNames, learning.target)},
            {"preset", learning.preset},
            {"revealed", learning.revealed},
            {"own", to_json(learning.own)},
            {"start", learn_name(kLearnStartNames, learning.options.start)},
            {"seed", learning.options.seed % kMaxSeed},
            {"subtract_mean", learning.options.subtract_mean},
            {"rate", learning.options.relative_rate},
            {"steps_per_frame", learning.steps_per_frame},
            {"gradient", learning.shows_gradient}};
}

LabLearning read_learning(const JsonReader& reader) {
    LabLearning learning;
    learning.open = reader.boolean("open");
    learning.target = static_cast<LearnTarget>(reader.one_of("target", kLearnTargetNames));
    learning.preset = reader.text("preset");
    if (find_preset(learning.preset) == nullptr || find_preset(learning.preset)->kernel.size != 3)
        reader.fail("preset", "is not a filter of 3 x 3 values");
    learning.revealed = reader.boolean("revealed");
    learning.own = read_lab_filter(reader.object("own"));
    learning.options.start = static_cast<LearnStart>(reader.one_of("start", std::span(kLearnStartNames).first(2)));
    learning.options.seed = static_cast<std::uint64_t>(reader.integer("seed", 0, kMaxSeed));
    learning.options.subtract_mean = reader.boolean("subtract_mean");
    learning.options.relative_rate = reader.number("rate", kMinRelativeRate, kMaxRelativeRate);
    learning.steps_per_frame = reader.integer("steps_per_frame", 1, kMaxStepsPerFrame);
    learning.shows_gradient = reader.boolean("gradient");
    return learning;
}

}  // namespace convscope
