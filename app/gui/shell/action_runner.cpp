#include "app/gui/shell/action_runner.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <variant>

#include "core/base/load_error.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr float kMinScale = 0.75F;
constexpr float kMaxScale = 3;
constexpr float kScaleSteps = 20;  ///< of 1: scales are multiples of 0.05

}  // namespace

void ActionRunner::run(const Action& action) {
    std::visit([this](const auto& which) { run(which); }, action);
}

PictureUse ActionRunner::picture_use() const {
    return [&workspace = shown_()](OpenPicture picture) { return workspace.use_picture(std::move(picture)); };
}

void ActionRunner::run(const Undo& /*action*/) {
    history_.undo();
}

void ActionRunner::run(const Redo& /*action*/) {
    history_.redo();
}

void ActionRunner::run(const ShowOpenDialog& /*action*/) {
    overlays_.open_file_dialog(ui_);
}

void ActionRunner::run(const OpenRecent& action) {
    opening_.open_recent(action.file, picture_use());
}

void ActionRunner::run(const ForgetRecent& /*action*/) {
    settings_.change([](UserSettings& settings) { settings.recent_files.clear(); });
}

void ActionRunner::run(const ReloadModel& /*action*/) {
    opening_.reload_model();
}

void ActionRunner::run(const OpenSamplePicture& action) {
    opening_.open_sample_picture(action.name);
}

void ActionRunner::run(const OpenSampleInput& action) {
    opening_.open_sample_input(action.name);
}

void ActionRunner::run(const OpenSecondModel& action) {
    opening_.open_second_model(action.name);
}

void ActionRunner::run(const SaveSession& /*action*/) {
    overlays_.ask_where_to_save_session(ui_, document().picture.file.stem().string() + ".json");
}

void ActionRunner::run(const SaveAs& action) {
    overlays_.ask_where_to_save(ui_, action);
}

void ActionRunner::run(const CopyText& action) {
    window_.set_clipboard(action.text);
    overlays_.say(action.notice);
}

void ActionRunner::run(const CopyFilter& /*action*/) {
    run(shown_().copy_filter(document()));
}

void ActionRunner::run(const PasteFilter& /*action*/) {
    try {
        const Kernel kernel = parse_kernel(window_.clipboard());
        if (kernel.size < 3) throw LoadError("filter", "is a single number", "copy 3 x 3, 5 x 5 or 7 x 7 values");
        history_.perform(shown_().paste_filter(document(), kernel));
    } catch (const LoadError& error) {
        overlays_.warn(std::string("The clipboard's values cannot be used: ") + error.what());
    }
}

void ActionRunner::run(const SavePreset& action) {
    const Lab& lab = document().lab;
    settings_.change([&](UserSettings& settings) {
        settings.remember_preset({action.name, lab.filters.at(static_cast<std::size_t>(lab.edited))});
    });
}

void ActionRunner::run(const RemovePreset& action) {
    settings_.change([&](UserSettings& settings) {
        std::erase_if(settings.presets, [&](const OwnPreset& preset) { return preset.name == action.name; });
    });
}

void ActionRunner::run(const ShowHelp& /*action*/) {
    overlays_.open_help(ui_);
}

void ActionRunner::run(const ShowCode& /*action*/) {
    Overlays::open_code(ui_);
}

void ActionRunner::run(const TogglePerformance& /*action*/) {
    overlays_.toggle_performance();
}

void ActionRunner::run(const ToggleFullscreen& /*action*/) {
    window_.toggle_fullscreen();
}

void ActionRunner::run(const ToggleTheme& /*action*/) {
    settings_.change([](UserSettings& settings) { settings.dark = !settings.dark; });
}

void ActionRunner::run(const ChangeScale& action) {
    settings_.change([&](UserSettings& settings) {
        const float scale = std::round(settings.scale * action.factor * kScaleSteps) / kScaleSteps;
        settings.scale = std::clamp(scale, kMinScale, kMaxScale);
    });
}

void ActionRunner::run(const ResetScale& /*action*/) {
    settings_.change([](UserSettings& settings) { settings.scale = 1; });
}

void ActionRunner::run(const Say& action) {
    overlays_.say(action.text);
}

void ActionRunner::run(const Warn& action) {
    overlays_.warn(action.text);
}

}  // namespace convscope
