// The values and commands of the filter with three slices, and the filter in a session.
#include "app/document/colour/colour.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "app/document/colour/colour_commands.h"
#include "app/document/colour/colour_selection.h"
#include "app/document/colour/colour_session.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/session.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/filter/presets.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

History colour_history() {
    Document document = initial_document();
    document.picture = {.file = "first.png", .picture = {{Plane{{2, 2}, std::vector<std::uint8_t>(4)}}}};
    return History(std::move(document));
}

const LabColour& colour_of_history(const History& history) {
    return history.document().colour;
}

LabColour reread(const LabColour& colour) {
    const ParsedJson json = ParsedJson::parse(colour_json(colour).dump());
    return read_colour(JsonReader(json, "a.json"));
}

/// The error's message when the colour filter is read with one key replaced.
std::string fault_of(const char* key, const char* value) {
    ParsedJson json = ParsedJson::parse(colour_json(initial_colour()).dump());
    json[key] = ParsedJson::parse(value);
    try {
        read_colour(JsonReader(json, "a.json", "colour."));
    } catch (const LoadError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("the first colour filter finds vertical edges in all three channels, with 2x2 max pooling") {
    const LabColour colour = initial_colour();
    for (const Kernel& slice : colour.filter.slices) CHECK(slice == Kernel{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}});
    CHECK(colour.filter.on == std::array{true, true, true});
    CHECK(colour.filter.steps.pooling == Pooling::max);
    CHECK(colour.filter.steps.pool_size == 2);
    CHECK(colour.kind == ValueKind::signed_values);
    CHECK(colour.shown_example() == find_colour_example("edges"));
}

TEST_CASE("a slice's value, a slice, all slices, weight and bias are set and undone") {
    History history = colour_history();
    history.perform(set_slice_value(1, 0, 2, 7));
    CHECK(colour_of_history(history).filter.slices[1].at(0, 2) == 7);
    CHECK(colour_of_history(history).filter.slices[0].at(0, 2) == 1);
    CHECK(colour_of_history(history).shown_example() == nullptr);
    CHECK(history.undo_label() == "change of a value in the green slice");
    history.undo();
    CHECK(colour_of_history(history) == initial_colour());

    const Kernel& laplace = find_preset("laplacian")->kernel;
    history.perform(set_slice(2, laplace, "choice"));
    CHECK(colour_of_history(history).filter.slices[2] == laplace);
    CHECK(colour_of_history(history).filter.slices[1] == initial_colour().filter.slices[1]);
    history.perform(set_all_slices(laplace, "choice"));
    CHECK(colour_of_history(history).filter.slices[0] == laplace);
    history.perform(set_colour_weight(.5F));
    history.perform(set_colour_bias(-3));
    CHECK(colour_of_history(history).filter.steps.weight == .5F);
    CHECK(colour_of_history(history).filter.steps.bias == -3);
    for (int i = 0; i < 4; ++i) history.undo();
    CHECK(colour_of_history(history) == initial_colour());
    CHECK_FALSE(history.can_undo());
    history.redo();
    CHECK(colour_of_history(history).filter.slices[2] == laplace);
}

TEST_CASE("switching a slice off keeps its values, and undo switches it on") {
    History history = colour_history();
    history.perform(switch_slice(0, false));
    CHECK(colour_of_history(history).filter.on == std::array{false, true, true});
    CHECK(colour_of_history(history).filter.slices == initial_colour().filter.slices);
    CHECK(history.undo_label() == "turning off the red slice");
    history.undo();
    CHECK(colour_of_history(history).filter.on == std::array{true, true, true});
}

TEST_CASE("a drag of a slice's value is one undo step and keeps the kind; typing a value decides the kind") {
    History history = colour_history();
    history.perform(use_colour_example(*find_colour_example("red-green")));
    CHECK(colour_of_history(history).kind == ValueKind::signed_values);
    for (const float value : {-.5F, 0.F, .5F}) history.perform(set_slice_value(1, 1, 1, value, 44));
    CHECK(colour_of_history(history).filter.slices[1].at(1, 1) == .5F);
    CHECK(colour_of_history(history).kind == ValueKind::signed_values);
    history.undo();
    CHECK(colour_of_history(history).filter.slices[1].at(1, 1) == -1);
    history.perform(set_slice_value(1, 1, 1, .5F));
    CHECK(colour_of_history(history).kind == ValueKind::picture);  // 1 + .5: a uniform area keeps about its brightness
}

TEST_CASE("an example sets slices, weight and bias, turns all slices on and keeps the steps after the sum") {
    History history = colour_history();
    history.perform(switch_slice(2, false));
    history.perform(set_colour_weight(4));
    history.perform(set_colour_activation(Activation::relu));
    history.perform(set_colour_border(Border::replicate));
    history.perform(set_colour_pooling(Pooling::average));
    history.perform(set_colour_pool_size(3));
    history.perform(use_colour_example(*find_colour_example("grey")));
    const LabColour& colour = colour_of_history(history);
    CHECK(colour.filter.slices[1].at(1, 1) == .587F);
    CHECK(colour.filter.on == std::array{true, true, true});
    CHECK(colour.filter.steps.weight == 1);
    CHECK(colour.kind == ValueKind::picture);
    CHECK(colour.filter.steps.activation == Activation::relu);
    CHECK(colour.filter.steps.border == Border::replicate);
    CHECK(colour.filter.steps.pooling == Pooling::average);
    CHECK(colour.filter.steps.pool_size == 3);
    CHECK(history.undo_label() == "choice of \u201cGrey picture\u201d");
}

TEST_CASE("values of slices have the limits of the lab's filters; larger kernels lose their outer values") {
    History history = colour_history();
    history.perform(set_slice_value(0, 0, 0, 1e9F));
    CHECK(colour_of_history(history).filter.slices[0].at(0, 0) == kMaxFilterValue);
    history.perform(set_slice_value(0, 0, 0, std::numeric_limits<float>::quiet_NaN()));
    CHECK(colour_of_history(history).filter.slices[0].at(0, 0) == 0);
    Kernel large{5, {}};
    large.values.fill(-1e9F);
    history.perform(set_all_slices(large, "pasting"));
    CHECK(colour_of_history(history).filter.slices[2].size == 3);
    CHECK(colour_of_history(history).filter.slices[2].at(2, 2) == -kMaxFilterValue);
}

TEST_CASE("a pixel of the picture, the map or the pooled map selects its window, output pixel and block") {
    const Size size{6, 6};
    Picture picture;
    std::vector<std::uint8_t> values(36);
    picture.planes.assign(3, Plane(size, values));
    values[static_cast<std::size_t>(3 * 6 + 4)] = 200;  // row 3, column 4
    picture.planes[2] = Plane(size, values);
    ColourFilterSettings settings;
    settings.slices.fill(Kernel{3, {0, 0, 0, 0, 1, 0, 0, 0, 0}});
    settings.steps.pooling = Pooling::max;

    const auto from_picture = select_colour(picture, settings, {Stage::input, 0, 3, 4});
    REQUIRE(from_picture);
    CHECK(from_picture->output == Cell{2, 3});
    CHECK(from_picture->pooled == Cell{1, 1});
    CHECK(from_picture->input == Cell{3, 4});
    // The winner of the block is the pixel whose blue is 200: row 2, column 3 of the map.
    const auto from_pooled = select_colour(picture, settings, {Stage::pooled, 0, 1, 1});
    REQUIRE(from_pooled);
    CHECK(from_pooled->output == Cell{2, 3});
    CHECK_FALSE(select_colour(picture, settings, {Stage::filtered, 0, 4, 0}));
    CHECK_FALSE(select_colour(picture, settings, {Stage::pooled, 0, 2, 0}));
    settings.steps.pooling = Pooling::none;
    CHECK_FALSE(select_colour(picture, settings, {Stage::pooled, 0, 0, 0}));
    CHECK_FALSE(select_colour({{Plane({2, 2}, std::vector<std::uint8_t>(4))}}, settings, {Stage::input, 0, 0, 0}));
}

TEST_CASE("a session keeps the colour filter") {
    LabColour colour = initial_colour();
    colour.use(*find_colour_example("yellow-blue"));
    colour.filter.slices[2].at(0, 1) = -2.25F;
    colour.filter.on = {true, false, true};
    colour.filter.steps.weight = .25F;
    colour.filter.steps.bias = 12;
    colour.filter.steps.border = Border::zero;
    colour.filter.steps.activation = Activation::absolute;
    colour.filter.steps.pooling = Pooling::average;
    colour.filter.steps.pool_size = 4;
    colour.kind = ValueKind::non_negative;
    CHECK(reread(colour) == colour);
    CHECK(reread(initial_colour()) == initial_colour());
}

TEST_CASE("a damaged colour filter is refused, and the error names the key and the limits") {
    CHECK(fault_of("slices", "[]").find("\"colour.slices\" is not a list of 3") != std::string::npos);
    CHECK(fault_of("slices", "[[[1,2,3],[4,5,6],[7,8,9]],[[1]],3]").find("entry 1 is not 3 rows of 3 numbers") !=
          std::string::npos);
    CHECK(fault_of("slices", "[[[1,2,3],[4,5,6],[7,8,1e9]],3,3]").find("entry 0") != std::string::npos);
    CHECK(fault_of("on", "[true, 1, false]").find("\"colour.on\"") != std::string::npos);
    CHECK(fault_of("border", "\"keep\"").find("\"colour.border\"") != std::string::npos);
    CHECK(fault_of("pool_size", "5").find("\"colour.pool_size\"") != std::string::npos);
    CHECK(fault_of("weight", "1e7").find("\"colour.weight\"") != std::string::npos);
    CHECK(fault_of("example", "3").find("\"colour.example\"") != std::string::npos);
    CHECK(fault_of("weight", "2").empty());
}

TEST_CASE("undo steps have their names in the language in which they are made") {
    open_catalogues(CONVSCOPE_TEST_CATALOGUES);
    set_language("xx");
    const std::string green = switch_slice(1, false).label, blue = switch_slice(2, false).label;
    const std::string opening = open_picture({.file = "boat.png"}).label;
    set_language("en");
    CHECK(green == "tranche verte coup\u00e9e");
    CHECK(blue == "turning off the blue slice");
    CHECK(opening == "ouverture de boat.png");
    CHECK(switch_slice(1, true).label == "turning on the green slice");
}

}  // namespace convscope
