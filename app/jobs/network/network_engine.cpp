#include "app/jobs/network/network_engine.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/free_memory.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

/// A plan with its current input and edits, so that an update sets only the differences.
struct PlanWithInputs {
    nn::Plan plan;
    nn::SharedTensor input;
    std::vector<nn::SharedTensor> others;
    nn::Edits edits;

    explicit PlanWithInputs(const nn::Model& model) : plan(model, 1) {}

    void update(const nn::SharedTensor& new_input, const std::vector<nn::SharedTensor>& new_others,
                const nn::Edits& new_edits) {
        if (input != new_input) plan.set_input(0, new_input->values);
        input = new_input;
        others.resize(new_others.size());
        for (std::size_t i = 0; i < others.size(); ++i)
            if (others[i] != new_others[i]) plan.set_input(i + 1, new_others[i]->values);
        others = new_others;
        for (const auto& [ref, tensor] : edits.weights)
            if (!new_edits.weights.contains(ref))
                plan.set_weight(ref.node, ref.weight, plan.model().node(ref.node).weights.at(ref.weight));
        for (const auto& [ref, tensor] : new_edits.weights) {
            const auto old = edits.weights.find(ref);
            if (old == edits.weights.end() || old->second != tensor) plan.set_weight(ref.node, ref.weight, tensor);
        }
        for (const auto& [node, channels] : edits.ablated)
            if (!new_edits.ablated.contains(node)) plan.set_ablated(node, {});
        for (const auto& [node, channels] : new_edits.ablated) {
            const auto old = edits.ablated.find(node);
            if (old == edits.ablated.end() || old->second != channels) plan.set_ablated(node, channels);
        }
        edits = new_edits;
    }
};

/// For each channel of the layer: the drop of output `index` if this channel is ablated too. Empty after a stop
/// request.
std::vector<float> drops_of(PlanWithInputs& edited, int layer, std::size_t index, const std::stop_token& stop) {
    nn::Plan& plan = edited.plan;
    const int output = plan.model().outputs().front();
    if (!plan.run(stop)) return {};
    const float before = plan.activation(output)[index];
    const std::int64_t count = plan.model().node(layer).shape.channels();
    const std::vector<std::int64_t> already_ablated = nn::ablated(edited.edits, layer);
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
    explicit Plans(std::shared_ptr<const nn::Model> of) : model(std::move(of)), now(*model), trained(*model) {}

    std::shared_ptr<const nn::Model> model;
    PlanWithInputs now, trained;
};

struct NetworkEngine::Outcome {
    NetworkRequest request;
    std::shared_ptr<Plans> plans;
    std::shared_ptr<nn::Trace> now;
    std::shared_ptr<const nn::Trace> trained;
    std::string problem;
    double milliseconds = 0;
    bool stopped = false;  ///< `plans` hold no complete results
};

NetworkEngine::Outcome NetworkEngine::compute(const NetworkRequest& request, std::shared_ptr<Plans> plans,
                                              std::shared_ptr<nn::Trace> now, std::shared_ptr<const nn::Trace> trained,
                                              const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    if (!plans || plans->model != request.model) plans = std::make_shared<Plans>(request.model);
    const auto start = Clock::now();
    const auto run = [&stop, &request](PlanWithInputs& plan, const nn::SharedTensor& input, const nn::Edits& edits,
                                       nn::Trace& trace) {
        plan.update(input, request.others, edits);
        if (!plan.plan.run(stop)) return false;
        nn::snapshot(plan.plan, trace);
        return true;
    };
    if (!run(plans->now, request.input, request.edits, *now))
        return {.request = request, .plans = std::move(plans), .stopped = true};
    if (!request.is_edited()) {
        trained = now;
    } else if (!trained) {
        const auto fresh = std::make_shared<nn::Trace>();
        if (!run(plans->trained, request.trained_input, {}, *fresh))
            return {.request = request, .plans = std::move(plans), .stopped = true};
        trained = fresh;
    }
    const double milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return {request, std::move(plans), std::move(now), std::move(trained), {}, milliseconds};
}

std::shared_ptr<nn::Trace> NetworkEngine::free_trace() {
    for (const auto& trace : memory_)
        if (trace.use_count() == 1) return trace;
    memory_.push_back(std::make_shared<nn::Trace>());
    return memory_.back();
}

void NetworkEngine::accept(Outcome outcome) {
    const bool is_other_model = results_.request.model && results_.request.model != outcome.request.model;
    plans_ = std::move(outcome.plans);
    // Drop the contributions of a previous model, whose channels may differ.
    if (results_.request.model != outcome.request.model) contributions_.reset();
    results_.request = std::move(outcome.request);
    results_.problem = std::move(outcome.problem);
    results_.now = std::move(outcome.now);
    results_.trained = std::move(outcome.trained);
    results_.milliseconds = outcome.milliseconds;
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

void NetworkEngine::update(const NetworkRequest& request) {
    jobs_.drain();
    contribution_jobs_.drain();
    if (request.model && request.input) stop_outdated(request);
    if (!request.model || !request.input || in_flight_ || (results_.revision > 0 && results_.request == request))
        return;
    if (measured_model_ != request.model) {
        measured_model_ = request.model;
        work_ = nn::summarise(*request.model).multiply_adds + nn::parameter_count(*request.model);
        memory_.clear();
        // Otherwise the closed model's plans would stay in memory until the new ones are made.
        if (!plans_ || plans_->model != request.model) plans_.reset();
    }
    computed_ = request;
    std::shared_ptr<nn::Trace> now = free_trace();
    // Keep the trained model's results, because edits do not change them.
    std::shared_ptr<const nn::Trace> trained;
    const NetworkRequest& last = results_.request;
    if (last.model == request.model && last.trained_input == request.trained_input && last.others == request.others)
        trained = results_.trained;
    if (work_ <= kInlineWork) {
        try {
            accept(compute(request, std::move(plans_), std::move(now), std::move(trained), {}));
        } catch (const MemoryError& error) {
            accept({.request = request, .problem = error.what()});
        } catch (const std::bad_alloc&) {
            accept({.request = request, .problem = "There is not enough memory for this model. Open a smaller one."});
        }
        return;
    }
    in_flight_ = true;
    jobs_.submit(
        [request, plans = std::move(plans_), now, trained, stop = stop_token()]() mutable {
            return compute(request, std::move(plans), std::move(now), std::move(trained), stop);
        },
        [this](Outcome outcome) {
            in_flight_ = false;
            if (outcome.stopped)
                plans_ = std::move(outcome.plans);
            else
                accept(std::move(outcome));
        },
        [this, request](const std::string& message) {
            in_flight_ = false;
            accept({.request = request, .problem = message});
        });
}

const Contributions* NetworkEngine::contributions(int layer) {
    const bool known = contributions_ && contributions_->layer == layer;
    const bool fresh = known && contributions_->revision == results_.revision;
    if (!fresh && !measuring_ && results_.has_trace() && nn::gives_ranking(results_.model()))
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
