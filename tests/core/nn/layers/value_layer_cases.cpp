#include <fmt/format.h>

#include <array>

#include "core/nn/layers/channels/arg_max.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/normalization/normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/pointwise/quantization.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/pointwise/scale.h"
#include "tests/core/nn/layers/case_list.h"

namespace convscope::nn {

std::string described(const Window& w) {
    constexpr std::array<const char*, 3> kPaddings{"valid", "same", "explicit"};
    std::string text = fmt::format("{}x{} stride {}x{} dilation {}x{} {}", w.rows, w.cols, w.row_stride, w.col_stride,
                                   w.row_dilation, w.col_dilation, kPaddings.at(static_cast<std::size_t>(w.padding)));
    if (w.padding == Padding::explicit_)
        text += fmt::format(" {} {} {} {}", w.border.top, w.border.bottom, w.border.left, w.border.right);
    return text + (w.ceil_mode ? " ceil" : "");
}

std::string described(const Activation& a) {
    std::string text(name_of(a.kind));
    if (a.kind == ActivationKind::leaky_relu || a.kind == ActivationKind::elu) text += fmt::format(" {}", a.alpha);
    if (a.kind == ActivationKind::hard_sigmoid) text += fmt::format(" {:.3}", a.slope);
    if (a.kind == ActivationKind::thresholded_relu) text += fmt::format(" {} from {} to {}", a.alpha, a.low, a.high);
    if (a.kind == ActivationKind::clip) text += fmt::format(" {} to {}", a.low, a.high);
    if (a.kind == ActivationKind::power) text += fmt::format(" {}", a.alpha);
    return text + (a.approximate ? " approximate" : "");
}

bool takes_all_numbers(const Activation& a) {
    using enum ActivationKind;
    return a.kind != logarithm && a.kind != square_root && (a.kind != power || a.alpha == 2 || a.alpha == 3);
}

void add_scalings(Cases& cases) {
    using Norm = BatchNormalization;
    cases.add<Norm>("", {{3, 3, 2}}, Norm::Parameters{});
    cases.add<Norm>("epsilon .1", {{4}}, Norm::Parameters{.epsilon = .1});
    cases.add<Norm>("no scale", {{2, 3, 2}}, Norm::Parameters{.use_scale = false});
    cases.add<Norm>("no center", {{2, 3, 2}}, Norm::Parameters{.use_center = false});
    cases.add<Norm>("no scale, no center", {{4, 3}}, Norm::Parameters{.use_scale = false, .use_center = false});
    cases.add<Scale>("per pixel", {{3, 2, 2}}, Scale::Parameters{.shape = {3, 2, 1}});
    cases.add<Scale>("per value", {{3, 2, 2}}, Scale::Parameters{.shape = {3, 2, 2}, .use_offset = false});
    cases.add<Scale>("per channel", {{3, 2, 2}}, Scale::Parameters{.shape = {2}, .use_scale = false});
    cases.add<PReLU>("per channel", {{3, 2, 2}}, Shape{1, 1, 2});
    cases.add<PReLU>("per value", {{2, 3}}, Shape{2, 3});
    cases.add<ArgMax>("", {{7}});
    cases.add<ArgMax>("last", {{2, 3, 4}}, true);
    cases.add<Dropout>(".5", {{3, 4, 2}}, .5);
    cases.add<Dropout>(".2", {{9}}, .2);
    using Levels = Quantization::Parameters;
    cases.add<Quantization>("", {{3, 2, 2}}, Levels{.scale = {.1F}, .low = -128, .high = 127});
    cases.add<Quantization>("per channel", {{2, 3}},
                            Levels{.scale = {.05F, .1F, .2F}, .zero_point = {100, 128, 0}, .low = -80, .high = 255});
    cases.add<Rescaling>("", {{3, 2, 2}}, Rescaling::Parameters{{.5F}, {-1}});
    cases.add<Rescaling>("per channel", {{2, 2, 3}}, Rescaling::Parameters{{2, -1, .25F}, {0, 1, -2}});
    cases.add<Rescaling>("per channel", {{3}}, Rescaling::Parameters{{1, 2, 3}, {.5F}});
}

void add_normalizations(Cases& cases) {
    using LayerNorm = LayerNormalization;
    cases.add<LayerNorm>("", {{3, 2, 4}}, LayerNorm::Parameters{});
    cases.add<LayerNorm>("", {{6}}, LayerNorm::Parameters{.epsilon = .01});
    cases.add<LayerNorm>("no scale", {{3, 4}}, LayerNorm::Parameters{.use_scale = false});
    cases.add<LayerNorm>("all axes", {{3, 2, 2}}, LayerNorm::Parameters{.rows = true, .cols = true});
    cases.add<LayerNorm>("rows and cols", {{3, 2, 2}},
                         LayerNorm::Parameters{.rows = true, .cols = true, .channels = false});
    cases.add<LayerNorm>("rows, no center", {{4, 2, 2}},
                         LayerNorm::Parameters{.rows = true, .channels = false, .use_center = false});
    using GroupNorm = GroupNormalization;
    cases.add<GroupNorm>("2 groups", {{3, 2, 4}}, GroupNorm::Parameters{.groups = 2});
    cases.add<GroupNorm>("one group", {{2, 2, 3}}, GroupNorm::Parameters{.groups = 1, .epsilon = .01});
    cases.add<GroupNorm>("group per channel", {{3, 2, 3}}, GroupNorm::Parameters{.groups = 0});
    cases.add<GroupNorm>("no scale, no center", {{3, 4}},
                         GroupNorm::Parameters{.groups = 2, .use_scale = false, .use_center = false});
    using Response = LocalResponseNormalization;
    cases.add<Response>("3 channels", {{2, 2, 5}}, Response::Parameters{.size = 3, .alpha = .8});
    cases.add<Response>("4 channels", {{2, 6}}, Response::Parameters{.size = 4, .alpha = 1, .beta = .5, .bias = 2});
    cases.add<Response>("all channels", {{1, 2, 3}}, Response::Parameters{.size = 9, .alpha = .9, .beta = 1.2});
    cases.add<UnitNormalization>("", {{2, 3, 3}}, UnitNormalization::Parameters{});
    cases.add<UnitNormalization>("rows and cols", {{2, 3, 2}},
                                 UnitNormalization::Parameters{.rows = true, .cols = true, .channels = false});
    cases.add<Normalization>("one mean", {{2, 3, 2}}, Normalization::Parameters{.shape = {1}});
    cases.add<Normalization>("per pixel", {{2, 3, 2}}, Normalization::Parameters{.shape = {2, 3, 1}});
    cases.add<Normalization>("inverted", {{2, 3, 2}}, Normalization::Parameters{.shape = {2}, .invert = true});
}

}  // namespace convscope::nn
