#include "app/document/learning/learning_commands.h"

#include <utility>

#include "app/document/lab/lab_commands.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

void step_learner(LabLearning& learning, int count) {
    if (!learning.learner) return;
    auto next = std::make_shared<FilterLearner>(*learning.learner);
    next->set_relative_rate(learning.options.relative_rate);
    next->step(count);
    if (next->diverged() || next->converged()) learning.playing = false;
    learning.learner = std::move(next);
}

}  // namespace

Command set_learning(std::function<void(LabLearning&)> change, bool restarts) {
    return {tr("change of learning"), [change = std::move(change), restarts](Document& document) {
                change(document.learning);
                if (restarts) document.learning.restart();
            }};
}

Command choose_learn_target(LearnTarget target) {
    return {tr("choice of the target"), [target](Document& document) {
                document.learning.target = target;
                document.learning.own = document.lab.filters.at(static_cast<std::size_t>(document.lab.edited));
                document.learning.restart();
            }};
}

Command hide_another_preset() {
    return {tr("choice of another hidden filter"), [](Document& document) {
                LabLearning& learning = document.learning;
                learning.target = LearnTarget::hidden_preset;
                const std::string last = learning.preset;
                const LabFilter& shown = document.lab.filters.at(static_cast<std::size_t>(document.lab.edited));
                do learning.preset = hidden_preset(++learning.options.seed, last);
                while (learning.hides(shown));
                learning.revealed = false;
                learning.restart();
            }};
}

Command use_lab_picture(OpenPicture picture) {
    const Command as_input = open_picture(picture);
    return {as_input.label, [picture = std::move(picture), as_input](Document& document) {
                LabLearning& learning = document.learning;
                if (document.lab_view.page != LabPage::learn || learning.target != LearnTarget::picture)
                    return as_input.apply(document);
                learning.picture = picture;
                learning.restart();
            }};
}

std::optional<Command> advance_learning(const Document& document) {
    if (document.lab_view.page != LabPage::learn || !document.learning.playing || !document.learning.learner)
        return std::nullopt;
    return step_learning(document.learning.steps_per_frame);
}

Command step_learning(int count) {
    return set_learning([count](LabLearning& learning) { step_learner(learning, count); });
}

Command use_learned_filter(const Document& document) {
    LabFilter filter = document.lab.filters.at(static_cast<std::size_t>(document.lab.edited));
    if (const auto& learner = document.learning.learner) {
        filter.kernel = learner->kernel();
        filter.bias = static_cast<float>(learner->bias());
        filter.weight = 1;
        filter.normalise = false;
    }
    return set_filter(document.lab.edited, filter, tr("use of the learned filter"));
}

}  // namespace convscope
