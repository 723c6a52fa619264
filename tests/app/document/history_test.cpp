#include "app/document/history.h"

#include <doctest/doctest.h>

#include "app/document/chain/chain_commands.h"
#include "app/document/colour/colour_commands.h"
#include "app/document/lab/lab_commands.h"
#include "tests/app/document/documents.h"

namespace convscope {

namespace {

float centre(const History& history) {
    return history.document().lab.filters[0].kernel.at(1, 1);
}

Command set_centre(float value, std::uint64_t gesture = 0) {
    return set_filter_value(0, 1, 1, value, gesture);
}

int count_undo(History& history) {
    int steps = 0;
    for (; history.can_undo(); ++steps) history.undo();
    return steps;
}

}  // namespace

TEST_CASE("undo and redo take back and repeat the edits one by one and give their names") {
    History history(initial_document());
    const Document start = history.document();
    CHECK_FALSE(history.can_undo());
    CHECK(history.undo_label().empty());
    CHECK(history.redo_label().empty());

    history.perform(set_centre(5));
    history.perform(set_stride(2));
    history.perform(set_pooling(Pooling::none));
    const Document end = history.document();
    CHECK(history.undo_label() == "change of the pooling");
    history.undo();
    CHECK(history.document().lab.pooling == Pooling::max);
    CHECK(history.redo_label() == "change of the pooling");
    CHECK(history.undo_label() == "change of the stride");
    history.undo();
    CHECK(history.document().lab.stride == 1);
    history.undo();
    CHECK(history.document() == start);
    CHECK_FALSE(history.can_undo());
    CHECK(history.redo_label() == "change of a filter value");
    while (history.can_redo()) history.redo();
    CHECK(history.document() == end);
    CHECK(history.undo_label() == "change of the pooling");
}

TEST_CASE("undo and redo without a step to undo or redo change nothing") {
    History history(initial_document());
    const std::uint64_t revision = history.revision();
    history.undo();
    history.redo();
    CHECK(history.revision() == revision);
    CHECK(history.document() == initial_document());
}

TEST_CASE("the first picture that is opened is not an undo step") {
    History history(initial_document());
    history.perform(set_centre(5));
    history.perform(set_centre(6));
    history.undo();
    history.perform(open_picture(plain_picture("first.png", {4, 5})));
    CHECK(history.undo_label() == "change of a filter value");
    CHECK(history.redo_label() == "change of a filter value");
    history.redo();
    CHECK(history.document().picture.file == "first.png");
    CHECK(count_undo(history) == 2);
    CHECK(history.document().picture.file == "first.png");
    CHECK(history.document().picture.picture.size() == Size{4, 5});
    CHECK(centre(history) == initial_document().lab.filters[0].kernel.at(1, 1));
    // Opening a second picture is a step.
    history.perform(open_picture(plain_picture("second.png", {4, 5})));
    CHECK(history.undo_label() == "opening of second.png");
    CHECK(count_undo(history) == 1);
    CHECK(history.document().picture.file == "first.png");
}

TEST_CASE("the revision grows with every change of picture or lab, also through undo, but not with the view") {
    History history(initial_document());
    std::uint64_t last = history.revision();
    const auto has_grown = [&] { return std::exchange(last, history.revision()) < history.revision(); };
    history.perform(set_centre(5));
    CHECK(has_grown());
    history.perform(set_centre(5));
    CHECK_FALSE(has_grown());
    history.perform(set_lab_view([](LabView& view) { view.true_size = true; }));
    CHECK_FALSE(has_grown());
    history.undo();
    CHECK(has_grown());
    history.redo();
    CHECK(has_grown());
    history.perform(open_picture(plain_picture("/a.png", {3, 3})));
    CHECK(has_grown());
    history.reset(initial_document());
    CHECK(has_grown());
}

TEST_CASE("one drag is one undo step") {
    History history(initial_document());
    for (const float value : {1.F, 2.F, 3.F}) history.perform(set_centre(value, 7));
    for (const float value : {4.F, 5.F}) history.perform(set_centre(value, 8));
    CHECK(centre(history) == 5);
    history.undo();
    CHECK(centre(history) == 3);
    history.undo();
    CHECK(centre(history) == 0);
    CHECK_FALSE(history.can_undo());
    history.redo();
    CHECK(centre(history) == 3);
    history.redo();
    CHECK(centre(history) == 5);
}

TEST_CASE("each edit without a gesture is a separate undo step, also in the middle of a drag") {
    History history(initial_document());
    history.perform(set_centre(1));
    history.perform(set_centre(2));
    CHECK(count_undo(history) == 2);
    history.perform(set_centre(1, 7));
    history.perform(set_stride(2));
    history.perform(set_centre(2, 7));
    CHECK(count_undo(history) == 3);
}

TEST_CASE("a drag remains one undo step if the view changes or the value repeats, but an undo ends it") {
    History history(initial_document());
    history.perform(set_centre(1, 7));
    history.perform(set_lab_view([](LabView& view) { view.camera.zoom = 3; }));
    history.perform(set_centre(1, 7));
    history.perform(set_centre(2, 7));
    history.undo();
    CHECK(centre(history) == 0);
    CHECK_FALSE(history.can_undo());
    history.perform(set_centre(4, 7));
    history.perform(set_centre(5, 7));
    CHECK(count_undo(history) == 1);
}

TEST_CASE("a drag that ends where it began leaves nothing to undo") {
    History history(initial_document());
    history.perform(set_stride(2));
    history.perform(set_centre(1, 7));
    history.perform(set_centre(0, 7));
    CHECK(history.undo_label() == "change of the stride");
    // The drag may continue.
    history.perform(set_centre(2, 7));
    history.perform(set_centre(3, 7));
    CHECK(history.undo_label() == "change of a filter value");
    history.undo();
    CHECK(centre(history) == 0);
    CHECK(history.undo_label() == "change of the stride");
}

TEST_CASE("a command that changes nothing is not an undo step and keeps the redo steps") {
    History history(initial_document());
    history.perform(set_centre(1));
    history.undo();
    history.perform(set_centre(0));
    history.perform(set_lab_view([](LabView& view) { view.pinned = PixelRef{}; }));
    CHECK_FALSE(history.can_undo());
    REQUIRE(history.can_redo());
    history.redo();
    CHECK(centre(history) == 1);
}

TEST_CASE("a new edit removes the redo steps") {
    History history(initial_document());
    history.perform(set_centre(1));
    history.perform(set_centre(2));
    history.undo();
    history.perform(set_stride(3));
    CHECK_FALSE(history.can_redo());
    history.undo();
    CHECK(centre(history) == 1);
    CHECK(history.document().lab.stride == 1);
}

TEST_CASE("undo does not change the view") {
    History history(initial_document());
    history.perform(set_centre(1));
    const auto look = [](LabView& view) {
        view.camera = {.zoom = 4, .centre_row = 10, .centre_col = 20, .fitted = false};
        view.colour_map = ColourMap::inferno;
        view.pinned = PixelRef{Stage::filtered, 0, 3, 4};
    };
    history.perform(set_lab_view(look));
    const LabView view = history.document().lab_view;
    history.undo();
    CHECK(history.document().lab_view == view);
    history.redo();
    CHECK(history.document().lab_view == view);
}

TEST_CASE("undo of a change of picture restores picture and channel; a picture of a different size is shown whole") {
    Document document = initial_document();
    document.picture = plain_picture("/colour.png", {20, 30}, 3);
    document.lab.channel = Channel::red;
    History history(document);
    history.perform(open_picture(plain_picture("/grey.png", {8, 9})));
    CHECK(history.document().lab.channel == Channel::grey);
    const auto look = [](LabView& view) {
        view.camera = {.zoom = 4, .centre_row = 5, .centre_col = 5, .fitted = false};
        view.pinned = PixelRef{Stage::input, 0, 7, 7};
        view.player = {.active = true, .playing = true, .position = 30};
    };
    history.perform(set_lab_view(look));
    history.undo();
    CHECK(history.document().picture == document.picture);
    CHECK(history.document().lab.channel == Channel::red);
    CHECK(history.document().lab_view.camera == Camera{});
    CHECK_FALSE(history.document().lab_view.pinned);
    CHECK_FALSE(history.document().lab_view.player.active);
    CHECK_FALSE(history.document().lab_view.player.playing);
    CHECK(history.document().lab_view.player.position == 0);
}

TEST_CASE("undo of a change to a picture of the same size keeps the visible part") {
    Document document = initial_document();
    document.picture = plain_picture("/a.png", {20, 30});
    History history(document);
    history.perform(open_picture(plain_picture("/b.png", {20, 30})));
    const Camera camera{.zoom = 4, .centre_row = 5, .centre_col = 5, .fitted = false};
    history.perform(set_lab_view([camera](LabView& view) { view.camera = camera; }));
    history.undo();
    CHECK(history.document().picture.file == "/a.png");
    CHECK(history.document().lab_view.camera == camera);
}

TEST_CASE("reset() replaces the document and removes all undo and redo steps") {
    History history(initial_document());
    history.perform(set_centre(1));
    history.perform(set_centre(2));
    history.undo();
    history.reset(unusual_document());
    CHECK(history.document() == unusual_document());
    CHECK_FALSE(history.can_undo());
    CHECK_FALSE(history.can_redo());
}

TEST_CASE("undo and redo open the page of the Filter Lab that shows the change") {
    History history(initial_document());
    const auto page = [&] { return history.document().lab_view.page; };
    history.perform(open_picture(plain_picture("/first.png", {10, 10})));
    history.perform(set_centre(7));
    history.perform(set_colour_weight(2));
    history.perform(add_stage());
    history.perform(open_picture(plain_picture("/second.png", {10, 10})));
    history.perform(open_page(LabPage::learn));
    history.undo();
    CHECK(page() == LabPage::learn);  // the picture is on every page
    history.undo();
    CHECK(page() == LabPage::chain);
    history.undo();
    CHECK(page() == LabPage::colour);
    history.undo();
    CHECK(page() == LabPage::filter);
    history.perform(open_page(LabPage::chain));
    history.redo();
    CHECK(page() == LabPage::filter);
    history.redo();
    CHECK(page() == LabPage::colour);
    history.redo();
    CHECK(page() == LabPage::chain);
}

TEST_CASE("undo stops where it is held") {
    History history(initial_document());
    history.perform(set_centre(1));
    history.perform(set_centre(2));
    history.undo();
    history.hold_undo();
    CHECK(history.is_undo_held());
    CHECK_FALSE(history.can_undo());
    CHECK_FALSE(history.can_redo());
    CHECK(history.undo_label().empty());
    history.undo();
    CHECK(centre(history) == 1);
    history.perform(set_centre(3));
    CHECK(history.can_undo());
    history.undo();
    CHECK(centre(history) == 1);
}

TEST_CASE("an exercise has undo steps of its own, and leaves none to the steps around it") {
    History history(initial_document());
    const float first = centre(history);
    history.perform(set_centre(1));
    history.perform(set_centre(2));
    history.undo();
    const std::uint64_t changes = history.changes();
    history.enter_exercise();
    REQUIRE(history.outside_document() != nullptr);
    CHECK_FALSE(history.can_undo());
    CHECK_FALSE(history.can_redo());
    history.perform(set_centre(7));
    history.hold_undo();
    history.perform(set_centre(8));
    CHECK(count_undo(history) == 1);
    CHECK(centre(history) == 7);
    CHECK(history.outside_document()->lab.filters[0].kernel.at(1, 1) == 1);
    history.leave_exercise();
    CHECK(history.outside_document() == nullptr);
    CHECK(history.changes() > changes);
    CHECK_FALSE(history.is_undo_held());
    CHECK(centre(history) == 1);
    history.redo();
    CHECK(centre(history) == 2);
    history.undo();
    history.undo();
    CHECK(centre(history) == first);
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("a session that is opened in an exercise is what the exercise gives back") {
    History history(initial_document());
    history.perform(set_centre(1));
    history.enter_exercise();
    Document session = initial_document();
    set_centre(5).apply(session);
    history.reset(session);
    history.perform(set_centre(6));
    history.leave_exercise();
    CHECK(centre(history) == 5);
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("the place where undo is held moves with the steps that are dropped") {
    History history(initial_document());
    for (int i = 1; i <= 500; ++i) history.perform(set_centre(static_cast<float>(i)));
    history.hold_undo();
    for (int i = 501; i <= 510; ++i) history.perform(set_centre(static_cast<float>(i)));
    CHECK(count_undo(history) == 10);
    CHECK(centre(history) == 500);
}

TEST_CASE("the number of undo steps is limited; the oldest steps are dropped first") {
    History history(initial_document());
    for (int i = 1; i <= 600; ++i) history.perform(set_centre(static_cast<float>(i)));
    CHECK(count_undo(history) == 500);
    CHECK(centre(history) == 100);
    while (history.can_redo()) history.redo();
    CHECK(centre(history) == 600);
}

TEST_CASE("the bytes of the pictures that undo steps keep are limited, but the last step is always kept") {
    Document document = initial_document();
    document.picture = plain_picture("/0.png", {10, 10});
    History history(document, {.bytes = 250});
    for (int i = 1; i <= 5; ++i) {
        history.perform(open_picture(plain_picture("/" + std::to_string(i) + ".png", {10, 10})));
        for (int edit = 0; edit < 10; ++edit) history.perform(set_centre(static_cast<float>(10 * i + edit)));
    }
    // Undo keeps the edits of the current picture and of the two previous ones; each picture counts once, as 100 bytes.
    CHECK(count_undo(history) == 32);
    CHECK(history.document().picture.file == "/3.png");
    while (history.can_redo()) history.redo();
    history.perform(open_picture(plain_picture("/large.png", {20, 20})));
    history.perform(open_picture(plain_picture("/small.png", {1, 1})));
    CHECK(count_undo(history) == 1);
    CHECK(history.document().picture.file == "/large.png");
}

}  // namespace convscope
