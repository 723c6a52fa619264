#include "app/gui/lab/chain/chain_controls.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "app/document/lab/lab_commands.h"
#include "app/gui/lab/chain/chain_stage_controls.h"
#include "app/gui/lab/lab_pages.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

Rect next_chain_row(Ui& ui, Rect& column) {
    return column.cut_top(ui.px(32), ui.px(8));
}

/// "2 maps, 3 × 3, ReLU, max", or only its first parts if there is little room.
std::string stage_summary(const Ui& ui, const ChainStage& stage, float width) {
    std::vector<std::string> parts{tr_count(stage.map_count(), "{} map", "{} maps"),
                                   fmt::format("{0} \u00d7 {0}", stage.kernel_size())};
    if (stage.activation == Activation::relu) parts.emplace_back(tr("ReLU"));
    if (stage.pooling != Pooling::none) parts.emplace_back(stage.pooling == Pooling::max ? tr("max") : tr("mean"));
    while (parts.size() > 1 && ui.text_width(fmt::format("{}", fmt::join(parts, ", ")), Type::caption) > width)
        parts.pop_back();
    return fmt::format("{}", fmt::join(parts, ", "));
}

void show_examples(ChainScene& scene, Rect row) {
    std::vector<Choice> choices;
    choices.reserve(kChainExamples.size());
    for (const ChainExample& example : kChainExamples)
        choices.push_back({.key = std::string(example.key),
                           .label = std::string(example.name),
                           .tooltip = std::string(example.note)});
    const auto chosen = dropdown(scene.ui, "chain.examples", row.column(0, 2, scene.ui.px(8)), tr("Examples"), choices,
                                 -1, tr("Examples of chains"));
    if (button(scene.ui, "chain.from_lab", row.column(1, 2, scene.ui.px(8)), tr("Lab\u2019s filters"),
               {.tooltip = tr("The Filter Lab's filters become the maps of the first stage")}))
        scene.frame.perform(start_from_lab_filters());
    if (!chosen) return;
    const auto index = static_cast<std::size_t>(*chosen);
    const ChainExample& example = kChainExamples.at(index);
    if (!example.sample.empty()) scene.frame.request(OpenSamplePicture{std::string(example.sample)});
    scene.frame.perform(set_chain(chain_example(index), tr("example \u201c{}\u201d", example.name)));
}

void show_stage_row(ChainScene& scene, Rect row, int index) {
    Ui& ui = scene.ui;
    const ChainStage& stage = scene.chain.stage(index);
    if (scene.chain.size() > 1 &&
        button(ui, fmt::format("chain.remove.{}", index + 1), row.cut_right(ui.px(32), ui.px(4)), "",
               {.icon = Icon::bin, .tooltip = tr("Remove this stage"), .quiet = true}))
        scene.frame.perform(remove_stage(index));
    const bool chosen = scene.view.stage == index;
    const Item item = ui.item(fmt::format("chain.stage.{}", index + 1), row, {.tooltip = tr("Show its settings")});
    ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
    if (chosen) ui.outline(row, ui.colour(Role::accent), ui.px(6), ui.px(2));
    ui.focus_ring(item, ui.px(6));
    Rect text = row.inset(ui.px(8), 0);
    ui.text(text.cut_left(ui.text_width(stage_name(kMaxChainStages - 1)) + ui.px(2), ui.px(8)), stage_name(index));
    ui.text(text, stage_summary(ui, stage, text.w), Role::muted, Type::caption, Align::right);
    if (item.pressed) scene.change_view([index](ChainView& view) { view.stage = index; });
}

void show_stage_list(ChainScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    {
        const FocusGroup group(ui, "chain.stages");
        for (int i = 0; i < scene.chain.size(); ++i) show_stage_row(scene, column.cut_top(ui.px(32), ui.px(4)), i);
    }
    column.cut_top(ui.px(4));
    const std::string problem = next_stage_problem(scene.chain, scene.picture.size());
    constexpr Message kAdded = tr("A convolution over all maps of the previous stage, an activation and a pooling");
    if (button(ui, "chain.add", next_chain_row(ui, column), tr("Add a stage"),
               {.tooltip = problem.empty() ? kAdded : std::string_view(problem),
                .primary = problem.empty(),
                .enabled = problem.empty()}))
        scene.frame.perform(add_stage());
    // If a stage of the chain does not fit, the message is already shown above the maps.
    if (problem.empty() || !scene.problem.empty()) return;
    const float height = ui.paragraph({column.x, column.y, column.w, ui.px(16)}, problem, Role::muted, Type::caption);
    ui.mark("chain.limit", column.cut_top(height, ui.px(8)));
}

/// The code of the chain, and the chain as a model. If no stage fits, both tooltips say why.
void show_chain_buttons(ChainScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const bool fits = !fitting_chain(scene.chain, scene.picture.size()).stages.empty();
    const auto tooltip = [&](std::string_view text) { return fits ? text : std::string_view(scene.problem); };
    if (button(ui, "chain.code", row.column(0, 2, ui.px(8)), tr("Show the code"),
               {.icon = Icon::code,
                .tooltip = tooltip(tr("Code for these stages in NumPy, SciPy, OpenCV and Keras")),
                .enabled = fits,
                .type = Type::caption}))
        scene.frame.request(ShowCode{});
    if (button(ui, "chain.layers", row.column(1, 2, ui.px(8)), tr("Open in Layers"),
               {.icon = Icon::arrow_right,
                .tooltip = tooltip(tr("This chain as a model: edit every weight, explain every number")),
                .enabled = fits && scene.shown.has_maps(),
                .type = Type::caption}))
        scene.frame.perform(open_chain_in_layers(scene.picture));
}

/// The size of the maps in the column that the pin is on.
Size pinned_size(const ChainScene& scene, const ChainPixel& pin) {
    for (const ChainColumn& column : scene.shown.columns(scene.picture.size()))
        if (column.stage == pin.stage && column.pooled == pin.pooled) return column.size;
    return {};
}

/// The arrow keys move the pinned value; if nothing is pinned, the first press pins the value that is explained.
void move_pin(ChainScene& scene) {
    Ui& ui = scene.ui;
    ChainPixel pin = scene.view.pinned.value_or(scene.resting);
    const Size size = pinned_size(scene, pin);
    if (size.area() == 0 || !scene.shown.has_maps()) return;
    const std::size_t pressed = std::erase_if(ui.keys(), [&](const KeyPress& key) {
        const bool across = key.key == Key::left || key.key == Key::right;
        const bool along = key.key == Key::up || key.key == Key::down;
        if ((!across && !along) || key.control || key.alt) return false;
        if (!scene.view.pinned) return true;
        if (across) pin.col += key.key == Key::right ? 1 : -1;
        if (along) pin.row += key.key == Key::down ? 1 : -1;
        return true;
    });
    if (pressed == 0) return;
    pin.row = std::clamp(pin.row, 0, size.rows - 1);
    pin.col = std::clamp(pin.col, 0, size.cols - 1);
    scene.change_view([pin](ChainView& view) { view.pinned = pin; });
}

}  // namespace

void chain_controls(ChainScene& scene, Rect place) {
    show_page_side(scene.frame, "chain.side", tr("A chain of stages"), place, [&scene](Rect& column) {
        Ui& ui = scene.ui;
        scene.pictures.show_compact(scene.frame, column);
        show_examples(scene, next_chain_row(ui, column));
        show_stage_list(scene, column);
        show_chain_buttons(scene, next_chain_row(ui, column));
        stage_controls(scene, column);
    });
}

void chain_keys(ChainScene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    if (ui.focus_uses_keys()) return;
    move_pin(scene);
    if (std::erase_if(ui.keys(), [](const KeyPress& key) { return key.is('f'); }) > 0) scene.frame.perform(fit_views());
    if (!ui.take_key(Key::escape)) return;
    if (scene.view.pinned)
        scene.change_view([](ChainView& view) { view.pinned.reset(); });
    else
        scene.frame.perform(open_page(LabPage::filter));
}

}  // namespace convscope
