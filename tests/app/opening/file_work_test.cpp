#include "app/opening/file_work.h"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <stdexcept>

#include "tests/app/opening/opening_bench.h"

namespace convscope {

TEST_CASE("a file that is written for long is named with the finished part until it is saved") {
    OpeningBench bench;
    const auto progress = std::make_shared<std::atomic<double>>(0);
    std::atomic<bool> goes_on = false;
    bench.opening.save(
        bench.folder / "long.gif",
        [&](const std::filesystem::path& file) {
            *progress = 0.5;
            while (!goes_on) std::this_thread::yield();
            std::ofstream(file) << "done";
        },
        {}, progress);
    while (*progress < 0.5) std::this_thread::yield();
    bench.opening.update();
    const FileWork work = bench.opening.work();
    CHECK(work.file == "long.gif");
    CHECK(work.writes);
    CHECK(work.done == 0.5);
    goes_on = true;
    bench.settle();
    CHECK(bench.opening.work().file.empty());
    CHECK(bench.messages.notices.back().find("long.gif") != std::string::npos);
}

TEST_CASE("a short save is not named, and a failed one ends the progress") {
    OpeningBench bench;
    bench.opening.save(bench.folder / "x.csv", [](const std::filesystem::path& file) { std::ofstream(file) << "1\n"; });
    CHECK(bench.opening.work().file.empty());
    bench.settle();
    bench.opening.save(
        bench.folder / "bad.gif", [](const std::filesystem::path&) { throw std::runtime_error("no room"); }, {},
        std::make_shared<std::atomic<double>>(0));
    bench.settle();
    CHECK(bench.opening.work().file.empty());
    CHECK(bench.last_warning() == "no room");
}

}  // namespace convscope
