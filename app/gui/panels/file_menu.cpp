#include "app/gui/panels/file_menu.h"

#include <string>
#include <utility>
#include <vector>

#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"
#include "core/base/utf8.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace {

constexpr std::string_view kName = "top.file";
constexpr std::size_t kMaxName = 48;
constexpr std::size_t kMaxFolder = 40;

/// The text without its middle or its start, so that it fits into one line of the list.
std::string with_end(const std::string& text, std::size_t length) {
    if (text.size() <= length) return text;
    return "\u2026" + std::string(utf8_suffix(text, length));
}

struct Entry {
    Choice choice;
    Action action;
};

void add(std::vector<Entry>& entries, Choice choice, Action action) {
    entries.push_back({std::move(choice), std::move(action)});
}

/// Each language by its own name, so that users find theirs in a window that they cannot read.
void add_languages(const Frame& frame, std::vector<Entry>& entries) {
    const std::vector<Language> all = languages();
    if (all.size() == 1) return;
    const std::string group = tr("Language");
    add(entries,
        {.key = "language",
         .label = tr("The desktop\u2019s language"),
         .group = group,
         .tooltip = tr("At every start the language that the desktop is set to"),
         .enabled = !frame.settings.language.empty()},
        SetLanguage{});
    for (const Language& each : all)
        add(entries,
            {.key = "language." + each.code,
             .label = each.name,
             .group = group,
             .enabled = frame.settings.language != each.code},
            SetLanguage{each.code});
}

std::vector<Entry> entries_of(const Frame& frame) {
    std::vector<Entry> entries;
    const OpenModel& model = frame.document.network.model;
    add(entries,
        {.key = "open",
         .label = tr("Open\u2026"),
         .tooltip = tr("A picture, model, labels or session"),
         .detail = "Ctrl+O"},
        ShowOpenDialog{});
    add(entries,
        {.key = "afresh",
         .label = tr("Start afresh"),
         .tooltip = tr("The first picture and filter; undo restores everything"),
         .detail = "Ctrl+N"},
        StartAfresh{});
    add(entries, {.key = "save", .label = tr("Save session\u2026"), .detail = "Ctrl+S"}, SaveSession{});
    add(entries,
        {.key = "sheet",
         .label = tr("Work sheet of this view\u2026"),
         .tooltip = tr("One page to print, as PDF: pictures and numbers, with blanks to fill in")},
        SaveWorkSheet{});
    add(entries,
        {.key = "reload",
         .label = tr("Reload the model"),
         .tooltip = model.model ? tr("Read {} again, with the same view", model.name()) : tr("No model is open"),
         .detail = "F5",
         .enabled = model.model != nullptr},
        ReloadModel{});
    add(entries,
        {.key = "lessons",
         .label = tr("Lessons\u2026"),
         .group = tr("Lessons"),
         .tooltip = tr("Guided steps beside the workspace"),
         .detail = "F2"},
        ShowLessons{});
    add(entries,
        {.key = "lesson.new",
         .label = tr("New lesson"),
         .group = tr("Lessons"),
         .tooltip = tr("Write a lesson of your own from a template")},
        NewLesson{});
    add(entries,
        {.key = "lesson.step",
         .label = tr("Add this view as a step"),
         .group = tr("Lessons"),
         .tooltip = tr("To the open lesson, or to a new one")},
        AddLessonStep{});
    for (const nn::Architecture& architecture : nn::kArchitectures) {
        const std::string name(architecture.name);
        add(entries,
            {.key = "model." + name,
             .label = name,
             .group = tr("Models that come with the program"),
             .tooltip = tr("Open this model in Layers; undo brings back the present one"),
             .enabled = !(model.is_sample && model.file == name)},
            OpenShippedModel{name});
    }
    const auto& recent = frame.settings.recent_files;
    for (std::size_t i = 0; i < recent.size(); ++i)
        add(entries,
            {.key = "recent." + std::to_string(i),
             .label = with_end(recent[i].filename().string(), kMaxName),
             .group = tr("Open recent"),
             .tooltip = recent[i].string(),
             .detail = with_end(recent[i].parent_path().string(), kMaxFolder)},
            OpenRecent{recent[i]});
    if (!recent.empty())
        add(entries, {.key = "clear", .label = tr("Clear this list"), .group = tr("Open recent")}, ForgetRecent{});
    add_languages(frame, entries);
    return entries;
}

}  // namespace

void file_menu(Frame& frame, Rect rect) {
    const std::vector<Entry> entries = entries_of(frame);
    std::vector<Choice> choices;
    choices.reserve(entries.size());
    for (const Entry& entry : entries) choices.push_back(entry.choice);
    const auto pressed =
        dropdown(frame.ui, kName, rect, tr("File"), choices, -1, tr("Open, recent files, reload (Ctrl+Shift+O)"));
    if (pressed) frame.request(entries.at(static_cast<std::size_t>(*pressed)).action);
}

void open_file_menu(Ui& ui) {
    ui.open_popup(std::string(kName) + ".list");
}

float file_menu_width(const Ui& ui) {
    // As dropdown() divides it: margins, gap and arrow are rounded one by one.
    return ui.text_width(tr("File")) + 2 * ui.px(10) + ui.px(6) + ui.px(12);
}

}  // namespace convscope
