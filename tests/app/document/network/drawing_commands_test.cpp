// The commands of the drawing pad: lines that follow the pointer, filled areas.
#include <doctest/doctest.h>

#include "app/document/network/network_commands.h"
#include "tests/app/document/networks.h"

namespace convscope {

namespace {

Document after(Document document, const Command& command) {
    command.apply(document);
    return document;
}

/// A document with the small model and a new, black drawing.
Document drawing_document() {
    const Document document = network_document();
    return after(document, start_drawing(*document.network.model.model));
}

nn::SharedTensor ground_of(const Document& document) {
    return std::make_shared<const nn::Tensor>(
        nn::unpainted_tensor(document.network.input, *document.network.model.model));
}

}  // namespace

TEST_CASE("each line of a drag replaces the previous one, on top of the earlier paint") {
    Document document = drawing_document();
    const nn::SharedTensor ground = ground_of(document);
    document = after(document, paint({{2, 2, 0.5F, 255.F}}, ground, 0));
    const nn::SharedTensor before = document.network.input.paint;
    const auto line = [&](double row) { return nn::line_dabs({6, 1}, {row, 9, 0.5F, 255.F}); };
    Document moved = after(document, paint_on(before, line(10), ground, 0));
    moved = after(moved, paint_on(before, line(6), ground, 0));
    CHECK(moved == after(document, paint_on(before, line(6), ground, 0)));
    CHECK(moved.network.input.paint->values != before->values);
    CHECK(moved == after(document, paint(line(6), ground, 0)));
}

TEST_CASE("areas are filled one after the other") {
    const Document document = drawing_document();
    const nn::SharedTensor ground = ground_of(document);
    // The second fill covers the whole picture again, because after the first fill it has one brightness.
    const Document filled = after(
        document,
        fill_areas({{.row = 0, .col = 0, .ink = nn::Ink(255)}, {.row = 5, .col = 5, .ink = nn::Ink(51)}}, ground));
    CHECK(filled == after(document, fill_areas({{.row = 5, .col = 5, .ink = nn::Ink(51)}}, ground)));
    CHECK(filled.network.input.paint);
    CHECK(after(initial_document(), fill_areas({{.row = 0, .col = 0, .ink = nn::Ink(255)}}, ground)) ==
          initial_document());
}

TEST_CASE("a new drawing selects the brush instead of the eraser and keeps other tools") {
    Document document =
        after(network_document(), set_network_view([](NetworkView& view) { view.draw.tool = PadTool::eraser; }));
    document = after(document, start_drawing(*document.network.model.model));
    CHECK(document.network_view.draw.tool == PadTool::brush);
    document = after(document, set_network_view([](NetworkView& view) { view.draw.tool = PadTool::fill; }));
    CHECK(after(document, start_drawing(*document.network.model.model)).network_view.draw.tool == PadTool::fill);
}

TEST_CASE("the brush is grey for grey inputs and coloured for colour inputs") {
    NetworkView view;
    view.ink = 40;
    view.draw.colour = {1, 2, 3};
    CHECK(view.brush_ink(1) == nn::Ink(40));
    CHECK(view.brush_ink(3) == nn::Ink(std::array<float, 3>{1, 2, 3}));
}

}  // namespace convscope
