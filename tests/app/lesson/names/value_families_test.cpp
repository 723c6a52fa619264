#include "app/lesson/names/value_families.h"

#include <doctest/doctest.h>

using namespace convscope;

TEST_CASE("the results after the sum, and the value in the pooling block, may repeat it") {
    for (const char* const later :
         {"inspector.weighted", "inspector.biased", "inspector.activated", "inspector.pool.1.0", "inspector.pooled"})
        CHECK(copy_of_value("inspector.sum", later, true) == ValueCopy::if_equal);
    CHECK(copy_of_value("inspector.sum", "inspector.sequence", true) == ValueCopy::always);
    CHECK(copy_of_value("inspector.sum", "inspector.sum", false) == ValueCopy::none);
    CHECK(copy_of_value("inspector.sum", "filter.sum", false) == ValueCopy::none);
}

TEST_CASE("a result from which a covered one is computed counts only if all copies are covered") {
    CHECK(copy_of_value("inspector.activated", "inspector.biased", true) == ValueCopy::none);
    CHECK(copy_of_value("inspector.activated", "inspector.biased", false) == ValueCopy::if_equal);
    CHECK(copy_of_value("arithmetic.activated", "arithmetic.sum", false) == ValueCopy::if_equal);
}

TEST_CASE("the largest value of a block does not hide the values that it is found among") {
    CHECK(copy_of_value("inspector.pooled", "inspector.pool.0.1", false) == ValueCopy::none);
    CHECK(copy_of_value("colour.pool.value", "colour.activated", false) == ValueCopy::none);
}

TEST_CASE("a filter's value is drawn beside the picture and in the arithmetic, at the same row and column") {
    CHECK(copy_of_value("filter.cell.1.2", "inspector.filter.1.2", true) == ValueCopy::always);
    CHECK(copy_of_value("inspector.filter.1.2", "filter.cell.1.2", true) == ValueCopy::always);
    CHECK(copy_of_value("filter.cell.1.2", "inspector.filter.2.1", true) == ValueCopy::none);
}

TEST_CASE("the pixel in the picture and the reading below it repeat a covered result") {
    for (const char* const place : {"view.filtered.pixel", "view.filtered.note", "view.filtered.b.pixel",
                                    "view.pooled.pixel", "view.pooled.note"})
        CHECK(copy_of_value("inspector.sum", place, true) == ValueCopy::if_equal);
    CHECK(copy_of_value("inspector.pooled", "view.pooled.note", true) == ValueCopy::if_equal);
    CHECK(copy_of_value("inspector.pooled", "view.filtered.pixel", true) == ValueCopy::none);
    CHECK(copy_of_value("colour.sum", "colour.map.note", true) == ValueCopy::if_equal);
    CHECK(copy_of_value("colour.red.sum_value", "colour.red.sum.pixel", true) == ValueCopy::if_equal);
    CHECK(copy_of_value("chain.value", "chain.value.pixel", true) == ValueCopy::if_equal);
    CHECK(copy_of_value("arithmetic.activated", "map.now.note", true) == ValueCopy::if_equal);
    CHECK_FALSE(is_same_computation("inspector.sum", "view.filtered.note"));
}

TEST_CASE("the kind of a name is found by its numbers or in the table of names") {
    CHECK(pattern_of_kind("inspector.product.0.1") == "inspector.product.*.*");
    CHECK(pattern_of_kind("colour.red.sum_value") == "colour.*.sum_value");
    CHECK(pattern_of_kind("inspector.sum") == "inspector.sum");
    CHECK(pattern_of_kind("view.filtered") == "view.filtered");
    CHECK(is_same_computation("inspector.sum", "inspector.activated"));
    CHECK_FALSE(is_same_computation("inspector.sum", "colour.activated"));
}

TEST_CASE("numbers are equal as far as their digits go") {
    CHECK(shows_equal_number("577", "577"));
    CHECK(shows_equal_number("577", "577.0"));
    CHECK(shows_equal_number("\u221216.25", "\u221216.2"));
    CHECK_FALSE(shows_equal_number("577", "577.6"));
    CHECK_FALSE(shows_equal_number("16", "\u221216"));
    CHECK_FALSE(shows_equal_number("sum", "sum"));
    CHECK_FALSE(shows_equal_number("", "0"));
    CHECK(shows_equal_number("577", "row 2, column 3: 577"));
    CHECK_FALSE(shows_equal_number("2", "row 2, column 3: 577"));
}
