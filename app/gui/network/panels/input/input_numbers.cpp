#include "app/gui/network/panels/input/input_numbers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/gui/network/scene/layer_image.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/feed_file.h"

namespace convscope {

namespace {

constexpr std::int64_t kMaxTypedValues = 1024;  ///< the values of an input can be typed as one row up to this number
constexpr std::int64_t kMaxTiles = 4;           ///< at most this many channels are shown side by side
constexpr float kFieldLabelWidth = 66;
constexpr float kMinTileHeight = 24;
constexpr float kMaxTileHeight = 1;  ///< in widths of the tile

/// A sentence about the source: "Random numbers of a normal distribution, seed 1."
std::string feed_sentence(const nn::Feed& feed, const nn::Shape& shape) {
    switch (feed.source) {
        case nn::FeedSource::zeros:
            return tr("All values are 0.");
        case nn::FeedSource::random:
            return tr("Random numbers of a normal distribution with mean 0 and deviation 1, seed {}.", feed.seed);
        case nn::FeedSource::numbers:
            return tr("Your own numbers.");
        case nn::FeedSource::file:
            break;
    }
    return tr("From {}.", nn::feed_text(feed, shape));
}

/// The place of a value in words that fit the shape: "Value 17", "Step 3, channel 1", "Row 3, column 4, channel 1".
std::string place_of(const nn::Shape& shape, std::int64_t index) {
    const nn::Position at = nn::position_of(shape, index);
    if (shape.rank() == 2) return tr("Step {}, channel {}", at.col, at.channel);
    return shape.is_image() ? tr("Row {}, column {}, channel {}", at.row, at.col, at.channel) : tr("Value {}", index);
}

/// The index of the value under the pointer, in a picture of `size` values at `place`, row by row.
std::int64_t cell_at(Rect place, Size size) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const auto part = [](float at, float start, float length, int cells) {
        return std::clamp(static_cast<int>((at - start) / length * static_cast<float>(cells)), 0, cells - 1);
    };
    return std::int64_t{part(mouse.y, place.y, place.h, size.rows)} * size.cols +
           part(mouse.x, place.x, place.w, size.cols);
}

/// A number field with two buttons for the previous and the next number. Returns the chosen number, 0 to `last`, with
/// its gesture.
std::optional<std::pair<std::int64_t, std::uint64_t>> stepper(Ui& ui, const std::string& name, Rect row,
                                                              std::string_view label, std::int64_t number,
                                                              std::int64_t last, std::string_view tooltip) {
    ui.text(row.cut_left(ui.px(kFieldLabelWidth), ui.px(4)), label, Role::muted, Type::caption);
    std::optional<std::pair<std::int64_t, std::uint64_t>> chosen;
    if (button(ui, name + ".previous", row.cut_left(ui.px(26), ui.px(2)), "",
               {.icon = Icon::step_back, .tooltip = tr("The one before"), .enabled = number > 0}))
        chosen = {number - 1, 0};
    if (button(ui, name + ".next", row.cut_right(ui.px(26), ui.px(2)), "",
               {.icon = Icon::step_forward, .tooltip = tr("The next one"), .enabled = number < last}))
        chosen = {number + 1, 0};
    if (const auto edit = number_field(ui, name, row, static_cast<float>(number), {.tooltip = tooltip}))
        chosen = {std::clamp<std::int64_t>(std::llround(edit->value), 0, last), edit->gesture};
    return chosen;
}

void change_feed(Scene& scene, const nn::Node& node, nn::Feed feed, std::uint64_t gesture = 0) {
    scene.frame.perform(set_feed(node.name, std::move(feed), gesture));
}

}  // namespace

void InputNumbers::show(Scene& scene, std::size_t which, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Model& model = *scene.network.model.model;
    const Shown shown{.node = model.node(model.inputs()[which]),
                      .feed = nn::feed_of(scene.network.feeds, model, which),
                      .values = scene.now.layer(model.inputs()[which]).values,
                      .is_first = which == 0};
    hovered_.reset();
    show_sources(scene, shown, area);
    if (shown.feed.source == nn::FeedSource::random) show_seed(scene, shown, area);
    show_example(scene, shown, area);
    const float height = ui.paragraph(area, feed_sentence(shown.feed, shown.node.shape), Role::muted, Type::caption);
    ui.mark("input.feed", area.cut_top(height, ui.px(8)));
    if (shown.node.shape.count() <= kMaxTypedValues) show_row(scene, shown, area);
    show_values(scene, shown, painter, area);
    show_value(scene, shown, area);
}

void InputNumbers::show_sources(Scene& scene, const Shown& shown, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Feed& feed = shown.feed;
    const bool is_random = feed.source == nn::FeedSource::random;
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    if (button(ui, "input.random", row.column(0, 2, ui.px(8)), tr("Random"),
               {.tooltip = is_random ? tr("Draw other numbers, with the next seed")
                                     : tr("Draw numbers of a normal distribution"),
                .on = is_random}))
        change_feed(scene, shown.node,
                    {.source = nn::FeedSource::random,
                     .seed = is_random ? std::min(feed.seed + 1, nn::kMaxSeed) : std::int64_t{1}});
    if (button(ui, "input.zeros", row.column(1, 2, ui.px(8)), tr("Zeros"),
               {.tooltip = tr("Set all values to 0"), .on = feed.source == nn::FeedSource::zeros}))
        change_feed(scene, shown.node, {.source = nn::FeedSource::zeros});
    row = area.cut_top(ui.px(30), ui.px(8));
    const std::int64_t count = shown.node.shape.count();
    const std::string paste = tr_count(count, "Paste {} number, separated by commas, tabs or spaces",
                                       "Paste {} numbers, separated by commas, tabs or spaces");
    if (button(ui, "input.paste", row.column(0, 2, ui.px(8)), tr("Paste"), {.tooltip = paste}))
        scene.frame.request(PasteNumbers{shown.node.name});
    const std::string open =
        tr_count(count, "Open an .npy, .csv or .txt file with {} number, or drop one on the window",
                 "Open an .npy, .csv or .txt file with {} numbers, or drop one on the window");
    if (button(ui, "input.open", row.column(1, 2, ui.px(8)), tr("Open\u2026"),
               {.icon = Icon::folder, .tooltip = open, .key = "Ctrl+O"}))
        scene.frame.request(ShowOpenDialog{});
}

void InputNumbers::show_seed(Scene& scene, const Shown& shown, Rect& area) {
    const auto seed = stepper(scene.ui, "input.seed", area.cut_top(scene.ui.px(30), scene.ui.px(8)), tr("Seed"),
                              shown.feed.seed, nn::kMaxSeed, tr("A seed always gives the same numbers"));
    if (seed) change_feed(scene, shown.node, {.source = nn::FeedSource::random, .seed = seed->first}, seed->second);
}

void InputNumbers::show_example(Scene& scene, const Shown& shown, Rect& area) {
    const std::int64_t examples = nn::examples_in(shown.feed, shown.node.shape.count());
    if (examples < 2) return;
    const std::string tooltip = tr("The number of the example, 0 to {}", examples - 1);
    const auto example = stepper(scene.ui, "input.example", area.cut_top(scene.ui.px(30), scene.ui.px(8)),
                                 tr("Example"), shown.feed.example, examples - 1, tooltip);
    if (!example) return;
    nn::Feed feed = shown.feed;
    feed.example = example->first;
    change_feed(scene, shown.node, std::move(feed), example->second);
}

void InputNumbers::show_row(Scene& scene, const Shown& shown, Rect& area) {
    Ui& ui = scene.ui;
    constexpr std::string_view kName = "input.numbers";
    const Rect row = area.cut_top(ui.px(30), ui.px(8));
    const std::string values = fmt::format("{}", fmt::join(shown.values, ", "));
    if (!ui.editing(kName)) {
        const Item item = ui.item(kName, row, {.tooltip = tr("Type all values in a row, with commas between them")});
        ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
        ui.text(row.inset(ui.px(8), 0), values, Role::text, Type::caption);
        ui.focus_ring(item, ui.px(6));
        if (item.pressed) ui.start_editing(kName, values);
        return;
    }
    ui.keep_in_order(kName, row);
    ui.mark(kName, row);
    const Ui::Edit edit = ui.edit_field(row, Type::caption);
    const std::string text = ui.edit_text();
    if (edit != Ui::Edit::committed || text == values || text.find_first_not_of(' ') == std::string::npos) return;
    try {
        change_feed(scene, shown.node, feed_of_text(text, shown.node, tr("row of numbers")));
    } catch (const LoadError& error) {
        ui.report(error.what());
    }
}

void InputNumbers::show_values(Scene& scene, const Shown& shown, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Shape& shape = shown.node.shape;
    const Size size = image_size(shape);
    const int tiles = shape.is_image() ? static_cast<int>(std::min(kMaxTiles, shape.channels())) : 1;
    const int columns = tiles > 1 ? 2 : 1;
    const int rows = (tiles + columns - 1) / columns;
    const std::int64_t step = shape.is_image() ? shape.channels() : 1;
    const float gap = ui.px(6);
    const float width = area.column(0, columns, gap).w;
    const float height = std::clamp(width * static_cast<float>(size.rows) / static_cast<float>(size.cols),
                                    ui.px(kMinTileHeight), width * kMaxTileHeight);
    const int node = scene.model.find(shown.node.name).value_or(scene.input_node());
    const Rect block = area.cut_top(static_cast<float>(rows) * (height + gap) - gap, gap);
    {
        const FocusGroup group(ui, "input.values");
        canvas_.begin(block, scene.results.revision);
        for (int tile = 0; tile < tiles; ++tile) {
            const Rect place = block.row(tile / columns, rows, gap).column(tile % columns, columns, gap);
            const ColourScale scale = scale_of(scene, scene.now, node, tile);
            canvas_.add(place, {shown.values.data() + tile, size, step}, scale.map, scale.shown);
            const Item item = ui.item(fmt::format("input.values.{}", tile), place);
            if (item.hovered) hovered_ = cell_at(place, size) * step + tile;
            if (item.hovered && item.pressed) index_ = *hovered_;
            ui.focus_ring(item, 0);
        }
        canvas_.paint(ui, painter);
    }
    if (hovered_ && shown.is_first) scene.hovered_input = nn::position_of(shape, *hovered_);
    if (tiles > 1) {
        const std::string text = tr("Channels 0 to {} of {}", tiles - 1, shape.channels());
        ui.text(area.cut_top(ui.px(18), ui.px(4)), text, Role::muted, Type::caption);
    }
    const Range range = scene.now.layer(node).range;
    const std::string text = hovered_ ? fmt::format("{}: {}", place_of(shape, *hovered_),
                                                    short_number(shown.values[static_cast<std::size_t>(*hovered_)]))
                                      : tr_count(shape.count(), "{} value from {} to {}", "{} values from {} to {}",
                                                 short_number(range.low), short_number(range.high));
    const Rect caption = area.cut_top(ui.px(18), ui.px(8));
    ui.mark("input.reading", caption);
    ui.text(caption, text, hovered_ ? Role::text : Role::muted, Type::caption);
}

void InputNumbers::show_value(Scene& scene, const Shown& shown, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Shape& shape = shown.node.shape;
    index_ = std::clamp<std::int64_t>(index_, 0, shape.count() - 1);
    Rect row = area.cut_top(ui.px(30), ui.px(4));
    ui.text(row.cut_left(ui.px(kFieldLabelWidth - 22), ui.px(4)), tr("Value"), Role::muted, Type::caption);
    const std::string tooltip = tr("The number of the value, 0 to {}", shape.count() - 1);
    if (const auto edit = number_field(ui, "input.value.index", row.cut_left(ui.px(64), ui.px(4)),
                                       static_cast<float>(index_), {.tooltip = tooltip}))
        index_ = std::clamp<std::int64_t>(std::llround(edit->value), 0, shape.count() - 1);
    ui.text(row.cut_left(ui.px(10), ui.px(4)), "=", Role::muted, Type::caption);
    const float value = shown.values[static_cast<std::size_t>(index_)];
    if (const auto edit =
            number_field(ui, "input.value", row, value,
                         {.step = 0.05F, .tooltip = tr("Drag or type: all layers are updated"), .lets_go = true}))
        change_feed(scene, shown.node, nn::with_value(shown.feed, shape, index_, edit->value), edit->gesture);
    if (shape.rank() > 1)
        ui.text(area.cut_top(ui.px(18), ui.px(4)), place_of(shape, index_), Role::muted, Type::caption);
    else
        ui.text(area.cut_top(ui.px(18), ui.px(4)), tr("Click a value to choose it."), Role::muted, Type::caption);
}

}  // namespace convscope
