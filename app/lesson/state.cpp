#include "app/lesson/state.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <system_error>
#include <vector>

#include "app/document/lab/lab_commands.h"
#include "app/lesson/words.h"
#include "app/lesson/words/actions.h"
#include "app/opening/model_files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/picture_file.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

WordGroup group_of(WorkspaceId workspace) {
    switch (workspace) {
        case WorkspaceId::filter_lab:
            return WordGroup::filter_lab;
        case WorkspaceId::layers:
            return WordGroup::layers;
        case WorkspaceId::training:
            return WordGroup::training;
    }
    return WordGroup::any;
}

/// The word's action in a group; nullptr if it has none.
const WordAction* action_of(std::string_view word, WordGroup group) {
    const auto in = [word](std::span<const WordAction> actions) -> const WordAction* {
        const auto found = std::ranges::find(actions, word, &WordAction::word);
        return found == actions.end() ? nullptr : &*found;
    };
    const auto either = [&in](std::span<const WordAction> first, std::span<const WordAction> second) {
        const WordAction* action = in(first);
        return action != nullptr ? action : in(second);
    };
    switch (group) {
        case WordGroup::any:
            return in(general_actions());
        case WordGroup::filter_lab:
            return either(filter_actions(), lab_page_actions());
        case WordGroup::layers:
            return either(layers_actions(), layers_input_actions());
        case WordGroup::training:
            return in(training_actions());
    }
    return nullptr;
}

void apply(const Setting& setting, Document& document, LessonFiles& files, const std::stop_token& stop) {
    const LessonWord* word = find_word(setting.word, group_of(document.workspace));
    const WordAction* action = word == nullptr ? nullptr : action_of(word->word, word->group);
    if (action == nullptr)
        throw SettingError(setting.line, tr("there is no word \"{}\"", setting.word), tr("Write a word of lessons"));
    const Arguments arguments(setting, *word);
    SettingScene scene{.document = document, .arguments = arguments, .files = files, .stop = stop};
    try {
        if (word->group == WordGroup::layers && setting.word != "model") need_model(scene);
        action->apply(scene);
    } catch (const LoadError& error) {
        const std::string problem = error.where().empty()
                                        ? tr("\"{}\" {}", error.file(), error.fault())
                                        : tr("\"{}\" {} ({})", error.file(), error.fault(), error.where());
        std::string remedy = error.remedy().empty() ? std::string(tr("name another file")) : error.remedy();
        remedy.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(remedy.front())));
        throw SettingError(setting.line, problem, remedy);
    }
}

/// True for the name of a sample: no path, no ending.
bool is_bare_name(const std::string& name) {
    return name.find_first_of("./\\") == std::string::npos;
}

/// Throws LoadError with this fault and the nearest names if no folder of the program has a file of that name.
void refuse_unknown(const std::string& name, const fs::path& assets, std::span<const char* const> folders,
                    const char* ending, Message fault) {
    std::vector<std::string> names;
    for (const char* folder : folders) {
        std::error_code error;
        for (fs::directory_iterator entry(assets / folder, error), end; !error && entry != end; entry.increment(error))
            if (entry->path().extension() == ending) names.push_back(entry->path().stem().string());
    }
    if (std::ranges::find(names, name) != names.end()) return;
    std::ranges::sort(names);
    throw LoadError(name, fault, remedy_for(name, std::vector<std::string_view>(names.begin(), names.end())));
}

}  // namespace

LessonFiles::LessonFiles(fs::path assets, fs::path folder)
    : assets_(std::move(assets)), folder_(std::move(folder)), samples_(assets_) {}

void LessonFiles::refuse_outside(const std::string& name) const {
    const fs::path relative(name);
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder_, error), real = fs::weakly_canonical(folder_ / relative, error);
    const bool leaves = relative.is_absolute() || std::ranges::find(relative, fs::path("..")) != relative.end();
    // A symbolic link must not lead out of the folder either.
    if (leaves || error || std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first != root.end())
        throw LoadError(name, tr("is not in the lesson's folder"),
                        tr("put the file into that folder and write its name"));
}

fs::path LessonFiles::file(const std::string& name) const {
    refuse_outside(name);
    fs::path path = folder_ / name;
    std::error_code error;
    if (!fs::is_regular_file(path, error))
        throw LoadError(name, tr("is not in the lesson's folder"),
                        tr("put the file into that folder and write its name"));
    return path;
}

const Picture& LessonFiles::read_picture(const fs::path& path) {
    const auto known = pictures_.find(path);
    if (known != pictures_.end()) return known->second;
    return pictures_.emplace(path, load_scaled_picture(path).picture).first->second;
}

OpenPicture LessonFiles::picture(const std::string& name) {
    const bool is_sample = is_bare_name(name);
    if (is_sample) refuse_unknown(name, assets_, std::array{"pictures"}, ".png", tr("is not a picture of the program"));
    const fs::path path = is_sample ? samples_.picture(name) : file(name);
    return {.file = is_sample ? fs::path(name) : path, .is_sample = is_sample, .picture = read_picture(path)};
}

NetworkInput LessonFiles::input(const std::string& name) {
    const bool is_sample = is_bare_name(name);
    if (is_sample)
        refuse_unknown(name, assets_, std::array{"garments", "photographs", "pictures"}, ".png",
                       tr("is not an input of the program"));
    const fs::path path = is_sample ? samples_.input(name) : file(name);
    return {.source = is_sample ? InputSource::sample : InputSource::file,
            .file = is_sample ? fs::path(name) : path,
            .picture = read_picture(path)};
}

OpenModel LessonFiles::model(const std::string& name, const std::stop_token& stop) {
    const auto known = models_.find(name);
    if (known != models_.end()) return known->second;
    const bool is_sample = is_bare_name(name);
    if (is_sample) refuse_unknown(name, assets_, std::array{"models"}, ".h5", tr("is not a model of the program"));
    OpenModel source{.file = is_sample ? fs::path(name) : file(name), .is_sample = is_sample};
    return models_.emplace(name, read_model_files(std::move(source), samples_, {}, stop).model).first->second;
}

Document lesson_document(LessonFiles& files) {
    Document document = initial_document();
    start_afresh(files.picture(kFirstPicture)).apply(document);
    return document;
}

Document with_settings(Document document, std::span<const Setting> settings, LessonFiles& files,
                       const std::stop_token& stop) {
    for (const Setting& setting : settings) apply(setting, document, files, stop);
    return document;
}

}  // namespace convscope
