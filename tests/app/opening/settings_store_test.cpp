// SettingsStore: settings that are saved in the background.
#include "app/opening/settings_store.h"

#include <doctest/doctest.h>

#include <thread>

#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

UserSettings on_disk(const std::filesystem::path& folder) {
    std::string problem;
    UserSettings settings = load_user_settings(folder, problem);
    CHECK(problem.empty());
    return settings;
}

std::optional<std::string> problem_of(SettingsStore& store) {
    std::optional<std::string> problem;
    for (int i = 0; i < 1000 && (store.busy() || !problem); ++i) {
        if (auto one = store.take_problem()) problem = std::move(one);
        if (!store.busy()) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (auto one = store.take_problem()) problem = std::move(one);
    return problem;
}

}  // namespace

TEST_CASE("changed settings are on disk as soon as no write is running") {
    const TemporaryFolder folder;
    SettingsStore store(folder / "config", [] {});
    CHECK_FALSE(store.settings().dark);
    store.change([](UserSettings& settings) { settings.dark = true; });
    CHECK(store.settings().dark);
    for (int i = 1; i <= 20; ++i)
        store.change([i](UserSettings& settings) { settings.scale = 1 + static_cast<float>(i) / 20; });
    CHECK_FALSE(problem_of(store));
    CHECK(on_disk(folder / "config") == store.settings());
    CHECK(on_disk(folder / "config").scale == 2);
}

TEST_CASE("the destructor writes the last change of the settings") {
    const TemporaryFolder folder;
    {
        SettingsStore store(folder / "config", [] {});
        store.change([](UserSettings& settings) { settings.dark = true; });
        store.change([](UserSettings& settings) { settings.scale = 1.5F; });
    }
    CHECK(on_disk(folder / "config").dark);
    CHECK(on_disk(folder / "config").scale == 1.5F);
}

TEST_CASE("without a folder nothing is saved; a folder that cannot be written is reported once") {
    SettingsStore nowhere({}, [] {});
    nowhere.change([](UserSettings& settings) { settings.dark = true; });
    CHECK(nowhere.settings().dark);
    CHECK_FALSE(nowhere.busy());

    const TemporaryFolder folder;
    SettingsStore blocked(folder.write("file", "text") / "config", [] {});
    blocked.change([](UserSettings& settings) { settings.dark = true; });
    const std::optional<std::string> problem = problem_of(blocked);
    REQUIRE(problem);
    CHECK(problem->find("cannot be written") != std::string::npos);
    CHECK_FALSE(blocked.take_problem());
    CHECK(blocked.settings().dark);
}

TEST_CASE("settings that cannot be read are set aside, which is reported once") {
    const TemporaryFolder folder;
    folder.write("settings.json", "{");
    SettingsStore store(folder.path(), [] {});
    CHECK(store.settings() == UserSettings{});
    const std::optional<std::string> problem = store.take_problem();
    REQUIRE(problem);
    CHECK(problem->starts_with("The settings could not be read"));
    CHECK_FALSE(store.take_problem());
}

}  // namespace convscope
