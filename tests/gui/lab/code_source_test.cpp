// The picture that the code window reads, in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <cmath>

#include "core/io/npy/npy.h"
#include "tests/gui/driver.h"
#include "tests/support/sample_pictures.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

/// A PSD file of this side with 16 bits per channel, whose values lie between bytes. Pillow and OpenCV cannot read it.
Bytes deep_psd(std::size_t side) {
    Bytes planes;
    for (std::size_t i = 0; i < side * side * 3; ++i) put_be16(planes, i * 37 % 65536);
    return samples::psd(side, side, 16, planes);
}

std::string code_of(Driver& driver, const TemporaryFolder& folder, const Bytes& picture) {
    driver.drop({folder.write("values.psd", picture)});
    driver.settle();
    driver.click("inspector.code");
    driver.settle();
    return driver.text_in("code.text");
}

}  // namespace

TEST_CASE("the code holds the values of a small file that Pillow and OpenCV read differently") {
    const TemporaryFolder folder;
    Driver driver;
    const std::string code = code_of(driver, folder, deep_psd(40));
    CHECK(code.find("# Pillow and OpenCV do not give the values on screen for") != std::string::npos);
    CHECK(code.find("image = np.array([[") != std::string::npos);
    CHECK(code.find("Image.open") == std::string::npos);
    CHECK_FALSE(driver.has("code.save_picture"));
}

TEST_CASE("a large file that Pillow and OpenCV read differently is saved as an array with all its values") {
    const TemporaryFolder folder;
    Driver driver;
    const std::string code = code_of(driver, folder, deep_psd(80));
    CHECK(code.find("\"values.npy\"") != std::string::npos);
    driver.click("code.save_picture");
    REQUIRE(driver.has("files.name"));
    const auto file = driver.folder() / "mine.npy";
    driver.key(GLFW_KEY_A, GLFW_MOD_CONTROL);
    driver.type(file.string());
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    const NpyArray saved = load_npy(file);
    CHECK(saved.shape == std::vector<std::int64_t>{80, 80});
    const Plane grey = channel_plane(driver.document().picture.picture, Channel::grey);
    CHECK(saved.values.at(81) == grey.at(1, 1));
    CHECK(grey.at(1, 1) != std::round(grey.at(1, 1)));
    if (!driver.has("code.text")) driver.click("inspector.code");
    driver.settle();
    driver.click("code.copy");
    CHECK(driver.shell().window().clipboard().find("np.load(\"" + file.string() + "\")") != std::string::npos);
}
