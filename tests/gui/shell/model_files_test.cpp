// Files of models in the real window: two files for one model, changes on the disk, damage, and undo.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "app/document/session.h"
#include "core/io/keras/write/write_config.h"
#include "core/nn/train/architectures.h"
#include "tests/gui/network_driver.h"
#include "tests/gui/shell/foreign_models.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

/// Waits until the watch has found that the file does not change any more, and the window has shown the offer to
/// reload.
bool is_offered(Driver& driver) {
    for (int i = 0; i < 400; ++i) {
        driver.frames(1);
        const auto& all = driver.shell().notices().all();
        if (std::ranges::any_of(all, [](const Notices::Notice& n) { return !n.action.empty(); })) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

}  // namespace

TEST_CASE("layers and weights in two files, dropped together, are one model; the weights' file is read again") {
    NetworkDriver window(1280, kTallWindow);
    const fs::path weights = foreign_model(window, "weights.h5");
    const fs::path layers = text_file(window, "layers.json", keras::write_config(shipped_course()));
    window.drop({layers});
    window.settle();
    CHECK(window.last_notice().starts_with(layers.string() + ": has a model's layers without weights"));
    window.drop({weights, layers});
    window.settle();
    CHECK(window.network().model.file == layers);
    CHECK(window.network().model.weights == weights);
    CHECK(samples::same_model(window.model(), shipped_course()));
    const Document before = window.document();
    save_session(window.folder() / "two.json", before);
    window.drop({fs::path(CONVSCOPE_TEST_ASSETS) / "models/plain.h5"});
    window.settle();
    window.drop({window.folder() / "two.json"});
    window.settle();
    CHECK(window.network().model.weights == weights);
    CHECK(samples::same_model(window.model(), shipped_course()));

    const nn::Model other = nn::course_model(5);
    keras::save_h5(weights, other);
    REQUIRE(is_offered(window));
    window.key(GLFW_KEY_F5);
    window.settle();
    CHECK(samples::same_model(window.model(), other));
}

TEST_CASE("labels on the command line are those of the model on the command line") {
    const TemporaryFolder folder;
    WindowOptions options;
    options.files = {folder / "m.h5", folder.write("labels.txt", labels(10))};
    keras::save_h5(folder / "m.h5", shipped_course().with_info({.name = "foreign"}));
    NetworkDriver driver(1280, 800, options);
    driver.settle();
    CHECK(driver.model().info().labels.at(9) == "thing 9");
}

TEST_CASE("a model whose file changes is offered for reloading and keeps its view when it is reloaded") {
    NetworkDriver window(1280, kTallWindow);
    const fs::path file = foreign_model(window);
    window.drop({file});
    window.settle();
    window.go_to(3);
    window.key(GLFW_KEY_DOWN);
    const std::int64_t channel = window.layers().channel;
    REQUIRE(channel > 0);
    window.click("weights.turn_off");
    window.settle();
    const Network before = window.network();
    REQUIRE_FALSE(before.edits.empty());

    const nn::Model other = nn::course_model(5).with_info({.name = "foreign"});
    keras::save_h5(file, other);
    REQUIRE(is_offered(window));
    CHECK(window.network() == before);
    CHECK(window.has("notice.0.action"));
    window.click("notice.0.action");
    window.settle();
    CHECK(samples::same_model(window.model(), other));
    CHECK(window.layers().layer == 3);
    CHECK(window.layers().channel == channel);
    CHECK(window.network().edits.empty());
    CHECK(window.model().info().preprocessing == before.model.model->info().preprocessing);
    CHECK_FALSE(window.has("notice.0.action"));
    window.check_results();
    window.undo();
    window.settle();
    CHECK(window.network() == before);
    CHECK(window.layers().layer == 3);
}

TEST_CASE("the Layers workspace works after the opening of the first dropped model is undone") {
    Driver driver(1280, 800, without_dataset({}));
    const fs::path file = foreign_model(driver);
    driver.drop({file});
    driver.settle();
    REQUIRE(driver.document().network.model.file == file);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.document().workspace == WorkspaceId::filter_lab);
    CHECK_FALSE(driver.document().network.model.model);
    driver.key(GLFW_KEY_2);
    driver.settle();
    REQUIRE(driver.document().network.model.model);
    CHECK(driver.document().network.model.name() == "course");
    CHECK(driver.document().network.input.name() == "ankle boot");
    CHECK(driver.has("maps.grid"));
    // Redo opens the model again; after another undo, so does dropping its file.
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    driver.key(GLFW_KEY_2);
    driver.settle();
    CHECK(driver.document().network.model.file == file);
    CHECK(driver.has("maps.grid"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.drop({file});
    driver.settle();
    CHECK(driver.document().network.model.file == file);
    CHECK(driver.has("maps.grid"));
}

TEST_CASE("a model that is opened before its first picture waits for it, also if its layers were shown before") {
    const TemporaryFolder assets;
    fs::copy(CONVSCOPE_TEST_ASSETS, assets.path(), fs::copy_options::recursive);
    Driver driver(1280, 800, without_dataset({}), assets.path());
    const fs::path file = foreign_model(driver);
    driver.drop({file});
    driver.settle();
    REQUIRE(driver.has("maps.grid"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    // The Lab's picture of the same name is opened if the garment is missing.
    for (const char* folder : {"garments", "pictures"}) fs::remove(assets / folder / "ankle_boot.png");
    driver.key(GLFW_KEY_2);
    driver.settle();
    CHECK(driver.document().network.model.name() == "course");
    CHECK(driver.document().network.input.picture.planes.empty());
    CHECK(driver.text_in("layers.message") == "No picture is open. Drop a picture on the window, or press Ctrl+O.");
    driver.drop({text_file(driver, "grey.pgm", "P2 2 2 255 90 90 0 90\n")});
    driver.settle();
    CHECK(driver.has("maps.grid"));
}

TEST_CASE("reloading a damaged or a missing file keeps the old model; reloading a complete file replaces it") {
    NetworkDriver window(1280, kTallWindow);
    const fs::path file = foreign_model(window);
    window.drop({file});
    window.settle();
    const Network before = window.network();
    const nn::Model other = nn::course_model(5).with_info({.name = "foreign"});
    keras::save_h5(window.folder() / "other.h5", other);
    const std::string whole = content_of(window.folder() / "other.h5");
    text_file(window, "foreign.h5", whole.substr(0, whole.size() / 2));
    window.key(GLFW_KEY_F5);
    window.settle();
    const std::string half = window.last_notice();
    CHECK(half.starts_with(file.string() + ": "));
    CHECK(window.network() == before);
    fs::remove(file);
    window.key(GLFW_KEY_R, GLFW_MOD_CONTROL);
    window.settle();
    CHECK(window.last_notice().starts_with(file.string() + ": "));
    CHECK(window.last_notice() != half);
    CHECK(window.network() == before);
    text_file(window, "foreign.h5", whole);
    window.key(GLFW_KEY_R, GLFW_MOD_CONTROL);
    window.settle();
    CHECK(samples::same_model(window.model(), other));
    CHECK(window.last_notice() == "foreign.h5 was read again.");
}

TEST_CASE("an idle window that watches a file draws nothing") {
    NetworkDriver window(1280, kTallWindow);
    window.drop({foreign_model(window)});
    window.settle();
    window.frames(10);
    const std::uint64_t drawn = window.shell().frames_drawn();
    // The watch checks the file about twenty times in these 400 ms.
    const std::jthread closer([&window] {
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        window.shell().window().request_close();
        Window::wake();
    });
    while (!window.shell().window().should_close()) window.shell().frame(true);
    // The window draws one frame when it is to close, and up to two that a tooltip or a notice has requested.
    CHECK(window.shell().frames_drawn() <= drawn + 3);
}
