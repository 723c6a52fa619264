#include "app/jobs/file_watch.h"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>

#include "tests/support/temporary_folder.h"

using namespace convscope;
using namespace std::chrono_literals;

namespace {

/// A watch that checks every 5 ms, and counts the calls of its wake function.
struct Watched {
    TemporaryFolder folder;
    std::filesystem::path file = folder.write("m.h5", "first");
    std::atomic<int> woken = 0;
    FileWatch watch{[this] { ++woken; }, 5ms};

    bool changes_soon() const {
        for (int i = 0; i < 400 && !watch.changed(); ++i) std::this_thread::sleep_for(5ms);
        return watch.changed();
    }
    bool stays_quiet() const {
        std::this_thread::sleep_for(100ms);
        return !watch.changed();
    }
};

}  // namespace

TEST_CASE("a rewritten file is reported once, other files are not reported") {
    Watched w;
    w.watch.watch(w.file, stamp_of(w.file));
    CHECK(w.watch.file() == w.file);
    w.folder.write("other.h5", "other");
    CHECK(w.stays_quiet());
    w.folder.write("m.h5", "second one");
    REQUIRE(w.changes_soon());
    CHECK(w.watch.take_change());
    CHECK_FALSE(w.watch.take_change());
    CHECK(w.stays_quiet());
    CHECK(w.woken == 1);
    // The file is written again with the same size.
    w.folder.write("m.h5", "third  one");
    CHECK(w.changes_soon());
}

TEST_CASE("a file that is removed and written again is reported as changed; a file that is only removed is not") {
    Watched w;
    w.watch.watch(w.file, stamp_of(w.file));
    std::filesystem::remove(w.file);
    CHECK(w.stays_quiet());
    w.folder.write("m.h5", "again!");
    CHECK(w.changes_soon());
}

TEST_CASE("a growing file is not reported") {
    Watched w;
    w.watch.watch(w.file, stamp_of(w.file));
    std::ofstream out(w.file, std::ios::app);
    const auto until = std::chrono::steady_clock::now() + 60ms;
    bool reported = false;
    FileWatch slow([] {}, 50ms);
    slow.watch(w.file, stamp_of(w.file));
    while (std::chrono::steady_clock::now() < until) {
        out << "more" << std::flush;
        reported = reported || slow.changed();
        std::this_thread::sleep_for(2ms);
    }
    CHECK_FALSE(reported);
    CHECK(w.changes_soon());
}

TEST_CASE("changes since the stamp are reported; a watch without a file calls no wake function") {
    Watched w;
    const auto before = stamp_of(w.file);
    w.folder.write("m.h5", "since then");
    w.watch.watch(w.file, before);
    CHECK(w.changes_soon());
    w.watch.watch({}, std::nullopt);
    CHECK_FALSE(w.watch.changed());
    const int woken = w.woken;
    w.folder.write("m.h5", "nobody looks");
    CHECK(w.stays_quiet());
    CHECK(w.woken == woken);
    CHECK(stamp_of(w.folder / "nowhere") == std::nullopt);
}
