// Compares the vectorised activations with activate() over the range of floats, for odd lengths and in place.
#include "core/nn/plan/kernels/activation_kernels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace convscope::nn {

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<Activation> all_activations() {
    std::vector<Activation> all;
    all.reserve(kActivationKindNames.size() + 4);
    for (std::size_t kind = 0; kind < kActivationKindNames.size(); ++kind)
        all.push_back({.kind = static_cast<ActivationKind>(kind), .alpha = 0.3F});
    all.push_back({.kind = ActivationKind::gelu, .approximate = true});
    for (const float exponent : {-1.F, 2.F, 3.F}) all.push_back({.kind = ActivationKind::power, .alpha = exponent});
    return all;
}

/// Many numbers around 0, and large ones, whose exponentials are 0 or infinite as floats.
std::vector<float> interesting_values() {
    std::vector<float> values{0.F, -0.F, 1e-30F, -1e-30F, 88.5F, -88.5F, 104, -104, 1000, -1000, 1e30F, -1e30F};
    for (int i = -400; i <= 400; ++i) values.push_back(static_cast<float>(i) * 0.0371F);
    return values;
}

void check_close(const Activation& activation, const std::vector<float>& x, std::size_t channels) {
    CAPTURE(name_of(activation.kind));
    CAPTURE(activation.approximate);
    std::vector<float> expected(x.size()), computed(x.size());
    activate(activation, x, channels, expected);
    apply_activation(activation, x, channels, computed);
    for (std::size_t i = 0; i < x.size(); ++i) {
        CAPTURE(x[i]);
        if (std::isnan(expected[i]))
            CHECK(std::isnan(computed[i]));
        else if (std::isinf(expected[i]))
            CHECK(computed[i] == expected[i]);
        else
            CHECK(std::fabs(computed[i] - expected[i]) <= 2e-6F * std::max(1.F, std::fabs(expected[i])));
    }
    std::vector<float> in_place = x;
    apply_activation(activation, in_place, channels, in_place);
    for (std::size_t i = 0; i < x.size(); ++i)
        CHECK((in_place[i] == computed[i] || (std::isnan(in_place[i]) && std::isnan(computed[i]))));
}

}  // namespace

TEST_CASE("vectorised activations equal the reference") {
    const std::vector<float> x = interesting_values();
    for (const Activation& activation : all_activations())
        if (!activation.over_channels()) check_close(activation, x, 1);
}

TEST_CASE("vectorised activations of NaN and infinity equal the reference") {
    std::vector<float> x(37, 0.5F);
    x[3] = x[36] = kNan;
    x[5] = kInfinity;
    for (const Activation& activation : all_activations())
        if (!activation.over_channels()) check_close(activation, x, 1);
    x[7] = -kInfinity;
    for (const ActivationKind kind : {ActivationKind::relu, ActivationKind::relu6, ActivationKind::sigmoid,
                                      ActivationKind::tanh, ActivationKind::hard_sigmoid, ActivationKind::leaky_relu})
        check_close({.kind = kind, .alpha = 0.3F}, x, 1);
}

TEST_CASE("vectorised softmax and log-softmax equal the reference on rows of any length") {
    for (const ActivationKind kind : {ActivationKind::softmax, ActivationKind::log_softmax}) {
        for (const std::size_t channels : {1, 2, 10, 16, 33, 1000}) {
            CAPTURE(channels);
            std::vector<float> x(3 * channels);
            for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>((i * 7919) % 1013) * 0.02F - 9;
            x[channels] = 200;
            check_close({.kind = kind}, x, channels);
            x[0] = -kInfinity;
            if (channels > 1) check_close({.kind = kind}, x, channels);
            x.back() = kNan;
            check_close({.kind = kind}, x, channels);
            x[channels] = kInfinity;
            check_close({.kind = kind}, x, channels);
        }
    }
}

}  // namespace convscope::nn
