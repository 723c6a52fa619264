#include "app/jobs/training/pad_answer.h"

#include <stdexcept>

#include "core/base/text/translation.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

void PadAnswerJob::request(const PadKey& key) {
    CachedJob::request(key, [key](const std::function<bool(double)>&) -> std::optional<std::vector<float>> {
        const nn::Shape& input = key.model->node(key.model->inputs().front()).shape;
        if (std::ssize(*key.pixels) != input.count())
            throw std::invalid_argument(
                tr("The network takes other pictures than the pad gives. Train it on your own "
                   "classes."));
        const nn::Dataset drawn{.example = input, .images = *key.pixels, .labels = {0}};
        nn::check_takes_pictures(*key.model, drawn);
        std::vector<float> values(static_cast<std::size_t>(input.count()));
        nn::fill_batch(drawn, std::vector<std::int64_t>{0}, key.model->info().preprocessing, values);
        nn::Plan plan(*key.model, 1);
        plan.set_input(0, values);
        plan.run();
        const auto answer = plan.activation(key.model->outputs().front());
        return std::vector<float>(answer.begin(), answer.end());
    });
}

}  // namespace convscope
