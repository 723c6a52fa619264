#include "app/document/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>
#include <utility>

#include "core/base/parallel.h"
#include "core/io/model_file.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/input/preprocessing_guess.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr float kWhite = 255;

template <class T, class Change>
Plane changed_part(std::span<const T> values, int cols, const Region& part, const Change& change) {
    std::vector<T> kept(static_cast<std::size_t>(part.rows) * static_cast<std::size_t>(part.cols));
    parallel_for(part.rows, [&](int row) {
        const T* from = &values[static_cast<std::size_t>(part.row + row) * static_cast<std::size_t>(cols) +
                                static_cast<std::size_t>(part.col)];
        std::transform(from, from + part.cols,
                       &kept[static_cast<std::size_t>(row) * static_cast<std::size_t>(part.cols)], change);
    });
    return {Size{part.rows, part.cols}, std::move(kept)};
}

/// The part of the plane, brighter or darker. Bytes stay bytes: a photograph has tens of millions of them.
Plane adjusted(const Plane& plane, const Region& part, float brightness) {
    const auto brighter = [brightness](float value) { return std::clamp(value + brightness, 0.0F, kWhite); };
    if (!plane.is_bytes()) return changed_part(plane.floats(), plane.cols(), part, brighter);
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<std::uint8_t>(std::lround(brighter(static_cast<float>(i))));
    return changed_part(plane.bytes(), plane.cols(), part, [&table](std::uint8_t value) { return table[value]; });
}

Region used_part(const NetworkInput& input) {
    const Size size = input.picture.size();
    Region part = input.crop.value_or(Region{0, 0, size.rows, size.cols});
    part.row = std::clamp(part.row, 0, size.rows - 1);
    part.col = std::clamp(part.col, 0, size.cols - 1);
    part.rows = std::clamp(part.rows, 1, size.rows - part.row);
    part.cols = std::clamp(part.cols, 1, size.cols - part.col);
    return part;
}

Picture adjusted(const NetworkInput& input) {
    if (!input.crop && input.brightness == 0) return input.picture;
    const Region part = used_part(input);
    Picture picture;
    picture.planes.reserve(input.picture.planes.size());
    for (const Plane& plane : input.picture.planes) picture.planes.push_back(adjusted(plane, part, input.brightness));
    return picture;
}

/// The outermost values of the part that is used, as they are after the change of brightness.
Picture border_of(const NetworkInput& input) {
    NetworkInput border = input;
    border.crop.reset();
    border.picture = nn::border_of(input.picture, used_part(input));
    return adjusted(border);
}

/// With spaces at which no line breaks.
std::string size_text(std::int64_t rows, std::int64_t cols) {
    return fmt::format("{}\u00a0\u00d7\u00a0{}", rows, cols);
}

/// "/ 255", "/ 127.5 - 1"; empty where values stay as they are.
std::string scaling_text(const nn::Preprocessing& preprocessing) {
    const auto differs = [](const std::array<float, 3>& values) {
        return values[0] != values[1] || values[0] != values[2];
    };
    if (differs(preprocessing.scale) || differs(preprocessing.offset)) return "each colour scaled";
    const float scale = preprocessing.scale[0];
    const float offset = preprocessing.offset[0];
    std::string text;
    if (scale != 1)
        text = scale > 0 && scale < 1 ? fmt::format("/ {:.4g}", 1 / scale) : fmt::format("\u00d7 {:.4g}", scale);
    if (offset != 0)
        text += fmt::format("{}{} {:.4g}", text.empty() ? "" : " ", offset < 0 ? "\u2212" : "+", std::abs(offset));
    return text;
}

}  // namespace

nn::Model read_model(const std::filesystem::path& file, const std::filesystem::path& weights) {
    return weights.empty() ? load_model(file) : load_model(file, weights);
}

OpenModel with_notes(OpenModel model, ModelNotes notes) {
    const auto& inputs = model.model->inputs();
    const auto named = std::ranges::find(
        inputs, notes.picture_input, [&model](int node) -> const std::string& { return model.model->node(node).name; });
    if (named == inputs.end()) notes.picture_input.clear();
    if (!notes.labels.empty() && !labels_problem(*model.model, notes.labels.size()).empty()) notes.labels.clear();
    nn::ModelInfo info = model.model->info();
    if (notes.preprocessing) {
        info.preprocessing = *notes.preprocessing;
        info.preprocessing_known = true;
    }
    if (!notes.labels.empty()) info.labels = notes.labels;
    const bool turned = named != inputs.end() && named != inputs.begin();
    // The same model where nothing differs: what was made of it need not be made anew.
    if (turned)
        model.model = std::make_shared<const nn::Model>(
            nn::with_picture_input(model.model->with_first_input(static_cast<std::size_t>(named - inputs.begin()))));
    if (info != model.model->info()) model.model = std::make_shared<const nn::Model>(model.model->with_info(info));
    model.notes = std::move(notes);
    return model;
}

nn::Model as_opened(const nn::Model& model) {
    const std::vector<std::size_t> inputs = nn::picture_inputs(model);
    const std::size_t first = inputs.empty() ? 0 : inputs.front();
    return nn::with_guessed_preprocessing(nn::with_picture_input(model.with_first_input(first)));
}

nn::Model as_reopened(const nn::Model& model, const nn::Model& before) {
    const auto shape = [](const nn::Model& of) { return of.node(of.inputs().front()).declared_shape(); };
    nn::ModelInfo info = model.info();
    if (info.preprocessing_known || before.info().preprocessing_known || shape(model) != shape(before))
        return as_opened(model);
    info.preprocessing = before.info().preprocessing;
    info.preprocessing_reason = before.info().preprocessing_reason;
    return as_opened(model.with_info(std::move(info)));
}

std::string labels_problem(const nn::Model& model, std::size_t labels) {
    const std::string held = fmt::format("holds {} label{}, but the model", labels, labels == 1 ? "" : "s");
    if (!nn::gives_classes(model)) return held + "'s output is no list of classes";
    const auto classes = static_cast<std::size_t>(model.node(model.outputs().front()).shape.count());
    return labels == classes ? "" : fmt::format("{} has {} class{}", held, classes, classes == 1 ? "" : "es");
}

bool has_same_layers(const nn::Model& a, const nn::Model& b) {
    if (&a == &b) return true;
    return a.inputs() == b.inputs() && a.outputs() == b.outputs() &&
           std::ranges::equal(a.nodes(), b.nodes(), [](const nn::Node& one, const nn::Node& other) {
               return one.name == other.name && one.shape == other.shape && one.inputs == other.inputs &&
                      one.layer->type() == other.layer->type() && one.weights.size() == other.weights.size() &&
                      std::ranges::equal(one.weights, other.weights,
                                         [](const auto& w, const auto& v) { return w->shape == v->shape; });
           });
}

std::string NetworkInput::name() const {
    switch (source) {
        case InputSource::sample: {
            std::string text = file.string();
            std::ranges::replace(text, '_', ' ');
            return text;
        }
        case InputSource::file:
            return file.filename().string();
        case InputSource::dataset:
            return fmt::format("test image {}", number);
        case InputSource::drawing:
            break;
    }
    return "drawing";
}

bool NetworkInput::operator==(const NetworkInput& other) const {
    const auto settings = [](const NetworkInput& i) {
        return std::tie(i.source, i.file, i.number, i.label, i.crop, i.brightness);
    };
    return settings(*this) == settings(other) && picture.same_storage(other.picture) &&
           nn::same_values(paint, other.paint);
}

nn::Preprocessing preprocessing_of(const NetworkInput& input, const nn::Model& model) {
    nn::Preprocessing preprocessing = model.info().preprocessing;
    // A drawing is light on black already, as drawn.
    if (input.source == InputSource::drawing) preprocessing.inversion = nn::Inversion::never;
    return preprocessing;
}

std::string preprocessing_text(const NetworkInput& input, const nn::Model& model) {
    const nn::Shape& shape = model.node(model.inputs().front()).shape;
    const nn::Preprocessing preprocessing = preprocessing_of(input, model);
    const Region part = used_part(input);
    const Size size{part.rows, part.cols};
    std::string text = size_text(input.picture.size().rows, input.picture.size().cols);
    if (size != input.picture.size()) text += ", cropped to " + size_text(size.rows, size.cols);
    if (input.brightness != 0)
        text += fmt::format(", brightness {}{:.0f}", input.brightness < 0 ? "\u2212" : "+", std::abs(input.brightness));
    if (shape.channels() == 1 && !input.picture.is_grey()) text += ", made grey";
    if (nn::is_inverted(border_of(input), preprocessing)) text += ", inverted";
    if (size.rows != shape.rows() || size.cols != shape.cols())
        text += ", fitted to " + size_text(shape.rows(), shape.cols());
    const std::string scaling = scaling_text(preprocessing);
    return scaling.empty() ? text : text + ", " + scaling;
}

NetworkInput dataset_input(const OpenDataset& dataset, int number) {
    const std::span<const std::uint8_t> values = dataset.data->image(number);
    NetworkInput input{.source = InputSource::dataset,
                       .file = dataset.folder,
                       .number = number,
                       .label = dataset.data->labels.at(static_cast<std::size_t>(number))};
    input.picture.planes.emplace_back(
        Size{static_cast<int>(dataset.data->example.rows()), static_cast<int>(dataset.data->example.cols())},
        std::vector<std::uint8_t>(values.begin(), values.end()));
    return input;
}

nn::Tensor unpainted_tensor(const NetworkInput& input, const nn::Model& model) {
    const nn::Shape& shape = model.node(model.inputs().front()).shape;
    return nn::preprocessed(adjusted(input), preprocessing_of(input, model), shape);
}

nn::Tensor painted(nn::Tensor unpainted, const nn::SharedTensor& paint) {
    if (!paint || paint->shape != unpainted.shape) return unpainted;
    for (std::size_t i = 0; i < unpainted.values.size(); ++i)
        if (!std::isnan(paint->values[i])) unpainted.values[i] = paint->values[i];
    return unpainted;
}

nn::Tensor input_tensor(const NetworkInput& input, const nn::Model& model) {
    return painted(unpainted_tensor(input, model), input.paint);
}

}  // namespace convscope
