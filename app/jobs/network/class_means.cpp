#include "app/jobs/network/class_means.h"

#include <string>
#include <utility>

#include "core/nn/train/class_mean.h"

namespace convscope {

void ClassMeans::update(const std::shared_ptr<const nn::Dataset>& data, int label) {
    jobs_.drain();
    if (in_flight_ || (data == data_ && label == label_)) return;
    data_ = data;
    label_ = label;
    mean_ = {};
    if (!data) return;
    in_flight_ = true;
    jobs_.submit([data, label] { return nn::class_mean(*data, label); },
                 [this](Picture mean) {
                     in_flight_ = false;
                     mean_ = std::move(mean);
                 },
                 [this](const std::string&) { in_flight_ = false; });
}

}  // namespace convscope
