// The words of the Filter Lab for the picture, the filters and the steps after them.
#include <algorithm>
#include <array>
#include <functional>

#include "app/document/chain/chain_commands.h"
#include "app/document/colour/colour_commands.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/lab/preset_choice.h"
#include "app/lesson/words/actions.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, kMaxFilters> kFilterLetters{"a", "b", "c", "d", "e", "f", "g", "h"};
constexpr std::array<std::string_view, 5> kCombinations{"none", "magnitude", "sum", "difference", "direction"};
constexpr std::array<std::string_view, 4> kKernelSizes{"1", "3", "5", "7"};

/// The page decides which filter a word changes.
LabPage page_of(const SettingScene& scene) {
    return scene.document.lab_view.page;
}

int edited(const SettingScene& scene) {
    return scene.document.lab.edited;
}

const LabFilter& edited_filter(const SettingScene& scene) {
    return scene.document.lab.filters.at(static_cast<std::size_t>(edited(scene)));
}

void apply_picture(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    open_picture(scene.files.picture(scene.arguments.text(0))).apply(scene.document);
}

void apply_channel(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto channel = scene.arguments.choice<Channel>(0, kChannelNames);
    if (channel != Channel::grey && scene.document.picture.picture.is_grey())
        scene.arguments.fail(tr("the picture is grey, so it has no channel {}", scene.arguments.text(0)),
                             tr("Open a colour picture before it, for instance picture portrait"));
    set_channel(channel).apply(scene.document);
}

void apply_motion(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(2, 4);
    Motion motion{.right = static_cast<int>(a.integer(0, -kMaxShift, kMaxShift)),
                  .down = static_cast<int>(a.integer(1, -kMaxShift, kMaxShift))};
    if (a.size() > 2) motion.turn = static_cast<float>(a.number(2, -180, 180));
    if (a.size() > 3) motion.zoom = static_cast<float>(a.number(3, kMinZoom, kMaxZoom));
    set_motion(motion).apply(scene.document);
}

void apply_noise(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 2);
    NoiseSettings noise{.kind = a.choice<NoiseKind>(0, kNoiseNames)};
    if ((noise.kind == NoiseKind::none) != (a.size() == 1))
        a.fail(tr("the amount of the noise is missing, or too much"));
    const double highest = noise.kind == NoiseKind::gaussian ? kMaxDeviation : 1;
    if (a.size() == 2) noise.amount = static_cast<float>(a.number(1, 0, highest));
    set_noise(noise).apply(scene.document);
}

void apply_filters(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_filter_count(static_cast<int>(scene.arguments.integer(0, 1, kMaxFilters))).apply(scene.document);
}

void apply_filter(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const int which = scene.arguments.choice<int>(0, kFilterLetters);
    if (which >= scene.document.lab.count)
        scene.arguments.fail(tr("filter {} is not in use", scene.arguments.text(0)),
                             tr("Write filters {} before it", which + 1));
    set_edited_filter(which).apply(scene.document);
}

void apply_compare(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_comparison(scene.arguments.on(0)).apply(scene.document);
}

void apply_combine(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const std::size_t which = scene.arguments.one_of(0, kCombinations);
    if (which > 0 && scene.document.lab.count != 2)
        scene.arguments.fail(tr("two filters are needed to combine them"), tr("Write compare on before it"));
    set_combination(which == 0 ? std::nullopt : std::optional(static_cast<Combination>(which - 1)))
        .apply(scene.document);
}

void apply_preset(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const std::vector<PresetChoice> choices = preset_choices({});
    std::vector<std::string_view> names;
    names.reserve(choices.size());
    for (const PresetChoice& choice : choices) names.push_back(choice.key);
    const PresetChoice& chosen = choices[scene.arguments.one_of(0, names)];
    if (page_of(scene) == LabPage::colour && !chosen.filter.median)
        set_all_slices(chosen.filter.kernel, "preset").apply(scene.document);
    else if (page_of(scene) == LabPage::chain && !chosen.filter.median)
        set_chain_kernel(chosen_chain_kernel(scene.document), weighted(chosen.filter.kernel, chosen.filter.weight),
                         "preset", chosen.key)
            .apply(scene.document);
    else
        set_filter(edited(scene), chosen.filter, "preset").apply(scene.document);
}

Kernel kernel_argument(const Arguments& arguments, std::size_t index) {
    try {
        return parse_kernel(arguments.text(index));
    } catch (const LoadError& error) {
        arguments.fail(tr("the filter's values cannot be read: {}", error.fault()),
                       tr("Write for instance kernel \"-1,0,1;-2,0,2;-1,0,1\""));
    }
}

void apply_kernel(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const Kernel kernel = kernel_argument(scene.arguments, 0);
    if (page_of(scene) == LabPage::colour)
        set_all_slices(kernel, "filter values").apply(scene.document);
    else if (page_of(scene) == LabPage::chain)
        set_chain_kernel(chosen_chain_kernel(scene.document), kernel, "filter values").apply(scene.document);
    else
        set_kernel(edited(scene), kernel, "filter values").apply(scene.document);
}

void apply_size(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_kernel_size(static_cast<int>(2 * scene.arguments.one_of(0, kKernelSizes) + 1)).apply(scene.document);
}

void apply_weight(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto weight = static_cast<float>(scene.arguments.number(0, -kMaxFilterValue, kMaxFilterValue));
    if (page_of(scene) == LabPage::colour)
        set_colour_weight(weight).apply(scene.document);
    else
        set_weight(edited(scene), weight).apply(scene.document);
}

void apply_bias(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto bias = static_cast<float>(scene.arguments.number(0, -kMaxFilterValue, kMaxFilterValue));
    const ChainView& view = scene.document.chain_view;
    if (page_of(scene) == LabPage::colour)
        set_colour_bias(bias).apply(scene.document);
    else if (page_of(scene) == LabPage::chain)
        set_chain_bias(view.stage, view.map, bias).apply(scene.document);
    else
        set_bias(edited(scene), bias).apply(scene.document);
}

void apply_normalise(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_normalise(edited(scene), scene.arguments.on(0)).apply(scene.document);
}

void apply_median(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    LabFilter filter = edited_filter(scene);
    filter.median = scene.arguments.on(0);
    set_filter(edited(scene), filter, "median").apply(scene.document);
}

void transform(SettingScene& scene, Kernel (*change)(const Kernel&)) {
    scene.arguments.expect(0, 0);
    set_kernel(edited(scene), change(edited_filter(scene).kernel), "change of the filter").apply(scene.document);
}

void apply_border(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto border = scene.arguments.choice<Border>(0, kBorderNames);
    const bool is_plain = page_of(scene) == LabPage::filter || page_of(scene) == LabPage::learn;
    if (border == Border::keep && !is_plain)
        scene.arguments.fail(tr("this page has no border keep"), tr("Write border valid or border zero"));
    if (page_of(scene) == LabPage::colour)
        set_colour_border(border).apply(scene.document);
    else if (page_of(scene) == LabPage::chain)
        set_stage_border(scene.document.chain_view.stage, border).apply(scene.document);
    else
        set_border(border).apply(scene.document);
}

void apply_stride(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_stride(static_cast<int>(scene.arguments.integer(0, 1, kMaxStride))).apply(scene.document);
}

void apply_dilation(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_dilation(static_cast<int>(scene.arguments.integer(0, 1, kMaxDilation))).apply(scene.document);
}

void apply_activation(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto activation = scene.arguments.choice<Activation>(0, kActivationNames);
    if (page_of(scene) == LabPage::colour)
        set_colour_activation(activation).apply(scene.document);
    else if (page_of(scene) == LabPage::chain)
        set_stage_activation(scene.document.chain_view.stage, activation).apply(scene.document);
    else
        set_activation(activation).apply(scene.document);
}

void apply_pool(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto pooling = scene.arguments.choice<Pooling>(0, kPoolingNames);
    if (page_of(scene) == LabPage::colour)
        set_colour_pooling(pooling).apply(scene.document);
    else if (page_of(scene) == LabPage::chain)
        set_stage_pooling(scene.document.chain_view.stage, pooling).apply(scene.document);
    else
        set_pooling(pooling).apply(scene.document);
}

void apply_pool_size(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto size = static_cast<int>(scene.arguments.integer(0, kMinPoolSize, kMaxPoolSize));
    if (page_of(scene) == LabPage::colour)
        set_colour_pool_size(size).apply(scene.document);
    else
        set_pool_size(size).apply(scene.document);
}

constexpr std::array kActions{
    WordAction{"picture", apply_picture},
    WordAction{"channel", apply_channel},
    WordAction{"motion", apply_motion},
    WordAction{"noise", apply_noise},
    WordAction{"filters", apply_filters},
    WordAction{"filter", apply_filter},
    WordAction{"compare", apply_compare},
    WordAction{"combine", apply_combine},
    WordAction{"preset", apply_preset},
    WordAction{"kernel", apply_kernel},
    WordAction{"size", apply_size},
    WordAction{"weight", apply_weight},
    WordAction{"bias", apply_bias},
    WordAction{"normalise", apply_normalise},
    WordAction{"median", apply_median},
    WordAction{"transpose", [](SettingScene& scene) { transform(scene, transposed); }},
    WordAction{"flip", [](SettingScene& scene) { transform(scene, flipped); }},
    WordAction{"rotate", [](SettingScene& scene) { transform(scene, rotated_clockwise); }},
    WordAction{"mirror", [](SettingScene& scene) { transform(scene, mirrored); }},
    WordAction{"negate", [](SettingScene& scene) { transform(scene, negated); }},
    WordAction{"border", apply_border},
    WordAction{"stride", apply_stride},
    WordAction{"dilation", apply_dilation},
    WordAction{"activation", apply_activation},
    WordAction{"pool", apply_pool},
    WordAction{"pool-size", apply_pool_size},
};

}  // namespace

std::span<const WordAction> filter_actions() {
    return kActions;
}

}  // namespace convscope
