#include "app/jobs/explain/map_differences.h"

#include "core/nn/attribution/score_gradient.h"

namespace convscope {

void MapDifferenceMeter::update(const NetworkResults& results, std::int64_t index, std::int64_t rival) {
    jobs_.drain();
    wanted_ = {results.revision, index, rival};
    if (in_flight_ || wanted_ == computed_) return;
    in_flight_ = true;
    started_ = wanted_;
    problem_.clear();
    jobs_.submit([request = results.request,
                  subject = started_](const std::stop_token& stop) { return compute(request, subject, stop); },
                 [this](std::optional<MapDifferences> differences) {
                     in_flight_ = false;
                     computed_ = started_;
                     differences_ = std::move(differences);
                 },
                 [this](const std::string& message) {
                     in_flight_ = false;
                     computed_ = started_;
                     differences_.reset();
                     problem_ = message;
                 });
}

std::optional<MapDifferences> MapDifferenceMeter::compute(const NetworkRequest& request, const Subject& subject,
                                                          const std::stop_token& stop) {
    const nn::Model& model = *request.model;
    const std::optional<int> node = nn::last_node_with_places(model);
    if (!node || model.node(*node).inputs.empty()) return std::nullopt;
    nn::ScoreGradient gradient(model, request.edits);
    gradient.set_input(0, request.input->values);
    for (std::size_t i = 0; i < request.others.size(); ++i) gradient.set_input(i + 1, request.others[i]->values);
    gradient.run(subject.index);
    const std::vector<float> parts = nn::channel_contributions(gradient, *node);
    const nn::ScoreBalance balance = nn::score_balance(gradient, *node);
    if (stop.stop_requested()) return std::nullopt;
    gradient.run(subject.rival);
    const std::vector<float> rival_parts = nn::channel_contributions(gradient, *node);
    const nn::ScoreBalance rival = nn::score_balance(gradient, *node);
    MapDifferences result{.node = *node,
                          .parts = {},
                          .score = balance.score,
                          .rival_score = rival.score,
                          .bias = balance.biases - rival.biases,
                          .rest = balance.rest - rival.rest};
    result.parts.reserve(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) result.parts.push_back(double{parts[i]} - double{rival_parts[i]});
    return result;
}

}  // namespace convscope
