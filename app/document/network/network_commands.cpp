#include "app/document/network/network_commands.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/document/lab/lab_commands.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

Command change_input(std::string label, std::function<void(NetworkInput&)> change, std::uint64_t gesture = 0) {
    return {std::move(label), [change = std::move(change)](Document& document) { change(document.network.input); },
            gesture};
}

Command change_edits(std::string label, std::function<nn::Edits(const nn::Model&, const nn::Edits&)> change,
                     std::uint64_t gesture = 0) {
    return {std::move(label),
            [change = std::move(change)](Document& document) {
                Network& network = document.network;
                if (network.model.model) network.edits = change(*network.model.model, network.edits);
            },
            gesture};
}

/// Replaces the model. Paint is kept if the new model's input has the same shape.
void put_model(Document& document, const OpenModel& model) {
    Network& network = document.network;
    const nn::Model& now = *model.model;
    nn::SharedTensor& paint = network.input.paint;
    if (paint && paint->shape != now.node(now.inputs().front()).shape) paint.reset();
    if (network.model.model)
        paint = nn::repainted(paint, network.model.model->info().preprocessing, now.info().preprocessing);
    network.model = model;
    // Drop the edits of layers that the model no longer has, such as a softmax that was removed.
    std::erase_if(network.edits.weights, [&now](const auto& edit) { return edit.first.node >= now.size(); });
    std::erase_if(network.edits.ablated, [&now](const auto& edit) { return edit.first >= now.size(); });
}

Command change_notes(std::string label, std::function<void(ModelNotes&)> change, std::uint64_t gesture = 0) {
    return {std::move(label),
            [change = std::move(change)](Document& document) {
                const OpenModel& open = document.network.model;
                if (!open.model) return;
                ModelNotes notes = open.notes;
                change(notes);
                put_model(document, with_notes(open, std::move(notes)));
            },
            gesture};
}

bool is_valid(const Document& document, nn::WeightRef which) {
    const auto& model = document.network.model.model;
    return model && which.node >= 0 && which.node < model->size() &&
           which.weight < model->node(which.node).weights.size();
}

}  // namespace

Command open_model(OpenModel model) {
    return {tr("opening of {}", model.name()), [model = std::move(model)](Document& document) {
                put_model(document, model);
                document.network.edits = {};
                document.network_view.enter(*model.model);
            }};
}

Command reload_model(OpenModel model) {
    return {tr("reloading of {}", model.name()), [model = std::move(model)](Document& document) {
                const std::shared_ptr<const nn::Model> before = document.network.model.model;
                put_model(document, model);
                document.network.edits = {};
                if (!before || !nn::has_same_layers(*before, *model.model)) document.network_view.enter(*model.model);
            }};
}

Command set_preprocessing(const nn::Preprocessing& preprocessing, std::uint64_t gesture) {
    return change_notes(
        tr("change of the preprocessing"), [preprocessing](ModelNotes& notes) { notes.preprocessing = preprocessing; },
        gesture);
}

Command set_labels(std::vector<std::string> labels, const std::string& source) {
    const std::string label = source.empty() ? tr("choice of the classes' names") : tr("opening of {}", source);
    const std::size_t count = labels.size();
    Command command = change_notes(label, [labels = std::move(labels), source](ModelNotes& notes) {
        notes.labels = labels;
        notes.labels_source = source;
    });
    return {std::move(command.label), [apply = std::move(command.apply), count](Document& document) {
                const auto& model = document.network.model.model;
                if (count == 0 || (model && nn::labels_problem(*model, count).empty())) apply(document);
            }};
}

Command set_softmax(bool on) {
    return change_notes(on ? tr("softmax") : tr("removal of the softmax"),
                        [on](ModelNotes& notes) { notes.softmax = on; });
}

Command set_picture_input(std::string input) {
    Command command = change_notes(tr("choice of the picture's input"), [input](ModelNotes& notes) {
        notes.picture_input = input;
        notes.takes_numbers = false;
    });
    return {std::move(command.label), [apply = std::move(command.apply), input = std::move(input)](Document& document) {
                apply(document);
                document.network_view.pinned_input.reset();
                document.network_view.input = input;
            }};
}

Command set_numbers_only() {
    Command command = change_notes(tr("choice of numbers as input"), [](ModelNotes& notes) {
        notes.picture_input.clear();
        notes.takes_numbers = true;
    });
    return {std::move(command.label), [apply = std::move(command.apply)](Document& document) {
                apply(document);
                document.network_view.pinned_input.reset();
            }};
}

Command set_feed(std::string input, nn::Feed feed, std::uint64_t gesture) {
    return {tr("change of the input"),
            [input = std::move(input), feed = std::move(feed)](Document& document) {
                document.network.feeds[input] = feed;
            },
            gesture};
}

Command open_input(NetworkInput input, std::uint64_t gesture) {
    std::string label = tr("opening of {}", input.title());
    return {std::move(label),
            [input = std::move(input)](Document& document) {
                // With a drawing's tool still selected, the first click would paint on the picture.
                if (document.network.input.source == InputSource::drawing && input.source != InputSource::drawing)
                    document.network_view.tool = InputTool::point;
                document.network.input = input;
                document.network_view.pinned_input.reset();
            },
            gesture};
}

Command open_input_picture(OpenPicture picture) {
    return open_input(NetworkInput{
        .source = InputSource::file, .file = std::move(picture.file), .picture = std::move(picture.picture)});
}

Command start_drawing(const nn::Model& model) {
    const nn::Shape shape = model.node(model.inputs().front()).shape;
    return {tr("start of a drawing"), [shape](Document& document) {
                const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
                NetworkInput input{.source = InputSource::drawing};
                input.picture.planes.emplace_back(size,
                                                  std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), 0));
                document.network.input = std::move(input);
                document.network_view.tool = InputTool::brush;
                if (document.network_view.draw.tool == PadTool::eraser)
                    document.network_view.draw.tool = PadTool::brush;
                document.network_view.pinned_input.reset();
            }};
}

Command set_crop(std::optional<PixelRect> crop, std::uint64_t gesture) {
    return change_input(
        tr("crop"), [crop](NetworkInput& input) { input.crop = crop; }, gesture);
}

Command set_brightness(float brightness, std::uint64_t gesture) {
    const float value = std::isfinite(brightness) ? std::clamp(brightness, -nn::kMaxBrightness, nn::kMaxBrightness) : 0;
    return change_input(
        tr("change of the brightness"), [value](NetworkInput& input) { input.brightness = value; }, gesture);
}

Command paint(std::vector<nn::Dab> dabs, nn::SharedTensor unpainted, std::uint64_t gesture) {
    return {tr("painting"),
            [dabs = std::move(dabs), unpainted = std::move(unpainted)](Document& document) {
                Network& network = document.network;
                if (!network.model.model) return;
                network.input.paint =
                    nn::with_dabs(network.input.paint, dabs, network.model.model->info().preprocessing, *unpainted);
            },
            gesture};
}

Command paint_on(nn::SharedTensor base, std::vector<nn::Dab> dabs, nn::SharedTensor unpainted, std::uint64_t gesture) {
    return {tr("painting"),
            [base = std::move(base), dabs = std::move(dabs), unpainted = std::move(unpainted)](Document& document) {
                Network& network = document.network;
                if (!network.model.model) return;
                network.input.paint = nn::with_dabs(base, dabs, network.model.model->info().preprocessing, *unpainted);
            },
            gesture};
}

Command fill_areas(std::vector<nn::AreaFill> fills, nn::SharedTensor unpainted) {
    return {tr("filling of an area"), [fills = std::move(fills), unpainted = std::move(unpainted)](Document& document) {
                Network& network = document.network;
                if (!network.model.model) return;
                for (const nn::AreaFill& fill : fills)
                    network.input.paint =
                        nn::with_fill(network.input.paint, fill, network.model.model->info().preprocessing, *unpainted);
            }};
}

Command clear_paint() {
    return change_input(tr("clearing"), [](NetworkInput& input) { input.paint.reset(); });
}

Command set_weight_value(nn::WeightRef which, std::int64_t index, float value, std::uint64_t gesture) {
    return {tr("change of a weight"),
            [=](Document& document) {
                if (!is_valid(document, which)) return;
                Network& network = document.network;
                const nn::Model& model = *network.model.model;
                if (index < 0 || index >= nn::weight(model, network.edits, which)->shape.count()) return;
                network.edits = nn::with_value(model, network.edits, which, index, limit_filter_value(value));
            },
            gesture};
}

Command set_ablated_channels(int node, std::vector<std::int64_t> channels, std::string label) {
    return change_edits(std::move(label),
                        [node, channels = std::move(channels)](const nn::Model& model, const nn::Edits& edits) {
                            if (node < 0 || node >= model.size()) return edits;
                            std::vector<std::int64_t> own = channels;
                            const std::int64_t count = model.node(node).shape.channels();
                            std::erase_if(own, [count](std::int64_t c) { return c < 0 || c >= count; });
                            return nn::with_ablated(edits, node, std::move(own));
                        });
}

Command reset_node(int node) {
    return change_edits(tr("reset of a layer"),
                        [node](const nn::Model&, const nn::Edits& edits) { return nn::without(edits, node); });
}

Command reset_edits() {
    return {tr("reset to trained"), [](Document& document) { document.network.edits = {}; }};
}

std::optional<Kernel> lab_kernel(const Network& network, int node, std::int64_t input_channel, std::int64_t channel) {
    if (!network.model.model || node < 0 || node >= network.model.model->size()) return std::nullopt;
    const nn::Model& model = *network.model.model;
    if (model.node(node).layer->kernel_kind() != nn::KernelKind::filters) return std::nullopt;
    const nn::Tensor& tensor = *nn::weight(model, network.edits, {node, 0});
    const std::vector<std::int64_t>& axes = tensor.shape.axes;  // rows, cols, input channels, filters
    if (axes[0] != axes[1] || (axes[0] != 3 && axes[0] != 5 && axes[0] != 7)) return std::nullopt;
    if (input_channel < 0 || input_channel >= axes[2] || channel < 0 || channel >= axes[3]) return std::nullopt;
    Kernel kernel{static_cast<int>(axes[0])};
    for (int r = 0; r < kernel.size; ++r)
        for (int c = 0; c < kernel.size; ++c)
            kernel.at(r, c) = tensor.values.at(
                static_cast<std::size_t>(((r * axes[1] + c) * axes[2] + input_channel) * axes[3] + channel));
    return kernel;
}

Command send_filter_to_node(const LabFilter& filter, int node, std::int64_t input_channel, std::int64_t channel) {
    return {tr("filter sent to a layer"), [=](Document& document) {
                const nn::WeightRef kernel{node, 0};
                if (!is_valid(document, kernel)) return;
                Network& network = document.network;
                const nn::Model& model = *network.model.model;
                if (model.node(node).layer->kernel_kind() != nn::KernelKind::filters) return;
                nn::Tensor tensor = *nn::weight(model, network.edits, kernel);
                const std::vector<std::int64_t>& axes = tensor.shape.axes;  // rows, cols, input channels, filters
                if (axes[0] != filter.kernel.size || axes[1] != filter.kernel.size) return;
                if (input_channel < 0 || input_channel >= axes[2] || channel < 0 || channel >= axes[3]) return;
                for (int r = 0; r < filter.kernel.size; ++r)
                    for (int c = 0; c < filter.kernel.size; ++c)
                        tensor.values.at(static_cast<std::size_t>(
                            ((r * axes[1] + c) * axes[2] + input_channel) * axes[3] + channel)) =
                            limit_filter_value(filter.kernel.at(r, c) * filter.weight);
                network.edits = nn::with_values(model, network.edits, kernel,
                                                std::make_shared<const nn::Tensor>(std::move(tensor)));
            }};
}

Command send_kernel_to_lab(const Kernel& kernel, float bias) {
    return {tr("kernel sent to the Filter Lab"), [=](Document& document) {
                set_kernel_size(kernel.size).apply(document);
                set_filter(document.lab.edited, {.kernel = kernel, .bias = bias}, "").apply(document);
                document.workspace = WorkspaceId::filter_lab;
            }};
}

Command set_network_view(std::function<void(NetworkView&)> change) {
    return {"view", [change = std::move(change)](Document& document) { change(document.network_view); }};
}

Command set_workspace(WorkspaceId workspace) {
    return {"view", [workspace](Document& document) { document.workspace = workspace; }};
}

Command show_network() {
    return set_workspace(WorkspaceId::layers);
}

}  // namespace convscope
