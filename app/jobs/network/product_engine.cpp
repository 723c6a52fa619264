#include "app/jobs/network/product_engine.h"

#include <utility>

#include "core/base/text/translation.h"

namespace convscope {

void ProductEngine::update(const ProductRequest& request) {
    jobs_.drain();
    wanted_ = request;
    if (in_flight_) {
        if (!started_.is_same(request)) running_.request_stop();
        return;
    }
    if (!started_.is_same(request)) start(request);
}

void ProductEngine::clear() {
    jobs_.drain();
    running_.request_stop();
    wanted_ = {};
    if (in_flight_) return;
    started_ = {};
    maps_.reset();
}

void ProductEngine::start(const ProductRequest& request) {
    if (started_.node != request.node || started_.filter != request.filter) maps_.reset();
    started_ = request;
    // The job keeps the trace and the edits alive; the engine must not keep them longer.
    started_.trace.reset();
    started_.edits = {};
    problem_.clear();
    if (const std::int64_t values = nn::product_values(*request.model, request.node); values > nn::kMaxProductValues) {
        problem_ = tr("The product maps of this layer have {} million values, too many to show. Use a smaller picture.",
                      values / 1'000'000);
        maps_.reset();
        return;
    }
    in_flight_ = true;
    running_ = {};
    jobs_.submit(
        [request, stop = running_.get_token()] {
            const int input = request.model->node(request.node).inputs.front();
            return std::make_shared<const nn::ProductMaps>(nn::product_maps(
                *request.model, request.edits, request.node, request.filter, request.trace->layer(input).values, stop));
        },
        [this](std::shared_ptr<const nn::ProductMaps> maps) {
            in_flight_ = false;
            // A stopped job gives no maps, even if its request is wanted again by now.
            if (maps->maps.empty() || !started_.is_same(wanted_)) {
                started_ = {};
                if (wanted_.node < 0) maps_.reset();
                return;
            }
            maps_ = std::move(maps);
            ++version_;
        },
        [this](const std::string& message) {
            in_flight_ = false;
            problem_ = message;
        });
}

}  // namespace convscope
