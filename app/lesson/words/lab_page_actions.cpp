// The words of the Filter Lab for its view and for its pages Colour, Chain and Learn.
#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "app/document/chain/chain_commands.h"
#include "app/document/chain/chain_model.h"
#include "app/document/colour/colour_commands.h"
#include "app/document/colour/colour_selection.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/lab/lab_plane.h"
#include "app/document/lab/selection.h"
#include "app/document/learning/learning_commands.h"
#include "app/lesson/values/learner.h"
#include "app/lesson/words/actions.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 4> kPlayPasses{"off", "filter", "pool", "sum"};
constexpr std::array<std::string_view, 3> kSliceNames{"red", "green", "blue"};
constexpr std::array<std::string_view, 2> kLearnStarts{"zeros", "random"};

constexpr int kMaxLearnSteps = 1'000'000;  ///< steps of learning in one setting
constexpr std::int64_t kMaxPin = 1'000'000;

void change_view(SettingScene& scene, const std::function<void(LabView&)>& change) {
    set_lab_view(change).apply(scene.document);
}

/// The size of the view that a pin names, for messages.
Size size_of(const SettingScene& scene, Stage stage) {
    const Document& document = scene.document;
    const Plane input = lab_plane(document);
    const FilterSettings settings = document.lab_view.page == LabPage::colour
                                        ? slice_settings(document.colour.filter, 0)
                                        : document.lab.settings(document.lab.edited);
    if (stage == Stage::input) return input.size();
    const Geometry sizes = geometry(input.size(), settings);
    return stage == Stage::pooled ? sizes.pooled() : sizes.filtered();
}

void pin_in_chain(SettingScene& scene, Stage stage, int row, int col) {
    const ChainView& view = scene.document.chain_view;
    const std::vector<ChainSizes> sizes = chain_sizes(scene.document.chain, lab_plane(scene.document).size());
    ChainPixel pixel{.stage = view.stage, .map = view.map, .pooled = stage == Stage::pooled, .row = row, .col = col};
    if (stage == Stage::input) pixel.stage = -1;
    Size size = lab_plane(scene.document).size();
    if (pixel.stage >= 0) {
        if (pixel.stage >= static_cast<int>(sizes.size()))
            scene.arguments.fail(tr("the selected stage does not fit into the picture"), tr("Write a smaller stage"));
        const ChainSizes& own = sizes[static_cast<std::size_t>(pixel.stage)];
        size = pixel.pooled ? own.pooled : own.filtered;
    }
    if (row >= size.rows || col >= size.cols)
        scene.arguments.fail(tr("row {}, column {} is outside the {} x {} values", row, col, size.rows, size.cols),
                             tr("Write smaller numbers"));
    set_chain_view([pixel](ChainView& changed) { changed.pinned = pixel; }).apply(scene.document);
}

void apply_pin(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(3, 3);
    const auto stage = a.choice<Stage>(0, kStageNames);
    const auto row = static_cast<int>(a.integer(1, 0, kMaxPin)), col = static_cast<int>(a.integer(2, 0, kMaxPin));
    const Document& document = scene.document;
    if (document.lab_view.page == LabPage::chain) return pin_in_chain(scene, stage, row, col);
    const PixelRef pixel{.stage = stage,
                         .filter = document.lab_view.page == LabPage::filter ? document.lab.edited : 0,
                         .row = row,
                         .col = col};
    const bool exists = document.lab_view.page == LabPage::colour
                            ? select_colour(lab_picture(document), document.colour.filter, pixel).has_value()
                            : select(lab_plane(document), document.lab.settings(pixel.filter), pixel).has_value();
    if (!exists) {
        const Size size = size_of(scene, stage);
        a.fail(tr("row {}, column {} is outside the {} picture of {} x {}", row, col, a.text(0), size.rows, size.cols),
               tr("Write smaller numbers"));
    }
    change_view(scene, [pixel](LabView& view) { view.pinned = pixel; });
}

void apply_unpin(SettingScene& scene) {
    scene.arguments.expect(0, 0);
    change_view(scene, [](LabView& view) { view.pinned.reset(); });
    set_chain_view([](ChainView& view) { view.pinned.reset(); }).apply(scene.document);
}

/// The number of the output pixel whose sum is played: the pinned one, or the first.
std::int64_t pinned_output(const SettingScene& scene) {
    const Document& document = scene.document;
    const std::optional<PixelRef>& pin = document.lab_view.pinned;
    if (!pin) return 0;
    const Plane input = lab_plane(document);
    const FilterSettings settings = document.lab.settings(pin->filter);
    const auto selection = select(input, settings, *pin);
    if (!selection) return 0;
    return std::int64_t{selection->output.row} * geometry(input.size(), settings).cols.output + selection->output.col;
}

void apply_play(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 2);
    const std::size_t which = a.one_of(0, kPlayPasses);
    const double position = a.size() > 1 ? static_cast<double>(a.integer(1, 0, std::int64_t{1} << 40)) : 0;
    const bool is_playing = which > 0 && a.size() == 1;
    const std::int64_t pixel = pinned_output(scene);
    const int filter = scene.document.lab.edited;
    change_view(scene, [=](LabView& view) {
        view.player.active = which > 0;
        view.player.playing = is_playing;
        view.player.position = position;
        if (which == 0) return;
        view.player.pass = static_cast<PlayerPass>(which - 1);
        view.player.pixel = pixel;
        view.player.filter = filter;
    });
}

void apply_true_size(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [on = scene.arguments.on(0)](LabView& view) { view.true_size = on; });
}

void apply_lens(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [on = scene.arguments.on(0)](LabView& view) { view.lens = on; });
}

void apply_example(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    std::vector<std::string_view> names;
    for (const ColourExample& example : colour_examples()) names.push_back(example.slug);
    use_colour_example(colour_examples()[scene.arguments.one_of(0, names)]).apply(scene.document);
}

void apply_slice(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(2, 2);
    const std::size_t slice = a.one_of(0, kSliceNames);
    if (a.text(1) == "on" || a.text(1) == "off") return switch_slice(slice, a.on(1)).apply(scene.document);
    if (const Preset* preset = find_preset(a.text(1)))
        return set_slice(slice, weighted(preset->kernel, preset->weight), "slice").apply(scene.document);
    try {
        set_slice(slice, parse_kernel(a.text(1)), "slice").apply(scene.document);
    } catch (const LoadError&) {
        a.fail(tr("\"{}\" is neither on, off, a preset nor the values of a filter", a.text(1)));
    }
}

void apply_chain(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    std::vector<std::string_view> names;
    names.reserve(kChainExamples.size());
    for (const ChainExample& example : kChainExamples) names.push_back(example.key);
    const std::size_t index = scene.arguments.one_of(0, names);
    const ChainExample& example = kChainExamples.at(index);
    if (!example.sample.empty()) open_picture(scene.files.picture(std::string(example.sample))).apply(scene.document);
    set_chain(chain_example(index), "example").apply(scene.document);
}

void apply_stages(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto count = static_cast<int>(scene.arguments.integer(0, 1, kMaxChainStages));
    while (scene.document.chain.size() < count) add_stage().apply(scene.document);
    while (scene.document.chain.size() > count) remove_stage(scene.document.chain.size() - 1).apply(scene.document);
}

void apply_stage(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto stage = static_cast<int>(scene.arguments.integer(0, 1, kMaxChainStages)) - 1;
    if (stage >= scene.document.chain.size())
        scene.arguments.fail(tr("the chain has no stage {}", scene.arguments.text(0)), tr("Write stages before it"));
    set_chain_view([stage](ChainView& view) { view = {.stage = stage}; }).apply(scene.document);
}

void apply_stage_maps(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_map_count(scene.document.chain_view.stage, static_cast<int>(scene.arguments.integer(0, 1, kMaxChainMaps)))
        .apply(scene.document);
}

void apply_learn(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 1);
    if (a.text(0) == "own") return choose_learn_target(LearnTarget::own_filter).apply(scene.document);
    std::vector<std::string_view> names{"own"};
    for (const Preset& preset : presets())
        if (preset.kernel.size == 3) names.push_back(preset.slug);
    const std::string_view chosen = names[a.one_of(0, names)];
    set_learning(
        [chosen](LabLearning& learning) {
            learning.target = LearnTarget::hidden_preset;
            learning.preset = chosen;
            learning.revealed = false;
        },
        true)
        .apply(scene.document);
}

void apply_learn_start(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 2);
    const auto start = a.choice<LearnStart>(0, kLearnStarts);
    const std::uint64_t seed =
        a.size() > 1 ? static_cast<std::uint64_t>(a.integer(1, 0, 9999)) : scene.document.learning.options.seed;
    set_learning(
        [=](LabLearning& learning) {
            learning.options.start = start;
            learning.options.seed = seed;
        },
        true)
        .apply(scene.document);
}

void apply_learn_rate(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_learning([rate = scene.arguments.number(0, kMinRelativeRate, kMaxRelativeRate)](LabLearning& learning) {
        learning.options.relative_rate = rate;
    }).apply(scene.document);
}

void apply_learn_steps(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto count = static_cast<int>(scene.arguments.integer(0, 1, kMaxLearnSteps));
    const std::shared_ptr<const FilterLearner> learner = learner_of(scene.document);
    if (!learner)
        scene.arguments.fail(tr("there is nothing to learn from this picture"),
                             tr("Write picture and learn before it"));
    FilterLearner next = *learner;
    next.set_relative_rate(scene.document.learning.options.relative_rate);
    next.step(count);
    // The page computes the learner for its picture again and continues from the progress.
    set_learning([progress = next.progress()](LabLearning& learning) {
        learning.learner.reset();
        learning.kept = progress;
        learning.playing = false;
    }).apply(scene.document);
}

constexpr std::array kActions{
    WordAction{"pin", apply_pin},
    WordAction{"unpin", apply_unpin},
    WordAction{"play", apply_play},
    WordAction{"true-size", apply_true_size},
    WordAction{"lens", apply_lens},
    WordAction{"example", apply_example},
    WordAction{"slice", apply_slice},
    WordAction{"chain", apply_chain},
    WordAction{"stages", apply_stages},
    WordAction{"stage", apply_stage},
    WordAction{"stage-maps", apply_stage_maps},
    WordAction{"learn", apply_learn},
    WordAction{"learn-start", apply_learn_start},
    WordAction{"learn-rate", apply_learn_rate},
    WordAction{"learn-steps", apply_learn_steps},
};

}  // namespace

std::span<const WordAction> lab_page_actions() {
    return kActions;
}

}  // namespace convscope
