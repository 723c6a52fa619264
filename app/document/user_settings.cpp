#include "app/document/user_settings.h"

#include <algorithm>
#include <system_error>

#include "app/document/json_values.h"
#include "app/document/settings_merge.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"
#include "core/base/writing/file_lock.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxSettings = 16 << 20;  // labels of many models
constexpr int kVersion = 1;

std::vector<fs::path> read_paths(const JsonReader& reader, std::string_view key) {
    std::vector<fs::path> paths;
    for (const ParsedJson& path : reader.array(key)) {
        if (!path.is_string()) reader.fail(key, tr("holds something that is not text"));
        paths.emplace_back(path.get<std::string>());
    }
    return paths;
}

Json paths_json(const std::vector<fs::path>& paths) {
    Json json = Json::array();
    for (const fs::path& path : paths) json.push_back(path.string());
    return json;
}

WindowPlace read_window(const JsonReader& reader) {
    constexpr int kMaxCoordinate = 1 << 16;
    return {.x = reader.integer("x", -kMaxCoordinate, kMaxCoordinate),
            .y = reader.integer("y", -kMaxCoordinate, kMaxCoordinate),
            .width = reader.integer("width", 1, kMaxCoordinate),
            .height = reader.integer("height", 1, kMaxCoordinate),
            .maximised = reader.boolean("maximised")};
}

UserSettings parse(const fs::path& file) {
    const std::vector<std::uint8_t> bytes =
        read_file(file, kMaxSettings, tr("restore settings that this program has saved"));
    const ParsedJson json = parse_json_object({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                              file.string(), tr("a settings file"));
    const JsonReader reader(json, file.string());
    reader.integer("version", 1, kVersion);
    UserSettings settings{.dark = reader.boolean("dark"), .scale = static_cast<float>(reader.number("scale", 0.75, 3))};
    // Older settings lack these keys.
    settings.panels_folded = reader.has("panels_folded") && reader.boolean("panels_folded");
    settings.presentation = reader.has("presentation") && reader.boolean("presentation");
    settings.recent_files = read_paths(reader, "recent_files");
    settings.keep_limits();
    for (const ParsedJson& preset : reader.array("presets")) {
        if (!preset.is_object()) reader.fail("presets", tr("holds something that is not an object"));
        const JsonReader entry(preset, file.string(), "presets.");
        settings.presets.push_back({entry.text("name"), read_lab_filter(entry.object("filter"))});
    }
    // Older settings lack the following keys.
    if (reader.has("language")) settings.language = reader.text("language");
    if (reader.has("dataset")) settings.dataset = reader.text("dataset");
    if (reader.has("folder")) settings.folder = reader.text("folder");
    if (reader.has("window")) settings.window = read_window(reader.object("window"));
    if (reader.has("pictures")) settings.remember_pictures(read_paths(reader, "pictures"));
    if (!reader.has("models")) return settings;
    for (const ParsedJson& model : reader.array("models")) {
        if (!model.is_object()) reader.fail("models", tr("holds something that is not an object"));
        const JsonReader entry(model, file.string(), "models.");
        if (settings.models.size() < UserSettings::kMaxModels)
            settings.models.push_back({entry.text("file"), read_notes(entry)});
    }
    return settings;
}

}  // namespace

void UserSettings::keep_limits() {
    if (recent_files.size() > kMaxRecent) recent_files.resize(kMaxRecent);
    if (models.size() > kMaxModels) models.resize(kMaxModels);
    if (pictures.size() > kMaxPictures)
        pictures.erase(pictures.begin(), pictures.end() - static_cast<std::ptrdiff_t>(kMaxPictures));
}

void UserSettings::remember_file(const fs::path& file) {
    std::erase(recent_files, file);
    recent_files.insert(recent_files.begin(), file);
    keep_limits();
    remember_folder(file.parent_path());
}

void UserSettings::remember_pictures(const std::vector<fs::path>& files) {
    for (const fs::path& file : files)
        if (std::ranges::find(pictures, file) == pictures.end()) pictures.push_back(file);
    keep_limits();
}

void UserSettings::remember_preset(const UserPreset& preset) {
    const auto same = std::ranges::find(presets, preset.name, &UserPreset::name);
    if (same != presets.end())
        *same = preset;
    else
        presets.push_back(preset);
}

void UserSettings::remember_notes(const fs::path& file, const ModelNotes& notes) {
    std::erase_if(models, [&](const AnnotatedModel& model) { return model.file == file; });
    if (notes.empty()) return;
    models.insert(models.begin(), {file, notes});
    keep_limits();
}

ModelNotes UserSettings::notes_of(const fs::path& file) const {
    const auto found = std::ranges::find(models, file, &AnnotatedModel::file);
    return found == models.end() ? ModelNotes{} : found->notes;
}

UserSettings load_user_settings(const fs::path& folder, std::string& problem) {
    const fs::path file = folder / "settings.json";
    std::error_code error;
    if (folder.empty() || !fs::exists(file, error)) return {};
    try {
        return parse(file);
    } catch (const LoadError& fault) {
        const fs::path aside = folder / "settings.broken.json";
        fs::rename(file, aside, error);
        problem = error
                      ? tr("The settings could not be read ({}). The defaults are used.", fault.fault())
                      : tr("The settings could not be read ({}). They were set aside as {} and the defaults are used.",
                           fault.fault(), aside.string());
        return {};
    }
}

namespace {

std::string settings_text(const UserSettings& settings) {
    Json presets = Json::array();
    for (const UserPreset& preset : settings.presets)
        presets.push_back({{"name", preset.name}, {"filter", to_json(preset.filter)}});
    Json models = Json::array();
    for (const AnnotatedModel& model : settings.models) {
        Json entry{{"file", model.file.string()}};
        put_notes(model.notes, entry);
        models.push_back(std::move(entry));
    }
    Json json{{"version", kVersion},
              {"dark", settings.dark},
              {"scale", settings.scale},
              {"panels_folded", settings.panels_folded},
              {"presentation", settings.presentation},
              {"recent_files", paths_json(settings.recent_files)},
              {"pictures", paths_json(settings.pictures)},
              {"presets", presets},
              {"models", models}};
    if (const auto& window = settings.window)
        json["window"] = {{"x", window->x},
                          {"y", window->y},
                          {"width", window->width},
                          {"height", window->height},
                          {"maximised", window->maximised}};
    if (!settings.language.empty()) json["language"] = settings.language;
    if (!settings.dataset.empty()) json["dataset"] = settings.dataset.string();
    if (!settings.folder.empty()) json["folder"] = settings.folder.string();
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

void save_user_settings(const fs::path& folder, const UserSettings& settings) {
    std::string text = settings_text(settings);
    for (UserSettings fewer = settings; text.size() > kMaxSettings && !fewer.models.empty();) {
        fewer.models.pop_back();
        text = settings_text(fewer);
    }
    std::error_code error;
    fs::create_directories(folder, error);
    write_file_atomically(folder / "settings.json", text);
}

std::string update_user_settings(const fs::path& folder, const UserSettings& base, const UserSettings& mine) {
    std::error_code error;
    fs::create_directories(folder, error);
    const FileLock lock(folder / "settings.lock");
    std::string problem;
    const bool exists = fs::exists(folder / "settings.json", error);
    const UserSettings theirs = load_user_settings(folder, problem);
    // If there is no file that can be read, there are no settings of another window to keep.
    save_user_settings(folder, exists && problem.empty() ? merge_settings(base, mine, theirs) : mine);
    return problem;
}

}  // namespace convscope
