#include "app/lesson/predict/cover_set.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>

using namespace convscope;

TEST_CASE("a cover hides what its pattern includes until it is revealed") {
    CoverSet covers;
    covers.cover("view.filtered");
    CHECK(covers.hiding("view.filtered") != nullptr);
    CHECK(covers.hiding("view.filtered.legend") != nullptr);
    CHECK(covers.hiding("view.input") == nullptr);
    covers.reveal("view.filtered", 10, {});
    CHECK(covers.hiding("view.filtered") == nullptr);
    CHECK(covers.count() == 0);
    CHECK(covers.fading());
}

TEST_CASE("a revealed cover fades within 200 ms and is then removed") {
    CoverSet covers;
    covers.cover("inspector.sum");
    covers.reveal("inspector.sum", 5, {});
    CHECK(covers.covers().at(0).opacity(5) == 1);
    CHECK(covers.covers().at(0).opacity(5 + kRevealSeconds / 2) == doctest::Approx(0.5));
    covers.update(5.1);
    CHECK(covers.covers().size() == 1);
    covers.update(5.2);
    CHECK(covers.covers().empty());
}

TEST_CASE("a thing is covered once") {
    CoverSet covers;
    covers.cover("view.filtered");
    covers.cover("view.filtered");
    covers.cover("view.filtered.legend");
    CHECK(covers.covers().size() == 1);
}

TEST_CASE("the last prediction stands beside the outcome, with the hands") {
    CoverSet covers;
    covers.cover("inspector.sum");
    covers.predict("inspector.sum", {"500"});
    covers.predict("inspector.sum", {"577"});
    Tally hands;
    hands.add(0, 12);
    covers.reveal("inspector.sum", 1, hands);
    REQUIRE(covers.outcomes().size() == 1);
    CHECK(covers.outcomes()[0].prediction == Prediction{"577"});
    CHECK(covers.outcomes()[0].hands.hands(0) == 12);
    covers.close_outcome("inspector.sum");
    CHECK(covers.outcomes().empty());
}

TEST_CASE("without a prediction and hands there is no outcome") {
    CoverSet covers;
    covers.cover("view.pooled");
    covers.reveal_all(1, {});
    CHECK(covers.outcomes().empty());
}

TEST_CASE("covering a thing again closes its outcome") {
    CoverSet covers;
    covers.cover("inspector.sum");
    covers.predict("inspector.sum", {"577"});
    covers.reveal("inspector.sum", 1, {});
    covers.cover("inspector.sum");
    CHECK(covers.outcomes().empty());
    CHECK(covers.count() == 1);
    CHECK_FALSE(covers.covers().at(0).prediction);
}

TEST_CASE("a wider pattern keeps the prediction") {
    CoverSet covers;
    covers.cover("inspector.product.0.1");
    covers.predict("inspector.product.0.1", {"0"});
    covers.change_pattern("inspector.product.0.1", "inspector.product.*.*");
    REQUIRE(covers.hiding("inspector.product.2.2") != nullptr);
    CHECK(covers.hiding("inspector.product.2.2")->prediction == Prediction{"0"});
}

TEST_CASE("a typed prediction is trimmed; a letter of an answer becomes a capital") {
    CHECK(typed_prediction("  577 ") == Prediction{"577"});
    CHECK(typed_prediction("b") == Prediction{"B"});
    CHECK(typed_prediction("x") == Prediction{"x"});
    CHECK(typed_prediction(" \t") == std::nullopt);
    CHECK(typed_prediction(std::string(500, 'y'))->text.size() == kMaxPrediction);
}

TEST_CASE("a prediction belongs to the value at its time: it goes when the value changes, the cover stays") {
    CoverSet covers;
    std::string value = "577";
    const auto note = [&] { covers.note_values([&](std::string_view) { return std::optional(value); }); };
    covers.cover("inspector.sum");
    note();
    value = "12";
    covers.predict("inspector.sum", {"13"});
    note();
    CHECK(covers.covers().at(0).prediction == Prediction{"13"});
    value = "24";
    note();
    CHECK_FALSE(covers.covers().at(0).prediction);
    CHECK(covers.count() == 1);
}

TEST_CASE("the tag beside a revealed value goes when the value changes, but not while it is out of sight") {
    CoverSet covers;
    std::optional<std::string> value = "12";
    const auto note = [&] { covers.note_values([&](std::string_view) { return value; }); };
    covers.cover("inspector.sum");
    covers.predict("inspector.sum", {"13"});
    note();
    covers.reveal("inspector.sum", 1, {});
    value.reset();
    note();
    CHECK(covers.outcomes().size() == 1);
    value = "24";
    note();
    CHECK(covers.outcomes().empty());
}
