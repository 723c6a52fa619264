#include "core/nn/input/opening.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/input/preprocessing_guess.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/layers/pointwise/activation_layer.h"

namespace convscope::nn {

namespace {

/// True if the first input can take a picture, even if it is still declared as a flattened vector.
bool can_take_picture(const Model& model) {
    return picture_shape(model.node(model.inputs().front()).declared_shape()).has_value();
}

/// The input of that name, as an index into Model::inputs(); nullopt without one.
std::optional<std::size_t> input_named(const Model& model, const std::string& name) {
    const std::vector<int>& inputs = model.inputs();
    const auto found =
        std::ranges::find(inputs, name, [&model](int node) -> const std::string& { return model.node(node).name; });
    if (found == inputs.end()) return std::nullopt;
    return static_cast<std::size_t>(found - inputs.begin());
}

}  // namespace

Model as_opened(const Model& model) {
    const std::optional<std::size_t> picture = default_picture_input(model);
    if (!picture) return with_declared_inputs(model);
    return with_guessed_preprocessing(with_picture_input(model.with_first_input(*picture)));
}

Model as_reopened(const Model& model, const Model& before) {
    const auto shape = [](const Model& of) { return of.node(of.inputs().front()).declared_shape(); };
    ModelInfo info = model.info();
    if (info.preprocessing_known || before.info().preprocessing_known || shape(model) != shape(before))
        return as_opened(model);
    info.preprocessing = before.info().preprocessing;
    info.preprocessing_reason = before.info().preprocessing_reason;
    return as_opened(model.with_info(std::move(info)));
}

std::string labels_problem(const Model& model, std::size_t labels) {
    const auto count = static_cast<long long>(labels);
    if (!gives_classes(model))
        return tr_count(count, "holds {} label, but the model's output is not a list of classes",
                        "holds {} labels, but the model's output is not a list of classes");
    const auto classes = static_cast<std::size_t>(model.node(model.outputs().front()).shape.count());
    if (labels == classes) return {};
    return tr("holds {}, but the model has {}", tr_count(count, "{} label", "{} labels"),
              tr_count(static_cast<long long>(classes), "{} class", "{} classes"));
}

ModelNotes fitting_notes(ModelNotes notes, const Model& model) {
    if (!input_named(model, notes.picture_input)) notes.picture_input.clear();
    if (!notes.labels.empty() && !labels_problem(model, notes.labels.size()).empty()) notes.labels.clear();
    if (notes.labels.empty()) notes.labels_source.clear();
    if (!gives_scores(model)) notes.softmax = false;
    return notes;
}

Model with_softmax(const Model& model) {
    ModelBuilder builder(model.info());
    for (int i = 0; i < model.size(); ++i) {
        const Node& node = model.node(i);
        const int index = node.inputs.empty() ? builder.input(node.name, node.declared_shape())
                                              : builder.add(node.name, node.layer, node.inputs, node.weights);
        builder.set_trainable(index, node.trainable);
        if (node.layout) builder.set_layout(index, *node.layout);
    }
    std::string name = "softmax";
    for (int i = 1; model.find(name); ++i) name = fmt::format("softmax_{}", i);
    std::vector<int> outputs = model.outputs();
    outputs.front() = builder.add(name, std::make_shared<ActivationLayer>(Activation{.kind = ActivationKind::softmax}),
                                  {outputs.front()});
    Model result = builder.build(std::move(outputs), model.output_names());
    // The builder lists inputs in the nodes' order, with their declared shapes.
    const auto first = std::ranges::find(result.inputs(), model.inputs().front());
    result = result.with_first_input(static_cast<std::size_t>(first - result.inputs().begin()));
    const Shape& shape = model.node(model.inputs().front()).shape;
    return shape == result.node(result.inputs().front()).shape
               ? result
               : result.with_input_shape(result.inputs().front(), shape);
}

std::shared_ptr<const Model> with_notes(std::shared_ptr<const Model> model, const ModelNotes& notes) {
    ModelInfo info = model->info();
    if (notes.preprocessing) {
        info.preprocessing = *notes.preprocessing;
        info.preprocessing_known = true;
    }
    if (!notes.labels.empty()) info.labels = notes.labels;
    const std::optional<std::size_t> first = input_named(*model, notes.picture_input);
    if (notes.takes_numbers) {
        if (takes_picture(*model)) model = std::make_shared<const Model>(with_declared_inputs(*model));
    } else if (first && (*first > 0 || (can_take_picture(*model) && !takes_picture(*model)))) {
        model = std::make_shared<const Model>(with_picture_input(model->with_first_input(*first)));
    }
    if (notes.softmax) model = std::make_shared<const Model>(with_softmax(*model));
    if (info != model->info()) model = std::make_shared<const Model>(model->with_info(std::move(info)));
    return model;
}

bool has_same_layers(const Model& a, const Model& b) {
    if (&a == &b) return true;
    const auto same_weights = [](const SharedTensor& w, const SharedTensor& v) { return w->shape == v->shape; };
    return a.inputs() == b.inputs() && a.outputs() == b.outputs() &&
           std::ranges::equal(a.nodes(), b.nodes(), [&](const Node& one, const Node& other) {
               return one.name == other.name && one.shape == other.shape && one.inputs == other.inputs &&
                      one.layer->is_same_kind(*other.layer) &&
                      std::ranges::equal(one.weights, other.weights, same_weights);
           });
}

}  // namespace convscope::nn
