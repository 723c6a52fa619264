// SettingsStore: settings that are saved in the background.
#include "app/opening/kept/settings_store.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

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

TEST_CASE("two windows with the same settings each write only what they changed") {
    const TemporaryFolder folder;
    {
        SettingsStore first(folder / "config", [] {});
        SettingsStore second(folder / "config", [] {});
        first.change([](UserSettings& settings) { settings.dark = true; });
        first.change([](UserSettings& settings) { settings.remember_file("/first.png"); });
        CHECK_FALSE(problem_of(first));
        second.change([](UserSettings& settings) { settings.scale = 2; });
        second.change([](UserSettings& settings) { settings.remember_file("/second.png"); });
        CHECK_FALSE(problem_of(second));
        first.change([](UserSettings& settings) { settings.panels_folded = true; });
    }
    const UserSettings saved = on_disk(folder / "config");
    CHECK(saved.dark);
    CHECK(saved.scale == 2);
    CHECK(saved.panels_folded);
    CHECK(saved.recent_files == std::vector<std::filesystem::path>{"/second.png", "/first.png"});
}

TEST_CASE("two processes that change the settings at the same time lose no change") {
    const TemporaryFolder folder;
    constexpr int kEach = 20;
    const auto work = [&](const std::string& name) {
        for (int i = 0; i < kEach; ++i) {
            UserSettings base, mine;
            mine.pictures = {"/" + name + std::to_string(i)};
            update_user_settings(folder / "config", base, mine);
        }
    };
    const pid_t child = ::fork();
    if (child == 0) {
        work("child");
        ::_exit(0);
    }
    work("parent");
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    CHECK(on_disk(folder / "config").pictures.size() == 2 * kEach);
}

TEST_CASE("settings that another program has damaged meanwhile are set aside, and these are written") {
    const TemporaryFolder folder;
    SettingsStore store(folder.path(), [] {});
    folder.write("settings.json", "{");
    store.change([](UserSettings& settings) { settings.dark = true; });
    const std::optional<std::string> problem = problem_of(store);
    REQUIRE(problem);
    CHECK(problem->starts_with("The settings could not be read"));
    CHECK(on_disk(folder.path()).dark);
    CHECK(content_of(folder / "settings.broken.json") == "{");
}

TEST_CASE("files that a crash left half-written in the settings' folder are removed at the next start") {
    const TemporaryFolder folder;
    const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(2);
    std::filesystem::last_write_time(folder.write(".convscope-1-1.part", "{"), old);
    const SettingsStore store(folder.path(), [] {});
    CHECK_FALSE(std::filesystem::exists(folder / ".convscope-1-1.part"));
}

}  // namespace convscope
