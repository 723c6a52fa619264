#include "app/document/network_commands.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "app/document/lab_commands.h"

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

/// How much of a pixel at this distance from the dab's centre is painted: all inside, fading over the last pixel.
float coverage(double distance, float radius) {
    return static_cast<float>(std::clamp(radius + 0.5 - distance, 0.0, 1.0));
}

void apply_dab(const Dab& dab, const nn::Preprocessing& preprocessing, const nn::Tensor& under, nn::Tensor& paint) {
    const nn::Shape& shape = paint.shape;
    const auto low = [](double centre, float radius) {
        return std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(centre - radius - 1)));
    };
    const auto high = [](double centre, float radius, std::int64_t length) {
        return std::min(length - 1, static_cast<std::int64_t>(std::ceil(centre + radius + 1)));
    };
    for (std::int64_t row = low(dab.row, dab.radius); row <= high(dab.row, dab.radius, shape.rows()); ++row) {
        for (std::int64_t col = low(dab.col, dab.radius); col <= high(dab.col, dab.radius, shape.cols()); ++col) {
            const double distance =
                std::hypot(static_cast<double>(row) + 0.5 - dab.row, static_cast<double>(col) + 0.5 - dab.col);
            const float part = coverage(distance, dab.radius);
            if (part == 0) continue;
            for (std::int64_t channel = 0; channel < shape.channels(); ++channel) {
                const auto at = static_cast<std::size_t>(nn::index_of(shape, {row, col, channel}));
                if (!dab.brightness) {
                    // Whatever it touches: the same stroke takes away what it painted, soft edge and all.
                    paint.values[at] = std::numeric_limits<float>::quiet_NaN();
                    continue;
                }
                const std::size_t colour = preprocessing.colour(channel);
                const float wanted = *dab.brightness * preprocessing.scale.at(colour) + preprocessing.offset.at(colour);
                const float before = std::isnan(paint.values[at]) ? under.values[at] : paint.values[at];
                paint.values[at] = std::lerp(before, wanted, part);
            }
        }
    }
}

/// Null where nothing is left of the paint, so that an erased picture equals an untouched one.
nn::SharedTensor shared_paint(nn::Tensor paint) {
    if (std::ranges::all_of(paint.values, [](float value) { return std::isnan(value); })) return nullptr;
    return std::make_shared<const nn::Tensor>(std::move(paint));
}

/// What was painted, as bright in the second preprocessing as in the first.
nn::SharedTensor repainted(const nn::SharedTensor& paint, const nn::Preprocessing& from, const nn::Preprocessing& to) {
    if (!paint || (from.scale == to.scale && from.offset == to.offset && from.order == to.order)) return paint;
    nn::Tensor result = *paint;
    const auto channels = static_cast<std::size_t>(result.shape.channels());
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        const auto channel = static_cast<std::int64_t>(i % channels);
        const std::size_t before = from.colour(channel), after = to.colour(channel);
        const float value = (result.values[i] - from.offset.at(before)) / from.scale.at(before);
        result.values[i] = value * to.scale.at(after) + to.offset.at(after);
    }
    return std::make_shared<const nn::Tensor>(std::move(result));
}

/// Another model in the place of the present one: what was painted stays where it fits.
void put_model(Document& document, const OpenModel& model) {
    Network& network = document.network;
    const nn::Model& now = *model.model;
    nn::SharedTensor& paint = network.input.paint;
    if (paint && paint->shape != now.node(now.inputs().front()).shape) paint.reset();
    if (network.model.model)
        paint = repainted(paint, network.model.model->info().preprocessing, now.info().preprocessing);
    network.model = model;
}

Command change_notes(std::string label, std::function<void(ModelNotes&)> change) {
    return {std::move(label), [change = std::move(change)](Document& document) {
                const OpenModel& open = document.network.model;
                if (!open.model) return;
                ModelNotes notes = open.notes;
                change(notes);
                put_model(document, with_notes(open, std::move(notes)));
            }};
}

bool is_valid(const Document& document, nn::WeightRef which) {
    const auto& model = document.network.model.model;
    return model && which.node >= 0 && which.node < model->size() &&
           which.weight < model->node(which.node).weights.size();
}

}  // namespace

Command open_model(OpenModel model) {
    return {"opening of " + model.name(), [model = std::move(model)](Document& document) {
                put_model(document, model);
                document.network.edits = {};
                document.layers.enter(*model.model);
            }};
}

Command reload_model(OpenModel model) {
    return {"reloading of " + model.name(), [model = std::move(model)](Document& document) {
                const std::shared_ptr<const nn::Model> before = document.network.model.model;
                put_model(document, model);
                document.network.edits = {};
                if (!before || !has_same_layers(*before, *model.model)) document.layers.enter(*model.model);
            }};
}

Command set_preprocessing(const nn::Preprocessing& preprocessing) {
    return change_notes("change of the preprocessing",
                        [preprocessing](ModelNotes& notes) { notes.preprocessing = preprocessing; });
}

Command set_labels(std::vector<std::string> labels, const std::string& source) {
    return change_notes("opening of " + source,
                        [labels = std::move(labels)](ModelNotes& notes) { notes.labels = labels; });
}

Command set_picture_input(std::string input) {
    Command command = change_notes("choice of the picture's input",
                                   [input = std::move(input)](ModelNotes& notes) { notes.picture_input = input; });
    return {std::move(command.label), [apply = std::move(command.apply)](Document& document) {
                apply(document);
                document.layers.pinned_input.reset();
            }};
}

Command open_input(NetworkInput input, std::uint64_t gesture) {
    std::string label = "opening of " + input.name();
    return {std::move(label),
            [input = std::move(input)](Document& document) {
                document.network.input = input;
                document.layers.pinned_input.reset();
            },
            gesture};
}

Command start_drawing(const nn::Model& model) {
    const nn::Shape shape = model.node(model.inputs().front()).shape;
    return {"start of a drawing", [shape](Document& document) {
                const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
                NetworkInput input{.source = InputSource::drawing};
                input.picture.planes.emplace_back(size,
                                                  std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), 0));
                document.network.input = std::move(input);
                document.layers.tool = InputTool::brush;
                document.layers.pinned_input.reset();
            }};
}

Command set_crop(std::optional<Region> crop, std::uint64_t gesture) {
    return change_input(
        "crop", [crop](NetworkInput& input) { input.crop = crop; }, gesture);
}

Command set_brightness(float brightness, std::uint64_t gesture) {
    const float value = std::isfinite(brightness) ? std::clamp(brightness, -kMaxBrightness, kMaxBrightness) : 0;
    return change_input(
        "change of the brightness", [value](NetworkInput& input) { input.brightness = value; }, gesture);
}

Command paint(std::vector<Dab> dabs, nn::SharedTensor unpainted, std::uint64_t gesture) {
    return {"painting",
            [dabs = std::move(dabs), unpainted = std::move(unpainted)](Document& document) {
                Network& network = document.network;
                if (!network.model.model) return;
                const nn::Shape& shape = unpainted->shape;
                const bool has_paint = network.input.paint && network.input.paint->shape == shape;
                nn::Tensor paint = has_paint
                                       ? *network.input.paint
                                       : nn::Tensor{shape, std::vector<float>(unpainted->values.size(),
                                                                              std::numeric_limits<float>::quiet_NaN())};
                for (const Dab& dab : dabs)
                    apply_dab(dab, network.model.model->info().preprocessing, *unpainted, paint);
                network.input.paint = shared_paint(std::move(paint));
            },
            gesture};
}

Command clear_paint() {
    return change_input("clearing", [](NetworkInput& input) { input.paint.reset(); });
}

Command set_weight_value(nn::WeightRef which, std::int64_t index, float value, std::uint64_t gesture) {
    return {"change of a weight",
            [=](Document& document) {
                if (!is_valid(document, which)) return;
                Network& network = document.network;
                const nn::Model& model = *network.model.model;
                if (index < 0 || index >= nn::weight(model, network.edits, which)->shape.count()) return;
                network.edits = nn::with_value(model, network.edits, which, index, limited(value));
            },
            gesture};
}

Command set_silenced_channels(int node, std::vector<std::int64_t> channels, std::string label) {
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
    return change_edits("reset of a layer",
                        [node](const nn::Model&, const nn::Edits& edits) { return nn::without(edits, node); });
}

Command reset_edits() {
    return {"reset to trained", [](Document& document) {
                Network& network = document.network;
                network.edits = {};
                if (network.input.source != InputSource::drawing) network.input.paint.reset();
            }};
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
    return {"filter sent to a layer", [=](Document& document) {
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
                            limited(filter.kernel.at(r, c) * filter.weight);
                network.edits = nn::with_values(model, network.edits, kernel,
                                                std::make_shared<const nn::Tensor>(std::move(tensor)));
            }};
}

Command send_kernel_to_lab(const Kernel& kernel, float bias) {
    return {"kernel sent to the Filter Lab", [=](Document& document) {
                set_kernel_size(kernel.size).apply(document);
                set_filter(document.lab.edited, {.kernel = kernel, .bias = bias}, "").apply(document);
                document.workspace = Workspace::filter_lab;
            }};
}

Command set_network_view(std::function<void(NetworkView&)> change) {
    return {"view", [change = std::move(change)](Document& document) { change(document.layers); }};
}

Command set_workspace(Workspace workspace) {
    return {"view", [workspace](Document& document) { document.workspace = workspace; }};
}

}  // namespace convscope
