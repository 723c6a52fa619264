// The settings of Layers.
#include <optional>
#include <string>

#include "app/document/network/network_commands.h"
#include "app/lesson/values/class_slugs.h"
#include "app/lesson/words/arguments.h"
#include "app/lesson/write/state_writer.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

template <class Names, class Enum>
std::string name(const Names& names, Enum value) {
    return hyphenated(names.at(static_cast<std::size_t>(value)));
}

std::string on_off(bool on) {
    return on ? "on" : "off";
}

const nn::Model& model_of(const StateWriter& writer) {
    return *writer.to().network.model.model;
}

/// False if the model cannot be named.
bool write_model(StateWriter& writer) {
    const OpenModel& model = writer.to().network.model;
    if (model.model == writer.now().network.model.model) return true;
    const OpenModel& before = writer.now().network.model;
    if (before.model && model.file == before.file && model.is_sample == before.is_sample) return true;
    const auto file = writer.name_of(model.file, model.is_sample);
    if (!file) {
        writer.leave_out(tr("the model {}: put its file into the lesson's folder", model.name()));
        return false;
    }
    writer.add_opened("model", *file, open_model(model));
    return true;
}

void write_input(StateWriter& writer) {
    const NetworkInput& input = writer.to().network.input;
    const NetworkInput& before = writer.now().network.input;
    const bool is_same = input.source == before.source && input.file == before.file && input.number == before.number;
    if (!is_same && input.source == InputSource::drawing) {
        writer.add_opened("input", "drawing", start_drawing(model_of(writer)));
    } else if (!is_same) {
        const auto file = input.source == InputSource::dataset
                              ? std::nullopt
                              : writer.name_of(input.file, input.source == InputSource::sample);
        if (!file) return writer.leave_out(tr("the input {}: put its file into the lesson's folder", input.name()));
        NetworkInput plain = input;
        plain.paint.reset();
        plain.crop.reset();
        plain.brightness = 0;
        writer.add_opened("input", *file, open_input(plain));
    }
    if (input.brightness != writer.now().network.input.brightness) writer.add_number("brightness", input.brightness);
    if (input.crop) writer.leave_out(tr("the crop of the input"));
    const bool is_painted = input.paint != nullptr, was_painted = writer.now().network.input.paint != nullptr;
    if (is_painted && !nn::same_values(input.paint, writer.now().network.input.paint))
        writer.leave_out(tr("the painted pixels"));
    if (!is_painted && was_painted) writer.add("clear-paint", {});
}

void write_edits(StateWriter& writer) {
    const nn::Edits& to = writer.to().network.edits;
    if (to == writer.now().network.edits) return;
    if (to.empty()) return writer.add("reset", {});
    if (to.weights != writer.now().network.edits.weights) writer.leave_out(tr("the changed weights"));
    for (int node = 0; node < model_of(writer).size(); ++node) {
        const std::vector<std::int64_t> maps = nn::ablated(to, node);
        if (maps == nn::ablated(writer.now().network.edits, node)) continue;
        std::vector<std::string> arguments{model_of(writer).node(node).name};
        for (const std::int64_t map : maps) arguments.push_back(std::to_string(map));
        writer.add("ablate", arguments);
    }
}

void write_pins(StateWriter& writer) {
    const NetworkView& to = writer.to().network_view;
    const auto now = [&writer]() -> const NetworkView& { return writer.now().network_view; };
    const bool loses_pin = (!to.pinned && now().pinned) || (!to.pinned_input && now().pinned_input);
    if (loses_pin) writer.add("unpin", {});
    if (to.pinned && to.pinned != now().pinned)
        writer.add("pin", {"layer", std::to_string(to.pinned->row), std::to_string(to.pinned->col)});
    if (to.pinned_input && to.pinned_input != now().pinned_input)
        writer.add("pin", {"input", std::to_string(to.pinned_input->row), std::to_string(to.pinned_input->col)});
}

std::string class_name(const StateWriter& writer, std::optional<std::int64_t> index) {
    if (!index) return "none";
    const std::vector<std::string> slugs = class_slugs(model_of(writer));
    const auto at = static_cast<std::size_t>(*index);
    return at < slugs.size() && !slugs[at].empty() ? slugs[at] : std::to_string(*index);
}

void write_view(StateWriter& writer) {
    const NetworkView& to = writer.to().network_view;
    const auto now = [&writer]() -> const NetworkView& { return writer.now().network_view; };
    if (to.page != now().page) writer.add("page", {name(kNetworkPageNames, to.page)});
    if (to.layer != now().layer) writer.add("layer", {model_of(writer).node(to.layer).name});
    if (to.channel != now().channel) writer.add("map", {std::to_string(to.channel)});
    if (to.kernel_channel != now().kernel_channel) writer.add("input-map", {std::to_string(to.kernel_channel)});
    write_pins(writer);
    if (to.show_filters != now().show_filters) writer.add("filters-shown", {on_off(to.show_filters)});
    if (to.products.shown != now().products.shown) writer.add("products", {on_off(to.products.shown)});
    if (to.order != now().order) writer.add("order", {name(kMapOrderNames, to.order)});
    if (to.range != now().range) writer.add("range", {name(kMapRangeNames, to.range)});
    if (to.explained != now().explained) writer.add("class", {class_name(writer, to.explained)});
    if (to.answer.rival != now().answer.rival) writer.add("rival", {class_name(writer, to.answer.rival)});
    if (to.why.method != now().why.method) writer.add("method", {name(kWhyMethodNames, to.why.method)});
    if (to.why.layer != now().why.layer && !to.why.layer.empty()) writer.add("why-layer", {to.why.layer});
    if (to.why.randomised != now().why.randomised)
        writer.add("why-random", {name(kWhyRandomisedNames, to.why.randomised)});
}

}  // namespace

void write_layers(StateWriter& writer) {
    if (!writer.to().network.model.model || !write_model(writer)) return;
    write_input(writer);
    write_edits(writer);
    write_view(writer);
}

}  // namespace convscope
