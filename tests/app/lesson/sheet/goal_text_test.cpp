#include "app/lesson/sheet/goal_text.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/lesson/names/name_parts.h"
#include "app/lesson/values.h"
#include "core/base/text/translation.h"

namespace convscope {

TEST_CASE("a goal is a sentence about the meanings of its values") {
    Goal goal{.lines = {{"filter.cell.0.2", Comparison::equal, "-1", 1}}};
    CHECK(goal_sentence(goal, sheet_words("en")) == "The filter value in row 0, column 2, from 0 is \u22121.");
    goal.lines = {{"network.dense.share", Comparison::less, "0.5", 1},
                  {"network.dense.maps", Comparison::at_least, "32", 2},
                  {"learn.distance", Comparison::at_most, "learn.loss", 3}};
    CHECK(
        goal_sentence(goal, sheet_words("en")) ==
        "The share of all parameters that is in the layer dense of the network is less than 0.5, the number of maps or "
        "units of the layer dense of the network is at least 32, and the largest distance from the final values is at "
        "most the mean squared difference.");
    goal.lines = {{"answer.class", Comparison::unequal, "Bag", 1}};
    CHECK(goal_sentence(goal, sheet_words("en")) == "The most likely class is not Bag.");
    CHECK(goal_sentence({}, sheet_words("en")).empty());
}

TEST_CASE("a goal is a sentence in the lesson's language, whichever the window shows") {
    open_catalogues(CONVSCOPE_TEST_CATALOGUES);
    const Goal goal{.lines = {{"filter.sum", Comparison::equal, "0", 1}, {"filtered.max", Comparison::less, "128", 2}}};
    CHECK(goal_sentence(goal, sheet_words("xx")) ==
          "Somme du filtre = 0; 128 > the highest value of the filtered picture.");
    CHECK(goal_sentence(goal, sheet_words("en")) ==
          "The sum of the filter values is 0, and the highest value of the filtered picture is less than 128.");
}

TEST_CASE("a solution is words, without the values of filters") {
    CHECK(solution_text({.solution = {{"border", {"zero"}}, {"stride", {"2"}}}}) == "border zero, stride 2");
    CHECK(solution_text({.solution = {{"kernel", {"0,0,1;0,1,0;0,0,0"}}}}).empty());
}

TEST_CASE("each value's meaning is a noun phrase that stands alone") {
    for (const ValueName& value : value_names()) {
        CAPTURE(value.name);
        const std::string phrase = value_phrase(example_of(value.name));
        const bool begins_well = phrase.starts_with("the ") || phrase.starts_with("a ");
        CHECK(begins_well);
        for (const std::string_view word : {" its ", " their ", "("}) CHECK(phrase.find(word) == std::string::npos);
    }
    CHECK(value_phrase("no.such.value").empty());
}

}  // namespace convscope
