// Summaries of models. The numbers of the course model are known from the course.
#include "core/nn/inspect/summary.h"

#include <doctest/doctest.h>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/train/architectures.h"

namespace convscope::nn {

namespace {

SharedLayer convolution(std::int64_t filters, const Window& window) {
    return std::make_shared<Conv2D>(Conv2D::Parameters{.filters = filters, .window = window});
}

}  // namespace

TEST_CASE("the course model's summary has its shapes, parameters, receptive fields and multiply-adds") {
    const Summary summary = summarise(course_model(1));
    struct Expected {
        std::string type;
        Shape shape;
        std::int64_t parameters, multiply_adds, field;
        double stride;
    };
    const std::vector<Expected> table{{"Conv2D", {26, 26, 64}, 640, 26 * 26 * 64 * 9, 3, 1},
                                      {"MaxPooling2D", {13, 13, 64}, 0, 0, 4, 2},
                                      {"Conv2D", {11, 11, 64}, 36'928, 11 * 11 * 64 * 576, 8, 2},
                                      {"MaxPooling2D", {5, 5, 64}, 0, 0, 10, 4},
                                      {"Flatten", {1600}, 0, 0, 0, 0},
                                      {"Dense", {128}, 204'928, 204'800, 0, 0},
                                      {"Dense", {10}, 1'290, 1'280, 0, 0}};
    REQUIRE(summary.rows.size() == table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        CAPTURE(i);
        const SummaryRow& row = summary.rows[i];
        CHECK(row.type == table[i].type);
        CHECK(row.shape == table[i].shape);
        CHECK(row.parameters == table[i].parameters);
        CHECK(row.trainable == table[i].parameters);
        CHECK(row.multiply_adds == table[i].multiply_adds);
        REQUIRE(row.field.has_value() == (table[i].field > 0));
        if (!row.field) continue;
        CHECK(*row.field == ReceptiveField{table[i].field, table[i].field, table[i].stride, table[i].stride});
    }
    CHECK(summary.parameters == 243'786);
    CHECK(summary.trainable == 243'786);
    CHECK(summarise(plain_model(1)).parameters == 101'770);
}

TEST_CASE("the summary is written as an aligned table") {
    const std::string text = to_text(summarise(course_model(1)));
    CHECK(text.find("conv2d           Conv2D        26, 26, 64           640") != std::string::npos);
    CHECK(text.find("Total parameters: 243,786\n") != std::string::npos);
    CHECK(text.find("Connected to") == std::string::npos);
}

TEST_CASE("receptive fields in a summary include padding and all branches; upsampling halves the stride") {
    ModelBuilder builder;
    const int input = builder.input("x", {16, 24, 3});
    const Window same{.rows = 5, .cols = 3, .padding = Padding::same};
    const int wide = builder.add("wide", convolution(4, same), {input});
    const int narrow = builder.add("narrow", convolution(4, {}), {input});
    builder.add("sum", std::make_shared<Add>(), {wide, narrow});
    builder.add("half", convolution(4, {.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2}));
    builder.add("twice", std::make_shared<UpSampling2D>(UpSampling2D::Parameters{}));
    builder.add("mean", std::make_shared<GlobalAveragePooling2D>());
    const Summary summary = summarise(builder.build());
    REQUIRE(summary.rows.size() == 7);  // the model is not a chain, so its input is listed
    CHECK(summary.rows[0].type == "InputLayer");
    CHECK(*summary.rows[1].field == ReceptiveField{5, 3, 1, 1});
    CHECK(*summary.rows[2].field == ReceptiveField{1, 1, 1, 1});
    CHECK(*summary.rows[3].field == ReceptiveField{5, 3, 1, 1});
    CHECK(*summary.rows[4].field == ReceptiveField{6, 4, 2, 2});
    CHECK(*summary.rows[5].field == ReceptiveField{6, 4, 1, 1});
    CHECK_FALSE(summary.rows[6].field);
    CHECK(summary.rows[3].inputs == std::vector<std::string>{"wide", "narrow"});
    CHECK(to_text(summary).find("wide, narrow") != std::string::npos);
}

TEST_CASE("the receptive field after a Concatenate is that of the widest branch, for any order of the branches") {
    ModelBuilder builder;
    const int input = builder.input("x", {16, 24, 3});
    const Window wide_window{.rows = 5, .cols = 7, .padding = Padding::same};
    const int narrow = builder.add("narrow", convolution(4, {}), {input});
    const int wide = builder.add("wide", convolution(2, wide_window), {input});
    builder.add("narrow_first", std::make_shared<Concatenate>(-1), {narrow, wide});
    builder.add("wide_first", std::make_shared<Concatenate>(-1), {wide, narrow});
    const Summary summary = summarise(builder.build());
    CHECK(*summary.rows[3].field == ReceptiveField{5, 7, 1, 1});
    CHECK(*summary.rows[4].field == ReceptiveField{5, 7, 1, 1});
}

TEST_CASE("a layer whose receptive fields have no common distance has no stride, instead of a negative stride or 0") {
    // The last row is put before the first one, as circular padding does.
    ModelBuilder builder;
    const int input = builder.input("x", {6, 8, 1});
    const int last_row = builder.add("last_row", std::make_shared<Cropping2D>(Border{5, 0, 0, 0}), {input});
    const int padded = builder.add("padded", std::make_shared<Concatenate>(0), {last_row, input});
    builder.add("conv", convolution(1, {.rows = 2, .cols = 2}), {padded});
    builder.add("mean", std::make_shared<GlobalAveragePooling2D>(true));
    const int all = builder.add("all", std::make_shared<Multiply>(), {input, 4});
    REQUIRE(all == 5);
    const Summary summary = summarise(builder.build());
    CHECK(*summary.rows[2].field == ReceptiveField{1, 1, std::nullopt, 1});
    CHECK(stride_text(*summary.rows[2].field, "x") == "none x 1");
    CHECK(*summary.rows[3].field == ReceptiveField{2, 2, std::nullopt, 1});
    // Every value depends on the whole input.
    CHECK(*summary.rows[5].field == ReceptiveField{6, 8, std::nullopt, std::nullopt});
    CHECK(stride_text(*summary.rows[5].field, "x") == "none");
    CHECK(to_text(summary).find('-') == to_text(summary).find("Multiply-adds") + 8);
}

TEST_CASE("weights that are not trained are counted separately") {
    ModelBuilder builder;
    builder.input("x", {4});
    const int frozen = builder.add("frozen", std::make_shared<Dense>(Dense::Parameters{.units = 3}));
    builder.set_trainable(frozen, false);
    builder.add("trained", std::make_shared<Dense>(Dense::Parameters{.units = 2}));
    const Summary summary = summarise(builder.build());
    CHECK(summary.parameters == 15 + 8);
    CHECK(summary.trainable == 8);
}

TEST_CASE("numbers are written with commas between thousands") {
    CHECK(with_commas(0) == "0");
    CHECK(with_commas(999) == "999");
    CHECK(with_commas(1000) == "1,000");
    CHECK(with_commas(243'786) == "243,786");
    CHECK(with_commas(-1'234'567) == "-1,234,567");
}

}  // namespace convscope::nn
