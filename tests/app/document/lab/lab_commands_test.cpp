#include "app/document/lab/lab_commands.h"

#include <doctest/doctest.h>

#include <limits>

#include "core/filter/kernel.h"
#include "core/filter/presets.h"
#include "tests/app/document/documents.h"

namespace convscope {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

const Kernel kCourse{3, {1, 1, 1, 1, 2, 1, 1, 1, 1}};  // adds up to 10

Document after(Document document, std::initializer_list<Command> commands) {
    for (const Command& command : commands) command.apply(document);
    return document;
}

Document with(std::initializer_list<Command> commands) {
    return after(initial_document(), commands);
}

}  // namespace

TEST_CASE("set_filter_value() changes only the given filter") {
    const Document document = with({set_filter_value(1, 2, 0, -2.5F)});
    CHECK(document.lab.filters[1].kernel == Kernel{3, {-1, -2, -1, 0, 0, 0, -2.5F, 2, 1}});
    CHECK(document.lab.filters[0] == initial_document().lab.filters[0]);
    CHECK(set_filter_value(0, 0, 0, 1, 9).gesture == 9);
}

TEST_CASE(
    "set_filter_value() ignores positions outside the kernel, because the size may change in the middle of a drag") {
    CHECK(with({set_filter_value(0, 4, 4, 1)}) == initial_document());
    CHECK(with({set_filter_value(0, 0, 3, 1)}) == initial_document());
}

TEST_CASE("values, weight and bias stay finite and within a million") {
    struct {
        float typed, kept;
    } const cases[] = {{kNan, 0},      {kInfinity, 0}, {-kInfinity, 0}, {1e9F, 1e6F},
                       {-1e9F, -1e6F}, {1e6F, 1e6F},   {-0.5F, -0.5F}};
    for (const auto& [typed, kept] : cases) {
        const float value = typed;
        CAPTURE(value);
        CHECK(limit_filter_value(typed) == kept);
        const Document document = with({set_filter_value(0, 1, 1, typed), set_weight(0, typed), set_bias(0, typed)});
        CHECK(document.lab.filters[0].kernel.at(1, 1) == kept);
        CHECK(document.lab.filters[0].weight == kept);
        CHECK(document.lab.filters[0].bias == kept);

        Kernel pasted = kCourse;
        pasted.at(2, 2) = typed;
        CHECK(with({set_kernel(0, pasted, "paste")}).lab.filters[0].kernel.at(2, 2) == kept);
        const LabFilter preset = with({set_filter(0, {pasted, typed, typed}, "preset")}).lab.filters[0];
        CHECK(preset.kernel.at(2, 2) == kept);
        CHECK(preset.weight == kept);
        CHECK(preset.bias == kept);
    }
    // 1 / 1e-7 would be ten million.
    const Kernel tiny{3, {0, 0, 0, 0, 1e-7F, 0, 0, 0, 0}};
    CHECK(with({set_kernel(0, tiny, "tiny"), set_normalise(0, true)}).lab.filters[0].weight == 1e6F);
}

TEST_CASE("while a filter is normalised, its weight follows the kernel") {
    Document document = with({set_kernel(0, kCourse, "course"), set_normalise(0, true)});
    const LabFilter& filter = document.lab.filters[0];
    CHECK(filter.weight == doctest::Approx(0.1));
    document = after(document, {set_filter_value(0, 1, 1, 12)});
    CHECK(filter.weight == doctest::Approx(1.0 / 20));
    document = after(document, {set_kernel(0, negated(kCourse), "negated")});
    CHECK(filter.weight == doctest::Approx(-0.1));
    document = after(document, {set_kernel(0, Kernel{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}, "sums to 0")});
    CHECK(filter.weight == 1);
    CHECK(filter.normalise);
    // The other filter does not change.
    CHECK(document.lab.filters[1] == initial_document().lab.filters[1]);
}

TEST_CASE("a smaller size changes the weight of a normalised kernel") {
    Kernel ones{5, {}};
    for (int i = 0; i < 25; ++i) ones.values.at(static_cast<std::size_t>(i)) = 1;
    const Document document =
        with({set_kernel(0, ones, "ones"), set_normalise(0, true), set_normalise(1, true), set_kernel_size(3)});
    CHECK(document.lab.filters[0].weight == doctest::Approx(1.0 / 9));
    CHECK(document.lab.filters[1].weight == 1);
}

TEST_CASE("set_weight() ends normalising") {
    Document document = with({set_kernel(0, kCourse, "course"), set_normalise(0, true), set_weight(0, 3)});
    CHECK_FALSE(document.lab.filters[0].normalise);
    CHECK(document.lab.filters[0].weight == 3);
    document = after(document, {set_filter_value(0, 0, 0, 5)});
    CHECK(document.lab.filters[0].weight == 3);
}

TEST_CASE("the end of normalising restores the weight from before it") {
    Document document = with({set_kernel(0, kCourse, "course"), set_weight(0, 3), set_normalise(0, true)});
    CHECK(document.lab.filters[0].weight == doctest::Approx(0.1));
    document = after(document, {set_normalise(0, true), set_normalise(0, false)});
    CHECK(document.lab.filters[0].weight == 3);
    CHECK(document.lab.filters[0].plain_weight == 1);
    document = after(document, {set_normalise(0, false)});
    CHECK(document.lab.filters[0].weight == 3);
    // A weight that is typed while normalising ends it and is the weight that is restored later.
    document =
        after(document, {set_normalise(0, true), set_weight(0, 2), set_normalise(0, true), set_normalise(0, false)});
    CHECK(document.lab.filters[0].weight == 2);
}

TEST_CASE("a command can set the name of a filter's preset without a change of its values") {
    const Document document = with({set_preset_name(0, "own.Mine")});
    CHECK(document.lab.filters[0].preset == "own.Mine");
    CHECK(document.lab.filters[0].same_values(initial_document().lab.filters[0]));
}

TEST_CASE("set_kernel() keeps weight and bias; set_filter() replaces them") {
    const Document start = with({set_weight(0, 3), set_bias(0, 4)});
    const LabFilter kernel_only = after(start, {set_kernel(0, kCourse, "course")}).lab.filters[0];
    CHECK(kernel_only.same_values({kCourse, 3, 4, false}));

    const LabFilter preset{kCourse, 0.5F, 128, false};
    const Document normalised = after(start, {set_normalise(0, true)});
    CHECK(after(normalised, {set_filter(0, preset, "preset")}).lab.filters[0] == preset);
    // A filter that was saved while it was normalised is still normalised.
    const LabFilter own{kCourse, 0.1F, 1, true};
    CHECK(after(start, {set_filter(0, own, "own")}).lab.filters[0] == own);
}

TEST_CASE("a change of the size resizes both kernels and keeps their values centred") {
    Kernel large{5, {}};
    large.at(2, 2) = 9;
    large.at(0, 4) = 3;
    const Kernel enlarged{5, {0, 0, 0, 0, 0, 0, -1, -2, -1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0}};
    for (const Command& command : {set_kernel(0, large, "paste"), set_filter(0, {large}, "preset")}) {
        const Document document = with({command});
        CHECK(document.lab.filters[0].kernel == large);
        CHECK(document.lab.filters[1].kernel == enlarged);
    }
    const Document seven = with({set_kernel_size(7)});
    CHECK(seven.lab.filters[0].kernel.size == 7);
    CHECK(seven.lab.filters[1].kernel.size == 7);
    CHECK(seven.lab.filters[0].kernel.at(3, 4) == 2);
    CHECK(after(seven, {set_kernel_size(3)}).lab.filters == initial_document().lab.filters);
}

TEST_CASE("the keep border and a stride above 1 exclude each other; the last command wins") {
    const Document kept = with({set_stride(3), set_border(Border::keep)});
    CHECK(kept.lab.border == Border::keep);
    CHECK(kept.lab.stride == 1);
    const Document strided = after(kept, {set_stride(2)});
    CHECK(strided.lab.stride == 2);
    CHECK(strided.lab.border == Border::zero);
    CHECK(after(kept, {set_stride(1)}).lab.border == Border::keep);
    CHECK(with({set_stride(2), set_border(Border::valid)}).lab.stride == 2);
}

TEST_CASE("each command sets its setting") {
    const Document document = with({set_filter_count(2), set_edited_filter(1), set_dilation(3),
                                    set_border(Border::replicate), set_stride(4), set_activation(Activation::clamp),
                                    set_pooling(Pooling::average), set_pool_size(3), set_channel(Channel::green)});
    Lab expected = initial_document().lab;
    expected.count = 2;
    expected.edited = 1;
    expected.dilation = 3;
    expected.border = Border::replicate;
    expected.stride = 4;
    expected.activation = Activation::clamp;
    expected.pooling = Pooling::average;
    expected.pool_size = 3;
    expected.channel = Channel::green;
    CHECK(document.lab == expected);
}

TEST_CASE("the kind of responses is decided when a whole filter is set, and kept when one value is typed or dragged") {
    Document document;
    document.lab = initial_lab();
    CHECK(document.lab.kinds[0] == ValueKind::signed_values);
    CHECK(document.lab.kinds[1] == ValueKind::signed_values);
    const auto kind = [&] { return document.lab.kinds[0]; };
    set_kernel(0, {3, {0, 0, 0, 0, 1, 0, 0, 0, 0}}, "identity").apply(document);
    CHECK(kind() == ValueKind::picture);
    CHECK(document.lab.kinds[1] == ValueKind::signed_values);
    // The values exceed all limits of the rule and include 0. One value never changes the kind, dragged (gesture 7) or
    // typed (0).
    for (const std::uint64_t gesture : {std::uint64_t{7}, std::uint64_t{0}})
        for (const float value : {2.0F, 9.0F, 0.0F, -5.0F, 100.0F}) {
            set_filter_value(0, 1, 1, value, gesture).apply(document);
            CHECK(kind() == ValueKind::picture);
        }
    set_filter_value(0, 1, 1, 0).apply(document);
    set_kernel(0, document.lab.filters[0].kernel, "the same values, pasted").apply(document);
    CHECK(kind() == ValueKind::signed_values);
    set_weight(0, 3, 8).apply(document);
    set_bias(0, 128, 9).apply(document);
    CHECK(kind() == ValueKind::signed_values);
    set_bias(0, 128).apply(document);
    CHECK(kind() == ValueKind::picture);
    set_kernel(0, {3, {1, 1, 1, 1, 1, 1, 1, 1, 1}}, "ones").apply(document);
    set_bias(0, 0).apply(document);
    CHECK(kind() == ValueKind::non_negative);
    set_normalise(0, true).apply(document);
    CHECK(kind() == ValueKind::picture);
}

TEST_CASE("the end of a comparison shows the first filter") {
    Document document = with({set_filter_count(2), set_edited_filter(1)});
    document.lab_view.pinned = PixelRef{Stage::filtered, 1, 5, 6};
    document = after(document, {set_filter_count(1)});
    CHECK(document.lab.edited == 0);
    CHECK(document.lab_view.pinned == PixelRef{Stage::filtered, 0, 5, 6});
    CHECK(document.lab.filters == initial_document().lab.filters);
}

TEST_CASE("a comparison of two equal filters transposes the second, and one undo restores filter and comparison") {
    History history(after(initial_document(), {set_filter(0, initial_document().lab.filters[1], "preset")}));
    const Lab before = history.document().lab;
    REQUIRE(before.filters[0].same_values(before.filters[1]));
    history.perform(set_filter_count(2));
    CHECK(history.document().lab.filters[0] == before.filters[0]);
    CHECK(history.document().lab.filters[1].kernel == Kernel{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}});
    history.undo();
    CHECK(history.document().lab == before);
}

TEST_CASE(
    "the transpose as the second filter keeps weight and bias; a symmetric filter is compared with vertical edges") {
    const LabFilter own{.kernel = {3, {1, 2, 3, 4, 5, 6, 7, 8, 9}}, .weight = 0.5F, .bias = -3};
    Document document = with({set_filter(0, own, "own"), set_filter(1, own, "own"), set_filter_count(5)});
    CHECK(document.lab.filters[1] == LabFilter{{3, {1, 4, 7, 2, 5, 8, 3, 6, 9}}, 0.5F, -3});
    const LabFilter even{.kernel = kCourse, .weight = 0.1F};
    document = with({set_filter(0, even, "even"), set_filter(1, even, "even"), set_filter_count(2)});
    CHECK(document.lab.filters[1].kernel == Kernel{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}});
    CHECK(document.lab.filters[1].weight == 1);
    CHECK(document.lab.kinds[1] == ValueKind::signed_values);
    document =
        with({set_filter(0, even, "even"), set_filter(1, even, "even"), set_kernel_size(5), set_filter_count(2)});
    CHECK(document.lab.filters[1].kernel.size == 5);
    CHECK(document.lab.filters[1].kernel.at(2, 1) == -2);
    // A second filter that differs is kept, and so is an equal one that is chosen during the comparison.
    CHECK(with({set_filter_count(2)}).lab.filters == initial_document().lab.filters);
    document =
        with({set_filter_count(2), set_filter(1, initial_document().lab.filters[0], "preset"), set_filter_count(3)});
    CHECK(document.lab.filters[1].same_values(document.lab.filters[0]));
}

TEST_CASE("a pin on the combined view moves to A when the combination or the comparison ends") {
    Document document = with({set_filter_count(2), set_combination(Combination::magnitude)});
    CHECK(document.lab_view.combination == Combination::magnitude);
    document.lab_view.pinned = PixelRef{Stage::combined, 0, 5, 6};
    CHECK(after(document, {set_combination(Combination::direction)}).lab_view.pinned == document.lab_view.pinned);
    const PixelRef of_a{Stage::filtered, 0, 5, 6};
    CHECK(after(document, {set_combination(std::nullopt)}).lab_view.pinned == of_a);
    CHECK(after(document, {set_filter_count(1)}).lab_view.pinned == of_a);
    CHECK(after(document, {set_filter_count(3)}).lab_view.pinned == of_a);
}

TEST_CASE("a comparison that follows a strip keeps filter A and the edited filter, with their kinds and the pin") {
    LabFilter box{.kernel = find_preset("box-blur")->kernel, .weight = 1.0F / 9};
    Document document = with({set_filter_count(8), set_filter(6, box, "box"), set_edited_filter(6)});
    document.lab_view.pinned = PixelRef{Stage::pooled, 6, 5, 6};
    const Lab before = document.lab;
    document = after(document, {set_comparison(true)});
    CHECK(document.lab.count == 2);
    CHECK(document.lab.edited == 1);
    CHECK(document.lab.filters[1] == before.filters[6]);
    CHECK(document.lab.filters[6] == before.filters[1]);
    CHECK(document.lab.kinds[1] == ValueKind::picture);
    CHECK(document.lab.kinds[6] == before.kinds[1]);
    CHECK(document.lab_view.pinned == PixelRef{Stage::pooled, 1, 5, 6});
    document = after(document, {set_comparison(false)});
    CHECK(document.lab.count == 1);
    // A pin on A stays there.
    document = with({set_filter_count(8), set_edited_filter(4)});
    document.lab_view.pinned = PixelRef{Stage::filtered, 0, 5, 6};
    document = after(document, {set_comparison(true)});
    CHECK(document.lab_view.pinned == PixelRef{Stage::filtered, 0, 5, 6});
    CHECK(with({set_comparison(true)}).lab.filters == initial_document().lab.filters);
}

TEST_CASE(
    "if a different filter is chosen for editing, the pin on an output and the pixel of the sum pass move to it") {
    Document document = with({set_filter_count(4)});
    document.lab_view.pinned = PixelRef{Stage::pooled, 0, 5, 6};
    document.lab_view.player.pass = PlayerPass::sum;
    document = after(document, {set_edited_filter(3)});
    CHECK(document.lab_view.pinned == PixelRef{Stage::pooled, 3, 5, 6});
    CHECK(document.lab_view.player.filter == 3);
    document.lab_view.pinned = PixelRef{Stage::input, 0, 5, 6};
    CHECK(after(document, {set_edited_filter(1)}).lab_view.pinned == PixelRef{Stage::input, 0, 5, 6});
}

TEST_CASE("the filters of a first start differ from each other") {
    const Lab lab = initial_lab();
    for (std::size_t i = 0; i < lab.filters.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(lab.filters.at(i).same_values(lab.filters.at(j)));
}

TEST_CASE("if filters are removed from a strip of eight, the edited and the pinned filter remain among those in use") {
    Document document = with({set_filter_count(kMaxFilters), set_edited_filter(6)});
    CHECK(document.lab.settings().size() == 8);
    CHECK(filter_letter(6) == "G");
    document.lab_view.pinned = PixelRef{Stage::pooled, 7, 1, 2};
    document = after(document, {set_filter_count(4)});
    CHECK(document.lab.edited == 3);
    CHECK(document.lab_view.pinned == PixelRef{Stage::pooled, 3, 1, 2});
    CHECK(document.lab.settings().size() == 4);
}

TEST_CASE("a change of the size resizes the kernels of all filters") {
    const Document document = with({set_kernel_size(5)});
    for (const LabFilter& filter : document.lab.filters) CHECK(filter.kernel.size == 5);
}

TEST_CASE("motion and noise belong to a picture: a newly opened picture has neither") {
    Document document = with({set_motion({.right = 3, .turn = 45}), set_noise({NoiseKind::gaussian, 20, 7})});
    CHECK(document.lab.motion == Motion{.right = 3, .turn = 45});
    CHECK(document.lab.noise == NoiseSettings{NoiseKind::gaussian, 20, 7});
    document = after(document, {open_picture(OpenPicture{.file = "dot", .is_sample = true})});
    CHECK(document.lab.motion == Motion{});
    CHECK(document.lab.noise == NoiseSettings{});
}

TEST_CASE("the output of a median has the kind picture, whatever the kernel's values are") {
    LabFilter median;
    median.median = true;
    const Document document = with({set_filter(0, median, "median")});
    CHECK(document.lab.kinds[0] == ValueKind::picture);
    CHECK(document.lab.settings(0).median);
}

TEST_CASE("a newly opened picture is shown whole, and colours, ranges and filters are kept") {
    Document document = unusual_document();
    document.picture = plain_picture("/a.png", {20, 30}, 3);
    document.lab_view.player.playing = true;
    const OpenPicture colour = plain_picture("/folder/b.png", {40, 30}, 3);
    Document opened = after(document, {open_picture(colour)});
    CHECK(opened.picture == colour);
    document.lab.motion = {};
    document.lab.noise = {};
    CHECK(opened.lab == document.lab);
    CHECK(opened.lab_view.camera == Camera{});
    CHECK_FALSE(opened.lab_view.pinned);
    CHECK_FALSE(opened.lab_view.player.active);
    CHECK_FALSE(opened.lab_view.player.playing);
    CHECK(opened.lab_view.player.position == 0);
    CHECK(opened.lab_view.player.speed == document.lab_view.player.speed);
    CHECK(opened.lab_view.colour_map == ColourMap::viridis);
    CHECK(opened.lab_view.range_scope == RangeScope::each);
    // A grey picture has no blue channel to choose.
    CHECK(after(document, {open_picture(plain_picture("/c.png", {4, 4}))}).lab.channel == Channel::grey);
    CHECK(open_picture(colour).label == "opening of b.png");
}

}  // namespace convscope
