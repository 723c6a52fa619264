#include "core/nn/attribution/explainable.h"

#include <algorithm>
#include <cstdint>

#include "core/base/text/translation.h"
#include "core/nn/attribution/contribution.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/explain.h"

namespace convscope::nn {

namespace {

using Flags = std::vector<bool>;

bool flag(const Flags& flags, int node) {
    return flags[static_cast<std::size_t>(node)];
}

/// For each node: true if it is `start` or depends on it, on paths that avoid node `avoided` (-1: none).
Flags descendants(const Model& model, int start, int avoided = -1) {
    Flags depends(static_cast<std::size_t>(model.size()));
    depends[static_cast<std::size_t>(start)] = start != avoided;
    for (int i = start + 1; i < model.size(); ++i)
        depends[static_cast<std::size_t>(i)] =
            i != avoided && std::ranges::any_of(model.node(i).inputs, [&](int input) { return flag(depends, input); });
    return depends;
}

/// For each node: true if it is `end` or `end` depends on it.
Flags ancestors(const Model& model, int end) {
    Flags used(static_cast<std::size_t>(model.size()));
    used[static_cast<std::size_t>(end)] = true;
    for (int i = end; i >= 0; --i)
        if (flag(used, i))
            for (const int input : model.node(i).inputs) used[static_cast<std::size_t>(input)] = true;
    return used;
}

bool has_places(const Node& node) {
    return node.shape.is_image() && node.shape.rows() * node.shape.cols() > 1;
}

/// True if f(a x) = a f(x) for a > 0. Contributions through such an activation add up to the score without a rest.
bool keeps_proportions(ActivationKind kind) {
    return kind == ActivationKind::linear || kind == ActivationKind::relu || kind == ActivationKind::leaky_relu ||
           kind == ActivationKind::absolute;
}

/// The axis with `places` places on `pixels` pixels, from the receptive fields of its places 0 and 1.
PlaceAxis axis_of(Interval zero, Interval one, std::int64_t places, std::int64_t pixels) {
    const auto centre = [](Interval field) { return static_cast<double>(field.begin + field.end) / 2; };
    const double step = places > 1 ? centre(one) - centre(zero) : 0;
    if (zero.empty() || step <= 0) return {0, static_cast<double>(pixels) / static_cast<double>(places)};
    return {centre(zero) - step / 2, step};
}

}  // namespace

std::string explanation_fault(const Model& model) {
    switch (answer_kind(model)) {
        case AnswerKind::classes:
            break;
        case AnswerKind::value:
            if (answer_unit(model) == AnswerUnit::probability) break;
            return tr("This model gives a number and no classes, so there is no class that a map could explain.");
        case AnswerKind::picture:
            return tr("This model gives a picture and no classes, so there is no class that a map could explain.");
        case AnswerKind::regions:
            return tr("This model gives a class for each pixel: there is no single score that a map could explain.");
        case AnswerKind::values:
            return tr(
                "The values that this model gives are no classes, so there is no class that a map could explain.");
    }
    if (!takes_picture(model))
        return tr("This model takes numbers and no picture, so there are no places that a map could show.");
    if (nodes_with_places(model).empty())
        return tr("No layer of this model has rows and columns, so there are no places that a map could show.");
    return {};
}

std::vector<int> nodes_with_places(const Model& model) {
    const int scores = score_node(model);
    const Flags used = ancestors(model, scores), fed = descendants(model, model.inputs().front());
    std::vector<int> nodes;
    for (int i = 0; i < scores; ++i)
        if (flag(used, i) && flag(fed, i) && has_places(model.node(i))) nodes.push_back(i);
    return nodes;
}

PlaceGrid place_grid(const Model& model, int node) {
    const int input = model.inputs().front();
    const Shape &shape = model.node(node).shape, &pixels = model.node(input).shape;
    const auto field = [&](std::int64_t row, std::int64_t col) {
        if (node == input) return single({row, col, 0});
        return receptive_field(model, node, {{row, row + 1}, {col, col + 1}, {0, shape.channels()}}, input, true);
    };
    const Region zero = field(0, 0);
    const Region one = field(std::min<std::int64_t>(1, shape.rows() - 1), std::min<std::int64_t>(1, shape.cols() - 1));
    return {axis_of(zero.rows, one.rows, shape.rows(), pixels.rows()),
            axis_of(zero.cols, one.cols, shape.cols(), pixels.cols())};
}

std::string rest_reason(const Model& model, int node) {
    const int scores = score_node(model);
    const Flags used = ancestors(model, scores), after = descendants(model, node);
    for (const int input : model.inputs())
        if (flag(descendants(model, input, node), scores)) return tr("paths around the layer");
    for (int i = node + 1; i < scores; ++i) {
        if (!flag(used, i) || !flag(after, i)) continue;
        const ActivationKind kind = model.node(i).layer->activation().kind;
        if (!keeps_proportions(kind))
            return tr("{} in {} does not keep proportions", name_of(kind), model.node(i).name);
    }
    return tr("a layer after it is not piecewise linear");
}

}  // namespace convscope::nn
