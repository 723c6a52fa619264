// ModelOpening watches the open model's file and reads it again; the user's notes on a model are saved; undo.
#include "app/opening/model_opening.h"

#include <fstream>

#include "core/io/keras/h5.h"
#include "tests/app/opening/opening_bench.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

struct ModelBench : OpeningBench {
    fs::path file = folder / "m.h5";

    ModelBench() {
        write(1);
        open({file});
        REQUIRE(network().model.model);
    }
    void write(std::uint64_t seed, const char* name = "m.h5") const {
        keras::save_h5(folder / name, samples::small_course(seed));
    }
    bool has_model(std::uint64_t seed) const {
        return samples::same_model(*network().model.model, samples::small_course(seed));
    }
    void reload() {
        opening.reload_model();
        settle();
    }
};

}  // namespace

TEST_CASE("reloading is offered if a model's file has changed, and undo brings the old model back") {
    ModelBench bench;
    bench.write(2);
    REQUIRE(bench.is_offered());
    CHECK(bench.messages.offer == "m.h5 has changed on disk.");
    CHECK(bench.has_model(1));
    bench.reload();
    CHECK(bench.has_model(2));
    CHECK(bench.messages.offer.empty());
    CHECK(bench.messages.notices == std::vector<std::string>{"m.h5 was read again."});
    bench.history.undo();
    bench.settle();
    CHECK(bench.has_model(1));
}

TEST_CASE("reading a damaged file again keeps the model") {
    ModelBench bench;
    std::ofstream(bench.file, std::ios::binary) << "no model";
    bench.reload();
    CHECK(bench.last_warning().starts_with(bench.file.string() + ": is not a model"));
    CHECK(bench.has_model(1));
    fs::remove(bench.file);
    bench.reload();
    CHECK(bench.last_warning().starts_with(bench.file.string() + ": there is no such file"));
    CHECK(bench.has_model(1));
}

TEST_CASE("reloading without an open model gives a warning") {
    OpeningBench bench;
    bench.opening.reload_model();
    bench.settle();
    CHECK(bench.messages.warnings ==
          std::vector<std::string>{"No model is open that could be read again. Open one first."});
}

TEST_CASE("opening a model, or undoing that, withdraws the offer and watches the present model's file") {
    ModelBench bench;
    bench.write(3, "other.h5");
    bench.write(2);
    REQUIRE(bench.is_offered());
    bench.open({bench.folder / "other.h5"});
    CHECK(bench.messages.offer.empty());
    bench.write(4, "other.h5");
    REQUIRE(bench.is_offered());
    CHECK(bench.messages.offer == "other.h5 has changed on disk.");
    // Undo goes back to m.h5, as it is on the disk now.
    bench.history.undo();
    bench.settle();
    CHECK(bench.network().model.file == bench.file);
    CHECK(bench.messages.offer.empty());
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    bench.opening.update();
    CHECK(bench.messages.offer.empty());
    bench.write(5);
    REQUIRE(bench.is_offered());
    CHECK(bench.messages.offer == "m.h5 has changed on disk.");
}

TEST_CASE("the user's notes on a model are saved for its file, and come back when the file is opened again") {
    ModelBench bench;
    nn::Preprocessing preprocessing = bench.network().model.model->info().preprocessing;
    preprocessing.inversion = nn::Inversion::always;
    bench.history.perform(set_preprocessing(preprocessing));
    bench.settle();
    CHECK(bench.settings.settings().notes_of(bench.file).preprocessing == preprocessing);
    bench.write(3, "other.h5");
    bench.open({bench.folder / "other.h5"});
    CHECK_FALSE(bench.network().model.notes.preprocessing);
    bench.open({bench.file});
    CHECK(bench.network().model.model->info().preprocessing == preprocessing);
    for (int i = 0; i < 3; ++i) bench.history.undo();
    bench.settle();
    CHECK(bench.settings.settings().notes_of(bench.file).empty());
}

TEST_CASE("a second model is opened in addition to the first") {
    ModelBench bench;
    bench.opening.open_second_model("plain");
    bench.settle();
    REQUIRE(bench.document().network_view.other.model);
    CHECK(bench.document().network_view.other.name() == "plain");
    CHECK(bench.has_model(1));
}

}  // namespace convscope
