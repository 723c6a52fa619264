// The values of a model's answer, and of its answers to the moved input.
#include <algorithm>
#include <array>
#include <utility>

#include "app/lesson/values/class_slugs.h"
#include "app/lesson/values/value_source.h"
#include "core/base/text/translation.h"
#include "core/nn/attribution/shift_map.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

using Value = std::optional<LessonValue>;

const nn::Model& model_of(ValueSource& source) {
    return *source.document().network.model.model;
}

/// The ranked classes with the edits and paint, or without them.
std::vector<nn::RankedClass> ranked(ValueSource& source, bool is_trained) {
    const NetworkState* state = source.network();
    if (state == nullptr) return {};
    const nn::Model& model = model_of(source);
    if (!nn::gives_ranking(model)) {
        source.missing(tr("the model has no classes"));
        return {};
    }
    const nn::Trace& trace = is_trained ? state->trained : state->trace;
    return nn::ranked_classes(model, trace.layer(model.outputs().front()).values);
}

template <bool is_trained, std::size_t place>
Value class_at(ValueSource& source, NameParts) {
    const std::vector<nn::RankedClass> classes = ranked(source, is_trained);
    if (place >= classes.size()) return std::nullopt;
    return nn::data_label(model_of(source), classes[place].index);
}

template <bool is_trained>
Value probability(ValueSource& source, NameParts) {
    const std::vector<nn::RankedClass> classes = ranked(source, is_trained);
    return classes.empty() ? std::nullopt : Value(double{classes.front().value});
}

Value class_probability(ValueSource& source, NameParts parts) {
    const std::vector<nn::RankedClass> classes = ranked(source, false);
    if (classes.empty()) return std::nullopt;
    const auto index = class_index(model_of(source), parts[0]);
    const auto found = std::ranges::find_if(classes, [&](const nn::RankedClass& ranked_class) {
        return index && ranked_class.index == static_cast<std::size_t>(*index);
    });
    return found == classes.end() ? source.missing(tr("the model has no class \"{}\"", parts[0]))
                                  : Value(double{found->value});
}

/// The answers to the input moved by up to one pixel; empty if there is no answer.
std::optional<nn::ShiftMap> shifts(ValueSource& source) {
    const std::vector<nn::RankedClass> classes = ranked(source, false);
    if (classes.empty()) return std::nullopt;
    if (source.document().network.takes_numbers(0)) return source.missing(tr("the model's input is no picture"));
    const nn::Model& model = model_of(source);
    std::vector<std::span<const float>> inputs;
    for (const int node : model.inputs()) inputs.emplace_back(source.network()->trace.layer(node).values);
    return nn::shift_map(model, source.document().network.edits, inputs,
                         static_cast<std::int64_t>(classes.front().index), 1);
}

/// Row and column of a direction in a shift map of radius 1.
std::optional<std::pair<int, int>> direction(ValueSource& source, NameParts parts) {
    constexpr std::array<std::string_view, 4> kDirections{"left", "right", "up", "down"};
    constexpr std::array<std::pair<int, int>, 4> kPlaces{{{1, 0}, {1, 2}, {0, 1}, {2, 1}}};
    const auto* const found = std::ranges::find(kDirections, std::string_view(parts[0]));
    if (found == kDirections.end()) return source.missing(tr("the directions are left, right, up and down"));
    return kPlaces.at(static_cast<std::size_t>(found - kDirections.begin()));
}

Value shifted_probability(ValueSource& source, NameParts parts) {
    const auto place = direction(source, parts);
    const auto map = place ? shifts(source) : std::nullopt;
    return map ? Value(double{map->answer.row(place->first)[place->second]}) : std::nullopt;
}

Value shifted_class(ValueSource& source, NameParts parts) {
    const auto place = direction(source, parts);
    const auto map = place ? shifts(source) : std::nullopt;
    if (!map) return std::nullopt;
    const std::int64_t winner = map->winners.at(static_cast<std::size_t>(place->first * 3 + place->second));
    return nn::data_label(model_of(source), static_cast<std::size_t>(winner));
}

Value worst_shift(ValueSource& source, NameParts) {
    const auto map = shifts(source);
    if (!map) return std::nullopt;
    double lowest = map->answer.row(0)[0];
    for (int row = 0; row < 3; ++row)
        for (int col = 0; col < 3; ++col)
            if (row != 1 || col != 1) lowest = std::min(lowest, double{map->answer.row(row)[col]});
    return lowest;
}

constexpr double kFashionBytes = 60'000.0 * 28 * 28;

constexpr std::array kRules{
    ValueRule{"answer.class", class_at<false, 0>},
    ValueRule{"answer.probability", probability<false>},
    ValueRule{"answer.second", class_at<false, 1>},
    ValueRule{"trained.class", class_at<true, 0>},
    ValueRule{"trained.probability", probability<true>},
    ValueRule{"class.@.probability", class_probability},
    ValueRule{"shift.worst.probability", worst_shift},
    ValueRule{"shift.@.probability", shifted_probability},
    ValueRule{"shift.@.class", shifted_class},
    ValueRule{"fashion.bytes", [](ValueSource&, NameParts) -> Value { return kFashionBytes; }},
};

}  // namespace

std::span<const ValueRule> answer_rules() {
    return kRules;
}

}  // namespace convscope
