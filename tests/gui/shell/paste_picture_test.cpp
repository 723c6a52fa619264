// Ctrl+V with a clipboard that another program owns.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"
#include "tests/support/selection_owner.h"

using namespace convscope;
using convscope::test::Driver;
using convscope::test::OfferedContents;
using convscope::test::SelectionOwner;

namespace {

std::string png_of(const Driver& driver, Size size, std::uint8_t value) {
    const auto file = driver.folder() / "copied.png";
    save_png(file, size, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), value));
    return content_of(file);
}

void paste(Driver& driver) {
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
}

}  // namespace

TEST_CASE("Ctrl+V opens a copied picture, which becomes a thumbnail and can be undone") {
    Driver driver;
    const std::string before = driver.document().picture.name();
    const SelectionOwner owner(OfferedContents{.forms = {{"image/png", png_of(driver, {300, 400}, 77)}}, .part = 1000});
    paste(driver);
    const OpenPicture& open = driver.document().picture;
    CHECK(open.name().starts_with("Pasted "));
    REQUIRE(open.picture.size() == Size{300, 400});
    CHECK(open.picture.planes.at(0).at(299, 399) == 77);
    CHECK(driver.shell().settings().pictures == std::vector<std::filesystem::path>{open.file});
    CHECK(driver.has("picture.own.0"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.document().picture.name() == before);
    driver.click("picture.own.0");
    driver.settle();
    CHECK(driver.document().picture.name().starts_with("Pasted "));
}

TEST_CASE("Ctrl+V makes a copied picture the model's input in Layers") {
    Driver driver;
    driver.key(GLFW_KEY_2);
    driver.settle();
    const SelectionOwner owner(OfferedContents{.forms = {{"image/png", png_of(driver, {30, 40}, 200)}}});
    paste(driver);
    CHECK(driver.document().network.input.file.filename().string().starts_with("Pasted "));
    CHECK(driver.document().network.input.picture.size() == Size{30, 40});
}

TEST_CASE("numbers copied in a spreadsheet, which also offers a picture of them, are pasted as a filter") {
    Driver driver;
    const SelectionOwner owner(OfferedContents{
        .forms = {{"UTF8_STRING", "1\t2\t3\n4\t5\t6\n7\t8\t9\n"}, {"image/png", png_of(driver, {90, 90}, 1)}}});
    paste(driver);
    CHECK(driver.lab().filters[0].kernel.at(2, 0) == 7);
    CHECK(driver.document().picture.name() == "staircase");
}

TEST_CASE("files copied in a file manager are opened") {
    Driver driver;
    const auto file = driver.folder() / "my picture.png";
    save_png(file, {5, 6}, 1, std::vector<std::uint8_t>(30, 9));
    const SelectionOwner owner(
        OfferedContents{.forms = {{"text/uri-list", "file://" + driver.folder().string() + "/my%20picture.png\r\n"},
                                  {"UTF8_STRING", file.string()}}});
    paste(driver);
    CHECK(driver.document().picture.file == file);
}

TEST_CASE("a program that owns the clipboard and hangs does not stop the window, and a notice says what is missing") {
    Driver driver;
    const SelectionOwner owner(OfferedContents{.forms = {{"image/png", "P"}}, .answers = false});
    GLFWwindow* const window = driver.shell().window().handle();
    const GLFWkeyfun callback = glfwSetKeyCallback(window, nullptr);
    glfwSetKeyCallback(window, callback);
    callback(window, GLFW_KEY_V, glfwGetKeyScancode(GLFW_KEY_V), GLFW_PRESS, GLFW_MOD_CONTROL);
    const auto start = std::chrono::steady_clock::now();
    driver.frames(1);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(900));
    CHECK(driver.shell().busy());
    callback(window, GLFW_KEY_V, glfwGetKeyScancode(GLFW_KEY_V), GLFW_RELEASE, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.last_notice() == "The clipboard holds neither numbers nor a picture. Copy one of them first.");
    CHECK(driver.document().picture.name() == "staircase");
}
