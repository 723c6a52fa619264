#include "app/document/history.h"

#include <utility>

namespace convscope {

void History::perform(const Command& command) {
    Step before{command.label, current_.picture, current_.lab};
    command.apply(current_);
    if (before.picture == current_.picture && before.lab == current_.lab) return;
    ++revision_;
    future_.clear();
    const bool same_gesture = command.gesture != 0 && command.gesture == last_gesture_ && !past_.empty();
    last_gesture_ = command.gesture;
    if (same_gesture) {
        // A drag that ends where it began leaves nothing to undo.
        const Step& first = past_.back();
        if (first.picture != current_.picture || first.lab != current_.lab) return;
        past_.pop_back();
        last_gesture_ = 0;
        return;
    }
    past_.push_back(std::move(before));
    forget_what_is_too_much();
}

void History::forget_what_is_too_much() {
    std::size_t steps = 0;
    std::size_t bytes = 0;
    const OpenPicture* newer = &current_.picture;
    for (auto step = past_.rbegin(); step != past_.rend(); ++step, ++steps) {
        if (step->picture != *newer) bytes += step->picture.picture.bytes();
        newer = &step->picture;
        if (steps == kMaxSteps || (steps > 0 && bytes > max_picture_bytes_)) break;
    }
    past_.erase(past_.begin(), past_.end() - static_cast<std::ptrdiff_t>(steps));
}

void History::swap_with(Step& step) {
    std::swap(step.picture, current_.picture);
    std::swap(step.lab, current_.lab);
    if (step.picture.picture.size() != current_.picture.picture.size()) current_.view.leave_picture();
    last_gesture_ = 0;
    ++revision_;
}

void History::undo() {
    if (past_.empty()) return;
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
    last_gesture_ = 0;
    ++revision_;
}

}  // namespace convscope
