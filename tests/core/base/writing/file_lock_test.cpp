#include "core/base/writing/file_lock.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "tests/support/temporary_folder.h"

using namespace convscope;

TEST_CASE("a lock is held by one at a time, and the next one gets it at the end of the first") {
    const TemporaryFolder folder;
    std::thread second;
    bool held = false;
    {
        const FileLock first(folder / "lock");
        REQUIRE(first.is_held());
        second = std::thread([&] { held = FileLock(folder / "lock").is_held(); });
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    second.join();
    CHECK(held);
}

TEST_CASE("the wait for a lock that is never released ends after about a second") {
    const TemporaryFolder folder;
    const FileLock first(folder / "lock");
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(FileLock(folder / "lock").is_held());
    CHECK(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(900));
}

TEST_CASE("without a folder for the lock's file there is no lock and no error") {
    const TemporaryFolder folder;
    CHECK_FALSE(FileLock(folder / "none/lock").is_held());
}
