#include "core/nn/attribution/variants.h"

#include <algorithm>

#include "core/nn/attribution/edited_plan.h"
#include "core/nn/inspect/classes.h"

namespace convscope::nn {

namespace {

constexpr std::int64_t kMaxBatch = 32;

void set_other_inputs(Plan& plan, std::span<const std::span<const float>> inputs) {
    for (std::size_t i = 1; i < inputs.size(); ++i) {
        std::vector<float> values;
        values.reserve(inputs[i].size() * static_cast<std::size_t>(plan.batch()));
        for (std::int64_t n = 0; n < plan.batch(); ++n) values.insert(values.end(), inputs[i].begin(), inputs[i].end());
        plan.set_input(i, values);
    }
}

}  // namespace

bool run_variants(const Model& model, const Edits& edits, std::span<const std::span<const float>> inputs,
                  std::int64_t count, const MakeVariant& make,
                  const std::function<void(std::int64_t number, const VariantAnswer&)>& use,
                  const std::function<bool(double)>& keep_going) {
    const std::int64_t batch = batch_size(model, count, kMaxBatch);
    Plan plan = edited_plan(model.with_outputs({model.outputs().front(), score_node(model)}), edits, batch,
                            Plan::Purpose::scores);
    set_other_inputs(plan, inputs);
    const int output = plan.model().outputs()[0], scores = plan.model().outputs()[1];
    const auto size = inputs[0].size();
    const auto classes = static_cast<std::size_t>(plan.model().node(scores).shape.count());
    std::vector<float> values(size * static_cast<std::size_t>(batch));
    for (std::int64_t first = 0; first < count; first += batch) {
        if (keep_going && !keep_going(static_cast<double>(first) / static_cast<double>(count))) return false;
        const std::int64_t used = std::min(batch, count - first);
        for (std::int64_t n = 0; n < used; ++n)
            make(first + n, std::span(values).subspan(static_cast<std::size_t>(n) * size, size));
        plan.set_input(0, values);
        plan.run();
        for (std::int64_t n = 0; n < used; ++n) {
            const std::size_t start = static_cast<std::size_t>(n) * classes;
            use(first + n,
                {plan.pre_activation(scores).subspan(start, classes), plan.activation(output).subspan(start, classes)});
        }
    }
    return true;
}

}  // namespace convscope::nn
