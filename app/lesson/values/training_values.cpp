// The values of Training: its settings, the network that it builds, and the run.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/lesson/values/value_source.h"
#include "app/lesson/words/arguments.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

using Value = std::optional<LessonValue>;

const Training& settings(ValueSource& source) {
    return source.document().training;
}

template <class Part>
Value of_plan(ValueSource& source, const Part& part) {
    const PlannedNetwork* planned = source.planned();
    return planned == nullptr ? std::nullopt : Value(static_cast<double>(part(*planned)));
}

Value parameters(ValueSource& source, NameParts) {
    const auto& model = source.document().network.model.model;
    if (settings(source).origin == NetworkOrigin::open_model && model)
        return static_cast<double>(nn::parameter_count(*model));
    const PlannedNetwork* planned = source.planned();
    if (planned == nullptr) return std::nullopt;
    if (planned->outline.fault) return source.missing(planned->outline.fault->sentence);
    return static_cast<double>(planned->outline.parameters);
}

Value steps_per_epoch(ValueSource& source, NameParts) {
    const std::int64_t batch = settings(source).options.batch;
    return of_plan(source, [batch](const PlannedNetwork& p) { return (p.pictures + batch - 1) / batch; });
}

/// The layer of the planned network that the name has.
const nn::PlannedLayer* layer_of(ValueSource& source, NameParts parts) {
    const PlannedNetwork* planned = source.planned();
    if (planned == nullptr) return nullptr;
    const auto found = std::ranges::find(planned->outline.layers, parts[0], &nn::PlannedLayer::name);
    if (found != planned->outline.layers.end()) return &*found;
    source.missing(tr("the network has no layer \"{}\"", parts[0]));
    return nullptr;
}

template <class Part>
Value of_layer(ValueSource& source, NameParts parts, const Part& part) {
    const nn::PlannedLayer* layer = layer_of(source, parts);
    return layer == nullptr ? std::nullopt : Value(static_cast<double>(part(*layer)));
}

Value layer_share(ValueSource& source, NameParts parts) {
    const nn::PlannedLayer* layer = layer_of(source, parts);
    if (layer == nullptr) return std::nullopt;
    return static_cast<double>(layer->parameters) / static_cast<double>(source.planned()->outline.parameters);
}

template <class Part>
Value of_run(ValueSource& source, const Part& part) {
    if (!source.run()) return source.missing(tr("nothing has been trained yet"));
    const std::optional<double> value = part(*source.run());
    return value ? Value(*value) : source.missing(tr("the run has no such value yet"));
}

std::optional<double> difference(const std::optional<double>& a, const std::optional<double>& b) {
    if (!a || !b) return std::nullopt;
    return *a - *b;
}

Value activation(ValueSource& source, NameParts) {
    return std::string(nn::kActivationKindNames.at(static_cast<std::size_t>(settings(source).network.activation)));
}

Value experiment(ValueSource& source, NameParts) {
    const std::string& key = source.document().training_view.experiment;
    return key.empty() ? std::string("none") : key;
}

constexpr std::array kRules{
    ValueRule{"training.classes",
              [](ValueSource& source, NameParts) {
                  return of_plan(source, [](const PlannedNetwork& p) { return p.classes; });
              }},
    ValueRule{"training.guess",
              [](ValueSource& source, NameParts) {
                  return of_plan(source, [](const PlannedNetwork& p) { return 1.0 / static_cast<double>(p.classes); });
              }},
    ValueRule{"training.guess_loss",
              [](ValueSource& source, NameParts) {
                  return of_plan(source,
                                 [](const PlannedNetwork& p) { return std::log(static_cast<double>(p.classes)); });
              }},
    ValueRule{"training.parameters", parameters},
    ValueRule{"training.pictures",
              [](ValueSource& source, NameParts) {
                  return of_plan(source, [](const PlannedNetwork& p) { return p.pictures; });
              }},
    ValueRule{"training.steps_per_epoch", steps_per_epoch},
    ValueRule{"network.@.rows",
              [](ValueSource& source, NameParts parts) {
                  return of_layer(source, parts, [](const nn::PlannedLayer& layer) { return layer.shape.rows(); });
              }},
    ValueRule{"network.@.columns",
              [](ValueSource& source, NameParts parts) {
                  return of_layer(source, parts, [](const nn::PlannedLayer& layer) { return layer.shape.cols(); });
              }},
    ValueRule{"network.@.maps",
              [](ValueSource& source, NameParts parts) {
                  return of_layer(source, parts, [](const nn::PlannedLayer& layer) { return layer.shape.channels(); });
              }},
    ValueRule{"network.@.values",
              [](ValueSource& source, NameParts parts) {
                  return of_layer(source, parts, [](const nn::PlannedLayer& layer) { return layer.shape.count(); });
              }},
    ValueRule{"network.@.parameters",
              [](ValueSource& source, NameParts parts) {
                  return of_layer(source, parts, [](const nn::PlannedLayer& layer) { return layer.parameters; });
              }},
    ValueRule{"network.@.share", layer_share},
    ValueRule{"settings.dataset",
              [](ValueSource& source, NameParts) -> Value {
                  return hyphenated(kTrainingSourceNames.at(static_cast<std::size_t>(settings(source).source)));
              }},
    ValueRule{"settings.convolutions",
              [](ValueSource& source, NameParts) -> Value { return double(settings(source).network.convolutions); }},
    ValueRule{"settings.filters",
              [](ValueSource& source, NameParts) -> Value { return double(settings(source).network.filters); }},
    ValueRule{"settings.kernel_size",
              [](ValueSource& source, NameParts) -> Value { return double(settings(source).network.kernel); }},
    ValueRule{"settings.activation", activation},
    ValueRule{"settings.dropout",
              [](ValueSource& source, NameParts) -> Value { return settings(source).network.dropout; }},
    ValueRule{"settings.images",
              [](ValueSource& source, NameParts) -> Value { return double(settings(source).options.images); }},
    ValueRule{"settings.epochs",
              [](ValueSource& source, NameParts) -> Value { return double(settings(source).options.epochs); }},
    ValueRule{"settings.batch",
              [](ValueSource& source, NameParts) -> Value { return double(settings(source).options.batch); }},
    ValueRule{"settings.rate", [](ValueSource& source, NameParts) -> Value { return settings(source).options.rate; }},
    ValueRule{"settings.start",
              [](ValueSource& source, NameParts) -> Value {
                  return hyphenated(kTrainingStartNames.at(static_cast<std::size_t>(settings(source).start)));
              }},
    ValueRule{"settings.experiment", experiment},
    ValueRule{"training.steps",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return std::optional(double(run.steps)); });
              }},
    ValueRule{"training.epochs",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return std::optional(double(run.epochs)); });
              }},
    ValueRule{"training.accuracy",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return std::optional(run.accuracy); });
              }},
    ValueRule{"training.loss",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return std::optional(run.loss); });
              }},
    ValueRule{"training.validation_accuracy",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return run.validation_accuracy; });
              }},
    ValueRule{"training.validation_loss",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return run.validation_loss; });
              }},
    ValueRule{"training.test_accuracy",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return run.test_accuracy; });
              }},
    ValueRule{"training.never_active",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return run.never_active; });
              }},
    ValueRule{"training.gap",
              [](ValueSource& source, NameParts) {
                  return of_run(source,
                                [](const RunFacts& run) { return difference(run.accuracy, run.validation_accuracy); });
              }},
    ValueRule{"training.gap_loss",
              [](ValueSource& source, NameParts) {
                  return of_run(source, [](const RunFacts& run) { return difference(run.validation_loss, run.loss); });
              }},
};

}  // namespace

std::span<const ValueRule> training_rules() {
    return kRules;
}

}  // namespace convscope
