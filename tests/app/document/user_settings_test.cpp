#include "app/document/user_settings.h"

#include <doctest/doctest.h>

#include <fstream>

#include "app/document/json_values.h"
#include "core/base/load_error.h"
#include "tests/app/document/documents.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

UserSettings unusual_settings() {
    UserSettings settings{.dark = true, .language = "ko", .scale = 1.35F, .panels_folded = true, .presentation = true};
    settings.recent_files = {"/pictures/gr\u00fcn \"1\".png", "/lesson/lab.json"};
    settings.folder = "/lesson";
    settings.dataset = "/lesson/garments";
    settings.presets = {{"My edges", unusual_document().lab.filters[0]}, {"", unusual_document().lab.filters[1]}};
    settings.models = {{"/models/a.onnx",
                        {.preprocessing = nn::Preprocessing{.inversion = nn::Inversion::always,
                                                            .scale = {0.1F, 2, 3},
                                                            .offset = {-1, 0, 1e-3F},
                                                            .order = nn::ColourOrder::bgr}}},
                       {"/models/b.h5", {.labels = {"cat", "gr\u00fcn"}, .picture_input = "left"}}};
    return settings;
}

struct Loaded {
    UserSettings settings;
    std::string problem;
};

Loaded load(const fs::path& folder) {
    Loaded loaded;
    loaded.settings = load_user_settings(folder, loaded.problem);
    return loaded;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("saving and loading restores all settings exactly") {
    const TemporaryFolder folder;
    save_user_settings(folder.path(), unusual_settings());
    const Loaded loaded = load(folder.path());
    CHECK(loaded.settings == unusual_settings());
    CHECK(loaded.problem.empty());
    CHECK_FALSE(fs::exists(folder / "settings.broken.json"));
}

TEST_CASE("older settings without the keys of folded panels and presentation show all panels") {
    const TemporaryFolder folder;
    save_user_settings(folder.path(), unusual_settings());
    ParsedJson json = ParsedJson::parse(std::ifstream(folder / "settings.json"));
    json.erase("panels_folded");
    json.erase("presentation");
    std::ofstream(folder / "settings.json") << json.dump();
    const Loaded loaded = load(folder.path());
    CHECK(loaded.problem.empty());
    CHECK_FALSE(loaded.settings.hides_panels());
    CHECK(loaded.settings.scale == 1.35F);
}

TEST_CASE("notes in older settings, whose key for preprocessing is preparation, are read") {
    const TemporaryFolder folder;
    save_user_settings(folder.path(), unusual_settings());
    ParsedJson json = ParsedJson::parse(std::ifstream(folder / "settings.json"));
    ParsedJson& model = json["models"][0];
    REQUIRE(model.contains("preprocessing"));
    model["preparation"] = model["preprocessing"];
    model.erase("preprocessing");
    folder.write("settings.json", json.dump());
    const Loaded loaded = load(folder.path());
    CHECK(loaded.problem.empty());
    CHECK(loaded.settings == unusual_settings());
}

TEST_CASE("without a settings file the settings are the defaults, and no problem is reported") {
    const TemporaryFolder folder;
    for (const fs::path& place : {folder.path(), folder / "not/there", fs::path()}) {
        const Loaded loaded = load(place);
        CHECK(loaded.settings == UserSettings{});
        CHECK(loaded.problem.empty());
    }
    CHECK_FALSE(UserSettings{}.dark);
    CHECK(UserSettings{}.scale == 1);
}

TEST_CASE("saving creates the folder and leaves only the settings file in it") {
    const TemporaryFolder folder;
    save_user_settings(folder / "a/b", unusual_settings());
    save_user_settings(folder / "a/b", UserSettings{});
    CHECK(load(folder / "a/b").settings == UserSettings{});
    CHECK(std::distance(fs::directory_iterator(folder / "a/b"), fs::directory_iterator()) == 1);
}

TEST_CASE("saving into a folder that cannot be created throws an error") {
    const TemporaryFolder folder;
    folder.write("taken", "a file");
    CHECK_THROWS_AS(save_user_settings(folder / "taken", UserSettings{}), LoadError);
    CHECK(content_of(folder / "taken") == "a file");
}

TEST_CASE("a settings file that cannot be read is renamed and reported, and the defaults are used") {
    const TemporaryFolder folder;
    save_user_settings(folder.path(), unusual_settings());
    const ParsedJson whole = ParsedJson::parse(content_of(folder / "settings.json"));
    struct {
        const char *pointer, *value, *said;
    } const cases[] = {
        {"", "3", "is not a settings file"},
        {"/version", "2", "\"version\" is 2"},
        {"/dark", "1", "\"dark\""},
        {"/scale", "0.5", "\"scale\" is 0.5, not between 0.75 and 3"},
        {"/scale", "3.01", "\"scale\""},
        {"/scale", "null", "\"scale\""},
        {"/recent_files", "{}", "\"recent_files\""},
        {"/recent_files/1", "3", "\"recent_files\""},
        {"/presets", "null", "\"presets\""},
        {"/presets/0", "[]", "\"presets\""},
        {"/presets/0/name", "3", "\"presets.name\""},
        {"/presets/1/filter", "3", "\"presets.filter\""},
        {"/presets/1/filter/bias", "1e9", "\"presets.filter.bias\""},
        {"/presets/1/filter/kernel", "[[1]]", "\"presets.filter.kernel\""},
        {"/models", "3", "\"models\""},
        {"/models/0", "[]", "\"models\""},
        {"/models/0/file", "3", "\"models.file\""},
        {"/models/0/preprocessing/scale", "[1]", "\"models.preprocessing.scale\""},
        {"/models/1/labels/0", "3", "\"models.labels\""},
    };
    for (const auto& [pointer, value, said] : cases) {
        const std::string changed = std::string(pointer) + " to " + std::string(value);
        CAPTURE(changed);
        ParsedJson json = whole;
        json[ParsedJson::json_pointer(pointer)] = ParsedJson::parse(value);
        folder.write("settings.json", json.dump());
        const Loaded loaded = load(folder.path());
        CHECK(loaded.settings == UserSettings{});
        CHECK(contains(loaded.problem, said));
        CHECK(contains(loaded.problem, (folder / "settings.broken.json").string()));
        CHECK_FALSE(fs::exists(folder / "settings.json"));
        CHECK(content_of(folder / "settings.broken.json") == json.dump());
    }
    // The next start has no settings file.
    CHECK(load(folder.path()).problem.empty());
}

TEST_CASE("older settings without notes on models are read") {
    const TemporaryFolder folder;
    save_user_settings(folder.path(), unusual_settings());
    ParsedJson json = ParsedJson::parse(content_of(folder / "settings.json"));
    json.erase("models");
    folder.write("settings.json", json.dump());
    UserSettings expected = unusual_settings();
    expected.models.clear();
    CHECK(load(folder.path()).settings == expected);
}

TEST_CASE("the notes on models have one entry for each file, the newest first, and at most kMaxModels") {
    UserSettings settings;
    const ModelNotes notes{.labels = {"a"}};
    for (std::size_t i = 0; i < UserSettings::kMaxModels + 5; ++i) settings.remember_notes(std::to_string(i), notes);
    CHECK(settings.models.size() == UserSettings::kMaxModels);
    CHECK(settings.notes_of("0").empty());
    CHECK(settings.notes_of("36") == notes);
    settings.remember_notes("20", {.labels = {"b"}});
    CHECK(settings.models.size() == UserSettings::kMaxModels);
    CHECK(settings.models.front().file == "20");
    CHECK(settings.notes_of("20").labels == std::vector<std::string>{"b"});
    settings.remember_notes("20", {});
    CHECK(settings.notes_of("20").empty());
    CHECK(settings.models.size() == UserSettings::kMaxModels - 1);
}

TEST_CASE("a settings file of 60 MB is set aside") {
    const TemporaryFolder folder;
    std::string text;
    text.resize(60'000'000, ' ');
    folder.write("settings.json", text);
    const Loaded loaded = load(folder.path());
    CHECK(loaded.settings == UserSettings{});
    CHECK(contains(loaded.problem, "is too large with 57 MiB"));
    CHECK(fs::file_size(folder / "settings.broken.json") == 60'000'000);
    CHECK(load(folder.path()).problem.empty());
}

TEST_CASE("settings with more labels than a file may have are saved without the notes changed first") {
    const TemporaryFolder folder;
    UserSettings settings = unusual_settings();
    settings.models.clear();
    for (const char* file : {"/a.h5", "/b.h5", "/c.h5"})
        settings.remember_notes(file, {.labels = {std::string(6 << 20, 'x')}});
    save_user_settings(folder.path(), settings);
    const Loaded loaded = load(folder.path());
    CHECK(loaded.problem.empty());
    REQUIRE(loaded.settings.models.size() == 2);
    CHECK(loaded.settings.models[0].file == "/c.h5");
    CHECK(loaded.settings.models[1].file == "/b.h5");
    CHECK(loaded.settings.presets == settings.presets);
}

TEST_CASE("loading gives the defaults for a damaged settings file, whatever its content") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "settings.json");
    CHECK(contains(load(folder.path()).problem, "is a folder"));
    CHECK(load(folder.path()).problem.empty());
    fs::remove_all(folder / "settings.broken.json");

    folder.write("settings.json", "");
    CHECK(contains(load(folder.path()).problem, "is empty"));
    fs::resize_file(folder.write("settings.json", "{"), std::uintmax_t{3} << 30);
    CHECK(contains(load(folder.path()).problem, "too large"));
}

TEST_CASE("a damaged settings file that cannot be renamed is left unchanged") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "settings.broken.json/full");
    folder.write("settings.json", "nonsense");
    const Loaded loaded = load(folder.path());
    CHECK(loaded.settings == UserSettings{});
    CHECK(contains(loaded.problem, "is not a settings file"));
    CHECK(contains(loaded.problem, "defaults"));
    CHECK_FALSE(contains(loaded.problem, "set aside"));
    CHECK(content_of(folder / "settings.json") == "nonsense");
}

TEST_CASE("loading a settings file with a flipped bit or a cut does not throw, and the scale stays in its limits") {
    const TemporaryFolder folder;
    save_user_settings(folder.path(), unusual_settings());
    const std::string whole = content_of(folder / "settings.json");
    for (std::size_t i = 0; i < whole.size(); ++i) {
        std::string flipped = whole;
        flipped[i] = static_cast<char>(static_cast<unsigned char>(flipped[i]) ^ 1U << (i * 3 % 8));
        for (const std::string& text : {flipped, whole.substr(0, i)}) {
            // Writing a new file each time is much faster than overwriting an old one.
            fs::remove(folder / "settings.json");
            fs::remove(folder / "settings.broken.json");
            folder.write("settings.json", text);
            const Loaded loaded = load(folder.path());
            CAPTURE(i);
            CHECK(loaded.settings.scale >= 0.75F);
            CHECK(loaded.settings.scale <= 3);
            if (!loaded.problem.empty()) CHECK(loaded.settings == UserSettings{});
        }
    }
}

TEST_CASE("each recent file is listed once, the last one first, at most twelve") {
    UserSettings settings;
    for (int i = 0; i < 15; ++i) settings.remember_file("/" + std::to_string(i) + ".png");
    CHECK(settings.recent_files.size() == 12);
    CHECK(settings.recent_files.front() == "/14.png");
    CHECK(settings.recent_files.back() == "/3.png");
    settings.remember_file("/5.png");
    CHECK(settings.recent_files.size() == 12);
    CHECK(settings.recent_files[0] == "/5.png");
    CHECK(settings.recent_files[1] == "/14.png");
    CHECK(settings.recent_files.back() == "/3.png");
    CHECK(std::ranges::count(settings.recent_files, fs::path("/5.png")) == 1);

    // A longer list, written by hand, is cut.
    const TemporaryFolder folder;
    settings.recent_files.resize(30, "/x.png");
    save_user_settings(folder.path(), settings);
    CHECK(load(folder.path()).settings.recent_files.size() == 12);
}

TEST_CASE("a preset with the name of an existing one replaces it at its place in the list") {
    UserSettings settings;
    settings.remember_preset({"a", {.weight = 1}});
    settings.remember_preset({"b", {.weight = 2}});
    settings.remember_preset({"a", {.weight = 3}});
    REQUIRE(settings.presets.size() == 2);
    CHECK(settings.presets[0] == UserPreset{"a", {.weight = 3}});
    CHECK(settings.presets[1] == UserPreset{"b", {.weight = 2}});
}

TEST_CASE("the folder that was used last is saved; it is empty if there is none") {
    UserSettings settings;
    settings.remember_file("/pictures/boat.png");
    CHECK(settings.folder == "/pictures");
    settings.remember_folder("/exports");
    const TemporaryFolder folder;
    save_user_settings(folder.path(), settings);
    CHECK(load(folder.path()).settings.folder == "/exports");
    save_user_settings(folder.path(), {});
    CHECK(load(folder.path()).settings.folder.empty());
}

}  // namespace convscope
