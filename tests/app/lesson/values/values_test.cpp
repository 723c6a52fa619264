#include "app/lesson/values.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <set>

#include "app/lesson/values/value_source.h"
#include "core/image/files/load.h"
#include "core/io/model_file.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/plan/plan.h"
#include "tests/app/lesson/lesson_bench.h"

namespace convscope {

namespace {

/// The probabilities of the course model for a garment, computed without the lesson's code.
std::vector<float> course_answer(const std::string& garment, std::int64_t down = 0, std::int64_t right = 0) {
    const std::filesystem::path assets(CONVSCOPE_TEST_ASSETS);
    const nn::Model model = nn::as_opened(load_model(assets / "models/course.h5"));
    nn::PictureInput input;
    input.picture = load_picture(assets / ("garments/" + garment + ".png"));
    const nn::Tensor plain = nn::input_tensor(input, model);
    std::vector<float> values(plain.values.size(), 0.0F);
    for (std::int64_t row = 0; row < 28; ++row)
        for (std::int64_t col = 0; col < 28; ++col) {
            const std::int64_t from_row = row - down, from_col = col - right;
            if (from_row >= 0 && from_row < 28 && from_col >= 0 && from_col < 28)
                values[static_cast<std::size_t>(row * 28 + col)] =
                    plain.values[static_cast<std::size_t>(from_row * 28 + from_col)];
        }
    nn::Plan plan(model, 1);
    plan.set_input(0, values);
    plan.run();
    const std::span<const float> output = plan.activation(model.outputs().front());
    return {output.begin(), output.end()};
}

constexpr std::size_t kShirt = 6;

}  // namespace

TEST_CASE("every name of the table has one rule, and every rule a name") {
    std::set<std::string_view> names, rules;
    for (const ValueName& name : value_names()) CHECK(names.insert(name.name).second);
    for (const auto list :
         {general_rules(), lab_rules(), lab_page_rules(), layers_rules(), answer_rules(), training_rules()})
        for (const ValueRule& rule : list) CHECK(rules.insert(rule.name).second);
    for (const std::string_view name : names) {
        CAPTURE(name);
        CHECK(rules.contains(name));
    }
    for (const std::string_view rule : rules) {
        CAPTURE(rule);
        CHECK(names.contains(rule));
    }
}

TEST_CASE("the course's worked example has the sum 577, transposed 249, rotated 732") {
    LessonBench bench;
    bench.set("picture worked_example\nkernel \"-1,0,-2;.5,4.5,-1.5;1.5,2,-3\"\npin filtered 0 0");
    CHECK(bench.number("inspector.sum") == doctest::Approx(577));
    CHECK(bench.number("inspector.product.1.1") == doctest::Approx(864));
    CHECK(bench.number("inspector.neighbour.2.0") == 142);
    CHECK(bench.number("inspector.filter.0.2") == -2);
    CHECK(bench.number("inspector.flipped_sum") == doctest::Approx(732));
    bench.set("transpose");
    CHECK(bench.number("inspector.sum") == doctest::Approx(249));
}

TEST_CASE("the trace of the matrix product is another number than the sum") {
    LessonBench bench;
    bench.set("picture worked_example\nkernel \"-1,0,-2;.5,4.5,-1.5;1.5,2,-3\"\npin filtered 0 0");
    // The diagonal of [0 64 128; 48 192 144; 142 226 168] times the filter, by hand.
    const double diagonal =
        (0 * -1 + 64 * .5 + 128 * 1.5) + (48 * 0 + 192 * 4.5 + 144 * 2) + (142 * -2 + 226 * -1.5 + 168 * -3);
    CHECK(bench.number("inspector.matrix_trace") == doctest::Approx(diagonal));
}

TEST_CASE("the course's pooling figure keeps 192 144 255 168") {
    LessonBench bench;
    bench.set("picture pooling_figure\npreset identity\nborder keep\npin filtered 3 0");
    CHECK(bench.number("pooled.rows") == 2);
    CHECK(bench.number("inspector.pooled") == 255);
    CHECK(bench.number("inspector.pool.0.1") == 226);
    bench.set("pin pooled 0 0");
    CHECK(bench.number("inspector.pooled") == 192);
}

TEST_CASE("weight, bias and activation follow the sum in this order") {
    LessonBench bench;
    bench.set(
        "picture worked_example\nkernel \"1,1,1;1,2,1;1,1,1\"\nweight -0.1\nbias 4\nactivation relu\npin filtered 0 0");
    const double sum = 64 + 128 + 48 + 2 * 192 + 144 + 142 + 226 + 168;
    CHECK(bench.number("inspector.sum") == doctest::Approx(sum));
    CHECK(bench.number("inspector.weighted") == doctest::Approx(-sum / 10).epsilon(1e-6));
    CHECK(bench.number("inspector.biased") == doctest::Approx(4 - sum / 10).epsilon(1e-6));
    CHECK(bench.number("inspector.activated") == 0);
}

TEST_CASE("sizes follow the course: 28 to 26 to 13, 11 to 5") {
    LessonBench bench;
    bench.set("picture ankle_boot");
    CHECK(bench.number("input.rows") == 28);
    CHECK(bench.number("filtered.rows") == 26);
    CHECK(bench.number("filtered.lost_rows") == 2);
    CHECK(bench.number("pooled.columns") == 13);
    CHECK(bench.number("pooled.values") == 169);
    CHECK(bench.number("pooled.lost_rows") == 0);
    bench.set("page chain\nchain course");
    CHECK(bench.number("chain.filtered_rows.2") == 11);
    CHECK(bench.number("chain.rows.2") == 5);
    CHECK_FALSE(bench.find("chain.rows.3").has_value());
    CHECK_FALSE(bench.find("chain.rows.0").has_value());
}

TEST_CASE("an odd size loses a row in pooling") {
    LessonBench bench;
    bench.set("picture ankle_boot\nsize 5\nstride 2");
    CHECK(bench.number("filtered.rows") == 12);
    bench.set("pool-size 4");
    CHECK(bench.number("pooled.lost_rows") == 0);
    bench.set("size 7");
    CHECK(bench.number("filtered.columns") == 11);
    CHECK(bench.number("pooled.lost_columns") == 3);
}

TEST_CASE("the values of a picture are those of its pixels") {
    LessonBench bench;
    bench.set("picture pooling_figure\npreset identity\nborder keep");
    CHECK(bench.number("filtered.min") == 0);
    CHECK(bench.number("filtered.max") == 255);
    CHECK(bench.number("filtered.range") == 255);
    const double sum = 64 + 128 + 128 + 48 + 192 + 144 + 144 + 142 + 226 + 168 + 255 + 64;
    CHECK(bench.number("filtered.mean") == doctest::Approx(sum / 16));
    CHECK(bench.number("filtered.zeros") == doctest::Approx(4.0 / 16));
    CHECK(bench.number("pooled.mean") == doctest::Approx((192 + 144 + 255 + 168) / 4.0));
}

TEST_CASE("the player's position counts if nothing is pinned") {
    LessonBench bench;
    CHECK_FALSE(bench.find("inspector.sum").has_value());
    bench.set("play filter 511");
    CHECK(bench.number("inspector.row") == 1);
    CHECK(bench.number("inspector.column") == 1);
}

TEST_CASE("the filter's values, its name and the steps are those of the controls") {
    LessonBench bench;
    CHECK(bench.text("filter.preset") == "sobel-vertical");
    CHECK(bench.number("filter.sum") == 0);
    CHECK(bench.number("filter.cell.1.2") == 2);
    CHECK_FALSE(bench.find("filter.cell.3.0").has_value());
    bench.set("kernel \"1,1,1;1,3,1;1,1,1\"\nnormalise on");
    CHECK(bench.text("filter.preset") == "none");
    CHECK(bench.number("filter.weight") == doctest::Approx(1.0 / 11));
    CHECK(bench.text("stage.pooling") == "max");
    CHECK(bench.text("picture.name") == "staircase");
}

TEST_CASE("the three sums of a colour filter add up to one") {
    LessonBench bench;
    bench.set("picture portrait\npage colour\nexample edges\npin filtered 100 100");
    const double sums = bench.number("colour.red.sum_value") + bench.number("colour.green.sum_value") +
                        bench.number("colour.blue.sum_value");
    CHECK(bench.number("colour.sum") == doctest::Approx(sums));
    const double green = bench.number("colour.green.sum_value");
    bench.set("slice green off");
    CHECK(bench.number("colour.sum") == doctest::Approx(sums - green));
    CHECK(bench.text("colour.green.on") == "off");
    CHECK(bench.number("colour.maps") == 1);
    CHECK(bench.number("input.channels") == 3);
    CHECK_FALSE(bench.find("colour.grey.on").has_value());
}

TEST_CASE("learning goes down to the hidden filter") {
    LessonBench bench;
    bench.set("picture bricks\npage learn\nlearn laplacian\nlearn-rate 0.5");
    CHECK(bench.number("learn.steps") == 0);
    const double before = bench.number("learn.loss");
    bench.set("learn-steps 200");
    CHECK(bench.number("learn.steps") == 200);
    CHECK(bench.number("learn.loss") < before / 10);
    CHECK(bench.number("learn.condition") > 1);
    bench.set("learn-steps 100000");
    CHECK(bench.number("learn.value.1.1") == doctest::Approx(-4).epsilon(.01));
    CHECK(bench.number("learn.distance") < .1);
}

TEST_CASE("the course model has the sizes and parameters of the course's table") {
    LessonBench bench;
    bench.set("workspace layers\nlayer conv2d_1");
    CHECK(bench.number("model.parameters") == 243786);
    CHECK(bench.number("model.layers") == 7);
    CHECK(bench.number("model.conv2d.parameters") == 640);
    CHECK(bench.number("layer.parameters") == 36928);
    CHECK(bench.number("layer.rows") == 11);
    CHECK(bench.number("layer.maps") == 64);
    CHECK(bench.number("layer.values") == 11 * 11 * 64);
    CHECK(bench.number("model.max_pooling2d_1.columns") == 5);
    CHECK(bench.number("model.flatten.values") == 1600);
    CHECK(bench.number("model.dense.share") == doctest::Approx(204928.0 / 243786));
    CHECK(bench.number("field.rows") == 8);
    CHECK(bench.number("field.stride") == 2);
    CHECK(bench.text("layer.name") == "conv2d_1");
    CHECK(bench.number("model.bytes") ==
          static_cast<double>(std::filesystem::file_size(CONVSCOPE_TEST_ASSETS "/models/course.h5")));
    CHECK(bench.number("model.bytes_per_picture") == doctest::Approx(bench.number("model.bytes") / 60'000));
    CHECK_FALSE(bench.find("model.conv2d_7.rows").has_value());
}

TEST_CASE("the arithmetic of a value adds up to its activation") {
    LessonBench bench;
    bench.set("workspace layers\nlayer conv2d\nmap 3\npin layer 10 12");
    double total = 0;
    for (int row = 0; row < 3; ++row)
        for (int col = 0; col < 3; ++col) {
            const std::string at = "." + std::to_string(row) + "." + std::to_string(col);
            const double product = bench.number("arithmetic.product" + at);
            CHECK(product ==
                  doctest::Approx(bench.number("arithmetic.neighbour" + at) * bench.number("arithmetic.filter" + at)));
            total += product;
        }
    CHECK(bench.number("arithmetic.count") == 9);
    CHECK(bench.number("arithmetic.channel.0") == doctest::Approx(total));
    CHECK(bench.number("arithmetic.total") == doctest::Approx(total));
    CHECK(bench.number("arithmetic.sum") == doctest::Approx(total + bench.number("arithmetic.bias")));
    CHECK(bench.number("arithmetic.activated") == doctest::Approx(std::max(0.0, bench.number("arithmetic.sum"))));
    bench.set("layer conv2d_1\npin layer 0 0");
    CHECK(bench.number("arithmetic.count") == 576);
    CHECK_FALSE(bench.find("arithmetic.product.0.0").has_value());
}

TEST_CASE("answers are the probabilities of the model") {
    LessonBench bench;
    bench.set("workspace layers\ninput shirt");
    const std::vector<float> answer = course_answer("shirt");
    CHECK(bench.number("class.shirt.probability") == doctest::Approx(double{answer[kShirt]}).epsilon(1e-4));
    CHECK(bench.number("class.6.probability") == bench.number("class.shirt.probability"));
    CHECK(bench.number("class.t_shirt_top.probability") == doctest::Approx(double{answer[0]}).epsilon(1e-3));
    const auto best = static_cast<std::size_t>(std::ranges::max_element(answer) - answer.begin());
    CHECK(bench.number("answer.probability") == doctest::Approx(double{answer[best]}).epsilon(1e-4));
    CHECK(bench.text("input.name") == "shirt");
    CHECK_FALSE(bench.find("class.hat.probability").has_value());
}

TEST_CASE("a move by one pixel has the answer of the moved input") {
    LessonBench bench;
    bench.set("workspace layers\ninput shirt");
    REQUIRE(bench.text("answer.class") == "Shirt");
    const double right = course_answer("shirt", 0, 1)[kShirt], up = course_answer("shirt", -1, 0)[kShirt];
    CHECK(bench.number("shift.right.probability") == doctest::Approx(right).epsilon(1e-3));
    CHECK(bench.number("shift.up.probability") == doctest::Approx(up).epsilon(1e-3));
    double worst = 1;
    for (int down = -1; down <= 1; ++down)
        for (int across = -1; across <= 1; ++across)
            if (down != 0 || across != 0) worst = std::min(worst, double{course_answer("shirt", down, across)[kShirt]});
    CHECK(bench.number("shift.worst.probability") == doctest::Approx(worst).epsilon(1e-3));
    const double before = bench.number("answer.probability");
    bench.set("shift 1 0");
    CHECK(bench.number("class.shirt.probability") == doctest::Approx(right).epsilon(1e-3));
    CHECK(bench.number("trained.probability") == doctest::Approx(before));
}

TEST_CASE("edits change the answer and the checksum, and reset brings both back") {
    LessonBench bench;
    bench.set("workspace layers\nlayer conv2d");
    const std::string checksum = bench.text("model.checksum");
    const double before = bench.number("answer.probability");
    CHECK(bench.number("layer.ablated") == 0);
    bench.set("random dense");
    CHECK(bench.text("model.checksum") != checksum);
    CHECK(bench.number("answer.probability") != doctest::Approx(before));
    CHECK(bench.number("trained.probability") == doctest::Approx(before));
    bench.set("reset\nablate conv2d 0 1 2");
    CHECK(bench.text("model.checksum") == checksum);
    CHECK(bench.number("layer.ablated") == 3);
    CHECK(bench.number("layer.dead") >= 3);
    bench.set("reset");
    CHECK(bench.number("answer.probability") == doctest::Approx(before));
}

TEST_CASE("a pixel outside the receptive field changes nothing") {
    LessonBench bench;
    bench.set("workspace layers\nlayer max_pooling2d_1\nmap 5\npin layer 0 0");
    const double before = bench.number("arithmetic.activated");
    CHECK(bench.number("field.rows") == 10);
    bench.set("paint 10 10 18 18 255");
    CHECK(bench.number("arithmetic.activated") == doctest::Approx(before));
}

TEST_CASE("training has the numbers of guessing and of its network") {
    LessonBench bench;
    bench.set("workspace training\ndataset garments\narchitecture course\nimages 2000\nbatch 32");
    CHECK(bench.number("training.classes") == 10);
    CHECK(bench.number("training.guess") == doctest::Approx(.1));
    CHECK(bench.number("training.guess_loss") == doctest::Approx(std::log(10.0)));
    CHECK(bench.number("training.parameters") == 243786);
    CHECK(bench.number("network.conv2d_1.parameters") == 36928);
    CHECK(bench.number("network.dense.share") == doctest::Approx(204928.0 / 243786));
    CHECK(bench.number("training.pictures") == 2000);
    CHECK(bench.number("training.steps_per_epoch") == 63);
    CHECK(bench.text("settings.dataset") == "garments");
    bench.set("dataset fashion-mnist\nimages 60000\nvalidation 0.25");
    CHECK(bench.number("training.pictures") == 45000);
    bench.set("filters 16");
    CHECK(bench.number("network.conv2d.parameters") == 160);
}

TEST_CASE("a network whose size falls to 0 has no number of parameters") {
    LessonBench bench;
    bench.set("workspace training\nconvolutions 4\nkernel-size 5");
    LessonValues values(bench.document);
    CHECK_FALSE(values.find("training.parameters").has_value());
    CHECK(values.reason().find("pooling") != std::string::npos);
}

TEST_CASE("the filter values of the slices are added, without those that are switched off") {
    LessonBench bench;
    bench.set("page colour\nexample red-green");
    CHECK(bench.number("colour.filter_sum") == 0);
    CHECK(bench.number("colour.green.slice_sum") == -1);
    bench.set("slice green off");
    CHECK(bench.number("colour.filter_sum") == 1);
    CHECK(bench.number("colour.green.slice_sum") == 0);
}

TEST_CASE("values of a run come from the run") {
    const Document document = initial_document();
    CHECK_FALSE(LessonValues(document).find("training.accuracy").has_value());
    LessonValues values(document, {},
                        RunFacts{.steps = 40, .epochs = 2, .loss = .5, .accuracy = .75, .validation_accuracy = .5});
    CHECK(std::get<double>(*values.find("training.accuracy")) == .75);
    CHECK(std::get<double>(*values.find("training.gap")) == .25);
    CHECK(std::get<double>(*values.find("training.steps")) == 40);
    CHECK_FALSE(values.find("training.gap_loss").has_value());
    CHECK(is_run_value("training.gap"));
    CHECK_FALSE(is_run_value("training.guess"));
    CHECK_FALSE(values.find("training.never_active").has_value());
    CHECK(is_run_value("training.never_active"));
    LessonValues studied(document, {}, RunFacts{.steps = 40, .never_active = 8});
    CHECK(std::get<double>(*studied.find("training.never_active")) == 8);
}

TEST_CASE("a missing value says why") {
    LessonValues values(initial_document());
    CHECK_FALSE(values.find("filtered.rows").has_value());
    CHECK(values.reason() == "no picture is open");
    CHECK_FALSE(values.find("model.parameters").has_value());
    CHECK(values.reason() == "no model is open");
    CHECK_FALSE(values.find("nothing.here").has_value());
    CHECK(values.reason() == "there is no such value");
}

TEST_CASE("values are written for people") {
    CHECK(lesson_value_text(LessonValue(243786.0)) == "243786");
    CHECK(lesson_value_text(LessonValue(-8.0)) == "-8");
    CHECK(lesson_value_text(LessonValue(.84234)) == "0.8423");
    CHECK(lesson_value_text(LessonValue(std::string("Shirt"))) == "Shirt");
}

}  // namespace convscope
