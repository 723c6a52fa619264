#include "app/gui/shell/action_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "app/document/lab/lab_commands.h"
#include "app/document/lab/preset_choice.h"
#include "app/document/network/network_commands.h"
#include "app/document/picture_commands.h"
#include "app/gui/lessons/lessons.h"
#include "app/lesson/sheet/output/sheet_file.h"
#include "app/lesson/sheet/view_sheet.h"
#include "core/base/load_error.h"
#include "core/base/text/number_table.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/io/feed_file.h"

namespace convscope {

namespace {

constexpr float kMinScale = 0.75F;
constexpr float kMaxScale = 3;
constexpr std::size_t kMaxPastedBytes = 1U << 20U;
constexpr float kScaleSteps = 20;  ///< steps per 1: scales are multiples of 0.05

/// Throws LoadError if the text is no table, or one that is too large for a picture that can be edited.
NumberTable pasted_table(const std::string& text) {
    const TableSource source{.file = tr("table"),
                             .subject = tr("picture"),
                             .remedy = tr("copy 1 to 64 rows of 1 to 64 numbers"),
                             .max_bytes = kMaxPastedBytes};
    NumberTable table = read_number_table(text, source);
    if (!can_edit({table.rows, table.cols}))
        throw LoadError(source.file, tr("has {} \u00d7 {} numbers", table.rows, table.cols), source.remedy);
    return table;
}

bool is_table(const std::string& text) {
    return starts_like_number_table(text) || starts_like_numbers(text);
}

bool is_kernel(const std::string& text) {
    try {
        parse_kernel(text);
        return true;
    } catch (const LoadError&) {
        return false;
    }
}

}  // namespace

void ActionRunner::run(const Action& action) {
    std::visit([this](const auto& which) { run(which); }, action);
}

PictureUse ActionRunner::picture_use() const {
    return [&workspace = shown_()](OpenPicture picture) { return workspace.use_picture(std::move(picture)); };
}

void ActionRunner::run(const Undo& /*action*/) {
    if (history_.is_undo_held()) return overlays_.say(Lessons::kUndoStops);
    if (!history_.can_undo()) return;
    const std::string label = history_.undo_label();
    const WorkspaceId before = document().workspace;
    history_.undo();
    say_move(tr("Undone: {}. {} is shown, where that was done."), label, before);
}

void ActionRunner::run(const Redo& /*action*/) {
    if (!history_.can_redo()) return;
    const std::string label = history_.redo_label();
    const WorkspaceId before = document().workspace;
    history_.redo();
    say_move(tr("Done again: {}. {} is shown, where that was done."), label, before);
}

void ActionRunner::say_move(Message sentence, const std::string& label, WorkspaceId before) {
    if (document().workspace == before) return;
    const std::string_view title = shown_().texts().title;
    overlays_.say(format_translation(sentence.english(), fmt::make_format_args(label, title)));
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

void ActionRunner::run(const ForgetPictures& action) {
    settings_.change([&](UserSettings& settings) {
        std::erase_if(settings.pictures, [&action](const std::filesystem::path& picture) {
            return std::ranges::find(action.files, picture) != action.files.end();
        });
    });
}

void ActionRunner::run(const ReloadModel& /*action*/) {
    opening_.reload_model();
}

void ActionRunner::run(const StopReadingDataset& /*action*/) {
    opening_.stop_reading_dataset();
}

void ActionRunner::run(const OpenSamplePicture& action) {
    opening_.open_sample_picture(action.name);
}

void ActionRunner::run(const OpenSampleInput& action) {
    opening_.open_sample_input(action.name);
}

void ActionRunner::run(const OpenShippedModel& action) {
    opening_.open_shipped_model(action.name);
}

void ActionRunner::run(const OpenSecondModel& action) {
    opening_.open_second_model(action.name);
}

void ActionRunner::run(const OpenTrainedModel& action) {
    opening_.open_trained_model(action.model, action.name);
}

void ActionRunner::run(const SaveSession& /*action*/) {
    const std::string name = std::filesystem::path(shown_().open_file(document()).name).stem().string();
    overlays_.ask_where_to_save_session(ui_, (name.empty() ? "session" : name) + ".convscope.json");
}

void ActionRunner::run(const SaveWorkSheet& /*action*/) {
    const std::string name = std::filesystem::path(shown_().open_file(document()).name).stem().string();
    run(SaveAs{(name.empty() ? "view" : name) + "_sheet.pdf", [shown = document()](const std::filesystem::path& file) {
                   check_sheet_name(file);
                   save_sheet(file, view_sheet(shown));
               }});
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
    paste([](const std::string& text) { return is_kernel(text) || is_table(text); },
          [this](const std::string& text) { paste_filter(text); });
}

void ActionRunner::run(const PastePicture& action) {
    paste(is_table, [this, as_new = action.as_new](const std::string& text) { paste_numbers(text, as_new); });
}

void ActionRunner::paste(std::function<bool(const std::string&)> uses_text,
                         std::function<void(const std::string&)> paste) {
    const auto then = [this, uses_text, paste = std::move(paste)](ClipboardContent content) {
        if (!content.files.empty()) return opening_.open_files(std::move(content.files), picture_use());
        if (uses_text(content.text) || content.picture.empty()) return paste(content.text);
        opening_.open_pasted_picture(std::move(content.picture), content.picture_ending, picture_use());
    };
    clipboard_.read(uses_text, then);
}

void ActionRunner::paste_filter(const std::string& text) {
    if (text.empty())
        return overlays_.warn(tr("The clipboard holds neither numbers nor a picture. Copy one of them first."));
    try {
        const Kernel kernel = parse_kernel(text);
        if (kernel.size < 3)
            throw LoadError(tr("filter"), tr("is a single number"), tr("copy 3 x 3, 5 x 5 or 7 x 7 values"));
        history_.perform(shown_().paste_filter(document(), kernel));
    } catch (const LoadError& error) {
        overlays_.warn(tr("The clipboard's values cannot be used: {}", error.what()));
    }
}

void ActionRunner::paste_numbers(const std::string& text, bool as_new) {
    try {
        NumberTable table = pasted_table(text);
        std::ranges::transform(table.values, table.values.begin(), limit_filter_value);
        Plane plane({table.rows, table.cols}, std::move(table.values));
        history_.perform(as_new ? new_picture(std::move(plane), tr("Pasted picture"))
                                : set_picture_values(std::move(plane), tr("pasting of numbers")));
    } catch (const LoadError& error) {
        overlays_.warn(tr("The clipboard's values cannot be used: {}", error.what()));
    }
}

void ActionRunner::run(const PasteNumbers& action) {
    const auto& model = document().network.model.model;
    const std::optional<int> input = model ? model->find(action.input) : std::nullopt;
    if (!input) return;
    try {
        history_.perform(
            set_feed(action.input, feed_of_text(window_.clipboard(), model->node(*input), tr("clipboard"))));
    } catch (const LoadError& error) {
        overlays_.warn(tr("The clipboard's values cannot be used: {}", error.what()));
    }
}

void ActionRunner::run(const OpenModelFile& action) {
    opening_.open_model(action.source, action.kind);
}

void ActionRunner::run(const AskLambdas& /*action*/) {
    const OpenModel& open = document().network.model;
    LambdaQuestion question{.source = open, .kind = {}, .layers = {}};
    question.source.model.reset();
    question.source.without_notes.reset();
    question.layers.reserve(open.notes.lambdas.size());
    for (const nn::LambdaMeaning& lambda : open.notes.lambdas) question.layers.push_back(lambda.layer);
    if (!question.layers.empty()) overlays_.ask_lambdas(std::move(question));
}

void ActionRunner::run(const StartAfresh& /*action*/) {
    lessons_.leave();
    opening_.start_afresh();
}

void ActionRunner::run(const SavePreset& action) {
    const Lab& lab = document().lab;
    UserPreset preset{action.name, lab.filters.at(static_cast<std::size_t>(lab.edited))};
    preset.filter.preset.clear();
    const auto& presets = settings_.settings().presets;
    const auto same = std::ranges::find(presets, action.name, &UserPreset::name);
    if (same != presets.end() && !same->filter.same_values(preset.filter))
        overlays_.offer(tr("\u201c{}\u201d was replaced.", action.name), tr("Undo"),
                        RestorePreset{*same, static_cast<std::size_t>(same - presets.begin())});
    settings_.change([&](UserSettings& settings) { settings.remember_preset(preset); });
    history_.apply_unrecorded(set_preset_name(lab.edited, own_preset_key(action.name)));
}

void ActionRunner::run(const RemovePreset& action) {
    const auto& presets = settings_.settings().presets;
    const auto found = std::ranges::find(presets, action.name, &UserPreset::name);
    if (found == presets.end()) return;
    const RestorePreset undo{*found, static_cast<std::size_t>(found - presets.begin())};
    settings_.change([&](UserSettings& settings) {
        settings.presets.erase(settings.presets.begin() + static_cast<std::ptrdiff_t>(undo.place));
    });
    overlays_.offer(tr("\u201c{}\u201d was deleted.", action.name), tr("Undo"), undo);
}

void ActionRunner::run(const RestorePreset& action) {
    settings_.change([&](UserSettings& settings) {
        if (std::ranges::find(settings.presets, action.preset.name, &UserPreset::name) != settings.presets.end())
            return settings.remember_preset(action.preset);
        const std::size_t place = std::min(action.place, settings.presets.size());
        settings.presets.insert(settings.presets.begin() + static_cast<std::ptrdiff_t>(place), action.preset);
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

void ActionRunner::run(const SetLanguage& action) {
    settings_.change([&](UserSettings& settings) { settings.language = action.code; });
}

void ActionRunner::run(const TogglePanels& /*action*/) {
    // In presentation mode the action ends the mode, so that the panels and the top bar are shown again.
    settings_.change([](UserSettings& settings) {
        settings.panels_folded = !settings.hides_panels();
        settings.presentation = false;
    });
}

void ActionRunner::run(const TogglePresentation& /*action*/) {
    settings_.change([](UserSettings& settings) { settings.presentation = !settings.presentation; });
}

void ActionRunner::run(const TogglePresentingTools& /*action*/) {
    lessons_.toggle_tools();
}

void ActionRunner::run(const ShowLessons& /*action*/) {
    lessons_.show_list(ui_);
}

void ActionRunner::run(const StartTour& /*action*/) {
    lessons_.start_tour();
}

void ActionRunner::run(const NewLesson& /*action*/) {
    lessons_.create();
}

void ActionRunner::run(const AddLessonStep& /*action*/) {
    lessons_.add_step();
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

void ActionRunner::run(const WithdrawNotice& action) {
    overlays_.withdraw(action.text);
}

}  // namespace convscope
