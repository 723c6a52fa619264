#include "core/io/isolated.h"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/load_error.h"

using namespace convscope;

namespace {

constexpr std::uint64_t kMemory = std::uint64_t{1} << 28;

/// The error that receive_text() throws after this work.
std::string error_after(const IsolatedWork::Work& function) {
    IsolatedWork work("x.bin", 1, kMemory, function);
    try {
        return "received " + work.receive_text();
    } catch (const LoadError& error) {
        return error.what();
    }
}

const char* const kDamaged = "x.bin: is too damaged to be read; save or download it again.";

}  // namespace

TEST_CASE("results arrive in the order in which they are sent") {
    const std::vector<float> many(300'000, 0.25F);
    IsolatedWork work("x.bin", 10, kMemory, [&](const IsolatedSender& sender) {
        sender.send("one\nline");
        sender.send(std::vector<float>{1, -0.5F});
        sender.send("");
        sender.send(many);
    });
    CHECK(work.receive_text() == "one\nline");
    CHECK(work.receive_floats(2) == std::vector<float>{1, -0.5F});
    CHECK(work.receive_text().empty());
    CHECK(work.receive_floats(many.size()) == many);
    CHECK_THROWS_WITH_AS(work.receive_text(), kDamaged, LoadError);
}

TEST_CASE("results of another kind or length than expected are refused") {
    const auto send = [](const IsolatedSender& sender) { sender.send(std::vector<float>{1, 2}); };
    CHECK(error_after(send) == kDamaged);
    IsolatedWork work("x.bin", 10, kMemory, send);
    CHECK_THROWS_AS(work.receive_floats(3), LoadError);
}

TEST_CASE("a LoadError of the work is thrown in place of the next result") {
    CHECK(error_after([](const IsolatedSender&) { throw LoadError("y.bin", "is odd", "make it even", "line 3"); }) ==
          "y.bin: is odd (line 3); make it even.");
    CHECK(error_after([](const IsolatedSender&) { throw std::runtime_error("unforeseen"); }) == kDamaged);
}

TEST_CASE("a crash, an endless loop and use of too much memory end only the work's process") {
    CHECK(error_after([](const IsolatedSender&) { std::raise(SIGSEGV); }) == kDamaged);
    CHECK(error_after([](const IsolatedSender&) {
              for (std::atomic<unsigned> i = 0;; ++i) {
              }
          }) == kDamaged);
    CHECK(error_after([](const IsolatedSender& sender) {
              const std::string much(2 * kMemory, 'x');
              sender.send(much);
          }) == kDamaged);
}

TEST_CASE("the destructor ends work that has not finished") {
    const IsolatedWork work("x.bin", 60, kMemory, [](const IsolatedSender&) {
        for (std::atomic<unsigned> i = 0;; ++i) {
        }
    });
}
