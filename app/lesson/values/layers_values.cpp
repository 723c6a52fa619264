// The values of Layers: the model, its layers and maps, and the arithmetic of one value.
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <system_error>

#include "app/lesson/values/value_source.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

using Value = std::optional<LessonValue>;

const nn::Model* model_of(ValueSource& source) {
    const auto& model = source.document().network.model.model;
    if (!model) source.missing(tr("no model is open"));
    return model.get();
}

/// The shown layer's node.
std::optional<int> shown_layer(ValueSource& source) {
    const nn::Model* model = model_of(source);
    if (model == nullptr) return std::nullopt;
    return std::clamp(source.document().network_view.layer, 0, model->size() - 1);
}

/// The layer that the name has.
std::optional<int> named_layer(ValueSource& source, NameParts parts) {
    const nn::Model* model = model_of(source);
    if (model == nullptr) return std::nullopt;
    const std::optional<int> node = model->find(parts[0]);
    return node ? node : source.missing(tr("the model has no layer \"{}\"", parts[0]));
}

double rows(const nn::Model& model, int node) {
    return static_cast<double>(model.node(node).shape.rows());
}
double columns(const nn::Model& model, int node) {
    return static_cast<double>(model.node(node).shape.cols());
}
double maps(const nn::Model& model, int node) {
    return static_cast<double>(model.node(node).shape.channels());
}
double values(const nn::Model& model, int node) {
    return static_cast<double>(model.node(node).shape.count());
}
double parameters(const nn::Model& model, int node) {
    return static_cast<double>(nn::parameter_count(model.node(node)));
}
double share(const nn::Model& model, int node) {
    return parameters(model, node) / static_cast<double>(nn::parameter_count(model));
}

template <double (*part)(const nn::Model&, int)>
Value of_named(ValueSource& source, NameParts parts) {
    const std::optional<int> node = named_layer(source, parts);
    return node ? Value(part(*model_of(source), *node)) : std::nullopt;
}

template <double (*part)(const nn::Model&, int)>
Value of_shown(ValueSource& source, NameParts) {
    const std::optional<int> node = shown_layer(source);
    return node ? Value(part(*model_of(source), *node)) : std::nullopt;
}

Value layer_name(ValueSource& source, NameParts) {
    const std::optional<int> node = shown_layer(source);
    return node ? Value(model_of(source)->node(*node).name) : std::nullopt;
}

Value model_parameters(ValueSource& source, NameParts) {
    const nn::Model* model = model_of(source);
    return model == nullptr ? std::nullopt : Value(static_cast<double>(nn::parameter_count(*model)));
}

Value model_layers(ValueSource& source, NameParts) {
    const nn::Model* model = model_of(source);
    if (model == nullptr) return std::nullopt;
    return static_cast<double>(model->size() - std::ssize(model->inputs()));
}

Value model_bytes(ValueSource& source, NameParts) {
    const OpenModel& model = source.document().network.model;
    if (!model.model) return source.missing(tr("no model is open"));
    const std::filesystem::path file =
        model.is_sample ? source.assets() / "models" / (model.file.string() + ".h5") : model.file;
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    return error ? source.missing(tr("the model's file cannot be found")) : Value(static_cast<double>(size));
}

/// Of the 60,000 pictures from which the program's models have learned.
Value bytes_per_picture(ValueSource& source, NameParts parts) {
    constexpr double kPictures = 60'000;
    const Value bytes = model_bytes(source, parts);
    return bytes ? Value(std::get<double>(*bytes) / kPictures) : std::nullopt;
}

/// CRC-32 over all weights, in the order of the layers.
Value model_checksum(ValueSource& source, NameParts) {
    const nn::Model* model = model_of(source);
    if (model == nullptr) return std::nullopt;
    const nn::Model edited = nn::applied(*model, source.document().network.edits);
    uLong sum = crc32(0, nullptr, 0);
    for (const nn::Node& node : edited.nodes())
        for (const nn::SharedTensor& weight : node.weights)
            sum = crc32_z(sum, reinterpret_cast<const Bytef*>(weight->values.data()),
                          weight->values.size() * sizeof(float));
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%08lx", sum);
    return std::string(text.data());
}

/// The shown layer's row of the summary.
template <class Part>
Value of_summary(ValueSource& source, const Part& part) {
    const std::optional<int> node = shown_layer(source);
    if (!node) return std::nullopt;
    const nn::Summary summary = nn::summarise(*model_of(source));
    const auto row = std::ranges::find(summary.rows, *node, &nn::SummaryRow::node);
    return row == summary.rows.end() ? source.missing(tr("the input has no such value; write layer before"))
                                     : part(*row);
}

template <class Part>
Value of_field(ValueSource& source, const Part& part) {
    return of_summary(source, [&](const nn::SummaryRow& row) -> Value {
        return row.field ? part(*row.field)
                         : source.missing(tr("the layer has no receptive field of rows and columns"));
    });
}

Value field_stride(ValueSource& source, NameParts) {
    return of_field(source, [&](const nn::ReceptiveField& field) -> Value {
        return field.row_stride ? Value(*field.row_stride) : source.missing(tr("the fields have no common distance"));
    });
}

/// The trace of the shown layer.
const nn::LayerTrace* trace_of_layer(ValueSource& source) {
    const std::optional<int> node = shown_layer(source);
    const NetworkState* state = node ? source.network() : nullptr;
    return state == nullptr ? nullptr : &state->trace.layer(*node);
}

Value dead_maps(ValueSource& source, NameParts) {
    const nn::LayerTrace* layer = trace_of_layer(source);
    if (layer == nullptr) return std::nullopt;
    return static_cast<double>(std::ranges::count_if(layer->channels, &nn::ChannelFigures::is_dead));
}

Value ablated_maps(ValueSource& source, NameParts) {
    const std::optional<int> node = shown_layer(source);
    if (!node) return std::nullopt;
    return static_cast<double>(nn::ablated(source.document().network.edits, *node).size());
}

Value largest_map(ValueSource& source, NameParts) {
    const nn::LayerTrace* layer = trace_of_layer(source);
    if (layer == nullptr) return std::nullopt;
    const auto largest = std::ranges::max_element(layer->channels, {},
                                                  [](const nn::ChannelFigures& figures) { return figures.range.high; });
    return static_cast<double>(largest - layer->channels.begin());
}

template <class Part>
Value of_map(ValueSource& source, const Part& part) {
    const nn::LayerTrace* layer = trace_of_layer(source);
    if (layer == nullptr) return std::nullopt;
    const std::int64_t map = source.document().network_view.channel;
    if (map < 0 || map >= std::ssize(layer->channels)) return source.missing(tr("the layer has no such map"));
    return double{part(layer->channels[static_cast<std::size_t>(map)])};
}

template <std::int64_t nn::Position::*member>
Value pinned_place(ValueSource& source, NameParts) {
    const auto& pin = source.document().network_view.pinned;
    return pin ? Value(static_cast<double>((*pin).*member)) : source.missing(tr("no value of the layer is pinned"));
}

template <class Part>
Value of_explanation(ValueSource& source, const Part& part) {
    const nn::Explanation* explanation = source.explanation();
    return explanation == nullptr ? std::nullopt : Value(static_cast<double>(part(*explanation)));
}

Value arithmetic_count(ValueSource& source, NameParts) {
    return of_explanation(source, [](const nn::Explanation& e) {
        std::size_t count = e.terms.size();
        for (const nn::ChannelTerms& channel : e.channels) count += channel.products.size();
        return count;
    });
}

Value arithmetic_total(ValueSource& source, NameParts) {
    return of_explanation(source, [](const nn::Explanation& e) { return e.sum - e.bias; });
}

Value channel_sum(ValueSource& source, NameParts parts) {
    const nn::Explanation* explanation = source.explanation();
    if (explanation == nullptr) return std::nullopt;
    const auto channel = std::ranges::find(explanation->channels, number_of_part(parts[0]), &nn::ChannelTerms::channel);
    return channel == explanation->channels.end() ? source.missing(tr("the layer before has no such map"))
                                                  : Value(channel->sum);
}

/// The index of the tap that the name has, if the layer before has one map.
std::optional<std::size_t> tap_of(ValueSource& source, NameParts parts) {
    const nn::Explanation* explanation = source.explanation();
    if (explanation == nullptr) return std::nullopt;
    if (explanation->channels.size() != 1) return source.missing(tr("the layer before does not have one map"));
    const std::int64_t row = number_of_part(parts[0]), col = number_of_part(parts[1]);
    if (row < 0 || col < 0 || row >= explanation->kernel_rows || col >= explanation->kernel_cols)
        return source.missing(tr("row or column is outside the window"));
    return static_cast<std::size_t>(row * explanation->kernel_cols + col);
}

template <auto member>
Value of_tap(ValueSource& source, NameParts parts) {
    const std::optional<std::size_t> tap = tap_of(source, parts);
    return tap ? Value(double{(source.explanation()->channels.front().*member)[*tap]}) : std::nullopt;
}

constexpr std::array kRules{
    ValueRule{"input.name",
              [](ValueSource& source, NameParts) -> Value { return source.document().network.input.name(); }},
    ValueRule{"model.parameters", model_parameters},
    ValueRule{"model.layers", model_layers},
    ValueRule{"model.bytes", model_bytes},
    ValueRule{"model.bytes_per_picture", bytes_per_picture},
    ValueRule{"model.checksum", model_checksum},
    ValueRule{"model.@.rows", of_named<rows>},
    ValueRule{"model.@.columns", of_named<columns>},
    ValueRule{"model.@.maps", of_named<maps>},
    ValueRule{"model.@.values", of_named<values>},
    ValueRule{"model.@.parameters", of_named<parameters>},
    ValueRule{"model.@.share", of_named<share>},
    ValueRule{"layer.name", layer_name},
    ValueRule{"layer.rows", of_shown<rows>},
    ValueRule{"layer.columns", of_shown<columns>},
    ValueRule{"layer.maps", of_shown<maps>},
    ValueRule{"layer.values", of_shown<values>},
    ValueRule{"layer.parameters", of_shown<parameters>},
    ValueRule{"layer.share", of_shown<share>},
    ValueRule{"layer.multiply_adds",
              [](ValueSource& source, NameParts) {
                  return of_summary(source, [](const nn::SummaryRow& row) -> Value {
                      return static_cast<double>(row.multiply_adds);
                  });
              }},
    ValueRule{"layer.dead", dead_maps},
    ValueRule{"layer.ablated", ablated_maps},
    ValueRule{"layer.largest_map", largest_map},
    ValueRule{"field.rows",
              [](ValueSource& source, NameParts) {
                  return of_field(source, [](const nn::ReceptiveField& f) -> Value { return double(f.rows); });
              }},
    ValueRule{"field.columns",
              [](ValueSource& source, NameParts) {
                  return of_field(source, [](const nn::ReceptiveField& f) -> Value { return double(f.cols); });
              }},
    ValueRule{"field.stride", field_stride},
    ValueRule{"map.number",
              [](ValueSource& source, NameParts) -> Value { return double(source.document().network_view.channel); }},
    ValueRule{"map.min",
              [](ValueSource& source, NameParts) {
                  return of_map(source, [](const nn::ChannelFigures& figures) { return figures.range.low; });
              }},
    ValueRule{"map.max",
              [](ValueSource& source, NameParts) {
                  return of_map(source, [](const nn::ChannelFigures& figures) { return figures.range.high; });
              }},
    ValueRule{"map.mean",
              [](ValueSource& source, NameParts) {
                  return of_map(source, [](const nn::ChannelFigures& figures) { return figures.mean; });
              }},
    ValueRule{"map.zeros",
              [](ValueSource& source, NameParts) {
                  return of_map(source, [](const nn::ChannelFigures& figures) { return figures.zeros; });
              }},
    ValueRule{"arithmetic.row", pinned_place<&nn::Position::row>},
    ValueRule{"arithmetic.column", pinned_place<&nn::Position::col>},
    ValueRule{"arithmetic.count", arithmetic_count},
    ValueRule{"arithmetic.neighbour.#.#", of_tap<&nn::ChannelTerms::window>},
    ValueRule{"arithmetic.filter.#.#", of_tap<&nn::ChannelTerms::kernel>},
    ValueRule{"arithmetic.product.#.#", of_tap<&nn::ChannelTerms::products>},
    ValueRule{"arithmetic.channel.#", channel_sum},
    ValueRule{"arithmetic.total", arithmetic_total},
    ValueRule{"arithmetic.terms", arithmetic_total},
    ValueRule{"arithmetic.bias",
              [](ValueSource& source, NameParts) {
                  return of_explanation(source, [](const nn::Explanation& e) { return e.bias; });
              }},
    ValueRule{"arithmetic.sum",
              [](ValueSource& source, NameParts) {
                  return of_explanation(source, [](const nn::Explanation& e) { return e.sum; });
              }},
    ValueRule{"arithmetic.activated",
              [](ValueSource& source, NameParts) {
                  return of_explanation(source, [](const nn::Explanation& e) { return e.value; });
              }},
};

}  // namespace

std::span<const ValueRule> layers_rules() {
    return kRules;
}

}  // namespace convscope
