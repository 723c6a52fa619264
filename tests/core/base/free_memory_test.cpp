#include "core/base/free_memory.h"

#include <doctest/doctest.h>

#include <string>

using namespace convscope;

TEST_CASE("the free memory is read from the text of /proc/meminfo") {
    CHECK(free_memory_in("MemTotal:       24000000 kB\nMemFree:  10 kB\nMemAvailable:   20480 kB\nBuffers: 1 kB\n") ==
          std::uint64_t{20'480} * 1024);
    CHECK(free_memory_in("MemAvailable: 0 kB") == 0);
    for (const char* text : {"", "MemFree: 10 kB", "MemAvailable:", "MemAvailable: x kB", "MemAvailable: -1 kB",
                             "MemAvailable: 99999999999999999999 kB", "MemAvailable: 18446744073709551615 kB"})
        CHECK_FALSE(free_memory_in(text));
}

TEST_CASE("this machine states its free memory") {
    const auto free = free_memory();
    REQUIRE(free);
    CHECK(*free > std::uint64_t{1} << 20);
    CHECK(*free < std::uint64_t{1} << 48);
}

TEST_CASE("work that needs more than half of the free memory has a fault with both figures") {
    constexpr std::uint64_t kGigabyte = std::uint64_t{1} << 30;
    constexpr double kThree = 3.0 * kGigabyte;
    CHECK(memory_fault(kThree, 6 * kGigabyte).empty());
    CHECK(memory_fault(1e30, std::nullopt).empty());
    CHECK(memory_fault(kThree, 6 * kGigabyte - 1) ==
          "needs 3.0 GB of memory for its activations, more than half of the 6.0 GB that are free");
    CHECK(memory_fault(1, 0).starts_with("needs 0.0 GB of memory for its activations"));
}
