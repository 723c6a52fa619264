#include "app/gui/lab/picture/picture_changer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kRowHeight = 30;
constexpr float kRowGap = 6;
constexpr float kMaxNoiseDeviation = 100;  ///< at the end of the slider
constexpr float kMaxNoiseShare = 0.5F;     ///< at the end of the slider
constexpr float kDegreesPerNotch = 5;
constexpr float kZoomPerNotch = 1.1F;
constexpr NoiseSettings kFirstGaussian{NoiseKind::gaussian, 25, 1};
constexpr NoiseSettings kFirstSpecks{NoiseKind::salt_and_pepper, 0.05F, 1};

float limited_turn(float degrees) {
    return std::remainder(degrees, 360.0F);
}

/// The motion with its values limited.
Motion limited(Motion motion) {
    motion.right = std::clamp(motion.right, -kMaxShift, kMaxShift);
    motion.down = std::clamp(motion.down, -kMaxShift, kMaxShift);
    motion.turn = limited_turn(motion.turn);
    motion.zoom = std::clamp(motion.zoom, kMinZoom, kMaxZoom);
    return motion;
}

bool shift_by_key(const KeyPress& press, Motion& motion) {
    if (press.control || press.alt) return false;
    const int step = press.shift ? 10 : 1;
    if (press.key == Key::left || press.key == Key::right) {
        motion.right += press.key == Key::right ? step : -step;
        return true;
    }
    if (press.key != Key::up && press.key != Key::down) return false;
    motion.down += press.key == Key::down ? step : -step;
    return true;
}

/// "3 right, 1 up", "turned by 15°", "enlarged 1.21 times".
std::string in_words(const Motion& motion) {
    std::string text;
    const auto add = [&text](const std::string& part) { text = text.empty() ? part : tr("{}, {}", text, part); };
    if (motion.right != 0) add(motion.right > 0 ? tr("{} right", motion.right) : tr("{} left", -motion.right));
    if (motion.down != 0) add(motion.down > 0 ? tr("{} down", motion.down) : tr("{} up", -motion.down));
    if (motion.turn != 0) add(tr("turned by {}\u00b0", short_number(motion.turn)));
    if (motion.zoom != 1) add(tr("{} times as large", short_number(motion.zoom)));
    return text;
}

/// "98 %"; 0 and 100 only if the share is exactly 0 or 1.
std::string percent(double share) {
    const double rounded = std::clamp(std::round(share * 100), share > 0 ? 1.0 : 0.0, share < 1 ? 99.0 : 100.0);
    return fmt::format("{:.0f} %", rounded);
}

void set(LabScene& scene, const NoiseSettings& noise, std::uint64_t gesture = 0) {
    scene.frame.perform(set_noise(noise, gesture));
}

/// A number field for a part of the motion, after its label.
std::optional<NumberEdit> motion_field(Ui& ui, std::string_view name, Rect row, std::string_view label, float value,
                                       const NumberFieldOptions& options) {
    ui.text(row.cut_left(ui.text_width(label), ui.px(6)), label, Role::muted);
    return number_field(ui, name, row, value, options);
}

}  // namespace

void PictureChanger::turn(Ui& ui, bool on) {
    on_ = on;
    ui.clear_focus();
}

void PictureChanger::update(const Document& document) {
    const Lab& lab = document.lab;
    if (!on_ || lab.motion == Motion{} || document.picture.picture.planes.empty()) return;
    meter_.update({.picture = document.picture.picture,
                   .channel = lab.channel,
                   .settings = lab.settings(lab.edited),
                   .motion = lab.motion});
}

void PictureChanger::use_input(LabScene& scene, Rect views) const {
    Ui& ui = scene.ui;
    if (!on_ || ui.layer_open() || ui.editing_any()) return;
    Motion motion = scene.lab.motion;
    if (!scene.view.pinned && !scene.view.player.active && !ui.focus_uses_keys())
        std::erase_if(ui.keys(), [&motion](const KeyPress& press) { return shift_by_key(press, motion); });
    ImGuiIO& io = ImGui::GetIO();
    if ((io.KeyShift || io.KeyCtrl) && io.MouseWheel != 0 && views.contains(io.MousePos.x, io.MousePos.y)) {
        if (io.KeyCtrl)
            motion.zoom *= std::pow(kZoomPerNotch, io.MouseWheel);
        else
            motion.turn += kDegreesPerNotch * io.MouseWheel;
        io.MouseWheel = 0;  // the views do not zoom as well
    }
    motion = limited(motion);
    if (motion != scene.lab.motion) scene.frame.perform(set_motion(motion, ui.gesture("picture.motion")));
}

void PictureChanger::show(LabScene& scene, Rect& rest) const {
    Ui& ui = scene.ui;
    show_motion(scene, rest);
    show_noise(scene, rest);
    const float height = ui.paragraph(rest, sentence(scene), Role::muted, Type::caption);
    ui.mark("picture.change_note", rest.cut_top(height, ui.px(10)));
}

void PictureChanger::show_motion(LabScene& scene, Rect& rest) const {
    Ui& ui = scene.ui;
    const float gap = ui.px(8);
    Motion motion = scene.lab.motion;
    std::uint64_t gesture = 0;
    const auto use = [&gesture](const std::optional<NumberEdit>& edit, auto change) {
        if (!edit) return;
        change(edit->value);
        gesture = edit->gesture;
    };
    const Rect shift = rest.cut_top(ui.px(kRowHeight), ui.px(kRowGap));
    use(motion_field(ui, "picture.right", shift.column(0, 2, gap), tr("Right"), static_cast<float>(motion.right),
                     {.tooltip = tr("Shift by whole pixels; the arrow keys do so too"), .limit = kMaxShift}),
        [&](float value) { motion.right = static_cast<int>(std::lround(value)); });
    use(motion_field(ui, "picture.down", shift.column(1, 2, gap), tr("Down"), static_cast<float>(motion.down),
                     {.tooltip = tr("Shift by whole pixels; the arrow keys do so too"), .limit = kMaxShift}),
        [&](float value) { motion.down = static_cast<int>(std::lround(value)); });
    Rect row = rest.cut_top(ui.px(kRowHeight), ui.px(kRowGap));
    const Rect reset = row.cut_right(ui.px(56), gap);
    use(motion_field(ui, "picture.turn", row.column(0, 2, gap), tr("Turn"), motion.turn,
                     {.tooltip = tr("Degrees, clockwise; Shift and wheel over a view"), .limit = 180}),
        [&](float value) { motion.turn = value; });
    use(motion_field(ui, "picture.zoom", row.column(1, 2, gap), tr("Scale"), motion.zoom,
                     {.step = 0.1F, .tooltip = tr("Times as large; Ctrl and wheel over a view"), .limit = kMaxZoom}),
        [&](float value) { motion.zoom = value; });
    if (button(ui, "picture.unmove", reset, tr("Reset"),
               {.tooltip = tr("The picture as it was opened, without noise"), .type = Type::caption})) {
        scene.frame.perform(set_motion({}));
        if (scene.lab.noise.kind != NoiseKind::none) set(scene, {});
        return;
    }
    motion = limited(motion);
    if (motion != scene.lab.motion) scene.frame.perform(set_motion(motion, gesture));
}

void PictureChanger::show_noise(LabScene& scene, Rect& rest) const {
    Ui& ui = scene.ui;
    NoiseSettings noise = scene.lab.noise;
    Rect row = rest.cut_top(ui.px(kRowHeight), ui.px(kRowGap));
    ui.text(row.cut_left(ui.px(46), ui.px(4)), tr("Noise"), Role::muted);
    const std::array<Segment, 3> kinds{
        Segment{"none", tr("none")}, Segment{"gaussian", tr("Gaussian"), tr("A random number is added to every value")},
        Segment{"specks", tr("specks"), tr("Salt and pepper: single pixels become black or white")}};
    if (const auto kind = segmented(ui, "picture.noise", row, kinds, static_cast<int>(noise.kind))) {
        const auto chosen = static_cast<NoiseKind>(*kind);
        set(scene, chosen == NoiseKind::none       ? NoiseSettings{}
                   : chosen == NoiseKind::gaussian ? kFirstGaussian
                                                   : kFirstSpecks);
    }
    if (noise.kind == NoiseKind::none) return;
    const bool gaussian = noise.kind == NoiseKind::gaussian;
    const float largest = gaussian ? kMaxNoiseDeviation : kMaxNoiseShare;
    row = rest.cut_top(ui.px(kRowHeight), ui.px(kRowGap));
    const std::string amount =
        gaussian ? fmt::format("\u03c3 {:.0f}", noise.amount) : fmt::format("{:.0f} %", noise.amount * 100);
    const Rect text = row.cut_left(ui.px(46), ui.px(4));
    ui.mark("picture.noise_text", text);
    ui.text(text, amount, Role::text);
    if (button(ui, "picture.noise_again", row.cut_right(ui.px(56), ui.px(8)), tr("Again"),
               {.tooltip = tr("Other random numbers of the same strength"), .type = Type::caption})) {
        ++noise.seed;
        return set(scene, noise);
    }
    const auto moved = slider(ui, "picture.noise_amount", row, noise.amount / largest,
                              gaussian ? tr("Standard deviation of the noise, in units of 0..255")
                                       : tr("Share of the pixels that are replaced"));
    if (!moved) return;
    noise.amount = std::round(static_cast<float>(*moved) * 100) / 100 * largest;
    set(scene, noise, ui.gesture("picture.noise_amount"));
}

std::string PictureChanger::sentence(const LabScene& scene) const {
    const Motion& motion = scene.lab.motion;
    if (motion == Motion{})
        return tr(
            "Arrow keys shift the picture. Over a view, the wheel with Shift turns it and with Ctrl enlarges it.");
    const std::string moved = in_words(motion);
    const auto result = meter_.result();
    // Translators: a full sentence of the words about a motion, such as "3 right, 1 up".
    if (!result) return tr("{}.", moved);
    if (result->is_empty) return tr("{}: no values are left to compare.", moved);
    const std::string along = percent(result->follows), filtered = percent(result->filtered_unchanged);
    std::string text =
        motion.is_shift()
            ? tr("{}: {} of the filtered values have moved along.", moved, along)
            : tr("{}: {} of the filtered values have moved along; a filter follows shifts, not every turn or scale.",
                 moved, along);
    text += " ";
    text += scene.lab.pooling == Pooling::none
                ? tr("At their own place, {} of the filtered values are as before.", filtered)
                : tr("At their own place, {} of the filtered and {} of the pooled values are as before.", filtered,
                     percent(result->pooled_unchanged));
    if (scene.lab.noise.kind != NoiseKind::none)
        text += fmt::format(" {}", tr("The noise does not move and is not counted."));
    return text;
}

}  // namespace convscope
