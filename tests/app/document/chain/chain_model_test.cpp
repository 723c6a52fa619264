// A chain as a network: sizes, limits, and values equal to the Filter Lab's reference.
#include "app/document/chain/chain_model.h"

#include "app/document/chain/chain_remedies.h"
#include "core/filter/kernel.h"
#include "tests/app/document/chain/chains.h"

namespace convscope {

namespace {

/// Three stages that differ in all settings: 3 maps with 3 x 3 windows; 2 maps with 5 x 5 windows and zero padding; 4
/// maps without ReLU or pooling.
LabChain varied_chain() {
    LabChain chain = initial_chain();
    chain.stages[0].maps.push_back(new_chain_map(4, 1, 3));
    chain.stages[0].maps[1].bias = -40;
    ChainStage second;
    for (int i = 0; i < 2; ++i) second.maps.push_back(new_chain_map(i, 3, 5));
    for (std::size_t i = 0; i < 25; ++i) second.maps[1].kernels[2].values.at(i) = .125F * static_cast<float>(i) - 1.5F;
    second.border = Border::zero;
    second.pooling = Pooling::average;
    chain.stages.push_back(second);
    ChainStage third;
    for (int i = 2; i < 6; ++i) third.maps.push_back(new_chain_map(i, 2, 3));
    third.activation = Activation::none;
    third.pooling = Pooling::none;
    chain.stages.push_back(third);
    return chain;
}

}  // namespace

TEST_CASE("the course's sizes are 28 -> 26 -> 13 -> 11 -> 5, and then a 3 x 3 window still fits once") {
    LabChain chain = chain_example(2);
    const std::vector<ChainSizes> sizes = chain_sizes(chain, {28, 28});
    REQUIRE(sizes.size() == 2);
    CHECK(sizes[0].filtered == Size{26, 26});
    CHECK(sizes[0].pooled == Size{13, 13});
    CHECK(sizes[1].filtered == Size{11, 11});
    CHECK(sizes[1].pooled == Size{5, 5});
    const std::vector<std::string> equations = chain_size_equations(chain, {28, 28});
    REQUIRE(equations.size() == 4);
    CHECK(equations[0] == "Rows and columns: (28 \u2212 3) / 1 + 1 = 26");
    CHECK(equations[1] == "26 / 2 = 13");
    CHECK(equations[2] == "(13 \u2212 3) / 1 + 1 = 11");
    CHECK(equations[3] == "11 / 2 = 5, rounded down");

    const nn::Model model = chain_model(chain, {28, 28});
    REQUIRE(model.size() == 5);
    CHECK(model.node(0).shape == nn::Shape{28, 28, 1});
    CHECK(model.node(1).name == "stage 1 convolution");
    CHECK(model.node(1).shape == nn::Shape{26, 26, 2});
    CHECK(model.node(2).name == "stage 1 pooling");
    CHECK(model.node(2).shape == nn::Shape{13, 13, 2});
    CHECK(model.node(3).shape == nn::Shape{11, 11, 2});
    CHECK(model.node(4).shape == nn::Shape{5, 5, 2});
    CHECK(nn::parameter_count(model) == 2 * (9 + 1) + 2 * (2 * 9 + 1));

    CHECK(next_stage_problem(chain, {28, 28}).empty());
    chain.stages.push_back(next_stage(chain));
    CHECK(chain_sizes(chain, {28, 28}).back().pooled == Size{1, 1});
    CHECK(next_stage_problem(chain, {28, 28}) ==
          "Stage 4: a 3 \u00d7 3 window does not fit into 1 \u00d7 1. Choose no pooling in stage 2 or no pooling "
          "in stage 1.");
}

TEST_CASE(
    "all activations of a chain equal the sum of filter_reference() over the input maps, plus bias, then ReLU and "
    "pooling") {
    const Plane picture = noise_plane({37, 46});
    for (const LabChain& chain : {initial_chain(), chain_example(1), chain_example(2), varied_chain()}) {
        const nn::Model model = chain_model(chain, picture.size());
        CHECK(chain_problem(chain, picture.size()).empty());
        check_is_chain(chain, picture, plan_of(model, picture));
    }
}

TEST_CASE("with whole numbers the activations equal the reference exactly") {
    const Plane picture = noise_plane({20, 22});
    const LabChain chain = chain_example(1);
    const nn::Plan plan = plan_of(chain_model(chain, picture.size()), picture);
    double scale = 0;
    std::vector<Plane> maps = reference_pooled(Pooling::max, reference_maps(chain.stage(0), {picture}, scale));
    maps = reference_maps(chain.stage(1), maps, scale);
    check_maps(plan.activation(3), maps, 0);
}

TEST_CASE("the corner detector is positive at a corner, and 0 along the straight edges that meet in it") {
    constexpr int kSide = 42, kCorner = 20;
    std::vector<std::uint8_t> values;
    for (int r = 0; r < kSide; ++r)
        for (int c = 0; c < kSide; ++c) values.push_back(r >= kCorner && c >= kCorner ? 255 : 0);
    const LabChain chain = chain_example(1);
    const Plane picture{{kSide, kSide}, std::move(values)};
    const nn::Plan plan = plan_of(chain_model(chain, picture.size()), picture);
    // 42 -> 40 -> 20 -> 18: the middle tap of value (r, c) depends on rows 2r + 2 to 2r + 5 of the picture.
    const std::span<const float> corners = plan.activation(3);
    REQUIRE(corners.size() == 18 * 18);
    int positive = 0;
    for (int r = 0; r < 18; ++r)
        for (int c = 0; c < 18; ++c)
            if (corners[static_cast<std::size_t>(r * 18 + c)] > 0) {
                ++positive;
                CHECK(std::abs(2 * r + 3 - kCorner) <= 3);
                CHECK(std::abs(2 * c + 3 - kCorner) <= 3);
            }
    CHECK(positive >= 1);
    CHECK(positive <= 4);
}

TEST_CASE("chain_problem() reports a window that is larger than its maps, and the stages before it are computed") {
    LabChain chain = initial_chain();
    chain.stages.push_back(next_stage(chain));
    CHECK(chain_problem(chain, {6, 9}) ==
          "Stage 2: a 3 \u00d7 3 window does not fit into 2 \u00d7 3. Choose \u201csame\u201d or no pooling in stage "
          "1, or remove the stage.");
    CHECK(fitting_chain(chain, {6, 9}).size() == 1);
    CHECK(chain_problem(chain, {2, 2}) ==
          "Stage 1: a 3 \u00d7 3 window does not fit into 2 \u00d7 2. Choose \u201csame\u201d, or remove the stage.");
    CHECK(fitting_chain(chain, {2, 2}).stages.empty());
    CHECK(chain_problem(chain, {3, 8}) ==
          "Stage 1: a 2 \u00d7 2 block does not fit into 1 \u00d7 6. Choose \u201csame\u201d or no pooling, or remove "
          "the "
          "stage.");
    chain.stages[0].border = chain.stages[1].border = Border::zero;
    CHECK(chain_problem(chain, {4, 4}).empty());
    CHECK(chain_sizes(chain, {4, 4})[1].pooled == Size{1, 1});
    const std::vector<std::string> equations = chain_size_equations(chain, {4, 6});
    REQUIRE(equations.size() == 8);
    CHECK(equations[0] == "Rows: (4 + 2 \u2212 3) / 1 + 1 = 4");
    CHECK(equations[4] == "Columns: (6 + 2 \u2212 3) / 1 + 1 = 6");
    CHECK(equations[7] == "3 / 2 = 1, rounded down");
}

TEST_CASE("more values than fit into memory are refused before any is computed") {
    LabChain chain = initial_chain();
    while (chain.stages[0].map_count() < kMaxChainMaps)
        chain.stages[0].maps.push_back(new_chain_map(chain.stages[0].map_count(), 1, 3));
    CHECK(chain_problem(chain, {10000, 10000}) ==
          "Stage 1: 8 maps of 9998 \u00d7 9998 need too much memory. Choose fewer maps or a smaller picture.");
    CHECK(chain_problem(chain, {1080, 1920}).empty());
    CHECK(chain_problem(initial_chain(), {3000, 4000}).empty());
}

TEST_CASE("a chain has at most four stages") {
    LabChain chain = initial_chain();
    while (chain.size() < kMaxChainStages) chain.stages.push_back(next_stage(chain));
    CHECK(next_stage_problem(chain, {512, 512}) == "A chain has at most 4 stages.");
    CHECK(chain_nodes(chain).back().pooling == 8);
}

TEST_CASE("a chain is read back from its model") {
    LabChain chain = chain_example(2);
    chain.stages[0].border = Border::zero;
    chain.stages[0].pooling = Pooling::average;
    chain.stages[1].activation = Activation::none;
    chain.stages[1].maps[1].bias = -3.5F;
    chain.stages[1].maps[0].kernels[1].at(0, 2) = 7;
    chain.stages.push_back(next_stage(chain));
    chain.stages[2].pooling = Pooling::none;
    LabChain again = chain_of_model(chain_model(chain, {40, 30}));
    for (std::size_t i = 0; i < chain.stages.size(); ++i)
        for (std::size_t map = 0; map < chain.stages[i].maps.size(); ++map)
            again.stages.at(i).maps.at(map).presets = chain.stages[i].maps[map].presets;
    CHECK(again == chain);
}

TEST_CASE("for a stage that does not fit, only remedies that help are offered") {
    LabChain chain = initial_chain();
    CHECK(stage_remedy(chain, 0, {2, 2}, false) == "Choose \u201csame\u201d.");
    CHECK(stage_remedy(chain, 0, {3, 3}, false) == "Choose \u201csame\u201d or no pooling.");
    for (ChainMap& map : chain.stages[0].maps)
        for (Kernel& kernel : map.kernels) kernel = resized(kernel, 5);
    // 4 - 2 = 2: one block of a 3 x 3 window fits.
    CHECK(stage_remedy(chain, 0, {4, 4}, false) == "Choose \u201csame\u201d or a 3 \u00d7 3 window.");
    CHECK(stage_remedy(chain, 0, {1, 1}, false) == "Choose a larger picture.");
    chain.stages.push_back(next_stage(chain));
    CHECK(stage_remedy(chain, 0, {1, 1}, false) == "Remove the stage.");
    CHECK(chain_problem(chain, {0, 0}) == "Open a picture first.");
}

}  // namespace convscope
