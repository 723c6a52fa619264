// Files of numbers for a model that takes no picture, and models with Lambda layers.
#include <fstream>

#include "core/io/keras/h5.h"
#include "core/io/npy/npy.h"
#include "tests/app/opening/opening_bench.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

/// A model with an input "latent" of 6 numbers is open.
struct NumbersBench : OpeningBench {
    NumbersBench() {
        nn::ModelBuilder builder;
        builder.input("latent", {6});
        builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 4}));
        keras::save_h5(folder / "m.h5", samples::with_numbers(builder.build(), 3));
        open({folder / "m.h5"});
        REQUIRE(network().model.model);
    }
    nn::Feed feed() const { return nn::feed_of(network().feeds, *network().model.model, 0); }
};

fs::path lambda_model() {
    return fs::path(CONVSCOPE_TEST_DATA) / "keras/layers_lambda/lambda.h5";
}

/// Saves the bench's session and opens it in a new one. A session needs a picture, as the window always has one.
void open_again(OpeningBench& bench, OpeningBench& again) {
    bench.opening.open_sample_picture(kFirstPicture);
    bench.opening.open_sample_input(kFirstInput);
    bench.settle();
    bench.opening.save_session(bench.folder / "s.json");
    bench.settle();
    again.open({bench.folder / "s.json"});
    REQUIRE(again.network().model.model);
}

}  // namespace

TEST_CASE("an array, a table or a column of numbers becomes the input of a model that takes numbers") {
    NumbersBench bench;
    save_npy(bench.folder / "two.npy", NpyArray{{2, 6}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}});
    bench.open({bench.folder / "two.npy"}, OpeningBench::as_input);
    CHECK(bench.feed().source == nn::FeedSource::file);
    CHECK(nn::feed_text(bench.feed(), {6}) == "two.npy, example 1 of 2");
    CHECK(nn::feed_tensor(bench.feed(), {6}).values == std::vector<float>{1, 2, 3, 4, 5, 6});
    CHECK(bench.network().input.picture.planes.empty());
    std::ofstream(bench.folder / "row.csv") << "0,5;1;2;3;4;5\n";
    bench.open({bench.folder / "row.csv"}, OpeningBench::as_input);
    CHECK(nn::feed_tensor(bench.feed(), {6}).values == std::vector<float>{0.5F, 1, 2, 3, 4, 5});
    std::ofstream(bench.folder / "column.txt") << "6\n5\n4\n3\n2\n1\n";
    bench.open({bench.folder / "column.txt"}, OpeningBench::as_input);
    CHECK(nn::feed_tensor(bench.feed(), {6}).values == std::vector<float>{6, 5, 4, 3, 2, 1});
    bench.history.undo();
    CHECK(nn::feed_tensor(bench.feed(), {6}).values == std::vector<float>{0.5F, 1, 2, 3, 4, 5});
    CHECK(bench.messages.warnings.empty());
}

TEST_CASE("files that do not fit a model that takes numbers are refused in one sentence, and the input stays") {
    NumbersBench bench;
    save_npy(bench.folder / "five.npy", NpyArray{{5}, {1, 2, 3, 4, 5}});
    bench.open({bench.folder / "five.npy"}, OpeningBench::as_input);
    CHECK(bench.last_warning().find("give 6 numbers for input \"latent\"") != std::string::npos);
    const fs::path boot = bench.assets / "garments/ankle_boot.png";
    bench.open({boot}, OpeningBench::as_input);
    CHECK(bench.last_warning() == boot.string() +
                                      ": holds no numbers, and m.h5 takes no picture; open an .npy, .csv or .txt file "
                                      "with 6 numbers for input \"latent\".");
    CHECK(bench.feed().source == nn::FeedSource::random);
}

TEST_CASE("a session opens the file of an input's numbers again, or says that it is gone") {
    NumbersBench bench;
    save_npy(bench.folder / "latent.npy", NpyArray{{6}, {1, 2, 3, 4, 5, 6}});
    bench.open({bench.folder / "latent.npy"}, OpeningBench::as_input);
    OpeningBench again;
    open_again(bench, again);
    CHECK(again.network().feeds == bench.network().feeds);
    fs::remove(bench.folder / "latent.npy");
    OpeningBench without;
    without.open({bench.folder / "s.json"});
    REQUIRE(without.network().model.model);
    CHECK(without.network().feeds.empty());
    CHECK(without.last_warning().starts_with("The session's input cannot be opened. "));
}

TEST_CASE("a model with a Lambda layer is opened with the meaning that the user states, and the next time without") {
    OpeningBench bench;
    const fs::path file = bench.folder / "lambda.h5";
    fs::copy_file(lambda_model(), file);
    bench.open({file});
    CHECK_FALSE(bench.network().model.model);
    CHECK(bench.messages.warnings.empty());
    REQUIRE(bench.messages.questions.size() == 1);
    LambdaQuestion question = bench.messages.questions.front();
    CHECK(question.source.file == file);
    CHECK(question.layers == std::vector<std::string>{"lambda_1"});
    question.source.notes.lambdas = {{"lambda_1", 0.5F, -1}};
    bench.opening.open_model(question.source, question.kind);
    bench.settle();
    REQUIRE(bench.network().model.model);
    CHECK(bench.network().model.notes.lambdas == nn::LambdaMeanings{{"lambda_1", 0.5F, -1}});

    bench.history.undo();
    bench.open({file});
    REQUIRE(bench.network().model.model);
    CHECK(bench.messages.questions.size() == 1);
    CHECK(bench.network().model.notes.lambdas == nn::LambdaMeanings{{"lambda_1", 0.5F, -1}});
    OpeningBench again;
    open_again(bench, again);
    CHECK(again.network().model.notes.lambdas == nn::LambdaMeanings{{"lambda_1", 0.5F, -1}});
}

}  // namespace convscope
