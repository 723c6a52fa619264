// Saving and opening sessions in the background, with the files that they name.
#include <fstream>

#include "app/document/session.h"
#include "core/io/keras/h5.h"
#include "tests/app/opening/opening_bench.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

/// Replaces a text in the session file.
void replace_in(const fs::path& file, const std::string& from, const std::string& to) {
    std::string text = content_of(file);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    std::ofstream(file, std::ios::binary) << text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a session saved and opened again brings picture, model, input and filter back") {
    OpeningBench bench;
    bench.opening.open_sample_picture("bricks");
    keras::save_h5(bench.folder / "m.h5", samples::small_course());
    bench.open({bench.folder / "m.h5"});
    bench.opening.open_sample_input("trouser");
    bench.settle();
    bench.history.perform(set_stride(2));
    const fs::path file = bench.folder / "lesson.json";
    bench.opening.save_session(file);
    bench.settle();
    CHECK(bench.messages.notices == std::vector<std::string>{"Saved as " + file.string() + "."});
    CHECK(bench.settings.settings().recent_files.front() == file);

    OpeningBench again;
    again.open({file});
    CHECK(again.messages.warnings.empty());
    CHECK(again.document().picture.name() == "bricks");
    CHECK(again.document().lab == bench.document().lab);
    CHECK(again.network().model.file == bench.folder / "m.h5");
    CHECK(samples::same_model(*again.network().model.model, samples::small_course()));
    CHECK(again.network().input.name() == "trouser");
    CHECK_FALSE(again.network().input.picture.planes.empty());
    REQUIRE(again.history.can_undo());
    again.history.undo();
    CHECK_FALSE(again.network().model.model);
    CHECK(again.settings.settings().recent_files.front() == file);
}

TEST_CASE("notes on a model from a session are not saved in the settings") {
    OpeningBench bench;
    bench.opening.open_sample_picture("dot");
    const fs::path model = bench.folder / "m.h5";
    keras::save_h5(model, samples::small_course());
    bench.open({model});
    bench.opening.open_sample_input("trouser");
    bench.settle();
    nn::Preprocessing preprocessing = bench.network().model.model->info().preprocessing;
    preprocessing.inversion = nn::Inversion::always;
    bench.history.perform(set_preprocessing(preprocessing));
    bench.settle();
    CHECK(bench.settings.settings().notes_of(model).preprocessing == preprocessing);
    bench.opening.save_session(bench.folder / "s.json");
    bench.settle();

    OpeningBench other;
    other.open({bench.folder / "s.json"});
    CHECK(other.network().model.notes.preprocessing == preprocessing);
    CHECK(other.settings.settings().models.empty());
}

TEST_CASE("a warning names each file of a session that is missing; everything else of the session is opened") {
    OpeningBench bench;
    bench.opening.open_sample_picture("dot");
    bench.opening.open_first_network();
    bench.settle();
    bench.history.perform(set_stride(2));
    const fs::path file = bench.folder / "s.json";
    const Document before = bench.document();
    const auto warning = [&](const std::string& from, const std::string& to) {
        save_session(file, before);
        replace_in(file, from, to);
        bench.opening.start_afresh();
        bench.settle();
        bench.open({file});
        CHECK(bench.document().lab == before.lab);
        return bench.last_warning();
    };
    CHECK(warning("\"dot\"", "\"dots\"") ==
          "The session's picture cannot be opened. " + file.string() +
              ": asks for the sample \"dots\", which does not exist; name a picture file in the session instead.");
    CHECK(bench.document().picture.name() == "staircase");  // the picture that was open before
    CHECK(bench.network().model.name() == "course");

    CHECK(warning("\"ankle_boot\"", "\"hat\"") ==
          "The session's input cannot be opened. " + file.string() +
              ": asks for the sample input \"hat\", which does not exist; name one of the ten samples or a "
              "picture file in the session instead.");
    CHECK(bench.document().picture.name() == "dot");
    CHECK(bench.network().model.name() == "course");
    CHECK(bench.network().input.name() == "ankle boot");

    CHECK(warning("\"course\"", "\"curse\"").find("curse.h5: is missing") != std::string::npos);
    CHECK(bench.document().picture.name() == "dot");
    CHECK_FALSE(bench.network().model.model);
    CHECK(bench.messages.warnings.size() == 3);
}

TEST_CASE("a session that is copied to another folder together with its files finds these files") {
    OpeningBench bench;
    fs::create_directories(bench.folder / "home");
    fs::create_directories(bench.folder / "stick");
    const fs::path picture = bench.folder / "home/bricks.png";
    const fs::path model = bench.folder / "home/m.h5";
    fs::copy_file(bench.assets / "pictures/bricks.png", picture);
    keras::save_h5(model, samples::small_course());
    bench.open({picture});
    bench.open({model});
    bench.opening.open_sample_input("trouser");
    bench.settle();
    bench.opening.save_session(bench.folder / "stick/s.json");  // the session stores both absolute paths
    bench.settle();
    fs::rename(picture, bench.folder / "stick/bricks.png");
    fs::rename(model, bench.folder / "stick/m.h5");

    OpeningBench other;
    other.open({bench.folder / "stick/s.json"});
    CHECK(other.messages.warnings.empty());
    CHECK(other.document().picture.file == bench.folder / "stick/bricks.png");
    CHECK(other.document().picture.picture.size() == Size{512, 512});
    CHECK(other.network().model.file == bench.folder / "stick/m.h5");
    CHECK(samples::same_model(*other.network().model.model, samples::small_course()));
}

TEST_CASE("a session contains the pixels of a small picture, so it opens without the picture's file") {
    OpeningBench bench;
    const fs::path picture = bench.folder / "small.csv";
    std::ofstream(picture) << "1 2 3\n4 5 6\n";
    bench.open({picture});
    bench.opening.save_session(bench.folder / "s.json");
    bench.settle();
    fs::remove(picture);
    OpeningBench other;
    other.open({bench.folder / "s.json"});
    CHECK(other.messages.warnings.empty());
    CHECK(other.document().picture.name() == "small.csv");
    CHECK(other.document().picture.picture.planes.at(0).at(1, 2) == 6);
}

TEST_CASE("a continued last session is not listed as a recent file; a damaged one gives a warning") {
    OpeningBench bench;
    bench.opening.open_sample_picture("bricks");
    bench.settle();
    const fs::path file = bench.folder / "last.json";
    save_session(file, bench.document());
    OpeningBench next;
    next.opening.continue_session(file);
    next.settle();
    CHECK(next.document().picture.name() == "bricks");
    CHECK(next.settings.settings().recent_files.empty());
    std::ofstream(file) << "{";
    next.opening.continue_session(file);
    next.settle();
    CHECK(next.last_warning().starts_with("The last session cannot be continued. "));
    CHECK(next.document().picture.name() == "bricks");
}

TEST_CASE("start_afresh() closes everything, and undo brings everything back") {
    OpeningBench bench;
    bench.opening.open_sample_picture("bricks");
    bench.opening.open_first_network();
    bench.settle();
    bench.history.perform(set_stride(3));
    bench.history.perform(show_network());
    const Document before = bench.document();
    bench.opening.start_afresh();
    bench.settle();
    CHECK(bench.document().picture.name() == "staircase");
    CHECK(bench.document().lab == initial_lab());
    CHECK(bench.document().workspace == WorkspaceId::filter_lab);
    CHECK_FALSE(bench.network().model.model);
    bench.history.undo();
    CHECK(bench.document().picture == before.picture);
    CHECK(bench.document().lab == before.lab);
    CHECK(bench.network() == before.network);
}

TEST_CASE("a file that cannot be saved is named in a warning; a saved one is reported") {
    OpeningBench bench;
    bench.opening.save_session(bench.folder / "s.json");
    bench.settle();
    CHECK(
        bench.last_warning().starts_with((bench.folder / "s.json").string() + ": cannot be saved, because no picture"));
    bench.opening.save(bench.folder / "x.csv", [](const fs::path& file) { std::ofstream(file) << "1\n"; });
    bench.settle();
    CHECK(content_of(bench.folder / "x.csv") == "1\n");
    CHECK(bench.messages.notices == std::vector<std::string>{"Saved as " + (bench.folder / "x.csv").string() + "."});
    CHECK(bench.settings.settings().recent_files.empty());
}

}  // namespace convscope
