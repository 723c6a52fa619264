#include "core/nn/train/architectures.h"

#include "core/nn/train/build/build_network.h"

namespace convscope::nn {

namespace {

Model fashion_model(const NetworkSettings& settings, std::string name, std::uint64_t seed) {
    NetworkTask task{.name = std::move(name)};
    task.class_names.assign(kFashionLabels.begin(), kFashionLabels.end());
    return build_network(settings, task, WeightStart::glorot, seed);
}

}  // namespace

Model course_model(std::uint64_t seed) {
    return fashion_model({}, "course", seed);
}

Model plain_model(std::uint64_t seed) {
    return fashion_model(plain_settings(), "plain", seed);
}

}  // namespace convscope::nn
