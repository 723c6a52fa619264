// Opening files by their content, in the background, and the messages about files that cannot be opened.
#include "app/opening/opening.h"

#include <atomic>
#include <latch>

#include "core/base/load_error.h"
#include "core/image/files/save.h"
#include "core/io/keras/h5.h"
#include "core/io/keras/write/write_config.h"
#include "core/io/model_file.h"
#include "core/io/npy/npy.h"
#include "tests/app/opening/opening_bench.h"
#include "tests/support/idx_files.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

fs::path picture_in(const TemporaryFolder& folder, std::string_view name) {
    save_png(folder / name, {2, 3}, 1, std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6});
    return folder / name;
}

fs::path model_in(const TemporaryFolder& folder, std::string_view name, std::uint64_t seed = 1) {
    keras::save_h5(folder / name, samples::small_course(seed));
    return folder / name;
}

std::string numbered_labels(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "thing " + std::to_string(i) + "\n";
    return text;
}

std::size_t classes(const nn::Model& model) {
    return static_cast<std::size_t>(model.node(model.outputs().front()).shape.count());
}

}  // namespace

TEST_CASE("files are opened by their content, not by their names") {
    OpeningBench bench;
    const fs::path picture = picture_in(bench.folder, "picture.h5");
    bench.open({picture});
    CHECK(bench.document().picture.file == picture);
    CHECK(bench.document().picture.picture.size() == Size{2, 3});
    CHECK(bench.settings.settings().recent_files == std::vector<fs::path>{picture});

    const fs::path model = model_in(bench.folder, "model.png");
    bench.open({model});
    REQUIRE(bench.network().model.model);
    CHECK(bench.network().model.file == model);
    CHECK(samples::same_model(*bench.network().model.model, samples::small_course()));
    CHECK(bench.document().workspace == WorkspaceId::layers);

    bench.open({picture}, OpeningBench::as_input);
    CHECK(bench.network().input.file == picture);
    CHECK(bench.network().input.picture.size() == Size{2, 3});
    CHECK(bench.messages.warnings.empty());
}

TEST_CASE("files are accessed in jobs, not on the caller's thread") {
    OpeningBench bench;
    std::latch started(1), written(1);
    std::atomic<bool> has_started = false;
    // The first job's ring keeps the worker busy until the files exist.
    Opening opening(bench.assets, bench.history, bench.settings, bench.messages, [&] {
        if (!has_started.exchange(true)) started.count_down();
        written.wait();
    });
    opening.open_files({bench.folder / "none.png"}, OpeningBench::as_lab_picture);
    started.wait();
    opening.open_files({bench.folder / "late.png"}, OpeningBench::as_lab_picture);
    opening.open_recent(bench.folder / "late.png", OpeningBench::as_input);
    opening.open_session(bench.folder / "late.json");
    picture_in(bench.folder, "late.png");
    bench.folder.write("late.json", R"({"convscope_session": 99})");
    written.count_down();
    while (opening.busy()) opening.update();
    CHECK(bench.document().picture.file == bench.folder / "late.png");
    CHECK(bench.network().input.file == bench.folder / "late.png");
    REQUIRE(bench.messages.warnings.size() == 2);  // none.png is missing, and
    const std::string both = bench.messages.warnings[0] + bench.messages.warnings[1];
    CHECK(both.find("newer") != std::string::npos);
}

TEST_CASE("a relative path is kept as an absolute one") {
    OpeningBench bench;
    const fs::path picture = picture_in(bench.folder, "p.png");
    bench.open({fs::relative(picture)});
    CHECK(fs::equivalent(bench.document().picture.file, picture));
    CHECK(bench.document().picture.file.is_absolute());
}

TEST_CASE("a file of layers and a file of weights, opened together in any order, give one model") {
    for (const bool weights_first : {false, true}) {
        OpeningBench bench;
        const fs::path weights = model_in(bench.folder, "weights.h5", 7);
        const fs::path layers = bench.folder.write("layers.json", keras::write_config(samples::small_course()));
        const fs::path picture = picture_in(bench.folder, "p.png");
        bench.open(weights_first ? std::vector{weights, picture, layers} : std::vector{layers, picture, weights});
        CHECK(bench.network().model.file == layers);
        CHECK(bench.network().model.weights == weights);
        CHECK(samples::same_model(*bench.network().model.model, samples::small_course(7)));
        // A picture that is opened together with a model is its input.
        CHECK(bench.network().input.file == picture);
        CHECK(bench.document().picture.file.empty());
        // Neither file of the model can be opened by itself, so neither is a recent file.
        CHECK(bench.settings.settings().recent_files == std::vector<fs::path>{picture});
    }
    OpeningBench bench;
    const fs::path layers = bench.folder.write("layers.json", keras::write_config(samples::small_course()));
    bench.open({layers});
    CHECK(bench.last_warning().starts_with(layers.string() + ": has a model's layers without weights"));
}

TEST_CASE("a model.json opened with its weights and labels, in any order, is one model named after its folder") {
    OpeningBench bench;
    fs::copy(fs::path(CONVSCOPE_TEST_DATA) / "tfjs/converted", bench.folder / "stones");
    const fs::path model = bench.folder / "stones/model.json", shard = bench.folder / "stones/group1-shard1of1.bin";
    const std::size_t count = classes(load_model(model));
    std::string names;
    for (std::size_t i = 0; i < count; ++i) names += (i == 0 ? "\"n" : ", \"n") + std::to_string(i) + "\"";
    const fs::path labels = bench.folder.write("stones/metadata.json", "{\"labels\": [" + names + "]}");
    const fs::path second = bench.folder / "stones/group2-shard1of1.bin";
    for (const auto& files : {std::vector{labels, shard, second, model}, std::vector{model, second, shard, labels}}) {
        bench.open(files);
        CHECK(bench.messages.warnings.empty());
        REQUIRE(bench.network().model.model);
        CHECK(bench.network().model.file == model);
        CHECK(bench.network().model.name() == "stones");
        CHECK(bench.network().model.model->info().labels.back() == "n" + std::to_string(count - 1));
    }
    OpeningBench other;
    other.open({bench.folder / "stones"});
    CHECK(other.network().model.file == model);
    CHECK(other.messages.warnings.empty());
}

TEST_CASE("a file of another program is named in one warning, whatever it is called") {
    OpeningBench bench;
    const Document before = bench.document();
    for (const char* name : {"m.h5", "m.png", "m.txt"}) {
        const fs::path file = bench.folder.write(name, "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.");
        bench.open({file});
        CHECK(bench.last_warning().starts_with(
            file.string() + ": has the weights of a PyTorch model (a state dict) without its layers; "));
    }
    CHECK(bench.messages.warnings.size() == 3);
    CHECK(bench.document() == before);
}

TEST_CASE("labels opened after their model become its labels; a wrong number of labels gives a warning") {
    OpeningBench bench;
    const fs::path labels = bench.folder.write("labels.txt", numbered_labels(3));
    bench.open({labels});
    CHECK(bench.last_warning().starts_with(labels.string() + ": holds 3 labels, but no model is open"));
    const fs::path model = model_in(bench.folder, "m.h5");
    const std::size_t count = classes(samples::small_course());
    const fs::path fitting = bench.folder.write("fitting.txt", numbered_labels(count));
    bench.open({model, fitting});
    CHECK(bench.network().model.model->info().labels.back() == "thing " + std::to_string(count - 1));
    CHECK(bench.settings.settings().notes_of(model).labels.size() == count);
    CHECK(bench.messages.warnings.size() == 1);
    const Network before = bench.network();
    bench.open({bench.folder.write("many.txt", numbered_labels(count + 1))});
    CHECK(bench.messages.warnings.size() == 2);
    CHECK(bench.network() == before);
}

TEST_CASE("one number per line names the classes of a model with as many, and is a picture otherwise") {
    OpeningBench bench;
    const fs::path three = bench.folder.write("three.txt", "5\n60\n7\n");
    bench.open({three});
    CHECK(bench.messages.warnings.empty());
    CHECK(bench.document().picture.file == three);
    CHECK(bench.document().picture.picture.size() == Size{3, 1});
    CHECK(bench.document().picture.picture.planes.at(0).at(1, 0) == 60);
    const std::size_t count = classes(samples::small_course());
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) digits += std::to_string(i) + "\n";
    bench.open({model_in(bench.folder, "m.h5"), bench.folder.write("digits.txt", digits)});
    CHECK(bench.document().network.model.model->info().labels.back() == std::to_string(count - 1));
    const fs::path more = bench.folder.write("more.txt", digits + "77\n");
    bench.open({more});
    CHECK(bench.document().picture.file == more);
    CHECK(bench.messages.warnings.empty());
}

TEST_CASE("the message about a file with one label says 1 label, not 1 labels") {
    OpeningBench bench;
    bench.open({bench.folder.write("one.txt", "cat")});
    CHECK(bench.last_warning().find("holds 1 label, but no model is open") != std::string::npos);
}

TEST_CASE("opening the folder of a data set shows the Layers workspace; any other folder is refused") {
    OpeningBench bench;
    bench.open({bench.folder.path()});
    CHECK(bench.last_warning().starts_with(bench.folder.path().string() + ": holds no picture, no data set"));
    CHECK(bench.document().workspace == WorkspaceId::filter_lab);
    CHECK_FALSE(bench.opening.dataset().data);
    bench.folder.write("t10k-images-idx3-ubyte", samples::idx({2, 1, 3}, {1, 2, 3, 4, 5, 6}));
    bench.folder.write("t10k-labels-idx1-ubyte", samples::idx({2}, {7, 9}));
    bench.open({bench.folder.path()});
    REQUIRE(bench.opening.dataset().data);
    CHECK(bench.opening.dataset().folder == bench.folder.path());
    CHECK(bench.opening.dataset().data->size() == 2);
    CHECK(bench.document().workspace == WorkspaceId::layers);
}

TEST_CASE("a file that cannot be opened is named in a warning, and nothing changes") {
    OpeningBench bench;
    const Document before = bench.document();
    for (const fs::path& file : {bench.folder / "missing.png", bench.folder.write("empty.png", ""),
                                 bench.folder.write("script.py", "import numpy")}) {
        const std::size_t warnings = bench.messages.warnings.size();
        bench.open({file});
        CHECK(bench.messages.warnings.size() == warnings + 1);
        CHECK(bench.last_warning().starts_with(file.string() + ": "));
    }
    bench.opening.open_recent(bench.folder / "missing.png", OpeningBench::as_lab_picture);
    bench.settle();
    CHECK(bench.last_warning().starts_with((bench.folder / "missing.png").string() + " is not there any more"));
    CHECK(bench.document() == before);
    CHECK(bench.settings.settings().recent_files.empty());
}

TEST_CASE("arrays and texts of numbers open as pictures") {
    OpeningBench bench;
    save_npy(bench.folder / "a.npy", NpyArray{{2, 3}, {0, 1, 2, 3, 4, -5}});
    bench.open({bench.folder / "a.npy"});
    CHECK(bench.document().picture.name() == "a.npy");
    CHECK(bench.document().picture.picture.planes.at(0).at(1, 2) == -5);
    bench.open({bench.folder.write("t.csv", "1;2,5\n3;4\n")});
    CHECK(bench.document().picture.picture.size() == Size{2, 2});
    CHECK(bench.document().picture.picture.planes.at(0).at(0, 1) == 2.5F);
    CHECK(bench.messages.warnings.empty());
}

TEST_CASE("of several pictures the first is shown, and all can be chosen later") {
    OpeningBench bench;
    const std::filesystem::path pictures = bench.assets / "pictures";
    const std::vector<std::filesystem::path> dropped{pictures / "bricks.png", pictures / "text.png",
                                                     bench.folder.write("t.csv", "1 2\n3 4\n")};
    bench.open(dropped);
    CHECK(bench.document().picture.name() == "bricks.png");
    CHECK(bench.settings.settings().pictures == dropped);
    bench.open({pictures / "portrait.png"});
    CHECK(bench.document().picture.name() == "portrait.png");
    CHECK(bench.settings.settings().pictures == dropped);
    bench.open({pictures / "portrait.png", pictures / "text.png"});
    CHECK(bench.settings.settings().pictures.size() == 4);
    bench.opening.start_afresh();
    bench.settle();
    CHECK(bench.settings.settings().pictures.empty());
}

TEST_CASE("the Layers workspace starts with the course model and a garment, which undo does not close") {
    OpeningBench bench;
    for (int frame = 0; frame < 3; ++frame) bench.opening.open_first_network();
    bench.settle();
    REQUIRE(bench.network().model.model);
    CHECK(bench.network().model.name() == "course");
    CHECK(bench.network().input.name() == "ankle boot");
    CHECK_FALSE(bench.history.can_undo());
    CHECK(bench.messages.warnings.empty());
}

TEST_CASE("a missing file of the program is named in one warning, not in every frame") {
    const TemporaryFolder nothing;
    OpeningBench bench(nothing.path());
    for (int frame = 0; frame < 5; ++frame) {
        bench.opening.open_first_network();
        bench.settle();
    }
    CHECK(bench.messages.warnings ==
          std::vector<std::string>{(nothing / "models/course.h5").string() +
                                       ": is missing; install the program again, or open a file of your own.",
                                   (nothing / "garments/ankle_boot.png").string() +
                                       ": is missing; install the program again, or open a file of your own."});
    bench.opening.open_sample_picture("staircase");
    bench.settle();
    CHECK(bench.last_warning().starts_with((nothing / "pictures/staircase.png").string() + ": is missing"));
}

TEST_CASE("a sample's name does not lead out of the samples' folder") {
    const Samples samples(CONVSCOPE_TEST_ASSETS);
    CHECK(samples.picture("dot").filename() == "dot.png");
    CHECK_THROWS_AS(samples.picture("../icons/convscope"), LoadError);
    CHECK_THROWS_AS(samples.picture(""), LoadError);
}

}  // namespace convscope
