#include "core/io/isolated/isolated.h"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/load_error.h"

using namespace convscope;

namespace {

constexpr std::uint64_t kMemory = std::uint64_t{1} << 28;
constexpr IsolationLimits kLimits{std::chrono::seconds(1), std::chrono::minutes(2), kMemory};

/// The error that receive_text() throws after this work.
std::string error_after(const IsolatedWork::Work& function) {
    IsolatedWork work("x.bin", kLimits, function);
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
    IsolatedWork work("x.bin", kLimits, [&](const IsolatedSender& sender) {
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
    IsolatedWork work("x.bin", kLimits, send);
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
    const IsolatedWork work("x.bin", {std::chrono::minutes(1), std::chrono::minutes(2), kMemory},
                            [](const IsolatedSender&) {
                                for (std::atomic<unsigned> i = 0;; ++i) {
                                }
                            });
}

TEST_CASE("receiving stops at the deadline though the work uses no processor time") {
    std::mutex locked;
    const std::lock_guard hold(locked);
    IsolatedWork work("x.bin", {std::chrono::seconds(1), std::chrono::milliseconds(200), kMemory},
                      [&](const IsolatedSender&) { const std::lock_guard never(locked); });
    CHECK_THROWS_WITH_AS(work.receive_text(),
                         "x.bin: took too long to be read; close other programs, or save or download it again.",
                         LoadError);
}

TEST_CASE("work can open no file, and is ended if it opens a connection, starts a process or runs new code") {
    const auto sent = [](bool worked) {
        return [worked](const IsolatedSender& sender) { sender.send(worked ? "worked" : "failed"); };
    };
    CHECK(error_after(sent(true)) == "received worked");
    CHECK(error_after([&](const IsolatedSender& s) { sent(::open("/etc/passwd", O_RDONLY) >= 0)(s); }) ==
          "received failed");
    CHECK(error_after([&](const IsolatedSender& s) { sent(::creat("isolated_test.tmp", 0600) >= 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) {
              sent(::open("isolated_test.tmp", O_CREAT | O_RDWR, 0600) >= 0)(s);
          }) == "received failed");
    CHECK(error_after([&](const IsolatedSender& s) { sent(::socket(AF_UNIX, SOCK_STREAM, 0) >= 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) { sent(::socket(AF_INET, SOCK_STREAM, 0) >= 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) { sent(::fork() >= 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) {
              char* const arguments[]{nullptr};
              sent(::execv("/bin/true", arguments) >= 0)(s);
          }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) { sent(::kill(::getppid(), 0) == 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) {
              void* const code = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              sent(code != MAP_FAILED)(s);
          }) == kDamaged);
}

TEST_CASE("the work has none of this process's open files") {
    const int descriptor = ::open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    REQUIRE(descriptor >= 0);
    CHECK(error_after([&](const IsolatedSender& sender) {
              char byte = 0;
              sender.send(::read(descriptor, &byte, 1) < 0 ? "closed" : "open");
          }) == "received closed");
    ::close(descriptor);
}
