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

std::string sentence_after(const IsolatedWork::Work& what) {
    IsolatedWork work("x.bin", 1, kMemory, what);
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

TEST_CASE("what is sent has to be what is expected") {
    const auto send = [](const IsolatedSender& sender) { sender.send(std::vector<float>{1, 2}); };
    CHECK(sentence_after(send) == kDamaged);
    IsolatedWork work("x.bin", 10, kMemory, send);
    CHECK_THROWS_AS(work.receive_floats(3), LoadError);
}

TEST_CASE("the work's own error is thrown where the result would have been") {
    CHECK(sentence_after([](const IsolatedSender&) { throw LoadError("y.bin", "is odd", "even works", "line 3"); }) ==
          "y.bin: is odd (line 3); even works.");
    CHECK(sentence_after([](const IsolatedSender&) { throw std::runtime_error("unforeseen"); }) == kDamaged);
}

TEST_CASE("a crash, an endless loop and endless memory end the work alone") {
    CHECK(sentence_after([](const IsolatedSender&) { std::raise(SIGSEGV); }) == kDamaged);
    CHECK(sentence_after([](const IsolatedSender&) {
              for (std::atomic<unsigned> i = 0;; ++i) {
              }
          }) == kDamaged);
    CHECK(sentence_after([](const IsolatedSender& sender) {
              const std::string much(2 * kMemory, 'x');
              sender.send(much);
          }) == kDamaged);
}

TEST_CASE("work that nobody waits for is ended") {
    const IsolatedWork work("x.bin", 60, kMemory, [](const IsolatedSender&) {
        for (std::atomic<unsigned> i = 0;; ++i) {
        }
    });
}
