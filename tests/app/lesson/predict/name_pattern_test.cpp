#include "app/lesson/predict/name_pattern.h"

#include <doctest/doctest.h>

using namespace convscope;

TEST_CASE("a pattern without a star matches only its own name") {
    CHECK(matches_name("view.filtered", "view.filtered"));
    CHECK_FALSE(matches_name("view.filtered", "view.filtered.legend"));
    CHECK_FALSE(matches_name("view.filtered", "view.filter"));
    CHECK_FALSE(matches_name("", "view"));
}

TEST_CASE("a star stands for any number of characters, also none") {
    CHECK(matches_name("inspector.product.*", "inspector.product.0.1"));
    CHECK(matches_name("inspector.*.1", "inspector.product.0.1"));
    CHECK(matches_name("*.legend", "view.input.legend"));
    CHECK(matches_name("view*", "view"));
    CHECK(matches_name("*a*ba", "aaba"));
    CHECK_FALSE(matches_name("*a*bb", "aaba"));
    CHECK_FALSE(matches_name("inspector.product.*", "inspector.sum"));
}

TEST_CASE("a name includes what belongs to it, but no name that only begins alike") {
    CHECK(includes_name("view.filtered", "view.filtered.legend"));
    CHECK(includes_name("answer.class.3", "answer.class.3"));
    CHECK_FALSE(includes_name("answer.class.3", "answer.class.30"));
    CHECK(includes_name("map.*", "map.5.title"));
}

TEST_CASE("the pattern of a kind replaces the numbers of a name") {
    CHECK(kind_pattern("filter.cell.0.1") == "filter.cell.*.*");
    CHECK(kind_pattern("inspector.sum") == "inspector.sum");
    CHECK(kind_pattern("map.12") == "map.*");
    CHECK(kind_pattern("conv2d.layer") == "conv2d.layer");
}
