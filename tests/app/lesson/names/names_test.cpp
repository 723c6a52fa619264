#include "app/lesson/names.h"

#include <doctest/doctest.h>

#include <set>

#include "app/lesson/names/name_parts.h"

namespace convscope {

TEST_CASE("# stands for a number, @ for any part, a star for anything") {
    CHECK(fits("filter.cell.0.12", "filter.cell.#.#"));
    CHECK_FALSE(fits("filter.cell.a.0", "filter.cell.#.#"));
    CHECK_FALSE(fits("filter.cell.0", "filter.cell.#.#"));
    CHECK(fits("model.conv2d_1.rows", "model.@.rows"));
    CHECK_FALSE(fits("model..rows", "model.@.rows"));
    CHECK_FALSE(fits("model.a.b.rows", "model.@.rows"));
    CHECK(fits("filter.cell.*", "filter.cell.#.#"));
    CHECK(fits("filter.*.1", "filter.cell.#.#"));
    CHECK(fits("*", "view.input"));
    CHECK(fits("view.*", "view.input"));
    CHECK_FALSE(fits("view.*x", "view.input"));
    CHECK(fits("input.sample.sh*", "input.sample.@"));
}

TEST_CASE("the parts of a name that stand for a number or a name are given in order") {
    CHECK(filled_parts("filter.cell.0.12", "filter.cell.#.#") == std::vector<std::string>{"0", "12"});
    CHECK(filled_parts("model.dense.share", "model.@.share") == std::vector<std::string>{"dense"});
    CHECK(filled_parts("model.dense.shares", "model.@.share").empty());
}

TEST_CASE("names that the window draws are known, others are not") {
    for (const char* name :
         {"view.filtered", "inspector.sum", "inspector.product.0.2", "inspector.product.*", "picture.sample.dot",
          "tab.layers", "training.filter.3", "colour.red.cell.0.0", "journey.*"})
        CHECK(is_lesson_name(name));
    for (const char* name :
         {"", "view", "view.filtrd", "inspector.product", "filter.cell.x.y", "nothing.*", "****view"})
        CHECK_FALSE(is_lesson_name(name));
    CHECK_FALSE(is_lesson_name(std::string(200, '*')));
}

TEST_CASE("a name belongs to the workspaces that draw it") {
    CHECK(is_name_of(WordGroup::filter_lab, "view.filtered"));
    CHECK_FALSE(is_name_of(WordGroup::layers, "view.filtered"));
    CHECK(is_name_of(WordGroup::layers, "arithmetic.product.0.0"));
    CHECK(is_name_of(WordGroup::training, "top.picture"));
}

TEST_CASE("the main names are names of their workspace, each once") {
    std::set<std::string_view> seen;
    for (const LessonName& main : lesson_names()) {
        CAPTURE(main.name);
        CHECK(seen.insert(main.name).second);
        CHECK_FALSE(main.meaning.empty());
        const std::string example = example_of(main.name);
        if (main.group == WordGroup::any)
            CHECK(is_lesson_name(example));
        else
            CHECK(is_name_of(main.group, example));
    }
}

TEST_CASE("the nearest name is suggested") {
    CHECK(name_remedy("view.filterd") == "Write view.filtered");
    CHECK(name_remedy("inspector.summ") == "Write inspector.sum");
}

}  // namespace convscope
