#include "core/nn/model/edits.h"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

constexpr WeightRef kKernel{1, 0}, kBias{1, 1}, kDenseKernel{4, 0};
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

SharedTensor filled(const Shape& shape, float value) {
    return std::make_shared<const Tensor>(
        Tensor{shape, std::vector<float>(static_cast<std::size_t>(shape.count()), value)});
}

}  // namespace

TEST_CASE("without edits every weight is the model's weight and no channel is ablated") {
    const Model model = samples::small_course();
    const Edits none;
    CHECK(none.empty());
    for (const WeightRef which : {kKernel, kBias, kDenseKernel})
        CHECK(weight(model, none, which) == model.node(which.node).weights[which.weight]);
    CHECK_THROWS_AS(weight(model, none, {1, 2}), std::out_of_range);
    CHECK_THROWS_AS(weight(model, none, {5, 0}), std::out_of_range);
    CHECK(ablated(none, 1).empty());
    CHECK_FALSE(is_ablated(none, 1, 0));
    CHECK_FALSE(is_edited(none, 1));
}

TEST_CASE("changing a value leaves the model and the previous edits unchanged") {
    const Model model = samples::small_course();
    const Tensor trained = *model.node(1).weights[0];
    const Edits first = with_value(model, {}, kKernel, 7, 42);
    const Edits second = with_value(model, first, kKernel, 8, -1);
    CHECK(*model.node(1).weights[0] == trained);
    CHECK(weight(model, first, kKernel)->values[8] == trained.values[8]);

    Tensor expected = trained;
    expected.values[7] = 42;
    expected.values[8] = -1;
    CHECK(*weight(model, second, kKernel) == expected);
    CHECK(second.weights.size() == 1);
    CHECK(weight(model, second, kBias) == model.node(1).weights[1]);
    CHECK(is_edited(second, 1));
    CHECK_FALSE(is_edited(second, 4));
    CHECK_FALSE(second.empty());
    CHECK_THROWS_AS(with_value(model, second, kKernel, 36, 1), std::out_of_range);
}

TEST_CASE("an edit that restores the trained values is removed") {
    const Model model = samples::small_course();
    const float trained = model.node(1).weights[1]->values[2];
    Edits edits = with_value(model, {}, kBias, 2, trained);
    CHECK(edits.empty());
    edits = with_value(model, with_value(model, {}, kBias, 2, 9), kBias, 2, trained);
    CHECK(edits.empty());
    edits = with_values(model, with_value(model, {}, kBias, 2, 9), kBias,
                        std::make_shared<const Tensor>(*model.node(1).weights[1]));
    CHECK(edits == Edits{});
}

TEST_CASE("edits with equal values are equal") {
    const Model model = samples::small_course();
    const Edits edits = with_value(model, {}, kBias, 2, 9);
    CHECK(with_value(model, edits, kBias, 2, 9) == edits);
    CHECK(with_values(model, edits, kBias, std::make_shared<const Tensor>(*weight(model, edits, kBias))) == edits);
    CHECK(with_value(model, edits, kBias, 2, 10) != edits);
    CHECK(with_value(model, edits, kKernel, 2, 9) != edits);
    CHECK(with_value(model, {}, kKernel, 2, 9) != edits);
    CHECK(with_ablated(edits, 1, {0}) != edits);
    CHECK(edits != Edits{});
}

TEST_CASE("a model with NaN weights can be edited and reset") {
    const Model model = samples::small_course().with_weight(1, 1, filled({4}, kNan));
    const Edits edits = with_value(model, {}, kBias, 0, 1);
    CHECK(weight(model, edits, kBias)->values[0] == 1);
    CHECK(with_value(model, edits, kBias, 0, kNan).empty());
    CHECK(same_value(kNan, -kNan));
    CHECK(same_value(0.0F, -0.0F));
    CHECK_FALSE(same_value(kNan, 0));
    CHECK_FALSE(same_value(1, 2));
    CHECK(same_values(filled({4}, kNan), filled({4}, kNan)));
    CHECK(same_values(nullptr, nullptr));
    CHECK_FALSE(same_values(filled({4}, 1), nullptr));
    CHECK_FALSE(same_values(nullptr, filled({4}, 1)));
    CHECK_FALSE(same_values(filled({4}, 1), filled({4, 1}, 1)));
}

TEST_CASE("ablated channels are sorted without duplicates and replace the previous ones") {
    Edits edits = with_ablated({}, 1, {3, 0, 3, 2});
    CHECK(ablated(edits, 1) == std::vector<std::int64_t>{0, 2, 3});
    CHECK(is_ablated(edits, 1, 2));
    CHECK_FALSE(is_ablated(edits, 1, 1));
    CHECK_FALSE(is_ablated(edits, 2, 2));
    CHECK(is_edited(edits, 1));
    CHECK_FALSE(edits.empty());

    edits = with_ablated(with_ablated(edits, 3, {5}), 1, {1});
    CHECK(ablated(edits, 1) == std::vector<std::int64_t>{1});
    CHECK(ablated(edits, 3) == std::vector<std::int64_t>{5});
    edits = with_ablated(with_ablated(edits, 3, {}), 1, {});
    CHECK(edits == Edits{});
}

TEST_CASE("resetting a layer keeps the edits of other layers") {
    const Model model = samples::small_course();
    Edits edits = with_value(model, {}, kKernel, 0, 5);
    edits = with_value(model, edits, kBias, 0, 5);
    edits = with_value(model, edits, kDenseKernel, 0, 5);
    edits = with_ablated(with_ablated(edits, 1, {0}), 2, {0});
    const Edits others = without(edits, 1);
    CHECK_FALSE(is_edited(others, 1));
    CHECK(weight(model, others, kKernel) == model.node(1).weights[0]);
    CHECK(weight(model, others, kDenseKernel) == weight(model, edits, kDenseKernel));
    CHECK(is_ablated(others, 2, 0));
    CHECK(without(without(others, 2), 4).empty());
    CHECK(without(others, 3) == others);
}

TEST_CASE("applied() replaces the edited weights, shares all other weights and ignores ablated channels") {
    const Model model = samples::small_course();
    const Edits edits = with_ablated(with_value(model, {}, kBias, 1, 3), 1, {1});
    const Model changed = applied(model, edits);
    CHECK(changed.node(1).weights[1] == weight(model, edits, kBias));
    CHECK(changed.node(1).weights[0] == model.node(1).weights[0]);
    CHECK(changed.node(1).layer == model.node(1).layer);
    CHECK(changed.info() == model.info());
    CHECK(samples::same_model(applied(model, with_ablated({}, 1, {0, 1, 2, 3})), model));
}

}  // namespace convscope::nn
