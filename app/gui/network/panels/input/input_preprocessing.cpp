#include "app/gui/network/panels/input/input_preprocessing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/gui/network/panels/input/input_text.h"
#include "app/gui/toolkit/thumbnail.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"

namespace convscope {

namespace {

constexpr int kPreviewPixels = 160;
constexpr float kMaxPreviewHeight = 160;
constexpr float kHandleReach = 7;  ///< largest distance at which the pointer grabs an edge of the crop
constexpr float kLabelWidth = 66;
constexpr float kValueWidth = 44;

nn::Preprocessing current_preprocessing(const Scene& scene) {
    return scene.model.info().preprocessing;
}

/// Shows the list of the inputs that can take the picture, if there are several.
void show_inputs(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const std::vector<int>& inputs = scene.model.inputs();
    if (nn::picture_inputs(scene.model).size() < 2) return;
    std::vector<Choice> choices;
    choices.reserve(inputs.size());
    for (const std::size_t input_index : nn::picture_inputs(scene.model)) {
        const nn::Node& input = scene.model.node(inputs[input_index]);
        choices.push_back({.key = input.name, .label = input.name, .tooltip = shape_text(input)});
    }
    std::ranges::sort(choices, {}, &Choice::key);
    const std::string& chosen = scene.model.node(scene.input_node()).name;
    const auto place = std::ranges::find(choices, chosen, &Choice::key) - choices.begin();
    Rect row = area.cut_top(ui.px(28), ui.px(4));
    ui.text(row.cut_left(ui.px(kLabelWidth), ui.px(4)), tr("Goes into"), Role::muted, Type::caption);
    if (const auto pressed = dropdown(ui, "input.into", row, chosen, choices, static_cast<int>(place),
                                      tr("The input that takes the picture")))
        scene.frame.perform(set_picture_input(choices.at(static_cast<std::size_t>(*pressed)).key));
}

void show_inversion(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    ui.text(row.cut_left(ui.px(38), ui.px(4)), tr("Invert"), Role::muted, Type::caption);
    // List the settings in the order in which users try them; nn::Inversion has another order.
    constexpr std::array kOrder{nn::Inversion::automatic, nn::Inversion::never, nn::Inversion::always};
    const std::array<Segment, 3> segments{
        Segment{"automatic", tr("Automatic"),
                tr("Invert if the picture's border is light: models are trained on light shapes on black")},
        Segment{"never", tr("Never"), tr("Leave light and dark as they are")},
        Segment{"always", tr("Always"), tr("Exchange light and dark")}};
    nn::Preprocessing preprocessing = current_preprocessing(scene);
    const auto index = static_cast<int>(std::ranges::find(kOrder, preprocessing.inversion) - kOrder.begin());
    const auto chosen = segmented(ui, "input.inversion", row, segments, index);
    if (!chosen) return;
    preprocessing.inversion = kOrder.at(static_cast<std::size_t>(*chosen));
    scene.frame.perform(set_preprocessing(preprocessing));
}

void show_brightness(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    const float value = scene.network.input.brightness;
    const std::string_view title = tr("Brightness");
    const float label = std::max(ui.px(kLabelWidth), ui.text_width(title, Type::caption));
    ui.text(row.cut_left(label, ui.px(4)), title, Role::muted, Type::caption);
    const std::string text = value == 0 ? "0" : fmt::format("{}{:.0f}", value < 0 ? "\u2212" : "+", std::abs(value));
    if (button(ui, "input.brightness.reset", row.cut_right(ui.px(kValueWidth), ui.px(4)), text,
               {.tooltip = tr("Reset the brightness to 0"),
                .quiet = value == 0,
                .enabled = value != 0,
                .type = Type::caption}))
        scene.frame.perform(set_brightness(0));
    const auto place = slider(ui, "input.brightness", row, (static_cast<double>(value) / nn::kMaxBrightness + 1) / 2,
                              tr("This is added to every pixel value, 0 to 255"));
    if (!place) return;
    constexpr float kSnap = 5;
    const float brightness = std::round(static_cast<float>(2 * *place - 1) * nn::kMaxBrightness);
    scene.frame.perform(set_brightness(std::abs(brightness) < kSnap ? 0 : brightness, ui.gesture("input.brightness")));
}

/// The frame of a crop, in a picture of `size` that is shown at `place`.
Rect frame_of(const PixelRect& crop, Size size, Rect place) {
    const float cell_w = place.w / static_cast<float>(size.cols), cell_h = place.h / static_cast<float>(size.rows);
    return {place.x + (cell_w * static_cast<float>(crop.col)), place.y + (cell_h * static_cast<float>(crop.row)),
            cell_w * static_cast<float>(crop.cols), cell_h * static_cast<float>(crop.rows)};
}

/// Darkens the pixels outside the frame.
void shade_unused(const Ui& ui, Rect used, Rect place) {
    const ImU32 shade = faded(ui.colour(Role::canvas), 0.7F);
    ui.fill({place.x, place.y, place.w, used.y - place.y}, shade);
    ui.fill({place.x, used.bottom(), place.w, place.bottom() - used.bottom()}, shade);
    ui.fill({place.x, used.y, used.x - place.x, used.h}, shade);
    ui.fill({used.right(), used.y, place.right() - used.right(), used.h}, shade);
}

/// Outlines the frame, with handles on its corners and in the middle of its edges.
void show_frame(Ui& ui, Rect used) {
    ui.mark("input.crop.frame", used);
    ui.outline(used, ui.colour(Role::accent), 0, ui.px(2));
    const float side = ui.px(8);
    for (const float y : {used.y, used.centre_y(), used.bottom()})
        for (const float x : {used.x, used.centre_x(), used.right()}) {
            if (x == used.centre_x() && y == used.centre_y()) continue;
            const Rect handle{x - (side / 2), y - (side / 2), side, side};
            ui.fill(handle, ui.colour(Role::accent), ui.px(2));
            ui.outline(handle, IM_COL32_WHITE, ui.px(2), ui.line_width());
        }
}

ImGuiMouseCursor cursor_of(const CropPart& part) {
    if (part.draw) return ImGuiMouseCursor_Arrow;
    if (part.is_interior()) return ImGuiMouseCursor_ResizeAll;
    const bool is_row = part.top || part.bottom, is_col = part.left || part.right;
    if (is_row && is_col) return part.top == part.left ? ImGuiMouseCursor_ResizeNWSE : ImGuiMouseCursor_ResizeNESW;
    return is_row ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW;
}

}  // namespace

void InputPreprocessing::describe(const Scene& scene) {
    NetworkInput plain = scene.network.input;
    plain.paint.reset();
    if (described_model_ == &scene.model && described_input_ == plain && described_language_ == language()) return;
    described_model_ = &scene.model;
    described_language_ = language();
    text_ = preprocessing_text(plain, scene.model);
    described_input_ = std::move(plain);
}

void InputPreprocessing::show(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    Rect heading = area.cut_top(ui.px(22), ui.px(2));
    values_.show_switch(ui, heading.cut_right(ui.px(56), ui.px(4)));
    ui.text(heading, tr("Preprocessing"));
    // Show the crop first, because the user drags on it and should not have to scroll to it.
    const Size size = scene.network.input.picture.size();
    const nn::Shape& shape = scene.input_shape();
    const bool is_drawing = scene.network.input.source == InputSource::drawing;
    if (!is_drawing && (size.rows > shape.rows() || size.cols > shape.cols())) show_crop(scene, area);
    show_inputs(scene, area);
    values_.show(scene, area);
    if (scene.network.input.source != InputSource::drawing) show_picture_settings(scene, area);
}

void InputPreprocessing::show_picture_settings(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    describe(scene);
    show_inversion(scene, area.cut_top(ui.px(28), ui.px(6)));
    show_brightness(scene, area.cut_top(ui.px(26), ui.px(8)));
    // Show the sentence last, because its height changes with the settings above.
    const float height = ui.paragraph(area, text_, Role::muted, Type::caption);
    ui.mark("input.preprocessing", area.cut_top(height, ui.px(8)));
}

void InputPreprocessing::show_crop(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const NetworkInput& input = scene.network.input;
    if (!preview_source_.same_storage(input.picture)) {
        preview_source_ = input.picture;
        const Thumbnail small = thumbnail_of(preview_source_, kPreviewPixels);
        preview_.upload_rgba(small.size, small.rgba);
    }
    Rect row = area.cut_top(ui.px(26), ui.px(6));
    if (button(ui, "input.crop.reset", row.cut_right(ui.px(104)), tr("Whole picture"),
               {.tooltip = tr("Use all of the picture"), .enabled = input.crop.has_value(), .type = Type::caption}))
        scene.frame.perform(set_crop(std::nullopt));
    ui.text(row, input.crop ? tr("Drag the frame") : tr("Drag to crop"), Role::muted, Type::caption);

    const Size size = input.picture.size();
    const float scale =
        std::min(area.w / static_cast<float>(size.cols), ui.px(kMaxPreviewHeight) / static_cast<float>(size.rows));
    const float width = std::max(ui.px(8), scale * static_cast<float>(size.cols));
    const float height = std::max(ui.px(8), scale * static_cast<float>(size.rows));
    const Rect line = area.cut_top(height, ui.px(8));
    const Rect place{line.centre_x() - width / 2, line.y, width, height};
    const Item item = ui.item("input.crop", place,
                              {.tooltip = input.crop ? tr("Drag an edge or a corner of the frame, or all of it")
                                                     : tr("Drag a frame around the part that is used")});
    ui.draw().AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(preview_.id())), {place.x, place.y},
                       {place.right(), place.bottom()});
    ui.focus_ring(item, 0);
    mark_crop(scene, item, place);
    const Rect frame = input.crop ? frame_of(*input.crop, size, place) : place;
    if (input.crop) shade_unused(ui, frame, place);
    show_frame(ui, frame);
}

void InputPreprocessing::mark_crop(Scene& scene, const Item& item, Rect place) {
    Ui& ui = scene.ui;
    if (item.released) ui.end_gesture();
    const std::optional<PixelRect>& crop = scene.network.input.crop;
    const Size size = scene.network.input.picture.size();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const auto row_of = [&](float y) { return static_cast<double>(y / place.h) * size.rows; };
    const auto col_of = [&](float x) { return static_cast<double>(x / place.w) * size.cols; };
    const PicturePoint here{row_of(mouse.y - place.y), col_of(mouse.x - place.x)};
    const CropPart part = crop_part_at(crop, size, here, {row_of(ui.px(kHandleReach)), col_of(ui.px(kHandleReach))});
    if (item.grabbed) drag_ = {part, crop.value_or(PixelRect{0, 0, size.rows, size.cols}), here};
    if (item.hovered || item.held) ImGui::SetMouseCursor(cursor_of(item.held ? drag_.part : part));
    if (!item.held || !ImGui::IsMouseDragging(0, ui.px(3))) return;
    const PixelRect next = dragged_crop(drag_.start, drag_.part, size, drag_.from, here);
    if (crop != next) scene.frame.perform(set_crop(next, ui.gesture("input.crop")));
}

}  // namespace convscope
