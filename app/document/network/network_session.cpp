#include "app/document/network/network_session.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "app/document/file_reference.h"
#include "app/document/network/feeds_json.h"
#include "app/document/network/view/answer_json.h"
#include "app/document/network/view/dataset_view_json.h"
#include "app/document/network/view/draw_json.h"
#include "app/document/network/view/journey_json.h"
#include "app/document/network/view/why_json.h"
#include "core/base/text/translation.h"
#include "core/nn/input/brush.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kMaxIndex = 1 << 30;
constexpr int kMaxPixel = 1 << 24;

std::string name_of(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

Json to_json(const SparseValues& values) {
    return {{"indices", values.indices}, {"values", values.values}};
}

/// The values of `tensor` that differ from `base`, with their indices.
SparseValues differences(const nn::Tensor& tensor, const nn::Tensor& base) {
    SparseValues changes;
    for (std::size_t i = 0; i < tensor.values.size(); ++i) {
        if (nn::same_value(tensor.values[i], base.values[i])) continue;
        changes.indices.push_back(static_cast<std::int64_t>(i));
        changes.values.push_back(tensor.values[i]);
    }
    return changes;
}

SparseValues painted(const nn::Tensor& paint) {
    SparseValues values;
    for (std::size_t i = 0; i < paint.values.size(); ++i) {
        if (std::isnan(paint.values[i])) continue;
        values.indices.push_back(static_cast<std::int64_t>(i));
        values.values.push_back(paint.values[i]);
    }
    return values;
}

std::vector<std::int64_t> read_indices(const JsonReader& reader, std::string_view key) {
    std::vector<std::int64_t> indices;
    for (const ParsedJson& value : reader.array(key)) {
        if (!value.is_number_integer() || value.get<double>() < 0 ||
            value.get<double>() >= static_cast<double>(nn::kMaxTensorValues))
            reader.fail(key, tr("holds something that is not an index"));
        indices.push_back(value.get<std::int64_t>());
    }
    return indices;
}

SparseValues read_sparse(const JsonReader& reader) {
    SparseValues values{.indices = read_indices(reader, "indices"), .values = {}};
    for (const ParsedJson& value : reader.array("values")) {
        if (!value.is_number() || !(std::fabs(value.get<double>()) <= kMaxFilterValue))
            reader.fail("values", tr("holds something that is not a number between {} and {}", -kMaxFilterValue,
                                     kMaxFilterValue));
        values.values.push_back(value.get<float>());
    }
    if (values.indices.size() != values.values.size())
        reader.fail("values", tr("does not have the length of \"indices\""));
    return values;
}

/// A reader of the object at `index` of a list; errors name the object "network.<list>.<index>".
JsonReader entry(const JsonReader& reader, std::string_view key, std::size_t index) {
    const ParsedJson& json = reader.array(key)[index];
    if (!json.is_object()) reader.fail(key, tr("entry {} is not an object", index));
    return {json, reader.file(), fmt::format("network.{}.{}.", key, index)};
}

Json input_json(const NetworkInput& input, const fs::path& session) {
    Json json{{"source", name_of(kInputSourceNames, input.source)},
              {"brightness", input.brightness},
              {"number", input.number}};
    if (input.source != InputSource::drawing)
        json["place"] =
            file_reference_json(input.file, input.source == InputSource::sample, session, tr("the input's picture"));
    if (input.crop) json["crop"] = {input.crop->row, input.crop->col, input.crop->rows, input.crop->cols};
    if (input.paint) json["paint"] = to_json(painted(*input.paint));
    return json;
}

NetworkInput read_input(const JsonReader& reader, const fs::path& session) {
    NetworkInput input{
        .source = static_cast<InputSource>(reader.one_of("source", kInputSourceNames)),
        .number = reader.integer("number", 0, kMaxIndex),
        .brightness = static_cast<float>(reader.number("brightness", -nn::kMaxBrightness, nn::kMaxBrightness))};
    if (input.source != InputSource::drawing) {
        bool is_sample = false;
        input.file = read_file_reference(reader.object("place"), session, is_sample);
        if (is_sample != (input.source == InputSource::sample)) reader.fail("place", tr("does not fit \"source\""));
    }
    if (reader.has("crop")) {
        const std::vector<std::int64_t> crop = read_indices(reader, "crop");
        if (crop.size() != 4 || crop[2] < 1 || crop[3] < 1)
            reader.fail("crop", tr("is not a list of row, column, rows, columns"));
        for (const std::int64_t value : crop)
            if (value > kMaxPixel) reader.fail("crop", tr("is not within {} rows and columns", kMaxPixel));
        input.crop = PixelRect{static_cast<int>(crop[0]), static_cast<int>(crop[1]), static_cast<int>(crop[2]),
                               static_cast<int>(crop[3])};
    }
    return input;
}

Json position_json(const nn::Position& at) {
    return {at.row, at.col};
}

std::optional<nn::Position> read_position(const JsonReader& reader, std::string_view key) {
    if (!reader.has(key)) return std::nullopt;
    const std::vector<std::int64_t> at = read_indices(reader, key);
    if (at.size() != 2) reader.fail(key, tr("is not a list of row, column"));
    return nn::Position{at[0], at[1], 0};
}

Json view_json(const Document& document) {
    const NetworkView& view = document.network_view;
    const nn::Model& model = *document.network.model.model;
    Json json{
        {"page", name_of(kNetworkPageNames, view.page)},
        {"layer", model.node(std::clamp(view.layer, 0, model.size() - 1)).name},
        {"channel", view.channel},
        {"kernel_channel", view.kernel_channel},
        {"show_filters", view.show_filters},
        {"order", name_of(kMapOrderNames, view.order)},
        {"range", name_of(kMapRangeNames, view.range)},
        {"colours", name_of(kColourMapNames, view.colour_map)},
        {"brush", {{"radius", view.brush}, {"ink", view.ink}}},
        {"draw", draw_json(view.draw)},
        {"player", {{"active", view.player.active}, {"position", view.player.position}, {"speed", view.player.speed}}}};
    json["why"] = why_json(view);
    put_journey(view, json);
    if (!view.input.empty()) json["input"] = view.input;
    json["dataset"] = dataset_view_json(view.dataset);
    if (view.second) json["second"] = *view.second;
    if (view.pinned) json["pinned"] = position_json(*view.pinned);
    if (view.pinned_input) json["pinned_input"] = position_json(*view.pinned_input);
    put_classes(view, json);
    return json;
}

NetworkView read_view(const JsonReader& reader) {
    NetworkView view;
    view.page = static_cast<NetworkPage>(reader.one_of("page", kNetworkPageNames));
    view.channel = reader.integer("channel", 0, kMaxIndex);
    view.kernel_channel = reader.integer("kernel_channel", 0, kMaxIndex);
    view.show_filters = reader.boolean("show_filters");
    view.order = static_cast<MapOrder>(reader.one_of("order", kMapOrderNames));
    view.range = static_cast<MapRange>(reader.one_of("range", kMapRangeNames));
    view.colour_map = static_cast<ColourMap>(reader.one_of("colours", kColourMapNames));
    const JsonReader player = reader.object("player");
    view.player.active = player.boolean("active");
    view.player.position = player.number("position", 0, kMaxIndex);
    view.player.speed = player.number("speed", 0, 1);
    if (reader.has("brush")) {
        const JsonReader brush = reader.object("brush");
        view.brush = static_cast<float>(brush.number("radius", nn::kMinBrush, nn::kMaxBrush));
        view.ink = static_cast<float>(brush.number("ink", 0, 255));
    }
    if (reader.has("why")) read_why(reader.object("why"), view);
    view.draw = read_draw(reader);
    read_journey(reader, view);
    if (reader.has("input")) view.input = reader.text("input");
    if (reader.has("dataset")) view.dataset = read_dataset_view(reader.object("dataset"));
    if (reader.has("second")) view.second = reader.integer("second", 0, kMaxIndex);
    view.pinned = read_position(reader, "pinned");
    view.pinned_input = read_position(reader, "pinned_input");
    read_classes(reader, view);
    return view;
}

/// Throws for a draft that does not fit its model.
[[noreturn]] void fail(const std::string& file, const std::string& fault) {
    throw LoadError(file, fault, tr("open it with the model that it was saved with"));
}

int node_named(const nn::Model& model, const std::string& name, const std::string& file) {
    const std::optional<int> node = model.find(name);
    if (!node) fail(file, tr("changes layer \"{}\", which the model does not have", name));
    return *node;
}

void put_values(const SparseValues& changes, nn::Tensor& tensor, const std::string& file, const std::string& what) {
    for (std::size_t i = 0; i < changes.indices.size(); ++i) {
        if (changes.indices[i] >= tensor.shape.count())
            fail(file, tr("changes value {} of {}, which has {}", changes.indices[i], what, tensor.shape.count()));
        tensor.values[static_cast<std::size_t>(changes.indices[i])] = changes.values[i];
    }
}

nn::Edits edits_of(const NetworkDraft& draft, const nn::Model& model, const std::string& file) {
    nn::Edits edits;
    for (const NetworkDraft::Weight& change : draft.weights) {
        const int node = node_named(model, change.layer, file);
        const std::vector<nn::WeightSpec> specs = model.node(node).layer->weights(model.input_shapes(node));
        const auto spec = std::ranges::find(specs, change.weight, &nn::WeightSpec::name);
        if (spec == specs.end())
            fail(file, tr(R"(changes "{}" of layer "{}", which has none)", change.weight, change.layer));
        const nn::WeightRef which{node, static_cast<std::size_t>(spec - specs.begin())};
        nn::Tensor tensor = *nn::weight(model, edits, which);
        put_values(change.changes, tensor, file, tr(R"("{}" of layer "{}")", change.weight, change.layer));
        edits = nn::with_values(model, edits, which, std::make_shared<const nn::Tensor>(std::move(tensor)));
    }
    for (const NetworkDraft::Ablation& ablated : draft.ablated) {
        const int node = node_named(model, ablated.layer, file);
        for (const std::int64_t channel : ablated.channels)
            if (channel >= model.node(node).shape.channels())
                fail(file, tr("ablates channel {} of layer \"{}\", which has {}", channel, ablated.layer,
                              model.node(node).shape.channels()));
        edits = nn::with_ablated(edits, node, ablated.channels);
    }
    return edits;
}

/// The draft's notes, checked against the model.
ModelNotes notes_of(const NetworkDraft& draft, const nn::Model& model, const std::string& file) {
    ModelNotes notes = draft.model.notes;
    if (!notes.labels.empty())
        if (const std::string problem = nn::labels_problem(model, notes.labels.size()); !problem.empty())
            fail(file, problem);
    if (!notes.picture_input.empty()) {
        const std::optional<int> node = model.find(notes.picture_input);
        if (!node || std::ranges::find(model.inputs(), *node) == model.inputs().end())
            fail(file, tr("puts the picture into \"{}\", which is not an input of the model", notes.picture_input));
    }
    if (draft.inversion) {
        if (!notes.preprocessing) notes.preprocessing = model.info().preprocessing;
        notes.preprocessing->inversion = *draft.inversion;
    }
    return notes;
}

}  // namespace

Json network_json(const Document& document, const fs::path& session) {
    const Network& network = document.network;
    const nn::Model& model = *network.model.model;
    Json weights = Json::array();
    for (const auto& [which, tensor] : network.edits.weights) {
        const nn::Node& node = model.node(which.node);
        Json change = to_json(differences(*tensor, *node.weights.at(which.weight)));
        change["layer"] = node.name;
        change["weight"] = node.layer->weights(model.input_shapes(which.node)).at(which.weight).name;
        weights.push_back(std::move(change));
    }
    Json ablated = Json::array();
    for (const auto& [node, channels] : network.edits.ablated)
        ablated.push_back({{"layer", model.node(node).name}, {"channels", channels}});
    Json place = file_reference_json(network.model.file, network.model.is_sample, session, tr("the model"));
    put_notes(network.model.notes, place);
    if (!network.model.weights.empty())
        place["weights"] = file_reference_json(network.model.weights, false, session, tr("the model's weights"));
    return {{"model", std::move(place)},
            {"input", input_json(network.input, session)},
            {"feeds", feeds_json(network.feeds, session)},
            {"weights", std::move(weights)},
            {"ablated", std::move(ablated)},
            {"view", view_json(document)}};
}

NetworkDraft read_network(const JsonReader& reader, const fs::path& session) {
    NetworkDraft draft;
    const JsonReader model = reader.object("model");
    draft.model.file = read_file_reference(model, session, draft.model.is_sample);
    draft.model.notes = read_notes(model);
    bool is_sample = false;
    if (model.has("weights")) draft.model.weights = read_file_reference(model.object("weights"), session, is_sample);
    if (is_sample) model.fail("weights", tr("is not a file"));
    const JsonReader input = reader.object("input");
    draft.input = read_input(input, session);
    if (input.has("inversion"))
        draft.inversion = static_cast<nn::Inversion>(input.one_of("inversion", nn::kInversionNames));
    if (input.has("paint")) draft.paint = read_sparse(input.object("paint"));
    // Sessions of older versions have no feeds.
    if (reader.has("feeds")) draft.feeds = read_feeds(reader, session);
    for (std::size_t i = 0; i < reader.array("weights").size(); ++i) {
        const JsonReader change = entry(reader, "weights", i);
        draft.weights.push_back({change.text("layer"), change.text("weight"), read_sparse(change)});
    }
    // Older sessions call ablated channels "silenced".
    const std::string_view ablated_key = reader.has("silenced") ? "silenced" : "ablated";
    for (std::size_t i = 0; i < reader.array(ablated_key).size(); ++i) {
        const JsonReader ablated = entry(reader, ablated_key, i);
        draft.ablated.push_back({ablated.text("layer"), read_indices(ablated, "channels")});
    }
    const JsonReader view = reader.object("view");
    draft.layer = view.text("layer");
    draft.view = read_view(view);
    return draft;
}

void put_network(const NetworkDraft& draft, std::shared_ptr<const nn::Model> model, const Picture& picture, int label,
                 const std::string& file, Document& document) {
    Network network{.input = draft.input, .feeds = draft.feeds};
    network.model = draft.model;
    network.model.model = std::move(model);
    network.model = with_notes(network.model, notes_of(draft, *network.model.model, file));
    model = network.model.model;
    network.edits = edits_of(draft, *model, file);
    const nn::Shape& shape = model->node(model->inputs().front()).shape;
    network.input.picture = picture;
    network.input.label = label;
    if (!draft.paint.indices.empty()) {
        nn::Tensor paint{shape, std::vector<float>(static_cast<std::size_t>(shape.count()),
                                                   std::numeric_limits<float>::quiet_NaN())};
        put_values(draft.paint, paint, file, tr("the input"));
        network.input.paint = std::make_shared<const nn::Tensor>(std::move(paint));
    }
    document.network_view = draft.view;
    document.network_view.layer = model->find(draft.layer).value_or(std::min(1, model->size() - 1));
    document.network = std::move(network);
}

}  // namespace convscope
