// The values of a chain that are highlighted together, and their arithmetic.
#include "app/document/chain/chain_selection.h"

#include "tests/app/document/chain/chains.h"

namespace convscope {

namespace {

/// A chain that is computed on noise.
struct Selecting {
    LabChain chain;
    Plane picture = noise_plane({28, 28});
    nn::Model model = chain_model(chain, picture.size());
    nn::Plan plan = plan_of(model, picture);
    std::vector<std::span<const float>> activations = plan.example(0);

    explicit Selecting(LabChain of) : chain(std::move(of)) {}
    ComputedChain computed() const { return {chain, model, activations}; }
};

nn::Interval interval(std::int64_t begin, std::int64_t end) {
    return {begin, end};
}

}  // namespace

TEST_CASE("a value of the second stage has a window on both input maps and a receptive field on the picture") {
    const Selecting s(chain_example(2));
    const auto selection = select_in_chain(s.computed(), {.stage = 1, .map = 1, .row = 4, .col = 7}, 0);
    REQUIRE(selection);
    CHECK(selection->stage == 1);
    CHECK(selection->map == 1);
    CHECK(selection->output == Cell{4, 7});
    CHECK(selection->pooled == Cell{2, 3});
    const nn::Region pooled = source_in_chain(s.computed(), *selection, 2);
    CHECK(pooled.rows == interval(4, 7));
    CHECK(pooled.cols == interval(7, 10));
    CHECK(pooled.channels == interval(0, 2));
    const nn::Region filtered = source_in_chain(s.computed(), *selection, 1);
    CHECK(filtered.rows == interval(8, 14));
    const nn::Region picture = source_in_chain(s.computed(), *selection, 0);
    CHECK(picture.rows == interval(8, 16));
    CHECK(picture.cols == interval(14, 22));
}

TEST_CASE("the arithmetic adds up: window x kernel of each input map, the bias, ReLU, and the largest of the block") {
    const Selecting s(chain_example(2));
    const auto selection = select_in_chain(s.computed(), {.stage = 1, .map = 0, .row = 2, .col = 2}, 0);
    REQUIRE(selection);
    const ChainExplanation e = explain_in_chain(s.computed(), *selection);
    REQUIRE(e.output.channels.size() == 2);
    double sum = 0;
    for (std::size_t input = 0; input < 2; ++input)
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c) {
                const auto tap = static_cast<std::size_t>(r * 3 + c);
                const auto at = static_cast<std::size_t>(((2 + r) * 13 + 2 + c) * 2) + input;
                CHECK(e.output.channels[input].window[tap] == s.plan.activation(2)[at]);
                CHECK(e.output.channels[input].kernel[tap] == s.chain.stages[1].maps[0].kernels[input].values.at(tap));
                sum += double{e.output.channels[input].window[tap]} * double{e.output.channels[input].kernel[tap]};
            }
    CHECK(e.output.sum == doctest::Approx(sum));
    CHECK(e.output.value == doctest::Approx(std::max(0.0, sum)));
    CHECK(e.output.traced == doctest::Approx(e.output.value).epsilon(1e-5));
    REQUIRE(e.pooled);
    REQUIRE(e.pooled->terms.size() == 4);
    CHECK(e.pooled->terms[0].value == doctest::Approx(e.output.traced));
    double largest = 0;
    for (const nn::Term& term : e.pooled->terms) largest = std::max(largest, term.value);
    CHECK(e.pooled->value == largest);
}

TEST_CASE("a pooled value selects the winner of its block, or with average pooling the first value of the block") {
    Selecting s(initial_chain());
    const ChainPixel pooled{.stage = 0, .map = 1, .pooled = true, .row = 3, .col = 5};
    const auto winner = select_in_chain(s.computed(), pooled, 0);
    REQUIRE(winner);
    CHECK(winner->pooled == Cell{3, 5});
    const auto value = [&](int r, int c) {
        return s.plan.activation(1)[static_cast<std::size_t>((r * 26 + c) * 2 + 1)];
    };
    const float best = value(winner->output.row, winner->output.col);
    for (int r = 6; r < 8; ++r)
        for (int c = 10; c < 12; ++c) CHECK(value(r, c) <= best);
    LabChain mean = initial_chain();
    mean.stages[0].pooling = Pooling::average;
    const Selecting m(mean);
    CHECK(select_in_chain(m.computed(), pooled, 0)->output == Cell{6, 10});
}

TEST_CASE(
    "a pixel of the picture selects the nearest output of the chosen map; a value that does not exist selects "
    "nothing") {
    const Selecting s(initial_chain());
    const auto middle = select_in_chain(s.computed(), {.row = 9, .col = 12}, 1);
    REQUIRE(middle);
    CHECK(middle->map == 1);
    CHECK(middle->output == Cell{8, 11});
    CHECK(middle->input == Cell{9, 12});
    CHECK(select_in_chain(s.computed(), {.row = 0, .col = 27}, 0)->output == Cell{0, 25});
    CHECK_FALSE(select_in_chain(s.computed(), {.row = 28, .col = 0}, 0));
    CHECK_FALSE(select_in_chain(s.computed(), {.stage = 1}, 0));
    CHECK_FALSE(select_in_chain(s.computed(), {.stage = 0, .map = 2}, 0));
    CHECK_FALSE(select_in_chain(s.computed(), {.stage = 0, .row = 26}, 0));

    LabChain odd = initial_chain();
    odd.stages[0].border = Border::zero;
    const Selecting padded(odd);
    CHECK(select_in_chain(padded.computed(), {.row = 0, .col = 0}, 0)->output == Cell{0, 0});
    // The last row and column of an odd map do not belong to a block.
    LabChain unpooled = initial_chain();
    unpooled.stages[0].pooling = Pooling::none;
    CHECK_FALSE(select_in_chain(Selecting(unpooled).computed(), {.stage = 0, .row = 2, .col = 2}, 0)->pooled);
    CHECK_FALSE(select_in_chain(Selecting(unpooled).computed(), {.stage = 0, .pooled = true}, 0));
}

}  // namespace convscope
