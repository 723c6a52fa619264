#include "app/gui/network/panels/input/input_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "app/gui/network/pages/draw/draw_page.h"
#include "app/gui/network/panels/input/sample_inputs.h"
#include "app/gui/network/scene/true_class.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

namespace {

constexpr int kColumns = 5;

std::string origin_text(const Scene& scene) {
    const NetworkInput& input = scene.network.input;
    const Size size = input.picture.size();
    const std::optional<std::size_t> label = true_class(input, scene.model);
    const bool changed = scene.network.is_painted();
    if (label) {
        const std::string name = nn::class_label(scene.model, *label);
        return changed ? tr("True class: {}, changed", name) : tr("True class: {}", name);
    }
    if (input.source == InputSource::drawing)
        return changed ? tr("White strokes on black, changed") : tr("White strokes on black");
    const std::string pixels = shape_text({size.rows, size.cols});
    return changed ? tr("{} pixels, changed", pixels) : tr("{} pixels", pixels);
}

/// Shows the heading of input `which`, which takes numbers.
void show_numbers_heading(Scene& scene, std::size_t which, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Model& model = *scene.network.model.model;
    const nn::Node& input = model.node(model.inputs()[which]);
    Rect row = area.cut_top(ui.px(24), ui.px(2));
    ui.text(row.cut_left(ui.text_width(tr("Input"), Type::heading), ui.px(10)), tr("Input"), Role::text, Type::heading);
    ui.mark("input.name", row);
    ui.text(row, input.name, Role::text, Type::text, Align::right);
    const Rect shape = area.cut_top(ui.px(18), ui.px(6));
    ui.mark("input.origin", shape);
    ui.text(shape, tr_count(input.shape.count(), "{1} number", "{1} numbers", shape_text(input)), Role::muted,
            Type::caption, Align::right);
}

/// Shows the list of the model's inputs, if it has several. A click shows the input in the panel.
void show_input_list(Scene& scene, std::size_t which, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Model& model = *scene.network.model.model;
    const std::vector<int>& inputs = model.inputs();
    if (inputs.size() < 2) return;
    const float top = area.y;
    const FocusGroup group(ui, "input.select");
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const nn::Node& input = model.node(inputs[i]);
        Rect row = area.cut_top(ui.px(24), ui.px(2));
        const bool on = i == which;
        const Item item =
            ui.item("input.select." + input.name, row, {.tooltip = input.name + ": " + shape_text(input), .entry = on});
        if (on || item.hovered) ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(4));
        if (on) ui.fill({row.x, row.y + ui.px(4), ui.px(3), row.h - ui.px(8)}, ui.colour(Role::accent), ui.px(2));
        ui.focus_ring(item, ui.px(4));
        row = row.inset(ui.px(8), 0);
        const std::string origin = scene.network.takes_numbers(i)
                                       ? nn::feed_text(nn::feed_of(scene.network.feeds, model, i), input.shape)
                                       : scene.network.input.title();
        const float width = std::min(row.w * 0.6F, ui.text_width(origin, Type::caption));
        ui.text(row.cut_right(width, ui.px(6)), origin, Role::muted, Type::caption, Align::right);
        ui.text(row, input.name, Role::text, Type::caption);
        if (item.pressed) scene.change_view([name = input.name](NetworkView& view) { view.input = name; });
    }
    ui.mark("input.others", {area.x, top, area.w, area.y - top});
    area.cut_top(0, ui.px(8));
}

/// Shows the switch between a picture and numbers, for a flattened input or one without a channel axis.
void show_kind(Scene& scene, std::size_t which, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Model& model = *scene.network.model.model;
    const nn::Node& input = model.node(model.inputs()[which]);
    const std::vector<std::size_t> candidates = nn::picture_inputs(model);
    if (input.declared_shape().is_image() || std::ranges::find(candidates, which) == candidates.end()) return;
    const std::array<Segment, 2> kinds{
        Segment{"picture", tr("As a picture"), tr("A picture is fitted to the input and read row by row")},
        Segment{"numbers", tr("As numbers"), tr("The values are numbers: random ones, your own or those of a file")}};
    const int now = scene.network.takes_numbers(which) ? 1 : 0;
    const auto chosen = segmented(ui, "input.as", area.cut_top(ui.px(30), ui.px(8)), kinds, now);
    if (!chosen || *chosen == now) return;
    scene.frame.perform(*chosen == 0 ? set_picture_input(input.name) : set_numbers_only());
}

void show_heading(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    Rect row = area.cut_top(ui.px(24), ui.px(2));
    ui.text(row.cut_left(ui.text_width(tr("Input"), Type::heading), ui.px(10)), tr("Input"), Role::text, Type::heading);
    ui.mark("input.name", row);
    ui.text(row, scene.network.input.title(), Role::text, Type::text, Align::right);
    const Rect origin = area.cut_top(ui.px(18), ui.px(6));
    ui.mark("input.origin", origin);
    ui.text(origin, origin_text(scene), scene.network.is_painted() ? Role::warning : Role::muted, Type::caption,
            Align::right);
}

void show_missing_dataset(Ui& ui, Rect place) {
    ui.mark("input.no_dataset", place);
    // Draw each line separately, so that the path is not split between lines.
    std::string_view rest =
        tr("To open test images, put them in\n~/.keras/datasets/fashion-mnist,\nor drop the folder on the window.");
    for (int line = 0; line < 3; ++line) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        ui.text(place.row(line, 3, 0), rest.substr(0, end), Role::muted, Type::caption);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

}  // namespace

InputPanel::InputPanel(const std::filesystem::path& assets, std::function<void()> wake)
    : preprocessing_(std::move(wake)) {
    for (const std::int64_t channels : {1, 3})
        for (const SampleInput& sample : sample_inputs(channels))
            samples_for(channels).add(std::string(sample.name), sample_file(assets, channels, sample.name));
}

void InputPanel::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    const std::size_t which = shown_input(*scene.network.model.model, scene.view);
    const bool takes_numbers = scene.network.takes_numbers(which);
    takes_numbers ? show_numbers_heading(scene, which, area) : show_heading(scene, area);
    show_input_list(scene, which, area);
    show_kind(scene, which, area);
    if (takes_numbers) return numbers_.show(scene, which, painter, area);
    show_samples(scene, area);
    show_sources(scene, area.cut_top(ui.px(30), ui.px(8)));
    show_dataset(scene, area);
    picture_.show(scene, painter, area);
    preprocessing_.show(scene, area);
}

void InputPanel::show_samples(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const NetworkInput& input = scene.network.input;
    const std::int64_t channels = scene.input_shape().channels();
    const SamplePictures& samples = samples_for(channels);
    // Garments are in two rows of small thumbnails; photographs need larger ones.
    const int columns = channels == 3 ? 3 : kColumns;
    const float width = area.column(0, columns, ui.px(4)).w;
    const float side = std::floor(channels == 3 ? 0.75F * width : width);
    const Rect place = area.cut_top((2 * side) + ui.px(4), ui.px(8));
    const FocusGroup group(ui, "input.samples");
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const int number = static_cast<int>(i);
        const Rect square = place.row(number / columns, 2, ui.px(4)).column(number % columns, columns, ui.px(4));
        const bool on = input.source == InputSource::sample && input.file == samples.name(i);
        if (samples.show(ui, "input.sample", i, square, on, sample_inputs(channels)[i].label))
            scene.frame.request(OpenSampleInput{samples.name(i)});
    }
}

void InputPanel::show_sources(Scene& scene, Rect row) const {
    Ui& ui = scene.ui;
    if (button(ui, "input.draw", row.column(0, 2, ui.px(8)), tr("Draw"),
               {.tooltip = tr("Start with a black picture and draw on a large pad"),
                .key = "D",
                .on = scene.network.input.source == InputSource::drawing}))
        open_pad(scene);
    if (button(ui, "input.open", row.column(1, 2, ui.px(8)), tr("Open\u2026"),
               {.icon = Icon::folder, .tooltip = tr("Open a picture, or drop one on the window"), .key = "Ctrl+O"}))
        scene.frame.request(ShowOpenDialog{});
}

void InputPanel::show_dataset(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    if (!scene.dataset.data || scene.dataset.data->size() == 0)
        return show_missing_dataset(ui, area.cut_top(ui.px(48), ui.px(8)));
    if (!nn::takes_pictures(scene.model, *scene.dataset.data)) return;
    const NetworkInput& input = scene.network.input;
    const auto last = static_cast<int>(scene.dataset.data->size() - 1);
    if (input.source == InputSource::dataset) number_ = input.number;
    number_ = std::clamp(number_, 0, last);
    const auto open = [&](float number, std::uint64_t gesture = 0) {
        const int index = static_cast<int>(std::clamp(std::round(number), 0.0F, static_cast<float>(last)));
        scene.frame.perform(open_input(dataset_input(scene.dataset, index), gesture));
    };
    const auto shown = static_cast<float>(number_);
    ui.text(area.cut_top(ui.px(18), ui.px(2)), tr("Test image of {}", scene.dataset.folder.filename().string()),
            Role::muted, Type::caption);
    Rect row = area.cut_top(ui.px(30), ui.px(8));
    if (button(ui, "input.number.previous", row.cut_left(ui.px(26), ui.px(2)), "",
               {.icon = Icon::step_back, .tooltip = tr("The previous test image"), .enabled = number_ > 0}))
        open(shown - 1);
    const float number_width = ui.px(28);
    Rect right = row.cut_right(3 * number_width + 2 * ui.px(2), ui.px(8));
    if (button(ui, "input.number.next", row.cut_right(ui.px(26), ui.px(2)), "",
               {.icon = Icon::step_forward, .tooltip = tr("The next test image"), .enabled = number_ < last}))
        open(shown + 1);
    const std::string range = tr("Number of the test image, 0 to {}", last);
    if (const auto edit = number_field(ui, "input.number", row, shown, {.tooltip = range}))
        open(edit->value, edit->gesture);
    for (const int number : nn::kCourseTestImages) {
        const std::string label = std::to_string(number);
        if (button(ui, "input.number." + label, right.cut_left(number_width, ui.px(2)), label,
                   {.tooltip = tr("One of the three test images in the course's figure"),
                    .on = input.source == InputSource::dataset && input.number == number,
                    .enabled = number <= last,
                    .type = Type::caption}))
            open(static_cast<float>(number));
    }
}

}  // namespace convscope
