// The window as a whole: files, sessions, theme, scale and keyboard; no text is clipped, and an idle window draws
// nothing.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "app/document/session.h"
#include "core/image/files/save.h"
#include "tests/gui/driver.h"
#include "tests/gui/shell/foreign_models.h"

using namespace convscope;
using convscope::test::Driver;
using convscope::test::text_file;

namespace {

std::filesystem::path grey_picture(const Driver& driver, std::string_view name, Size size) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size.area()));
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 7 % 251);
    auto file = driver.folder() / name;
    save_png(file, size, 1, pixels);
    return file;
}

}  // namespace

TEST_CASE("a dropped picture becomes the input; a file that cannot be read is named in a notice and changes nothing") {
    Driver driver;
    const auto good = grey_picture(driver, "good.png", {40, 60});
    driver.drop({good});
    CHECK(driver.document().picture.file == good);
    CHECK(driver.output().filtered.size() == Size{38, 58});
    CHECK(driver.shell().settings().recent_files.front() == good);
    const Document before = driver.document();
    std::filesystem::create_directory(driver.folder() / "nothing");
    for (const auto& bad : {text_file(driver, "notes.png", "not a picture"), text_file(driver, "empty.png", ""),
                            driver.folder() / "nothing", driver.folder() / "missing.png"}) {
        driver.drop({bad});
        REQUIRE_FALSE(driver.shell().notices().all().empty());
        CHECK(driver.shell().notices().all().back().is_error);
        CHECK(driver.shell().notices().all().back().text.find(bad.filename().string()) != std::string::npos);
        CHECK(driver.document() == before);
    }
    CHECK(driver.has("notice.0"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.document().picture.file == "staircase");
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    CHECK(driver.document().picture.file == good);
}

TEST_CASE("undo beyond the first step keeps the first picture and its name, and filters still work") {
    Driver driver;
    for (int i = 0; i < 3; ++i) driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK_FALSE(driver.shell().history().can_undo());
    CHECK(driver.document().picture.name() == "staircase");
    const float before = driver.output().filtered.at(100, 100);
    driver.click("filter.preset");
    driver.click("filter.preset.sobel-horizontal");
    driver.settle();
    CHECK(driver.output().filtered.at(100, 100) != before);
    for (int i = 0; i < 5; ++i) driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.document().picture.name() == "staircase");
    CHECK(driver.output().filtered.at(100, 100) == before);
}

TEST_CASE("samples and channels are chosen in the side panel") {
    Driver driver;
    driver.click("picture.sample.portrait");
    CHECK(driver.document().picture.file == "portrait");
    const float grey = driver.shell().workspace<LabWorkspace>().results().input.at(256, 256);
    driver.click("picture.channel.red");
    CHECK(driver.lab().channel == Channel::red);
    CHECK(driver.shell().workspace<LabWorkspace>().results().input.at(256, 256) ==
          driver.document().picture.picture.planes[0].at(256, 256));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.shell().workspace<LabWorkspace>().results().input.at(256, 256) == grey);
}

TEST_CASE("a picture smaller than the filter gives a message instead of an output") {
    Driver driver;
    driver.drop({grey_picture(driver, "tiny.png", {2, 2})});
    CHECK_FALSE(driver.shell().workspace<LabWorkspace>().results().problem.empty());
    CHECK_FALSE(driver.has("view.filtered"));
    driver.click("stage.border.zero");
    CHECK(driver.shell().workspace<LabWorkspace>().results().problem.empty());
    CHECK(driver.output().filtered.size() == Size{2, 2});
}

TEST_CASE("saving and opening a session restores the whole document") {
    const TemporaryFolder kept;
    const auto file = kept / "lesson.json";
    const auto picture = kept / "page.png";
    save_png(picture, {90, 120}, 1, std::vector<std::uint8_t>(std::size_t{90} * 120, 77));
    Document saved;
    {
        Driver driver;
        driver.drop({picture});
        driver.click("filter.preset");
        driver.click("filter.preset.laplacian");
        driver.click("stage.activation.abs");
        driver.click("view.filtered");
        driver.move_to("view.input");
        for (int i = 0; i < 3; ++i) driver.wheel(1);
        saved = driver.document();
        save_session(file, saved);
        driver.click("picture.sample.dot");
        driver.key(GLFW_KEY_F);
        driver.drop({file});
        CHECK(driver.lab() == saved.lab);
        CHECK(driver.view() == saved.lab_view);
        CHECK(driver.document().picture.file == picture);
    }
    Driver again(1280, 800, {.session = file});
    CHECK(again.lab() == saved.lab);
    CHECK(again.view() == saved.lab_view);
}

TEST_CASE("a session of a newer version is refused; a session whose picture is missing restores everything else") {
    Driver driver;
    const Document before = driver.document();
    driver.drop({text_file(driver, "newer.json", R"({"convscope_session": 99})")});
    REQUIRE(driver.shell().notices().all().size() == 1);
    CHECK(driver.shell().notices().all()[0].text.find("newer") != std::string::npos);
    Document lost = before;
    lost.picture.file = driver.folder() / "gone.png";
    lost.picture.is_sample = false;
    lost.lab.stride = 3;
    save_session(driver.folder() / "lost.json", lost);
    driver.drop({driver.folder() / "lost.json"});
    CHECK(driver.shell().notices().all().back().text.find("gone.png") != std::string::npos);
    CHECK(driver.document().picture == before.picture);
    CHECK(driver.lab() == lost.lab);
}

TEST_CASE("theme and scale can be changed, are saved, and are restored at the next start") {
    Driver driver;
    const unsigned light = driver.pixel(700, 790);
    driver.key(GLFW_KEY_T);
    CHECK(driver.shell().settings().dark);
    CHECK(driver.pixel(700, 790) != light);
    const float width = driver.at("filter.cell.0.0").w;
    driver.key(GLFW_KEY_EQUAL, GLFW_MOD_CONTROL);
    CHECK(driver.at("filter.cell.0.0").w > width);
    for (int i = 0; i < 20; ++i) driver.key(GLFW_KEY_EQUAL, GLFW_MOD_CONTROL);
    CHECK(driver.shell().settings().scale == 3);
    for (int i = 0; i < 30; ++i) driver.key(GLFW_KEY_MINUS, GLFW_MOD_CONTROL);
    CHECK(driver.shell().settings().scale == 0.75F);
    driver.key(GLFW_KEY_0, GLFW_MOD_CONTROL);
    CHECK(driver.at("filter.cell.0.0").w == width);
    std::string problem;
    CHECK(load_user_settings(driver.folder() / "config", problem).dark);
}

TEST_CASE("at every size the controls lie inside the window and do not overlap") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        for (const bool compare : {false, true}) {
            if (compare) driver.key(GLFW_KEY_C);
            const auto& map = driver.shell().ui_map();
            for (const auto& entry : map) {
                const Rect& rect = entry.second;
                INFO(entry.first << " at " << size.cols << "x" << size.rows);
                CHECK(rect.x >= 0);
                CHECK(rect.y >= 0);
                CHECK(rect.right() <= static_cast<float>(size.cols) + 0.5F);
                CHECK(rect.bottom() <= static_cast<float>(size.rows) + 0.5F);
            }
            for (auto a = map.begin(); a != map.end(); ++a) {
                for (auto b = std::next(a); b != map.end(); ++b) {
                    // The name of a control inside another one, such as a segment in its bar, begins with the outer
                    // one's name.
                    if (b->first.starts_with(a->first) || a->first.starts_with(b->first)) continue;
                    // Panels contain controls.
                    if (a->first.starts_with("panel.") || b->first.starts_with("panel.")) continue;
                    const Rect& p = a->second;
                    const Rect& q = b->second;
                    const bool apart = p.right() <= q.x + 0.5F || q.right() <= p.x + 0.5F || p.bottom() <= q.y + 0.5F ||
                                       q.bottom() <= p.y + 0.5F;
                    INFO(a->first << " and " << b->first << " at " << size.cols << "x" << size.rows);
                    CHECK(apart);
                }
            }
        }
    }
}

TEST_CASE("Tab and arrow keys reach every control, and Enter presses it") {
    Driver driver;
    std::set<std::string> reached;
    for (int stop = 0; stop < 30; ++stop) {
        driver.key(GLFW_KEY_TAB);
        for (int step = 0; step < 20; ++step) {
            const std::string before(driver.shell().focused());
            reached.insert(before);
            if (before == "player.play" && !driver.view().player.playing) {
                driver.key(GLFW_KEY_ENTER);
                CHECK(driver.view().player.playing);
            }
            driver.key(GLFW_KEY_RIGHT);
            if (driver.shell().focused() == before) break;
        }
    }
    for (const char* name : {"tab.layers",        "top.file",        "top.undo",
                             "top.help",          "top.fullscreen",  "picture.sample.portrait",
                             "picture.open",      "filter.size.7",   "filter.preset",
                             "filter.save",       "filter.cell.2.2", "filter.rotate",
                             "filter.paste",      "filter.weight",   "filter.normalise",
                             "stage.border.keep", "view.compare",    "view.range",
                             "view.colours",      "player.play",     "inspector.code"}) {
        CAPTURE(std::string(name));
        CHECK((reached.contains(name) || !driver.has(name) || std::string_view(name) == "top.undo"));
    }
}

TEST_CASE("the help, the code and the performance display open and close") {
    Driver driver;
    driver.key(GLFW_KEY_F1);
    CHECK(driver.has("help.close"));
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.has("help.close"));
    driver.click("inspector.code");
    driver.click("code.library.keras");
    driver.click("code.copy");
    CHECK(driver.shell().window().clipboard().find("Conv2D") != std::string::npos);
    driver.click("code.close");
    CHECK_FALSE(driver.has("code.copy"));
    driver.key(GLFW_KEY_P);
    CHECK(driver.has("performance"));
}

TEST_CASE("values are copied and exported from a view") {
    Driver driver;
    const auto file = grey_picture(driver, "small.png", {8, 9});
    driver.drop({file});
    driver.click("stage.pooling.none");
    driver.click("view.filtered.more");
    driver.click("view.filtered.menu.numpy");
    const std::string text = driver.shell().window().clipboard();
    CHECK(text.starts_with("np.array([["));
    driver.click("view.filtered.more");
    driver.click("view.filtered.menu.csv");
    CHECK(driver.has("files.name"));
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.has("files.name"));
}

TEST_CASE("when nothing changes, nothing is drawn") {
    Driver driver;
    driver.move(640, 300);
    driver.settle();
    // After request_close() the window does not wait for events, so each call returns after it has drawn what is due.
    driver.shell().window().request_close();
    for (int i = 0; i < 10; ++i) driver.shell().frame(true);
    const std::uint64_t drawn = driver.shell().frames_drawn();
    for (int i = 0; i < 10; ++i) {
        Window::wake();
        driver.shell().frame(true);
    }
    CHECK(driver.shell().frames_drawn() == drawn);
}
