#include "app/jobs/network/range_trials.h"

#include <span>
#include <utility>

#include "core/base/text/translation.h"
#include "core/nn/input/brush.h"
#include "core/nn/input/opening.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/plan/plan.h"

namespace convscope {

namespace {

std::vector<RangeAnswer> answers_of(const nn::PictureInput& input, const nn::Feeds& feeds, const nn::Model& model) {
    const std::optional<nn::Shape> shape = nn::picture_shape(model.node(model.inputs().front()).shape);
    const std::vector<nn::InputRange> ranges = nn::ranges_for(shape ? shape->channels() : 1);
    std::vector<RangeAnswer> answers;
    answers.reserve(ranges.size());
    nn::Plan plan(model, 1);
    set_feeds(plan, feeds);
    for (const nn::InputRange range : ranges) {
        nn::ModelInfo info = model.info();
        info.preprocessing = nn::with_range(info.preprocessing, range);
        nn::PictureInput other = input;
        other.paint = nn::repainted(input.paint, model.info().preprocessing, info.preprocessing);
        plan.set_input(0, nn::input_tensor(other, model.with_info(std::move(info))).values);
        plan.run();
        nn::RankedClass best = nn::ranked_classes(model, plan.activation(model.outputs().front())).front();
        std::string text = nn::answer_text(best.value, nn::answer_unit(model));
        answers.push_back({.range = range, .best = std::move(best), .text = std::move(text)});
    }
    return answers;
}

}  // namespace

void RangeTrials::update(const nn::PictureInput& input, const std::shared_ptr<const nn::Model>& model,
                         const nn::Feeds& feeds) {
    jobs_.drain();
    if (in_flight_ || (model == model_ && input == input_ && feeds == feeds_)) return;
    if (model_ && !nn::has_same_layers(*model_, *model)) answers_.clear();
    input_ = input;
    feeds_ = feeds;
    model_ = model;
    if (!nn::gives_ranking(*model)) return accept({}, tr("The model's output is not a list of classes."));
    in_flight_ = true;
    jobs_.submit([input, feeds, model] { return answers_of(input, feeds, *model); },
                 [this](std::vector<RangeAnswer> answers) { accept(std::move(answers), {}); },
                 [this](const std::string& message) { accept({}, message); });
}

void RangeTrials::accept(std::vector<RangeAnswer> answers, std::string problem) {
    in_flight_ = false;
    answers_ = std::move(answers);
    problem_ = std::move(problem);
}

}  // namespace convscope
