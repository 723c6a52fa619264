// Autosave saves the document for the next start: in the background and at the end, but not without a picture.
#include "app/opening/kept/autosave.h"

#include <array>
#include <optional>

#include "app/document/picture_commands.h"
#include "app/document/session.h"
#include "core/image/plane_edits.h"
#include "tests/app/opening/opening_bench.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

struct AutosaveBench {
    TemporaryFolder folder;
    History history{initial_document()};
    CollectedMessages messages;
    std::optional<Autosave> autosave;

    explicit AutosaveBench(std::string_view config = "config") {
        autosave.emplace(history, messages, folder / config, [] {});
    }
    fs::path file() const { return Autosave::file_in(folder / "config"); }
    void wait(double now) {
        for (int i = 0; i < 2000 && autosave->busy(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            autosave->update(now);
        }
        REQUIRE_FALSE(autosave->busy());
    }
    Document saved() const { return load_session(file()).document; }
};

}  // namespace

TEST_CASE("changes are saved together, two seconds after the first") {
    AutosaveBench bench;
    CHECK_FALSE(bench.autosave->update(0));
    CHECK(bench.autosave->next_wake() == 0);  // without a picture there is nothing to save
    bench.history.perform(new_picture(uniform_plane({3, 3}, 5), "New picture"));
    CHECK_FALSE(bench.autosave->update(10));
    CHECK(bench.autosave->next_wake() == 10 + Autosave::kPause);
    bench.history.perform(set_stride(2));
    CHECK_FALSE(bench.autosave->update(11));
    CHECK_FALSE(fs::exists(bench.file()));
    CHECK(bench.autosave->update(12));
    bench.wait(12);
    CHECK(bench.saved().lab.stride == 2);
    CHECK(bench.saved().picture.name() == "New picture");
    CHECK(bench.saved().picture.picture.planes.at(0).at(2, 2) == 5);
    CHECK_FALSE(bench.autosave->update(100));
    CHECK(bench.autosave->next_wake() == 0);
}

TEST_CASE("a change of the view alone is saved too") {
    AutosaveBench bench;
    bench.history.perform(new_picture(uniform_plane({3, 3}, 5), "New picture"));
    bench.autosave->update(0);
    bench.autosave->update(3);
    bench.wait(3);
    bench.history.perform(set_lab_view([](LabView& view) { view.true_size = true; }));
    bench.autosave->update(4);
    CHECK(bench.autosave->update(7));
    bench.wait(7);
    CHECK(bench.saved().lab_view.true_size);
}

TEST_CASE("the destructor saves the last changes, but only if update() was called before") {
    AutosaveBench bench;
    bench.history.perform(new_picture(uniform_plane({3, 3}, 5), "New picture"));
    bench.autosave.reset();
    CHECK_FALSE(fs::exists(bench.file()));
    bench.autosave.emplace(bench.history, bench.messages, bench.folder / "config", [] {});
    bench.autosave->update(0);
    bench.autosave.reset();
    CHECK(bench.saved().picture.name() == "New picture");
}

TEST_CASE("during a lesson the user's own document is saved, once, also at a sudden end") {
    AutosaveBench bench;
    bench.history.perform(new_picture(uniform_plane({3, 3}, 5), "New picture"));
    bench.autosave->update(0);
    const Document own = bench.history.document();
    bench.autosave->save_instead(&own);
    bench.history.perform(set_stride(2));
    bench.autosave->update(1);
    CHECK(bench.autosave->update(4));
    bench.wait(4);
    CHECK(bench.saved().lab.stride == 1);
    bench.history.perform(set_stride(3));
    CHECK_FALSE(bench.autosave->update(100));
    bench.autosave.reset();
    CHECK(bench.saved().lab.stride == 1);
}

TEST_CASE("after a lesson the history's document is saved again") {
    AutosaveBench bench;
    bench.history.perform(new_picture(uniform_plane({3, 3}, 5), "New picture"));
    const Document own = bench.history.document();
    bench.autosave->save_instead(&own);
    bench.autosave->update(0);
    bench.history.perform(set_stride(2));
    bench.autosave->save_instead(nullptr);
    bench.autosave->update(3);
    bench.wait(3);
    CHECK(bench.saved().lab.stride == 2);
}

TEST_CASE("a folder that cannot be written is reported once") {
    AutosaveBench bench("file");
    bench.folder.write("file", "not a folder");
    for (int i = 0; i < 3; ++i) {
        bench.history.perform(new_picture(uniform_plane({3, 3}, static_cast<float>(i)), "New picture"));
        bench.autosave->update(10 * i);
        bench.autosave->update(10 * i + 3);
        bench.wait(10 * i + 3);
    }
    REQUIRE(bench.messages.warnings.size() == 1);
    CHECK(bench.messages.warnings[0].starts_with("Your work cannot be kept for the next start. "));
}

}  // namespace convscope
