#include "app/jobs/network/network_engine.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/free_memory.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

/// A plan with its current input and edits, so that an update sets only the differences, and its last trace, so that a
/// new one shares the layers that have not changed.
class PlanWithInputs {
  public:
    explicit PlanWithInputs(const nn::Model& model) : plan_(model, 1) {}

    void update(const nn::SharedTensor& new_input, const std::vector<nn::SharedTensor>& new_others,
                const nn::Edits& new_edits);
    /// Computes the layers that depend on a change. Returns false after a stop request.
    bool run(const std::stop_token& stop) { return noted(plan_.run(stop)); }
    /// run() that may end at this time if only edits have changed since the last trace.
    bool run_until(std::chrono::steady_clock::time_point time, const std::stop_token& stop) {
        return noted(has_new_input_ ? plan_.run(stop) : plan_.run_until(time, stop));
    }
    bool has_new_input() const { return has_new_input_; }
    /// Takes a trace of all layers that are computed so far.
    void take_trace(const std::shared_ptr<nn::Trace>& trace) {
        if (last_)
            nn::snapshot(plan_, *last_, changed_, *trace);
        else
            nn::snapshot(plan_, *trace);
        last_ = trace;
        changed_.assign(changed_.size(), false);
        has_new_input_ = false;
    }
    nn::Plan& plan() { return plan_; }
    const nn::Edits& edits() const { return edits_; }

  private:
    void set_input(std::size_t which, const nn::Tensor& values) {
        plan_.set_input(which, values.values);
        changed_.at(static_cast<std::size_t>(plan_.model().inputs().at(which))) = true;
        has_new_input_ = true;
    }
    bool noted(bool complete) {
        for (const int node : plan_.computed()) changed_[static_cast<std::size_t>(node)] = true;
        return complete;
    }

    nn::Plan plan_;
    nn::SharedTensor input_;
    std::vector<nn::SharedTensor> others_;
    nn::Edits edits_;
    std::shared_ptr<const nn::Trace> last_;  ///< null before the first
    std::vector<bool> changed_ = std::vector<bool>(static_cast<std::size_t>(plan_.model().size()));  ///< since last_
    bool has_new_input_ = false;                                                                     ///< since last_
};

void PlanWithInputs::update(const nn::SharedTensor& new_input, const std::vector<nn::SharedTensor>& new_others,
                            const nn::Edits& new_edits) {
    if (input_ != new_input) set_input(0, *new_input);
    input_ = new_input;
    others_.resize(new_others.size());
    for (std::size_t i = 0; i < others_.size(); ++i)
        if (others_[i] != new_others[i]) set_input(i + 1, *new_others[i]);
    others_ = new_others;
    for (const auto& [ref, tensor] : edits_.weights)
        if (!new_edits.weights.contains(ref))
            plan_.set_weight(ref.node, ref.weight, plan_.model().node(ref.node).weights.at(ref.weight));
    for (const auto& [ref, tensor] : new_edits.weights) {
        const auto old = edits_.weights.find(ref);
        if (old == edits_.weights.end() || old->second != tensor) plan_.set_weight(ref.node, ref.weight, tensor);
    }
    for (const auto& [node, channels] : edits_.ablated)
        if (!new_edits.ablated.contains(node)) plan_.set_ablated(node, {});
    for (const auto& [node, channels] : new_edits.ablated) {
        const auto old = edits_.ablated.find(node);
        if (old == edits_.ablated.end() || old->second != channels) plan_.set_ablated(node, channels);
    }
    edits_ = new_edits;
}

/// For each channel of the layer: the drop of output `index` if this channel is ablated too. Empty after a stop
/// request.
std::vector<float> drops_of(PlanWithInputs& edited, int layer, std::size_t index, const std::stop_token& stop) {
    nn::Plan& plan = edited.plan();
    const int output = plan.model().outputs().front();
    if (!plan.run(stop)) return {};
    const float before = plan.activation(output)[index];
    const std::int64_t count = plan.model().node(layer).shape.channels();
    const std::vector<std::int64_t> already_ablated = nn::ablated(edited.edits(), layer);
    std::vector<float> drops;
    drops.reserve(static_cast<std::size_t>(count));
    for (std::int64_t channel = 0; channel < count; ++channel) {
        std::vector<std::int64_t> channels = already_ablated;
        channels.push_back(channel);
        plan.set_ablated(layer, channels);
        if (!plan.run(stop)) return {};
        drops.push_back(before - plan.activation(output)[index]);
    }
    plan.set_ablated(layer, already_ablated);
    return drops;
}

}  // namespace

struct NetworkEngine::Plans {
    explicit Plans(std::shared_ptr<const nn::Model> of) : model(std::move(of)), now(*model) {}

    std::shared_ptr<const nn::Model> model;
    PlanWithInputs now;
    std::optional<PlanWithInputs> trained;  ///< made when it is needed: a plan of a large model takes much memory
};

struct NetworkEngine::Outcome {
    NetworkRequest request;
    std::shared_ptr<Plans> plans;
    std::shared_ptr<nn::Trace> now;
    std::shared_ptr<const nn::Trace> trained;
    std::string problem;
    double milliseconds = 0;
    bool complete = true;
    bool stopped = false;  ///< `plans` hold no complete results
};

NetworkEngine::Outcome NetworkEngine::compute(const Task& task, std::shared_ptr<Plans> plans,
                                              const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    const NetworkRequest& request = task.request;
    if (!plans || plans->model != request.model) plans = std::make_shared<Plans>(request.model);
    const auto start = Clock::now();
    PlanWithInputs& edited = plans->now;
    edited.update(request.input, request.others, request.edits);
    const bool has_slice = task.slice != std::chrono::milliseconds::max() && !edited.has_new_input();
    const bool complete = has_slice ? edited.run_until(start + task.slice, stop) : edited.run(stop);
    if (!complete && (!has_slice || stop.stop_requested()))
        return {.request = request, .plans = std::move(plans), .stopped = true};
    edited.take_trace(task.now);
    std::shared_ptr<const nn::Trace> trained = task.trained;
    if (!request.is_edited() && (complete || !trained)) {
        trained = task.now;
    } else if (!trained) {
        if (!plans->trained) plans->trained.emplace(*request.model);
        plans->trained->update(request.trained_input, request.others, {});
        if (!plans->trained->run(stop)) return {.request = request, .plans = std::move(plans), .stopped = true};
        const auto fresh = std::make_shared<nn::Trace>();
        plans->trained->take_trace(fresh);
        trained = fresh;
    }
    const double milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return {request, std::move(plans), task.now, std::move(trained), {}, milliseconds, complete};
}

std::shared_ptr<nn::Trace> NetworkEngine::free_trace() {
    for (const auto& trace : memory_)
        if (trace.use_count() == 1) return trace;
    memory_.push_back(std::make_shared<nn::Trace>());
    return memory_.back();
}

void NetworkEngine::accept(Outcome outcome) {
    const bool is_other_model = results_.request.model && results_.request.model != outcome.request.model;
    const bool continues = !results_.complete && results_.request == outcome.request;
    plans_ = std::move(outcome.plans);
    // Drop the contributions of a previous model, whose channels may differ.
    if (results_.request.model != outcome.request.model) contributions_.reset();
    results_.request = std::move(outcome.request);
    results_.problem = std::move(outcome.problem);
    results_.now = std::move(outcome.now);
    results_.trained = std::move(outcome.trained);
    // The time of all parts of a result.
    results_.milliseconds = outcome.milliseconds + (continues ? results_.milliseconds : 0);
    if (results_.complete && !outcome.complete) incomplete_since_ = std::chrono::steady_clock::now();
    results_.complete = outcome.complete;
    ++results_.revision;
    // Keep at most two unused traces for the next results, and free the others.
    int unused = 0;
    std::erase_if(memory_, [&unused](const auto& trace) {
        if (trace.use_count() > 1) return false;
        ++unused;
        return unused > 2;
    });
    if (!is_other_model) return;
    // The closed model's plans and traces have been freed, and perhaps its weights too, so return the memory to the
    // system.
    contribution_jobs_.submit(
        [] {
            return_freed_memory();
            return true;
        },
        [](bool) {}, [](const std::string&) {});
}

void NetworkEngine::stop_outdated(const NetworkRequest& request) {
    const bool is_other = request.model != computed_.model || request.trained_input != computed_.trained_input ||
                          (!request.trained_input && request.input != computed_.input);
    if (!is_other || work_ < kStoppedWork || !busy()) return;
    wanted_.request_stop();
}

std::stop_token NetworkEngine::stop_token() {
    if (wanted_.stop_requested()) wanted_ = {};
    return wanted_.get_token();
}

NetworkRequest NetworkEngine::next_request(const NetworkRequest& request) const {
    const bool waits_too_long =
        !results_.complete && std::chrono::steady_clock::now() - incomplete_since_ > kMaxIncomplete;
    const bool is_same_model = results_.request.model == request.model;
    return waits_too_long && is_same_model && results_.request.input == request.input ? results_.request : request;
}

NetworkEngine::Task NetworkEngine::next_task(const NetworkRequest& request) {
    Task task{.request = request, .now = free_trace()};
    // Keep the trained model's results, because edits do not change them.
    const NetworkRequest& last = results_.request;
    if (last.model == request.model && last.trained_input == request.trained_input && last.others == request.others)
        task.trained = results_.trained;
    if (work_ < kStoppedWork) return task;
    task.slice = !results_.complete && last == request ? slices_.more : slices_.first;
    return task;
}

void NetworkEngine::update(const NetworkRequest& request) {
    jobs_.drain();
    contribution_jobs_.drain();
    if (request.model && request.input) stop_outdated(request);
    if (!request.model || !request.input || in_flight_) return;
    if (results_.revision > 0 && results_.complete && results_.request == request) return;
    if (measured_model_ != request.model) {
        measured_model_ = request.model;
        work_ = nn::summarise(*request.model).multiply_adds + nn::parameter_count(*request.model);
        memory_.clear();
        // Otherwise the closed model's plans would stay in memory until the new ones are made.
        if (!plans_ || plans_->model != request.model) plans_.reset();
    }
    Task task = next_task(next_request(request));
    computed_ = task.request;
    if (work_ <= kInlineWork) {
        try {
            accept(compute(task, std::move(plans_), {}));
        } catch (const MemoryError& error) {
            accept({.request = request, .problem = error.what()});
        } catch (const std::bad_alloc&) {
            accept(
                {.request = request, .problem = tr("There is not enough memory for this model. Open a smaller one.")});
        }
        return;
    }
    start(std::move(task));
}

void NetworkEngine::start(Task task) {
    in_flight_ = true;
    const auto failed = [this, request = task.request](const std::string& message) {
        in_flight_ = false;
        accept({.request = request, .problem = message});
    };
    jobs_.submit([task = std::move(task), plans = std::move(plans_),
                  stop = stop_token()]() mutable { return compute(task, std::move(plans), stop); },
                 [this](Outcome outcome) {
                     in_flight_ = false;
                     if (outcome.stopped)
                         plans_ = std::move(outcome.plans);
                     else
                         accept(std::move(outcome));
                 },
                 failed);
}

const Contributions* NetworkEngine::contributions(int layer) {
    const bool known = contributions_ && contributions_->layer == layer;
    const bool fresh = known && contributions_->revision == results_.revision;
    if (!fresh && !measuring_ && results_.complete && results_.has_trace() && nn::gives_ranking(results_.model()))
        measure_contributions(layer);
    return known ? &*contributions_ : nullptr;
}

void NetworkEngine::measure_contributions(int layer) {
    const NetworkRequest request = results_.request;
    const nn::Model& model = results_.model();
    const std::size_t index =
        nn::ranked_classes(model, results_.now->layer(model.outputs().front()).values).front().index;
    measuring_ = true;
    contribution_jobs_.submit(
        [request, layer, index, revision = results_.revision, stop = stop_token()] {
            PlanWithInputs edited(*request.model);
            edited.update(request.input, request.others, request.edits);
            return Contributions{revision, layer, index, drops_of(edited, layer, index, stop)};
        },
        [this, model = request.model](Contributions contributions) {
            measuring_ = false;
            if (model == results_.request.model) contributions_ = std::move(contributions);
        },
        [this, model = request.model, layer, index, revision = results_.revision](const std::string&) {
            measuring_ = false;
            if (model == results_.request.model) contributions_ = Contributions{revision, layer, index, {}};
        });
}

}  // namespace convscope
