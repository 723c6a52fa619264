// The program continues the last session at its start: document, workspace and size of the window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <thread>

#include "app/document/lab/lab_commands.h"
#include "app/document/session.h"
#include "app/gui/shell/shell.h"
#include "app/opening/kept/autosave.h"
#include "core/image/files/save.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

std::unique_ptr<Shell> start(const TemporaryFolder& folder, WindowOptions options = {}) {
    auto shell = std::make_unique<Shell>(ShellOptions{.window = std::move(options),
                                                      .visible = false,
                                                      .assets = CONVSCOPE_TEST_ASSETS,
                                                      .config = folder / "config",
                                                      .rasterize_frames = false});
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    do {
        shell->frame(false);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } while (shell->busy() && std::chrono::steady_clock::now() < limit);
    REQUIRE_FALSE(shell->busy());
    shell->frame(false);
    return shell;
}

/// A document with a filter and a stride that differ from those of a first start.
Document worked_on() {
    Document document = initial_document();
    document.picture = {.file = "bricks", .is_sample = true, .picture = {}};
    document.lab.stride = 3;
    document.workspace = WorkspaceId::layers;
    return document;
}

}  // namespace

TEST_CASE("a new start has the picture, filter and workspace of the last one") {
    const TemporaryFolder folder;
    {
        const auto first = start(folder);
        CHECK(first->document().picture.name() == "staircase");
    }
    CHECK(std::filesystem::exists(Autosave::file_in(folder / "config")));
    save_session(Autosave::file_in(folder / "config"), worked_on());
    {
        const auto second = start(folder);
        CHECK(second->document().picture.name() == "bricks");
        CHECK(second->document().lab.stride == 3);
        CHECK(second->document().workspace == WorkspaceId::layers);
        CHECK_FALSE(second->history().can_undo());
        CHECK(second->settings().recent_files.empty());
    }
    const auto third = start(folder);
    CHECK(third->document().picture.name() == "bricks");
}

TEST_CASE(
    "a picture on the command line replaces the last session's input, a session on the command line the session") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "config");
    save_session(Autosave::file_in(folder / "config"), worked_on());
    save_png(folder / "own.png", {20, 30}, 1, std::vector<std::uint8_t>(600, 9));
    {
        WindowOptions options;
        options.files = {folder / "own.png"};
        const auto shell = start(folder, options);
        // The workspace of the last session was Layers, where a picture is the model's input.
        CHECK(shell->document().network.input.file == folder / "own.png");
        CHECK(shell->document().lab.stride == 3);
    }
    Document other = worked_on();
    other.lab.stride = 2;
    save_session(folder / "other.json", other);
    WindowOptions options;
    options.session = folder / "other.json";
    CHECK(start(folder, options)->document().lab.stride == 2);
}

TEST_CASE("a run with --frames neither continues the last session nor saves a session or settings") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "config");
    save_session(Autosave::file_in(folder / "config"), worked_on());
    const std::string before = content_of(Autosave::file_in(folder / "config"));
    {
        WindowOptions options;
        options.frames = 3;
        const auto shell = start(folder, options);
        CHECK(shell->document().picture.name() == "staircase");
        CHECK(shell->document().lab.stride == 1);
    }
    CHECK(content_of(Autosave::file_in(folder / "config")) == before);
    CHECK_FALSE(std::filesystem::exists(folder / "config/settings.json"));
}

TEST_CASE("the window has the size of the last run, unless the options give one") {
    const TemporaryFolder folder;
    {
        const auto first = start(folder);
        glfwSetWindowSize(first->window().handle(), 900, 700);
        for (int i = 0; i < 200 && first->window().framebuffer_size().cols != 900; ++i) {
            first->frame(false);
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        REQUIRE(first->window().framebuffer_size() == Size{700, 900});
    }
    CHECK(start(folder)->window().framebuffer_size() == Size{700, 900});
    WindowOptions options;
    options.width = 1000;
    options.height = 750;
    CHECK(start(folder, options)->window().framebuffer_size() == Size{750, 1000});
}

TEST_CASE("a damaged last session gives a notice, and the program starts with the first document") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "config");
    folder.write("config/last_session.json", "{\"convscope_session\": 2}");
    const auto shell = start(folder);
    CHECK(shell->document().picture.name() == "staircase");
    REQUIRE_FALSE(shell->notices().all().empty());
    CHECK(shell->notices().all().back().text.starts_with("The last session cannot be continued."));
    CHECK(content_of(folder / "config/last_session.broken.json") == "{\"convscope_session\": 2}");
}
