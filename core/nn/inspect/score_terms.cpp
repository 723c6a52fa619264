#include "core/nn/inspect/score_terms.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "core/nn/inspect/classes.h"

namespace convscope::nn {

namespace {

/// One class's score in the layer that computes it.
struct Score {
    int node = 0;
    Explanation explanation;
};

/// The score of class `index`; nullopt if it is not a sum of weighted values.
std::optional<Score> score_of(const Model& model, std::int64_t index, Activations activations) {
    Score score{.node = score_node(model), .explanation = {}};
    Position at{0, 0, index};
    for (bool is_score = true;; is_score = false) {
        const Node& node = model.node(score.node);
        // The first node's activation turns the scores into probabilities. An activation in a later step would change
        // the scores.
        if (!is_score && !node.layer->activation().is_linear()) return std::nullopt;
        score.explanation = explain_pre_activation(model, score.node, at, activations);
        const Explanation& e = score.explanation;
        if (e.combination == Combination::sum) return score;
        if (e.combination != Combination::copy || e.terms.empty()) return std::nullopt;
        score.node = node.inputs[e.terms.front().input];
        at = e.terms.front().from;
    }
}

/// The terms of two scores, by the node and the index of their values.
using Terms = std::map<std::pair<int, std::int64_t>, ScoreTerm>;

class TermCollector {
  public:
    TermCollector(const Model& model, double ScoreTerm::*weight, Terms& terms)
        : model_(model), weight_(weight), terms_(terms) {}

    void add_all(const Score& score) {
        const Node& node = model_.node(score.node);
        for (const Term& term : score.explanation.terms)
            add(node.inputs[term.input], term.from, term.value, term.weight);
        if (score.explanation.channels.empty()) return;
        const WindowAxes axes = node.layer->sliding_window(model_.input_shapes(score.node)).value().axes;
        for (const ChannelTerms& channel : score.explanation.channels)
            for (std::size_t tap = 0; tap < channel.window.size(); ++tap) {
                if (!channel.inside[tap]) continue;
                const auto row = static_cast<std::int64_t>(tap) / axes.cols.size;
                const auto col = static_cast<std::int64_t>(tap) % axes.cols.size;
                add(node.inputs.front(),
                    {axes.rows.tap(score.explanation.at.row, row), axes.cols.tap(score.explanation.at.col, col),
                     channel.channel},
                    double{channel.window[tap]}, double{channel.kernel[tap]});
            }
    }

  private:
    void add(int node, const Position& from, double value, double weight) {
        ScoreTerm& term = terms_[{node, index_of(model_.node(node).shape, from)}];
        term.node = node;
        term.from = from;
        term.value = value;
        term.*weight_ += weight;
    }

    const Model& model_;
    double ScoreTerm::*weight_;
    Terms& terms_;
};

}  // namespace

std::vector<float> class_scores(const Model& model, Activations activations) {
    const int index = score_node(model);
    const Node& node = model.node(index);
    const std::vector<Shape> shapes = model.input_shapes(index);
    std::vector<std::span<const float>> inputs, weights;
    for (const int input : node.inputs) inputs.push_back(activations[static_cast<std::size_t>(input)]);
    for (const SharedTensor& weight : node.weights) weights.emplace_back(weight->values);
    std::vector<float> scores(static_cast<std::size_t>(node.shape.count()));
    node.layer->forward(
        {.input_shapes = shapes, .inputs = inputs, .weights = weights, .output_shape = node.shape, .output = scores});
    return scores;
}

std::optional<ScoreComparison> compare_scores(const Model& model, std::int64_t index, std::int64_t rival,
                                              Activations activations) {
    const std::optional<Score> one = score_of(model, index, activations);
    const std::optional<Score> other = score_of(model, rival, activations);
    if (!one || !other) return std::nullopt;
    ScoreComparison comparison{.score = one->explanation.sum,
                               .rival_score = other->explanation.sum,
                               .bias = one->explanation.bias,
                               .rival_bias = other->explanation.bias,
                               .terms = {}};
    Terms terms;
    TermCollector(model, &ScoreTerm::weight, terms).add_all(*one);
    TermCollector(model, &ScoreTerm::rival_weight, terms).add_all(*other);
    comparison.terms.reserve(terms.size());
    for (const auto& [place, term] : terms) comparison.terms.push_back(term);
    std::ranges::stable_sort(comparison.terms, std::ranges::greater(), [](const ScoreTerm& term) {
        const double part = std::fabs(term.part());
        return std::isnan(part) ? HUGE_VAL : part;
    });
    return comparison;
}

}  // namespace convscope::nn
