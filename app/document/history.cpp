#include "app/document/history.h"

#include <algorithm>
#include <utility>

namespace convscope {

namespace {

/// Bytes of the weights that `model` does not share with `newer`, the model of the next newer step. If `newer` is null,
/// bytes of all weights.
std::size_t own_bytes(const nn::Model& model, const nn::Model* newer) {
    std::size_t bytes = 0;
    for (int i = 0; i < model.size(); ++i) {
        const std::vector<nn::SharedTensor>& weights = model.node(i).weights;
        if (newer != nullptr && i < newer->size() && newer->node(i).weights == weights) continue;
        for (const nn::SharedTensor& weight : weights) bytes += weight->values.size() * sizeof(float);
    }
    return bytes;
}

}  // namespace

void History::perform(const Command& command) {
    Step before{command.label,   current_.workspace, current_.picture, current_.lab,
                current_.colour, current_.chain,     current_.network, current_.training};
    command.apply(current_);
    ++changes_;
    if (before.matches(current_)) return;
    ++revision_;
    if (before.picture.picture.planes.empty()) {
        adopt_first_picture(before);
        if (before.matches(current_)) return;
    }
    future_.clear();
    const bool same_gesture = command.gesture != 0 && command.gesture == last_gesture_ && !past_.empty();
    last_gesture_ = command.gesture;
    if (same_gesture) {
        // A drag that ends where it began leaves nothing to undo.
        if (!past_.back().matches(current_)) return;
        past_.pop_back();
        last_gesture_ = 0;
        return;
    }
    past_.push_back(std::move(before));
    trim();
}

void History::adopt_first_picture(Step& before) {
    const auto adopt = [this](Step& step) {
        if (step.picture.picture.planes.empty()) step.picture = current_.picture;
    };
    adopt(before);
    std::ranges::for_each(past_, adopt);
    std::ranges::for_each(future_, adopt);
}

void History::apply_unrecorded(const Command& command) {
    const OpenPicture picture = current_.picture;
    const Network network = current_.network;
    command.apply(current_);
    ++revision_;
    ++changes_;
    const auto adopt = [&](Step& step) {
        if (step.picture == picture) step.picture = current_.picture;
        if (step.network == network) step.network = current_.network;
    };
    std::ranges::for_each(past_, adopt);
    std::ranges::for_each(future_, adopt);
}

void History::trim() {
    std::size_t steps = 0;
    std::size_t bytes = 0, model_bytes = 0;
    const Picture* newer = &current_.picture.picture;
    const Picture* newer_input = &current_.network.input.picture;
    const nn::Model* newer_model = current_.network.model.model.get();
    for (auto step = past_.rbegin(); step != past_.rend(); ++step, ++steps) {
        const Picture& picture = step->picture.picture;
        const Picture& input = step->network.input.picture;
        if (!picture.same_storage(*newer)) bytes += picture.bytes();
        if (!input.same_storage(*newer_input)) bytes += input.bytes();
        const nn::Model* model = step->network.model.model.get();
        if (model != nullptr && model != newer_model) model_bytes += own_bytes(*model, newer_model);
        newer_model = model;
        newer = &picture;
        newer_input = &input;
        if (steps == kMaxSteps ||
            (steps > 0 && (bytes + model_bytes > limits_.bytes || model_bytes > limits_.model_bytes)))
            break;
    }
    held_ -= std::min(held_, past_.size() - steps);
    past_.erase(past_.begin(), past_.end() - static_cast<std::ptrdiff_t>(steps));
}

void History::show_change(const Step& step) {
    LabPage& page = current_.lab_view.page;
    const bool changes_lab = step.lab != current_.lab, changes_colour = step.colour != current_.colour;
    const bool changes_chain = step.chain != current_.chain;
    if ((page == LabPage::colour && changes_colour) || (page == LabPage::chain && changes_chain)) return;
    if (changes_lab)
        page = LabPage::filter;
    else if (changes_colour)
        page = LabPage::colour;
    else if (changes_chain)
        page = LabPage::chain;
}

void History::swap_with(Step& step) {
    show_change(step);
    std::swap(step.picture, current_.picture);
    std::swap(step.lab, current_.lab);
    std::swap(step.colour, current_.colour);
    std::swap(step.chain, current_.chain);
    current_.chain_view = current_.chain_view.within(current_.chain);
    std::swap(step.network, current_.network);
    if (step.training != current_.training) current_.training_view.moment.reset();
    std::swap(step.training, current_.training);
    current_.workspace = step.workspace;
    if (step.picture.picture.size() != current_.picture.picture.size()) current_.lab_view.reset_for_picture();
    const auto& model = current_.network.model.model;
    const auto& before = step.network.model.model;
    if (model && (!before || !nn::has_same_layers(*before, *model))) current_.network_view.enter(*model);
    last_gesture_ = 0;
    ++revision_;
    ++changes_;
}

void History::hold_undo() {
    held_ = past_.size();
    future_.clear();
    last_gesture_ = 0;
}

void History::enter_exercise() {
    if (outside_) return;
    outside_ = Outside{current_, std::exchange(past_, {}), std::exchange(future_, {})};
    held_ = 0;
    last_gesture_ = 0;
}

void History::leave_exercise() {
    if (!outside_) return;
    current_ = std::move(outside_->document);
    past_ = std::move(outside_->past);
    future_ = std::move(outside_->future);
    outside_.reset();
    held_ = 0;
    last_gesture_ = 0;
    ++revision_;
    ++changes_;
}

void History::undo() {
    if (!can_undo()) return;
    Step step = std::move(past_.back());
    past_.pop_back();
    swap_with(step);
    future_.push_back(std::move(step));
}

void History::redo() {
    if (future_.empty()) return;
    Step step = std::move(future_.back());
    future_.pop_back();
    swap_with(step);
    past_.push_back(std::move(step));
}

void History::reset(Document document) {
    current_ = std::move(document);
    past_.clear();
    future_.clear();
    if (outside_) outside_ = Outside{current_, {}, {}};
    held_ = 0;
    last_gesture_ = 0;
    ++revision_;
    ++changes_;
}

}  // namespace convscope
