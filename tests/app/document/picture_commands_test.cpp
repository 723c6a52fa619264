// Edits of the picture: its values, its name, undo, and the picture in a session.
#include "app/document/picture_commands.h"

#include <doctest/doctest.h>

#include <array>

#include "app/document/lab/lab_commands.h"
#include "app/document/session.h"
#include "core/base/load_error.h"
#include "core/image/plane_edits.h"
#include "tests/app/document/documents.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

OpenPicture sample(Size size, std::size_t channels = 1) {
    OpenPicture picture = plain_picture("staircase", size, channels);
    picture.is_sample = true;
    return picture;
}

Command set_pixel(const History& history, Cell cell, float value, std::uint64_t gesture = 0) {
    const Plane plane = channel_plane(history.document().picture.picture, Channel::grey);
    return set_picture_values(with_values(plane, std::array{cell}, value), "change of a pixel", gesture);
}

float pixel(const History& history, int row, int col) {
    return history.document().picture.picture.planes.at(0).at(row, col);
}

int undo_everything(History& history) {
    int steps = 0;
    for (; history.can_undo(); ++steps) history.undo();
    return steps;
}

}  // namespace

TEST_CASE("an edited sample is the user's own picture, and undo restores the sample") {
    History history(initial_document());
    history.perform(open_picture(sample({4, 4})));
    history.perform(set_lab_view([](LabView& view) { view.camera.zoom = 3; }));
    history.perform(set_pixel(history, {1, 2}, 9));
    const OpenPicture& open = history.document().picture;
    CHECK(open.name() == "staircase (edited)");
    CHECK_FALSE(open.is_sample);
    CHECK(pixel(history, 1, 2) == 9);
    CHECK(pixel(history, 0, 0) == 7);
    CHECK(history.document().lab_view.camera.zoom == 3);
    history.perform(set_pixel(history, {0, 0}, 1));
    CHECK(history.document().picture.name() == "staircase (edited)");
    history.undo();
    history.undo();
    CHECK(history.document().picture.is_sample);
    CHECK(history.document().picture.name() == "staircase");
    CHECK(pixel(history, 1, 2) == 7);
}

TEST_CASE("an edited colour picture becomes grey") {
    History history(initial_document());
    history.perform(open_picture(plain_picture("/tmp/cat.v2.png", {4, 4}, 3)));
    history.perform(set_channel(Channel::red));
    history.perform(set_pixel(history, {0, 0}, 1));
    CHECK(history.document().picture.picture.is_grey());
    CHECK(history.document().lab.channel == Channel::grey);
    CHECK(history.document().picture.name() == "cat.v2 (edited)");
    CHECK(history.document().picture.base_name() == "cat.v2 (edited)");
}

TEST_CASE("a stroke is one undo step, and the memory of undo steps counts the pictures that only they keep") {
    constexpr std::size_t kPicture = std::size_t{8} * 8 * sizeof(float);
    History history(initial_document(), {.bytes = 3 * kPicture});
    history.perform(new_picture(uniform_plane({8, 8}, 0), "New picture"));
    for (int i = 0; i < 8; ++i) history.perform(set_pixel(history, {0, i}, 255, 1));
    CHECK(undo_everything(history) == 1);
    CHECK(pixel(history, 0, 7) == 0);
    for (int i = 0; i < 20; ++i) history.perform(set_pixel(history, {1, i % 8}, static_cast<float>(i + 1)));
    CHECK(undo_everything(history) == 3);
    CHECK(pixel(history, 1, 0) == 17);
}

TEST_CASE("only pictures of 1 to 64 rows and columns can be edited") {
    CHECK(can_edit({1, 1}));
    CHECK(can_edit({64, 64}));
    CHECK_FALSE(can_edit({65, 1}));
    CHECK_FALSE(can_edit({1, 65}));
    CHECK_FALSE(can_edit({0, 0}));
}

TEST_CASE("a picture's values are copied as lines of numbers with tabs") {
    CHECK(table_text(Plane({2, 2}, std::vector<float>{0, -1.5F, 0.1F, 255})) == "0\t-1.5\n0.1\t255\n");
}

TEST_CASE("a session holds the pixels of edited and of small pictures") {
    const TemporaryFolder folder;
    Document document = initial_document();
    document.picture = {.file = "New picture",
                        .is_edited = true,
                        .picture = {{Plane({2, 2}, std::vector<float>{0, -1.5F, 0.1F, 255})}}};
    save_session(folder / "s.json", document);
    OpenPicture read = load_session(folder / "s.json").document.picture;
    CHECK(read.is_edited);
    CHECK(read.name() == "New picture");
    CHECK(table_text(read.picture.planes.at(0)) == "0\t-1.5\n0.1\t255\n");

    document.picture = plain_picture(folder / "small.png", {3, 5}, 3);
    save_session(folder / "s.json", document);
    read = load_session(folder / "s.json").document.picture;
    CHECK(read.file == folder / "small.png");
    CHECK_FALSE(read.is_edited);
    REQUIRE(read.picture.planes.size() == 3);
    CHECK(read.picture.planes[2].is_bytes());
    CHECK(read.picture.size() == Size{3, 5});
    CHECK(read.picture.planes[1].at(2, 4) == 7);

    document.picture = sample({3, 3});
    save_session(folder / "s.json", document);
    CHECK(load_session(folder / "s.json").document.picture.picture.planes.empty());
}

TEST_CASE("the error for damaged pixels in a session names the row or the fault") {
    const TemporaryFolder folder;
    Document document = initial_document();
    document.picture = {
        .file = "New picture", .is_edited = true, .picture = {{Plane({1, 2}, std::vector<float>{1, 2})}}};
    const auto fault = [&](const std::string& from, const std::string& to) {
        save_session(folder / "s.json", document);
        std::string text = content_of(folder / "s.json");
        const std::size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        folder.write("s.json", text.replace(at, from.size(), to));
        try {
            load_session(folder / "s.json");
        } catch (const LoadError& error) {
            return error.fault();
        }
        return std::string();
    };
    CHECK(fault("\"1 2\"", "\"1 x\"").find("row 0 cannot be read: 'x' is not a number") != std::string::npos);
    CHECK(fault("\"1 2\"", "\"1 2\", \"3\"").find("row 1 differs in length") != std::string::npos);
    CHECK(fault("\"1 2\"", "5").find("row 0 is not a text of numbers") != std::string::npos);
    CHECK(fault("\"1 2\"", "\"1 1e7\"").find("row 0 holds a number beyond") != std::string::npos);
    CHECK(fault("\"bytes\": false", "\"bytes\": true").empty());
    CHECK_FALSE(fault("\"values\"", "\"valves\"").empty());
    CHECK(fault(R"("values": [)", R"("values": [5], "unused": [)").find("holds a channel that is not a list of rows") !=
          std::string::npos);
}

}  // namespace convscope
