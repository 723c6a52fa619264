#include "app/document/lab/lab_commands.h"

#include <doctest/doctest.h>

#include <limits>

#include "core/filter/kernel.h"
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

TEST_CASE("a filter value is set in its filter, and only there") {
    const Document document = with({set_filter_value(1, 2, 0, -2.5F)});
    CHECK(document.lab.filters[1].kernel == Kernel{3, {-1, -2, -1, 0, 0, 0, -2.5F, 2, 1}});
    CHECK(document.lab.filters[0] == initial_document().lab.filters[0]);
    CHECK(set_filter_value(0, 0, 0, 1, 9).gesture == 9);
}

TEST_CASE("a value outside the kernel is ignored: the size may change in the middle of a drag") {
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

TEST_CASE("the weight follows the kernel while normalising") {
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
    // The other filter is on its own.
    CHECK(document.lab.filters[1] == initial_document().lab.filters[1]);
}

TEST_CASE("cutting a normalised kernel down changes its weight") {
    Kernel ones{5, {}};
    for (int i = 0; i < 25; ++i) ones.values.at(static_cast<std::size_t>(i)) = 1;
    const Document document =
        with({set_kernel(0, ones, "ones"), set_normalise(0, true), set_normalise(1, true), set_kernel_size(3)});
    CHECK(document.lab.filters[0].weight == doctest::Approx(1.0 / 9));
    CHECK(document.lab.filters[1].weight == 1);
}

TEST_CASE("a weight set by hand ends normalising") {
    Document document = with({set_kernel(0, kCourse, "course"), set_normalise(0, true), set_weight(0, 3)});
    CHECK_FALSE(document.lab.filters[0].normalise);
    CHECK(document.lab.filters[0].weight == 3);
    document = after(document, {set_filter_value(0, 0, 0, 5)});
    CHECK(document.lab.filters[0].weight == 3);
}

TEST_CASE("ending normalising restores the weight before") {
    Document document = with({set_kernel(0, kCourse, "course"), set_weight(0, 3), set_normalise(0, true)});
    CHECK(document.lab.filters[0].weight == doctest::Approx(0.1));
    document = after(document, {set_normalise(0, true), set_normalise(0, false)});
    CHECK(document.lab.filters[0].weight == 3);
    CHECK(document.lab.filters[0].plain_weight == 1);
    document = after(document, {set_normalise(0, false)});
    CHECK(document.lab.filters[0].weight == 3);
    // A weight that is typed while normalising is the plain one from then on.
    document =
        after(document, {set_normalise(0, true), set_weight(0, 2), set_normalise(0, true), set_normalise(0, false)});
    CHECK(document.lab.filters[0].weight == 2);
}

TEST_CASE("a filter is named without a change of its values") {
    const Document document = with({set_preset_name(0, "own.Mine")});
    CHECK(document.lab.filters[0].preset == "own.Mine");
    CHECK(document.lab.filters[0].same_values(initial_document().lab.filters[0]));
}

TEST_CASE("a kernel keeps weight and bias; a preset brings its own") {
    const Document start = with({set_weight(0, 3), set_bias(0, 4)});
    const LabFilter kernel_only = after(start, {set_kernel(0, kCourse, "course")}).lab.filters[0];
    CHECK(kernel_only.same_values({kCourse, 3, 4, false}));

    const LabFilter preset{kCourse, 0.5F, 128, false};
    const Document normalised = after(start, {set_normalise(0, true)});
    CHECK(after(normalised, {set_filter(0, preset, "preset")}).lab.filters[0] == preset);
    // A filter that was saved while normalising goes on normalising.
    const LabFilter own{kCourse, 0.1F, 1, true};
    CHECK(after(start, {set_filter(0, own, "own")}).lab.filters[0] == own);
}

TEST_CASE("both filters keep one size, their values centred") {
    Kernel large{5, {}};
    large.at(2, 2) = 9;
    large.at(0, 4) = 3;
    const Kernel grown{5, {0, 0, 0, 0, 0, 0, -1, -2, -1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0}};
    for (const Command& command : {set_kernel(0, large, "paste"), set_filter(0, {large}, "preset")}) {
        const Document document = with({command});
        CHECK(document.lab.filters[0].kernel == large);
        CHECK(document.lab.filters[1].kernel == grown);
    }
    const Document seven = with({set_kernel_size(7)});
    CHECK(seven.lab.filters[0].kernel.size == 7);
    CHECK(seven.lab.filters[1].kernel.size == 7);
    CHECK(seven.lab.filters[0].kernel.at(3, 4) == 2);
    CHECK(after(seven, {set_kernel_size(3)}).lab.filters == initial_document().lab.filters);
}

TEST_CASE("the keep border and a stride exclude each other; the later one wins") {
    const Document kept = with({set_stride(3), set_border(Border::keep)});
    CHECK(kept.lab.border == Border::keep);
    CHECK(kept.lab.stride == 1);
    const Document strided = after(kept, {set_stride(2)});
    CHECK(strided.lab.stride == 2);
    CHECK(strided.lab.border == Border::zero);
    CHECK(after(kept, {set_stride(1)}).lab.border == Border::keep);
    CHECK(with({set_stride(2), set_border(Border::valid)}).lab.stride == 2);
}

TEST_CASE("each setting is set") {
    const Document document = with({set_compare(true), set_edited_filter(1), set_dilation(3),
                                    set_border(Border::replicate), set_stride(4), set_activation(Activation::clamp),
                                    set_pooling(Pooling::average), set_pool_size(3), set_channel(Channel::green)});
    Lab expected = initial_document().lab;
    expected.compare = true;
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

TEST_CASE("the kind of a filter's responses is decided when it is chosen or typed, and kept while values are dragged") {
    Document document;
    document.lab = initial_lab();
    CHECK(document.lab.kinds == std::array{ValueKind::signed_values, ValueKind::signed_values});
    const auto kind = [&] { return document.lab.kinds[0]; };
    set_kernel(0, {3, {0, 0, 0, 0, 1, 0, 0, 0, 0}}, "identity").apply(document);
    CHECK(kind() == ValueKind::picture);
    CHECK(document.lab.kinds[1] == ValueKind::signed_values);
    // Far beyond any limit of the rule, and through 0: a drag never decides.
    for (const float value : {2.0F, 9.0F, 0.0F, -5.0F, 100.0F}) {
        set_filter_value(0, 1, 1, value, 7).apply(document);
        CHECK(kind() == ValueKind::picture);
    }
    set_filter_value(0, 1, 1, 0).apply(document);
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

TEST_CASE("the end of a comparison goes back to the first filter") {
    Document document = with({set_compare(true), set_edited_filter(1)});
    document.lab_view.pinned = PixelRef{Stage::filtered, 1, 5, 6};
    document = after(document, {set_compare(false)});
    CHECK(document.lab.edited == 0);
    CHECK(document.lab_view.pinned == PixelRef{Stage::filtered, 0, 5, 6});
    CHECK(document.lab.filters == initial_document().lab.filters);
}

TEST_CASE("another picture is shown whole; colours, ranges and filters stay") {
    Document document = unusual_document();
    document.picture = plain_picture("/a.png", {20, 30}, 3);
    document.lab_view.player.playing = true;
    const OpenPicture colour = plain_picture("/folder/b.png", {40, 30}, 3);
    Document opened = after(document, {open_picture(colour)});
    CHECK(opened.picture == colour);
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
