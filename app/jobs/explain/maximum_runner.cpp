#include "app/jobs/explain/maximum_runner.h"

#include <chrono>
#include <optional>
#include <utility>

namespace convscope {

/// The search. The worker constructs it, because that packs the model's weights, which takes time.
struct MaximumRunner::Work {
    MaximumRequest request;
    std::optional<nn::ActivationMaximum> search;
};

/// Runs steps of the search for about 30 ms, at least one; none if `steps` is false.
MaximumRunner::Progress MaximumRunner::advance(Work& work, bool steps) {
    constexpr std::chrono::milliseconds kTime{30};
    const MaximumRequest& request = work.request;
    if (!work.search)
        work.search.emplace(*request.model, request.edits, request.node, request.channel, request.options);
    Progress progress;
    const auto start = std::chrono::steady_clock::now();
    while (steps && work.search->steps() < kMaxSteps) {
        work.search->step();
        progress.values.push_back(work.search->value());
        if (std::chrono::steady_clock::now() - start > kTime) break;
    }
    progress.steps = work.search->steps();
    progress.input.assign(work.search->input().begin(), work.search->input().end());
    return progress;
}

void MaximumRunner::update(const MaximumRequest& request) {
    jobs_.drain();
    if (!(request == request_)) {
        request_ = request;
        reset();
    }
    if (steps_ >= kMaxSteps) running_ = false;
    const bool has_first = !input_.empty() || !problem_.empty();
    if (!in_flight_ && request_.model && (running_ || !has_first)) submit();
}

void MaximumRunner::submit() {
    if (!work_) work_ = std::make_shared<Work>(Work{request_, std::nullopt});
    in_flight_ = true;
    const auto accept = [this, work = work_](const Progress& progress) {
        in_flight_ = false;
        if (work != work_) return;
        steps_ = progress.steps;
        input_ = progress.input;
        values_.insert(values_.end(), progress.values.begin(), progress.values.end());
    };
    const auto fail = [this, work = work_](const std::string& message) {
        in_flight_ = false;
        if (work != work_) return;
        problem_ = message;
        running_ = false;
    };
    jobs_.submit([work = work_, steps = running_] { return advance(*work, steps); }, accept, fail);
}

void MaximumRunner::pause() {
    running_ = false;
    jobs_.drain();
}

void MaximumRunner::reset() {
    work_.reset();
    steps_ = 0;
    input_.clear();
    values_.clear();
    problem_.clear();
}

void MaximumRunner::forget() {
    running_ = false;
    request_ = {};
    reset();
}

}  // namespace convscope
