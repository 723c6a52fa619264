#include "core/filter/result_kind.h"

#include <doctest/doctest.h>

#include <set>
#include <string_view>

#include "core/filter/presets.h"

namespace convscope {

TEST_CASE("presets that keep the brightness give pictures, all other presets give responses around 0") {
    const std::set<std::string_view> pictures{"identity",      "sharpen",       "emboss",     "box-blur",
                                              "gaussian",      "box-blur-5",    "gaussian-5", "gaussian-7",
                                              "motion-blur-7", "course-example"};
    for (const Preset& preset : presets()) {
        CAPTURE(preset.slug);
        const ValueKind kind = response_kind(preset.kernel, preset.weight, preset.bias);
        CHECK(kind == (pictures.contains(preset.slug) ? ValueKind::picture : ValueKind::signed_values));
    }
}

TEST_CASE("a kernel with sum 0 and an offset in the middle of 0..255 gives a picture") {
    const Kernel emboss{3, {-1, -1, 0, -1, 0, 1, 0, 1, 1}};
    CHECK(response_kind(emboss, 1, 128) == ValueKind::picture);
    CHECK(response_kind(emboss, 1, 0) == ValueKind::signed_values);
    CHECK(response_kind(emboss, 1, 300) == ValueKind::signed_values);
}

TEST_CASE(
    "a filter whose weighted sum is 1 to 4 gives a picture, a filter with a larger sum non-negative or signed "
    "responses") {
    const Kernel identity{3, {0, 0, 0, 0, 1, 0, 0, 0, 0}};
    CHECK(response_kind(identity, 2, 0) == ValueKind::picture);
    CHECK(response_kind(identity, 4, 0) == ValueKind::picture);
    CHECK(response_kind(identity, 5, 0) == ValueKind::non_negative);
    CHECK(response_kind(identity, 5, -1) == ValueKind::signed_values);
    CHECK(response_kind(identity, -1, 0) == ValueKind::signed_values);
    CHECK(response_kind({3, {-1, 0, 0, 0, 9, 0, 0, 0, 0}}, 1, 0) == ValueKind::signed_values);
    CHECK(response_kind(Kernel{3, {}}, 1, 0) == ValueKind::signed_values);
}

TEST_CASE("clamp gives a picture; ReLU and absolute values leave pictures and make responses non-negative") {
    using enum ValueKind;
    for (const ValueKind kind : {picture, signed_values, non_negative}) {
        CHECK(activated_kind(kind, Activation::none) == kind);
        CHECK(activated_kind(kind, Activation::clamp) == picture);
        for (const Activation activation : {Activation::relu, Activation::absolute})
            CHECK(activated_kind(kind, activation) == (kind == picture ? picture : non_negative));
    }
}

}  // namespace convscope
